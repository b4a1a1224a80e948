import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import type { CountedRecord, TargetReading } from './programme-target.schema.ts'

type Db = { readonly db: Tx }

/** How many records of each target had happened by this day. */
export async function countRecords({ db }: Db, asOf: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('outcome')
    .select(['targetId', sql<number>`count(*)`.as('count')])
    .where('targetId', 'is not', null)
    .where('state', '=', 'recorded')
    .where('happenedOn', '<=', asOf)
    .groupBy('targetId')
    .execute()
  return new Map(rows.map(({ targetId, count }) => [targetId ?? '', count]))
}

export const recordsOf = ({ db }: Db, targetId: string): Promise<Omit<CountedRecord, 'link'>[]> =>
  db
    .selectFrom('outcome')
    .innerJoin('organisation', 'organisation.id', 'outcome.organisationId')
    .select(['outcome.id', 'outcome.title', 'organisation.name as organisation', 'outcome.happenedOn as day'])
    .where('targetId', '=', targetId)
    .where('outcome.state', '=', 'recorded')
    .orderBy('happenedOn', 'desc')
    .execute()

export async function countAdmittedEnterprises({ db }: Db): Promise<number> {
  const { count } = await db
    .selectFrom('organisation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('kind', '=', 'enterprise')
    .where('state', '=', 'admitted')
    .executeTakeFirstOrThrow()
  return count
}

export const definitions = ({ db }: Db) =>
  db
    .selectFrom('targetDefinition')
    .leftJoin('person', 'person.id', 'madeBy')
    .select(['targetId', 'definition', 'denominator', 'namedNumber', 'source', 'reason', 'person.name as by', 'madeAt'])
    .orderBy('madeAt', 'desc')
    .execute()

export const addDefinition = (
  { db }: Db,
  values: {
    targetId: string
    definition: string
    denominator: 'admitted-enterprises' | 'named-number' | null
    namedNumber: number | null
    source: string
    reason: string
    madeBy: string | null
  },
) => db.insertInto('targetDefinition').values(values).execute()

export const readings = ({ db }: Db): Promise<(TargetReading & { targetId: string })[]> =>
  db.selectFrom('targetReading').select(['targetId', 'asOf', 'numerator', 'denominator']).orderBy('asOf').execute()

export const saveReading = (
  { db }: Db,
  { targetId, asOf, numerator, denominator }: TargetReading & { targetId: string },
) =>
  db
    .insertInto('targetReading')
    .values({ targetId, asOf, numerator, denominator })
    .onConflict((on) =>
      on.columns(['targetId', 'asOf']).doUpdateSet({ numerator, denominator, computedAt: sql`now()` }),
    )
    .execute()
