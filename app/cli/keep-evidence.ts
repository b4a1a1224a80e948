import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { equalBytes } from '../../evidence/bytes.ts'
import { decodeReceipt } from '../../evidence/receipt.ts'
import type { SealFiles } from '../seal/seal-root.ts'
import { CliError } from './cli-error.ts'
import { type DepositNote, type LogServer, logServer, type Promised } from './log-server.ts'
import { rememberTrust } from './trust-store.ts'

export type Kept =
  | { readonly state: 'receipt'; readonly file: string; readonly promised: Promised }
  | { readonly state: 'promise'; readonly file: string; readonly promised: Promised }

/** Whole or not at all, and on the disk before anybody is told. */
export function writeWhole(file: string, content: string): void {
  const descriptor = openSync(`${file}.new`, 'w', 0o644)
  try {
    writeSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

/**
 * Deposits an entry and keeps what comes back beside its opening: the promise at once, the receipt as soon as there is
 * one; then the promise has served.
 */
export async function depositAndKeep(
  log: LogServer,
  files: Pick<SealFiles, 'receipt' | 'promise'>,
  given: { readonly key: string; readonly entry: Uint8Array; readonly note: DepositNote; readonly waitSeconds: number },
): Promise<Kept> {
  const { source, trust } = await log.trust()
  rememberTrust(source)
  const promised = await log.deposit(given.key, given.entry, trust, given.note)
  writeWhole(files.promise, `${JSON.stringify({ format: 'shoumi-promise', v: 1, ...promised }, null, 2)}\n`)
  return fetchReceipt(log, files, { promised, entry: given.entry, waitSeconds: given.waitSeconds })
}

export async function fetchReceipt(
  log: LogServer,
  files: Pick<SealFiles, 'receipt' | 'promise'>,
  { promised, entry, waitSeconds }: { promised: Promised; entry: Uint8Array; waitSeconds: number },
): Promise<Kept> {
  const receipt = await log.receipt(promised.requestId, waitSeconds)
  if (receipt === null) return { state: 'promise', file: files.promise, promised }
  if (!equalBytes(decodeReceipt(receipt).entry, entry))
    throw new CliError('服务器给出的凭证属于另一个条目。 / the server gave the receipt of another entry.')
  writeWhole(files.receipt, receipt.endsWith('\n') ? receipt : `${receipt}\n`)
  rmSync(files.promise, { force: true })
  return { state: 'receipt', file: files.receipt, promised }
}

/** @throws CliError when there is no promise, or it is not one */
export function readPromise(file: string): { log: LogServer; promised: Promised } {
  if (!existsSync(file))
    throw new CliError(`没有待取的凭证：${file} 不存在。 / no receipt is outstanding: there is no ${file}.`, 2)
  const { format, v, ...promised } = JSON.parse(readFileSync(file, 'utf8'))
  if (format !== 'shoumi-promise' || v !== 1 || typeof promised.server !== 'string')
    throw new CliError(`${file} 不是存证承诺。 / ${file} is no promise of a log.`)
  return { log: logServer(promised.server), promised }
}

export const keptWords = (kept: Kept): string[] =>
  kept.state === 'receipt'
    ? [
        `凭证 / receipt     ${basename(kept.file)}（可以给人 / may be shared）`,
        `位置 / place       ${kept.promised.origin} · ${kept.promised.index}`,
      ]
    : [
        `承诺 / promise     ${basename(kept.file)}：已登记，凭证尚未签发 / entered; the receipt is not there yet`,
        `稍后取回 / later   npx shoumi deposit ${kept.file.replace(/\.tspromise\.json$/, '.tsopening')} --finish`,
      ]
