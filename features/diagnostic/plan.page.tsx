import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { actionStates } from './assessment.schema.ts'
import { Opened } from './diagnostic.part.tsx'
import { planWords, roundWords } from './diagnostic-page.words.ts'
import { type ActionEntry, type Assessments, todayHere } from './use-diagnostic.ts'

export default function PlanPage() {
  const w = useWords(planWords)
  const rounds = useWords(roundWords)
  return (
    <>
      <PageHeader back={{ to: '/diagnostic', text: rounds('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Opened>{(_, { actions, records }) => <Plan actions={actions} records={records} />}</Opened>
      </SealedRoom>
    </>
  )
}

/** What is under way first, by day; what is closed after it. */
function Plan({ actions, records }: { actions: readonly ActionEntry[]; records: Assessments['records'] }) {
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
  return (
    <Panel>
      <DataTable
        caption={w('title')}
        rows={inOrder}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'what',
            title: w('what'),
            kind: 'main',
            cell: ({ value }) => (
              <>
                {value.what} <A to={`/diagnostic/${value.roundId}?item=${value.itemId}`}>{value.itemId}</A>
                {value.note !== '' && <p className="hint">{value.note}</p>}
              </>
            ),
          },
          { key: 'owner', title: w('owner'), cell: ({ value }) => value.owner },
          {
            key: 'due',
            title: w('dueOn'),
            cell: ({ value }) => (
              <span>
                {formatDay(value.dueOn, locale)}{' '}
                {value.state === 'open' && value.dueOn < today && <Badge tone="bad">{w('late')}</Badge>}
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
          id={editing.id}
          revision={editing.revision}
          records={records}
          onClose={() => setEditing(null)}
        />
      )}
    </Panel>
  )
}
