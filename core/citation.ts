import type { Instrument } from './law-data.ts'

/**
 * A basis as a reader can look it up: `PROC 18；APL 64(1)` → 《市场监督管理行政处罚程序规定》第18条；《行政处罚法》第64条(1).
 * What names no listed law stays as it is.
 */
export function citationOf(basis: string, instruments: readonly Pick<Instrument, 'id' | 'title'>[]): string {
  return basis.replace(
    /([A-Z]{2,}\d*)( \d[\d()、–-]*)?/g,
    (whole: string, id: string, articles: string | undefined) => {
      const title = instruments.find((one) => one.id === id)?.title
      if (!title) return whole
      return `《${title.replace(/（.*$/, '')}》${articles ? articlesOf(articles.trim()) : ''}`
    },
  )
}

const articlesOf = (articles: string): string => articles.split('、').map(articleOf).join('、')

/** `64(1)` 第64条(1) · `219-1` 第219条之1 · `16–21` 第16–21条 */
function articleOf(text: string): string {
  const [, number = text, branch, part = ''] = /^([\d–]+)(?:-(\d+))?(\(\d+\))?$/.exec(text) ?? []
  return `第${number}条${branch ? `之${branch}` : ''}${part}`
}
