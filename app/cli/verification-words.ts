import { timestampCheckWords, timestampReasonWords } from '../../evidence/timestamp-words.ts'
import type { Check, Outcome, Verification } from '../../evidence/verify.ts'
import {
  checkWords,
  factWords,
  levelWords,
  noOutsideTime,
  outcomeWords,
  reasonWords,
} from '../../evidence/verify-words.ts'

export const marks = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  'not-applicable': '–',
} as const satisfies Record<Outcome, string>
export const both = ([zh, en]: readonly [string, string]) => `${zh} / ${en}`

export const verdictWords = (verdict: Verification['verdict']): string =>
  verdict === 'proven' ? '✓ 核验通过 / proven' : '✗ 未能证明 / not proven'

/** The latest moment by which it was there, and who says so. */
export const timeWords = ({ notLaterThanMs, saidBy }: Verification): string =>
  notLaterThanMs === null
    ? both(noOutsideTime)
    : `最迟 / no later than ${new Date(notLaterThanMs).toISOString()}（${both(saidBy === 'timestamp' ? checkWords.timestamp : checkWords.witnesses)}）`

/** What holds and what does not, one under the other. */
export const limitWords = (
  proves: readonly (readonly [string, string])[],
  provesNot: readonly (readonly [string, string])[],
): string[] => [
  '',
  '这证明 / this proves',
  ...proves.map((pair) => `  · ${both(pair)}`),
  '这不证明 / this does not prove',
  ...provesNot.map((pair) => `  · ${both(pair)}`),
]

/** Facts as `词 word: value`; empty ones are left out. */
const factsShown = (facts: Check['facts']): string[] =>
  Object.entries(facts)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => {
      const level = name === 'level' ? Object.entries(levelWords).find(([key]) => key === value)?.[1] : undefined
      return `${factWords[name]?.join(' ') ?? name}: ${level?.join(' / ') ?? value}`
    })

export function checkLines({ id, outcome, reason, facts, timestamp }: Check): string[] {
  const shown = factsShown(facts)
  const because = outcome === 'passed' ? [] : [`    ${both(reasonWords[reason])}`]
  return [
    `${marks[outcome]} ${both(checkWords[id])}：${both(outcomeWords[outcome])}`,
    ...because,
    ...(shown.length > 0 ? [`    ${shown.join(' · ')}`] : []),
    ...(timestamp?.checks ?? []).map(
      (one) =>
        `    ${marks[one.outcome]} ${both(timestampCheckWords[one.id])}${one.outcome === 'passed' ? '' : `：${both(timestampReasonWords[one.reason])}`}`,
    ),
  ]
}
