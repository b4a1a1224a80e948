import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx, todayAt } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { targetContract } from './programme.contract.ts'
import { isShare, standing } from './programme-target.rules.ts'
import type { TargetDefinition, TargetReading, TargetView } from './programme-target.schema.ts'
import * as store from './programme-target.store.ts'
import { presentProgramme } from './programme-version.service.ts'

export const targetService: Service<typeof targetContract, Ctx> = {
  scoreboard: async (ctx) => ({ targets: await scoreboard(ctx) }),

  async read(ctx, { id }) {
    const view = (await scoreboard(ctx)).find(({ target }) => target.id === id)
    if (!view) throw new Refusal('not-found')
    const records = await store.recordsOf(ctx, id)
    return {
      view,
      records: records.map((record) => ({ ...record, link: `/app/outcomes/${record.id}` })),
      definitions: (await store.definitions(ctx)).filter(({ targetId }) => targetId === id).map(asDefinition),
    }
  },

  async define(ctx, { id, namedNumber, denominator, ...definition }) {
    const programme = await presentProgramme(ctx)
    if (programme.targets.targets.every((target) => target.id !== id)) throw new Refusal('not-found')
    if ((denominator === 'named-number') !== (namedNumber !== null)) throw new Refusal('number-with-list-only')
    await store.addDefinition(ctx, { targetId: id, denominator, namedNumber, ...definition, madeBy: actingPerson(ctx) })
    await readTargets({ db: ctx.db, now: ctx.now })
    return done
  },
}

type Reader = { readonly db: Tx; readonly now: Temporal.Instant }

/**
 * How every target stands. The office sees it as of now; the public, who may not see the records behind it, as of the last reading.
 */
export const scoreboard = async (ctx: Ctx): Promise<TargetView[]> =>
  viewTargets(ctx, ctx.actor.organisation?.kind === 'office' ? await presentReadings(ctx) : null)

/** Every target counted now; for jobs, which see all records. */
export const targetsAsOf = async (ctx: Reader): Promise<TargetView[]> => viewTargets(ctx, await presentReadings(ctx))

async function viewTargets(ctx: Reader, present: ReadonlyMap<string, TargetReading> | null): Promise<TargetView[]> {
  const programme = await presentProgramme(ctx)
  const [history, definitions] = [await store.readings(ctx), await store.definitions(ctx)]
  return programme.targets.targets.map((target) => {
    const past = history.filter(({ targetId }) => targetId === target.id).map(({ targetId: _, ...reading }) => reading)
    const reading = present?.get(target.id) ??
      past.at(-1) ?? { asOf: todayAt(ctx.now).toString(), numerator: 0, denominator: null }
    const definition = definitions.find(({ targetId }) => targetId === target.id)
    return standing(target, reading, definition ? asDefinition(definition) : null, past)
  })
}

const asDefinition = ({ targetId: _, ...definition }: TargetDefinition & { targetId: string }): TargetDefinition =>
  definition

/** Counted from the records, now. */
async function presentReadings(ctx: Reader): Promise<ReadonlyMap<string, TargetReading>> {
  const asOf = todayAt(ctx.now).toString()
  const [programme, counts, enterprises, definitions] = [
    await presentProgramme(ctx),
    await store.countRecords(ctx, asOf),
    await store.countAdmittedEnterprises(ctx),
    await store.definitions(ctx),
  ]
  return new Map(
    programme.targets.targets.map((target) => {
      const definition = definitions.find(({ targetId }) => targetId === target.id)
      const denominator =
        !isShare(target) || !definition?.denominator
          ? null
          : definition.denominator === 'admitted-enterprises'
            ? enterprises
            : definition.namedNumber
      return [target.id, { asOf, numerator: counts.get(target.id) ?? 0, denominator: denominator || null }]
    }),
  )
}

/** Writes today's readings, for the history and for the public. The daily job does it, and every act that changes what is counted. */
export async function readTargets(ctx: Reader): Promise<void> {
  for (const [targetId, reading] of await presentReadings(ctx)) await store.saveReading(ctx, { targetId, ...reading })
}
