import { concat, equalBytes, readerOf, utf8 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import type { Commitment } from './manifest.ts'

/**
 * One entry of the log: at most 229 bytes, nobody named, no time, no count. Without client signatures it has 91 bytes.
 * What it commits to is known only to who holds the opening.
 */
const entryMagic = concat(utf8('TSENTRY'), new Uint8Array([1]))

export const entryTypes = ['manifest', 'single-file', 'event', 'key', 'renewal', 'freeze'] as const
/** `event` is an official act of the platform; `key`, `renewal` and `freeze` are acts of the log itself. */
export type EntryType = (typeof entryTypes)[number]

export const entrySignatureAlgorithms = ['ed25519', 'sm2'] as const

export type EntrySignature = {
  readonly algorithm: (typeof entrySignatureAlgorithms)[number]
  /** The first four bytes of the SHA-256 of the public key. */
  readonly keyId: Uint8Array
  /** 64 bytes over the entry's first 90. */
  readonly signature: Uint8Array
}

export type Entry = {
  readonly type: EntryType
  /** Whether the contents were digested with SM3 as well; the commitment always has both. */
  readonly withSm3: boolean
  readonly commitment: Commitment
  /** 16 random bytes chosen by the client: sending the entry again gives the same place in the log. */
  readonly requestId: Uint8Array
  /** At most two. */
  readonly signatures: readonly EntrySignature[]
}

/** What a depositor signs. */
export const entryBody = ({ type, withSm3, commitment, requestId }: Omit<Entry, 'signatures'>): Uint8Array =>
  concat(
    entryMagic,
    new Uint8Array([entryTypes.indexOf(type) + 1, withSm3 ? 3 : 1]),
    commitment.sha256,
    commitment.sm3,
    requestId,
  )

export function encodeEntry(entry: Entry): Uint8Array {
  const bytes = concat(
    entryBody(entry),
    new Uint8Array([entry.signatures.length]),
    ...entry.signatures.map(({ algorithm, keyId, signature }) =>
      concat(new Uint8Array([entrySignatureAlgorithms.indexOf(algorithm) + 1]), keyId, signature),
    ),
  )
  decodeEntry(bytes)
  return bytes
}

/** Accepts exactly what `encodeEntry` writes. @throws EvidenceError `entry-malformed` */
export function decodeEntry(bytes: Uint8Array): Entry {
  const reader = readerOf(bytes, 'entry-malformed')
  const wrong = (reason: string) => new EvidenceError('entry-malformed', { reason })
  if (!equalBytes(reader.take(8), entryMagic)) throw wrong('magic')
  const type = entryTypes[reader.u8() - 1]
  if (!type) throw wrong('type')
  const algorithms = reader.u8()
  if (algorithms !== 1 && algorithms !== 3) throw wrong('algorithms')
  const commitment = { sha256: reader.take(32), sm3: reader.take(32) }
  const requestId = reader.take(16)
  const count = reader.u8()
  if (count > 2) throw wrong('too many signatures')
  const signatures = Array.from({ length: count }, () => {
    const algorithm = entrySignatureAlgorithms[reader.u8() - 1]
    if (!algorithm) throw wrong('signature algorithm')
    return { algorithm, keyId: reader.take(4), signature: reader.take(64) }
  })
  reader.end()
  return { type, withSm3: algorithms === 3, commitment, requestId, signatures }
}
