import { type Generated, sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import type { AgencyParticulars } from './document.schema.ts'

declare module '../../platform/database/tables.ts' {
  interface Tables {
    numberRule: {
      id: Generated<string>
      series: string
      kind: string
      pattern: string
      reason: string
      madeBy: string
      madeAt: InstantText
    }
    agencyParticulars: {
      id: Generated<string>
      shortName: string
      reviewBody: string
      court: string
      address: string
      contactName: string
      contactPhone: string
      reason: string
      madeBy: string | null
      madeAt: InstantText
    }
    numberCounter: { series: string; year: number; last: number }
  }
}

type Db = { readonly db: Tx }

/** Every rule there ever was, newest first: an old one still owns the numbers it gave. */
export const rulesEver = ({ db }: Db) =>
  db
    .selectFrom('numberRule')
    .leftJoin('person', 'person.id', 'numberRule.madeBy')
    .selectAll('numberRule')
    .select('person.name as by')
    .orderBy('numberRule.id', 'desc')
    .execute()

export const newestRule = ({ db }: Db, series: string) =>
  db
    .selectFrom('numberRule')
    .select(['kind', 'pattern'])
    .where('series', '=', series)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const addRule = (
  { db }: Db,
  values: { series: string; kind: string; pattern: string; reason: string; madeBy: string; madeAt: string },
) => db.insertInto('numberRule').values(values).execute()

export async function drawNumber({ db }: Db, series: string, year: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select shoumi.draw_number(${series}, ${year}) as n`.execute(db)
  const [drawn] = rows
  if (!drawn) throw new TypeError('a counter always answers')
  return drawn.n
}

/** @returns whether the counter stood lower */
export async function skipNumbers({ db }: Db, series: string, year: number, upTo: number): Promise<boolean> {
  const { rows } = await sql<{
    raised: boolean
  }>`select shoumi.skip_numbers(${series}, ${year}, ${upTo}) as raised`.execute(db)
  return rows[0]?.raised === true
}

/** Every number of a series that stands on something, with whether that was voided. */
export async function usedNumbers({ db }: Db, series: string): Promise<{ number: string; voided: boolean }[]> {
  const { rows } = await sql<{
    number: string
    voided: boolean
  }>`select number, voided from shoumi.used_numbers(${series})`.execute(db)
  return rows
}

export const counters = ({ db }: Db) => db.selectFrom('numberCounter').selectAll().execute()

export const particulars = ({ db }: Db): Promise<AgencyParticulars | undefined> =>
  db
    .selectFrom('agencyParticulars')
    .select(['shortName', 'reviewBody', 'court', 'address', 'contactName', 'contactPhone'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const addParticulars = (
  { db }: Db,
  values: AgencyParticulars & { reason: string; madeBy: string | null; madeAt: string },
) => db.insertInto('agencyParticulars').values(values).execute()

/** The authority's own name, for numbers as long as it gave no shorter one. */
export const officeName = async ({ db }: Db): Promise<string> =>
  (
    await db
      .selectFrom('organisation')
      .select('name')
      .where('kind', '=', 'office')
      .where('state', '=', 'admitted')
      .orderBy('createdAt')
      .limit(1)
      .executeTakeFirst()
  )?.name ?? ''
