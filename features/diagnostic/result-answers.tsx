import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { OpenRound, Standing } from './assessment.rules.ts'
import type { Answer } from './assessment.schema.ts'
import { useSaid } from './diagnostic.part.tsx'
import { lacksEvidence } from './diagnostic.rules.ts'
import type { Item, SelfAssessment } from './diagnostic.schema.ts'
import { roundWords } from './diagnostic-page.words.ts'
import { resultWords } from './result.words.ts'

/** Every answer beside the evidence that was registered for it, by dimension. */
export function Answers({
  content,
  open,
  standing: { items, answers },
}: {
  content: SelfAssessment
  open: OpenRound
  standing: Standing
}) {
  const w = useWords(resultWords)
  const said = useSaid()
  return (
    <Panel title={w('answers')} id="answers">
      <p className="hint">{w('answersText')}</p>
      {content.dimensions.map(({ id, name }) => {
        const asked = items.filter(({ dimension }) => dimension === id)
        const pieces = asked.reduce((sum, item) => sum + (answers[item.id]?.evidence.length ?? 0), 0)
        if (asked.length === 0) return null
        return (
          <details key={id}>
            <summary>
              {said(name)} <span className="hint">{w('pieces', { n: pieces })}</span>
            </summary>
            <ul className="lines">
              {asked.map((item) => (
                <li key={item.id}>
                  <OneAnswer content={content} round={open.id} item={item} answer={answers[item.id]} />
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </Panel>
  )
}

function OneAnswer({
  content,
  round,
  item,
  answer,
}: {
  content: SelfAssessment
  round: string
  item: Item
  answer: Answer | undefined
}) {
  const w = useWords(resultWords)
  const rounds = useWords(roundWords)
  const said = useSaid()
  const level = item.levels.find(({ score }) => score === answer?.score)
  return (
    <>
      <A to={`/diagnostic/${round}?item=${item.id}`}>{item.id}</A> {said(item.question)}
      <p>
        {answer === undefined ? (
          <Badge>{w('notAnswered')}</Badge>
        ) : (
          <>
            <strong>{answer.score === null ? rounds('notApplicable') : answer.score}</strong> {level && said(level)}{' '}
            <span className="hint">{rounds('answeredBy', { name: answer.by.name })}</span>
          </>
        )}
      </p>
      {answer && answer.evidence.length > 0 && (
        <ul>
          {answer.evidence.map(({ what, where, keeper }) => (
            <li key={what + where + keeper}>{[what, where, keeper].filter((text) => text !== '').join('，')}</li>
          ))}
        </ul>
      )}
      {lacksEvidence(content, answer) && <Badge tone="warn">{w('bare')}</Badge>}
      {answer && answer.note !== '' && <p className="hint">{answer.note}</p>}
    </>
  )
}
