import type { ReactNode } from 'react'
import { lengthText } from '../../core/period-explain.ts'
import type { PeriodRule, Verified } from '../../core/period-rule.ts'
import { approverWords, pauseKindWords } from '../../core/period-rule.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords, markWordKeys } from './law-page.words.ts'

const places = [
  ['periods', '/law'],
  ['thresholds', '/law/thresholds'],
  ['articles', '/law/articles'],
  ['elements', '/law/elements'],
  ['documents', '/law/documents'],
] as const

/** The head of every screen of the law, with the way to the others. */
export function LawHeader({ here, lead }: { here: (typeof places)[number][0]; lead?: string }) {
  const w = useWords(lawPageWords)
  return (
    <PageHeader
      title={here === 'periods' ? w('title') : w(here)}
      lead={lead ?? (here === 'periods' ? w('lead') : undefined)}
    >
      {places
        .filter(([key]) => key !== here)
        .map(([key, to]) => (
          <A key={key} to={to} className="button">
            {w(key)}
          </A>
        ))}
    </PageHeader>
  )
}

/** How far a text was verified; ○ is 待核, in words. */
export function VerifiedBadge({ mark }: { mark: Verified }) {
  const w = useWords(lawPageWords)
  if (mark === '○') return <Badge tone="warn">{w('open')}</Badge>
  return (
    <span title={w(markWordKeys[mark])}>
      {mark}
      <span className="visually-hidden"> {w(markWordKeys[mark])}</span>
    </span>
  )
}

/** A length in words; what the law itself says where it gives no number. */
export function useLength() {
  const say = useSay()
  return ({ length, unit, lengthWords }: Pick<PeriodRule, 'length' | 'unit' | 'lengthWords'>): string =>
    length === null || unit === null ? lengthWords : say(lengthText(length, unit))
}

export function Extensions({ rule }: { rule: PeriodRule }): ReactNode {
  const w = useWords(lawPageWords)
  const say = useSay()
  if (rule.extensions.length === 0) return w('none')
  return rule.extensions
    .map(({ length, unit, approvedBy }) =>
      w('times', {
        length: length === null ? w('anyLength') : say(lengthText(length, unit)),
        by: say(approverWords[approvedBy]),
      }),
    )
    .join('；')
}

export function Pauses({ rule }: { rule: PeriodRule }): ReactNode {
  const w = useWords(lawPageWords)
  const say = useSay()
  return rule.pauses.length === 0 ? w('none') : rule.pauses.map((kind) => say(pauseKindWords[kind])).join('；')
}
