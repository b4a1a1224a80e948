import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pdfText } from '../../test/pdf-text.ts'
import { printable } from './printed-run.ts'
import { openTypesetter, TypesetError } from './typeset.ts'

const folder = mkdtempSync(join(tmpdir(), 'shoumi-typeset-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const typesetter = await openTypesetter()
const page = `
#let fonts = json(bytes(sys.inputs.fonts))
#set document(title: "t", date: datetime(year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5))
#set text(font: fonts, fallback: false)
#json(bytes(sys.inputs.data)).text`
const printed = (text: string) => pdfText(typesetter.typeset(page, { text }).bytes).join('')
const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return error instanceof TypesetError ? error.code : error
  }
  return 'nothing was thrown'
}

describe('typesetting', () => {
  it('prints data as it is, also when it looks like the language of the template', () => {
    const hostile = '#read("/etc/passwd") #panic() ] [ \\ *b* _i_ $x$ @a <b> // c /* d */ `e` = f'
    expect(printed(hostile)).toBe(hostile)
  })

  it('gives the same bytes for the same template and data, whatever was set in between', () => {
    const once = typesetter.typeset(page, { text: '商业秘密' })
    typesetter.typeset(page, { text: '别的文字' })
    expect(Buffer.from(typesetter.typeset(page, { text: '商业秘密' }).bytes)).toEqual(Buffer.from(once.bytes))
    expect(once.pages).toBe(1)
    expect(typesetter.typeset(`${page}\n#pagebreak()\n#pagebreak()`, { text: '' }).pages).toBe(3)
  })

  it('lets no template read a file of the machine', () => {
    for (const path of ['/etc/passwd', '../../../../../../etc/passwd', 'typeset.ts', '../typeset.ts'])
      expect(codeOf(() => typesetter.typeset(`#read("${path}")`, {}))).toBe('template-failed')
  })

  it('prints the rare characters of Chinese names, and refuses by name what no font has rather than print a box', () => {
    expect(printed('㐂喆𠮷䶮㛃𬱖𫖯𬭚')).toBe('㐂喆𠮷䶮㛃𬱖𫖯𬭚')
    expect(codeOf(() => typesetter.typeset(page, { text: '\u{2a6d6}' }))).toBe('character-missing')
  })

  it('turns what cannot or must not be shown into its code point and loses nothing', () => {
    expect(printable('周\u{2a6d6}\u202e evil\u2069\n\u{1f512}\ue000\ud800', typesetter.covers)).toEqual([
      '周',
      ...['U+2A6D6', 'U+202E'].map((code) => ({ code })),
      ' evil',
      ...['U+2069', 'U+000A', 'U+1F512', 'U+E000', 'U+D800'].map((code) => ({ code })),
    ])
  })

  it('knows of every sign whether the compiler can show it', () => {
    const signs = [...'Az09é±·—…“”’（）〔〕㐂䶮𠮷\u{2a6d6}\u{30edd}שあ각🔒']
    for (const text of signs) {
      const shown = codeOf(() => typesetter.typeset(page, { text })) === 'nothing was thrown'
      expect([text, typesetter.covers(text.codePointAt(0) as number)]).toEqual([text, shown])
    }
  })
})

describe('fonts of the operator', () => {
  it('add the characters that ours lack', async () => {
    writeFileSync(join(folder, 'added.ttf'), fontWith(0x2a6d6))
    const withOwn = await openTypesetter(folder)
    expect(withOwn.covers(0x2a6d6)).toBe(true)
    expect(pdfText(withOwn.typeset(page, { text: '周\u{2a6d6}' }).bytes).join('')).toBe('周\u{2a6d6}')
  })

  it('are refused by name when they are damaged', async () => {
    const damaged = mkdtempSync(join(folder, 'damaged-'))
    writeFileSync(join(damaged, 'cut.ttf'), fontWith(0x2a6d6).subarray(0, 100_000))
    await expect(openTypesetter(damaged)).rejects.toMatchObject({ code: 'font-unusable' })
    writeFileSync(join(damaged, 'cut.ttf'), 'not a font at all')
    await expect(openTypesetter(damaged)).rejects.toThrow(/cut\.ttf/)
  })

  it('may be none', async () => {
    expect((await openTypesetter(join(folder, 'not-there'))).covers(0x4e2d)).toBe(true)
  })
})

describe('a machine without the compiler', () => {
  it('is told so by name, with its platform', () => {
    // Stands for an install that left out the optional package of the platform.
    const script = `
      import { registerHooks } from 'node:module'
      registerHooks({ resolve: (name, context, next) => {
        if (name.includes('typst-ts-node-compiler-')) throw new Error('not installed: ' + name)
        return next(name, context)
      } })
      const { openTypesetter } = await import(${JSON.stringify(join(import.meta.dirname, 'typeset.ts'))})
      await openTypesetter().catch((error) => console.log(error.code, error.message))`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(stdout).toContain('typesetter-missing')
    expect(stdout).toContain(`${process.platform}-${process.arch}`)
  })
})

/** A font of another name whose last group of characters stands at one code point. */
function fontWith(codePoint: number): Buffer {
  const path = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  )
  const font = readFileSync(path)
  const table = (tag: string) => {
    const record = font.indexOf(tag, 12, 'latin1')
    return font.readUInt32BE(record + 8)
  }
  const cmap = table('cmap')
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at++) {
    const encoding = cmap + font.readUInt32BE(cmap + 8 + 8 * at)
    if (font.readUInt16BE(encoding) !== 12) continue
    // Groups are sorted, so one that lies just before may be moved there.
    const groups = Array.from({ length: font.readUInt32BE(encoding + 12) }, (_, group) => encoding + 16 + 12 * group)
    const group = groups.findLast((start) => font.readUInt32BE(start + 4) < codePoint) as number
    font.writeUInt32BE(codePoint, group)
    font.writeUInt32BE(codePoint, group + 4)
  }
  const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16()
  for (const [from, to] of [
    [utf16('Noto Serif SC'), utf16('Rare Serif SC')],
    [Buffer.from('Noto Serif SC'), Buffer.from('Rare Serif SC')],
  ] as const)
    for (let at = font.indexOf(from); at >= 0; at = font.indexOf(from, at + 1)) to.copy(font, at)
  return font
}
