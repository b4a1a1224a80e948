import type { Generated, Insertable } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import type { Tables } from '../../platform/database/tables.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    publishedDecision: {
      id: Generated<string>
      proceedingId: string
      agency: string
      number: string
      decidedOn: DayText
      publishedOn: DayText
      until: DayText
      party: string
      facts: string
      content: string
      withdrawnOn: DayText | null
      withdrawnBecause: string | null
      endedOn: DayText | null
    }
  }
}

type Db = { readonly db: Tx }

/** What the body whose case it is calls itself. */
export const agencyOf = async ({ db }: Db, proceedingId: string): Promise<string> => {
  const { name } = await db
    .selectFrom('proceeding')
    .innerJoin('organisation', 'organisation.id', 'proceeding.organisationId')
    .select('organisation.name')
    .where('proceeding.id', '=', proceedingId)
    .executeTakeFirstOrThrow()
  return name
}

export const addDecision = (
  { db }: Db,
  values: Omit<Insertable<Tables['publishedDecision']>, 'withdrawnOn' | 'withdrawnBecause' | 'endedOn'>,
) =>
  db
    .insertInto('publishedDecision')
    .values({ ...values, withdrawnOn: null, withdrawnBecause: null, endedOn: null })
    .returning('id')
    .executeTakeFirstOrThrow()

/** The one of this case that is shown now. */
export const findShown = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('publishedDecision')
    .selectAll()
    .where('proceedingId', '=', proceedingId)
    .where('withdrawnOn', 'is', null)
    .where('endedOn', 'is', null)
    .executeTakeFirst()

export const withdrawDecision = ({ db }: Db, id: string, withdrawnOn: string, withdrawnBecause: string) =>
  db
    .updateTable('publishedDecision')
    .set({ party: '', facts: '', content: '', withdrawnOn, withdrawnBecause })
    .where('id', '=', id)
    .execute()

export const endDecision = ({ db }: Db, id: string, endedOn: string) =>
  db.updateTable('publishedDecision').set({ endedOn }).where('id', '=', id).execute()

/** Every publication of a case, the newest first. */
export const decisionsOf = ({ db }: Db, proceedingId: string) =>
  db
    .selectFrom('publishedDecision')
    .selectAll()
    .where('proceedingId', '=', proceedingId)
    .orderBy('id', 'desc')
    .execute()

/** Those whose last day is over. */
export const decisionsOver = ({ db }: Db, today: string) =>
  db
    .selectFrom('publishedDecision')
    .select(['id', 'proceedingId'])
    .where('until', '<', today)
    .where('withdrawnOn', 'is', null)
    .where('endedOn', 'is', null)
    .execute()

const current = ({ db }: Db, today: string) =>
  db
    .selectFrom('publishedDecision')
    .where('until', '>=', today)
    .where('withdrawnOn', 'is', null)
    .where('endedOn', 'is', null)

/** A page of what the public may read today, the newest first. */
export const listDecisions = (ctx: Db, today: string, { limit, offset }: { limit: number; offset: number }) =>
  current(ctx, today)
    .select(['id', 'agency', 'number', 'party', 'decidedOn', 'publishedOn'])
    .orderBy('publishedOn', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()

export const countDecisions = async (ctx: Db, today: string): Promise<number> => {
  const { count } = await current(ctx, today)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Also one that was withdrawn, of which only the reasons are left. */
export const findDecision = ({ db }: Db, id: string, today: string) =>
  db
    .selectFrom('publishedDecision')
    .selectAll()
    .where('id', '=', id)
    .where('until', '>=', today)
    .where('endedOn', 'is', null)
    .executeTakeFirstOrThrow()
