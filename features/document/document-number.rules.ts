import type { Pair } from '../../core/words.ts'

export type Numbered = { readonly key: string; readonly kind: string; readonly pattern: string }

/** What a pattern is filled with. */
export type NumberParts = { readonly agency: string; readonly year: number; readonly n: number }

const hole = /\{(agency|kind|year|n)(?::(\d))?\}/g

/** 江北市监{kind}〔{year}〕{n}号; `{n:4}` writes at least four digits. */
export const numberOf = ({ kind, pattern }: Pick<Numbered, 'kind' | 'pattern'>, parts: NumberParts): string =>
  pattern.replace(hole, (_hole, name: 'agency' | 'kind' | 'year' | 'n', digits: string | undefined) =>
    name === 'n' ? String(parts.n).padStart(Number(digits ?? 0), '0') : name === 'kind' ? kind : String(parts[name]),
  )

/** The year whose numbers run together: 0 for a series that never begins anew. */
export const runningYear = (pattern: string, today: Temporal.PlainDate): number =>
  pattern.includes('{year}') ? today.year : 0

/**
 * Why a pattern cannot be used: it has no running number, an unknown part, or would give a number that another series gives.
 * @returns null when nothing speaks against it
 */
export function patternMistake(one: Numbered, all: readonly Numbered[]): Pair | null {
  if (!/\{n(?::\d)?\}/.test(one.pattern))
    return ['编号规则须含流水号 {n}。', 'The pattern needs the running number {n}.']
  const unknown = /[{}]/.test(one.pattern.replace(hole, ''))
  if (unknown)
    return [
      '编号规则只能使用 {agency}、{kind}、{year}、{n}。',
      'A pattern may only use {agency}, {kind}, {year} and {n}.',
    ]
  const shape = shapeOf(one)
  const twin = all.find((other) => other.key !== one.key && shapeOf(other) === shape)
  return twin
    ? [`与“${twin.key}”的编号会重复，请区分文种。`, `Its numbers would be those of ${twin.key}: use another kind.`]
    : null
}

/** The pattern with its kind written in and its number's width left out: two series of one shape would meet. */
const shapeOf = ({ kind, pattern }: Numbered): string => pattern.replace('{kind}', kind).replace(/\{n:\d\}/, '{n}')

/**
 * Which running number a text has under any of these rules: an office changes its rule and keeps what it numbered before.
 * @param year - 0 for a series that never begins anew
 * @returns null for a number of another year, or of no rule
 */
export function runningNumber(text: string, rules: readonly Pick<Numbered, 'kind' | 'pattern'>[], year: number) {
  for (const { kind, pattern } of rules) {
    const parts = { agency: '.*', kind: literal(kind), year: year === 0 ? '\\d{4}' : String(year), n: '(\\d+)' }
    let shape = ''
    let at = 0
    for (const { 0: whole, 1: name, index } of pattern.matchAll(hole)) {
      shape += literal(pattern.slice(at, index)) + parts[name as keyof typeof parts]
      at = index + whole.length
    }
    const found = new RegExp(`^${shape}${literal(pattern.slice(at))}$`, 'u').exec(text)?.[1]
    if (found !== undefined) return Number(found)
  }
  return null
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

export type Gap = { readonly from: number; readonly to: number }

/** The numbers up to the last one drawn that stand on nothing: used on paper, or lost. */
export function gapsOf(last: number, used: readonly number[]): Gap[] {
  const gaps: Gap[] = []
  let next = 1
  for (const n of [...new Set(used), last + 1].sort((a, b) => a - b)) {
    if (n > next && next <= last) gaps.push({ from: next, to: Math.min(n - 1, last) })
    next = Math.max(next, n + 1)
  }
  return gaps
}
