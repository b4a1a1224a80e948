import { citationOf } from '../../core/citation.ts'
import type { LawData } from '../../core/law-data.ts'
import type { DuePeriod } from '../../core/period.ts'
import { dueText } from '../../core/period-explain.ts'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords } from './law-page.words.ts'

/** The last day and every step to it; the same on the screen, on the public page and on paper. */
export function LawAnswer({ answer, law }: { answer: DuePeriod; law: LawData }) {
  const w = useWords(lawPageWords)
  const say = useSay()
  const { due, notBefore, notAfter, rule, steps } = answer
  const end = due ?? notBefore ?? notAfter
  return (
    <div role="status">
      <p>
        {due
          ? w(rule.direction === 'backward' ? 'latest' : 'due')
          : notBefore
            ? w('notBefore')
            : notAfter
              ? w('notAfter')
              : w('noDue')}
      </p>
      {end && <p className="figure">{say(dueText(end))}</p>}
      <h3>{w('steps')}</h3>
      <ol className="list">
        {steps.map(({ kind, day, words, basis }) => (
          <li key={`${kind} ${day} ${words[0]}`}>
            {say(words)}
            {basis && (
              <>
                <br />
                <span className="small soft">{citationOf(basis, law)}</span>
              </>
            )}
          </li>
        ))}
      </ol>
      <p className="small soft">{w('disclaimer')}</p>
    </div>
  )
}
