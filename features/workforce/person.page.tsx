import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useClassification, useRegister } from '../trade-secret/register.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { Agreements } from './agreements.part.tsx'
import { standingObjections } from './answered.rules.ts'
import { Answers, Objections } from './answers.part.tsx'
import { HandBack } from './hand-back.part.tsx'
import { NonCompetePanel } from './non-compete.part.tsx'
import { usePeople } from './people.client.ts'
import { PersonDialog } from './person-dialog.tsx'
import { Retention } from './retention.part.tsx'
import { Runs } from './runs.part.tsx'
import { TrainingPanel } from './training.part.tsx'
import { dueOf, secretsKnownBy, withoutKnower } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { peopleWords, secretsKnownWords } from './workforce.words.ts'
import './workforce.css'

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
  const { value } = entry
  const sent = people.sent.filter(({ personId }) => value.personId !== null && personId === value.personId)
  const changed = (change: Partial<ClearedPerson>) => [
    { id: entry.id, revision: entry.revision, value: { ...value, ...change } },
  ]
  const change = (part: Partial<ClearedPerson>) => people.save.mutate(changed(part))
  return (
    <>
      <PersonHeader entry={entry} people={people} hasObjection={standingObjections(value.personId, sent).length > 0} />
      <ErrorNotice error={people.save.error} />
      <Objections objections={standingObjections(value.personId, sent)} />
      <Agreements entry={entry} sent={sent} onChange={(agreements) => change({ agreements: [...agreements] })} />
      <TrainingPanel entry={entry} sent={sent} onChange={(training) => change({ training: [...training] })} />
      <NonCompetePanel terms={value.nonCompete} onChange={(nonCompete) => change({ nonCompete })} />
      <SecretsKnown person={value} />
      <Runs entry={entry} sent={sent} change={change} save={(part) => people.save.mutateAsync(changed(part))} />
      <HandBack entry={entry} sent={sent} />
      <Answers sent={sent} ofOne />
      <Retention entry={entry} sent={sent} onChange={(retention) => change({ retention })} />
    </>
  )
}

function PersonHeader({
  entry,
  people,
  hasObjection,
}: {
  entry: Entry<ClearedPerson>
  people: ReturnType<typeof usePeople>
  hasObjection: boolean
}) {
  const w = useWords(peopleWords)
  const say = useSay()
  const locale = useLocale()
  const [changing, setChanging] = useState(false)
  const { value } = entry
  const level = useClassification()?.levels.find(({ id }) => id === value.level)
  return (
    <>
      <PageHeader
        back={{ to: '/people', text: w('back') }}
        title={value.name}
        lead={
          <>
            {value.post && `${value.post} · `}
            {w('clearedLine', {
              level: level ? say(pairOf(level.name)) : '',
              since: formatDay(value.clearedSince, locale),
            })}
            {value.clearedUntil && w('clearedTill', { until: formatDay(value.clearedUntil, locale) })}{' '}
            {hasObjection && <Badge tone="bad">{w('hasObjection')}</Badge>}{' '}
            {dueOf(value, Temporal.PlainDate.from(todayHere())).map((one) => (
              <span key={one}>
                <Badge tone="warn">{w(one)}</Badge>{' '}
              </span>
            ))}
          </>
        }
      >
        <Button onPress={() => setChanging(true)}>{w('change')}</Button>
      </PageHeader>
      {changing && (
        <PersonDialog
          title={w('change')}
          first={value}
          onClose={() => setChanging(false)}
          onSave={({ name, personId, post, level: chosen, clearedSince, clearedUntil }) =>
            people.save.mutate(
              [
                {
                  ...{ id: entry.id, revision: entry.revision },
                  value: { ...value, name, personId, post, level: chosen, clearedSince, clearedUntil },
                },
              ],
              { onSuccess: () => setChanging(false) },
            )
          }
          error={people.save.error}
          pending={people.save.isPending}
        />
      )}
    </>
  )
}

function SecretsKnown({ person }: { person: ClearedPerson }) {
  const w = useWords(secretsKnownWords)
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
    <Panel title={w('title')} id="secrets">
      {known.length === 0 && <p className="hint">{w('none')}</p>}
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
          {w('end')}
        </Button>
      )}
      <ErrorNotice error={register.save.error} />
    </Panel>
  )
}
