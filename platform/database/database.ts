import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint out of range: ${text}`)
  return number
})

/** @param url - `postgres://…`; a role that row security binds, except in tests that look behind it */
export function openDatabase(url: string, options: { connections?: number; applicationName?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: options.applicationName ?? 'shoumi',
    types,
  })
  // An idle connection that the server closed is replaced by the pool; without a listener Node would exit.
  pool.on('error', () => undefined)
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

export type Scope = 'public' | 'identity' | 'person' | 'member' | 'office' | 'system'

/**
 * Fixes whose eyes the rest of this transaction has.
 *
 * Doors never call this: their scope comes from the session, by `shoumi.enter`. It is for jobs, the
 * command line and tests, which have no session.
 */
export async function setScope(
  tx: Tx,
  scope: Scope,
  who: { personId?: string; organisationId?: string } = {},
): Promise<void> {
  await sql`select set_config('shoumi.scope', ${scope}, true), set_config('shoumi.person', ${who.personId ?? ''}, true),
    set_config('shoumi.organisation', ${who.organisationId ?? ''}, true)`.execute(tx)
}

/** One transaction with the eyes of the system itself: jobs, command line, start. */
export const asSystem = <T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  database.transaction().execute(async (tx) => {
    await setScope(tx, 'system')
    return work(tx)
  })
