import type { ECDSA } from '@noble/curves/abstract/weierstrass.js'
import { p256, p384 } from '@noble/curves/nist.js'
import { sha384, sha512 } from '@noble/hashes/sha2.js'
import { concat, equalBytes, fromHex, textOf, toHex } from './bytes.ts'
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
import { sha256, sm3 } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'
import { pointOfKey } from './known-keys.ts'
import { malformedAs } from './note.ts'
import { sm2FromDer, verifyEd25519, verifySm2 } from './signature.ts'

/** Certificates as far as a timestamp needs them. The platform cannot check SM2 chains, so all of it is here. */
export type HashName = 'sha256' | 'sha384' | 'sha512' | 'sm3'

export const hashOids: Readonly<Record<string, HashName>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
}
export const hashFunctions: Readonly<Record<HashName, (message: Uint8Array) => Uint8Array>> = {
  sha256: (message) => sha256(message),
  sha384: (message) => sha384(message),
  sha512: (message) => sha512(message),
  sm3: (message) => sm3(message),
}

export type Algorithm = { readonly oid: string; readonly parameters: Der | null; readonly raw: Uint8Array }
export type Extension = { readonly critical: boolean; readonly value: Uint8Array }
export type Certificate = {
  readonly raw: Uint8Array
  /** The part that is signed. */
  readonly signed: Uint8Array
  readonly serial: Uint8Array
  /** Names as DER: compared byte by byte. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBeforeMs: number
  readonly notAfterMs: number
  readonly keyAlgorithm: Algorithm
  readonly key: Uint8Array
  readonly extensions: ReadonlyMap<string, Extension>
  readonly signatureAlgorithm: Algorithm
  readonly signature: Uint8Array
}

export function algorithmOf(der: Der): Algorithm {
  const members = membersOf(der)
  const oid = oidOf(members.take(tags.oid))
  const parameters = members.maybe()
  members.end()
  return { oid, parameters, raw: der.raw }
}

/** Absent or NULL, the two ways in which makers say that there are none. Anything else would be a place to hide things. */
export const isPlain = ({ parameters }: Algorithm): boolean => parameters === null || parameters.tag === tags.null

/** @throws EvidenceError `certificate-malformed` */
export const parseCertificate = (bytes: Uint8Array): Certificate =>
  malformedAs('certificate-malformed', () => {
    const outer = readDer(bytes)
    const whole = membersOf(outer)
    const tbs = whole.take(tags.sequence)
    const signatureAlgorithm = algorithmOf(whole.take(tags.sequence))
    const signature = bitsOf(whole.take(tags.bitString))
    whole.end()
    const members = membersOf(tbs)
    const version = members.maybe(context(0))
    const serial = members.take(tags.integer).content
    // What is announced outside the signature must be what is signed, parameters too. @source RFC 5280 §4.1.1.2
    if (!equalBytes(members.take(tags.sequence).raw, signatureAlgorithm.raw))
      throw new EvidenceError('certificate-malformed')
    const issuer = members.take(tags.sequence).raw
    const validity = membersOf(members.take(tags.sequence))
    const [notBeforeMs, notAfterMs] = [timeOf(validity.any()), timeOf(validity.any())]
    validity.end()
    const subject = members.take(tags.sequence).raw
    const keyInfo = membersOf(members.take(tags.sequence))
    const keyAlgorithm = algorithmOf(keyInfo.take(tags.sequence))
    const key = bitsOf(keyInfo.take(tags.bitString))
    keyInfo.end()
    members.maybe(context(1, false))
    members.maybe(context(2, false))
    const extensions = members.maybe(context(3))
    members.end()
    if (extensions && (!version || integerOf(onlyChildOf(version)) !== 2n))
      throw new EvidenceError('certificate-malformed')
    return {
      raw: outer.raw,
      signed: tbs.raw,
      serial,
      issuer,
      subject,
      notBeforeMs,
      notAfterMs,
      keyAlgorithm,
      key,
      extensions: extensions ? extensionsOf(extensions) : new Map(),
      signatureAlgorithm,
      signature,
    }
  })

/** Of a certificate, a list of revoked ones, an OCSP answer or a token. @param wrapper - what holds the SEQUENCE */
export function extensionsOf(wrapper: Der): Map<string, Extension> {
  const list = onlyChildOf(wrapper)
  if (list.tag !== tags.sequence) throw new EvidenceError('certificate-malformed')
  return extensionsIn(list)
}

export function extensionsIn(list: Der): Map<string, Extension> {
  const found = new Map<string, Extension>()
  for (const one of childrenOf(list)) {
    const members = membersOf(one)
    const oid = oidOf(members.take(tags.oid))
    const critical = members.maybe(tags.boolean)?.content[0] === 0xff
    const value = members.take(tags.octetString).content
    members.end()
    if (found.has(oid)) throw new EvidenceError('certificate-malformed')
    found.set(oid, { critical, value })
  }
  return found
}

/** For the reader: the common name if there is one, or else every part. */
export function nameText(name: Uint8Array): string {
  try {
    const parts = childrenOf(readDer(name)).flatMap((set) =>
      childrenOf(set).map((pair) => {
        const members = membersOf(pair)
        return { oid: oidOf(members.take(tags.oid)), text: stringOf(members.any()) }
      }),
    )
    return parts.find(({ oid }) => oid === '2.5.4.3')?.text ?? parts.map(({ text }) => text).join(', ')
  } catch {
    return toHex(name).slice(0, 32)
  }
}

const bmpString = 0x1e
/** Older authorities write Chinese names in two bytes a character. */
function stringOf({ tag, content }: Der): string {
  if (tag !== bmpString) return textOf(content)
  let text = ''
  for (let at = 0; at + 1 < content.length; at += 2)
    text += String.fromCharCode((content[at] as number) * 256 + (content[at + 1] as number))
  return text
}

const rsaOids: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}
const ecdsaOids: Readonly<Record<string, HashName>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const rsaEncryption = '1.2.840.113549.1.1.1'
const rsaPss = '1.2.840.113549.1.1.10'
const ecPublicKey = '1.2.840.10045.2.1'
const sm2WithSm3 = '1.2.156.10197.1.501'
/** In messages the digest is named apart. @source GM/T 0010, GM/T 0006 */
const sm2Signing = '1.2.156.10197.1.301.1'
const sm2Curve = '1.2.156.10197.1.301'
const ed25519Oid = '1.3.101.112'

export type PublicKey = Pick<Certificate, 'keyAlgorithm' | 'key'>

/**
 * @param hash - of a CMS signer, which may name the digest apart from the signature; ignored where the algorithm says it
 * @returns false for whatever does not hold or is not known here: a plain ECDSA signature on the SM2 curve, SHA-1, MD5
 */
export function verifyWith(
  key: PublicKey,
  algorithm: Algorithm,
  message: Uint8Array,
  signature: Uint8Array,
  hash: HashName | null = null,
): boolean {
  try {
    const { oid } = algorithm
    if (oid !== rsaPss && !isPlain(algorithm)) return false
    const keyOid = key.keyAlgorithm.oid
    const rsaHash = rsaOids[oid] ?? (oid === rsaEncryption ? hash : null)
    if (rsaHash) return keyOid === rsaEncryption && verifyRsa(key.key, rsaHash, message, signature)
    if (oid === rsaPss) return keyOid === rsaEncryption && verifyPss(key.key, algorithm, message, signature)
    if (oid === ed25519Oid) return keyOid === ed25519Oid && verifyEd25519(key.key, message, signature)
    const curve = keyOid === ecPublicKey && key.keyAlgorithm.parameters ? oidOf(key.keyAlgorithm.parameters) : null
    if (oid === sm2WithSm3 || (oid === sm2Signing && hash === 'sm3'))
      return curve === sm2Curve && verifySm2(key.key, message, sm2FromDer(signature))
    const ecHash = ecdsaOids[oid]
    if (!ecHash) return false
    const digest = hashFunctions[ecHash](message)
    if (curve === '1.2.840.10045.3.1.7') return verifyEcdsa(p256, key.key, digest, signature)
    if (curve === '1.3.132.0.34') return verifyEcdsa(p384, key.key, digest, signature)
    return false
  } catch {
    return false
  }
}

const toInt = (bytes: Uint8Array) => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`))

/**
 * The library's own function, but with the multiples of keys that come again. Both halves of a signature are accepted,
 * as everywhere in certificates.
 *
 * @throws Error for a signature or a key that is none
 * @source SEC 1 v2.0 §4.1.4
 */
function verifyEcdsa({ Point, Signature }: ECDSA, key: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  const { BASE, Fn } = Point
  const { r, s } = Signature.fromBytes(signature, 'der')
  const spare = digest.length * 8 - Fn.BITS
  const e = spare > 0 ? toInt(digest) >> BigInt(spare) : toInt(digest)
  const inverse = Fn.inv(s)
  const point = pointOfKey(Point, key).multiplyUnsafe(Fn.mul(r, inverse))
  const sum = BASE.multiplyUnsafe(Fn.mul(Fn.create(e), inverse)).add(point)
  return !sum.is0() && Fn.create(sum.toAffine().x) === r
}

function rsaPower(key: Uint8Array, signature: Uint8Array): { block: Uint8Array; bits: number } | null {
  const members = membersOf(readDer(key))
  const n = integerOf(members.take(tags.integer))
  const e = integerOf(members.take(tags.integer))
  members.end()
  const bits = n.toString(2).length
  if (bits < 2048 || bits > 8192 || e < 3n || e > 0xffffffffn || e % 2n === 0n) return null
  const length = Math.ceil(bits / 8)
  const s = toInt(signature)
  if (signature.length !== length || s >= n) return null
  let result = 1n
  for (const bit of e.toString(2)) {
    result = (result * result) % n
    if (bit === '1') result = (result * s) % n
  }
  return { block: fromHex(result.toString(16).padStart(length * 2, '0')), bits }
}

/** What stands before the digest in a padded block. @source RFC 8017 §9.2 note 1 */
const digestPrefixes: Readonly<Partial<Record<HashName, string>>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
}

/** The block is made anew and compared whole, so that nothing can hide in it. @source RFC 8017 §8.2.2 */
function verifyRsa(key: Uint8Array, hash: HashName, message: Uint8Array, signature: Uint8Array): boolean {
  const power = rsaPower(key, signature)
  const prefix = digestPrefixes[hash]
  if (!power || !prefix) return false
  const end = concat(fromHex(prefix), hashFunctions[hash](message))
  const filling = new Uint8Array(power.block.length - end.length - 3).fill(0xff)
  return equalBytes(power.block, concat(new Uint8Array([0, 1]), filling, new Uint8Array([0]), end))
}

/** @source RFC 8017 §8.1.2, §9.1.2 */
function verifyPss(key: Uint8Array, { parameters }: Algorithm, message: Uint8Array, signature: Uint8Array): boolean {
  const power = rsaPower(key, signature)
  if (!power || !parameters) return false
  const members = membersOf(parameters)
  const inside = (n: number) => {
    const wrapped = members.maybe(context(n))
    return wrapped ? onlyChildOf(wrapped) : null
  }
  const [hashDer, mask, saltDer, trailer] = [inside(0), inside(1), inside(2), inside(3)]
  members.end()
  if (trailer && integerOf(trailer) !== 1n) return false
  // Without them the defaults are SHA-1, which is not accepted.
  if (!hashDer || !mask || !saltDer) return false
  const hash = hashOids[algorithmOf(hashDer).oid]
  const maskAlgorithm = algorithmOf(mask)
  if (!hash || maskAlgorithm.oid !== '1.2.840.113549.1.1.8' || !maskAlgorithm.parameters) return false
  if (hashOids[algorithmOf(maskAlgorithm.parameters).oid] !== hash) return false
  const digest = hashFunctions[hash]
  const saltLength = Number(integerOf(saltDer))
  const hashLength = digest(new Uint8Array()).length
  const emBits = power.bits - 1
  const emLength = Math.ceil(emBits / 8)
  const block = power.block.subarray(power.block.length - emLength)
  if (saltLength < 0 || emLength < hashLength + saltLength + 2 || block.at(-1) !== 0xbc) return false
  const unusedBits = 8 * emLength - emBits
  if (power.block.length > emLength && power.block[0] !== 0) return false
  if (((block[0] as number) & ~(0xff >>> unusedBits)) !== 0) return false
  const masked = block.subarray(0, emLength - hashLength - 1)
  const h = block.subarray(emLength - hashLength - 1, -1)
  const pieces: Uint8Array[] = []
  for (let counter = 0; pieces.length * hashLength < masked.length; counter++)
    pieces.push(digest(concat(h, new Uint8Array([0, 0, counter >>> 8, counter & 255]))))
  const filter = concat(...pieces)
  const db = masked.map((byte, at) => byte ^ (filter[at] as number))
  db[0] = (db[0] as number) & (0xff >>> unusedBits)
  const start = db.length - saltLength - 1
  if (db.subarray(0, start).some((byte) => byte !== 0) || db[start] !== 1) return false
  const salt = db.subarray(start + 1)
  return equalBytes(h, digest(concat(new Uint8Array(8), digest(message), salt)))
}

const keyUsageOid = '2.5.29.15'
const basicConstraintsOid = '2.5.29.19'
const extendedKeyUsageOid = '2.5.29.37'
/** Extensions that are understood, or that may be critical without harm to a timestamp. Name constraints are not among them. */
const understood = new Set([
  keyUsageOid,
  basicConstraintsOid,
  extendedKeyUsageOid,
  '2.5.29.32',
  '2.5.29.14',
  '2.5.29.35',
  '2.5.29.17',
])
/** Numbers of bits. @source RFC 5280 §4.2.1.3 */
const keyUses = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const

/** Whether the key may be used so; null when the certificate says nothing about the use of its key. */
export function keyUse({ extensions }: Certificate, use: keyof typeof keyUses): boolean | null {
  const found = extensions.get(keyUsageOid)
  if (!found) return null
  const { tag, content } = readDer(found.value)
  if (tag !== tags.bitString) return false
  const bit = keyUses[use]
  return ((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0
}
export const signatureUse = (certificate: Certificate): boolean =>
  keyUse(certificate, 'digitalSignature') !== false || keyUse(certificate, 'nonRepudiation') === true

/** The purposes, and whether they bind. */
export function extendedKeyUsage({ extensions }: Certificate): { critical: boolean; purposes: string[] } | null {
  const found = extensions.get(extendedKeyUsageOid)
  if (!found) return null
  const list = readDer(found.value)
  if (list.tag !== tags.sequence) throw new EvidenceError('certificate-malformed')
  return { critical: found.critical, purposes: childrenOf(list).map(oidOf) }
}

/** Null when it is no authority. */
export function authority(certificate: Certificate): { pathLength: number } | null {
  const found = certificate.extensions.get(basicConstraintsOid)
  if (!found) return null
  const members = membersOf(readDer(found.value))
  if (members.maybe(tags.boolean)?.content[0] !== 0xff) return null
  const length = members.maybe(tags.integer)
  members.end()
  if (keyUse(certificate, 'keyCertSign') === false) return null
  return { pathLength: length ? Number(integerOf(length)) : Number.POSITIVE_INFINITY }
}

export const issued = (issuer: Certificate, subject: Certificate): boolean =>
  equalBytes(issuer.subject, subject.issuer) &&
  verifyWith(issuer, subject.signatureAlgorithm, subject.signed, subject.signature)

export type Chain =
  | { readonly outcome: 'trusted'; readonly path: readonly Certificate[] }
  | { readonly outcome: 'unknown' }
  | {
      readonly outcome: 'broken'
      readonly reason: 'expired' | 'not-an-authority' | 'issuer-purpose' | 'critical-extension'
      /** Where it breaks. */
      readonly at: Certificate
    }

const longestPath = 8
/** A forger may enclose certificates that all seem to issue one another: more ways upward than anybody can try. */
const mostSignatures = 48
const anyPurpose = '2.5.29.37.0'

/**
 * From the signer to a pinned root, every certificate valid at the moment in question.
 *
 * @param pool - in the order in which they are tried; the roots come before them
 * @param atMs - the moment at which the signature was made: a later expiry does not undo it
 * @param purpose - an authority between that is itself held to purposes must be held to this one
 * @source RFC 5280 §6.1 as far as a timestamp needs it: whatever is critical and not understood, name constraints and
 *   policies included, refuses the path
 */
export function chainTo(
  roots: readonly Certificate[],
  pool: readonly Certificate[],
  signer: Certificate,
  atMs: number,
  purpose: string,
): Chain {
  let broken: Chain | null = null
  let signaturesLeft = mostSignatures
  const breaks = (reason: (Chain & { outcome: 'broken' })['reason'], at: Certificate): null => {
    broken ??= { outcome: 'broken', reason, at }
    return null
  }
  const isRoot = (one: Certificate) => roots.some(({ raw }) => equalBytes(raw, one.raw))
  const climb = (path: readonly Certificate[]): readonly Certificate[] | null => {
    const last = path.at(-1) as Certificate
    if (atMs < last.notBeforeMs || atMs > last.notAfterMs) return breaks('expired', last)
    if ([...last.extensions].some(([oid, { critical }]) => critical && !understood.has(oid)))
      return breaks('critical-extension', last)
    if (isRoot(last)) return path
    const purposes = path.length > 1 ? extendedKeyUsage(last)?.purposes : null
    if (purposes && !purposes.includes(purpose) && !purposes.includes(anyPurpose)) return breaks('issuer-purpose', last)
    if (path.length >= longestPath) return null
    for (const issuer of [...roots, ...pool]) {
      if (path.some(({ raw }) => equalBytes(raw, issuer.raw)) || !equalBytes(issuer.subject, last.issuer)) continue
      if (signaturesLeft-- <= 0) return null
      if (!issued(issuer, last)) continue
      const limits = authority(issuer)
      if (!limits || limits.pathLength < path.length - 1) {
        breaks('not-an-authority', issuer)
        continue
      }
      const found = climb([...path, issuer])
      if (found) return found
    }
    return null
  }
  const path = climb([signer])
  return path ? { outcome: 'trusted', path } : (broken ?? { outcome: 'unknown' })
}
