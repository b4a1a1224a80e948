import type { VerifierKey } from '../../../evidence/note.ts'

export type CertificateStatus =
  | { readonly kind: 'final' }
  /** In the log, not in a published checkpoint yet. */
  | { readonly kind: 'promise' }
  | { readonly kind: 'revoked'; readonly at: Temporal.Instant; readonly because: string }
  /** `by` is what the reader can look for: the number of the other certificate, or its request id. */
  | { readonly kind: 'superseded'; readonly by: string }

/** How far the checks of a token got: each level includes the ones before. */
export type TimestampLevel = 'valid' | 'chain-trusted' | 'revocation-known' | 'long-term'

export type CertificateTimestamp = {
  readonly authority: string
  /** Whether others must take its time for true; a local authority is not licensed. */
  readonly licensed: boolean
  /** genTime. */
  readonly at: Temporal.Instant
  /** Seconds; null when the token states none. */
  readonly accuracySeconds: number | null
  /** Object identifier of the authority's policy. */
  readonly policy: string
  /** Hexadecimal. */
  readonly serial: string
  readonly algorithm: 'sha256' | 'sm3'
  readonly level: TimestampLevel
  /** Whether the receipt carries certificates beside those in the token. */
  readonly hasChain: boolean
}

export type CertificateWitness = {
  readonly name: string
  readonly at: Temporal.Instant
  /** Run by somebody else than the log: only such a witness adds trust. */
  readonly independent: boolean
}

/** Everything that a certificate states. It holds no secret: no blind, no seed, no file name. */
export type CertificateContent = {
  readonly language: 'zh' | 'en'
  /** Fictitious data: printed with a watermark. */
  readonly demo: boolean
  readonly number: string
  readonly status: CertificateStatus
  /** The platform or office that runs the log. */
  readonly issuer: string
  readonly issuedAt: Temporal.Instant
  /** As the account stated it. */
  readonly depositor: { readonly name: string; readonly creditCode: string | null }
  /** The depositor's own words, at most 200 characters; may be empty. */
  readonly label: string
  /** Only if the depositor chose to show it. */
  readonly fileCount: number | null
  readonly commitment: { readonly sha256: Uint8Array; readonly sm3: Uint8Array }
  /** Whether the files were digested with SM3 as well; the commitment always has both. */
  readonly withSm3: boolean
  /** 16 bytes. */
  readonly requestId: Uint8Array
  readonly log: {
    readonly origin: string
    /** From zero. */
    readonly index: number
    readonly size: number
    readonly root: Uint8Array
    /** The signed note, word for word. */
    readonly checkpoint: string
    readonly keys: readonly VerifierKey[]
  }
  /** In the order of the receipt. */
  readonly timestamps: readonly CertificateTimestamp[]
  readonly witnesses: readonly CertificateWitness[]
  /** The public page of this deposit: carries the request id and nothing else that tells deposits apart. */
  readonly verificationAddress: string
}

type LatestMoment = {
  readonly at: Temporal.Instant
  readonly basis: 'licensed' | 'witness' | 'local'
  readonly name: string
}

/**
 * The moment by which the commitments existed, from the strongest source there is: a licensed authority whose chain is
 * trusted, else an independent witness, else a local authority. Accuracy counts against the depositor.
 *
 * @returns null when nothing says when: what a platform says about its own time is no proof
 */
export function noLaterThan({ timestamps, witnesses }: CertificateContent): LatestMoment | null {
  const stamped = timestamps.map((stamp) => ({
    at: stamp.at.add({ milliseconds: Math.ceil((stamp.accuracySeconds ?? 0) * 1000) }),
    name: stamp.authority,
    counts: stamp.licensed && stamp.level !== 'valid',
  }))
  const licensed = earliest(stamped.filter(({ counts }) => counts))
  if (licensed) return { at: licensed.at, name: licensed.name, basis: 'licensed' }
  const witness = earliest(witnesses.filter(({ independent }) => independent))
  if (witness) return { at: witness.at, name: witness.name, basis: 'witness' }
  const local = earliest(stamped)
  return local ? { at: local.at, name: local.name, basis: 'local' } : null
}

const earliest = <T extends { readonly at: Temporal.Instant }>(list: readonly T[]): T | undefined =>
  list.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0]
