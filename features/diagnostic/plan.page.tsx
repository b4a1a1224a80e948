import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { daysLate } from './assessment.rules.ts'
import { type Action, actionStates } from './assessment.schema.ts'
import { WaysToClose } from './closing.part.tsx'
import { Opened } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { planWords, roundWords } from './diagnostic-page.words.ts'
import type { ActionEntry, Assessments } from './use-diagnostic.ts'

export default function PlanPage() {
  const w = useWords(planWords)
  const rounds = useWords(roundWords)
  return (
    <>
      <PageHeader back={{ to: '/diagnostic', text: rounds('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Opened>
          {(content, { actions, records }) => <Plan content={content} actions={actions} records={records} />}
        </Opened>
      </SealedRoom>
    </>
  )
}

/** What is under way first, by day; what is closed after it. */
function Plan({
  content,
  actions,
  records,
}: {
  content: SelfAssessment
  actions: readonly ActionEntry[]
  records: Assessments['records']
}) {
  const w = useWords(planWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const [editing, setEditing] = useState<ActionEntry | null>(null)
  const today = todayHere()
  if (actions.length === 0) return <EmptyState title={w('empty')} text={w('emptyText')} />
  const inOrder = [
    ...actions.filter(({ value }) => value.state === 'open'),
    ...actions.filter(({ value }) => value.state !== 'open'),
  ]
  const itemOf = ({ itemId }: Action) => content.items.find(({ id }) => id === itemId)
  const late = actions.filter(({ value }) => daysLate(value, today) > 0).length
  return (
    <Panel>
      <p>
        {w('sum', {
          n: actions.filter(({ value }) => value.state === 'open').length,
          late,
          done: actions.filter(({ value }) => value.state === 'done').length,
        })}
      </p>
      <DataTable
        caption={w('title')}
        rows={inOrder}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'what',
            title: w('what'),
            kind: 'main',
            cell: ({ value }) => {
              const item = itemOf(value)
              return (
                <>
                  {value.what} <A to={`/diagnostic/${value.roundId}?item=${value.itemId}`}>{value.itemId}</A>
                  {value.note !== '' && <p className="hint">{value.note}</p>}
                  {value.state === 'open' && item && (
                    <p>
                      <WaysToClose item={item} />
                    </p>
                  )}
                </>
              )
            },
          },
          {
            key: 'owner',
            title: w('owner'),
            cell: ({ value }) => (
              <span>
                {value.owner}{' '}
                {value.toldOn && <span className="hint">{w('told', { on: formatDay(value.toldOn, locale) })}</span>}
              </span>
            ),
          },
          {
            key: 'due',
            title: w('dueOn'),
            cell: ({ value }) => (
              <span>
                {formatDay(value.dueOn, locale)}{' '}
                {daysLate(value, today) > 0 && <Badge tone="bad">{w('late', { n: daysLate(value, today) })}</Badge>}
              </span>
            ),
          },
          {
            key: 'state',
            title: w('state'),
            cell: ({ value }) => (
              <span>
                <Badge tone={value.state === 'done' ? 'good' : 'plain'}>{say(actionStates[value.state])}</Badge>{' '}
                {value.closedOn && (
                  <span className="hint">{w('closedOn', { on: formatDay(value.closedOn, locale) })}</span>
                )}
              </span>
            ),
          },
          {
            key: 'edit',
            title: common('edit'),
            cell: (entry) => (
              <Button
                kind="quiet"
                aria-label={w('edit', { what: entry.value.itemId })}
                onPress={() => setEditing(entry)}
              >
                {common('edit')}
              </Button>
            ),
          },
        ]}
      />
      {editing && (
        <ActionDialog
          action={editing.value}
          item={itemOf(editing.value)}
          id={editing.id}
          revision={editing.revision}
          records={records}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  )
}
