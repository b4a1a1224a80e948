import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { looksAtAttachments, ownAttachments } from '../attachment/attachment.service.ts'
import { depositService } from '../deposit/deposit.service.ts'
import { messagesFor, sayToOffice } from './clue-channel.service.ts'
import type { complaintContract } from './complaint.contract.ts'
import { lacking, partsOf } from './complaint.rules.ts'
import { ComplaintBody, type ComplaintDeposit, lackingWords } from './complaint.schema.ts'
import * as store from './complaint.store.ts'
import * as tips from './tip.store.ts'
import { openJson, placeOf, sealJson } from './tip-seal.service.ts'

export const complaintService: Service<typeof complaintContract, Ctx> = {
  async begin(ctx) {
    const id = await tips.newId(ctx)
    await store.insertComplaint(ctx, id, sealJson(ctx, ComplaintBody.parse({}), placeOf.complaint(id)))
    return { id }
  },

  async list(ctx, page) {
    const rows = await store.listComplaints(ctx, page)
    return {
      complaints: rows.map((row) => summaryOf(ctx, row)),
      next: rows.length === page.limit ? (rows.at(-1)?.channelId ?? null) : null,
    }
  },

  async read(ctx, { id }) {
    const row = await store.findComplaint(ctx, id)
    const body = bodyOf(ctx, row)
    const attachments = await store.attachmentsOf(ctx, id)
    const sent = row.sentAt !== null
    return {
      complaint: summaryOf(ctx, row),
      revision: row.revision,
      body,
      parts: sent
        ? await store.partsOfComplaint(ctx, id)
        : partsOf(body, await supported(ctx, id, body)).map((one) => ({
            ...one,
            remark: '',
            decidedBy: null,
            decidedAt: null,
          })),
      attachments,
      looks: await looksAtAttachments(
        ctx,
        attachments.map((one) => one.id),
      ),
      messages: await messagesFor(ctx, id, { namesOfficers: false }),
    }
  },

  async save(ctx, { id, revision, body, attachments }) {
    const draft = await store.lockDraft(ctx, id)
    if (draft.revision !== revision) throw new Refusal('changed-meanwhile')
    requireOnce(attachments)
    requireOnce(body.deposits)
    await ownAttachments(
      ctx,
      attachments.map((one) => one.id),
    )
    const kept = { ...body, deposits: await asRecorded(ctx, bodyOf(ctx, draft).deposits, body.deposits) }
    await store.saveDraft(ctx, id, sealJson(ctx, kept, placeOf.complaint(id)), revision + 1)
    await store.replaceAttachments(ctx, id, attachments)
    return { revision: revision + 1 }
  },

  async discard(ctx, { id }) {
    await store.lockDraft(ctx, id)
    if (!(await store.forgetDraft(ctx, id))) throw new Refusal('not-found')
    return done
  },

  async send(ctx, { id, revision }) {
    const draft = await store.lockDraft(ctx, id)
    if (draft.revision !== revision) throw new Refusal('changed-meanwhile')
    const body = bodyOf(ctx, draft)
    const missing = lacking(body)
    if (missing.length > 0)
      throw new Refusal('complaint-incomplete', {
        what: missing.map((field) => say(lackingWords[field], ctx.locale)).join(ctx.locale === 'en' ? ', ' : '、'),
        fields: missing,
      })
    await store.insertParts(ctx, id, partsOf(body, await supported(ctx, id, body)))
    await tips.saveChannel(ctx, id, { sentAt: ctx.now.toString(), receivedOn: ctx.today.toString() })
    await enqueue(ctx.db, 'clue:open', { channelId: id })
    return done
  },

  async write(ctx, { id, body }) {
    const { sentAt } = await store.findComplaint(ctx, id)
    if (sentAt === null) throw new Refusal('not-sent-yet')
    await sayToOffice(ctx, id, body)
    return done
  },
}

/** Parts that a file or a deposit was added to. */
async function supported(ctx: Ctx, id: string, { deposits }: ComplaintBody): Promise<Set<number>> {
  return new Set([...(await store.attachmentsOf(ctx, id)), ...deposits].map(({ part }) => part))
}

function requireOnce(several: readonly { readonly id: string }[]): void {
  if (new Set(several.map(({ id }) => id)).size !== several.length) throw new Refusal('attached-twice')
}

/**
 * What is said of a deposit comes from its own record, never from the form.
 * @throws Refusal `not-found` for a deposit of somebody else
 */
async function asRecorded(
  ctx: Ctx,
  known: readonly ComplaintDeposit[],
  chosen: readonly Pick<ComplaintDeposit, 'id' | 'part'>[],
): Promise<ComplaintDeposit[]> {
  const recorded: ComplaintDeposit[] = []
  for (const { id, part } of chosen) {
    const before = known.find((one) => one.id === id)
    recorded.push(before ? { ...before, part } : { part, ...(await depositNamed(ctx, id)) })
  }
  return recorded
}

async function depositNamed(ctx: Ctx, id: string) {
  const { deposit } = await depositService.read(ctx, { id })
  return { id, requestId: deposit.requestId, label: deposit.label, madeAt: deposit.madeAt }
}

const bodyOf = (ctx: Ctx, { channelId, sealedBody }: { channelId: string; sealedBody: Buffer }): ComplaintBody =>
  openJson(ctx, ComplaintBody, sealedBody, placeOf.complaint(channelId))

const summaryOf = (ctx: Ctx, row: Awaited<ReturnType<typeof store.findComplaint>>) => ({
  id: row.channelId,
  accused: bodyOf(ctx, row).accused,
  savedAt: row.savedAt,
  sentAt: row.sentAt,
  toldState: row.toldState,
  toldDueOn: row.toldDueOn,
})
