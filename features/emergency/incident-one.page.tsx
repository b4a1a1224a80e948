import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { LeaveGuard, useOnline } from '../../platform/ui/unsaved.tsx'
import { ChecklistPanel, useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import type { ChecklistRun, Checklists } from '../checklist/checklist.schema.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { Contacts } from './contact-book.tsx'
import { withLine, withRun } from './incident.rules.ts'
import { clockWords, contactWords, incidentWords } from './incident.words.ts'
import { Clocks, NextSteps } from './incident-clocks.tsx'
import { Letters, useLetters } from './incident-letters.tsx'
import { Log } from './incident-log.tsx'
import { Onward } from './incident-onward.tsx'
import { TheRecord } from './incident-record.tsx'
import { type IncidentEntry, type Incidents, useFresh, useIncidents, useNow } from './incidents.client.ts'
import { useChanges } from './use-changes.ts'

export default function IncidentPage() {
  return (
    <SealedRoom header={<Header />}>
      <Opened />
    </SealedRoom>
  )
}

function Header() {
  const w = useWords(incidentWords)
  return <PageHeader back={{ to: '/incidents', text: w('back') }} title={w('title')} />
}

function Opened() {
  const w = useWords(incidentWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const { records, incidents } = useIncidents()
  const lists = useChecklists()
  if (records.error) return <ErrorNotice error={records.error} onRetry={() => records.refetch()} />
  if (!records.isOpen || !lists) return <Loading />
  const entry = incidents.find((one) => one.id === id)
  if (!entry)
    return (
      <>
        <Header />
        <Notice kind="warn">{w('missingEntry')}</Notice>
      </>
    )
  return <One key={id} entry={entry} records={records} lists={lists} />
}

function One({ entry, records, lists }: { entry: IncidentEntry; records: Incidents['records']; lists: Checklists }) {
  const w = useWords(incidentWords)
  const clocks = useWords(clockWords)
  const contacts = useWords(contactWords)
  const locale = useLocale()
  const now = useNow()
  const online = useOnline()
  useFresh(records, now)
  const { person } = useSession()
  const { value, unsaved, error, retry, change } = useChanges(entry, records)
  const letters = useLetters(entry.id, value, lists)
  const list = lists.checklists.find(({ id }) => id === value.run.checklistId)
  if (!list) return <Notice kind="bad">{w('missingEntry')}</Notice>
  const plan = planOf(list, value.run, now)
  const closed = value.state === 'closed'
  const onRun = (run: ChecklistRun) => {
    const by = { id: crypto.randomUUID(), by: person.name, at: new Date().toISOString() }
    // Only what changed here: a colleague may have recorded other steps meanwhile.
    const steps = Object.fromEntries(Object.entries(run.steps).filter(([id, done]) => value.run.steps[id] !== done))
    change((newest) =>
      withRun(newest, { ...newest.run, closedAt: run.closedAt, steps: { ...newest.run.steps, ...steps } }, by),
    )
  }
  return (
    <>
      <PageHeader
        back={{ to: '/incidents', text: w('back') }}
        title={
          <>
            {value.drill && <Badge tone="warn">{w('drill')}</Badge>} {value.title}
          </>
        }
        lead={
          <>
            {value.number} · {formatMoment(value.discoveredAt, locale)} · {value.discoverer}{' '}
            {value.channel && `· ${value.channel}`}{' '}
            <Badge tone={closed ? 'plain' : value.drill ? 'warn' : 'bad'}>
              {w(closed ? 'closedState' : 'runningState')}
            </Badge>{' '}
            {/* Of one length: what is below must not move under somebody's finger. */}
            <span role="status" className="hint">
              {w(unsaved > 0 ? 'saving' : 'saved')}
            </span>
          </>
        }
      />
      <LeaveGuard unsaved={unsaved > 0} onItsWay={error === null} />
      {value.drill && <Notice kind="warn">{w('drillNote')}</Notice>}
      {unsaved > 0 && (error || !online) && (
        <Notice kind="bad">{w(online ? 'unsaved' : 'unsavedOffline', { n: unsaved })}</Notice>
      )}
      <ErrorNotice error={error} onRetry={retry} />
      <Clocks incident={value} plan={plan} now={now} />
      {!closed && (
        <NextSteps
          plan={plan}
          onDone={(id, done) => onRun({ ...value.run, steps: { ...value.run.steps, [id]: done } })}
        />
      )}
      <Panel title={contacts('contacts')} id="contacts">
        <Contacts
          contacts={value.contacts}
          empty={contacts('nobody')}
          onChange={(rows) => change((newest) => ({ ...newest, contacts: rows }))}
        />
        {!value.drill && (
          <p>
            <a href="/about">{contacts('office')}</a>
          </p>
        )}
      </Panel>
      <Log incident={value} onAdd={(line) => change((newest) => withLine(newest, line))} />
      <Panel title={clocks('steps')} id="steps">
        <details>
          <summary>{clocks('allSteps')}</summary>
          <ChecklistPanel run={value.run} onChange={onRun} recordOf={letters.inStep} />
        </details>
      </Panel>
      <Onward
        incident={value}
        onChange={(secretIds) => change((newest) => ({ ...newest, secretIds: [...secretIds] }))}
      />
      <Letters letters={letters} />
      <TheRecord
        incident={value}
        plan={plan}
        letters={letters.written}
        onExported={(line) => change((newest) => withLine(newest, line))}
      />
    </>
  )
}
