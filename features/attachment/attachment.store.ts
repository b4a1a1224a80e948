import type { Generated } from 'kysely'
import { actingOrganisation, actingPerson, type Ctx } from '../../platform/context.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    attachmentLook: {
      id: Generated<string>
      attachmentId: string
      organisationId: string
      personId: string
      personName: string
      lookedAt: InstantText
    }
  }
}

export const addAttachment = (
  { db }: Ctx,
  values: {
    organisationId: string
    name: string
    mediaType: string
    sizeBytes: number
    sha256: string
    uploadedBy: string
  },
) => db.insertInto('attachment').values(values).returningAll().executeTakeFirstOrThrow()

export const findAttachment = ({ db }: Ctx, id: string) =>
  db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export function listAttachments(ctx: Ctx, { limit, after }: { limit: number; after?: string | undefined }) {
  let query = ctx.db.selectFrom('attachment').selectAll().where('organisationId', '=', actingOrganisation(ctx))
  if (after) query = query.where('id', '<', after)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

export const findAttachments = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('attachment')
        .selectAll()
        .where('id', 'in', [...ids])
        .orderBy('id')
        .execute()

export const publish = ({ db }: Ctx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve()
    : db
        .updateTable('attachment')
        .set({ published: true })
        .where('id', 'in', [...ids])
        .execute()
        .then(() => undefined)

/** Files that belong to a matter already stay with it. */
export const claim = ({ db }: Ctx, ids: readonly string[], matterId: string, confidential: boolean) =>
  ids.length === 0
    ? Promise.resolve()
    : db
        .updateTable('attachment')
        .set({ matterId, confidential })
        .where('id', 'in', [...ids])
        .where('matterId', 'is', null)
        .execute()
        .then(() => undefined)

/** @param organisationId - whose file it is */
export const recordLook = async (ctx: Ctx, attachmentId: string, organisationId: string): Promise<void> => {
  await ctx.db
    .insertInto('attachmentLook')
    .values({
      ...{ attachmentId, organisationId, personId: actingPerson(ctx) },
      ...{ personName: ctx.actor.person?.name ?? '', lookedAt: ctx.now.toString() },
    })
    .execute()
}

export const looksAt = ({ db }: Ctx, attachmentIds: readonly string[]) =>
  attachmentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('attachmentLook')
        .select(['attachmentId', 'personName as person', 'lookedAt'])
        .where('attachmentId', 'in', [...attachmentIds])
        .orderBy('id')
        .execute()
