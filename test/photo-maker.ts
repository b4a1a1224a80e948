/** A photograph as a phone makes it, with everything that it should not tell; built by hand so that each byte is known. */

const latin = (text: string) => Buffer.from(text, 'latin1')

/** One directory of EXIF, big-endian; values longer than four bytes stand after it. */
function exif(
  entries: readonly (readonly [tag: number, type: number, count: number, value: Buffer])[],
  at = 8,
): Buffer {
  const table = Buffer.alloc(2 + entries.length * 12 + 4)
  table.writeUInt16BE(entries.length)
  let rest = Buffer.alloc(0)
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const place = 2 + index * 12
    table.writeUInt16BE(tag, place)
    table.writeUInt16BE(type, place + 2)
    table.writeUInt32BE(count, place + 4)
    if (value.length <= 4) value.copy(table, place + 8)
    else {
      table.writeUInt32BE(at + table.length + rest.length, place + 8)
      rest = Buffer.concat([rest, value])
    }
  }
  return Buffer.concat([table, rest])
}
const words = (text: string) => Buffer.from(`${text}\0`)
const text = (tag: number, value: string) => [tag, 2, words(value).length, words(value)] as const
const number = (tag: number, value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return [tag, 4, 1, bytes] as const
}
const degrees = (...parts: number[]) => {
  const bytes = Buffer.alloc(24)
  for (const [index, part] of parts.entries()) {
    bytes.writeUInt32BE(Math.round(part * 100), index * 8)
    bytes.writeUInt32BE(100, index * 8 + 4)
  }
  return bytes
}

export function cameraBlock(orientation = 6): Buffer {
  const turned = Buffer.from([0, orientation, 0, 0])
  const fixed = [text(271, '虚构牌'), text(272, 'X-100'), [274, 3, 1, turned], text(315, '张三')] as const
  const main = (gps: number) => exif([...fixed, number(34853, gps)])
  const gpsAt = 8 + main(0).length
  const gps = exif(
    [
      [1, 2, 2, words('N')],
      [2, 5, 3, degrees(29, 33, 46.8)],
      [3, 2, 2, words('E')],
      [4, 5, 3, degrees(106, 33, 0)],
    ],
    gpsAt,
  )
  return Buffer.concat([latin('MM\0*\0\0\0\x08'), main(gpsAt), gps])
}

const segment = (marker: number, content: Buffer) => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(content.length + 2)
  return Buffer.concat([Buffer.from([0xff, marker]), length, content])
}
const jfif = segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'))
export const table = segment(0xdb, Buffer.alloc(65, 1))
/** Coded data with a stuffed zero and a restart mark, in two scans with a table between them. */
export const scans = Buffer.concat([
  segment(0xda, latin('\x01\x01\0\0?\0')),
  Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4]),
  segment(0xc4, Buffer.alloc(20, 2)),
  segment(0xda, latin('\x01\x01\0\0?\0')),
  Buffer.from([5, 6]),
])
export const end = Buffer.from([0xff, 0xd9])
const begin = Buffer.from([0xff, 0xd8])
const withinExif = segment(0xe1, Buffer.concat([latin('Exif\0\0'), cameraBlock()]))
const xmp = segment(
  0xe1,
  Buffer.from(
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>李四</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>',
  ),
)
export const photo = Buffer.concat([
  begin,
  jfif,
  withinExif,
  xmp,
  segment(0xfe, Buffer.from('内部')),
  table,
  scans,
  end,
])
