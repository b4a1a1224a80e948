import { DataTable } from '../../platform/ui/data-table.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { Standing } from './assessment.rules.ts'
import { Sources, useSaid } from './diagnostic.part.tsx'
import { demonstrationOf } from './diagnostic.rules.ts'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { resultWords } from './result.words.ts'
import { scoreText } from './result-maturity.tsx'

/** Where one would stand by the reference scheme, and what it asks besides; it says itself that it is not official. */
export function Demonstration({ content, standing }: { content: SelfAssessment; standing: Standing }) {
  const w = useWords(resultWords)
  const said = useSaid()
  const { demonstration } = content
  const { criteria, total, unmet } = demonstrationOf(content, standing.verified.scored)
  const nameOf = (id: string) => {
    const criterion = demonstration.criteria.find((one) => one.id === id)
    return criterion ? said(criterion.name) : id
  }
  return (
    <Panel title={w('demonstration')} id="demonstration">
      <Notice kind="warn">{said(demonstration.notice)}</Notice>
      <p>
        <strong>{w('total', { n: scoreText(total), pass: demonstration.recommendedPass })}</strong>
      </p>
      <DataTable
        caption={w('demonstration')}
        rows={criteria}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', title: w('criterion'), kind: 'main', cell: ({ id }) => nameOf(id) },
          {
            key: 'points',
            title: w('points'),
            kind: 'number',
            cell: ({ score, points }) => `${scoreText(score)} / ${points}`,
          },
        ]}
      />
      <h3>{w('prerequisites')}</h3>
      <ul>
        {demonstration.prerequisites.map(({ id, text, check }) => (
          <li key={id}>
            {said(text)}{' '}
            {check !== 'self-assessment' ? (
              <span className="hint">{w('notJudged')}</span>
            ) : unmet.length > 0 ? (
              <span className="hint">{w('unmet', { ids: unmet.join('、') })}</span>
            ) : standing.complete ? (
              <Badge tone="good">{w('met')}</Badge>
            ) : (
              <span className="hint">{w('notYet')}</span>
            )}
          </li>
        ))}
      </ul>
      <details>
        <summary>{w('onSite')}</summary>
        <ul>
          {demonstration.onSiteChecks.map((check) => (
            <li key={check.zh}>{said(check)}</li>
          ))}
        </ul>
        <p>{said(demonstration.renewal)}</p>
        <Sources content={content} refs={demonstration.sources} />
      </details>
    </Panel>
  )
}
