import { sha1 } from '@noble/hashes/legacy.js'
import { compareBytes, concat, equalBytes, toHex } from './bytes.ts'
import {
  childrenOf,
  context,
  type Der,
  integerOf,
  membersOf,
  oidOf,
  readDer,
  tags,
  timeOf,
  writeDer,
  writeInteger,
  writeOid,
} from './der.ts'
import { EvidenceError } from './evidence-error.ts'
import { malformedAs } from './note.ts'
import { revocationOf } from './revocation.ts'
import {
  type Algorithm,
  algorithmOf,
  type Certificate,
  type Chain,
  chainTo,
  extendedKeyUsage,
  type HashName,
  hashFunctions,
  hashOids,
  nameText,
  parseCertificate,
  signatureUse,
  verifyWith,
} from './x509.ts'

/**
 * RFC 3161 timestamps: the request, the reply, and twelve checks of a token.
 *
 * Libraries are known that take a token signed by any certificate of the same authority for a timestamp. Here the
 * certificate must be for timestamps and nothing else, and the token must name it. What holds is said in levels, never in
 * one word; every check that can be made is made.
 *
 * @source RFC 3161, RFC 5652, RFC 5035 (ESSCertIDv2), RFC 5280; SM2/SM3: GM/T 0010, GM/T 0033
 */
const signedDataOid = '1.2.840.113549.1.7.2'
/** The same, as GM/T 0010 names it. */
const gmSignedDataOid = '1.2.156.10197.6.1.4.2.2'
const tstInfoOid = '1.2.840.113549.1.9.16.1.4'
const contentTypeOid = '1.2.840.113549.1.9.3'
const messageDigestOid = '1.2.840.113549.1.9.4'
const signingCertificateOid = '1.2.840.113549.1.9.16.2.12'
const signingCertificateV2Oid = '1.2.840.113549.1.9.16.2.47'
const timeStampingOid = '1.3.6.1.5.5.7.3.8'

export type Imprint = { readonly algorithm: HashName; readonly digest: Uint8Array }

/**
 * A query that asks for the certificates too.
 *
 * @param nonce - 8 to 16 random bytes; sent as a positive number, because some authorities refuse others
 */
export function buildTimestampRequest({
  algorithm,
  digest,
  nonce,
  policy,
}: Imprint & { nonce: Uint8Array; policy?: string }): Uint8Array {
  const oid = Object.entries(hashOids).find(([, name]) => name === algorithm)?.[0] ?? ''
  return writeDer(
    tags.sequence,
    writeInteger(new Uint8Array([1])),
    writeDer(
      tags.sequence,
      writeDer(tags.sequence, writeOid(oid), writeDer(tags.null)),
      writeDer(tags.octetString, digest),
    ),
    ...(policy ? [writeOid(policy)] : []),
    writeInteger(nonce),
    writeDer(tags.boolean, new Uint8Array([0xff])),
  )
}

export type TimestampReply =
  | { readonly granted: true; readonly token: Uint8Array }
  | { readonly granted: false; readonly status: number }

/** @throws EvidenceError `timestamp-malformed` */
export const parseTimestampReply = (bytes: Uint8Array): TimestampReply =>
  malformedAs('timestamp-malformed', () => {
    const members = membersOf(readDer(bytes))
    const status = Number(integerOf(membersOf(members.take(tags.sequence)).take(tags.integer)))
    const token = members.maybe(tags.sequence)
    members.end()
    if (status > 1 || !token) return { granted: false, status }
    return { granted: true, token: token.raw.slice() }
  })

export const timestampCheckIds = [
  'status',
  'content',
  'imprint',
  'nonce',
  'policy',
  'signature',
  'signer-named',
  'signer-purpose',
  'chain',
  'revocation',
  'time',
  'encoding',
] as const
export type TimestampCheckId = (typeof timestampCheckIds)[number]

export const timestampReasons = [
  'ok',
  'not-asked',
  'malformed',
  'not-a-timestamp',
  'not-one-signer',
  'imprint-algorithm',
  'imprint-differs',
  'nonce-differs',
  'policy-differs',
  'attributes-missing',
  'attributes-wrong',
  'digest-differs',
  'signature-wrong',
  'signer-not-enclosed',
  'signer-not-named',
  'signer-other',
  'purpose-missing',
  'purpose-other',
  'purpose-not-critical',
  'key-not-for-signing',
  'root-not-known',
  'expired-then',
  'not-an-authority',
  'issuer-purpose',
  'critical-extension',
  'revoked',
  'revocation-not-known',
  'after-now',
  'before-known',
  'not-der',
] as const
export type TimestampReason = (typeof timestampReasons)[number]

export type TimestampCheck = {
  readonly id: TimestampCheckId
  readonly outcome: 'passed' | 'failed' | 'unknown' | 'not-applicable'
  readonly reason: TimestampReason
}

/**
 * `valid`: the token is what it says, signed by a certificate for timestamps. `chain-trusted`: that certificate leads to a
 * pinned root. `revocation-known`: and was not revoked, as evidence made later says. `long-term`: the same is known of
 * every authority between.
 */
export type TimestampLevel = 'invalid' | 'valid' | 'chain-trusted' | 'revocation-known' | 'long-term'

export type TimestampReport = {
  readonly level: TimestampLevel
  readonly checks: readonly TimestampCheck[]
  /** What the authority says, milliseconds since 1970; null when the token cannot be read. */
  readonly genTimeMs: number | null
  readonly accuracyMs: number | null
  readonly policy: string | null
  /** Hexadecimal. */
  readonly serial: string | null
  /** The name in the signer's certificate. */
  readonly signer: string | null
  readonly algorithm: HashName | null
}

export type TimestampInput = {
  readonly token: Uint8Array
  readonly imprint: Imprint
  readonly nonce?: Uint8Array
  /** Object identifiers that are accepted; any, when not given. */
  readonly policies?: readonly string[]
  /** Certificates, DER. */
  readonly trustedRoots: readonly Uint8Array[]
  readonly intermediates?: readonly Uint8Array[]
  readonly revocation?: readonly Uint8Array[]
  /** The token cannot be older than this: what it stamps was made then. */
  readonly notBeforeMs?: number
  /** Milliseconds since 1970, of the verifier's clock. */
  readonly now: number
  readonly skewMs?: number
}

const allowedImprints: readonly HashName[] = ['sha256', 'sha384', 'sha512', 'sm3']
const usualSkewMs = 5 * 60 * 1000

/** Never throws for what is in a token. */
export function verifyTimestamp(input: TimestampInput): TimestampReport {
  let token: Token
  try {
    token = readToken(input.token)
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error
    const reason = error.code === 'der-malformed' || error.code === 'too-large' ? 'not-der' : 'malformed'
    return {
      level: 'invalid',
      checks: timestampCheckIds.map(
        (id): TimestampCheck =>
          id === 'encoding' && reason === 'not-der'
            ? { id, outcome: 'failed', reason }
            : id === 'content'
              ? { id, outcome: 'failed', reason: 'malformed' }
              : { id, outcome: 'unknown', reason: 'malformed' },
      ),
      genTimeMs: null,
      accuracyMs: null,
      policy: null,
      serial: null,
      signer: null,
      algorithm: null,
    }
  }
  const { info } = token
  const chain = chainOf(token, input)
  const revocation = revocationCheck(chain, input, info.genTimeMs)
  const checks: TimestampCheck[] = [
    { id: 'status', outcome: 'not-applicable', reason: 'not-asked' },
    contentCheck(token),
    imprintCheck(token, input),
    nonceCheck(token, input),
    policyCheck(token, input),
    signatureCheck(token),
    namedCheck(token),
    purposeCheck(token),
    chainCheck(chain, token),
    revocation.check,
    timeCheck(token, input),
    passed('encoding'),
  ]
  const failed = checks.some(({ outcome }) => outcome === 'failed')
  const trusted = chain?.outcome === 'trusted'
  const level: TimestampLevel = failed
    ? 'invalid'
    : !trusted
      ? 'valid'
      : revocation.known === 'none'
        ? 'chain-trusted'
        : revocation.known === 'signer'
          ? 'revocation-known'
          : 'long-term'
  return {
    level,
    checks,
    genTimeMs: info.genTimeMs,
    accuracyMs: info.accuracyMs,
    policy: info.policy,
    serial: toHex(info.serial),
    signer: token.signer ? nameText(token.signer.subject) : null,
    algorithm: info.imprint.algorithm,
  }
}

type Token = {
  readonly contentType: string
  readonly signers: number
  readonly certificates: readonly Certificate[]
  readonly signer: Certificate | null
  readonly digestAlgorithm: HashName | null
  readonly attributes: ReadonlyMap<string, Der>
  /** As they are signed: with the tag of a SET. */
  readonly attributesSigned: Uint8Array | null
  readonly attributesOrdered: boolean
  readonly signatureAlgorithm: Algorithm
  readonly signature: Uint8Array
  readonly content: Uint8Array
  readonly info: TstInfo
}
type TstInfo = {
  readonly policy: string
  readonly imprint: { readonly algorithm: HashName | null; readonly digest: Uint8Array }
  readonly serial: Uint8Array
  readonly genTimeMs: number
  readonly accuracyMs: number | null
  readonly nonce: Uint8Array | null
}

/** @throws EvidenceError */
function readToken(bytes: Uint8Array): Token {
  const outer = membersOf(readDer(bytes))
  const contentInfo = oidOf(outer.take(tags.oid))
  if (contentInfo !== signedDataOid && contentInfo !== gmSignedDataOid) throw new EvidenceError('timestamp-malformed')
  const wrapped = childrenOf(outer.take(context(0)))
  outer.end()
  const data = membersOf(wrapped[0] as Der)
  data.take(tags.integer)
  data.take(tags.set)
  const encapsulated = membersOf(data.take(tags.sequence))
  const contentType = oidOf(encapsulated.take(tags.oid))
  const [octets] = childrenOf(encapsulated.take(context(0)))
  if (octets?.tag !== tags.octetString) throw new EvidenceError('timestamp-malformed')
  const enclosed = data.maybe(context(0))
  data.maybe(context(1))
  const signerInfos = childrenOf(data.take(tags.set))
  data.end()
  const certificates = (enclosed ? childrenOf(enclosed) : []).map(({ raw }) => parseCertificate(raw))
  const [first] = signerInfos
  if (!first) throw new EvidenceError('timestamp-malformed')
  const signer = membersOf(first)
  signer.take(tags.integer)
  const identifier = membersOf(signer.take(tags.sequence))
  const issuer = identifier.take(tags.sequence).raw
  const serial = identifier.take(tags.integer).content
  const digestAlgorithm = hashOids[algorithmOf(signer.take(tags.sequence)).oid] ?? null
  const signed = signer.maybe(context(0))
  const signatureAlgorithm = algorithmOf(signer.take(tags.sequence))
  const signature = signer.take(tags.octetString).content
  signer.maybe(context(1))
  signer.end()
  const attributes = new Map<string, Der>()
  let attributesOrdered = true
  let before: Uint8Array | null = null
  for (const attribute of signed ? childrenOf(signed) : []) {
    if (before && compareBytes(before, attribute.raw) > 0) attributesOrdered = false
    before = attribute.raw
    const members = membersOf(attribute)
    const oid = oidOf(members.take(tags.oid))
    const values = childrenOf(members.take(tags.set))
    const [value] = values
    if (!value || values.length !== 1 || attributes.has(oid)) throw new EvidenceError('timestamp-malformed')
    attributes.set(oid, value)
  }
  return {
    contentType,
    signers: signerInfos.length,
    certificates,
    signer: certificates.find((one) => equalBytes(one.issuer, issuer) && equalBytes(one.serial, serial)) ?? null,
    digestAlgorithm,
    attributes,
    attributesSigned: signed ? concat(new Uint8Array([tags.set]), signed.raw.subarray(1)) : null,
    attributesOrdered,
    signatureAlgorithm,
    signature,
    content: octets.content,
    info: readInfo(octets.content),
  }
}

function readInfo(bytes: Uint8Array): TstInfo {
  const members = membersOf(readDer(bytes))
  if (integerOf(members.take(tags.integer)) !== 1n) throw new EvidenceError('timestamp-malformed')
  const policy = oidOf(members.take(tags.oid))
  const imprint = membersOf(members.take(tags.sequence))
  const algorithm = hashOids[algorithmOf(imprint.take(tags.sequence)).oid] ?? null
  const digest = imprint.take(tags.octetString).content
  const serial = members.take(tags.integer).content
  const genTimeMs = timeOf(members.take(tags.generalizedTime))
  const accuracy = members.maybe(tags.sequence)
  members.maybe(tags.boolean)
  const nonce = members.maybe(tags.integer)
  members.maybe(context(0))
  members.maybe(context(1))
  members.end()
  return {
    policy,
    imprint: { algorithm, digest },
    serial,
    genTimeMs,
    accuracyMs: accuracy ? accuracyOf(accuracy) : null,
    nonce: nonce?.content ?? null,
  }
}

function accuracyOf(der: Der): number {
  const members = membersOf(der)
  const seconds = members.maybe(tags.integer)
  const part = (n: number) => members.maybe(context(n, false))
  const [millis, micros] = [part(0), part(1)]
  const value = (one: Der | null) => (one ? Number(integerOf({ ...one, tag: tags.integer })) : 0)
  return value(seconds) * 1000 + value(millis) + value(micros) / 1000
}

const passed = (id: TimestampCheckId): TimestampCheck => ({ id, outcome: 'passed', reason: 'ok' })
const failed = (id: TimestampCheckId, reason: TimestampReason): TimestampCheck => ({ id, outcome: 'failed', reason })
const notAsked = (id: TimestampCheckId): TimestampCheck => ({ id, outcome: 'not-applicable', reason: 'not-asked' })

function contentCheck({ contentType, signers }: Token): TimestampCheck {
  if (contentType !== tstInfoOid) return failed('content', 'not-a-timestamp')
  return signers === 1 ? passed('content') : failed('content', 'not-one-signer')
}

function imprintCheck({ info }: Token, { imprint }: TimestampInput): TimestampCheck {
  const { algorithm, digest } = info.imprint
  if (algorithm !== imprint.algorithm || !allowedImprints.includes(algorithm))
    return failed('imprint', 'imprint-algorithm')
  return equalBytes(digest, imprint.digest) ? passed('imprint') : failed('imprint', 'imprint-differs')
}

function nonceCheck({ info }: Token, { nonce }: TimestampInput): TimestampCheck {
  if (!nonce) return notAsked('nonce')
  const sent = readDer(writeInteger(nonce)).content
  return info.nonce && equalBytes(info.nonce, sent) ? passed('nonce') : failed('nonce', 'nonce-differs')
}

function policyCheck({ info }: Token, { policies }: TimestampInput): TimestampCheck {
  if (!policies) return notAsked('policy')
  return policies.includes(info.policy) ? passed('policy') : failed('policy', 'policy-differs')
}

function signatureCheck(token: Token): TimestampCheck {
  const { attributes, attributesSigned, digestAlgorithm, signer } = token
  if (!attributesSigned) return failed('signature', 'attributes-missing')
  const type = attributes.get(contentTypeOid)
  const digest = attributes.get(messageDigestOid)
  if (!type || !digest || type.tag !== tags.oid || oidOf(type) !== tstInfoOid || !token.attributesOrdered)
    return failed('signature', 'attributes-wrong')
  if (!digestAlgorithm || !equalBytes(digest.content, hashFunctions[digestAlgorithm](token.content)))
    return failed('signature', 'digest-differs')
  if (!signer) return failed('signature', 'signer-not-enclosed')
  const holds = verifyWith(signer, token.signatureAlgorithm, attributesSigned, token.signature, digestAlgorithm)
  return holds ? passed('signature') : failed('signature', 'signature-wrong')
}

/** Without this attribute, a token could be given another certificate of the same key. @source RFC 5035 §4 */
function namedCheck({ attributes, signer }: Token): TimestampCheck {
  const second = attributes.get(signingCertificateV2Oid)
  const attribute = second ?? attributes.get(signingCertificateOid)
  if (!attribute) return failed('signer-named', 'signer-not-named')
  if (!signer) return failed('signer-named', 'signer-not-enclosed')
  try {
    const [list] = childrenOf(attribute)
    const id = membersOf(childrenOf(list as Der)[0] as Der)
    const algorithm = second ? id.maybe(tags.sequence) : null
    const name = algorithm ? hashOids[algorithmOf(algorithm).oid] : 'sha256'
    const digest = second ? (name ? hashFunctions[name](signer.raw) : null) : sha1(signer.raw)
    const same = digest !== null && equalBytes(id.take(tags.octetString).content, digest)
    const issuerSerial = id.maybe(tags.sequence)
    const serial = issuerSerial ? childrenOf(issuerSerial)[1] : null
    const sameSerial = !serial || equalBytes(serial.content, signer.serial)
    return same && sameSerial ? passed('signer-named') : failed('signer-named', 'signer-other')
  } catch (error) {
    if (error instanceof EvidenceError) return failed('signer-named', 'malformed')
    throw error
  }
}

/** @source RFC 3161 §2.3: the purpose is time stamping, alone, and critical */
function purposeCheck({ signer }: Token): TimestampCheck {
  if (!signer) return failed('signer-purpose', 'signer-not-enclosed')
  try {
    const usage = extendedKeyUsage(signer)
    if (!usage) return failed('signer-purpose', 'purpose-missing')
    if (usage.purposes.length !== 1 || usage.purposes[0] !== timeStampingOid)
      return failed('signer-purpose', 'purpose-other')
    if (!usage.critical) return failed('signer-purpose', 'purpose-not-critical')
    return signatureUse(signer) ? passed('signer-purpose') : failed('signer-purpose', 'key-not-for-signing')
  } catch (error) {
    if (error instanceof EvidenceError) return failed('signer-purpose', 'malformed')
    throw error
  }
}

/** A certificate beside the token that cannot be read helps nobody and harms nobody. */
function readable(certificates: readonly Uint8Array[]): Certificate[] {
  return certificates.flatMap((bytes) => {
    try {
      return [parseCertificate(bytes)]
    } catch (error) {
      if (error instanceof EvidenceError) return []
      throw error
    }
  })
}

function chainOf({ signer, certificates, info }: Token, input: TimestampInput): Chain | null {
  if (!signer) return null
  const pool = [...certificates, ...readable(input.intermediates ?? [])]
  try {
    return chainTo(readable(input.trustedRoots), pool, signer, info.genTimeMs, timeStampingOid)
  } catch (error) {
    if (error instanceof EvidenceError) return { outcome: 'unknown' }
    throw error
  }
}

function chainCheck(chain: Chain | null, { signer, info }: Token): TimestampCheck {
  if (!chain || !signer) return { id: 'chain', outcome: 'unknown', reason: 'signer-not-enclosed' }
  // Also where the root is not known: a certificate says itself when it was valid.
  if (info.genTimeMs < signer.notBeforeMs || info.genTimeMs > signer.notAfterMs) return failed('chain', 'expired-then')
  if (chain.outcome === 'trusted') return passed('chain')
  if (chain.outcome === 'unknown') return { id: 'chain', outcome: 'unknown', reason: 'root-not-known' }
  const reasons = {
    expired: 'expired-then',
    'not-an-authority': 'not-an-authority',
    'issuer-purpose': 'issuer-purpose',
    'critical-extension': 'critical-extension',
  } as const
  return failed('chain', reasons[chain.reason])
}

type Known = 'none' | 'signer' | 'all'

/** A key that was compromised, or revoked without a reason, is not believed for any moment; another revocation counts from its moment on. */
function revocationCheck(
  chain: Chain | null,
  { revocation = [] }: TimestampInput,
  genTimeMs: number,
): { check: TimestampCheck; known: Known } {
  const unknown: TimestampCheck = { id: 'revocation', outcome: 'unknown', reason: 'revocation-not-known' }
  if (chain?.outcome !== 'trusted') return { check: unknown, known: 'none' }
  const states = chain.path
    .slice(0, -1)
    .map((certificate, at) => revocationOf(certificate, chain.path[at + 1] as Certificate, revocation, genTimeMs))
  if (states.some((one) => one.state === 'revoked' && (!one.earlierStands || one.atMs <= genTimeMs)))
    return { check: failed('revocation', 'revoked'), known: 'none' }
  const good = states.map(({ state }) => state !== 'unknown')
  if (good.length > 0 && good.every(Boolean)) return { check: passed('revocation'), known: 'all' }
  return good[0] ? { check: passed('revocation'), known: 'signer' } : { check: unknown, known: 'none' }
}

function timeCheck({ info }: Token, { now, notBeforeMs, skewMs = usualSkewMs }: TimestampInput): TimestampCheck {
  if (info.genTimeMs > now + skewMs) return failed('time', 'after-now')
  if (notBeforeMs !== undefined && info.genTimeMs < notBeforeMs - skewMs) return failed('time', 'before-known')
  return passed('time')
}
