import { useParams } from '@tanstack/react-router'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { useCloseWarning, useOnline } from '../../platform/ui/unsaved.tsx'
import { ChecklistSteps, useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import type { Checklists } from '../checklist/checklist.schema.ts'
import { Marking } from '../checklist/marking.part.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { Contacts } from './contact-book.tsx'
import type { LogEntry } from './incident.schema.ts'
import { clockWords, contactWords, incidentWords } from './incident.words.ts'
import { contactRows } from './incident-change.rules.ts'
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
  const { value, unsaved, takenUp, error, retry, change } = useChanges(entry, records)
  useCloseWarning(unsaved > 0)
  const letters = useLetters(entry.id, value, lists)
  const list = lists.checklists.find(({ id }) => id === value.run.checklistId)
  if (!list) return <Notice kind="bad">{w('missingEntry')}</Notice>
  const plan = planOf(list, value.run, now)
  const closed = value.state === 'closed'
  const made = () => ({ id: crypto.randomUUID(), by: person.name, at: new Date().toISOString() })
  const addLine = (line: LogEntry) => change({ act: 'line', line })
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
      {value.drill && <Notice kind="warn">{w('drillNote')}</Notice>}
      {unsaved > 0 && (error || !online) && (
        <Notice kind="bad">{w(online ? 'unsaved' : 'unsavedOffline', { n: unsaved })}</Notice>
      )}
      {takenUp > 0 && (
        <Notice kind="good">
          <p role="status">{w(unsaved > 0 ? 'takenUp' : 'takenUpSaved', { n: takenUp })}</p>
        </Notice>
      )}
      <ErrorNotice error={error} onRetry={retry} />
      <Clocks incident={value} plan={plan} now={now} />
      <Marking
        run={value.run}
        plan={plan}
        onDone={(step, done) => change({ act: 'step', ...made(), step, before: value.run.steps[step] ?? null, done })}
      >
        {(onMark) => (
          <>
            {!closed && <NextSteps plan={plan} onMark={onMark} />}
            <Panel title={contacts('contacts')} id="contacts">
              <Contacts
                contacts={value.contacts}
                empty={contacts('nobody')}
                onChange={(rows) => change({ act: 'contacts', ...made(), rows: contactRows(value.contacts, rows) })}
              />
              {!value.drill && (
                <p>
                  <a href="/about">{contacts('office')}</a>
                </p>
              )}
            </Panel>
            <Log incident={value} onAdd={addLine} />
            <Panel title={clocks('steps')} id="steps">
              <details>
                <summary>{clocks('allSteps')}</summary>
                <ChecklistSteps
                  run={value.run}
                  onMark={onMark}
                  onClose={(at) => change({ act: 'close', at })}
                  recordOf={letters.inStep}
                />
              </details>
            </Panel>
          </>
        )}
      </Marking>
      <Onward
        incident={value}
        onChange={(ids) =>
          change({
            act: 'secrets',
            added: ids.filter((id) => !value.secretIds.includes(id)),
            removed: value.secretIds.filter((id) => !ids.includes(id)),
          })
        }
      />
      <Letters letters={letters} />
      <TheRecord incident={value} plan={plan} letters={letters.written} onExported={addLine} />
    </>
  )
}
