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

/** Bytes of the file. @throws FontUnreadable or RangeError beyond its end */
export type ReadBytes = (offset: number, length: number) => DataView
type Table = (tag: string) => DataView | null
/** First and last code point, sorted, not overlapping. */
type Ranges = readonly (readonly [first: number, last: number])[]

/**
 * Faces of a TTF, OTF or TTC file.
 *
 * @throws FontUnreadable
 * @source ISO/IEC 14496-22 (OpenType): table directory, `cmap` formats 4 and 12, `name`
 */
export function facesIn(read: ReadBytes, sizeBytes: number): FontFace[] {
  try {
    return faceOffsets(read).map((offset) => {
      const table = tableReader(read, offset, sizeBytes)
      const ranges = coverage(table('cmap'))
      return { families: familyNames(table('name')), covers: (codePoint) => within(ranges, codePoint) }
    })
  } catch (error) {
    // Offsets in a damaged file point anywhere.
    if (error instanceof RangeError) throw new FontUnreadable('cut')
    throw error
  }
}

/** The same of a file that is in memory. @throws FontUnreadable */
export const facesOfBytes = (bytes: Uint8Array): FontFace[] =>
  facesIn((offset, length) => new DataView(bytes.buffer, bytes.byteOffset + offset, length), bytes.length)

const tagAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(at + place)))
/** What follows a place in a table. */
const after = (view: DataView, offset: number): DataView =>
  new DataView(view.buffer, view.byteOffset + offset, view.byteLength - offset)

function faceOffsets(read: ReadBytes): number[] {
  const head = read(0, 12)
  const tag = tagAt(head, 0)
  if (tag === 'ttcf') {
    const count = head.getUint32(8)
    if (count > 256) throw new FontUnreadable('too many faces')
    const offsets = read(12, 4 * count)
    return Array.from({ length: count }, (_, face) => offsets.getUint32(4 * face))
  }
  if (tag !== 'OTTO' && tag !== 'true' && head.getUint32(0) !== 0x00010000) throw new FontUnreadable('no font')
  return [0]
}

function tableReader(read: ReadBytes, at: number, sizeBytes: number): Table {
  const count = read(at, 12).getUint16(4)
  const directory = read(at + 12, 16 * count)
  const records = Array.from({ length: count }, (_, record) => ({
    tag: tagAt(directory, 16 * record),
    offset: directory.getUint32(16 * record + 8),
    length: directory.getUint32(16 * record + 12),
  }))
  // A file that was cut off may keep its list of characters and lose their shapes.
  if (records.some(({ offset, length }) => offset + length > sizeBytes)) throw new FontUnreadable('cut')
  return (wanted) => {
    const found = records.find(({ tag }) => tag === wanted)
    return found ? read(found.offset, found.length) : null
  }
}

function coverage(cmap: DataView | null): Ranges {
  if (!cmap) return []
  const encodings = Array.from({ length: cmap.getUint16(2) }, (_, at) => {
    const offset = cmap.getUint32(8 + 8 * at)
    return { platform: cmap.getUint16(4 + 8 * at), format: cmap.getUint16(offset), offset }
  }).filter(({ platform }) => platform === 0 || platform === 3)
  const full = encodings.find(({ format }) => format === 12)
  if (full) return segmentedCoverage(after(cmap, full.offset))
  const basic = encodings.find(({ format }) => format === 4)
  return basic ? basicCoverage(after(cmap, basic.offset)) : []
}

function segmentedCoverage(table: DataView): Ranges {
  return Array.from({ length: table.getUint32(12) }, (_, group) => {
    const at = 16 + 12 * group
    const first = table.getUint32(at)
    // Glyph 0 is the empty box.
    return [table.getUint32(at + 8) === 0 ? first + 1 : first, table.getUint32(at + 4)] as const
  })
}

function basicCoverage(table: DataView): Ranges {
  const doubled = table.getUint16(6)
  const [ends, starts, deltas, offsets] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled] as const
  const ranges: [number, number][] = []
  for (let segment = 0; segment < doubled; segment += 2) {
    const start = table.getUint16(starts + segment)
    const end = table.getUint16(ends + segment)
    const delta = table.getUint16(deltas + segment)
    const offset = table.getUint16(offsets + segment)
    for (let code = start; code <= end && code < 0xffff; code++) {
      const stored = offset === 0 ? code : table.getUint16(offsets + segment + offset + 2 * (code - start))
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
const utf16 = new TextDecoder('utf-16be')

function familyNames(table: DataView | null): string[] {
  if (!table) return []
  const texts = after(table, table.getUint16(4))
  const records = Array.from({ length: table.getUint16(2) }, (_, record) => {
    const at = 6 + 12 * record
    return {
      platform: table.getUint16(at),
      id: table.getUint16(at + 6),
      bytes: new Uint8Array(texts.buffer, texts.byteOffset + table.getUint16(at + 10), table.getUint16(at + 8)),
    }
  })
  // Platforms 0 and 3 write UTF-16; platform 1 has code pages of its own and always stands beside one of them.
  const names = familyNameIds.flatMap((wanted) =>
    records
      .filter(({ id, platform, bytes }) => id === wanted && platform !== 1 && bytes.length % 2 === 0)
      .map(({ bytes }) => utf16.decode(bytes)),
  )
  return [...new Set(names)]
}
