import { readExif } from './exif.ts'
import { distinct, type Finding, finding } from './finding.rules.ts'
import { readXmp } from './xmp.ts'

/** What a picture says, and the same picture without it. `copy` is null for a file that does not follow its own format. */
export type Picture = { readonly findings: readonly Finding[]; readonly copy: Uint8Array | null }

const latin = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
const utf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/**
 * Of a JPEG file only what is needed to draw it is kept: tables, frames, scans, the JFIF head and Adobe's note on colours.
 * All other APP segments, comments and whatever follows the end of the picture are left out; how the picture is turned is
 * written anew.
 *
 * @source ITU-T T.81 Annex B
 */
export function cleanJpeg(bytes: Uint8Array): Picture {
  const kept: Uint8Array[] = []
  const findings: Finding[] = []
  let [at, orientation, afterHead] = [2, 1, 1]
  kept.push(bytes.subarray(0, 2))
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return { findings, copy: null }
    const marker = bytes[at + 1] as number
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++
      continue
    }
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    const segment = bytes.subarray(at, at + 2 + length)
    if (length < 2 || segment.length < 2 + length) return { findings, copy: null }
    if (belongsToThePicture(marker, segment)) {
      kept.push(segment)
      if (marker === 0xe0) afterHead = kept.length
    } else {
      const told = readSegment(marker, segment.subarray(4))
      findings.push(...told.findings)
      if (told.orientation !== 1) orientation = told.orientation
    }
    at += 2 + length
    if (marker !== 0xda) continue
    const end = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, end))
    at = end
    if (bytes[at + 1] === 0xd9) return finished()
  }
  return { findings: distinct(findings), copy: null }

  function finished(): Picture {
    kept.push(bytes.subarray(at, at + 2))
    if (bytes.length > at + 2) findings.push(...finding('other', `${bytes.length - at - 2} B`))
    if (orientation > 1 && orientation <= 8) kept.splice(afterHead, 0, turned(orientation))
    return { findings: distinct(findings), copy: Buffer.concat(kept) }
  }
}

/** APP0 only as JFIF, APP14 only as Adobe's note; of the others none. COM is 0xFE. */
function belongsToThePicture(marker: number, segment: Uint8Array): boolean {
  const name = latin(segment.subarray(4, 9))
  if (marker === 0xe0) return name === 'JFIF\0'
  if (marker === 0xee) return name === 'Adobe'
  return !(marker >= 0xe1 && marker <= 0xef) && marker !== 0xfe
}

function readSegment(marker: number, content: Uint8Array): { findings: readonly Finding[]; orientation: number } {
  const begins = (text: string) => latin(content.subarray(0, text.length)) === text
  if (marker === 0xe1 && begins('Exif\0\0')) return readExif(content.subarray(6))
  if (marker === 0xe1 && begins('http://ns.adobe.com/xap/1.0/\0'))
    return { findings: readXmp(utf(content.subarray(29))), orientation: 1 }
  if (marker === 0xfe) return { findings: finding('comment', utf(content)), orientation: 1 }
  if (marker === 0xed) return { findings: finding('other', 'IPTC'), orientation: 1 }
  return { findings: [], orientation: 1 }
}

/** Where the coded data end: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] as number
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** An EXIF block that says how the picture is turned, and nothing else. */
const turned = (orientation: number): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, 0xe1, 0, 34]),
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'),
    Buffer.from([orientation, 0, 0, 0, 0, 0, 0]),
  ])

/** Chunks of a PNG file that draw it, animation included. */
const drawing = new Set(
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs'].concat(
    'acTL',
    'fcTL',
    'fdAT',
  ),
)

/** Of a PNG file only the chunks that draw it are kept. @source W3C PNG (Third Edition) §11 */
export function cleanPng(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const findings: Finding[] = []
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) break
    const name = latin(bytes.subarray(at + 4, at + 8))
    if (drawing.has(name)) kept.push(bytes.subarray(at, end))
    else findings.push(...readChunk(name, bytes.subarray(at + 8, at + 8 + length)))
    at = end
    if (name !== 'IEND') continue
    if (bytes.length > at) findings.push(...finding('other', `${bytes.length - at} B`))
    return { findings: distinct(findings), copy: Buffer.concat(kept) }
  }
  return { findings: distinct(findings), copy: null }
}

function readChunk(name: string, content: Uint8Array): readonly Finding[] {
  if (name === 'eXIf') return readExif(content).findings
  if (name === 'tIME')
    return content.length < 7
      ? []
      : finding(
          'made-at',
          `${((content[0] as number) << 8) | (content[1] as number)}-${content[2]}-${content[3]} ${content[4]}:${content[5]}`,
        )
  if (name !== 'tEXt' && name !== 'iTXt' && name !== 'zTXt') return finding('other', name)
  const key = latin(content.subarray(0, Math.max(0, content.indexOf(0))))
  const text = name === 'zTXt' ? '' : utf(content.subarray(key.length + 1))
  if (text.includes('<x:xmpmeta')) return readXmp(text)
  const kind = /author|artist|copyright/i.test(key) ? 'author' : /software/i.test(key) ? 'software' : 'comment'
  return finding(kind, kind === 'comment' ? `${key} ${text}` : text)
}
