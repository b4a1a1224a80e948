import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { runningInstance, startEmbedded } from './embedded.ts'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'shoumi-embedded-'))
  made.push(path)
  return path
}

async function ask<T>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the database, writes a row every few milliseconds and says which it has been told are durable. */
const writer = (dataDir: string) =>
  spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))}
    import pg from 'pg'
    const postgres = await startEmbedded(${JSON.stringify(dataDir)})
    const client = new pg.Client({ connectionString: postgres.ownerUrl() })
    await client.connect()
    await client.query('create table if not exists kept (n int primary key)')
    for (let n = 0; ; n++) { await client.query('insert into kept values ($1) on conflict do nothing', [n]); console.log(n) }
  `,
    ],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] },
  )

async function lastAcknowledged(child: ChildProcess, atLeast: number): Promise<() => number> {
  let last = -1
  child.stdout?.on('data', (lines: Buffer) => {
    last = Math.max(last, ...lines.toString().trim().split('\n').map(Number))
  })
  await expect.poll(() => last, { timeout: 30_000, interval: 20 }).toBeGreaterThan(atLeast)
  return () => last
}

describe('a killed process', () => {
  test('loses nothing it acknowledged, and the next start recovers by itself', async () => {
    const dataDir = folder()
    for (const round of [1, 2, 3]) {
      const child = writer(dataDir)
      const last = await lastAcknowledged(child, 50 * round)
      child.kill('SIGKILL')
      await new Promise((done) => child.once('exit', done))
      const acknowledged = last()
      const postgres = await startEmbedded(dataDir)
      expect(postgres.recovered).toBe(true)
      const [row] = await ask<{ count: number }>(
        postgres.ownerUrl(),
        `select count(*)::int as count from kept where n <= ${acknowledged}`,
      )
      expect(row?.count).toBe(acknowledged + 1)
      await postgres.stop()
    }
  })
})

describe('one data folder', () => {
  test('is served by one process; a second is refused in one line, and the first is not disturbed', async () => {
    const dataDir = folder()
    const first = await startEmbedded(dataDir)
    const second = writer(dataDir)
    const complaint = await text(second.stderr)
    expect(complaint).toContain('InstanceRunning')
    expect(complaint).toContain(`process ${process.pid} is using this data folder`)
    expect(await runningInstance(dataDir)).toMatchObject({ pid: process.pid, ownerUrl: first.ownerUrl() })
    expect(await ask(first.ownerUrl(), 'select 1 as one')).toEqual([{ one: 1 }])
    await first.stop()
    expect(await runningInstance(dataDir)).toBeNull()
    const again = await startEmbedded(dataDir)
    expect(again.recovered).toBe(false)
    await again.stop()
  })

  test('keeps what matters for durability switched on and listens on no network', async () => {
    const postgres = await startEmbedded(folder())
    const rows = await ask<{ name: string; setting: string }>(
      postgres.ownerUrl(),
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding') order by name",
    )
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
      synchronous_commit: 'on',
    })
    await postgres.stop()
  })
})

describe.runIf(process.getuid?.() === 0)('started by root', () => {
  test('PostgreSQL runs as somebody else, also below a folder that others may not enter', async () => {
    const closed = folder()
    chmodSync(closed, 0o700)
    const dataDir = join(closed, 'data')
    mkdirSync(dataDir)
    const postgres = await startEmbedded(dataDir)
    made.push(postgres.folder)
    expect(postgres.folder.startsWith(closed)).toBe(false)
    expect(readFileSync(join(dataDir, 'postgres-location'), 'utf8').trim()).toBe(postgres.folder)
    const pid = readFileSync(join(postgres.folder, 'postmaster.pid'), 'utf8').split('\n')[0]
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\s/m)
    await postgres.stop()
    const again = await startEmbedded(dataDir)
    expect(again.folder).toBe(postgres.folder)
    await again.stop()
  })
})
