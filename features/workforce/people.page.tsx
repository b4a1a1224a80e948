import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { secretLevels } from '../trade-secret/classification.schema.ts'
import { todayHere, useClassification } from '../trade-secret/register.client.ts'
import { useVaultRoom } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { Answers } from './answers.part.tsx'
import { usePeople } from './use-people.ts'
import { dueOf } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { peopleWords } from './workforce.words.ts'

export default function PeoplePage() {
  const w = useWords(peopleWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <People />
        <Answers />
      </SealedRoom>
    </>
  )
}

function People() {
  const w = useWords(peopleWords)
  const people = usePeople()
  const [adding, setAdding] = useState(false)
  if (people.error) return <ErrorNotice error={people.error} onRetry={() => people.refetch()} />
  if (!people.isOpen) return <Loading />
  const today = Temporal.PlainDate.from(todayHere())
  const list = people.list.toSorted((a, b) => a.value.name.localeCompare(b.value.name, 'zh-CN'))
  return (
    <>
      <p>
        <Button kind="primary" onPress={() => setAdding(true)}>
          {w('add')}
        </Button>
      </p>
      {list.length === 0 ? (
        <EmptyState title={w('emptyTitle')} text={w('emptyText')} />
      ) : (
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
              { key: 'since', title: w('since'), cell: ({ value }) => value.clearedSince },
              { key: 'until', title: w('until'), cell: ({ value }) => value.clearedUntil ?? '—' },
              {
                key: 'due',
                title: w('due'),
                cell: ({ value }) => {
                  const due = dueOf(value, today)
                  return due.length === 0
                    ? w('nothingDue')
                    : due.map((one) => (
                        <Badge key={one} tone="warn">
                          {w(one)}
                        </Badge>
                      ))
                },
              },
            ]}
          />
        </Panel>
      )}
      {adding && <AddDialog onClose={() => setAdding(false)} people={people} />}
    </>
  )
}

function AddDialog({ onClose, people }: { onClose: () => void; people: ReturnType<typeof usePeople> }) {
  const w = useWords(peopleWords)
  const common = useWords(commonWords)
  const say = useSay()
  const here = useVaultRoom()
  const classification = useClassification()
  const [name, setName] = useState('')
  const [personId, setPersonId] = useState('')
  const [post, setPost] = useState('')
  const [level, setLevel] = useState<string>('important')
  const [since, setSince] = useState(todayHere())
  const levels = classification?.levels.filter(({ rank }) => rank > 0) ?? []
  const submit = () => {
    const value: ClearedPerson = {
      ...{ v: 1, name: name.trim(), personId: personId === '' ? null : personId, post: post.trim() },
      level: secretLevels.find((one) => one === level) ?? 'important',
      ...{ clearedSince: since, clearedUntil: null, agreements: [], nonCompete: null, training: [], runs: [] },
      retention: null,
    }
    people.save.mutate([{ id: crypto.randomUUID(), revision: 0, value }], { onSuccess: onClose })
  }
  return (
    <Dialog title={w('add')} open onClose={onClose}>
      <SelectField
        label={w('account')}
        value={personId}
        onChange={(id) => {
          setPersonId(id)
          const member = here.data?.members.find((one) => one.personId === id)
          if (member) setName(member.name)
        }}
        filter
        options={[
          { id: '', text: w('noAccount') },
          ...(here.data?.members ?? []).map((one) => ({ id: one.personId, text: one.name })),
        ]}
      />
      <TextField label={w('name')} value={name} onChange={setName} maxLength={200} required />
      <TextField label={w('post')} value={post} onChange={setPost} maxLength={100} />
      <SelectField
        label={w('level')}
        value={level}
        onChange={setLevel}
        required
        options={levels.map((one) => ({ id: one.id, text: say(pairOf(one.name)) }))}
      />
      <DayField label={w('since')} value={since} onChange={setSince} required />
      <ErrorNotice error={people.save.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={name.trim() === '' || !/^\d{4}-\d{2}-\d{2}$/.test(since) || people.save.isPending}
          onPress={submit}
        >
          {common('save')}
        </Button>
      </div>
    </Dialog>
  )
}
