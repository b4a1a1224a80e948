import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { ownAttachments } from '../attachment/attachment.service.ts'
import type { outcomeContract } from './programme.contract.ts'
import * as store from './programme.store.ts'
import { checkOutcome } from './programme-outcome.rules.ts'
import type { OutcomeText } from './programme-outcome.schema.ts'
import * as outcomeStore from './programme-outcome.store.ts'
import { presentProgramme } from './programme-version.service.ts'

export const outcomeService: Service<typeof outcomeContract, Ctx> = {
  async list(ctx, { limit, after, ...filter }) {
    const outcomes = await outcomeStore.listOutcomes(ctx, filter, { limit, after })
    const last = outcomes.at(-1)
    return { outcomes, next: outcomes.length === limit && last ? `${last.happenedOn}_${last.id}` : null }
  },

  async read(ctx, { id }) {
    const outcome = await outcomeStore.findOutcome(ctx, id)
    return {
      outcome,
      attachments: await outcomeStore.attachmentsOfOutcomes(ctx, [id]),
      revisions: await outcomeStore.revisionsOf(ctx, id),
      mine: outcome.organisationId === ctx.actor.organisation?.id,
    }
  },

  record: async (ctx, { attachmentIds, ...outcome }) => ({ id: await recordOutcome(ctx, outcome, attachmentIds) }),

  async revise(ctx, { id, base, reason, attachmentIds, ...outcome }) {
    const before = await outcomeStore.lockOwnOutcome(ctx, id)
    if (before.state === 'withdrawn') throw new Refusal('outcome-withdrawn')
    if (before.revision !== base) throw new Refusal('changed-meanwhile')
    checkOutcome(outcome, await presentProgramme(ctx), ctx.today)
    await ownAttachments(ctx, attachmentIds)
    await keepRevision(ctx, id, before.revision + 1, outcome, reason)
    await outcomeStore.saveOutcome(ctx, id, { ...outcome, revision: before.revision + 1 })
    await outcomeStore.setOutcomeAttachments(ctx, id, before.organisationId, attachmentIds)
    await countAgain(ctx)
    return { id }
  },

  async withdraw(ctx, { id, reason }) {
    const before = await outcomeStore.lockOwnOutcome(ctx, id)
    if (before.state === 'withdrawn') throw new Refusal('outcome-withdrawn')
    await keepRevision(ctx, id, before.revision + 1, { state: 'withdrawn' }, reason)
    await outcomeStore.saveOutcome(ctx, id, { revision: before.revision + 1, state: 'withdrawn' })
    await countAgain(ctx)
    return done
  },
}

/** Keeps an outcome with its first revision. @throws Refusal as `checkOutcome`; `not-found` for a foreign attachment or task */
export async function recordOutcome(ctx: Ctx, outcome: OutcomeText, attachmentIds: readonly string[]): Promise<string> {
  checkOutcome(outcome, await presentProgramme(ctx), ctx.today)
  if (outcome.taskId) await store.findTask(ctx, outcome.taskId)
  await ownAttachments(ctx, attachmentIds)
  const organisationId = actingOrganisation(ctx)
  const { id } = await outcomeStore.addOutcome(ctx, { ...outcome, organisationId, recordedBy: actingPerson(ctx) })
  await keepRevision(ctx, id, 1, outcome, '')
  await outcomeStore.setOutcomeAttachments(ctx, id, organisationId, attachmentIds)
  await countAgain(ctx)
  return id
}

/** The public sees targets as last counted; a change of the records is counted at once, by the worker, which sees all of them. */
const countAgain = (ctx: Ctx) => enqueue(ctx.db, 'programme:read-targets', {}, { key: 'programme:read-targets' })

const keepRevision = (
  ctx: Ctx,
  outcomeId: string,
  revision: number,
  document: Record<string, unknown>,
  reason: string,
) =>
  outcomeStore.addOutcomeRevision(ctx, {
    outcomeId,
    revision,
    organisationId: actingOrganisation(ctx),
    document,
    reason,
    madeBy: actingPerson(ctx),
  })
