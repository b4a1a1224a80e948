import { z } from 'zod'

/**
 * What of a law may be cited: the articles that the reference names, as `law/citable.yaml` writes them.
 * `33–35` articles in a row · `64第1项`, `50第2款`, `60末款` an item or paragraph · `219之1` an article between two.
 */
export const Citable = z.strictObject({
  /** The id of an instrument, or the short title where the law is not among them. */
  law: z.string().min(1),
  /** Other titles under which it is cited. */
  titles: z.array(z.string().min(1)).default([]),
  articles: z.string().regex(/^\d+(?:[–\d 之第款项末])*$/),
  /** Articles that the reference names together only, for the whole procedure: no single one of them may be cited by it. */
  whole: z
    .string()
    .regex(/^\d+–\d+$/)
    .optional(),
})
export type Citable = z.infer<typeof Citable>

/** One article, or a row of them, as a text cites it. */
export type Citation = {
  readonly law: string
  /** `64第1项` as in `Citable`; `36–42` for a row; `64(1)` where a basis does not say whether it is a paragraph or an item. */
  readonly place: string
  /** As it stands in the text. */
  readonly text: string
  /** The text itself says that it is still to be verified (待核). */
  readonly unverified: boolean
}

type Titled = { readonly id: string; readonly title: string }

/**
 * Every citation in a text, in both ways they are written: 《行政处罚法》第六十四条第一项、第八十五条 and `APL 64(1)、85`.
 * Laws that are not in the list, and articles of which no law is named, are not read.
 */
export function citationsIn(text: string, list: readonly Citable[], instruments: readonly Titled[]): Citation[] {
  const byTitle = titlesOf(list, instruments)
  const written = [...text.matchAll(inWords)].flatMap(([, quoted, title = quoted, articles = '']) => {
    const law = byTitle.get((title ?? '').replace(/^中华人民共和国/, ''))
    return law ? placesIn(articles).map((place) => ({ law, ...place })) : []
  })
  return [...written, ...basesIn(text, list)]
}

/** `64(1)` as the reference means it: a paragraph (款), an item (项), or null where it says neither. */
export function levelOf(law: string, article: string, part: string, list: readonly Citable[]): '款' | '项' | null {
  const named = list.find((one) => one.law === law)?.articles.split(' ') ?? []
  return (['款', '项'] as const).find((level) => named.includes(`${article}第${part}${level}`)) ?? null
}

/** Whether the reference names what is cited, down to the paragraph or item. */
export function isCitable({ law, place }: Pick<Citation, 'law' | 'place'>, list: readonly Citable[]): boolean {
  const listed = list.find((one) => one.law === law)
  if (!listed) return false
  const named = new Set(listed.articles.split(' ').flatMap(inRow))
  const [, article, part] = /^(\d+)\((\d+)\)$/.exec(place) ?? []
  if (article && part) return levelOf(law, article, part, list) !== null
  return place === listed.whole || inRow(place).every((one) => named.has(one))
}

function titlesOf(list: readonly Citable[], instruments: readonly Titled[]): ReadonlyMap<string, string> {
  const short = ({ law }: Citable) => instruments.find(({ id }) => id === law)?.title.replace(/（.*$/, '') ?? law
  return new Map(list.flatMap((one) => [short(one), ...one.titles].map((title) => [title, one.law] as const)))
}

/** `33–35` is 33, 34, 35; anything else is itself. */
function inRow(place: string): string[] {
  const [, from, to] = /^(\d+)–(\d+)$/.exec(place) ?? []
  if (!from || !to) return [place]
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => String(Number(from) + index))
}

const numeral = '[0-9一二三四五六七八九十百零]+'
const mark = '(?:（待核）)?'
const part = `第${numeral}[款项]`
const article = `第${numeral}条(?:之${numeral})?(?:第${numeral}款|末款)?(?:第${numeral}项)?`
const joint = '[、和至]'
const inWords = new RegExp(
  `(?:《([^》]+)》|(法释〔\\d{4}〕\\d+号|旧办法))(?:[（(][^）)]*[）)])? ?(${article}${mark}(?:${joint}(?:${article}|${part})${mark})*)`,
  'g',
)

/** 第五十条第一款、第二款 are two of one article; 第三十三条至第三十五条 is a row. */
function placesIn(articles: string): Omit<Citation, 'law'>[] {
  const places: Omit<Citation, 'law'>[] = []
  let before = { number: '', paragraph: '' }
  for (const [text, joined, rest = ''] of articles.matchAll(
    new RegExp(`(${joint}?)((?:${article}|${part})${mark})`, 'g'),
  )) {
    const unverified = rest.endsWith('（待核）')
    const of = /^第([^第条]+)条(?:之([^第末（]+))?/.exec(rest)
    if (joined === '至' && of) {
      const last = places.pop()
      places.push({
        place: `${last?.place}–${numberOf(of[1] ?? '')}`,
        text: `${last?.text}${text}`,
        unverified: unverified || last?.unverified === true,
      })
      continue
    }
    const number = of ? `${numberOf(of[1] ?? '')}${of[2] ? `之${numberOf(of[2])}` : ''}` : before.number
    const given = /(?:第([^第条款项]+)款|(末款))/.exec(rest)
    const paragraph = given ? (given[2] ?? `第${numberOf(given[1] ?? '')}款`) : of ? '' : before.paragraph
    const [, item] = /第([^第条款项]+)项/.exec(rest) ?? []
    before = { number, paragraph }
    places.push({
      place: `${number}${paragraph}${item ? `第${numberOf(item)}项` : ''}`,
      text: joined === '' ? text : text.slice(1),
      unverified,
    })
  }
  return places
}

function basesIn(text: string, list: readonly Citable[]): Citation[] {
  const laws = list.map(({ law }) => law).sort((a, b) => b.length - a.length)
  const one = String.raw`\d+(?:-\d+)?(?:\(\d+\))?(?:[–]\d+)?(?:第${numeral}[款项]|末款)?(?:（待核）)?`
  const pattern = new RegExp(`(?<![A-Za-z0-9])(${laws.join('|')}) (${one}(?:、${one})*)`, 'g')
  return [...text.matchAll(pattern)].flatMap(([, law = '', places = '']) =>
    places.split('、').map((place) => ({
      law,
      place: place
        .replace('（待核）', '')
        .replace(/^(\d+)-(\d+)/, '$1之$2')
        .replace(/第([^款项]+)([款项])$/, (_, number: string, level: string) => `第${numberOf(number)}${level}`),
      text: place,
      unverified: place.endsWith('（待核）'),
    })),
  )
}

const digits = '零一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100 }

/** 二百一十九 is 219, 十 is 10; digits are themselves. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  let total = 0
  let digit = 0
  for (const sign of text) {
    const unit = units[sign]
    if (unit === undefined) digit = digits.indexOf(sign)
    else {
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit
}
