import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF made by our typesetter, a page an item, in the order of its content streams, without the line ends
 * that only layout put there. It reads what krilla writes (no object streams, Identity-H fonts), not every PDF.
 */
export function pdfText(pdf: Uint8Array): string[] {
  const source = Buffer.from(pdf).toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj\n/g))
    objects.set(id, body)
  const object = (id: string | undefined) => objects.get(id ?? '') ?? ''
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body))
  return pages.map((page) => {
    const fonts = new Map(
      [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [
        name,
        unicodeOf(streamOf(object(/\/ToUnicode (\d+) 0 R/.exec(object(id))?.[1]))),
      ]),
    )
    const content = streamOf(object(/\/Contents (\d+) 0 R/.exec(page)?.[1]))
    return [...content.matchAll(/BT\n([\s\S]*?)\nET\n/g)].map(([, shown = '']) => shownText(shown, fonts)).join('')
  })
}

function streamOf(body: string): string {
  const at = body.indexOf('\nstream\n')
  if (at < 0) return ''
  const bytes = Buffer.from(body.slice(at + 8, body.lastIndexOf('\nendstream')), 'latin1')
  return body.slice(0, at).includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1')
}

function unicodeOf(map: string): Map<number, string> {
  return new Map(
    [...map.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm)].map(([, code = '', text = '']) => [
      Number.parseInt(code, 16),
      Buffer.from(text, 'hex').swap16().toString('utf16le'),
    ]),
  )
}

function shownText(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> = new Map()
  let shown = ''
  for (let at = 0; at < content.length; at++) {
    if (content[at] === '/') {
      const name = /^\/(f\d+) [\d.]+ Tf/.exec(content.slice(at, at + 40))?.[1]
      if (name) font = fonts.get(name) ?? new Map()
    }
    const text = stringAt(content, at)
    if (!text) continue
    for (let code = 0; code + 1 < text.bytes.length; code += 2)
      shown += font.get(text.bytes.readUInt16BE(code)) ?? '\ufffd'
    at = text.end
  }
  return shown
}

function stringAt(content: string, at: number): { bytes: Buffer; end: number } | null {
  if (content[at] === '(') {
    const end = stringEnd(content, at)
    return { bytes: unescaped(content.slice(at + 1, end)), end }
  }
  const end = content[at] === '<' ? content.indexOf('>', at) : -1
  const hex = content.slice(at + 1, end)
  return end > 0 && /^(?:[0-9A-F]{4})+$/.test(hex) ? { bytes: Buffer.from(hex, 'hex'), end } : null
}

/** Parentheses in pairs stand in a string unescaped. */
function stringEnd(content: string, start: number): number {
  let depth = 0
  for (let at = start; at < content.length; at++) {
    if (content[at] === '\\') at++
    else if (content[at] === '(') depth++
    else if (content[at] === ')' && --depth === 0) return at
  }
  throw new RangeError('a string of the PDF does not end')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const unescaped = (text: string): Buffer =>
  Buffer.from(
    text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal?: string, sign?: string) =>
      octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (escapes[sign ?? ''] ?? sign ?? ''),
    ),
    'latin1',
  )
