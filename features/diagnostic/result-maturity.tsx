import { A, Badge, KeyValues, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { Counted, Standing } from './assessment.rules.ts'
import { useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { resultWords } from './result.words.ts'

/** A score as it is shown everywhere: one decimal, or a dash where nothing applies. */
export const scoreText = (score: number | null | undefined): string =>
  score === null || score === undefined ? '—' : score.toFixed(1)

/** Both levels, and which gate caps which and why; then what the levels and gates are. */
export function Maturity({ content, standing, round }: { content: SelfAssessment; standing: Standing; round: string }) {
  const w = useWords(resultWords)
  const said = useSaid()
  const { self, verified } = standing
  return (
    <Panel title={w('maturity')} id="maturity">
      {self.maturity && verified.maturity && (
        <KeyValues
          pairs={[
            [w('levelVerified'), <Level key="v" content={content} counted={verified} round={round} />],
            [w('levelSelf'), <Level key="s" content={content} counted={self} round={round} />],
          ]}
        />
      )}
      {!standing.complete && <p>{w('levelLater')}</p>}
      <details>
        <summary>{w('levels')}</summary>
        <ul>
          {content.maturityLevels.map(({ level, min, name, meaning }) => (
            <li key={level}>
              <strong>
                {w('level', { n: level })} {said(name)}
              </strong>{' '}
              {w('from', { n: min })}：{said(meaning)}
            </li>
          ))}
        </ul>
        <h3>{w('gates')}</h3>
        <ul>
          {content.maturityGates.map(({ id, text }) => (
            <li key={id}>{said(text)}</li>
          ))}
        </ul>
      </details>
    </Panel>
  )
}

function Level({ content, counted, round }: { content: SelfAssessment; counted: Counted; round: string }) {
  const w = useWords(resultWords)
  const said = useSaid()
  const { maturity } = counted
  if (!maturity) return null
  const { level, byScore, closed } = maturity
  const name = content.maturityLevels.find((one) => one.level === level)
  const capped = level < byScore
  const nameOf = (id: string) => {
    const named = [...content.dimensions, ...content.legalElements].find((one) => one.id === id)
    return named ? said(named.name) : id
  }
  return (
    <>
      <strong>
        {w('level', { n: level })} {name ? said(name.name) : ''}
      </strong>
      {name && <>：{said(name.meaning)}</>}
      <p className="hint">
        {w('byScore', { n: byScore })}
        {capped ? `，${w('capped')}：` : closed.length > 0 ? `；${w('notCapped')}：` : `；${w('noGate')}`}
      </p>
      {closed.length > 0 && (
        <ul>
          {closed.map(({ id, most, because }) => {
            const gate = content.maturityGates.find((one) => one.id === id)
            return (
              <li key={id}>
                {gate && said(gate.text)}{' '}
                <Badge tone={most < byScore ? 'warn' : 'plain'}>{w('gateMost', { n: most })}</Badge>{' '}
                {because.map((one) => (
                  <span key={one}>
                    {content.items.some((item) => item.id === one) ? (
                      <A to={`/diagnostic/${round}?item=${one}`}>{one}</A>
                    ) : (
                      nameOf(one)
                    )}{' '}
                  </span>
                ))}
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}
