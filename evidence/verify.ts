import { equalBytes, toHex, utf8 } from './bytes.ts'
import { readCheckpointText } from './checkpoint.ts'
import { digestOf } from './digest.ts'
import { decodeEntry, type Entry } from './entry.ts'
import { readOrNull } from './evidence-error.ts'
import { type Commitment, type Disclosure, type Opening, openDisclosure } from './manifest.ts'
import { leafHash, rootFromPath } from './merkle.ts'
import { isBy, type KeyType, type Note, readNote, type Signing, signingsOf, type VerifierKey } from './note.ts'
import { encodedEntryOf, type OpeningFile, rebuild } from './opening-file.ts'
import { quorumMet } from './policy.ts'
import { policyDigest, type Receipt, type ReceiptTimestamp } from './receipt.ts'
import { type TimestampReport, verifyTimestamp } from './timestamp.ts'
import { readTlogProof, type TlogProof } from './tlog-proof.ts'
import { policyOf, type Trust } from './trust.ts'

/**
 * Verification as a report. Every check that can be made is made and listed, in the order in which the evidence builds
 * up; nothing stops at the first failure, because whoever reads it wants to know what else does not hold.
 */
export type Outcome = 'passed' | 'failed' | 'unknown' | 'not-applicable'

export const checkIds = [
  'entry',
  'inclusion',
  'log-ed25519',
  'log-sm2',
  'log-ml-dsa',
  'witnesses',
  'timestamp',
  'time-order',
  'policy',
  'opening',
  'commitment-sha256',
  'commitment-sm3',
  'disclosure',
  'content',
] as const
export type CheckId = (typeof checkIds)[number]

export const reasons = [
  'ok',
  'malformed',
  'no-timestamp',
  'no-witness-wanted',
  'no-witness-signed',
  'quorum-not-met',
  'key-not-known',
  'no-signature-of-this-kind',
  'signature-invalid',
  'root-mismatch',
  'timestamp-invalid',
  'timestamp-chain-unknown',
  'timestamp-revocation-unknown',
  'times-in-order',
  'times-out-of-order',
  'other-policy',
  'sm3-not-chosen',
  'commitment-mismatch',
  'all-match',
  'some-differ',
  'content-not-given',
] as const
export type Reason = (typeof reasons)[number]

export type Check = {
  readonly id: CheckId
  readonly outcome: Outcome
  readonly reason: Reason
  /** For the reader: names, numbers and codes, never content. */
  readonly facts: Readonly<Record<string, string | number>>
  /** Of a timestamp, everything that was looked at. */
  readonly timestamp?: TimestampReport
}

export type Verification = {
  /** `proven` only if nothing failed, and the entry, its place and the log's signature under a known key hold. */
  readonly verdict: 'proven' | 'not-proven'
  readonly checks: readonly Check[]
  readonly subject: {
    readonly requestId: string
    readonly type: Entry['type']
    readonly commitment: { readonly sha256: string; readonly sm3: string }
    readonly origin: string
    readonly index: number
    readonly size: number
    readonly root: string
    readonly logKeys: readonly { readonly type: KeyType; readonly fingerprint: string; readonly known: boolean }[]
    readonly files: number | null
  } | null
  /** The earliest moment by which an outside party says that the entry was there; null when no outside party says so. */
  readonly notLaterThanMs: number | null
  readonly saidBy: 'timestamp' | 'witness' | null
}

export type VerifyInput = {
  readonly receipt: Receipt
  readonly trust: Trust
  /** Milliseconds since 1970, of the verifier's own clock. */
  readonly now: number
  readonly opening?: OpeningFile
  readonly disclosure?: Disclosure
  /** What the comparison of originals found; the comparison itself is made by whoever can read files. */
  readonly content?: ContentFound
}

export type ContentFound = {
  readonly matching: number
  readonly differing: number
  readonly missing: number
  readonly added: number
}

/** A token may be a little ahead of a witness: clocks differ. */
const clockSkewMs = 5 * 60 * 1000

export function verifyReceipt(input: VerifyInput): Verification {
  const { receipt, trust } = input
  const entry = readOrNull(() => decodeEntry(receipt.entry))
  const proof = readOrNull(() => readTlogProof(receipt.tlogProof))
  const note = proof && readOrNull(() => readNote(proof.checkpoint))
  const head = note && readOrNull(() => readCheckpointText(note.text))
  const keys = head ? trust.logKeys.filter(({ name }) => name === head.origin) : []
  const claimed = head ? receipt.logKeys.filter(({ name }) => name === head.origin) : []
  const stamps = note ? receipt.timestamps.map((stamp) => checkStamp(stamp, note, input)) : []
  const witnessed = note ? checkWitnesses(note, trust) : null
  const checks: Check[] = [
    entry ? passed('entry', { type: entry.type, bytes: receipt.entry.length }) : failed('entry', 'malformed'),
    checkInclusion(receipt, proof, head),
    ...(note
      ? (
          [
            ['log-ed25519', 'ed25519'],
            ['log-sm2', 'sm2'],
            ['log-ml-dsa', 'ml-dsa-44'],
          ] as const
        ).map(([id, type]) => checkLogSignature(id, type, note, keys, claimed))
      : [failed('log-ed25519', 'malformed')]),
    ...(witnessed ? [witnessed.check] : []),
    ...(stamps.length > 0
      ? stamps.map(({ check }) => check)
      : [{ id: 'timestamp', outcome: 'not-applicable', reason: 'no-timestamp', facts: {} } satisfies Check]),
    ...checkOrder(witnessed?.earliestMs ?? null, stamps),
    receipt.policy === policyDigest(trust.policy)
      ? passed('policy', {})
      : { id: 'policy', outcome: 'unknown', reason: 'other-policy', facts: {} },
    ...(entry ? checkPrivate(entry, input) : []),
  ]
  const must: readonly CheckId[] = ['entry', 'inclusion', 'log-ed25519']
  const proven =
    checks.every(({ outcome }) => outcome !== 'failed') &&
    must.every((id) => checks.some((check) => check.id === id && check.outcome === 'passed'))
  const trusted = stamps.flatMap(({ report }) =>
    report && isTrusted(report) && report.genTimeMs !== null ? [report.genTimeMs] : [],
  )
  const stampedMs = trusted.length > 0 ? Math.min(...trusted) : null
  const quorate = witnessed?.check.outcome === 'passed' ? witnessed.earliestMs : null
  const saidBy =
    stampedMs !== null && (quorate === null || stampedMs <= quorate) ? 'timestamp' : quorate !== null ? 'witness' : null
  return {
    verdict: proven ? 'proven' : 'not-proven',
    checks,
    subject:
      entry && head && proof
        ? {
            requestId: toHex(entry.requestId),
            type: entry.type,
            commitment: { sha256: toHex(entry.commitment.sha256), sm3: toHex(entry.commitment.sm3) },
            origin: head.origin,
            index: proof.index,
            size: head.size,
            root: toHex(head.root),
            logKeys: claimed.map((key) => ({
              type: key.type,
              fingerprint: fingerprint(key),
              known: keys.some((known) => sameKey(known, key)),
            })),
            files: input.opening ? [...input.opening.records()].filter(({ kind }) => kind === 'file').length : null,
          }
        : null,
    notLaterThanMs: proven ? (saidBy === 'timestamp' ? stampedMs : quorate) : null,
    saidBy: proven ? saidBy : null,
  }
}

/** Of a report as a whole: `unknown` where nothing failed and something could not be told. */
export const outcomeOf = ({ verdict, checks }: Pick<Verification, 'verdict' | 'checks'>): Outcome =>
  verdict === 'proven' ? 'passed' : checks.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'unknown'

/** What a person compares with a printed certificate: SHA-256 of the public key, 64 hexadecimal digits. */
export const fingerprint = ({ publicKey }: VerifierKey): string => toHex(digestOf('sha256', publicKey))

const sameKey = (a: VerifierKey, b: VerifierKey) =>
  a.type === b.type && a.name === b.name && equalBytes(a.publicKey, b.publicKey)

const passed = (id: CheckId, facts: Check['facts'], reason: Reason = 'ok'): Check => ({
  id,
  outcome: 'passed',
  reason,
  facts,
})
const failed = (id: CheckId, reason: Reason, facts: Check['facts'] = {}): Check => ({
  id,
  outcome: 'failed',
  reason,
  facts,
})

function checkInclusion(
  receipt: Receipt,
  proof: TlogProof | null,
  head: { size: number; root: Uint8Array } | null,
): Check {
  if (!proof || !head) return failed('inclusion', 'malformed')
  const { index, path } = proof
  const facts = { index, size: head.size }
  const root = readOrNull(() =>
    rootFromPath('sha256', { index, size: head.size, path, leaf: leafHash('sha256', receipt.entry) }),
  )
  return root && equalBytes(root, head.root) ? passed('inclusion', facts) : failed('inclusion', 'root-mismatch', facts)
}

/**
 * @param keys - known beforehand
 * @param claimed - what the receipt says; a key only it knows proves nothing
 */
function checkLogSignature(
  id: CheckId,
  type: KeyType,
  note: Note,
  keys: readonly VerifierKey[],
  claimed: readonly VerifierKey[],
): Check {
  const known = keys.find((key) => key.type === type)
  const key = known ?? claimed.find((one) => one.type === type)
  const present = key && note.signatures.some((line) => isBy(key, line))
  if (!key || !present) {
    if (type === 'ed25519') return failed(id, key ? 'no-signature-of-this-kind' : 'key-not-known')
    return { id, outcome: 'not-applicable', reason: 'no-signature-of-this-kind', facts: {} }
  }
  const facts = { origin: key.name, fingerprint: fingerprint(key) }
  const signings = readOrNull(() => signingsOf(note, [key]))
  if (!signings || signings.length === 0) return failed(id, 'signature-invalid', facts)
  // A receipt whose own claim about the key differs from the known one was put together from two logs.
  const contradicted = known && claimed.some((one) => one.type === type && !sameKey(one, known))
  if (contradicted) return failed(id, 'key-not-known', facts)
  return known ? passed(id, facts) : { id, outcome: 'unknown', reason: 'key-not-known', facts }
}

function checkWitnesses(note: Note, trust: Trust): { check: Check; earliestMs: number | null } {
  const policy = policyOf(trust)
  const keys = policy.witnesses.map(({ key }) => key)
  const signings = readOrNull(() => signingsOf(note, keys))
  if (!signings) return { check: failed('witnesses', 'signature-invalid'), earliestMs: null }
  const names = policy.witnesses.filter(({ key }) => signings.some((one) => one.key === key)).map(({ name }) => name)
  const facts = { signed: names.length, names: names.join(', ') }
  const times = signings.flatMap(({ timeSeconds }: Signing) => (timeSeconds === null ? [] : [timeSeconds * 1000]))
  const earliestMs = times.length > 0 ? Math.min(...times) : null
  const enough = quorumMet(
    policy,
    signings.map(({ key }) => key),
  )
  if (policy.quorum === 'none')
    return {
      check:
        names.length > 0
          ? passed('witnesses', facts)
          : { id: 'witnesses', outcome: 'not-applicable', reason: 'no-witness-wanted', facts },
      earliestMs,
    }
  return { check: enough ? passed('witnesses', facts) : failed('witnesses', 'quorum-not-met', facts), earliestMs }
}

const isTrusted = ({ level }: TimestampReport) => level !== 'invalid' && level !== 'valid'

function checkStamp(
  stamp: ReceiptTimestamp,
  note: Note,
  { trust, now }: VerifyInput,
): { check: Check; report: TimestampReport | null } {
  const report = verifyTimestamp({
    token: stamp.token,
    imprint: { algorithm: stamp.algorithm, digest: digestOf(stamp.algorithm, utf8(note.text)) },
    trustedRoots: trust.timestampRoots.map(({ certificate }) => certificate),
    intermediates: stamp.chain,
    revocation: stamp.revocation,
    now,
  })
  const facts = {
    ...(report.genTimeMs !== null && { at: new Date(report.genTimeMs).toISOString() }),
    ...(report.signer && { authority: report.signer }),
    level: report.level,
  }
  const [outcome, reason] = (
    {
      invalid: ['failed', 'timestamp-invalid'],
      valid: ['unknown', 'timestamp-chain-unknown'],
      'chain-trusted': ['passed', 'timestamp-revocation-unknown'],
      'revocation-known': ['passed', 'ok'],
      'long-term': ['passed', 'ok'],
    } as const
  )[report.level]
  return { check: { id: 'timestamp', outcome, reason, facts, timestamp: report }, report }
}

/** A token over a cosigned text cannot be older than the text; one that is came from a clock that is not to be believed. */
function checkOrder(witnessMs: number | null, stamps: readonly { report: TimestampReport | null }[]): Check[] {
  const times = stamps.flatMap(({ report }) => (report?.genTimeMs ? [report.genTimeMs] : []))
  if (witnessMs === null || times.length === 0) return []
  const far = times.some((time) => time < witnessMs - 24 * 3600 * 1000 - clockSkewMs)
  return [far ? failed('time-order', 'times-out-of-order') : passed('time-order', {}, 'times-in-order')]
}

function checkPrivate(entry: Entry, { opening, disclosure, content }: VerifyInput): Check[] {
  const checks: Check[] = []
  if (opening) {
    const intact = readOrNull(() => rebuild(opening)) !== null
    checks.push(intact ? passed('opening', { records: opening.recordCount }) : failed('opening', 'root-mismatch'))
    const own = readOrNull(() => decodeEntry(encodedEntryOf(opening)))
    checks.push(...compareCommitments(entry, own?.commitment ?? null))
  }
  if (disclosure) {
    const opened = readOrNull(() => openDisclosure(disclosure))
    checks.push(opened ? passed('disclosure', { index: disclosure.index }) : failed('disclosure', 'malformed'))
    checks.push(...compareCommitments(entry, opened?.commitment ?? null))
  }
  if (content) {
    const { matching, differing, missing, added } = content
    const facts = { matching, differing, missing, added }
    checks.push(
      differing + missing === 0 && matching > 0
        ? passed('content', facts, 'all-match')
        : failed('content', 'some-differ', facts),
    )
  } else if (opening || disclosure)
    checks.push({ id: 'content', outcome: 'not-applicable', reason: 'content-not-given', facts: {} })
  return checks
}

/** Both digests are looked at on their own: if one of them is broken one day, the other still says something. */
function compareCommitments(entry: Entry, own: Commitment | null): Check[] {
  const compare = (id: CheckId, algorithm: keyof Commitment) =>
    own && equalBytes(own[algorithm], entry.commitment[algorithm]) ? passed(id, {}) : failed(id, 'commitment-mismatch')
  return [compare('commitment-sha256', 'sha256'), compare('commitment-sm3', 'sm3')]
}

/** Whether these bytes are the content that an opening has; the SM3 digest counts only where it was made. */
export const contentMatches = (
  opening: Pick<Opening, 'sizeBytes' | 'sha256' | 'sm3' | 'withSm3'>,
  found: { sizeBytes: number; sha256: Uint8Array; sm3: Uint8Array | null },
): boolean =>
  opening.sizeBytes === found.sizeBytes &&
  equalBytes(opening.sha256, found.sha256) &&
  (!opening.withSm3 || found.sm3 === null || equalBytes(opening.sm3, found.sm3))
