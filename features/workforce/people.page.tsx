import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import type { Entry } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { standingObjections } from './answered.rules.ts'
import { Answers } from './answers.part.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { usePeople } from './people.client.ts'
import { freshBasics, PersonDialog } from './person-dialog.tsx'
import { dueOf } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { peopleWords, trainingWords } from './workforce.words.ts'

export default function PeoplePage() {
  const w = useWords(peopleWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <People />
      </SealedRoom>
    </>
  )
}

function People() {
  const w = useWords(peopleWords)
  const training = useWords(trainingWords)
  const people = usePeople()
  const [open, setOpen] = useState<'add' | 'assign' | null>(null)
  if (people.error) return <ErrorNotice error={people.error} onRetry={() => people.refetch()} />
  if (!people.isOpen) return <Loading />
  const list = people.list.toSorted((a, b) => a.value.name.localeCompare(b.value.name, 'zh-CN'))
  return (
    <>
      <div className="actions">
        <Button kind="primary" onPress={() => setOpen('add')}>
          {w('add')}
        </Button>
        {list.length > 0 && <Button onPress={() => setOpen('assign')}>{training('assign')}</Button>}
      </div>
      {list.length === 0 ? (
        <EmptyState title={w('emptyTitle')} text={w('emptyText')} />
      ) : (
        <List list={list} people={people} />
      )}
      <Answers sent={people.sent} />
      {open === 'add' && (
        <PersonDialog
          title={w('add')}
          first={freshBasics()}
          onClose={() => setOpen(null)}
          onSave={(basics) => {
            const value: ClearedPerson = {
              ...{ v: 1, ...basics, agreements: [], nonCompete: null, training: [], runs: [], closeOuts: [] },
              retention: null,
            }
            people.save.mutate([{ id: crypto.randomUUID(), revision: 0, value }], { onSuccess: () => setOpen(null) })
          }}
          error={people.save.error}
          pending={people.save.isPending}
        />
      )}
      {open === 'assign' && <AssignDialog people={list} onClose={() => setOpen(null)} />}
    </>
  )
}

function List({ list, people }: { list: readonly Entry<ClearedPerson>[]; people: ReturnType<typeof usePeople> }) {
  const w = useWords(peopleWords)
  const locale = useLocale()
  const today = Temporal.PlainDate.from(todayHere())
  return (
    <Panel>
      <DataTable
        caption={w('title')}
        rows={list}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'name',
            title: w('name'),
            kind: 'main',
            cell: ({ id, value }) => <A to={`/people/${id}`}>{value.name}</A>,
          },
          { key: 'post', title: w('post'), cell: ({ value }) => value.post || '—' },
          { key: 'since', title: w('since'), cell: ({ value }) => formatDay(value.clearedSince, locale) },
          {
            key: 'until',
            title: w('until'),
            cell: ({ value }) => (value.clearedUntil ? formatDay(value.clearedUntil, locale) : '—'),
          },
          {
            key: 'due',
            title: w('due'),
            cell: ({ value }) => {
              const due = dueOf(value, today)
              const objects = standingObjections(value.personId, people.sent).length > 0
              if (due.length === 0 && !objects) return w('nothingDue')
              return (
                <>
                  {objects && <Badge tone="bad">{w('hasObjection')}</Badge>}{' '}
                  {due.map((one) => (
                    <span key={one}>
                      <Badge tone="warn">{w(one)}</Badge>{' '}
                    </span>
                  ))}
                </>
              )
            },
          },
        ]}
      />
    </Panel>
  )
}
