import { actingPerson, type Ctx } from '../../platform/context.ts'

export function listNotices(
  ctx: Ctx,
  { unread, limit, after }: { unread: boolean; limit: number; after?: string | undefined },
) {
  let query = ctx.db.selectFrom('notice').selectAll().where('personId', '=', actingPerson(ctx))
  if (unread) query = query.where('readAt', 'is', null)
  if (after) query = query.where('createdAt', '<', after)
  return query.orderBy('createdAt', 'desc').limit(limit).execute()
}

export async function countUnread(ctx: Ctx): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('notice')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('personId', '=', actingPerson(ctx))
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export const readNotice = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('notice')
    .set({ readAt: ctx.now.toString() })
    .where('id', '=', id)
    .where('personId', '=', actingPerson(ctx))
    .returning('id')
    .executeTakeFirstOrThrow()

export const readAllNotices = (ctx: Ctx) =>
  ctx.db
    .updateTable('notice')
    .set({ readAt: ctx.now.toString() })
    .where('personId', '=', actingPerson(ctx))
    .where('readAt', 'is', null)
    .execute()
