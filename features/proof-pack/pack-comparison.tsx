import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { type AccusedInfo, type Comparison, type ComparisonCell, outcomeWords } from './proof-pack.schema.ts'
import { packWords } from './proof-pack.words.ts'

const keyOf = ({ pointId, accusedId }: Pick<ComparisonCell, 'pointId' | 'accusedId'>) => `${pointId} ${accusedId}`

/** Every secret point against every piece of the accused; the next pair that is open is offered first. */
export function ComparisonPanel({
  points,
  comparison: { accused, cells },
  onChange,
}: {
  points: TradeSecret['points']
  comparison: Comparison
  onChange: (comparison: Comparison) => void
}) {
  const w = useWords(packWords)
  const say = useSay()
  const done = new Set(cells.map(keyOf))
  const open = points.flatMap(({ id: pointId }) =>
    accused.map(({ id: accusedId }) => ({ pointId, accusedId })).filter((pair) => !done.has(keyOf(pair))),
  )
  return (
    <Panel title={w('comparison')} id="comparison">
      <RowsEditor<AccusedInfo>
        title={w('info')}
        rows={accused}
        fields={[
          { key: 'title', label: w('info'), kind: 'line', required: true },
          { key: 'foundOn', label: w('foundOn'), kind: 'day', required: true },
          { key: 'source', label: w('source'), kind: 'text' },
        ]}
        fresh={() => ({ id: crypto.randomUUID(), title: '', foundOn: todayHere(), source: '' })}
        onChange={(rows) =>
          onChange({
            accused: [...rows],
            // What it was compared with is gone with it.
            cells: cells.filter(({ accusedId }) => rows.some(({ id }) => id === accusedId)),
          })
        }
        empty={w('accusedEmpty')}
      />
      {accused.length > 0 && points.length > 0 && (
        <>
          <p className="hint">
            {open.length === 0
              ? w('allCompared', { n: cells.length })
              : w('stillOpen', { n: open.length, all: points.length * accused.length })}
          </p>
          <RowsEditor<ComparisonCell & { id: string }>
            title={w('cells')}
            rows={cells.map((cell, at) => ({ ...cell, id: `${keyOf(cell)} ${at}` }))}
            fields={[
              {
                ...{ key: 'pointId', label: w('point'), kind: 'choice', required: true },
                options: points.map(({ id, title }) => ({ id, text: title })),
              },
              {
                ...{ key: 'accusedId', label: w('info'), kind: 'choice', required: true },
                options: accused.map(({ id, title }) => ({ id, text: title })),
              },
              {
                ...{ key: 'outcome', label: w('outcome'), kind: 'choice', required: true },
                options: Object.entries(outcomeWords).map(([id, pair]) => ({ id, text: say(pair) })),
              },
              { key: 'reason', label: w('reason'), kind: 'text', required: true },
              { key: 'evidence', label: w('evidence'), kind: 'line', formOnly: true },
              { key: 'opinion', label: w('opinion'), kind: 'line', formOnly: true },
            ]}
            fresh={() => ({
              ...{ id: 'new', pointId: open[0]?.pointId ?? points[0]?.id ?? '' },
              accusedId: open[0]?.accusedId ?? accused[0]?.id ?? '',
              ...{ outcome: 'same' as const, reason: '', evidence: '', opinion: '' },
            })}
            onChange={(rows) => onChange({ accused, cells: rows.map(({ id: _, ...cell }) => cell) })}
            empty={w('cellsEmpty')}
          />
        </>
      )}
    </Panel>
  )
}
