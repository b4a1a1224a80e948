import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { openHouse } from '../../app/house.ts'
import { toBase64 } from '../../evidence/bytes.ts'
import { sessionCookie } from '../../platform/http/mount.ts'
import { anEntry } from '../builders.ts'
import { isInstalled } from './commands.ts'
import { compared, perSecond, type Row } from './evidence-row.ts'
import { somebody, withHouse } from './house.ts'
import { type Best, byTurns, type Side } from './turns.ts'

const clients = 64
const entriesPerRequest = 512

/**
 * Durable appends of 64 clients in the process, and the batch door over HTTP, beside what the same database can do one
 * row at a time (pgbench, prepared, the same 64 clients).
 */
export const logRows = ({ quick }: { quick: boolean }): Promise<Row[]> =>
  withHouse(async ({ house, address, ownerUrl, dataDir }) => {
    const seconds = quick ? 1 : 4
    const insert = await singleRowInserts(ownerUrl, dataDir, seconds)
    const { token } = await somebody(ownerUrl, 'enterprise', 'secret-keeper')
    let latencyMs = Number.POSITIVE_INFINITY
    const sides: Record<string, Side> = {
      ...(insert && { insert }),
      append: async () => {
        const appended = await appends(house.world.log, seconds)
        latencyMs = Math.min(latencyMs, appended.p99)
        return 1 / appended.rate
      },
      batch: async () => 1 / (await batches(address, token, quick ? 40 : 150)),
    }
    const best = await byTurns(sides, { rounds: 3 })
    const row = (name: string, candidate: Best | undefined, wanted: string): Row => {
      if (!candidate) throw new RangeError(`${name} was not measured`)
      const beside = insert ? `pgbench -M prepared -c${clients} -j2, one row` : 'pgbench: not installed'
      return compared({ name, anchor: beside, wanted, figure: perSecond }, best.insert ?? null, candidate)
    }
    const appended = row(`durable appends, ${clients} clients`, best.append, '≥ 1.3×')
    return [
      { ...appended, ours: `${appended.ours}, p99 ${latencyMs.toFixed(1)} ms` },
      row(`HTTP batch door, ${entriesPerRequest} entries a request`, best.batch, '≥ 1.5×'),
    ]
  })

async function appends(log: Awaited<ReturnType<typeof openHouse>>['world']['log'], seconds: number) {
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
async function batches(address: string, token: string, requests: number): Promise<number> {
  const prepared = Array.from({ length: requests }, () =>
    JSON.stringify({ entries: Array.from({ length: entriesPerRequest }, () => toBase64(anEntry())) }),
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
  return (requests * entriesPerRequest * 1000) / (performance.now() - from)
}

const insertScript = (table: string) =>
  `\\set n random(1, 1000000000)\ninsert into ${table} (data, n) values (decode(repeat('ab', 91), 'hex'), :n);\n`

/** @returns null when pgbench is not installed (package postgresql-contrib, or postgresql) */
async function singleRowInserts(ownerUrl: string, folder: string, seconds: number): Promise<Side | null> {
  if (!isInstalled('pgbench')) return null
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'create table anchor_row (id bigint generated always as identity primary key, data bytea, n bigint)',
  )
  await client.end()
  const script = join(folder, 'anchor.sql')
  await writeFile(script, insertScript('anchor_row'))
  const how = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, '-f', script, ownerUrl]
  return async () => {
    const { stdout, stderr } = spawnSync('pgbench', how, { encoding: 'utf8' })
    const rate = /tps = ([\d.]+)/.exec(stdout)?.[1]
    if (!rate) throw new Error(`pgbench said: ${stderr}`)
    return 1 / Number(rate)
  }
}
