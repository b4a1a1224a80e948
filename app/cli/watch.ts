import { existsSync, mkdirSync, rmSync, watch as watchFolder } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { equalBytes } from '../../evidence/bytes.ts'
import { encodedEntryOf, type OpeningFile } from '../../evidence/opening-file.ts'
import { sealTree } from '../seal/seal.ts'
import { filesOf } from '../seal/seal-root.ts'
import { CliError } from './cli-error.ts'
import { countsOf } from './deposit.ts'
import { depositAndKeep } from './keep-evidence.ts'
import { depositKey, type LogServer, logServer, serverAddress } from './log-server.ts'
import { readEvidence } from './read-evidence.ts'
import { baseOf, words } from './seal.ts'

const help = `shoumi watch FOLDER --out DIR [--every 24h | --on-change] [--server URL] [--label 名称] [--key-file F] [--sha256-only]

  持续封存一个文件夹：定时，或在内容改变并安静下来之后。未变的文件不重读，没有变化就不封存。
  Keeps sealing a folder: at intervals, or after it changed and has been quiet. What did not change is not read again,
  and nothing is sealed when nothing changed.

  --out DIR       清单和凭证存放的文件夹，须在 FOLDER 之外 / where openings and receipts go; not inside FOLDER
  --every T       间隔，如 30m、6h、24h；默认 24h / interval, 24h by default
  --on-change     内容改变后 60 秒无新变化时封存 / seal when it has been quiet for 60 seconds after a change
  --quiet-for T   改变“安静”的时长 / another length of quiet
  --once          做一次就结束，供定时任务调用 / once only, for a scheduler

  例 / examples
    npx shoumi watch ./图纸 --out ../存证 --every 24h --server https://shoumi.example.cn
    npx shoumi watch ./图纸 --out ../存证 --on-change
    npx shoumi watch ./图纸 --out ../存证 --once`

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

export async function watch(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      every: { type: 'string', default: '24h' },
      'on-change': { type: 'boolean', default: false },
      'quiet-for': { type: 'string', default: '60s' },
      once: { type: 'boolean', default: false },
      server: { type: 'string' },
      label: { type: 'string', default: '' },
      'key-file': { type: 'string' },
      'sha256-only': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [folder] = positionals
  if (values.help || !folder || !values.out) {
    console.log(help)
    return values.help ? 0 : 2
  }
  const out = resolve(values.out)
  if (out === resolve(folder) || out.startsWith(`${resolve(folder)}/`))
    throw new CliError(
      '--out 须在被封存的文件夹之外，否则每次封存都会引起下一次。 / --out must be outside the folder.',
      2,
    )
  mkdirSync(out, { recursive: true, mode: 0o700 })
  const log = values.server === undefined ? null : logServer(serverAddress(values.server))
  const key = log ? depositKey(values['key-file']) : ''
  const round = async () => {
    const { base, earlier } = baseOf(join(out, 'seal'), [folder], true)
    const sealed = await sealTree({
      ...{ paths: [folder], base, earlier, resume: true, withSm3: !values['sha256-only'] },
      workers: availableParallelism(),
    })
    const unchanged = earlier !== null && sameContent(openingIn(earlier), openingIn(sealed.opening))
    if (unchanged) rmSync(sealed.opening)
    const opening = unchanged ? earlier : sealed.opening
    const kept = log && !existsSync(filesOf(baseIn(opening)).receipt) ? await depositNow(log, opening) : null
    if (unchanged) say(values.json, { state: 'unchanged', deposit: kept }, [`${now()} 没有变化 / unchanged`])
    else
      say(values.json, { state: 'sealed', opening, counts: sealed.counts, deposit: kept }, [
        now(),
        ...words(sealed, kept),
      ])
  }
  const depositNow = (to: LogServer, opening: string) => {
    const file = openingIn(opening)
    const note = { label: values.label, ...countsOf(file) }
    return depositAndKeep(to, filesOf(baseIn(opening)), { key, entry: encodedEntryOf(file), note, waitSeconds: 30 })
  }
  if (values.once) {
    await round()
    return 0
  }
  const waitNext = values['on-change']
    ? untilChanged(folder, durationMs('--quiet-for', values['quiet-for']))
    : () => new Promise<void>((resolve) => setTimeout(resolve, durationMs('--every', values.every)))
  for (;;) {
    // A night without a network is no reason to stop: the seal is kept, and the next round goes on.
    await round().catch((error: unknown) => {
      if (!(error instanceof CliError)) throw error
      console.error(`${now()} ${error.message}`)
    })
    await waitNext()
  }
}

const baseIn = (opening: string) => opening.replace(/\.tsopening$/, '')

function openingIn(file: string): OpeningFile {
  const found = readEvidence(file)
  if (found.kind !== 'opening') throw new CliError(`${file} 不是清单。 / ${file} is no opening file.`)
  return found.opening
}

/** Record by record, as the walk found them; times and inodes do not count. Another order counts as a change. */
function sameContent(a: OpeningFile, b: OpeningFile): boolean {
  if (a.recordCount !== b.recordCount || a.withSm3 !== b.withSm3) return false
  const others = b.records()
  for (const one of a.records()) {
    const other = others.next().value
    if (!other || one.kind !== other.kind || one.sizeBytes !== other.sizeBytes) return false
    if (!equalBytes(one.path, other.path) || !equalBytes(one.sha256, other.sha256)) return false
  }
  return true
}

const now = () => new Date().toISOString()

const say = (json: boolean, facts: object, lines: readonly string[]) => {
  if (json) console.log(JSON.stringify({ at: now(), ...facts }))
  else for (const line of lines) console.log(line)
}

export function durationMs(name: string, given: string): number {
  const [, count, unit] = /^(\d{1,4})([smhd])$/.exec(given) ?? []
  const length = Number(count) * units[unit as keyof typeof units]
  if (!(length > 0))
    throw new CliError(`${name} 的写法如 30m、6h、24h：${given} / ${name} is written like 30m or 24h`, 2)
  return length
}

/** Resolves when something changed and then nothing did for a while. */
function untilChanged(folder: string, quietMs: number): () => Promise<void> {
  let changed = () => {}
  watchFolder(folder, { recursive: true }, () => changed())
  return () =>
    new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      changed = () => {
        clearTimeout(timer)
        timer = setTimeout(resolve, quietMs)
      }
    })
}
