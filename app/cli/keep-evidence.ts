import { existsSync, rmSync } from 'node:fs'
import { equalBytes } from '../../evidence/bytes.ts'
import { encodeReceipt, type Receipt } from '../../evidence/receipt.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import type { Trust } from '../../evidence/trust.ts'
import { type CheckId, verifyReceipt } from '../../evidence/verify.ts'
import { reasonWords } from '../../evidence/verify-words.ts'
import type { SealFiles } from '../seal/seal-root.ts'
import { CliError } from './cli-error.ts'
import { type LogServer, logServer, serverAddress } from './log-server.ts'
import type { Promised } from './promise-file.ts'
import { readEvidence } from './read-evidence.ts'
import { typedPath } from './shown-name.ts'
import { knownTrust, rememberTrust } from './trust-store.ts'
import { writeWhole } from './write-whole.ts'

export type Kept = {
  readonly state: 'receipt' | 'promise'
  readonly file: string
  readonly promised: Promised
}

/** What a server says about its log. @throws CliError also when that contradicts what is known of it */
export async function meet(log: LogServer): Promise<Trust> {
  const trust = await log.trust()
  rememberTrust(trust)
  return trust
}

/**
 * Deposits an entry and keeps what comes back beside its opening: the promise at once, the receipt as soon as there is
 * one; then the promise has served.
 */
export async function depositAndKeep(
  log: LogServer,
  files: SealFiles,
  given: { readonly key: string; readonly entry: Uint8Array; readonly label: string; readonly waitSeconds: number },
): Promise<Kept> {
  const trust = await meet(log)
  refuseToReplace(files.receipt, given.entry, trust)
  const promised = await log.deposit(given.key, given.entry, trust, given.label)
  writeWhole(files.promise, `${JSON.stringify(promised, null, 2)}\n`)
  return fetchReceipt(log, files, { promised, entry: given.entry, waitSeconds: given.waitSeconds })
}

/** A receipt may be replaced by a newer one of the same entry in the same log, and by nothing else. */
function refuseToReplace(file: string, entry: Uint8Array, trust: Trust): void {
  if (!existsSync(file)) return
  const found = readEvidence(file)
  if (found.kind !== 'receipt' || !equalBytes(found.receipt.entry, entry))
    throw new CliError(
      `${file} 属于另一次封存，不会覆盖。请先把它移到别处。 / ${file} is of another seal and is never replaced; move it elsewhere first.`,
    )
  const { logKeys } = found.receipt
  const isOwn = trust.logKeys.some((key) => logKeys.some((one) => equalBytes(one.publicKey, key.publicKey)))
  if (!isOwn)
    throw new CliError(
      `${file} 是另一个日志（${logKeys[0]?.name ?? '—'}）的凭证，不会覆盖。请先把它移到别处。 / ${file} is the receipt of another log and is never replaced; move it elsewhere first.`,
    )
}

export async function fetchReceipt(
  log: LogServer,
  files: SealFiles,
  { promised, entry, waitSeconds }: { promised: Promised; entry: Uint8Array; waitSeconds: number },
): Promise<Kept> {
  const receipt = await log.receipt(promised.requestId, waitSeconds)
  if (receipt === null) return { state: 'promise', file: files.promise, promised }
  const trust = knownTrust(receipt)
  refuseToReplace(files.receipt, entry, trust)
  believe(receipt, entry, promised, trust)
  writeWhole(files.receipt, encodeReceipt(receipt))
  rmSync(files.promise, { force: true })
  return { state: 'receipt', file: files.receipt, promised }
}

/** What a receipt must show to be taken for one; witnesses and timestamps may still come, and `verify` tells of them. */
const needed: readonly CheckId[] = ['entry', 'inclusion', 'log-ed25519']

/** @throws CliError when it is of another entry or place, or a key that is known did not sign it */
function believe(receipt: Receipt, entry: Uint8Array, { index }: Promised, trust: Trust): void {
  if (!equalBytes(receipt.entry, entry))
    throw new CliError('服务器给出的凭证属于另一个条目。 / the server gave the receipt of another entry.')
  const { checks } = verifyReceipt({ receipt, trust, now: Date.now() })
  const wrong = checks.find(({ id, outcome }) => needed.includes(id) && outcome !== 'passed')
  if (wrong) {
    const [zh, en] = reasonWords[wrong.reason]
    throw new CliError(`服务器给出的凭证不成立：${zh}。 / the receipt that the server gave does not hold: ${en}.`)
  }
  if (readTlogProof(receipt.tlogProof).index !== index)
    throw new CliError('凭证中的位置与承诺的不同。 / the receipt shows another place than the one promised.')
}

/** @throws CliError when there is no promise, or it is not one */
export function readPromise(file: string): { log: LogServer; promised: Promised } {
  if (!existsSync(file))
    throw new CliError(`没有待取的凭证：${file} 不存在。 / no receipt is outstanding: there is no ${file}.`, 2)
  const found = readEvidence(file)
  if (found.kind !== 'promise') throw new CliError(`${file} 不是存证承诺。 / ${file} is no promise of a log.`)
  return { log: logServer(serverAddress(found.promise.server)), promised: found.promise }
}

/** For a program that reads along. */
export const keptFacts = ({ state, file, promised: { server, requestId, origin, index } }: Kept) => ({
  ...{ state, file, server, requestId, origin, index },
})

export const keptWords = ({ state, file, promised }: Kept): string[] =>
  state === 'receipt'
    ? [
        `凭证 / receipt     ${typedPath(file)}（可以给人 / may be shared）`,
        `位置 / place       ${promised.origin} · ${promised.index}`,
      ]
    : [
        `承诺 / promise     ${typedPath(file)}：已登记，凭证尚未签发 / entered; the receipt is not there yet`,
        `稍后取回 / later   npx shoumi deposit ${typedPath(file.replace(/\.tspromise\.json$/, '.tsopening'))} --finish`,
      ]
