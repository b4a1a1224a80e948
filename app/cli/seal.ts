import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toBase64, toHex } from '../../evidence/bytes.ts'
import { bytesOfPath } from '../seal/byte-path.ts'
import { countOfRemark, type SealProgress, type SealResult, sealTree } from '../seal/seal.ts'
import { type Remark, remarkKinds } from '../seal/seal-messages.ts'
import { defaultBase, filesOf, isTaken, rootOf, type SealFiles } from '../seal/seal-root.ts'
import { CliError } from './cli-error.ts'
import { nameText, shownName, typedPath } from './shown-name.ts'

const help = `shoumi seal PATH… [--out R] [--server URL] [--label 名称] [--key-file F] [--sha256-only] [--resume] [--json]

  封存文件或文件夹：每个文件算出摘要，合成一个承诺值。文件内容和名称不离开本机。
  Seals files or folders: every file is digested, all digests become one commitment. Contents and names stay here.

  写出 R.tsopening（私密，须与原件一同保存）；有服务器时还有 R.tsreceipt.json（可以给人）。
  Writes R.tsopening (private; keep it with the originals) and, with a server, R.tsreceipt.json (may be shared).

  --out R         输出的名称，不带后缀；以 / 结尾则是文件夹 / where to write, without an ending; a folder when it ends in /
  --server URL    把承诺值登记到这台服务器的日志 / deposit the commitment in the log of this server
  --label 名称    存证在平台上的名称，默认为空 / what the deposit is called on the platform; nothing by default
  --key-file F    存证密钥文件；也可用环境变量 SHOUMI_KEY / file with the deposit key, or SHOUMI_KEY
  --sha256-only   不算 SM3 / without SM3
  --resume        接着未完成的封存；已有清单时再封存一次，未变的文件不重读
                  go on where a seal was broken off; or seal again and do not read what has not changed
  --threads N     线程数 / number of threads
  --wait SECONDS  等待凭证的时间，默认 30 / how long to wait for the receipt, 30 by default
  --json          机器可读 / machine-readable

  例 / examples
    npx shoumi seal ./图纸
    npx shoumi seal ./图纸 ./配方.docx --out ~/存证/2026-11 --server https://shoumi.example.cn --label 图纸
    npx shoumi seal . --out ../夜间 --resume --json

  链接只记指向，不跟随；管道、套接字、设备只记名称，不打开。以 - 开头的名称写在 -- 之后。
  Links are recorded, never followed; pipes, sockets and devices are named, never opened. Names that begin with - go after --.

  退出码：0 已封存（并已取得凭证），1 未成、凭证尚未签发，或有文件读不到、在封存时改变，2 用法。
  Exit codes: 0 sealed, with its receipt where asked for; 1 failed, no receipt yet, or files unreadable or changed meanwhile; 2 usage.`

const options = {
  out: { type: 'string' },
  server: { type: 'string' },
  label: { type: 'string', default: '' },
  'key-file': { type: 'string' },
  'sha256-only': { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  threads: { type: 'string' },
  wait: { type: 'string', default: '30' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export async function seal(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options })
  if (values.help || positionals.length === 0) {
    console.log(help)
    return values.help ? 0 : 2
  }
  // A server that cannot be reached, or a missing key, is told before the work, not after an hour of it.
  const depositor = values.server === undefined ? null : await openDepositor(values.server, values['key-file'])
  await depositor?.meet()
  const waitSeconds = wholeNumber('--wait', values.wait, 0, 3600)
  const { base, earlier } = baseOf(values.out, positionals, values.resume)
  const progress = openProgress(values.json)
  const sealed = await sealTree({
    paths: positionals,
    base,
    earlier,
    resume: values.resume,
    withSm3: !values['sha256-only'],
    workers: wholeNumber('--threads', values.threads ?? `${availableParallelism()}`, 1, 64),
    onProgress: progress.show,
  }).finally(progress.end)
  const kept = (await depositor?.deposit(sealed, filesOf(base), values.label, waitSeconds)) ?? null
  if (values.json) console.log(JSON.stringify({ ...summary(sealed), deposit: kept?.facts ?? null }, null, 2))
  else {
    const hint = `未登记 / not deposited   npx shoumi deposit ${typedPath(sealed.opening)} --server URL`
    for (const line of sealedWords(sealed, kept?.words ?? [hint])) console.log(line)
  }
  return isFlawless(sealed) && kept?.facts.state !== 'promise' ? 0 : 1
}

/** What depositing needs is loaded only where something is deposited: half of a short seal's time. */
async function openDepositor(server: string, keyFile: string | undefined) {
  const { depositKey, logServer, serverAddress } = await import('./log-server.ts')
  const { depositAndKeep, keptFacts, keptWords, meet } = await import('./keep-evidence.ts')
  const log = logServer(serverAddress(server))
  const key = depositKey(keyFile)
  return {
    meet: () => meet(log),
    async deposit({ entry, opening }: SealResult, files: SealFiles, label: string, waitSeconds: number) {
      try {
        const kept = await depositAndKeep(log, files, { key, entry, label, waitSeconds })
        return { facts: keptFacts(kept), words: keptWords(kept) }
      } catch (error) {
        if (!(error instanceof CliError)) throw error
        throw new CliError(
          `${error.message}\n封存已完成，清单已保存。稍后登记 / the seal is complete and kept; deposit it later:\n  npx shoumi deposit ${typedPath(opening)} --server ${log.server}`,
        )
      }
    },
  }
}

/** Everything that was there was read, and held still while it was. */
export const isFlawless = ({ counts }: SealResult): boolean =>
  counts.unreadable + counts.vanished + counts.changed === 0

export function wholeNumber(name: string, given: string, least: number, most: number): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new CliError(
      `${name} 应为 ${least} 到 ${most} 的整数：${given} / ${name} is a whole number from ${least} to ${most}`,
      2,
    )
  return value
}

/**
 * The name to write under. Sealing again with `--resume` takes the next free number, and what the last one of the series
 * found; nothing that is there is ever replaced.
 */
export function baseOf(out: string | undefined, paths: readonly string[], resume: boolean) {
  const own = basename(defaultBase(paths, rootOf(paths)))
  const first = out === undefined ? own : /[/\\]$/.test(out) ? join(out, own) : out.replace(/\.tsopening$/, '')
  if (!resume) return { base: resolve(first), earlier: null }
  const { bases, next } = seriesOf(resolve(first))
  const sealed = bases.map((base) => filesOf(base).opening).filter((opening) => existsSync(opening))
  return { base: next, earlier: sealed.at(-1) ?? null }
}

/** One seal after the other under one name: R, R-2, R-3 … */
export function seriesOf(first: string): { readonly bases: readonly string[]; readonly next: string } {
  const bases: string[] = []
  let next = first
  for (let number = 2; isTaken(next); number++) {
    bases.push(next)
    next = `${first}-${number}`
  }
  return { bases, next }
}

const mebibyte = 1024 * 1024
function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < mebibyte) return `${(bytes / 1024).toFixed(1)} KiB`
  if (bytes < 1024 * mebibyte) return `${(bytes / mebibyte).toFixed(1)} MiB`
  return `${(bytes / 1024 / mebibyte).toFixed(2)} GiB`
}

/** One line that renews itself, only for a person who looks on. */
function openProgress(quiet: boolean) {
  const { stderr } = process
  const isSeen = !quiet && stderr.isTTY
  let width = 0
  return {
    show: ({ files, bytes, allFiles, largeBytesLeft, seconds }: SealProgress) => {
      if (!isSeen) return
      const rate = bytes / Math.max(seconds, 0.001)
      const left = allFiles !== null && rate > 0 ? ` · 剩余 / left ${Math.ceil(largeBytesLeft / rate)} s` : ''
      const line = `${files}${allFiles === null ? '' : ` / ${allFiles}`} 个 files · ${sizeWords(bytes)} · ${sizeWords(rate)}/s${left}`
      stderr.write(`\r${line.padEnd(width)}`)
      width = line.length
    },
    end: () => {
      if (isSeen && width > 0) stderr.write(`\r${' '.repeat(width + 8)}\r`)
    },
  }
}

function summary(sealed: SealResult) {
  const { root, opening, counts, remarks, resumedFromJournal, seconds } = sealed
  return {
    ...{ root, opening, requestId: toHex(sealed.requestId), entry: toBase64(sealed.entry), counts },
    remarks: remarks.map(({ path, what }) => ({ path: nameText(bytesOfPath(path)), what })),
    ...{ resumedFromJournal, seconds },
  }
}

const remarkWords = {
  unreadable: ['读不到，没有封存', 'could not be read, not sealed'],
  vanished: ['封存时消失，没有封存', 'vanished meanwhile, not sealed'],
  special: ['不是普通文件，只记名称', 'no ordinary file, only its name is recorded'],
  'changed-while-sealing': ['封存时被改动，已标记', 'changed while it was sealed, flagged'],
  'name-collides': [
    '与另一名称只差大小写或编码形式，换一个系统就会重名',
    'differs from another name only in case or encoding; elsewhere the two would be one',
  ],
  'name-not-utf8': ['名称不是 UTF-8，按原字节记录', 'its name is no UTF-8 and is recorded byte by byte'],
} as const satisfies Record<Remark['what'], readonly [zh: string, en: string]>
const shownNames = 10

/** @param then - what became of it, told before what is remarkable */
export function sealedWords(sealed: SealResult, then: readonly string[] = []): string[] {
  const { counts, remarks, seconds } = sealed
  const more: readonly (readonly [number, string])[] = [
    [counts.symlinks, '个链接 links'],
    [counts.emptyFolders, '个空文件夹 empty folders'],
    [counts.reused, '个未变，未重读 unchanged, not read again'],
  ]
  return [
    [
      `✓ 已封存 / sealed   ${counts.files} 个文件 files · ${sizeWords(counts.bytes)} · ${seconds.toFixed(1)} s`,
      // A rate over what was not read would flatter, and one over next to nothing says nothing.
      ...(counts.reused === 0 && counts.bytes >= mebibyte
        ? [`${sizeWords(counts.bytes / Math.max(seconds, 0.001))}/s`]
        : []),
      ...more.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`),
    ].join(' · '),
    `清单 / opening     ${typedPath(sealed.opening)}（私密，请与原件一同保存 / private, keep it with the originals）`,
    ...then,
    ...remarkKinds.flatMap((what) => {
      const count = counts[countOfRemark[what]]
      const names = remarks.filter((one) => one.what === what).slice(0, shownNames)
      return [
        ...(count > 0 ? [`! ${remarkWords[what].join(' / ')}：${count}`] : []),
        ...names.map(({ path }) => `    ${shownName(bytesOfPath(path))}`),
        ...(count > names.length ? [`    … ${count - names.length}`] : []),
      ]
    }),
  ]
}
