import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { outcomeKindWords } from './programme-kind.words.ts'
import type { Outcome } from './programme-outcome.schema.ts'
import { programmePageWords } from './programme-page.words.ts'

export function OutcomeList({ outcomes }: { outcomes: readonly Outcome[] }) {
  const w = useWords(programmePageWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <ul className="list">
      {outcomes.map((outcome) => (
        <li key={outcome.id}>
          <div className="row">
            <span>
              <A to={`/outcomes/${outcome.id}`}>{outcome.title}</A>{' '}
              {outcome.fictitious && <Badge tone="warn">{w('fictitious')}</Badge>}{' '}
              {outcome.state === 'withdrawn' && <Badge tone="bad">{w('withdrawn')}</Badge>}
              <br />
              <span className="small soft">
                {outcome.itemId} · {say(outcomeKindWords[outcome.kind])} · {outcome.organisation}
                {outcome.targetId && ` · ${outcome.targetId}`}
              </span>
            </span>
            <span className="small">
              {w('happenedOn')} {formatDay(outcome.happenedOn, locale)}
              <br />
              <span className="soft">
                {w('recordedOn')} {formatDay(outcome.recordedAt.slice(0, 10), locale)}
              </span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
