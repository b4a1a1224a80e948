import type { ColumnType } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { InstantText } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    servedScriptList: {
      digest: string
      requestId: string
      list: string
      firstServedAt: ColumnType<InstantText, InstantText, never>
    }
  }
}

export type ServedList = {
  readonly digest: string
  readonly requestId: string
  readonly list: string
  readonly firstServedAt: InstantText
}

/** Another process of the same build may have been first. */
export const keepList = async ({ db }: Ctx, list: ServedList): Promise<void> => {
  await db
    .insertInto('servedScriptList')
    .values(list)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const findList = ({ db }: Ctx, digest: string): Promise<ServedList | undefined> =>
  db.selectFrom('servedScriptList').selectAll().where('digest', '=', digest).executeTakeFirst()

/** Newest first. */
export const listLists = ({ db }: Ctx, limit: number): Promise<ServedList[]> =>
  db.selectFrom('servedScriptList').selectAll().orderBy('firstServedAt', 'desc').limit(limit).execute()
