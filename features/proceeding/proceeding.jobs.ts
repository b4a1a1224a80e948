import { z } from 'zod'
import { todayAt } from '../../core/calendar.ts'
import { isOver, type Warning, warningsOf } from '../../core/period.ts'
import type { Ctx } from '../../platform/context.ts'
import { defineJob, type Job } from '../../platform/jobs.ts'
import { tell } from '../../platform/notices.ts'
import { inOwnTransaction, systemCtx } from '../../platform/system-ctx.ts'
import * as store from './proceeding.store.ts'
import { systemAct } from './proceeding-act.service.ts'
import { clockworkOf } from './proceeding-clock.service.ts'
import { dueDay, type MatterPeriod, periodsOf } from './proceeding-period.rules.ts'
import { kindOf, recordOf } from './proceeding-record.service.ts'

/**
 * Looks at the clock of every open matter: does what follows by law when a period has run out, and tells who handles the
 * matter of its last day, once before, once on it and once after.
 *
 * What it finds follows from the acts and the day alone, so it is right however long the machine was off: a measure that
 * lapsed meanwhile lapses with the day on which it did, and of several warnings that were missed only the latest is told.
 */
const clocks = defineJob({
  name: 'proceeding:clocks',
  payload: z.object({}),
  async run(ctx) {
    for (const { id } of await store.openMatters(ctx)) await inOwnTransaction(ctx, (own) => windMatter(own, id))
    await store.expireProposals(ctx, systemCtx(ctx).today.toString())
  },
})

type Matter = Awaited<ReturnType<typeof store.lockMatter>>

async function windMatter(ctx: Ctx, id: string): Promise<void> {
  const matter = await store.lockMatter(ctx, id)
  if (matter.closedOn !== null) return
  const { machine } = kindOf(ctx, matter.kind)
  const record = await recordOf(ctx, matter)
  for (const period of periodsOf(machine.periods, record, await clockworkOf(ctx))) {
    const { told, due } = period
    if (told.endedBy) continue
    const { lapsesBy } = told.plan
    if (lapsesBy && isOver(due, ctx.now) && machine.procedure[record.state]?.[lapsesBy]) {
      const on = lapseDay(period, record.acts.at(-1)?.on ?? record.openedOn)
      // What ends with a period may start another, which then runs from the last day itself.
      const endedOn = machine.acts[lapsesBy]?.fields.endedOn && dueDay(due)?.toString()
      await systemAct(ctx, id, lapsesBy, endedOn ? { endedOn } : {}, on)
      await warn(ctx, matter, period, { kind: due.rule.lapses ? 'lapsed' : 'elapsed', since: due.due ?? ctx.today })
      // The record is another one now; its other periods are looked at the next time.
      return
    }
    const latest = warningsOf(due, ctx.now).at(-1)
    if (latest) await warn(ctx, matter, period, latest)
  }
}

/** The day after the last day, or the day of the last hour; that of the latest act where something was recorded since. */
function lapseDay({ due }: MatterPeriod, lastOn: string): Temporal.PlainDate {
  const last = dueDay(due)
  if (last === null) throw new RangeError('a period without a last day cannot lapse')
  const next = due.due instanceof Temporal.Instant ? last : last.add({ days: 1 })
  return next.toString() < lastOn ? Temporal.PlainDate.from(lastOn) : next
}

type Told = Omit<Warning, 'kind'> & { readonly kind: Warning['kind'] | 'lapsed' }

/** Under which kind a warning is remembered, and which notice tells it. */
const warnings = {
  internal: { kind: 'lead', notice: 'proceeding.lead' },
  unknown: { kind: 'lead', notice: 'proceeding.unknown' },
  'last-day': { kind: 'due', notice: 'proceeding.due' },
  overdue: { kind: 'overdue', notice: 'proceeding.overdue' },
  elapsed: { kind: 'overdue', notice: 'proceeding.elapsed' },
  lapsed: { kind: 'lapsed', notice: 'proceeding.lapsed' },
} as const satisfies Record<Told['kind'], object>

async function warn(ctx: Ctx, matter: Matter, { due }: MatterPeriod, { kind: told, since }: Told) {
  const { kind, notice } = warnings[told]
  const last = dueDay(due) ?? due.notBefore
  const dueOn = (last ?? (since instanceof Temporal.Instant ? todayAt(since) : since)).toString()
  const first = await store.warnOnce(ctx, { proceedingId: matter.id, period: due.rule.id, dueOn, kind })
  if (!first) return
  const people = (await store.peopleOf(ctx, matter.id)).filter(({ until }) => until === null)
  const heads = kind === 'lead' ? [] : await store.holdersOf(ctx, matter.organisationId, ['head'])
  const receivers = new Set([...people, ...heads].map(({ personId }) => personId))
  for (const personId of receivers)
    await tell(ctx, {
      personId,
      organisationId: matter.organisationId,
      kind: told === 'internal' && last === null ? 'proceeding.promptly' : notice,
      params: {
        title: matter.title,
        matter: due.rule.matter[0],
        matterEn: due.rule.matter[1],
        due: dueOn,
        onExpiry: due.rule.onExpiry[0],
        onExpiryEn: due.rule.onExpiry[1],
      },
      link: kindOf(ctx, matter.kind).link(matter.id),
      urgent: kind !== 'lead',
    })
}

export const proceedingJobs: readonly Job[] = [clocks]
