import { sha1 } from '@noble/hashes/legacy.js'
import { equalBytes } from './bytes.ts'
import { bitsOf, childrenOf, context, type Der, integerOf, membersOf, oidOf, readDer, tags, timeOf } from './der.ts'
import {
  algorithmOf,
  type Certificate,
  extendedKeyUsage,
  hashFunctions,
  hashOids,
  issued,
  parseCertificate,
  verifyWith,
} from './x509.ts'

/** What a CRL or an OCSP response says about one certificate. `unknown` is said, never hidden. */
export type RevocationState =
  | { readonly state: 'good'; readonly producedAtMs: number }
  | { readonly state: 'revoked'; readonly atMs: number; readonly keyCompromise: boolean }
  | { readonly state: 'unknown' }

const unknown: RevocationState = { state: 'unknown' }
const keyCompromiseReason = 1

/**
 * Only evidence that was signed by the issuer, or by whom the issuer named for it, and made at or after the moment in
 * question, says anything.
 *
 * @param evidence - CRLs and OCSP responses, DER, in any order; what cannot be read says nothing
 */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  evidence: readonly Uint8Array[],
  atMs: number,
): RevocationState {
  let best: RevocationState = unknown
  for (const bytes of evidence) {
    const found = stateIn(certificate, issuer, bytes, atMs)
    if (found.state === 'revoked') return found
    if (found.state === 'good' && best.state !== 'good') best = found
  }
  return best
}

function stateIn(certificate: Certificate, issuer: Certificate, bytes: Uint8Array, atMs: number): RevocationState {
  try {
    const whole = readDer(bytes)
    const [first] = childrenOf(whole)
    const found =
      first?.tag === tags.enumerated ? fromOcsp(certificate, issuer, whole) : fromCrl(certificate, issuer, whole)
    return found.state === 'good' && found.producedAtMs < atMs ? unknown : found
  } catch {
    return unknown
  }
}

/** @source RFC 5280 §5.1 */
function fromCrl(certificate: Certificate, issuer: Certificate, whole: Der): RevocationState {
  const outer = membersOf(whole)
  const list = outer.take(tags.sequence)
  const algorithm = algorithmOf(outer.take(tags.sequence))
  const signature = bitsOf(outer.take(tags.bitString))
  outer.end()
  const members = membersOf(list)
  members.maybe(tags.integer)
  members.take(tags.sequence)
  if (!equalBytes(members.take(tags.sequence).raw, issuer.subject)) return unknown
  if (!verifyWith(issuer, algorithm, list.raw, signature)) return unknown
  const producedAtMs = timeOf(members.any())
  members.maybe(tags.utcTime) ?? members.maybe(tags.generalizedTime)
  for (const entry of childrenOf(
    members.maybe(tags.sequence) ?? { tag: 0x30, content: new Uint8Array(), raw: new Uint8Array() },
  )) {
    const one = membersOf(entry)
    if (!equalBytes(one.take(tags.integer).content, certificate.serial)) continue
    const atMs = timeOf(one.any())
    return { state: 'revoked', atMs, keyCompromise: reasonIn(one.maybe(tags.sequence)) === keyCompromiseReason }
  }
  return { state: 'good', producedAtMs }
}

function reasonIn(extensions: Der | null): number | null {
  for (const one of extensions ? childrenOf(extensions) : []) {
    const members = membersOf(one)
    if (oidOf(members.take(tags.oid)) !== '2.5.29.21') continue
    members.maybe(tags.boolean)
    return Number(integerOf(readDer(members.take(tags.octetString).content)))
  }
  return null
}

/** @source RFC 6960 §4.2.1 */
function fromOcsp(certificate: Certificate, issuer: Certificate, whole: Der): RevocationState {
  const outer = membersOf(whole)
  if (integerOf(outer.take(tags.enumerated)) !== 0n) return unknown
  const wrapped = membersOf(childrenOf(outer.take(context(0)))[0] as Der)
  if (oidOf(wrapped.take(tags.oid)) !== '1.3.6.1.5.5.7.48.1.1') return unknown
  const basic = membersOf(readDer(wrapped.take(tags.octetString).content))
  const data = basic.take(tags.sequence)
  const algorithm = algorithmOf(basic.take(tags.sequence))
  const signature = bitsOf(basic.take(tags.bitString))
  const enclosed = basic.maybe(context(0))
  const certificates = enclosed
    ? childrenOf(childrenOf(enclosed)[0] as Der).map(({ raw }) => parseCertificate(raw))
    : []
  const members = membersOf(data)
  members.maybe(context(0))
  members.any()
  const producedAtMs = timeOf(members.take(tags.generalizedTime))
  // The issuer itself, or a responder whom this very issuer named for the purpose and who was valid then.
  const responders = certificates.filter(
    (one) =>
      issued(issuer, one) &&
      extendedKeyUsage(one)?.purposes.includes('1.3.6.1.5.5.7.3.9') &&
      one.notBeforeMs <= producedAtMs &&
      producedAtMs <= one.notAfterMs,
  )
  if (![issuer, ...responders].some((key) => verifyWith(key, algorithm, data.raw, signature))) return unknown
  for (const single of childrenOf(members.take(tags.sequence))) {
    const one = membersOf(single)
    const id = membersOf(one.take(tags.sequence))
    const { oid } = algorithmOf(id.take(tags.sequence))
    const hash = hashOids[oid] ? hashFunctions[hashOids[oid]] : oid === '1.3.14.3.2.26' ? sha1 : null
    const [name, key, serial] = [id.any().content, id.any().content, id.any().content]
    if (!hash || !equalBytes(hash(issuer.subject), name) || !equalBytes(hash(issuer.key), key)) continue
    if (!equalBytes(serial, certificate.serial)) continue
    const state = one.any()
    if (state.tag === context(0, false)) return { state: 'good', producedAtMs: timeOf(one.take(tags.generalizedTime)) }
    if (state.tag !== context(1)) return unknown
    const [at, reason] = childrenOf(state)
    const code = reason ? childrenOf(reason)[0] : undefined
    return {
      state: 'revoked',
      atMs: at ? timeOf(at) : producedAtMs,
      keyCompromise: code ? Number(integerOf(code)) === keyCompromiseReason : false,
    }
  }
  return unknown
}
