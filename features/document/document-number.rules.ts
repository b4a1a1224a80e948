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
