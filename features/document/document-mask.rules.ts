import { Paper } from './document-paper.schema.ts'

/** What stands for something that must not be read: of one length, so that the length tells nothing. */
export const maskSign = '×××'

/**
 * A text for the public or for somebody who may not know the secret: the given terms, and what identifies a person, are replaced.
 *
 * A term is found however it is spaced, in full or half width, in capitals or not. Longer terms go before shorter ones, so that
 * nothing of a long one is left. The software proposes; a person reads the result before it leaves the house.
 *
 * @param terms - the secret's own words, names that must not appear; empty and one-letter Latin terms are ignored
 * @source 《市场监督管理行政处罚信息公示规定》第五条至第七条；《反不正当竞争法》第十九条
 */
export function maskText(text: string, terms: readonly string[]): string {
  const patterns = [...new Set(terms.map((term) => foldWidth(term.trim())))]
    .filter((term) => [...term].length > 1 || /\p{Script=Han}/u.test(term))
    .sort((a, b) => b.length - a.length)
    .map(looseTerm)
  return [...patterns, ...personalIds].reduce((masked, pattern) => masked.replace(pattern, maskSign), text)
}

/** Identity numbers, mobile numbers, bank cards and mail addresses, unless part of a longer number. */
const personalIds: readonly RegExp[] = [
  /(?<![0-9０-９A-Za-z])[1-9１-９](?:[\s-]*[0-9０-９]){16}[\s-]*[0-9０-９XxＸｘ](?![0-9０-９A-Za-z])/g,
  /(?<![0-9０-９])[1１][3-9３-９](?:[\s-]*[0-9０-９]){9}(?![0-9０-９])/g,
  /(?<![0-9０-９])[1-9](?:[\s-]*[0-9０-９]){15,18}(?![0-9０-９])/g,
  /[\w.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu,
]

const foldWidth = (text: string) => text.normalize('NFKC')

/** Between any two signs of a term there may be white space or a sign that is not seen; each sign in either width. */
function looseTerm(term: string): RegExp {
  const signs = [...term].filter((sign) => !/\s/.test(sign)).map(eitherWidth)
  return new RegExp(signs.join('[\\s\\u200B-\\u200D\\u2060\\uFEFF]*'), 'giu')
}

function eitherWidth(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  const quoted = sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return code > 0x20 && code < 0x7f ? `(?:${quoted}|${String.fromCodePoint(code + 0xfee0)})` : quoted
}

export type MaskedPaper = { readonly paper: Paper; readonly masked: number }

/** The paper with every text of it masked; `masked` counts what was replaced, so that a person sees whether anything was. */
export function maskPaper(paper: Paper, terms: readonly string[]): MaskedPaper {
  let masked = 0
  const mask = (text: string): string => {
    const after = maskText(text, terms)
    masked += countOf(after) - countOf(text)
    return after
  }
  return { paper: { ...Paper.parse(eachText(paper, mask)), mark: '脱敏件' }, masked }
}

const countOf = (text: string): number => text.split(maskSign).length - 1

/** Every text of a paper, but not what kind a part of it is. */
function eachText(value: unknown, change: (text: string) => string, key = ''): unknown {
  if (typeof value === 'string') return key === 'kind' || key === 'page' ? value : change(value)
  if (Array.isArray(value)) return value.map((item) => eachText(item, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, eachText(item, change, name)]))
}
