import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestHouse } from './harness.ts'

/**
 * Looks for words in everything that a thief of the database and the data folder would have: every row of every table as text, bytes as
 * UTF-8 and base64 decoded, and every stored object.
 *
 * @returns where each word was found; empty when nowhere
 */
export async function plainTextAnywhere(test: TestHouse, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const look = (text: string, place: string) => {
    for (const word of words) if (text.includes(word) || text.includes(escaped(word))) found.push(`${word} in ${place}`)
  }
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(
    test.owner,
  )
  for (const { schema, name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(`${schema}.${name}`)}`.execute(
      test.owner,
    )
    for (const row of rows) look(Object.values(row).map(textOf).join('\n'), `${schema}.${name}`)
  }
  const folder = test.house.world.settings.dataDir
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) look((await readFile(join(entry.parentPath, entry.name))).toString('utf8'), entry.name)
  return found
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (typeof value === 'object') return JSON.stringify(value)
  const text = String(value)
  const decoded = /^[A-Za-z0-9+/=]{24,}$/.test(text) ? Buffer.from(text, 'base64').toString('utf8') : ''
  return `${text}\n${decoded}`
}

/** As JSON writes it where it keeps to ASCII. */
const escaped = (word: string) =>
  [...word].map((one) => (one > '\x7f' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one)).join('')
