import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toHex } from '../../evidence/bytes.ts'
import { type SealProgress, type SealResult, sealTree } from '../seal/seal.ts'
import { defaultBase, filesOf, rootOf } from '../seal/seal-root.ts'
import { CliError } from './cli-error.ts'
import { depositAndKeep, type Kept, keptWords } from './keep-evidence.ts'
import { depositKey, logServer, serverAddress } from './log-server.ts'

const help = `shoumi seal PATH… [--out R] [--server URL] [--label 名称] [--key-file F] [--sha256-only] [--resume] [--json]

  封存文件或文件夹：每个文件算出摘要，合成一个承诺值。文件内容和名称不离开本机。
  Seals files or folders: every file is digested, all digests become one commitment. Contents and names stay here.

  写出 R.tsopening（私密，须与原件一同保存）；有服务器时还有 R.tsreceipt.json（可以给人）。
  Writes R.tsopening (private; keep it with the originals) and, with a server, R.tsreceipt.json (may be shared).

  --out R         输出的名称，不带后缀 / where to write, without an ending
  --server URL    把承诺值登记到这台服务器的日志 / deposit the commitment in the log of this server
  --label 名称    存证在平台上的名称，默认为空 / what the deposit is called on the platform; nothing by default
  --key-file F    存证密钥文件；也可用环境变量 SHOUMI_KEY / file with the deposit key, or SHOUMI_KEY
  --sha256-only   不算 SM3 / without SM3
  --resume        接着未完成的封存；已有清单时再封存一次，未变的文件不重读
                  go on where a seal was broken off; or seal again and do not read what has not changed
  --threads N     线程数 / number of threads
  --wait SECONDS  等待凭证的时间，默认 30 / how long to wait for the receipt, 30 by default

  例 / examples
    npx shoumi seal ./图纸
    npx shoumi seal ./图纸 ./配方.docx --out ~/存证/2026-11 --server https://shoumi.example.cn --label 图纸
    npx shoumi seal . --out ../夜间 --resume --json

  退出码：0 已封存，1 未成，或有文件读不到或在封存时改变，2 用法。
  Exit codes: 0 sealed, 1 failed, or files could not be read or changed meanwhile, 2 usage.`

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
  const log = values.server === undefined ? null : logServer(serverAddress(values.server))
  const key = log ? depositKey(values['key-file']) : ''
  if (log) await log.trust()
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
  const kept = log
    ? await depositAndKeep(log, filesOf(base), {
        key,
        entry: sealed.entry,
        note: { label: values.label, fileCount: sealed.counts.files, totalBytes: sealed.counts.bytes },
        waitSeconds: wholeNumber('--wait', values.wait, 0, 3600),
      }).catch((error: unknown) => {
        if (!(error instanceof CliError)) throw error
        throw new CliError(
          `${error.message}\n封存已完成：${sealed.opening}。稍后登记：npx shoumi deposit ${sealed.opening} --server ${log.server} / the seal is complete; deposit it later`,
        )
      })
    : null
  if (values.json) console.log(JSON.stringify(summary(sealed, kept), null, 2))
  else for (const line of words(sealed, kept)) console.log(line)
  return sealed.counts.unreadable + sealed.counts.vanished + sealed.counts.changed > 0 ? 1 : 0
}

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
  const first = out === undefined ? defaultBase(paths, rootOf(paths)) : resolve(out.replace(/\.tsopening$/, ''))
  if (!resume) return { base: first, earlier: null }
  let base = first
  let earlier: string | null = null
  for (let number = 2; existsSync(filesOf(base).opening); number++) {
    earlier = filesOf(base).opening
    base = `${first}-${number}`
  }
  return { base, earlier }
}

const mebibyte = 1024 * 1024
const sizeWords = (bytes: number) =>
  bytes < mebibyte
    ? `${(bytes / 1024).toFixed(1)} KiB`
    : bytes < 1024 * mebibyte
      ? `${(bytes / mebibyte).toFixed(1)} MiB`
      : `${(bytes / 1024 / mebibyte).toFixed(2)} GiB`

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

function summary(sealed: SealResult, kept: Kept | null) {
  const { root, opening, counts, remarks, resumedFromJournal, seconds } = sealed
  return {
    ...{ root, opening, requestId: toHex(sealed.requestId), counts, remarks, resumedFromJournal, seconds },
    deposit: kept && { state: kept.state, file: kept.file, ...kept.promised, checkpoint: undefined },
  }
}

const remarkWords = {
  unreadable: ['读不到，没有封存', 'could not be read, not sealed'],
  vanished: ['消失了，没有封存', 'vanished, not sealed'],
  special: ['不是普通文件，只记名称', 'no ordinary file, only its name is recorded'],
  'changed-while-sealing': ['封存时被改动，已标记', 'changed while it was sealed, flagged'],
  name: ['名称有问题', 'its name is a problem'],
} as const
const shownRemarks = 20

export function words(sealed: SealResult, kept: Kept | null): string[] {
  const { counts, remarks, seconds } = sealed
  const rate = sizeWords(counts.bytes / Math.max(seconds, 0.001))
  return [
    `✓ 已封存 / sealed   ${counts.files} 个文件 files · ${sizeWords(counts.bytes)} · ${seconds.toFixed(1)} s · ${rate}/s${counts.reused > 0 ? ` · ${counts.reused} 个未变，未重读 unchanged, not read again` : ''}`,
    `清单 / opening     ${basename(sealed.opening)}（私密，请与原件一同保存 / private, keep it with the originals）`,
    ...(kept
      ? keptWords(kept)
      : [`未登记 / not deposited   npx shoumi deposit ${basename(sealed.opening)} --server URL`]),
    ...remarks.slice(0, shownRemarks).map(({ path, what }) => `! ${remarkWords[what].join(' / ')}：${path}`),
    ...(remarks.length > shownRemarks ? [`! …（${remarks.length - shownRemarks}）`] : []),
  ]
}
