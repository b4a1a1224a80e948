import { timestampCheckWords, timestampReasonWords } from '../../evidence/timestamp-words.ts'
import { decodeTrust, type Trust } from '../../evidence/trust.ts'
import type { Check, Outcome } from '../../evidence/verify.ts'
import { checkWords, outcomeWords, reasonWords, shownFacts } from '../../evidence/verify-words.ts'
import { el } from './elements.ts'

/** 0 is Chinese, 1 is English: the place in a pair of words. */
export type PageLanguage = 0 | 1

export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  failed: '✗',
  unknown: '?',
  'not-applicable': '–',
}

export const ownLanguage = (): PageLanguage => (navigator.language.startsWith('zh') ? 0 : 1)

/** What the page was saved with; null when nothing was put in, or nothing that can be read. */
export function readBuiltInTrust(): Trust | null {
  const text = document.getElementById('trust')?.textContent?.trim() ?? ''
  try {
    return text.startsWith('{') ? decodeTrust(text) : null
  } catch {
    return null
  }
}

export const momentText = (ms: number, language: PageLanguage): string =>
  new Intl.DateTimeFormat(language === 0 ? 'zh-CN' : 'en', {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'Asia/Shanghai',
  }).format(ms)

/** A digest in groups of four, so that it can be read out. */
export const grouped = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? hex

/** One check of a receipt, with all that was looked at in a timestamp. */
export function receiptCheckLine(
  { id, outcome, reason, facts, timestamp }: Check,
  language: PageLanguage,
): HTMLElement {
  const say = (pair: readonly [string, string]) => pair[language]
  const shown = shownFacts(facts, language)
  return el(
    'li',
    { 'data-check': id, 'data-outcome': outcome },
    el('span', { class: `outcome ${outcome}` }, `${outcomeMarks[outcome]} ${say(outcomeWords[outcome])}`),
    ` ${say(checkWords[id])} — ${say(reasonWords[reason])}`,
    shown.length > 0 ? el('div', { class: 'soft' }, el('code', {}, shown.join(' · '))) : null,
    timestamp
      ? el(
          'ol',
          {},
          ...timestamp.checks.map((one) =>
            el(
              'li',
              {},
              el('span', { class: one.outcome }, `${outcomeMarks[one.outcome]} `),
              `${say(timestampCheckWords[one.id])}${one.outcome === 'passed' ? '' : ` — ${say(timestampReasonWords[one.reason])}`}`,
            ),
          ),
        )
      : null,
  )
}
