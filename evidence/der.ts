import { concat, toHex } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'

/**
 * DER, read strictly: definite and minimal lengths, minimal integers, nothing after the end, not too deep, not too large.
 * A second spelling of the same thing would let an adversary vary what was signed.
 *
 * @source ITU-T X.690 §8–§11
 */
export type Der = {
  readonly tag: number
  /** Contents, without tag and length. */
  readonly content: Uint8Array
  /** Tag, length and contents: what is hashed or signed. */
  readonly raw: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const
/** [n], constructed or primitive. */
export const context = (n: number, constructed = true): number => (constructed ? 0xa0 : 0x80) | n

const largest = 1_048_576
const deepest = 24
/** `YYYYMMDDhhmmss.` and as many digits of a second as anybody writes. */
const longestTime = 32

const wrong = (reason: string) => new EvidenceError('der-malformed', { reason })

function readOne(bytes: Uint8Array, at: number): { der: Der; next: number } {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw wrong('cut off')
  if ((tag & 0x1f) === 0x1f) throw wrong('long tag')
  // Of the universal kinds exactly these two are constructed: a string in pieces, or an end mark, is not DER.
  if (tag < 0x40 && (tag === 0 || (tag & 0x20) !== (tag === tags.sequence || tag === tags.set ? 0x20 : 0)))
    throw wrong('constructed where primitive is due, or the reverse')
  let length = first
  let from = at + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 3) throw wrong('indefinite or huge length')
    length = 0
    for (let index = 0; index < count; index++) {
      const byte = bytes[from + index]
      if (byte === undefined) throw wrong('cut off')
      length = length * 256 + byte
    }
    if (length < 0x80 || length < 256 ** (count - 1)) throw wrong('length not minimal')
    from += count
  }
  const next = from + length
  if (next > bytes.length) throw wrong('cut off')
  return { der: { tag, content: bytes.subarray(from, next), raw: bytes.subarray(at, next) }, next }
}

/**
 * One value that fills the bytes; all of what is inside it is looked at too.
 *
 * @throws EvidenceError `der-malformed`, `too-large`
 */
export function readDer(bytes: Uint8Array, limit = largest): Der {
  if (bytes.length > limit) throw new EvidenceError('too-large')
  const { der, next } = readOne(bytes, 0)
  if (next !== bytes.length) throw wrong('bytes after the end')
  checkDeep(der, 0)
  return der
}

function checkDeep(der: Der, depth: number): void {
  if (depth > deepest) throw wrong('too deep')
  if (der.tag & 0x20) for (const child of childrenOf(der)) checkDeep(child, depth + 1)
  else primitives[der.tag]?.(der.content)
}

const primitives: Readonly<Record<number, (content: Uint8Array) => void>> = {
  [tags.boolean]: ({ length, 0: value }) => {
    if (length !== 1 || (value !== 0 && value !== 0xff)) throw wrong('boolean')
  },
  [tags.integer]: checkInteger,
  [tags.enumerated]: checkInteger,
  [tags.null]: ({ length }) => {
    if (length !== 0) throw wrong('null')
  },
  [tags.oid]: checkOid,
  [tags.bitString]: (content) => {
    const [unused = 8] = content
    const last = content.length > 1 ? (content.at(-1) as number) : 0
    if (unused > 7 || (content.length === 1 && unused > 0) || (last & ((1 << unused) - 1)) !== 0)
      throw wrong('bit string')
  },
}

function checkInteger(content: Uint8Array): void {
  const [first = 0, second = 0] = content
  if (content.length === 0) throw wrong('empty integer')
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw wrong('integer not minimal')
}

function checkOid(content: Uint8Array): void {
  if (content.length === 0 || (content.at(-1) as number) >= 0x80) throw wrong('object identifier')
  let starts = true
  for (const byte of content) {
    if (starts && byte === 0x80) throw wrong('object identifier')
    starts = byte < 0x80
  }
}

export function childrenOf({ content }: Der): Der[] {
  const children: Der[] = []
  for (let at = 0; at < content.length; ) {
    const { der, next } = readOne(content, at)
    children.push(der)
    at = next
  }
  return children
}

/** What is wrapped: exactly one value. @throws EvidenceError `der-malformed` */
export function onlyChildOf(der: Der): Der {
  const [child, ...more] = childrenOf(der)
  if (!child || more.length > 0) throw wrong('not exactly one value')
  return child
}

/** Walks the members of a SEQUENCE in their order, optional ones by their tag. */
export type Members = {
  take(tag: number): Der
  any(): Der
  /** Null when the next member has another tag, or there is none; without a tag, any will do. */
  maybe(tag?: number): Der | null
  end(): void
}

export function membersOf(der: Der, tag: number = tags.sequence): Members {
  if (der.tag !== tag) throw wrong(`expected tag ${tag}, found ${der.tag}`)
  const children = childrenOf(der)
  let at = 0
  const any = () => {
    const child = children[at++]
    if (!child) throw wrong('a member is missing')
    return child
  }
  return {
    any,
    take: (expected) => {
      const child = any()
      if (child.tag !== expected) throw wrong(`expected tag ${expected}, found ${child.tag}`)
      return child
    },
    maybe: (expected) => (at < children.length && (expected ?? children[at]?.tag) === children[at]?.tag ? any() : null),
    end: () => {
      if (at !== children.length) throw wrong('a member too many')
    },
  }
}

export function oidOf({ tag, content }: Der): string {
  if (tag !== tags.oid) throw wrong('object identifier')
  checkOid(content)
  const arcs: number[] = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    // A name this long is nobody's here, and rounded it could pass for another.
    if (value > Number.MAX_SAFE_INTEGER / 256) throw wrong('object identifier')
    if (byte < 0x80) {
      arcs.push(value)
      value = 0
    }
  }
  const first = arcs[0] ?? 0
  const top = first < 40 ? 0 : first < 80 ? 1 : 2
  return [top, first - top * 40, ...arcs.slice(1)].join('.')
}

/** Also of an implicitly tagged one, whose tag does not say what it is. */
export function integerOf({ tag, content }: Der): bigint {
  if (tag !== tags.integer && tag !== tags.enumerated && tag < 0x80) throw wrong('integer')
  checkInteger(content)
  const value = BigInt(`0x${toHex(content)}`)
  return (content[0] as number) >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value
}

/** Whole bytes only, as keys and signatures are. */
export function bitsOf({ tag, content }: Der): Uint8Array {
  if (tag !== tags.bitString || content[0] !== 0) throw wrong('bit string')
  return content.subarray(1)
}

/** Milliseconds since 1970; only the forms with Z that DER allows. Finer fractions are cut off. */
export function timeOf({ tag, content }: Der): number {
  if (content.length > longestTime) throw wrong('time')
  const text = String.fromCharCode(...content)
  const match =
    tag === tags.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/.exec(text)
      : tag === tags.generalizedTime
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/.exec(text)
        : null
  if (!match) throw wrong('time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const full = tag === tags.utcTime ? (year < 50 ? 2000 + year : 1900 + year) : year
  const ms = Date.UTC(full, month - 1, day, hour, minute, second) + Number(`${match[7] ?? ''}000`.slice(0, 3))
  const back = new Date(ms)
  // The platform takes the years 0 to 99 for those of the twentieth century.
  if (back.getUTCFullYear() !== full || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day)
    throw wrong('time')
  if (hour > 23 || minute > 59 || second > 59) throw wrong('time')
  return ms
}

/** The little that has to be written: a request. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents)
  const { length } = content
  const bytes = [length >>> 16, length >>> 8, length].map((part) => part & 0xff)
  const count = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3
  if (length >= 0x1000000) throw new EvidenceError('too-large')
  const head = count === 0 ? [tag, length] : [tag, 0x80 | count, ...bytes.slice(3 - count)]
  return concat(new Uint8Array(head), content)
}

export function writeOid(oid: string): Uint8Array {
  const [top = 0, second = 0, ...arcs] = oid.split('.').map(Number)
  const bytes = [top * 40 + second, ...arcs].flatMap((arc) => {
    const digits = [arc & 0x7f]
    for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80)
    return digits
  })
  return writeDer(tags.oid, new Uint8Array(bytes))
}

/** A whole number that is not negative. */
export function writeInteger(bytes: Uint8Array): Uint8Array {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const trimmed = bytes.subarray(from)
  return writeDer(tags.integer, (trimmed[0] ?? 0) >= 0x80 ? concat(new Uint8Array([0]), trimmed) : trimmed)
}
