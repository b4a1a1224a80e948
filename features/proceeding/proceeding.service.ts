import type { Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { proceedingContract } from './proceeding.contract.ts'
import * as store from './proceeding.store.ts'
import { decideProposal } from './proceeding-approval.service.ts'
import { rolesForCapacity } from './proceeding-capacity.service.ts'
import { courseOf } from './proceeding-course.service.ts'
import { deadlinesOf, proposalViews, summaryOf, viewOf } from './proceeding-view.service.ts'

export const proceedingService: Service<typeof proceedingContract, Ctx> = {
  async list(ctx, filter) {
    const found = await store.listMatters(ctx, filter)
    const matters = found.map((row) => summaryOf(ctx, row))
    return { matters, next: matters.length === filter.limit ? (matters.at(-1)?.id ?? null) : null }
  },

  read: (ctx, { id }) => viewOf(ctx, id),

  course: courseOf,

  deadlines: async (ctx, { mine }) => ({
    deadlines: await deadlinesOf(ctx, { mine }),
    warnedAt: await store.lastWarnedAt(ctx),
  }),

  async approvals(ctx, { limit, after, state }) {
    const found = await store.listProposals(ctx, { limit, after, waiting: state === 'waiting' })
    return {
      proposals: await proposalViews(ctx, found),
      next: found.length === limit ? (found.at(-1)?.id ?? null) : null,
    }
  },

  kinds: async ({ world }) => ({
    kinds: [...world.matterKinds.values()].map(({ machine }) => ({ kind: machine.kind, words: machine.words })),
  }),

  async candidates(ctx, { capacity }) {
    const wanted = capacity === 'police' ? 'public-security' : capacity
    if (wanted === 'public-security' || wanted === 'procuratorate')
      return { candidates: await store.bodiesOf(ctx, wanted) }
    const found = await store.holdersOf(ctx, actingOrganisation(ctx), rolesForCapacity(capacity))
    return { candidates: found.map(({ personId, name }) => ({ id: personId, name })) }
  },

  decide: decideProposal,

  async withdraw(ctx, { id }) {
    const proposal = await store.lockProposal(ctx, id)
    if (proposal.state !== 'waiting') throw new Refusal('already-decided')
    if (proposal.proposedBy !== actingPerson(ctx)) throw new Refusal('not-yours-to-do')
    await store.closeProposal(ctx, id, { state: 'withdrawn' })
    return { id }
  },
}
