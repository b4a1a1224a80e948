import { EvidenceError } from './evidence-error.ts'

const encoder = new TextEncoder()
/** Throws on bytes that are not UTF-8, and keeps a byte order mark as what it is. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array => encoder.encode(text)

/** @throws EvidenceError `not-utf8` */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new EvidenceError('not-utf8')
  }
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => joined(parts)

/** For lists of any length: a call takes only so many arguments. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Not constant in time: everything compared here is public. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Order of the bytes, a prefix before what it begins. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** @throws EvidenceError `not-hex` */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw new EvidenceError('not-hex')
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(at * 2, at * 2 + 2), 16))
}

export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/**
 * Standard alphabet, padded, nothing else: two spellings of the same bytes would let a signature line be varied.
 *
 * @throws EvidenceError `not-base64` also for unused bits that are not zero
 */
export function fromBase64(text: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
    throw new EvidenceError('not-base64')
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  if (toBase64(bytes) !== text) throw new EvidenceError('not-base64')
  return bytes
}

/** The highest whole number that may stand where the formats have eight bytes: sizes and counts are exact up to it. */
const highest = BigInt(Number.MAX_SAFE_INTEGER)

export const u16 = (value: number): Uint8Array => fixed(2, (view) => view.setUint16(0, value))
export const u32 = (value: number): Uint8Array => fixed(4, (view) => view.setUint32(0, value))
export const u64 = (value: number | bigint): Uint8Array => fixed(8, (view) => view.setBigUint64(0, BigInt(value)))

function fixed(length: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length)
  write(new DataView(bytes.buffer))
  return bytes
}

/** Reads big-endian fields one after the other; `left` says how much remains. */
export type Reader = {
  take(length: number): Uint8Array
  u8(): number
  u16(): number
  u32(): number
  /** @throws EvidenceError with the reader's code above 2^53−1 */
  u64(): number
  bigU64(): bigint
  readonly left: number
  /** @throws EvidenceError with the reader's code when bytes remain */
  end(): void
}

/** @param code - what is wrong with the whole when a field is missing */
export function readerOf(bytes: Uint8Array, code: ConstructorParameters<typeof EvidenceError>[0]): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const step = (length: number) => {
    if (length > bytes.length - at) throw new EvidenceError(code, { reason: 'too short' })
    at += length
    return at - length
  }
  const bigU64 = () => view.getBigUint64(step(8))
  return {
    take: (length) => bytes.slice(step(length), at),
    u8: () => view.getUint8(step(1)),
    u16: () => view.getUint16(step(2)),
    u32: () => view.getUint32(step(4)),
    u64: () => {
      const value = bigU64()
      if (value > highest) throw new EvidenceError(code, { reason: 'number too large' })
      return Number(value)
    },
    bigU64,
    get left() {
      return bytes.length - at
    },
    end: () => {
      if (at !== bytes.length) throw new EvidenceError(code, { reason: 'bytes after the end' })
    },
  }
}
