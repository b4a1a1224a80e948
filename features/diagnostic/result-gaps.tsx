import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { ActionDialog } from './action-dialog.tsx'
import type { OpenRound, Standing } from './assessment.rules.ts'
import type { Action } from './assessment.schema.ts'
import { WaysToClose } from './closing.part.tsx'
import { useFirst, useSaid } from './diagnostic.part.tsx'
import { type Gap, gapsOf, lacksEvidence } from './diagnostic.rules.ts'
import type { Item, SelfAssessment } from './diagnostic.schema.ts'
import { resultWords } from './result.words.ts'
import type { Assessments } from './use-diagnostic.ts'

type Props = { content: SelfAssessment; open: OpenRound; standing: Standing; assessments: Assessments }

/** What falls short of the target, the heaviest first, each a step away from the plan; then answers that lack evidence. */
export function Gaps({ content, open, standing, assessments }: Props) {
  const w = useWords(resultWords)
  const said = useSaid()
  const { person } = useSession()
  const [adding, setAdding] = useState<Action | null>(null)
  const gaps = gapsOf(content, standing.self.scored, open.round.profile)
  const first = useFirst(gaps, 10)
  const planned = (item: Item) =>
    assessments.actions.some(({ value }) => value.itemId === item.id && value.state === 'open')
  const fresh = ({ item, target }: Gap): Action => ({
    ...{ v: 1, kind: 'action', roundId: open.id, itemId: item.id, owner: person.name, dueOn: '', toldOn: null },
    ...{ what: levelText(item, target, said), state: 'open', closedOn: null, note: '' },
  })
  return (
    <Panel title={w('gaps')} id="gaps">
      <p className="hint">{w('gapsText')}</p>
      {gaps.length === 0 ? (
        <p>{w('gapsNone')}</p>
      ) : (
        <DataTable
          caption={w('gaps')}
          rows={first.shown}
          keyOf={({ item }) => item.id}
          columns={[
            {
              key: 'item',
              title: w('gaps'),
              kind: 'main',
              cell: ({ item }) => (
                <>
                  <A to={`/diagnostic/${open.id}?item=${item.id}`}>{item.id}</A> {said(item.question)}{' '}
                  <WaysToClose item={item} />
                </>
              ),
            },
            {
              key: 'score',
              title: w('gapScore'),
              kind: 'number',
              cell: ({ score, target }) => `${score} → ${target}`,
            },
            { key: 'urgency', title: w('urgency'), kind: 'number', cell: ({ urgency }) => urgency },
            {
              key: 'plan',
              title: w('addAction'),
              cell: (gap) =>
                planned(gap.item) ? (
                  <Badge tone="good">{w('planned')}</Badge>
                ) : (
                  <Button
                    kind="quiet"
                    aria-label={`${w('addAction')} ${gap.item.id}`}
                    onPress={() => setAdding(fresh(gap))}
                  >
                    {w('addAction')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {first.hidden > 0 && <Button onPress={first.showAll}>{w('showAll', { n: gaps.length })}</Button>}
      {adding && (
        <ActionDialog
          action={adding}
          item={content.items.find(({ id }) => id === adding.itemId)}
          id={null}
          revision={0}
          records={assessments.records}
          onClose={() => setAdding(null)}
        />
      )}
      <WithoutEvidence content={content} open={open} standing={standing} />
    </Panel>
  )
}

/** What would have to be so for the target: the proposal of what to do. */
const levelText = (item: Item, target: number, said: ReturnType<typeof useSaid>): string => {
  const level = item.levels.find(({ score }) => score === target)
  return level ? said(level) : ''
}

function WithoutEvidence({ content, open, standing: { items, answers } }: Omit<Props, 'assessments'>) {
  const w = useWords(resultWords)
  const common = useWords(commonWords)
  const said = useSaid()
  const bare = items.filter(({ id }) => lacksEvidence(content, answers[id]))
  const first = useFirst(bare, 10)
  if (bare.length === 0) return null
  return (
    <>
      <h3>{w('noEvidence')}</h3>
      <p className="hint">{w('noEvidenceText', { n: bare.length, most: content.scoring.evidenceRequiredFrom - 1 })}</p>
      <ul>
        {first.shown.map(({ id, question }) => (
          <li key={id}>
            <A to={`/diagnostic/${open.id}?item=${id}`}>{id}</A> {said(question)}
          </li>
        ))}
      </ul>
      {first.hidden > 0 && (
        <Button onPress={first.showAll} aria-label={`${common('more')}：${w('noEvidence')}`}>
          {w('showAll', { n: bare.length })}
        </Button>
      )}
    </>
  )
}
