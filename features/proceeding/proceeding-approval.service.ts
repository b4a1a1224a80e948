import type { z } from 'zod'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { tell } from '../../platform/notices.ts'
import type { proceedingContract } from './proceeding.contract.ts'
import * as store from './proceeding.store.ts'
import { attemptOf, carryOut, type Done } from './proceeding-act.service.ts'
import { mayApprove } from './proceeding-capacity.service.ts'
import { kindOf, recordOf } from './proceeding-record.service.ts'

/**
 * Approves or rejects what somebody proposed; what is approved is carried out at once.
 *
 * @throws Refusal `already-decided`, `not-your-level`, `approval-expired`, or what `perform` refuses now
 */
export async function decideProposal(
  ctx: Ctx,
  { id, decision, opinion }: z.output<typeof proceedingContract.decide.input>,
): Promise<Done> {
  const proposal = await store.lockProposal(ctx, id)
  if (proposal.state !== 'waiting') throw new Refusal('already-decided')
  if (!mayApprove(ctx, proposal.level)) throw new Refusal('not-your-level')
  const matter = await store.lockMatter(ctx, proposal.proceedingId)
  const kind = kindOf(ctx, matter.kind)
  const record = await recordOf(ctx, matter)
  const decided = { decidedBy: actingPerson(ctx), decidedAt: ctx.now.toString(), opinion }
  const told = (words: string) =>
    tell(ctx, {
      personId: proposal.proposedBy,
      organisationId: actingOrganisation(ctx),
      kind: words,
      params: { act: kind.machine.acts[proposal.act]?.words[0] ?? proposal.act, title: matter.title },
      link: kind.link(record.id),
    })
  if (decision === 'reject') {
    await store.closeProposal(ctx, id, { state: 'rejected', ...decided })
    await told('proceeding.rejected')
    return { id: record.id, state: record.state, seq: record.acts.length, proposalId: id }
  }
  // Approved too late is not approved: the record may only explain the delay.
  if (ctx.today.toString() > proposal.validUntil)
    throw new Refusal('approval-expired', { validUntil: proposal.validUntil })
  const attempt = attemptOf(ctx, proposal.act, {
    on: laterOf(proposal.onDay, ctx.today.toString()),
    fields: { ...proposal.fields, opinion },
    capacity: proposal.capacity,
    personId: proposal.proposedBy,
    approverId: actingPerson(ctx),
  })
  const done = await carryOut(ctx, kind, record, attempt)
  await store.closeProposal(ctx, id, { state: 'approved', ...decided })
  await told('proceeding.approved')
  return { ...done, proposalId: id }
}

/** An approved act counts from the day of its approval: nobody can be bound by it before. */
const laterOf = (a: string, b: string) => (a > b ? a : b)

/** How many proposals wait that this person may decide. */
export async function waitingForMe(ctx: Ctx): Promise<number> {
  const waiting = await store.listProposals(ctx, { limit: 500, waiting: true })
  return waiting.filter(({ level }) => mayApprove(ctx, level)).length
}
