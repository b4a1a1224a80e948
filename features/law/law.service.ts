import type { Service } from '../../core/contract.ts'
import { type Law, lawFrom } from '../../core/law.ts'
import type { LawData } from '../../core/law-data.ts'
import { openValues, overrideOf } from '../../core/law-override.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { lawContract } from './law.contract.ts'
import * as store from './law.store.ts'

/** One law per shipped table and newest override: it is the same for everybody, whoever asks. */
const kept = new WeakMap<LawData, { readonly newest: number; readonly law: Law }>()

/** The law as this office has it. Features ask this, not `world.law`, which is the law as it was shipped. */
export async function lawOf(ctx: Pick<Ctx, 'db' | 'world'>): Promise<Law> {
  const shipped = ctx.world.law
  const newest = await store.newestOverride(ctx)
  if (newest === 0) return shipped
  const known = kept.get(shipped.data)
  if (known?.newest === newest) return known.law
  const law = lawFrom(shipped.data, await store.overridesInForce(ctx))
  kept.set(shipped.data, { newest, law })
  return law
}

/** Everything the office has ever set, newest first. */
export const lawSettings = (ctx: Pick<Ctx, 'db'>) => store.overrideHistory(ctx)

export const lawService: Service<typeof lawContract, Ctx> = {
  async read(ctx) {
    const law = await lawOf(ctx)
    return {
      law: law.data,
      open: openValues(law.data),
      set: await lawSettings(ctx),
      calendar: [...ctx.world.calendar.years],
    }
  },

  async edit(ctx, { path, value, reason }) {
    const override = overrideOf(ctx.world.law.data, path, value)
    return store.addOverride(ctx, {
      ...override,
      reason,
      setBy: actingPerson(ctx),
      organisationId: actingOrganisation(ctx),
    })
  },
}
