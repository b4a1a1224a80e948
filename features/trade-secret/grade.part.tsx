import { pairOf } from '../../core/content.ts'
import { SelectField, TextArea } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { levelName } from './classification.rules.ts'
import type { Classification, LevelId, Score } from './classification.schema.ts'
import { type Scores, suggestLevel } from './grading.rules.ts'
import type { TradeSecret } from './trade-secret.schema.ts'
import { newSecretWords } from './trade-secret.words.ts'

/** Six answers and the level they suggest; the level is chosen by a person, with a reason. */
export function GradeForm({
  classification,
  scores,
  onScores,
  level,
  onLevel,
  reason,
  onReason,
}: {
  classification: Classification
  scores: Scores
  onScores: (scores: Scores) => void
  level: LevelId | ''
  onLevel: (level: LevelId) => void
  reason: string
  onReason: (reason: string) => void
}) {
  const w = useWords(newSecretWords)
  const say = useSay()
  const grade = suggestLevel(classification, scores)
  return (
    <Panel title={w('grading')}>
      <p>{w('gradingText')}</p>
      <details>
        <summary>{w('questions')}</summary>
        <div className="field-row">
          {classification.levelFactors.map(({ id, name, scale }) => (
            <SelectField
              key={id}
              label={say(pairOf(name))}
              value={scores[id] === undefined ? '' : String(scores[id])}
              onChange={(score) => onScores({ ...scores, [id]: Number(score) as Score })}
              filter
              options={scale.map((step) => ({ id: String(step.score), text: `${step.score} · ${say(pairOf(step))}` }))}
            />
          ))}
        </div>
      </details>
      {grade && (
        <p role="status">
          {w('suggested', { total: grade.total, level: say(levelName(classification, grade.level)) })}{' '}
          {grade.by === 'obtainable-in-public' && w('byPublic')}
          {grade.by === 'grave-loss' && w('byLoss')}
        </p>
      )}
      <SelectField
        label={w('level')}
        value={level}
        onChange={(id) => onLevel(id as LevelId)}
        required
        options={classification.levels.map(({ id, name, criteria }) => ({
          id,
          text: `${say(pairOf(name))}：${say(pairOf(criteria))}`,
        }))}
      />
      <TextArea
        label={w('reason')}
        value={reason}
        onChange={onReason}
        rows={2}
        maxLength={1000}
        required={level !== '' && level !== grade?.level}
      />
    </Panel>
  )
}

/** How things of a level are marked, stored, copied, passed on and destroyed. */
export function Handling({ classification, level }: { classification: Classification; level: TradeSecret['level'] }) {
  const w = useWords(newSecretWords)
  const say = useSay()
  return (
    <details>
      <summary>{w('handling')}</summary>
      <DataTable
        caption={w('handling')}
        rows={classification.handling}
        keyOf={({ id }) => id}
        columns={[
          { key: 'topic', title: w('handling'), kind: 'main', cell: ({ topic }) => say(pairOf(topic)) },
          { key: 'rule', title: w('level'), cell: (row) => say(pairOf(row[level])) },
        ]}
      />
    </details>
  )
}
