import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations as migrateJobQueue } from 'graphile-worker'
import pg from 'pg'

export const migrationsFolder = join(import.meta.dirname, '../../migrations')

export class MigrationError extends Error {
  override name = 'MigrationError'
}

/**
 * Brings the database to the newest shape, one transaction per file, in the order of the names.
 *
 * @param ownerUrl - a role that may create tables and roles
 * @param options.only - stop after this file (restore of an older backup)
 * @returns the names of the files applied now
 * @throws MigrationError when an applied file was changed or is missing: history is append-only
 */
export async function migrate(ownerUrl: string, options: { only?: string } = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shoumi-migrate' })
  await client.connect()
  try {
    const known = await appliedMigrations(client)
    const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort()
    const missing = [...known.keys()].find((name) => !files.includes(name))
    if (missing)
      throw new MigrationError(`数据库比程序新：${missing} / the database is newer than the program: ${missing}`)
    if (known.size < files.length) await migrateJobQueue({ connectionString: ownerUrl })
    const applied: string[] = []
    for (const name of files) {
      const text = await readFile(join(migrationsFolder, name), 'utf8')
      const digest = createHash('sha256').update(text).digest('hex')
      const before = known.get(name)
      if (before === undefined) {
        await apply(client, name, text, digest)
        applied.push(name)
      } else if (before !== digest)
        throw new MigrationError(`已执行的迁移被改动：${name} / an applied migration was changed: ${name}`)
      if (name === options.only) break
    }
    return applied
  } finally {
    await client.end()
  }
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  // A role called like our schema would otherwise put its tables there.
  await client.query('set search_path = public')
  await client.query(`
    create table if not exists applied_migration (name text primary key, digest text not null, applied_at timestamptz not null default now())`)
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'shoumi_app') then create role shoumi_app nologin; end if;
    exception when duplicate_object or unique_violation then null; end $$`)
  const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from applied_migration')
  return new Map(rows.map((row) => [row.name, row.digest]))
}

async function apply(client: pg.Client, name: string, text: string, digest: string) {
  await client.query('begin')
  try {
    await client.query('lock table applied_migration')
    await client.query(text)
    await client.query('insert into applied_migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationError(
      `迁移失败：${name} / migration failed: ${name}: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/**
 * Lets the app role sign in with this password and tells how it connects.
 * @returns the URL for the role that row security binds
 */
export async function grantAppLogin(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`alter role shoumi_app login password ${client.escapeLiteral(password)}`)
  } finally {
    await client.end()
  }
  const url = new URL(ownerUrl)
  url.username = 'shoumi_app'
  url.password = encodeURIComponent(password)
  return url.toString()
}
