import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { depositContract } from '../features/deposit/deposit.contract.ts'
import { aMember } from './builders.ts'
import { aHouse, type TestHouse } from './harness.ts'

export type Ran = { readonly code: number; readonly out: string; readonly err: string }
type How = {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What goes before the command, such as `setpriv …`. */
  readonly under?: readonly string[]
}
export type Started = { readonly process: ChildProcess; readonly ended: Promise<Ran> }

const command = join(import.meta.dirname, '../app/cli.ts')

/** A folder of this test file's own, with the command as people type it; gone after the file. */
export function aWorkshop() {
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function start(args: readonly string[], { cwd = folder, env = {}, under = [] }: How = {}): Started {
    const [program = '', ...rest] = [...under, process.execPath, command, ...args]
    const child = spawn(program, rest, {
      cwd,
      env: {
        ...process.env,
        ...{ SHOUMI_KEY: '', XDG_CONFIG_HOME: join(folder, 'config') },
        // Stripping the types of every module again takes half of a short command's time.
        NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/compiled'),
        ...env,
      },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      err += text
    })
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code: code ?? -1, out, err }))
    })
    return { process: child, ended }
  }
  return {
    folder,
    at: (...path: readonly string[]) => join(folder, ...path),
    start,
    run: (args: readonly string[], how?: How): Promise<Ran> => start(args, how).ended,
    json: (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')),
  }
}

export type LogHouse = TestHouse & { readonly address: string; readonly key: string }

/** A running platform, reached over a real port, and a key that may deposit there; it publishes its log unless told not to. */
export async function aLogHouse({ publishes = true } = {}): Promise<LogHouse> {
  const house = await aHouse()
  const address = await house.house.server.listen({ port: 0, host: '127.0.0.1' })
  if (publishes) house.house.world.log.start(200)
  const { caller } = await aMember(house, 'enterprise', 'secret-keeper')
  const { body } = await caller.call(depositContract.makeKey, { name: '命令行' })
  return { ...house, address, key: body.key }
}

/** Whoever opens it for reading waits until somebody writes. */
export const aPipe = (path: string): void => {
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', path])
}
