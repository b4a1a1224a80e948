import { type IFontAttributesProperties, type IRunOptions, Tab, TextRun } from 'docx'
import { printableText } from '../../core/printable-text.ts'

const fonts = (eastAsia: string): IFontAttributesProperties => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
})

/** Named, not embedded: the reader's machine has them, their licences do not let us ship them. */
export const officialFont = {
  body: fonts('仿宋_GB2312'),
  title: fonts('方正小标宋简体'),
  first: fonts('黑体'),
  second: fonts('楷体_GB2312'),
  page: fonts('宋体'),
} as const

/** Half points: 2号 is 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt. */
export const officialSize = { title: 44, body: 32, page: 28, table: 24 } as const

/**
 * Runs of one text, each in a font that has its signs. The fonts of official documents end with GB2312; of names with rare
 * characters (喆, 㐂, 𠮷) a printer would leave a box, so these are set in the two fonts that every Windows brings along.
 */
export function officialRuns(text: string, run: Partial<IRunOptions> = {}): TextRun[] {
  const base = { font: officialFont.body, size: officialSize.body, ...run }
  return printableText(text)
    .split('\n')
    .flatMap((part, line) =>
      byReach(part).map(
        ({ text: piece, reach }, index) =>
          new TextRun({
            ...base,
            ...(reach !== 'common' && { font: reach === 'rare' ? rareFont : rarestFont }),
            ...(line > 0 && index === 0 && { break: 1 }),
            children: piece.split('\t').flatMap((one, tab) => (tab > 0 ? [new Tab(), one] : [one])),
          }),
      ),
    )
}

const rareFont = fonts('宋体')
const rarestFont = fonts('SimSun-ExtB')

type Reach = 'common' | 'rare' | 'rarest'

function byReach(text: string): { text: string; reach: Reach }[] {
  const pieces: { text: string; reach: Reach }[] = []
  for (const sign of text) {
    const reach = reachOf(sign)
    const last = pieces.at(-1)
    if (last?.reach === reach) last.text += sign
    else pieces.push({ text: sign, reach })
  }
  return pieces.length > 0 ? pieces : [{ text: '', reach: 'common' }]
}

const isHan = /\p{Script=Han}/u
const reachOf = (sign: string): Reach =>
  !isHan.test(sign) || gb2312().has(sign) ? 'common' : (sign.codePointAt(0) ?? 0) > 0xffff ? 'rarest' : 'rare'

let known: ReadonlySet<string> | undefined
/** The Chinese characters of GB 2312: rows 16 to 87 of its table, which every GBK decoder has at the same place. */
function gb2312(): ReadonlySet<string> {
  if (known) return known
  const decoder = new TextDecoder('gbk')
  const signs = new Set('〇')
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) signs.add(decoder.decode(new Uint8Array([row, cell])))
  known = signs
  return signs
}
