import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { runningInstance } from '../platform/postgres/embedded.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'shoumi-start-'))
chmodSync(folder, 0o711)
const dataDir = join(folder, 'data')
const port = await freePort()
const begun: Started[] = []

afterEach(async () => {
  for (const { child } of begun.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await expect.poll(() => runningInstance(dataDir), { timeout: 20_000 }).toBeNull()
  const orphan = databaseRuns() && databasePid()
  if (orphan) process.kill(orphan, 'SIGINT')
  await expect.poll(databaseRuns, { timeout: 20_000 }).toBe(false)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Started = { child: ChildProcess; said(): string; ended: Promise<number | null> }

/** `npm start` without npm. */
function start(env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (more) => (words += more))
  const started = {
    child,
    said: () => words,
    ended: new Promise<number | null>((done) => child.once('close', (code) => done(code))),
  }
  begun.push(started)
  return started
}

async function serving(started: Started): Promise<void> {
  await expect.poll(started.said, { timeout: 60_000 }).toContain('守密 Shoumi http://127.0.0.1')
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
}

function databasePid(): number | null {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

function databaseRuns(): boolean {
  const pid = databasePid()
  return pid !== null && existsSync(`/proc/${pid}`)
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    }),
  )
}

describe('one command', () => {
  test('tells every step with its time, serves, and prints a set-up link; Ctrl-C ends every child', async () => {
    const started = start()
    await serving(started)
    for (const mark of '②③④⑤⑥') expect(started.said()).toMatch(new RegExp(`${mark} .+ / .+ … \\d+\\.\\d s`))
    await expect.poll(started.said).toContain('one-time set-up link')
    expect(databaseRuns()).toBe(true)
    started.child.kill('SIGINT')
    expect(await started.ended).toBe(0)
    expect(databasePid()).toBeNull()
    expect(await runningInstance(dataDir)).toBeNull()
  })

  test('a second instance on the same folder is refused in one line that names the process, and disturbs nothing', async () => {
    const first = start()
    await serving(first)
    const holder = await runningInstance(dataDir)
    const second = start({ PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.said().trim().split('\n')).toHaveLength(1)
    expect(second.said()).toContain(`process ${holder?.pid} is using this data folder`)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })

  test('a wrong setting is named, with what was expected, before anything is started', async () => {
    const started = start({ PORT: 'eight', LOG_LEVEL: 'loud' })
    expect(await started.ended).toBe(1)
    expect(started.said().trim().split('\n')).toHaveLength(2)
    expect(started.said()).toContain('setting PORT is "eight"; expected a port from 0 to 65535')
  })

  test('a signal while it starts leaves no database behind', async () => {
    const started = start()
    await expect.poll(databaseRuns, { timeout: 30_000, interval: 5 }).toBe(true)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(databasePid()).toBeNull()
  })
})

describe('killed outright', () => {
  test('the launcher takes the server and its database with it, in order', async () => {
    const started = start()
    await serving(started)
    started.child.kill('SIGKILL')
    await expect.poll(() => runningInstance(dataDir), { timeout: 20_000 }).toBeNull()
    await expect.poll(databasePid, { timeout: 20_000 }).toBeNull()
  })

  test('the server is started again by the same command, which recovers by itself', async () => {
    const first = start()
    await serving(first)
    const server = await runningInstance(dataDir)
    if (!server) throw new Error('it does not run')
    process.kill(server.pid, 'SIGKILL')
    expect(await first.ended).toBe(137)
    const second = start()
    await serving(second)
    expect(second.said()).toContain('recovered')
  })
})
