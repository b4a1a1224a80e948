import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { cameraBlock, end, photo, scans, table } from '../../../test/photo-maker.ts'
import { inspectFile } from './inspect-file.ts'
import { readZip, writeZip, type ZipPart } from './zip.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')
const told = async (bytes: Buffer) => (await inspectFile(bytes)).findings.map(({ kind, value }) => `${kind}: ${value}`)

describe('a photograph', () => {
  test('says where, with what and by whom it was taken', async () => {
    expect(await told(photo)).toEqual([
      'device: 虚构牌',
      'device: X-100',
      'author: 张三',
      'place: 29.56300, 106.55000',
      'author: 李四',
      'comment: 内部',
    ])
  })

  test('is copied without any of it, turned as before, its coded data untouched', async () => {
    const { copy, format } = await inspectFile(photo)
    expect(format).toBe('jpeg')
    const bytes = Buffer.from(copy ?? [])
    for (const word of ['虚构牌', 'X-100', '张三', '李四', '内部', 'xmpmeta'])
      expect(bytes.includes(word), word).toBe(false)
    expect(bytes.includes(Buffer.concat([table, scans, end]))).toBe(true)
    expect(await told(bytes)).toEqual([])
    // Cleaning the copy again changes nothing: it still says that it is turned.
    expect(Buffer.from((await inspectFile(bytes)).copy ?? []).equals(bytes)).toBe(true)
    expect(bytes.includes(latin('Exif\0\0'))).toBe(true)
  })

  test('keeps nothing that follows its end, where phones put a short film', async () => {
    const { copy, findings } = await inspectFile(Buffer.concat([photo, Buffer.from('film of the reporter')]))
    expect(Buffer.from(copy ?? []).includes('film')).toBe(false)
    expect(findings).toContainEqual({ kind: 'other', value: '20 B' })
  })

  test('that is cut short has no copy', async () => {
    for (const length of [10, 60, photo.length - 2])
      expect(await inspectFile(photo.subarray(0, length))).toMatchObject({ copy: null, apart: 'cannot-be-cleaned' })
  })

  test('with lengths that lead out of it does no harm', async () => {
    for (let at = 30; at < 200; at++) {
      const broken = Buffer.from(photo)
      broken.writeUInt32BE(0xfffffff0, at)
      await expect(inspectFile(broken)).resolves.toMatchObject({ format: 'jpeg' })
    }
  })
})

const chunk = (name: string, content: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, latin(name), content, Buffer.alloc(4)])
}
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const drawn = [chunk('IHDR', Buffer.alloc(13)), chunk('IDAT', Buffer.from('pixels')), chunk('IEND', Buffer.alloc(0))]

test('a PNG picture is copied without texts, times and camera data', async () => {
  const [first, data, last] = drawn as [Buffer, Buffer, Buffer]
  const extra = [
    chunk('tEXt', latin('Author\0Zhang San')),
    chunk('eXIf', cameraBlock()),
    chunk('tIME', Buffer.from([0x07, 0xea, 11, 24, 10, 0, 0])),
    chunk('iCCP', latin('profile')),
  ]
  const bytes = Buffer.concat([signature, first, ...extra, data, last])
  expect(await told(bytes)).toEqual([
    'author: Zhang San',
    'device: 虚构牌',
    'device: X-100',
    'author: 张三',
    'place: 29.56300, 106.55000',
    'made-at: 2026-11-24 10:0',
    'other: iCCP',
  ])
  const { copy } = await inspectFile(bytes)
  expect(Buffer.from(copy ?? []).equals(Buffer.concat([signature, ...drawn]))).toBe(true)
})

const types = '<Types><Override PartName="/word/document.xml"/></Types>'
const wordParts = (more: readonly ZipPart[] = [], body = ''): ZipPart[] => [
  { name: '[Content_Types].xml', bytes: Buffer.from(types) },
  { name: 'word/document.xml', bytes: Buffer.from(`<w:document>${body}</w:document>`) },
  ...more,
]
const part = (name: string, content: string | Buffer): ZipPart => ({ name, bytes: Buffer.from(content) })

describe('an Office document', () => {
  const parts = wordParts(
    [
      part(
        'docProps/core.xml',
        '<cp:coreProperties><dc:creator>张三</dc:creator><cp:lastModifiedBy>李四&amp;王五</cp:lastModifiedBy><dcterms:created xsi:type="x">2026-11-20T08:00:00Z</dcterms:created></cp:coreProperties>',
      ),
      part('docProps/app.xml', '<Properties><Company>虚构公司</Company><Application>Office</Application></Properties>'),
      part('word/comments.xml', '<w:comment w:author="赵六" w:initials="ZL">看这里</w:comment>'),
      part(
        'word/people.xml',
        "<w15:person w15:author='赵六'><w15:presenceInfo w15:providerId='AD' w15:userId='S-1-5-21'/></w15:person>",
      ),
      part(
        'word/_rels/settings.xml.rels',
        '<Relationship TargetMode="External" Target="file:///C:\\Users\\zhangsan\\模板.dotx"/>',
      ),
      part('word/settings.xml', '<w:settings><w:rsids><w:rsid w:val="00AB"/></w:rsids><w:zoom/></w:settings>'),
      part('word/media/image1.jpeg', photo),
    ],
    '<w:p w:rsidR="00AB12CD"><w:ins w:author="孙七"><w:t>正文</w:t></w:ins></w:p>',
  )

  test('says who made it, for whom, and who commented', async () => {
    const { findings, format } = await inspectFile(await writeZip(parts))
    expect(format).toBe('word')
    const values = findings.map(({ value }) => value)
    for (const word of ['张三', '李四&王五', '虚构公司', '赵六', '孙七', '29.56300, 106.55000'])
      expect(values, word).toContain(word)
    expect(values.some((value) => value.includes('zhangsan'))).toBe(true)
  })

  test('is copied with its text and without any of it, pictures included', async () => {
    const { copy } = await inspectFile(await writeZip(parts))
    const copied = (await readZip(Buffer.from(copy ?? []))) ?? []
    expect(copied.map(({ name }) => name)).toEqual(parts.map(({ name }) => name))
    const all = Buffer.concat(copied.map(({ bytes }) => bytes))
    for (const word of ['张三', '李四', '赵六', 'ZL', '孙七', '虚构公司', 'S-1-5-21', 'zhangsan', '00AB', '虚构牌'])
      expect(all.includes(word), word).toBe(false)
    for (const word of ['正文', '看这里', '<w:zoom/>']) expect(all.includes(word), word).toBe(true)
  })

  test('a workbook loses the path it was saved at and the names beside its comments', async () => {
    const bytes = await writeZip([
      part('[Content_Types].xml', types),
      part('xl/workbook.xml', '<workbook><x15ac:absPath url="C:\\Users\\lisi\\" xmlns:x15ac="x"/><sheets/></workbook>'),
      part('xl/comments1.xml', '<comments><authors><author>钱八</author></authors></comments>'),
      part('xl/persons/person.xml', '<person displayName="周九" userId="zhou@example.test"/>'),
    ])
    const { copy, findings, format } = await inspectFile(bytes)
    expect(format).toBe('sheet')
    expect(findings.map(({ value }) => value)).toEqual(['C:\\Users\\lisi\\', '钱八', '周九'])
    const all = Buffer.concat(((await readZip(Buffer.from(copy ?? []))) ?? []).map((one) => one.bytes))
    for (const word of ['lisi', '钱八', '周九', 'zhou@']) expect(all.includes(word), word).toBe(false)
  })

  test.each([
    ['a macro', part('word/vbaProject.bin', 'x'), 'macros'],
    ['an embedded program', part('word/embeddings/oleObject1.bin', 'x'), 'active-content'],
    ['a film', part('word/media/film.mp4', 'x'), 'cannot-be-cleaned'],
    [
      'a part in UTF-16',
      part('word/comments.xml', Buffer.from('\ufeff<w:comment w:author="赵六"/>', 'utf16le')),
      'cannot-be-cleaned',
    ],
  ])('with %s has no copy', async (_name, extra, apart) => {
    expect(await inspectFile(await writeZip(wordParts([extra])))).toMatchObject({ copy: null, apart })
  })

  test('within another document is cleaned as well, but not without end', async () => {
    const inner = await writeZip([part('[Content_Types].xml', types), part('xl/workbook.xml', '<a author="吴十"/>')])
    const outer = await writeZip(wordParts([part('word/embeddings/a.xlsx', inner)]))
    const { copy, findings } = await inspectFile(outer)
    expect(findings.map(({ value }) => value)).toContain('吴十')
    expect(copy).not.toBeNull()
    let deep = inner
    for (let depth = 0; depth < 3; depth++) deep = await writeZip(wordParts([part('word/embeddings/a.docx', deep)]))
    expect(await inspectFile(deep)).toMatchObject({ copy: null, apart: 'active-content' })
  })

  test('that would unpack to gigabytes is refused before it does', async () => {
    const bomb = await writeZip(
      wordParts(Array.from({ length: 5 }, (_, at) => part(`word/${at}.xml`, Buffer.alloc(30 << 20)))),
    )
    expect(bomb.length).toBeLessThan(1 << 20)
    await expect(inspectFile(bomb)).rejects.toMatchObject({ code: 'file-bomb' })
    const many = await writeZip(wordParts(Array.from({ length: 2001 }, (_, at) => part(`word/${at}.xml`, ''))))
    await expect(inspectFile(many)).rejects.toMatchObject({ code: 'file-bomb' })
  })

  test('that lies about its sizes, is cut short, or is another archive, has no copy', async () => {
    const bytes = await writeZip(parts)
    const lying = Buffer.from(bytes)
    // The uncompressed size of the first entry in the central directory.
    const directory = lying.lastIndexOf(latin('PK\x01\x02'))
    lying.writeUInt32LE(3, directory + 24)
    for (const broken of [lying, bytes.subarray(0, bytes.length - 30), await writeZip([part('a.txt', 'a')])])
      expect(await inspectFile(broken)).toMatchObject({ copy: null, apart: 'cannot-be-cleaned' })
  })
})

describe('a PDF file', () => {
  const packed = deflateSync(Buffer.from('<< /Author (Zhang San) /Title <FEFF5185 90E8> >>'))
  const pdf = Buffer.concat([
    latin('%PDF-1.7\n1 0 obj << /Producer (Writer \\(5\\)) /CreationDate (D:20261120) >> endobj\n'),
    latin(`2 0 obj << /Type /ObjStm /Filter /FlateDecode /Length ${packed.length} >> stream\n`),
    packed,
    latin('\nendstream endobj\n%%EOF'),
  ])

  test('says who made it, also where that is packed away, and has no copy', async () => {
    expect(await inspectFile(pdf)).toMatchObject({ format: 'pdf', copy: null, apart: 'cannot-be-cleaned' })
    expect(await told(pdf)).toEqual(['software: Writer (5)', 'made-at: D:20261120', 'author: Zhang San', 'title: 内部'])
  })

  test.each(['/JavaScript', '/Launch', '/EmbeddedFile'])('with %s is never given to anybody to open', async (name) => {
    expect(await inspectFile(Buffer.concat([pdf, latin(`\n3 0 obj << ${name} 4 0 R >>`)]))).toMatchObject({
      apart: 'active-content',
    })
  })
})

test.each([
  ['plain text', Buffer.from('虚构线索'), 'text', null],
  ['text in the older Chinese encoding', Buffer.from([0xd0, 0xe9, 0xb9, 0xb9]), 'text', null],
  ['an old Office file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'other', 'active-content'],
  ['rich text', Buffer.from('{\\rtf1 a}'), 'other', 'cannot-be-cleaned'],
  ['anything else', Buffer.from([0, 1, 2, 3]), 'other', 'cannot-be-cleaned'],
] as const)('%s is told by its bytes', async (_name, bytes, format, apart) => {
  const inspected = await inspectFile(bytes)
  expect(inspected).toMatchObject({ format, apart, findings: [] })
  expect(inspected.copy === null).toBe(apart !== null)
})
