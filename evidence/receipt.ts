import { fromBase64, toBase64, toHex, utf8 } from './bytes.ts'
import { sha256 } from './digest.ts'
import { decodeEntry } from './entry.ts'
import { type EvidenceCode, EvidenceError } from './evidence-error.ts'
import { decodeVerifierKey, encodeVerifierKey, malformedAs, type VerifierKey } from './note.ts'

/** A timestamp token over the text of the checkpoint, with what is needed to check it decades later. */
export type ReceiptTimestamp = {
  readonly over: 'note-text'
  readonly algorithm: 'sha256' | 'sm3'
  /** The CMS token, DER. */
  readonly token: Uint8Array
  /** Certificates beside those in the token, DER. */
  readonly chain: readonly Uint8Array[]
  /** OCSP responses and CRLs, DER, fetched after the token was made. */
  readonly revocation: readonly Uint8Array[]
}

/**
 * `*.tsreceipt.json`: shows that an entry is in the log. It names nobody and opens nothing, so it may be handed on.
 *
 * The container is not signed; everything in it is. The keys are only what the receipt claims: who verifies compares
 * them with keys from elsewhere.
 */
export type Receipt = {
  readonly entry: Uint8Array
  /** c2sp.org/tlog-proof@v1, word for word. */
  readonly tlogProof: string
  readonly timestamps: readonly ReceiptTimestamp[]
  /** SHA-256 of the policy that the log published when it made this receipt, 64 hexadecimal digits. */
  readonly policy: string
  readonly logKeys: readonly VerifierKey[]
}

export const receiptFormat = 'shoumi-receipt'
const largestReceipt = 4 * 1024 * 1024

export const policyDigest = (policy: string): string => toHex(sha256(utf8(policy)))

export const encodeReceipt = (receipt: Receipt): string =>
  `${JSON.stringify(
    {
      format: receiptFormat,
      v: 1,
      entry: toBase64(receipt.entry),
      tlogProof: receipt.tlogProof,
      timestamps: receipt.timestamps.map(({ over, algorithm, token, chain, revocation }) => ({
        over,
        alg: algorithm,
        token: toBase64(token),
        chain: chain.map(toBase64),
        revocation: revocation.map(toBase64),
      })),
      policy: receipt.policy,
      logKeys: receipt.logKeys.map(encodeVerifierKey),
    },
    null,
    2,
  )}\n`

/** @throws EvidenceError `not-json`, `version-unknown`, `receipt-malformed`, `entry-malformed` or `too-large` */
export function decodeReceipt(source: string): Receipt {
  if (source.length > largestReceipt) throw new EvidenceError('too-large')
  return receiptFrom(parseJson(source))
}

export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new EvidenceError('not-json')
  }
}

/** For files that carry a receipt within. */
export function receiptFrom(value: unknown): Receipt {
  const fields = ['entry', 'tlogProof', 'timestamps', 'policy', 'logKeys']
  const given = contentOf(value, receiptFormat, fields, 'receipt-malformed')
  const policy = textIn(given['policy'])
  if (!/^[0-9a-f]{64}$/.test(policy)) throw new EvidenceError('receipt-malformed', { field: 'policy' })
  const receipt = {
    entry: bytesIn(given['entry']),
    tlogProof: textIn(given['tlogProof']),
    timestamps: listIn(given['timestamps']).map(timestampFrom),
    policy,
    logKeys: listIn(given['logKeys']).map((key) =>
      malformedAs('receipt-malformed', () => decodeVerifierKey(textIn(key))),
    ),
  }
  decodeEntry(receipt.entry)
  return receipt
}

function timestampFrom(value: unknown): ReceiptTimestamp {
  const { over, alg, token, chain, revocation } = fieldsOf(value, ['over', 'alg', 'token', 'chain', 'revocation'])
  if (over !== 'note-text' || (alg !== 'sha256' && alg !== 'sm3'))
    throw new EvidenceError('receipt-malformed', { field: 'timestamps' })
  return {
    over,
    algorithm: alg,
    token: bytesIn(token),
    chain: listIn(chain).map(bytesIn),
    revocation: listIn(revocation).map(bytesIn),
  }
}

const wrong = (reason: string) => new EvidenceError('receipt-malformed', { reason })

/**
 * What is in a file of ours. Its kind and version are looked at first, since another version may have other fields.
 *
 * @throws EvidenceError `kind-unknown`, `version-unknown` or `malformed`
 */
export function contentOf(
  value: unknown,
  format: string,
  fields: readonly string[],
  malformed: EvidenceCode,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format)
    throw new EvidenceError('kind-unknown')
  if (!('v' in value) || value.v !== 1) throw new EvidenceError('version-unknown')
  return malformedAs(malformed, () => fieldsOf(value, ['format', 'v', ...fields]))
}

/** Exactly these fields: a misspelt or added one is not read over. */
export function fieldsOf(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('not an object')
  const found = Object.keys(value)
  if (found.length !== names.length || !names.every((name) => found.includes(name))) throw wrong('fields')
  return { ...value }
}

export function textIn(value: unknown): string {
  if (typeof value !== 'string') throw wrong('not a text')
  return value
}

export function listIn(value: unknown, most = 64): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw wrong('not a list, or too long')
  return value
}

export const bytesIn = (value: unknown): Uint8Array => malformedAs('receipt-malformed', () => fromBase64(textIn(value)))
