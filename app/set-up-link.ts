import { sql } from 'kysely'
import { asSystem, type Database } from '../platform/database/database.ts'
import { digestOf, newSecret } from '../platform/identity/one-time-secret.ts'

const validHours = 24

/**
 * The link to make the first administrator, while there is none. Earlier links stop working.
 * @returns null once set-up was completed: it is closed for ever
 */
export const setUpLink = (database: Database, publicUrl: string): Promise<string | null> =>
  asSystem(database, async (db) => {
    if (await db.selectFrom('instanceFact').select('key').where('key', '=', 'set-up-completed').executeTakeFirst())
      return null
    await db.deleteFrom('oneTimeSecret').where('purpose', '=', 'set-up').execute()
    const token = newSecret()
    await db
      .insertInto('oneTimeSecret')
      .values({
        digest: digestOf(token),
        purpose: 'set-up',
        data: '{}',
        expiresAt: sql<string>`now() + make_interval(hours => ${validHours})`,
      })
      .execute()
    return `${publicUrl}/app/set-up?token=${token}`
  })
