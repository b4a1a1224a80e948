import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import mammoth from 'mammoth'
import { afterAll, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { cleanRichText, RichText, richTextToPlain } from '../../core/rich-text.ts'
import { tsqueryLiteral, tsvectorLiteral, wordsOf } from '../search/tokens.ts'
import { safeEntryName, writeArchive } from './archive.ts'
import { officialDocument } from './official-document.ts'
import { renderRichText } from './rich-text-html.ts'
import { Mistake, NotAWorkbook, readDay, readRows, writeWorkbook } from './workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'shoumi-documents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function partsOf(zip: Buffer): Promise<Map<string, string>> {
  const archive = await yauzl.fromBufferPromise(zip, { lazyEntries: true })
  const parts = new Map<string, string>()
  for await (const entry of archive.eachEntry())
    parts.set(entry.fileName, (await buffer(await archive.openReadStreamPromise(entry))).toString())
  return parts
}

describe('an official document', () => {
  const made = officialDocument({
    title: '关于𠮷㐂喆䶮的通知',
    warning: '虚构示例',
    addressee: '各有关单位',
    blocks: [
      { kind: 'heading', level: 1, text: '一、总体要求' },
      { kind: 'paragraph', text: '为“保护”<商业&秘密>。' },
      {
        kind: 'table',
        columns: [
          { title: '编号', percent: 30 },
          { title: '内容', percent: 70 },
        ],
        rows: [['1', '甲']],
      },
    ],
    signature: { name: '虚构单位', day: '2026年11月24日' },
  })

  test('has the page, the text and the page number of GB/T 9704—2012', async () => {
    const parts = await partsOf(await made)
    const xml = parts.get('word/document.xml') ?? ''
    // A4 is 210 × 297 mm; margins 37, 26, 35, 28 mm; a twip is 1/1440 inch.
    expect(xml).toMatch(/<w:pgSz w:w="11907" w:h="16840"/)
    expect(xml).toMatch(/w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/)
    expect(xml).toContain('仿宋_GB2312')
    expect(xml).toMatch(/方正小标宋简体[\s\S]*?w:sz w:val="44"/)
    expect([...parts.keys()].filter((name) => name.startsWith('word/footer'))).toHaveLength(2)
  })

  test('keeps the end of the text, signature, day and seal together, and the note with them', async () => {
    const parts = await partsOf(
      await officialDocument({
        title: '决定书',
        blocks: [
          { kind: 'paragraph', text: '第一段。\n末段。' },
          { kind: 'seal', name: '示例局', day: '2026年11月24日' },
          { kind: 'note', text: '一式两份。' },
        ],
      }),
    )
    const paragraphs = (parts.get('word/document.xml') ?? '').split('<w:p>').slice(1)
    const kept = (text: string) => paragraphs.find((one) => one.includes(text))?.includes('<w:keepNext/>')
    const all = ['第一段', '末段', '示例局', '2026年11月24日', '（印章）', '一式两份'].map((text) => kept(text))
    expect(all).toEqual([false, true, true, true, true, false])
  })

  test('prints rare characters and whatever people type, and reads back the same', async () => {
    const { value } = await mammoth.extractRawText({ buffer: await made })
    for (const text of [
      '虚构示例',
      '关于𠮷㐂喆䶮的通知',
      '各有关单位:',
      '为“保护”<商业&秘密>。',
      '编号',
      '甲',
      '2026年11月24日',
    ])
      expect(value.replace('\uff1a', ':')).toContain(text)
  })
})

describe('an archive', () => {
  test('appears whole or not at all, and says the digest of every part', async () => {
    const at = Temporal.Instant.from('2026-11-24T00:00:00Z')
    const entries = async function* () {
      yield { name: 'a.txt', content: Buffer.from('甲') }
      yield { name: 'b/c.txt', content: Buffer.from('') }
    }
    const path = join(folder, 'one.zip')
    const first = await writeArchive(path, entries(), { at })
    expect([...(await partsOf(readFileSync(path))).keys()]).toEqual([
      'a.txt',
      'b/c.txt',
      'manifest.sha256',
      'manifest.json',
    ])
    const again = await writeArchive(join(folder, 'two.zip'), entries(), { at })
    expect(again.sha256).toBe(first.sha256)
    const broken = async function* () {
      yield { name: 'a.txt', content: Buffer.from('x') }
      throw new Error('interrupted')
    }
    await expect(writeArchive(join(folder, 'three.zip'), broken(), { at })).rejects.toThrow('interrupted')
    expect(() => readFileSync(join(folder, 'three.zip'))).toThrow('ENOENT')
  })

  test.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['a<b>:c?.pdf', 'a_b__c_.pdf'],
    ['', '_'],
    [`${'长'.repeat(200)}.docx`, `${'长'.repeat(120)}.docx`],
  ])('the name %j becomes %j', (given, safe) => expect(safeEntryName(given)).toBe(safe))
})

describe('a workbook', () => {
  test('keeps texts as texts, days as days, and reads back what was written', async () => {
    const bytes = await writeWorkbook([
      {
        name: '一/二',
        columns: [
          { title: '题', width: 10 },
          { title: '日', width: 10, kind: 'day' },
          { title: '数', width: 5, kind: 'number' },
        ],
        rows: [
          ['=1+1', '2026-02-28', 7],
          ['@x', null, 0],
        ],
      },
    ])
    expect((await partsOf(bytes)).get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
    const [, first, second] = await readRows(bytes)
    expect(first?.[0]).toBe('=1+1')
    expect(first?.[1]).toEqual(new Date('2026-02-28T00:00:00Z'))
    expect(second?.slice(0, 3)).toEqual(['@x', null, 0])
  })

  test('that is none, or unpacks to more than anybody types, is refused before it is read', async () => {
    await expect(readRows(Buffer.from('PK not really'))).rejects.toBeInstanceOf(NotAWorkbook)
    const bomb = join(folder, 'bomb.zip')
    const zeros = async function* () {
      yield { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(60 * 1024 * 1024) }
    }
    await writeArchive(bomb, zeros(), { at: Temporal.Instant.from('2026-11-24T00:00:00Z') })
    const bytes = readFileSync(bomb)
    expect(bytes.length).toBeLessThan(200_000)
    await expect(readRows(bytes)).rejects.toThrow('unpacks to too much')
  })

  test.each([
    ['2026-11-24', '2026-11-24'],
    ['2026/1/4', '2026-01-04'],
    ['2026年2月28日', '2026-02-28'],
    ['2026-02-29', null],
    ['24.11.2026', null],
    ['', null],
  ])('the day %j reads as %j', (text, day) => {
    const read = readDay(text)
    expect(read instanceof Mistake ? null : read).toBe(day)
  })
})

describe('rich text', () => {
  const hostile: unknown[] = [
    { type: 'doc', content: [{ type: 'script', content: [{ type: 'text', text: 'alert(1)' }] }] },
    {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { onclick: 'x' },
          content: [{ type: 'text', text: '<img src=x onerror=alert(1)>' }],
        },
      ],
    },
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      'data:text/html,<script>',
      'vbscript:x',
      '//evil.example',
      '/\\evil.example',
      'https://x" onclick="y',
    ].map((href) => ({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href } }] }] },
      ],
    })),
    JSON.parse(
      '{"type":"doc","__proto__":{"polluted":true},"content":[{"type":"paragraph","content":[{"type":"text","text":"x","__proto__":{"polluted":true}}]}]}',
    ),
  ]
  test.each(hostile.map((one) => [JSON.stringify(one).slice(0, 120), one]))(
    '%s leaves nothing that runs',
    (_name, value) => {
      const html = renderRichText(cleanRichText(value))
      expect(html).not.toMatch(/<(?!\/?(p|h[2-4]|ul|ol|li|blockquote|strong|em|u|s|a|br|hr)\b)/)
      expect(html).not.toMatch(/href="(?!https?:\/\/|mailto:|\/(?![/\\]))/)
      expect(html).not.toMatch(/<[^>]*\son\w+=/)
      expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    },
  )

  test('nested ten thousand deep is refused, not walked', () => {
    let deep: object = { type: 'paragraph' }
    for (let depth = 0; depth < 10_000; depth++) deep = { type: 'blockquote', content: [deep] }
    expect(RichText.safeParse({ type: 'doc', content: [deep] }).success).toBe(false)
    expect(cleanRichText({ type: 'doc', content: [deep] })).toEqual({ type: 'doc', content: [] })
  })

  test('whatever comes is cleaned to something the format accepts, and stays so', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const clean = cleanRichText(value)
        expect(RichText.safeParse(clean).success).toBe(true)
        expect(cleanRichText(clean)).toEqual(clean)
        expect(typeof renderRichText(clean) + typeof richTextToPlain(clean)).toBe('stringstring')
      }),
    )
  })
})

describe('search words', () => {
  test('long words are found by the shorter ones inside them, full-width and capital signs by plain ones', () => {
    const words = wordsOf('开展市级商业秘密保护示范单位创建,ABC')
    for (const word of ['商业秘密', '秘密', '示范', '单位', 'abc']) expect(words).toContain(word)
    expect(wordsOf('的 了 the')).toEqual([])
  })

  test('nothing a person or an attacker types breaks the literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const literal of [tsqueryLiteral(text), tsvectorLiteral({ title: text, body: `${text}'\\ :*&|!()` })])
          expect(literal.replace(/'(?:[^'\\]|''|\\\\)*'/g, '')).toMatch(/^[\d:A,\s&()<>-]*$/)
      }),
    )
  })
})
