import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { type Ctx, todayAt } from '../../platform/context.ts'
import { type diagnosticContract, peersNeeded } from './diagnostic.contract.ts'
import type { SelfAssessment } from './diagnostic.schema.ts'
import * as store from './diagnostic.store.ts'

export const diagnosticService = (content: SelfAssessment): Service<typeof diagnosticContract, Ctx> => ({
  content: async () => content,

  async peers(ctx, { size }) {
    const rows = await store.peersOf(ctx, size, content.version, peersNeeded)
    const mine = await store.ownContribution(ctx)
    return {
      threshold: peersNeeded,
      peers:
        rows[0] === undefined
          ? null
          : {
              enterprises: rows[0].enterprises,
              dimensions: Object.fromEntries(
                rows.map(({ dimension, low, middle, high }) => [dimension, { low, middle, high }]),
              ),
            },
      mine: mine
        ? { size: mine.size, contributedOn: todayAt(Temporal.Instant.from(mine.contributedAt)).toString() }
        : null,
    }
  },

  async contribute(ctx, { size, version, scores }) {
    if (version !== content.version) throw new Refusal('other-version', { version: content.version })
    const given = Object.keys(scores).sort().join()
    if (
      given !==
      content.dimensions
        .map(({ id }) => id)
        .sort()
        .join()
    )
      throw new Refusal('other-dimensions')
    await store.putContribution(ctx, size, version, scores)
    return done
  },

  async withdraw(ctx) {
    await store.clearContribution(ctx)
    return done
  },
})
