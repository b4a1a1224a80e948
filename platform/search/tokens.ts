import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

let cutter: Jieba | undefined
/** Loading the dictionary takes a fifth of a second: only whoever searches pays for it. */
const jieba = () => {
  cutter ??= Jieba.withDict(dict)
  return cutter
}

const normal = (text: string) => text.normalize('NFKC').toLowerCase()
const isWord = (token: string) => /[\p{L}\p{N}]/u.test(token)
/** Words so common in Chinese and English that they find everything. */
const stop = new Set([
  '的',
  '了',
  '和',
  '与',
  '及',
  '是',
  '在',
  '对',
  '为',
  '等',
  '或',
  'the',
  'of',
  'and',
  'a',
  'an',
  'to',
  'in',
])

const longestWord = 60
const lastPosition = 16_383

/**
 * The words of a text as a search sees them: long words and the shorter ones inside them, so that 秘密 finds 商业秘密.
 */
export const wordsOf = (text: string): string[] =>
  jieba()
    .cutForSearch(normal(text), true)
    .map((token) => token.trim())
    .filter((token) => isWord(token) && !stop.has(token) && token.length <= longestWord)

const quoted = (word: string) => `'${word.replace(/[\\']/g, (sign) => sign + sign)}'`

/**
 * A `tsvector` as a literal, to be cast: our own words, so that no parser, locale or extension of the database
 * changes what is found. Title words weigh A, body words D.
 */
export function tsvectorLiteral({ title, body }: { title: string; body: string }): string {
  const places = new Map<string, string[]>()
  let position = 0
  for (const [text, weight] of [
    [title, 'A'],
    [body, ''],
  ] as const)
    for (const word of wordsOf(text)) {
      position = Math.min(position + 1, lastPosition)
      const known = places.get(word) ?? []
      if (known.length < 200) places.set(word, [...known, `${position}${weight}`])
    }
  return [...places].map(([word, at]) => `${quoted(word)}:${at.join(',')}`).join(' ')
}

/**
 * What a person typed as a `tsquery` literal: every word must occur, a phrase in quotes in its order.
 * @returns an empty text when nothing in it can be searched for
 */
export function tsqueryLiteral(typed: string): string {
  const text = normal(typed).slice(0, 200)
  const phrases = [...text.matchAll(/["“”]([^"“”]+)["“”]/g)].map(([, phrase = '']) => phrase)
  const rest = text.replace(/["“”][^"“”]+["“”]/g, ' ')
  const loose = wordsOf(rest).map(quoted)
  const fixed = phrases.flatMap((phrase) => {
    const words = wordsOf(phrase).map(quoted)
    return words.length === 0 ? [] : [words.length === 1 ? words[0]! : `(${words.join(' <-> ')})`]
  })
  return [...new Set([...fixed, ...loose])].join(' & ')
}

export type Snippet = readonly { readonly text: string; readonly hit: boolean }[]

/** The part of a text around the first word that was found, in pieces, so that the page marks hits without markup in the data. */
export function highlight(text: string, typed: string, most = 120): Snippet {
  const words = [...new Set(wordsOf(typed))].sort((a, b) => b.length - a.length)
  const plain = text.replace(/\s+/g, ' ')
  const lower = plain.toLowerCase()
  const first = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0)
  const from = Math.max(0, (first.length > 0 ? Math.min(...first) : 0) - 20)
  const part = (from > 0 ? '…' : '') + plain.slice(from, from + most) + (from + most < plain.length ? '…' : '')
  if (words.length === 0) return [{ text: part, hit: false }]
  const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'gi')
  return part.split(pattern).flatMap((piece, index) => (piece === '' ? [] : [{ text: piece, hit: index % 2 === 1 }]))
}
