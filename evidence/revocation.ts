import { sha1 } from '@noble/hashes/legacy.js'
import { equalBytes } from './bytes.ts'
import {
  bitsOf,
  childrenOf,
  context,
  type Der,
  integerOf,
  membersOf,
  oidOf,
  onlyChildOf,
  readDer,
  tags,
  timeOf,
} from './der.ts'
import {
  algorithmOf,
  authority,
  type Certificate,
  type Extension,
  extendedKeyUsage,
  extensionsIn,
  extensionsOf,
  hashFunctions,
  hashOids,
  issued,
  keyUse,
  parseCertificate,
  verifyWith,
} from './x509.ts'

/** By the numbers that stand in lists and answers. @source RFC 5280 §5.3.1 */
const reasons: Readonly<Record<number, string>> = {
  0: 'unspecified',
  1: 'key-compromise',
  2: 'ca-compromise',
  3: 'affiliation-changed',
  4: 'superseded',
  5: 'cessation-of-operation',
  6: 'certificate-hold',
  8: 'remove-from-crl',
  9: 'privilege-withdrawn',
  10: 'aa-compromise',
}
const removeFromCrl = 8
/** Nothing is said against what was signed before. Without a reason, everything is. @source RFC 3161 §4, points 1 and 2 */
const harmless: ReadonlySet<number | null> = new Set([0, 3, 4, 5])

/** What a CRL or an OCSP response says about one certificate. `unknown` is said, never hidden. */
export type RevocationState =
  | { readonly state: 'good'; readonly producedAtMs: number }
  | {
      readonly state: 'revoked'
      readonly atMs: number
      /** In the words of RFC 5280, or `not-stated`. */
      readonly reason: string
      /** Whether what was signed before that moment still stands. */
      readonly earlierStands: boolean
    }
  | { readonly state: 'unknown' }

const unknown: RevocationState = { state: 'unknown' }
const revoked = (atMs: number, code: number | null): RevocationState => ({
  state: 'revoked',
  atMs,
  reason: code === null ? 'not-stated' : (reasons[code] ?? `${code}`),
  earlierStands: harmless.has(code),
})

/** Lists of large authorities have some hundred thousand entries. */
const largestEvidence = 16 * 1_048_576

/**
 * Only evidence that was signed by the issuer, or by whom the issuer named for it, and made at or after the moment in
 * question, says that a certificate was good. That it was revoked is believed of any age.
 *
 * @param evidence - CRLs and OCSP responses, DER, in any order; what cannot be read says nothing
 */
export function revocationOf(
  certificate: Certificate,
  issuer: Certificate,
  evidence: readonly Uint8Array[],
  atMs: number,
): RevocationState {
  const states = evidence.map((bytes) => stateIn(certificate, issuer, bytes, atMs))
  const against = states.filter((one) => one.state === 'revoked')
  return (
    against.find(({ earlierStands }) => !earlierStands) ??
    against.toSorted((a, b) => a.atMs - b.atMs)[0] ??
    states.find(({ state }) => state === 'good') ??
    unknown
  )
}

function stateIn(certificate: Certificate, issuer: Certificate, bytes: Uint8Array, atMs: number): RevocationState {
  try {
    const whole = readDer(bytes, largestEvidence)
    const [first] = childrenOf(whole)
    const found =
      first?.tag === tags.enumerated ? fromOcsp(certificate, issuer, whole) : fromCrl(certificate, issuer, whole)
    return found.state === 'good' && found.producedAtMs < atMs ? unknown : found
  } catch {
    return unknown
  }
}

const reasonCodeOid = '2.5.29.21'
const invalidityDateOid = '2.5.29.24'
const deltaOid = '2.5.29.27'
const distributionPointOid = '2.5.29.28'
const distributionPointsOid = '2.5.29.31'
const expiredOnListOid = '2.5.29.60'

/** @source RFC 5280 §5.1, §6.3 */
function fromCrl(certificate: Certificate, issuer: Certificate, whole: Der): RevocationState {
  const outer = membersOf(whole)
  const list = outer.take(tags.sequence)
  const algorithm = algorithmOf(outer.take(tags.sequence))
  const signature = bitsOf(outer.take(tags.bitString))
  outer.end()
  const members = membersOf(list)
  members.maybe(tags.integer)
  if (!equalBytes(members.take(tags.sequence).raw, algorithm.raw)) return unknown
  if (!equalBytes(members.take(tags.sequence).raw, issuer.subject)) return unknown
  if (keyUse(issuer, 'cRLSign') === false || !verifyWith(issuer, algorithm, list.raw, signature)) return unknown
  const producedAtMs = timeOf(members.any())
  members.maybe(tags.utcTime) ?? members.maybe(tags.generalizedTime)
  const entries = members.maybe(tags.sequence)
  const wrapped = members.maybe(context(0))
  members.end()
  const extensions = wrapped ? extensionsOf(wrapped) : new Map<string, Extension>()
  const scope = scopeOf(extensions, certificate)
  if (scope === 'other') return unknown
  const entry = entries ? entryOf(entries, certificate.serial) : null
  if (entry) return entry
  if (scope === 'part') return unknown
  // After its end a certificate may be dropped from the lists, and its absence says nothing. @source RFC 5280 §3.3
  if (producedAtMs > certificate.notAfterMs && !keepsExpired(extensions.get(expiredOnListOid), certificate))
    return unknown
  return { state: 'good', producedAtMs }
}

function entryOf(entries: Der, serial: Uint8Array): RevocationState | null {
  for (const entry of childrenOf(entries)) {
    const one = membersOf(entry)
    if (!equalBytes(one.take(tags.integer).content, serial)) continue
    const atMs = timeOf(one.any())
    const list = one.maybe(tags.sequence)
    one.end()
    const extensions = list ? extensionsIn(list) : new Map<string, Extension>()
    for (const [oid, { critical }] of extensions)
      if (critical && oid !== reasonCodeOid && oid !== invalidityDateOid) return unknown
    const reason = extensions.get(reasonCodeOid)
    const code = reason ? Number(integerOf(readDer(reason.value))) : null
    return code === removeFromCrl ? unknown : revoked(atMs, code)
  }
  return null
}

/**
 * Whether absence from the list says that a certificate was not revoked (`whole`), only presence says something (`part`),
 * or the list is not about such certificates (`other`).
 *
 * @source RFC 5280 §5.2.4, §5.2.5
 */
function scopeOf(extensions: ReadonlyMap<string, Extension>, certificate: Certificate): 'whole' | 'part' | 'other' {
  const known = [deltaOid, distributionPointOid, expiredOnListOid]
  if ([...extensions].some(([oid, { critical }]) => critical && !known.includes(oid))) return 'other'
  const given = extensions.get(distributionPointOid)
  const delta = extensions.has(deltaOid)
  if (!given) return delta ? 'part' : 'whole'
  const point = membersOf(readDer(given.value))
  const name = point.maybe(context(0))
  const isSet = (n: number) => point.maybe(context(n, false))?.content[0] === 0xff
  const [onlyUsers, onlyAuthorities, someReasons, indirect, onlyAttributes] = [
    isSet(1),
    isSet(2),
    point.maybe(context(3, false)) !== null,
    isSet(4),
    isSet(5),
  ]
  point.end()
  const isAuthority = authority(certificate) !== null
  if (indirect || onlyAttributes || (onlyUsers && isAuthority) || (onlyAuthorities && !isAuthority)) return 'other'
  if (name && !pointsOf(certificate).some((one) => pointsOfName(name).some((own) => equalBytes(one, own))))
    return 'other'
  return delta || someReasons ? 'part' : 'whole'
}

/** The addresses at which the issuer says the list of this certificate is. */
function pointsOf({ extensions }: Certificate): Uint8Array[] {
  const given = extensions.get(distributionPointsOid)
  return (given ? childrenOf(readDer(given.value)) : []).flatMap((point) => {
    const name = membersOf(point).maybe(context(0))
    return name ? pointsOfName(name) : []
  })
}

/** Full names only: one relative to the issuer is not looked into. */
const pointsOfName = (name: Der): Uint8Array[] => {
  const full = onlyChildOf(name)
  return full.tag === context(0) ? childrenOf(full).map(({ raw }) => raw) : []
}

/** @param given - the moment from which on expired certificates stay on the list, or have answers */
const keepsExpired = (given: Extension | undefined, { notAfterMs }: Certificate): boolean =>
  given !== undefined && timeOf(readDer(given.value)) <= notAfterMs

const ocspSigning = '1.3.6.1.5.5.7.3.9'
const archiveCutoffOid = '1.3.6.1.5.5.7.48.1.6'
/** An answer needs one certificate; more than a few are there to keep the verifier busy. */
const mostResponders = 4

/** @source RFC 6960 §4.2.1, §4.2.2.2 */
function fromOcsp(certificate: Certificate, issuer: Certificate, whole: Der): RevocationState {
  const outer = membersOf(whole)
  if (integerOf(outer.take(tags.enumerated)) !== 0n) return unknown
  const wrapped = membersOf(onlyChildOf(outer.take(context(0))))
  outer.end()
  if (oidOf(wrapped.take(tags.oid)) !== '1.3.6.1.5.5.7.48.1.1') return unknown
  const basic = membersOf(readDer(wrapped.take(tags.octetString).content))
  const data = basic.take(tags.sequence)
  const algorithm = algorithmOf(basic.take(tags.sequence))
  const signature = bitsOf(basic.take(tags.bitString))
  const enclosed = basic.maybe(context(0))
  basic.end()
  const members = membersOf(data)
  members.maybe(context(0))
  members.any()
  const producedAtMs = timeOf(members.take(tags.generalizedTime))
  const single = childrenOf(members.take(tags.sequence)).find((one) => isAbout(one, certificate, issuer))
  if (!single) return unknown
  const responders = enclosed ? childrenOf(onlyChildOf(enclosed)).slice(0, mostResponders) : []
  const keys = [issuer, ...responders.map(({ raw }) => parseCertificate(raw)).filter(isNamedFor(issuer, producedAtMs))]
  if (!keys.some((key) => verifyWith(key, algorithm, data.raw, signature))) return unknown
  return singleState(single, certificate, producedAtMs)
}

/** A responder whom this very issuer named for the purpose, and who was valid then. */
const isNamedFor = (issuer: Certificate, atMs: number) => (one: Certificate) =>
  one.notBeforeMs <= atMs &&
  atMs <= one.notAfterMs &&
  (extendedKeyUsage(one)?.purposes.includes(ocspSigning) ?? false) &&
  issued(issuer, one)

/** SHA-1 only names the certificate here, as most responders do; nothing is signed with it. */
function isAbout(single: Der, certificate: Certificate, issuer: Certificate): boolean {
  const id = membersOf(membersOf(single).take(tags.sequence))
  const { oid } = algorithmOf(id.take(tags.sequence))
  const known = hashOids[oid]
  const hash = known ? hashFunctions[known] : oid === '1.3.14.3.2.26' ? sha1 : null
  const [name, key] = [id.take(tags.octetString).content, id.take(tags.octetString).content]
  const serial = id.take(tags.integer).content
  return (
    hash !== null &&
    equalBytes(serial, certificate.serial) &&
    equalBytes(hash(issuer.subject), name) &&
    equalBytes(hash(issuer.key), key)
  )
}

function singleState(single: Der, certificate: Certificate, producedAtMs: number): RevocationState {
  const one = membersOf(single)
  one.take(tags.sequence)
  const state = one.any()
  const thisUpdateMs = timeOf(one.take(tags.generalizedTime))
  one.maybe(context(0))
  const wrapped = one.maybe(context(1))
  one.end()
  const extensions = wrapped ? extensionsOf(wrapped) : new Map<string, Extension>()
  if ([...extensions].some(([oid, { critical }]) => critical && oid !== archiveCutoffOid)) return unknown
  if (state.tag === context(1)) {
    const [at, reason] = childrenOf(state)
    return revoked(at ? timeOf(at) : producedAtMs, reason ? Number(integerOf(onlyChildOf(reason))) : null)
  }
  if (state.tag !== context(0, false)) return unknown
  if (thisUpdateMs > certificate.notAfterMs && !keepsExpired(extensions.get(archiveCutoffOid), certificate))
    return unknown
  return { state: 'good', producedAtMs: thisUpdateMs }
}
