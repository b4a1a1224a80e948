import { concat, equalBytes, textOf, utf8 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'

/**
 * A ZIP file in one spelling only: stored, no extra fields, no comments, entries end to end in the order of the directory,
 * one moment for all. The same content gives the same bytes on every machine; whatever differs in a single byte of the
 * structure is noticed; and every system still opens it.
 *
 * @source PKWARE APPNOTE 6.3.10 §4.3
 */
export type ArchiveEntry = { readonly name: string; readonly sizeBytes: number; readonly crc32: number }
/** Bytes that can be read in pieces: a file on disk, a file dropped on a page. */
export type ByteSource = { readonly sizeBytes: number; read(from: number, length: number): Promise<Uint8Array> }
/** Bytes that are there already. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: async (from, length) => bytes.slice(from, from + length),
})
export type ReadEntry = ArchiveEntry & { readonly content: ByteSource }

const localLength = 30
const centralLength = 46
const endLength = 22
export const mostEntries = 5000
/** The plain format has four bytes for sizes and places. */
export const largestArchive = 0xffff_ffff

const field = (bytes: 2 | 4, value: number): Uint8Array => {
  const out = new Uint8Array(bytes)
  const view = new DataView(out.buffer)
  if (bytes === 2) view.setUint16(0, value, true)
  else view.setUint32(0, value, true)
  return out
}

/** Version 2.0, names in UTF-8, stored. */
const common = (entry: ArchiveEntry, moment: number) =>
  concat(
    field(2, 20),
    field(2, 0x0800),
    field(2, 0),
    field(4, moment),
    field(4, entry.crc32),
    field(4, entry.sizeBytes),
    field(4, entry.sizeBytes),
    field(2, utf8(entry.name).length),
    field(2, 0),
  )

export const localHeader = (entry: ArchiveEntry, moment: number): Uint8Array =>
  concat(field(4, 0x0403_4b50), common(entry, moment), utf8(entry.name))

const centralHeader = (entry: ArchiveEntry, moment: number, offset: number): Uint8Array =>
  concat(
    field(4, 0x0201_4b50),
    field(2, 20),
    common(entry, moment),
    new Uint8Array(10),
    field(4, offset),
    utf8(entry.name),
  )

/** Everything after the last entry's content. @throws EvidenceError `too-large` */
export function directoryOf(entries: readonly ArchiveEntry[], moment: number): Uint8Array {
  if (entries.length > mostEntries) throw new EvidenceError('too-large')
  let offset = 0
  const headers: Uint8Array[] = []
  for (const entry of entries) {
    headers.push(centralHeader(entry, moment, offset))
    offset += localLength + utf8(entry.name).length + entry.sizeBytes
  }
  const directory = concat(...headers)
  if (offset + directory.length + endLength > largestArchive) throw new EvidenceError('too-large')
  const end = concat(
    field(4, 0x0605_4b50),
    new Uint8Array(4),
    field(2, entries.length),
    field(2, entries.length),
    field(4, directory.length),
    field(4, offset),
    field(2, 0),
  )
  return concat(directory, end)
}

const shanghaiMs = 8 * 3600 * 1000

/** The time and day that ZIP writes in four bytes, in Asia/Shanghai, to the even second. @param epochMs - after 1980 */
export function archiveMoment(epochMs: number): number {
  const at = new Date(epochMs + shanghaiMs)
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return day * 0x1_0000 + time
}

/**
 * The entries of an archive in this spelling, with the moment they all carry. Contents are not looked at.
 *
 * @throws EvidenceError `archive-malformed` for any other spelling
 */
export async function readArchive(source: ByteSource): Promise<{ entries: ReadEntry[]; moment: number }> {
  const wrong = (reason: string) => new EvidenceError('archive-malformed', { reason })
  if (source.sizeBytes < endLength || source.sizeBytes > largestArchive) throw wrong('size')
  const end = viewOf(await source.read(source.sizeBytes - endLength, endLength))
  const [count, length, offset] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)]
  if (offset + length + endLength !== source.sizeBytes || count > mostEntries) throw wrong('end of directory')
  const directory = await source.read(offset, length)
  const { entries, moment } = readDirectory(directory, count)
  const whole = concat(directory, new Uint8Array(end.buffer, end.byteOffset, endLength))
  if (!equalBytes(directoryOf(entries, moment), whole)) throw wrong('directory')
  const found: ReadEntry[] = []
  let at = 0
  for (const entry of entries) {
    const header = localHeader(entry, moment)
    if (at + header.length + entry.sizeBytes > offset) throw wrong('sizes')
    if (!equalBytes(await source.read(at, header.length), header)) throw wrong(entry.name)
    found.push({ ...entry, content: partOf(source, at + header.length, entry.sizeBytes) })
    at += header.length + entry.sizeBytes
  }
  if (at !== offset) throw wrong('sizes')
  return { entries: found, moment }
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function readDirectory(directory: Uint8Array, count: number): { entries: ArchiveEntry[]; moment: number } {
  const wrong = (reason: string) => new EvidenceError('archive-malformed', { reason })
  const entries: ArchiveEntry[] = []
  const names = new Set<string>()
  let moment = 0
  let at = 0
  for (let index = 0; index < count; index++) {
    if (at + centralLength > directory.length) throw wrong('directory')
    const header = viewOf(directory.subarray(at, at + centralLength))
    if (index === 0) moment = header.getUint32(12, true)
    const length = header.getUint16(28, true)
    const name = nameIn(directory.subarray(at + centralLength, at + centralLength + length))
    // Some systems do not tell capitals apart: two such names would overwrite each other.
    const key = name.toLowerCase()
    if (names.has(key)) throw wrong(name)
    names.add(key)
    entries.push({ name, crc32: header.getUint32(16, true), sizeBytes: header.getUint32(20, true) })
    at += centralLength + length
  }
  return { entries, moment }
}

/** A name that stays below the folder it is unpacked in, on every system. */
export const isPlainName = (name: string): boolean =>
  name.length > 0 &&
  name.length <= 250 &&
  name === name.normalize('NFC') &&
  !/[\p{Cc}\p{Cf}<>:"|?*\\]/u.test(name) &&
  name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[. ]$/.test(part))

function nameIn(bytes: Uint8Array): string {
  let name: string
  try {
    name = textOf(bytes)
  } catch {
    throw new EvidenceError('archive-malformed', { reason: 'name' })
  }
  if (!isPlainName(name)) throw new EvidenceError('archive-malformed', { reason: 'name' })
  return name
}

export const partOf = (source: ByteSource, start: number, sizeBytes: number): ByteSource => ({
  sizeBytes,
  read: (from, length) => source.read(start + from, Math.min(length, sizeBytes - from)),
})

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1
  return value
})

/** The checksum that ZIP keeps, a piece at a time: begin with 0. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] as number)
  return ~value >>> 0
}
