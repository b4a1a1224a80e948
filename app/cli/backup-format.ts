import pg from 'pg'
import { z } from 'zod'

/** The parts of a backup: rows as PostgreSQL writes them as JSON, one a line, so that no number or moment passes through JavaScript. */
export const Manifest = z.object({
  format: z.literal('shoumi-backup-1'),
  program: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })),
  parts: z.array(z.object({ name: z.string(), sha256: z.string(), rows: z.number().int().optional() })),
})
export type Manifest = z.infer<typeof Manifest>

/** Sessions end, one-time links die, and failed sign-ins are forgotten with a restore: none of them is saved. */
const notSaved = ['applied_migration', 'session', 'one_time_secret', 'sign_in_failure']

/** The tables to save, those that others refer to first. */
export async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
     where k.contype = 'f' and f.oid <> t.oid`,
  )
  const left = new Set(tables.map(({ name }) => name).filter((name) => !notSaved.includes(name)))
  const ordered: string[] = []
  while (left.size > 0) {
    const free = [...left].filter((name) => references.every(({ from, to }) => from !== name || !left.has(to)))
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`)
    for (const name of free) left.delete(name)
    ordered.push(...free)
  }
  return ordered
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'shoumi-backup' })
  await client.connect()
  await client.query("set search_path = public; set timezone = 'UTC'")
  return client
}
