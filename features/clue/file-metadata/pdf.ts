import { inflateSync } from 'node:zlib'
import { type Apart, distinct, type Finding, type FindingKind, finding } from './finding.rules.ts'
import { readXmp } from './xmp.ts'

/**
 * What a PDF file says about its makers. It is searched, not parsed, and its compressed parts are looked into up to a limit.
 *
 * No copy is made: earlier states of the file, embedded pictures and parts of third-party programs may hold the same facts
 * again, and a copy that might still name somebody is worse than none.
 *
 * @source ISO 32000-1 §14.3 (Info, XMP), §7.5.7 (object streams), §12.6 (actions), §7.11.4 (embedded files)
 */
export function readPdf(bytes: Buffer): { findings: readonly Finding[]; apart: Apart } {
  const texts = [bytes.toString('latin1'), ...unpacked(bytes)]
  const findings = texts.flatMap((text) => [...infoIn(text), ...xmpIn(text)])
  const acts = texts.some((text) => /\/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b/.test(text))
  const locked = texts.some((text) => /\/Encrypt\b/.test(text))
  return {
    findings: distinct([...findings, ...(locked ? finding('other', 'Encrypt') : [])]),
    apart: acts ? 'active-content' : 'cannot-be-cleaned',
  }
}

const most = { streams: 2000, bytes: 20 * 1024 * 1024 } as const

/** Streams that can be inflated and hold objects or XML; pictures and pages are not looked at. */
function unpacked(bytes: Buffer): string[] {
  const texts: string[] = []
  let [at, total] = [0, 0]
  for (let count = 0; count < most.streams && total < most.bytes; count++) {
    const found = bytes.indexOf('stream', at, 'latin1')
    if (found < 0) break
    const end = bytes.indexOf('endstream', found, 'latin1')
    if (end < 0) break
    at = end + 9
    const dictionary = bytes.subarray(Math.max(0, found - 400), found).toString('latin1')
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    if (!/\/(?:ObjStm|Metadata)\b/.test(own) || !/\/FlateDecode\b/.test(own)) continue
    const from = bytes[found + 6] === 0x0d ? found + 8 : found + 7
    try {
      const text = inflateSync(bytes.subarray(from, end), { maxOutputLength: 4 * 1024 * 1024 }).toString('latin1')
      total += text.length
      texts.push(text)
    } catch {
      // Broken, locked or far too large: it is told as it stands, without what is in here.
    }
  }
  return texts
}

const keys: Readonly<Record<string, FindingKind>> = {
  Author: 'author',
  Creator: 'software',
  Producer: 'software',
  Title: 'title',
  Subject: 'title',
  Keywords: 'title',
  Company: 'company',
  CreationDate: 'made-at',
  ModDate: 'made-at',
}
const info = new RegExp(
  `/(${Object.keys(keys).join('|')})\\s*(?:\\(((?:[^()\\\\]|\\\\[\\s\\S]){0,400})\\)|<([0-9A-Fa-f\\s]{0,1600})>)`,
  'g',
)

const infoIn = (text: string): Finding[] =>
  [...text.matchAll(info)].flatMap(([, key = '', literal, hex]) =>
    finding(keys[key] ?? 'other', decoded(literal === undefined ? fromHex(hex ?? '') : fromLiteral(literal))),
  )

const fromHex = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex')
const fromLiteral = (text: string) =>
  Buffer.from(
    text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, sign: string) =>
      /^[0-7]/.test(sign) ? String.fromCharCode(Number.parseInt(sign, 8) & 255) : sign,
    ),
    'latin1',
  )

function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  return new TextDecoder().decode(bytes)
}

const xmpIn = (text: string): Finding[] => {
  const at = text.indexOf('<x:xmpmeta')
  return at < 0 ? [] : readXmp(Buffer.from(text.slice(at, at + 200_000), 'latin1').toString('utf8'))
}
