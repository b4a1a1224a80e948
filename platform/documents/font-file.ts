import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** What one face of a font file can show, read from its tables without loading its outlines. */
export type FontFace = {
  /** Every spelling under which the face may be asked for, the typographic family before the plain one. */
  readonly families: readonly string[]
  readonly covers: (codePoint: number) => boolean
}

/** A font file that is not one, or is cut off. */
export class FontUnreadable extends Error {
  override readonly name = 'FontUnreadable'
}

type Table = (tag: string) => Buffer | null
/** First and last code point, sorted, not overlapping. */
type Ranges = readonly (readonly [first: number, last: number])[]

/**
 * Faces of a TTF, OTF or TTC file.
 *
 * @throws FontUnreadable
 * @source ISO/IEC 14496-22 (OpenType): table directory, `cmap` formats 4 and 12, `name`
 */
export function readFontFile(path: string): FontFace[] {
  const handle = openSync(path, 'r')
  const { size } = fstatSync(handle)
  const read = (offset: number, length: number): Buffer => {
    if (offset + length > size) throw new FontUnreadable(path)
    const bytes = Buffer.alloc(length)
    if (readSync(handle, bytes, 0, length, offset) !== length) throw new FontUnreadable(path)
    return bytes
  }
  try {
    return faceOffsets(read).map((offset) => {
      const table = tableReader(read, offset, size)
      const ranges = coverage(table('cmap'))
      return { families: familyNames(table('name')), covers: (codePoint) => within(ranges, codePoint) }
    })
  } catch (error) {
    // Offsets in a damaged file point anywhere.
    if (error instanceof RangeError) throw new FontUnreadable(path)
    throw error
  } finally {
    closeSync(handle)
  }
}

type Read = (offset: number, length: number) => Buffer

function faceOffsets(read: Read): number[] {
  const head = read(0, 12)
  const tag = head.toString('latin1', 0, 4)
  if (tag === 'ttcf') {
    const count = head.readUInt32BE(8)
    if (count > 256) throw new FontUnreadable('too many faces')
    const offsets = read(12, 4 * count)
    return Array.from({ length: count }, (_, face) => offsets.readUInt32BE(4 * face))
  }
  if (tag !== 'OTTO' && tag !== 'true' && head.readUInt32BE(0) !== 0x00010000) throw new FontUnreadable('no font')
  return [0]
}

function tableReader(read: Read, at: number, size: number): Table {
  const count = read(at, 12).readUInt16BE(4)
  const directory = read(at + 12, 16 * count)
  for (let record = 0; record < directory.length; record += 16)
    // A file that was cut off may keep its list of characters and lose their shapes.
    if (directory.readUInt32BE(record + 8) + directory.readUInt32BE(record + 12) > size) throw new FontUnreadable('cut')
  return (tag) => {
    for (let record = 0; record < directory.length; record += 16)
      if (directory.toString('latin1', record, record + 4) === tag)
        return read(directory.readUInt32BE(record + 8), directory.readUInt32BE(record + 12))
    return null
  }
}

function coverage(cmap: Buffer | null): Ranges {
  if (!cmap) return []
  const encodings = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => {
    const offset = cmap.readUInt32BE(8 + 8 * at)
    return { platform: cmap.readUInt16BE(4 + 8 * at), format: cmap.readUInt16BE(offset), offset }
  }).filter(({ platform }) => platform === 0 || platform === 3)
  const full = encodings.find(({ format }) => format === 12)
  if (full) return segmentedCoverage(cmap.subarray(full.offset))
  const basic = encodings.find(({ format }) => format === 4)
  return basic ? basicCoverage(cmap.subarray(basic.offset)) : []
}

function segmentedCoverage(table: Buffer): Ranges {
  return Array.from({ length: table.readUInt32BE(12) }, (_, group) => {
    const at = 16 + 12 * group
    const first = table.readUInt32BE(at)
    // Glyph 0 is the empty box.
    return [table.readUInt32BE(at + 8) === 0 ? first + 1 : first, table.readUInt32BE(at + 4)] as const
  })
}

function basicCoverage(table: Buffer): Ranges {
  const doubled = table.readUInt16BE(6)
  const [ends, starts, deltas, offsets] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled] as const
  const ranges: [number, number][] = []
  for (let segment = 0; segment < doubled; segment += 2) {
    const start = table.readUInt16BE(starts + segment)
    const end = table.readUInt16BE(ends + segment)
    const delta = table.readUInt16BE(deltas + segment)
    const offset = table.readUInt16BE(offsets + segment)
    for (let code = start; code <= end && code < 0xffff; code++) {
      const stored = offset === 0 ? code : table.readUInt16BE(offsets + segment + offset + 2 * (code - start))
      const glyph = offset !== 0 && stored === 0 ? 0 : (stored + delta) & 0xffff
      if (glyph === 0) continue
      const last = ranges.at(-1)
      if (last && last[1] === code - 1) last[1] = code
      else ranges.push([code, code])
    }
  }
  return ranges
}

function within(ranges: Ranges, codePoint: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = ranges[middle] as readonly [number, number]
    if (codePoint < first) high = middle - 1
    else if (codePoint > last) low = middle + 1
    else return true
  }
  return false
}

const familyNameIds = [16, 1]

function familyNames(table: Buffer | null): string[] {
  if (!table) return []
  const texts = table.readUInt16BE(4)
  const records = Array.from({ length: table.readUInt16BE(2) }, (_, record) => {
    const at = 6 + 12 * record
    const start = texts + table.readUInt16BE(at + 10)
    return {
      platform: table.readUInt16BE(at),
      id: table.readUInt16BE(at + 6),
      bytes: table.subarray(start, start + table.readUInt16BE(at + 8)),
    }
  })
  // Platforms 0 and 3 write UTF-16; platform 1 has code pages of its own and always stands beside one of them.
  const names = familyNameIds.flatMap((wanted) =>
    records
      .filter(({ id, platform, bytes }) => id === wanted && platform !== 1 && bytes.length % 2 === 0)
      .map(({ bytes }) => Buffer.from(bytes).swap16().toString('utf16le')),
  )
  return [...new Set(names)]
}
