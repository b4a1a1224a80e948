import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, DayField, TextField } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { todayHere, useRegister } from '../trade-secret/register.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { NonCompetePanel } from './non-compete.part.tsx'
import { Runs } from './runs.part.tsx'
import { usePeople } from './use-people.ts'
import { dueOf, secretsKnownBy, withoutKnower } from './workforce.rules.ts'
import { type Agreement, agreementKinds, type ClearedPerson, type Training } from './workforce.schema.ts'
import { peopleWords } from './workforce.words.ts'

export default function PersonPage() {
  return (
    <SealedRoom header={<Header />}>
      <Opened />
    </SealedRoom>
  )
}

function Header() {
  const w = useWords(peopleWords)
  return <PageHeader back={{ to: '/people', text: w('back') }} title={w('title')} />
}

function Opened() {
  const w = useWords(peopleWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const people = usePeople()
  if (people.error) return <ErrorNotice error={people.error} onRetry={() => people.refetch()} />
  if (!people.isOpen) return <Loading />
  const entry = people.entries.get(id)
  if (!entry)
    return (
      <>
        <Header />
        <Notice kind="warn">{w('missing')}</Notice>
      </>
    )
  return <One entry={entry} people={people} />
}

function One({ entry, people }: { entry: Entry<ClearedPerson>; people: ReturnType<typeof usePeople> }) {
  const w = useWords(peopleWords)
  const say = useSay()
  const { value } = entry
  const save = (change: Partial<ClearedPerson>) =>
    people.save.mutate([{ id: entry.id, revision: entry.revision, value: { ...value, ...change } }])
  return (
    <>
      <PageHeader
        back={{ to: '/people', text: w('back') }}
        title={value.name}
        lead={
          <>
            {value.post}{' '}
            {dueOf(value, Temporal.PlainDate.from(todayHere())).map((one) => (
              <Badge key={one} tone="warn">
                {w(one)}
              </Badge>
            ))}
          </>
        }
      />
      <ErrorNotice error={people.save.error} />
      <Panel title={w('agreements')} id="agreements">
        <RowsEditor<Agreement>
          title={w('agreements')}
          rows={value.agreements}
          fields={[
            {
              key: 'kind',
              label: w('kind'),
              kind: 'choice',
              required: true,
              options: Object.entries(agreementKinds).map(([id, pair]) => ({ id, text: say(pair) })),
            },
            { key: 'signedOn', label: w('signedOn'), kind: 'day' },
            { key: 'expiresOn', label: w('expiresOn'), kind: 'day' },
            { key: 'paperAt', label: w('paperAt'), kind: 'line' },
          ]}
          fresh={() => ({
            ...{ id: crypto.randomUUID(), kind: 'confidentiality' as const, signedOn: todayHere() },
            ...{ expiresOn: null, paperAt: '' },
          })}
          onChange={(agreements) => save({ agreements: [...agreements] })}
          empty={w('agreementsEmpty')}
        />
        <p>
          <A to="/papers">{w('fromTemplate')}</A>
        </p>
      </Panel>
      <NonCompetePanel terms={value.nonCompete} onChange={(nonCompete) => save({ nonCompete })} />
      <Panel title={w('training')} id="training">
        <RowsEditor<Training>
          title={w('training')}
          rows={value.training}
          fields={[
            { key: 'course', label: w('course'), kind: 'line', required: true },
            { key: 'on', label: w('on'), kind: 'day', required: true },
            { key: 'passed', label: w('passed'), kind: 'check' },
            { key: 'until', label: w('validUntil'), kind: 'day' },
          ]}
          fresh={() => ({ id: crypto.randomUUID(), course: '', on: todayHere(), passed: true, until: null })}
          onChange={(training) => save({ training: [...training] })}
          empty={w('trainingEmpty')}
        />
      </Panel>
      <Secrets person={value} />
      <Runs entry={entry} onChange={(runs) => save({ runs: [...runs] })} />
      <Retention entry={entry} onChange={(retention) => save({ retention })} />
    </>
  )
}

function Secrets({ person }: { person: ClearedPerson }) {
  const w = useWords(peopleWords)
  const register = useRegister()
  const known = secretsKnownBy(person, register.list)
  const end = () =>
    register.save.mutate(
      known.flatMap(({ id }) => {
        const entry = register.entries.get(id)
        return entry ? [{ id, revision: entry.revision, value: withoutKnower(entry.value, person, todayHere()) }] : []
      }),
    )
  return (
    <Panel title={w('secrets')} id="secrets">
      {known.length === 0 && <p className="hint">{w('secretsNone')}</p>}
      <ul className="lines">
        {known.map(({ id, number, name }) => (
          <li key={id}>
            <A to={`/secrets/${id}`}>
              {number} {name}
            </A>
          </li>
        ))}
      </ul>
      {known.length > 0 && (
        <Button isDisabled={register.save.isPending} onPress={end}>
          {w('endKnowing')}
        </Button>
      )}
      <ErrorNotice error={register.save.error} />
    </Panel>
  )
}

function Retention({
  entry,
  onChange,
}: {
  entry: Entry<ClearedPerson>
  onChange: (retention: ClearedPerson['retention']) => void
}) {
  const w = useWords(peopleWords)
  const { retention } = entry.value
  const [until, setUntil] = useState(retention?.until ?? '')
  const [why, setWhy] = useState(retention?.why ?? '')
  const [erasing, setErasing] = useState(false)
  const erase = useKeyWork(
    async (reason: string) => {
      await callDoor(sealedContract.erase, { collection: 'person', id: entry.id, reason })
    },
    { onDone: () => setErasing(false) },
  )
  return (
    <Panel title={w('retention')} id="retention">
      <p>{w('retentionText')}</p>
      <div className="field-row">
        <DayField label={w('keepUntil')} value={until} onChange={setUntil} />
        <TextField label={w('keepWhy')} value={why} onChange={setWhy} maxLength={200} />
      </div>
      <div className="actions">
        <Button
          isDisabled={!/^\d{4}-\d{2}-\d{2}$/.test(until) || why.trim() === ''}
          onPress={() => onChange({ until, why })}
        >
          {w('keepUntil')}
        </Button>
        <Button kind="danger" onPress={() => setErasing(true)}>
          {w('eraseNow')}
        </Button>
      </div>
      <ReasonDialog
        title={w('eraseNow')}
        text={w('eraseText')}
        open={erasing}
        onClose={() => setErasing(false)}
        onConfirm={(reason) => erase.mutate(reason)}
        confirm={w('eraseNow')}
        danger
        error={erase.error}
        pending={erase.isPending}
      />
    </Panel>
  )
}
