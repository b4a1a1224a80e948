import { weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import { concat, equalBytes, fromHex, toHex, u16, utf8 } from './bytes.ts'
import { sm3 } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'
import { pointOfKey } from './known-keys.ts'

/**
 * Signatures, with one behaviour everywhere: the same code in Node and in every browser, so that no two verifiers
 * disagree about a crafted signature. The platform's own SM2 is never used: depending on how the key was made and on
 * the version of the library it signs plain ECDSA, or with an empty distinguishing identifier.
 */

/**
 * The equation without the cofactor, compared byte by byte with R, as OpenSSL does it; keys of small order and
 * encodings that are not canonical are refused besides. So whatever passes here passes with the standard tools too.
 *
 * @returns false for anything that is not a signature, never a throw
 * @source RFC 8032 §5.1.7; behaviour pinned by the CCTV vectors in `vectors/ed25519`
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const encodedR = signature.subarray(0, 32)
  const s = toInt(signature.slice(32).reverse())
  const order = ed25519.Point.Fn.ORDER
  if (s >= order) return false
  try {
    const key = ed25519.Point.fromBytes(publicKey, false)
    if (key.isSmallOrder()) return false
    const k = toInt(sha512(concat(encodedR, publicKey, message)).reverse()) % order
    const r = ed25519.Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(k).negate())
    return equalBytes(r.toBytes(), encodedR)
  } catch {
    return false
  }
}

export const signEd25519 = (secretKey: Uint8Array, message: Uint8Array): Uint8Array => ed25519.sign(message, secretKey)
export const ed25519PublicKey = (secretKey: Uint8Array): Uint8Array => ed25519.getPublicKey(secretKey)

/** @source FIPS 204, parameter set ML-DSA-44, pure mode, empty context */
export function verifyMlDsa44(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 1312 || signature.length !== 2420) return false
  try {
    return ml_dsa44.verify(signature, message, publicKey)
  } catch {
    return false
  }
}

/** @param seed - 32 bytes; @returns the key pair that follows from it */
export const mlDsa44Keys = (seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } => ml_dsa44.keygen(seed)
export const signMlDsa44 = (secretKey: Uint8Array, message: Uint8Array): Uint8Array => ml_dsa44.sign(message, secretKey)

// --- SM2 --------------------------------------------------------------------------------------------------------

/** @source GB/T 32918.5-2017 */
const sm2Curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}
const Point = weierstrass(sm2Curve)
const { Fn, BASE } = Point

/** The distinguishing identifier, when none was agreed. @source GB/T 35276-2017 §10 */
export const defaultSm2Id: Uint8Array = utf8('1234567812345678')

const toInt = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`)
const to32 = (value: bigint) => fromHex(value.toString(16).padStart(64, '0'))
const curveParameters = concat(to32(sm2Curve.a), to32(sm2Curve.b), to32(sm2Curve.Gx), to32(sm2Curve.Gy))

/** @source GB/T 32918.2-2016 §5.5 */
const identityDigest = (id: Uint8Array, publicKey: Uint8Array) =>
  sm3(u16(id.length * 8), id, curveParameters, publicKey.subarray(1))

/**
 * @param publicKey - 65 bytes, 0x04 and both coordinates
 * @param signature - 64 bytes r‖s; see `sm2FromDer` for the other spelling
 * @returns false for anything that is not a signature, a plain ECDSA signature on this curve included
 * @source GB/T 32918.2-2016 §7
 */
export function verifySm2(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  id: Uint8Array = defaultSm2Id,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 65 || publicKey[0] !== 4) return false
  const r = toInt(signature.subarray(0, 32))
  const s = toInt(signature.subarray(32))
  if (r === 0n || r >= sm2Curve.n || s === 0n || s >= sm2Curve.n) return false
  const t = Fn.add(r, s)
  if (t === 0n) return false
  try {
    const e = toInt(sm3(identityDigest(id, publicKey), message))
    // Everything here is public, so the faster arithmetic whose time depends on its numbers may be used.
    const sum = BASE.multiplyUnsafe(s).add(pointOfKey(Point, publicKey).multiplyUnsafe(t))
    return !sum.is0() && Fn.create(e + sum.toAffine().x) === r
  } catch {
    return false
  }
}

/** @returns 65 bytes */
export const sm2PublicKey = (secretKey: Uint8Array): Uint8Array => BASE.multiply(toInt(secretKey)).toBytes(false)

/**
 * Big numbers of JavaScript take time that depends on their value: sign with a key whose owner accepts that, or with a
 * hardware module.
 *
 * @param nonce - 32 random bytes, new for every signature; null asks for others, which happens about never
 * @returns 64 bytes r‖s
 * @source GB/T 32918.2-2016 §6
 */
export function signSm2(
  secretKey: Uint8Array,
  message: Uint8Array,
  nonce: () => Uint8Array,
  id: Uint8Array = defaultSm2Id,
): Uint8Array {
  const d = toInt(secretKey)
  const e = toInt(sm3(identityDigest(id, sm2PublicKey(secretKey)), message))
  for (;;) {
    const k = toInt(nonce())
    if (k === 0n || k >= sm2Curve.n) continue
    const r = Fn.create(e + BASE.multiply(k).toAffine().x)
    if (r === 0n || r + k === sm2Curve.n) continue
    const s = Fn.mul(Fn.inv(Fn.create(1n + d)), Fn.sub(k, Fn.mul(r, d)))
    if (s !== 0n) return concat(to32(r), to32(s))
  }
}

/** Whether 32 bytes may be a secret key: 1 … n−2. @source GB/T 32918.1-2016 §6.1 */
export const isSm2SecretKey = (bytes: Uint8Array): boolean =>
  bytes.length === 32 && toInt(bytes) > 0n && toInt(bytes) < sm2Curve.n - 1n

/** @throws EvidenceError `key-malformed` when the bytes are no point of the curve */
export function checkSm2PublicKey(publicKey: Uint8Array): void {
  try {
    if (publicKey.length !== 65 || publicKey[0] !== 4) throw new RangeError('not an uncompressed point')
    pointOfKey(Point, publicKey)
  } catch {
    throw new EvidenceError('key-malformed')
  }
}

/**
 * SEQUENCE of two INTEGERs to r‖s, in its only spelling: two spellings would let a signature be varied.
 *
 * @throws EvidenceError `signature-malformed`
 * @source GB/T 35276-2017 §7.3; X.690 §8.3
 */
export function sm2FromDer(der: Uint8Array): Uint8Array {
  const wrong = () => new EvidenceError('signature-malformed')
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der.length > 72) throw wrong()
  const numbers: Uint8Array[] = []
  for (let at = 2; at < der.length; ) {
    const length = der[at + 1]
    if (der[at] !== 2 || length === undefined || length === 0) throw wrong()
    const bytes = der.subarray(at + 2, at + 2 + length)
    const [first = 0, second = 0] = bytes
    if (bytes.length !== length || first > 0x7f || (first === 0 && length > 1 && second < 0x80)) throw wrong()
    const value = first === 0 ? bytes.subarray(1) : bytes
    if (value.length > 32) throw wrong()
    numbers.push(concat(new Uint8Array(32 - value.length), value))
    at += 2 + length
  }
  if (numbers.length !== 2) throw wrong()
  return concat(...numbers)
}
