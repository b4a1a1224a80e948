import type { Generated } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { PublicationComment } from './publication.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    publicationComment: {
      id: Generated<string>
      publicationId: string
      round: number
      name: Generated<string>
      body: string
      state: Generated<PublicationComment['state']>
      withheldReason: Generated<string>
      reply: Generated<string>
      decidedBy: string | null
      decidedAt: InstantText | null
      repliedAt: InstantText | null
      receivedAt: Generated<InstantText>
    }
  }
}

/** Nothing is returned: whoever comments may not read what waits to be decided, not even their own. */
export const addComment = (
  { db, now }: Ctx,
  comment: { publicationId: string; round: number; name: string; body: string },
) =>
  db
    .insertInto('publicationComment')
    .values({ ...comment, receivedAt: now.toString() })
    .execute()

export function listComments(
  { db }: Ctx,
  publicationId: string,
  state?: PublicationComment['state'],
): Promise<PublicationComment[]> {
  let query = db.selectFrom('publicationComment').selectAll().where('publicationId', '=', publicationId)
  if (state) query = query.where('state', '=', state)
  return query.orderBy('id').limit(2000).execute()
}

/** Locking asks the policy for changes too, so a comment that is merely readable is not found. */
export const lockComment = ({ db }: Ctx, id: string): Promise<PublicationComment> =>
  db.selectFrom('publicationComment').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

export const saveComment = (
  { db }: Ctx,
  id: string,
  change: Partial<Pick<PublicationComment, 'state' | 'withheldReason' | 'reply' | 'repliedAt'>> & {
    decidedBy?: string
    decidedAt?: string
  },
) => db.updateTable('publicationComment').set(change).where('id', '=', id).execute()

export const countWaiting = async ({ db }: Ctx, publicationId: string): Promise<number> =>
  (
    await db
      .selectFrom('publicationComment')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('publicationId', '=', publicationId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
  ).n
