import { existsSync, mkdirSync, rmSync, statSync, watch as watchFolder } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { equalBytes } from '../../evidence/bytes.ts'
import { encodedEntryOf, type OpeningFile } from '../../evidence/opening-file.ts'
import { sealTree } from '../seal/seal.ts'
import { filesOf, type SealFiles } from '../seal/seal-root.ts'
import { openingIn, soundOpening } from './check.ts'
import { CliError } from './cli-error.ts'
import { durationMs } from './duration.ts'
import { depositAndKeep, keptFacts, keptWords } from './keep-evidence.ts'
import { depositKey, logServer, serverAddress } from './log-server.ts'
import { noMoreThan } from './positionals.ts'
import { baseOf, isFlawless, sealedWords, seriesOf } from './seal.ts'
import { systemError } from './system-error.ts'

const help = `shoumi watch FOLDER --out DIR [--every 24h | --on-change] [--server URL] [--label 名称] [--key-file F] [--sha256-only]

  持续封存一个文件夹：定时，或在内容改变并安静下来之后。未变的文件不重读，没有变化就不封存；
  还没有登记成功的，下一次一并登记。
  Keeps sealing a folder: at intervals, or after it changed and has been quiet. What did not change is not read again,
  and nothing is sealed when nothing changed; what could not be deposited is deposited the next time.

  --out DIR       清单和凭证存放的文件夹，须在 FOLDER 之外 / where openings and receipts go; not inside FOLDER
  --every T       间隔，如 30m、6h、24h；默认 24h / interval, 24h by default
  --on-change     内容改变后 60 秒无新变化时封存；最迟到 --every
                  seal when it has been quiet for 60 seconds after a change, and at the latest after --every
  --quiet-for T   改变“安静”的时长 / another length of quiet
  --once          做一次就结束，供定时任务调用 / once only, for a scheduler
  --server、--label、--key-file、--sha256-only、--json 同 seal / as for seal

  例 / examples
    npx shoumi watch ./图纸 --out ../存证 --every 24h --server https://shoumi.example.cn
    npx shoumi watch ./图纸 --out ../存证 --on-change
    npx shoumi watch ./图纸 --out ../存证 --once

  退出码（--once）：0 已封存或没有变化，且凭证齐全；1 未成、凭证未齐，或有文件读不到、在封存时改变；2 用法。
  Exit codes (--once): 0 sealed or unchanged, no receipt outstanding; 1 failed, a receipt outstanding, or files unreadable
  or changed meanwhile; 2 usage.`

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
  noMoreThan(1, positionals)
  const everyMs = durationMs('--every', values.every)
  const quietMs = durationMs('--quiet-for', values['quiet-for'])
  const out = outsideOf(folder, values.out)
  const log = values.server === undefined ? null : logServer(serverAddress(values.server))
  const key = log ? depositKey(values['key-file']) : ''
  mkdirSync(out, { recursive: true, mode: 0o700 })
  const first = join(out, basename(resolve(folder)))
  const say = (facts: object, lines: readonly string[]) => {
    if (values.json) console.log(JSON.stringify({ at: now(), ...facts }))
    else for (const line of lines) console.log(line)
  }
  const round = async (): Promise<boolean> => {
    const { sealed, opening } = await sealIfChanged(folder, first, !values['sha256-only'])
    if (sealed) say({ state: 'sealed', opening, counts: sealed.counts }, [now(), ...sealedWords(sealed)])
    else say({ state: 'unchanged', opening }, [`${now()} 没有变化 / unchanged`])
    if (!log) return sealed === null || isFlawless(sealed)
    let isComplete = true
    // Also what an earlier round could not deposit.
    for (const files of waitingIn(first)) {
      const entry = entryIn(files.opening)
      const kept = entry && (await depositAndKeep(log, files, { key, entry, label: values.label, waitSeconds: 30 }))
      if (kept?.state !== 'receipt') isComplete = false
      if (kept) say(keptFacts(kept), keptWords(kept))
    }
    return isComplete && (sealed === null || isFlawless(sealed))
  }
  if (values.once) return (await round()) ? 0 : 1
  const changes = values['on-change'] ? watchChanges(folder) : null
  for (;;) {
    changes?.begin()
    // A night without a network, or with a full disk, is no reason to stop: what is there is kept, the next round goes on.
    await round().catch((error: unknown) => {
      const told = error instanceof CliError ? error : systemError(error)
      if (!told) throw error
      console.error(`${now()} ${told.message}`)
    })
    if (changes) await changes.quiet(quietMs, everyMs)
    else await pause(everyMs)
  }
}

/** @throws CliError when every seal would be a change that calls for the next one */
function outsideOf(folder: string, given: string): string {
  const out = resolve(given)
  const own = resolve(folder)
  if (out === own || out.startsWith(own === '/' ? own : `${own}/`))
    throw new CliError(
      '--out 须在被封存的文件夹之外，否则每次封存都会引起下一次。 / --out must be outside the folder, or every seal would cause the next.',
      2,
    )
  if (!statSync(own, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`没有这个文件夹：${folder} / there is no folder ${folder}`, 2)
  return out
}

/** @returns `sealed` is null when the newest seal of the series has the same content; then nothing new is kept */
async function sealIfChanged(folder: string, first: string, withSm3: boolean) {
  const { base, earlier } = baseOf(first, [`${folder}/`], true)
  const sealed = await sealTree({
    ...{ paths: [`${folder}/`], base, earlier, resume: true, withSm3 },
    workers: availableParallelism(),
  })
  const before = earlier === null ? null : legible(() => openingIn(earlier))
  if (earlier === null || before === null || !sameContent(before, openingIn(sealed.opening)))
    return { sealed, opening: sealed.opening }
  rmSync(sealed.opening)
  return { sealed: null, opening: earlier }
}

/** One damaged file of a series is told of, and does not keep the others from going on. */
function legible<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    console.error(`${now()} ${error.message}`)
    return null
  }
}

const entryIn = (opening: string): Uint8Array | null => legible(() => encodedEntryOf(soundOpening(opening)))

/** The seals of a series that have no receipt, the oldest first. */
const waitingIn = (first: string): SealFiles[] =>
  seriesOf(first)
    .bases.map(filesOf)
    .filter(({ opening, receipt }) => existsSync(opening) && !existsSync(receipt))

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
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Hears of changes in a folder, also while a seal is being made. @throws CliError when the system cannot watch it */
function watchChanges(folder: string) {
  let changedAt: number | null = null
  let failure: unknown = null
  const cannot = (error: unknown) =>
    new CliError(
      `无法监视 ${folder}（${error instanceof Error ? error.message : error}）。请改用 --every。 / ${folder} cannot be watched; use --every instead.`,
    )
  try {
    const watcher = watchFolder(folder, { recursive: true })
    watcher.on('change', () => {
      changedAt = performance.now()
    })
    watcher.on('error', (error) => {
      failure = error
    })
  } catch (error) {
    throw cannot(error)
  }
  return {
    /** What changed before is seen by the round that now begins. */
    begin() {
      changedAt = null
    },
    /** Until something changed and then nothing did for `quietMs`; at most `mostMs`. */
    async quiet(quietMs: number, mostMs: number): Promise<void> {
      const until = performance.now() + mostMs
      for (;;) {
        if (failure) throw cannot(failure)
        const at = performance.now()
        const left = Math.min(until - at, changedAt === null ? Number.POSITIVE_INFINITY : changedAt + quietMs - at)
        if (left <= 0) return
        await pause(Math.min(left, lookMs))
      }
    },
  }
}
const lookMs = 500
