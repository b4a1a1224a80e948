import { type Finding, type FindingKind, finding } from './finding.rules.ts'

/**
 * What a camera wrote: the block of EXIF, as a stranger may have made it. Whatever does not fit its own lengths is skipped.
 *
 * @source CIPA DC-008 (EXIF 2.32) §4.6, TIFF 6.0 §2
 */
export type Exif = { readonly findings: readonly Finding[]; readonly orientation: number }

const tags: Readonly<Record<number, FindingKind>> = {
  270: 'comment', // ImageDescription
  271: 'device', // Make
  272: 'device', // Model
  305: 'software',
  315: 'author', // Artist
  316: 'device', // HostComputer
  33432: 'author', // Copyright
  36867: 'taken-at', // DateTimeOriginal
  37510: 'comment', // UserComment
  40091: 'title', // XPTitle
  40092: 'comment', // XPComment
  40093: 'author', // XPAuthor
  42032: 'author', // CameraOwnerName
  42033: 'serial', // BodySerialNumber
  42037: 'serial', // LensSerialNumber
}
const inUtf16 = new Set([40091, 40092, 40093])
const widths: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
const mostEntries = 500

type Entry = { readonly tag: number; readonly type: number; readonly bytes: Uint8Array }

/** @param block - from the byte-order mark (`II` or `MM`) on */
export function readExif(block: Uint8Array): Exif {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const little = block[0] === 0x49 && block[1] === 0x49
  if (block.length < 8 || !(little || (block[0] === 0x4d && block[1] === 0x4d))) return { findings: [], orientation: 1 }
  const reader = { block, view, little }
  const main = entriesAt(reader, view.getUint32(4, little))
  const inner = (tag: number) => {
    const pointer = main.find((one) => one.tag === tag)
    return pointer && pointer.bytes.length >= 4 ? entriesAt(reader, numbersOf(reader, pointer)[0] ?? 0) : []
  }
  const told = [...main, ...inner(34665)]
  const orientation = main.find(({ tag }) => tag === 274)
  return {
    findings: [...told.flatMap((entry) => findingOf(entry)), ...placeOf(reader, inner(34853))],
    orientation: orientation ? (numbersOf(reader, orientation)[0] ?? 1) : 1,
  }
}

type Reader = { readonly block: Uint8Array; readonly view: DataView; readonly little: boolean }

function entriesAt({ block, view, little }: Reader, at: number): Entry[] {
  if (at < 8 || at + 2 > block.length) return []
  const count = Math.min(view.getUint16(at, little), mostEntries)
  const entries: Entry[] = []
  for (let index = 0; index < count; index++) {
    const place = at + 2 + index * 12
    if (place + 12 > block.length) break
    const type = view.getUint16(place + 2, little)
    const length = view.getUint32(place + 4, little) * (widths[type] ?? 0)
    const from = length <= 4 ? place + 8 : view.getUint32(place + 8, little)
    if (length === 0 || from + length > block.length) continue
    entries.push({ tag: view.getUint16(place, little), type, bytes: block.subarray(from, from + length) })
  }
  return entries
}

function numbersOf({ little }: Reader, { type, bytes }: Entry): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = widths[type] ?? 1
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, index) => {
    const at = index * width
    if (type === 3) return view.getUint16(at, little)
    if (type === 4) return view.getUint32(at, little)
    if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little)
    return view.getUint8(at)
  })
}

function findingOf({ tag, bytes }: Entry): Finding[] {
  const kind = tags[tag]
  if (!kind) return []
  // The comment of a user begins with eight bytes that name its character set.
  const text = tag === 37510 ? bytes.subarray(8) : bytes
  return finding(kind, new TextDecoder(inUtf16.has(tag) ? 'utf-16le' : 'utf-8').decode(text))
}

function placeOf(reader: Reader, entries: readonly Entry[]): Finding[] {
  const degrees = (tag: number, reference: number) => {
    const found = entries.find((one) => one.tag === tag)
    const side = entries.find((one) => one.tag === reference)?.bytes[0]
    const [whole, minutes = 0, seconds = 0] = found ? numbersOf(reader, found) : []
    if (whole === undefined || !Number.isFinite(whole + minutes + seconds)) return null
    const value = whole + minutes / 60 + seconds / 3600
    return side === 0x53 || side === 0x57 ? -value : value // S, W
  }
  const [latitude, longitude] = [degrees(2, 1), degrees(4, 3)]
  if (latitude !== null && longitude !== null)
    return finding('place', `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)
  return entries.length > 0 ? finding('place', 'GPS') : []
}
