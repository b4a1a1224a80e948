import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openHouse } from '../../app/house.ts'
import { seed } from '../../app/seed.ts'
import { toBase64 } from '../../evidence/bytes.ts'
import { openDatabase } from '../../platform/database/database.ts'
import { grantAppLogin, migrate } from '../../platform/database/migrate.ts'
import { digestToken, sessionCookie } from '../../platform/http/mount.ts'
import { startEmbedded } from '../../platform/postgres/embedded.ts'
import { readSettings } from '../../platform/settings.ts'
import { anEntry } from '../builders.ts'
import type { Row } from './evidence-row.ts'

const rounds = 3
const seconds = 4
const clients = 64

/**
 * Durable appends of 64 clients in the process, and the batch door over HTTP, beside what the same database can do one
 * row at a time (pgbench, prepared, the same 64 clients).
 */
export async function logRows(): Promise<Row[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shoumi-bench-'))
  const postgres = await startEmbedded(dataDir)
  try {
    const ownerUrl = postgres.ownerUrl()
    await migrate(ownerUrl)
    const appUrl = await grantAppLogin(ownerUrl, 'bench')
    const house = await openHouse({
      settings: readSettings({ DATA_DIR: dataDir }),
      databaseUrl: appUrl,
      perMinute: 1e9,
    })
    await seed(house)
    const insert = await singleRowInserts(ownerUrl, dataDir)
    const { token } = await somebody(ownerUrl)
    const address = await house.server.listen({ port: 0, host: '127.0.0.1' })
    const best = { insert: 0, append: 0, batch: 0, latency: Number.POSITIVE_INFINITY }
    for (let round = 0; round < rounds; round++) {
      best.insert = Math.max(best.insert, insert.run())
      const appended = await appends(house.world.log)
      best.append = Math.max(best.append, appended.rate)
      best.latency = Math.min(best.latency, appended.p99)
      best.batch = Math.max(best.batch, await batches(address, token))
    }
    await house.server.close()
    const rate = (value: number) => `${Math.round(value).toLocaleString('en')}/s`
    return [
      {
        name: 'durable appends, 64 clients',
        anchor: `${insert.name} ${rate(best.insert)}`,
        ours: `${rate(best.append)}, p99 ${best.latency.toFixed(1)} ms`,
        ratio: best.append / best.insert,
        wanted: 1.3,
      },
      {
        name: 'HTTP batch door, 512 entries a request',
        anchor: `${insert.name} ${rate(best.insert)}`,
        ours: rate(best.batch),
        ratio: best.batch / best.insert,
        wanted: 1.5,
      },
    ]
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function appends(log: Awaited<ReturnType<typeof openHouse>>['world']['log']) {
  const times: number[] = []
  // Made ahead: random numbers are not what is measured.
  const entries = Array.from({ length: 60_000 * seconds }, () => anEntry())
  const end = performance.now() + seconds * 1000
  const client = async () => {
    while (performance.now() < end) {
      const from = performance.now()
      const entry = entries.pop()
      if (!entry) break
      await log.append(entry)
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  times.sort((a, b) => a - b)
  return { rate: times.length / seconds, p99: times[Math.floor(times.length * 0.99)] ?? 0 }
}

/** Bodies are made ahead, a new one for every request: the load generator shares the two cores. */
async function batches(address: string, token: string): Promise<number> {
  const size = 512
  const prepared = Array.from({ length: 150 }, () =>
    JSON.stringify({ entries: Array.from({ length: size }, () => toBase64(anEntry())) }),
  )
  const headers = { cookie: `${sessionCookie}=${token}`, 'content-type': 'application/json' }
  const from = performance.now()
  let next = 0
  const client = async () => {
    for (let body = prepared[next++]; body; body = prepared[next++]) {
      const reply = await fetch(`${address}/api/log/deposits`, { method: 'POST', headers, body })
      if (!reply.ok) throw new Error(`the batch door answered ${reply.status}: ${await reply.text()}`)
      await reply.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  return (prepared.length * size * 1000) / (performance.now() - from)
}

const insertScript = (table: string) =>
  `\\set n random(1, 1000000000)\ninsert into ${table} (data, n) values (decode(repeat('ab', 91), 'hex'), :n);\n`

async function singleRowInserts(ownerUrl: string, folder: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'create table anchor_row (id bigint generated always as identity primary key, data bytea, n bigint)',
  )
  await client.end()
  const pgbench = ['/usr/bin/pgbench', '/usr/local/bin/pgbench', '/opt/homebrew/bin/pgbench'].find(existsSync)
  if (!pgbench)
    throw new Error('pgbench is the anchor of this bench and was not found (package postgresql-contrib or postgresql)')
  const script = join(folder, 'anchor.sql')
  await writeFile(script, insertScript('anchor_row'))
  return {
    name: 'pgbench -M prepared -c64 -j2, one row',
    run: () => {
      const { stdout, stderr } = spawnSync(
        pgbench,
        ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script, ownerUrl],
        { encoding: 'utf8' },
      )
      const tps = /tps = ([\d.]+) \(without/.exec(stdout)?.[1] ?? /tps = ([\d.]+)/.exec(stdout)?.[1]
      if (!tps) throw new Error(`pgbench said: ${stderr}`)
      return Number(tps)
    },
  }
}

async function somebody(ownerUrl: string) {
  const owner = openDatabase(ownerUrl)
  const { id: organisationId } = await owner
    .insertInto('organisation')
    .values({ kind: 'enterprise', name: '虚构', state: 'admitted' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: personId } = await owner
    .insertInto('person')
    .values({ name: '虚构', email: 'bench-log@example.test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('membership')
    .values({ organisationId, personId, roles: ['secret-keeper'] })
    .execute()
  const token = randomBytes(16).toString('hex')
  await owner
    .insertInto('session')
    .values({
      tokenDigest: digestToken(token),
      personId,
      organisationId,
      method: 'bench',
      expiresAt: '2099-01-01T00:00:00Z',
      revokedAt: null,
    })
    .execute()
  await owner.destroy()
  return { token }
}
