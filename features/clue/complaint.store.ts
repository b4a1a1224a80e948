import type { Generated } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { ComplaintAttachment, ComplaintPart, PartState } from './complaint.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    complaint: {
      channelId: string
      organisationId: string
      personId: string
      sealedBody: Buffer
      revision: Generated<number>
      savedAt: InstantText
    }
    complaintAttachment: { channelId: string; attachmentId: string; part: number }
    complaintPart: {
      channelId: string
      part: number
      state: PartState
      remark: Generated<string>
      decidedBy: string | null
      decidedAt: InstantText | null
    }
  }
}

type Db = { readonly db: Tx }

export async function insertComplaint(ctx: Ctx, id: string, sealedBody: Buffer): Promise<void> {
  const at = ctx.now.toString()
  await ctx.db.insertInto('clueChannel').values({ id, kind: 'complaint', named: true, createdAt: at }).execute()
  await ctx.db
    .insertInto('complaint')
    .values({
      channelId: id,
      organisationId: actingOrganisation(ctx),
      personId: actingPerson(ctx),
      sealedBody,
      savedAt: at,
    })
    .execute()
}

const complaints = ({ db }: Db) =>
  db
    .selectFrom('complaint')
    .innerJoin('clueChannel', 'clueChannel.id', 'complaint.channelId')
    .innerJoin('organisation', 'organisation.id', 'complaint.organisationId')
    .selectAll('complaint')
    .select([
      'clueChannel.sentAt',
      'clueChannel.clueId',
      'clueChannel.toldState',
      'clueChannel.toldDueOn',
      'organisation.name as organisationName',
      'organisation.kind as organisationKind',
      'organisation.state as organisationState',
    ])

export const findComplaint = (ctx: Db, id: string) =>
  complaints(ctx).where('complaint.channelId', '=', id).executeTakeFirstOrThrow()

export function listComplaints(ctx: Ctx, { limit, after }: { limit: number; after?: string | undefined }) {
  let query = complaints(ctx).where('complaint.organisationId', '=', actingOrganisation(ctx))
  if (after) query = query.where('complaint.channelId', '<', after)
  return query.orderBy('complaint.channelId', 'desc').limit(limit).execute()
}

/** Whoever saves or sends it waits for the other. Once it was sent it is not found here any more. */
export const lockDraft = ({ db }: Db, id: string) =>
  db.selectFrom('complaint').selectAll().where('channelId', '=', id).forUpdate().executeTakeFirstOrThrow()

export const saveDraft = (ctx: Ctx, id: string, sealedBody: Buffer, revision: number) =>
  ctx.db
    .updateTable('complaint')
    .set({ sealedBody, revision, savedAt: ctx.now.toString() })
    .where('channelId', '=', id)
    .execute()

export const forgetDraft = ({ db }: Db, id: string) =>
  db.deleteFrom('clueChannel').where('id', '=', id).where('sentAt', 'is', null).returning('id').executeTakeFirst()

export const attachmentsOf = ({ db }: Db, id: string): Promise<ComplaintAttachment[]> =>
  db
    .selectFrom('complaintAttachment')
    .innerJoin('attachment', 'attachment.id', 'complaintAttachment.attachmentId')
    .select(['attachment.id', 'attachment.name', 'attachment.sizeBytes', 'complaintAttachment.part'])
    .where('channelId', '=', id)
    .orderBy('part')
    .orderBy('attachment.id')
    .execute()

export async function replaceAttachments(
  { db }: Db,
  channelId: string,
  attachments: readonly { part: number; id: string }[],
): Promise<void> {
  await db.deleteFrom('complaintAttachment').where('channelId', '=', channelId).execute()
  if (attachments.length > 0)
    await db
      .insertInto('complaintAttachment')
      .values(attachments.map(({ part, id }) => ({ channelId, attachmentId: id, part })))
      .execute()
}

export const insertParts = ({ db }: Db, channelId: string, parts: readonly { part: number; state: PartState }[]) =>
  db
    .insertInto('complaintPart')
    .values(parts.map((one) => ({ channelId, ...one })))
    .execute()

export const partsOfComplaint = ({ db }: Db, channelId: string): Promise<ComplaintPart[]> =>
  db
    .selectFrom('complaintPart')
    .leftJoin('person', 'person.id', 'complaintPart.decidedBy')
    .select([
      'complaintPart.part',
      'complaintPart.state',
      'complaintPart.remark',
      'complaintPart.decidedAt',
      'person.name as decidedBy',
    ])
    .where('channelId', '=', channelId)
    .orderBy('part')
    .execute()

export const decidePart = (ctx: Ctx, channelId: string, part: number, state: PartState, remark: string) =>
  ctx.db
    .updateTable('complaintPart')
    .set({ state, remark, decidedBy: actingPerson(ctx), decidedAt: ctx.now.toString() })
    .where('channelId', '=', channelId)
    .where('part', '=', part)
    .returning('part')
    .executeTakeFirstOrThrow()
