import { levelOf } from './citable.ts'
import type { LawData } from './law-data.ts'

/**
 * A text with the laws named as a reader can look them up: `PROC 18；APL 64(1)` → 《市场监督管理行政处罚程序规定》第18条；
 * 《行政处罚法》第64条第1项. What names no listed law stays as it is.
 */
export const citationOf = (text: string, { instruments, citable }: Pick<LawData, 'instruments' | 'citable'>): string =>
  text.replace(
    /(?:(?<=[\u4e00-\u9fff]) )?([A-Z]{2,}\d*)( \d[\d()–-]*(?:、\d[\d()–-]*)*)?( (?=[\u4e00-\u9fff]))?/g,
    (whole: string, id: string, articles: string | undefined) => {
      const title = instruments.find((one) => one.id === id)?.title
      if (!title) return whole
      const level = (article: string, part: string) => levelOf(id, article, part, citable)
      return `《${title.replace(/（.*$/, '')}》${articlesOf((articles ?? '').trim(), level)}`
    },
  )

type Level = (article: string, part: string) => string | null

const articlesOf = (articles: string, level: Level): string =>
  articles === ''
    ? ''
    : articles
        .split('、')
        .map((one) => articleOf(one, level))
        .join('、')

/** `64(1)` 第64条第1项 · `219-1` 第219条之1 · `16–21` 第16–21条 */
function articleOf(text: string, level: Level): string {
  const [, number = text, branch, part] = /^([\d–]+)(?:-(\d+))?(?:\((\d+)\))?$/.exec(text) ?? []
  const of = part && level(number, part)
  return `第${number}条${branch ? `之${branch}` : ''}${of ? `第${part}${of}` : part ? `(${part})` : ''}`
}
