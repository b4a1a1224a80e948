import type { Generated } from 'kysely'
import type { ParameterValue } from '../../core/law-data.ts'
import type { LawOverride } from '../../core/law-override.ts'
import type { Tx } from '../../platform/database/database.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    lawOverride: {
      id: Generated<number>
      path: string
      value: Json<ParameterValue | null>
      reason: string
      setBy: string
      organisationId: string
      setAt: Generated<InstantText>
    }
  }
}

type Db = { readonly db: Tx }

/** The newest row of all: whoever has read up to it has read everything. Zero when the office has set nothing. */
export async function newestOverride({ db }: Db): Promise<number> {
  const { newest } = await db
    .selectFrom('lawOverride')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow()
  return newest ?? 0
}

/** What is in force: the newest row of each path. */
export const overridesInForce = ({ db }: Db): Promise<LawOverride[]> =>
  db
    .selectFrom('lawOverride')
    .distinctOn('path')
    .select(['path', 'value'])
    .orderBy('path')
    .orderBy('id', 'desc')
    .execute()

export const overrideHistory = ({ db }: Db) =>
  db
    .selectFrom('lawOverride')
    .leftJoin('person', 'person.id', 'setBy')
    .select(['lawOverride.id', 'path', 'value', 'reason', 'person.name as by', 'setAt'])
    .orderBy('lawOverride.id', 'desc')
    .execute()

export const addOverride = (
  { db }: Db,
  {
    path,
    value,
    reason,
    setBy,
    organisationId,
  }: LawOverride & { reason: string; setBy: string; organisationId: string },
) =>
  db
    .insertInto('lawOverride')
    .values({ path, value: JSON.stringify(value), reason, setBy, organisationId })
    .returning(['id'])
    .executeTakeFirstOrThrow()
