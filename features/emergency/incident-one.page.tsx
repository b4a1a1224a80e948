import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, CheckGroup, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { ChecklistPanel, useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { clocksOf, liesAhead, timelineOf, writtenLate } from './incident.rules.ts'
import { type Contact, entryKinds, type Incident, type LogEntry } from './incident.schema.ts'
import { incidentWords } from './incident.words.ts'
import { momentText, readMoment, useIncidents, useNow } from './use-incidents.ts'

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
  const incidents = useIncidents()
  if (incidents.error) return <ErrorNotice error={incidents.error} onRetry={() => incidents.refetch()} />
  if (!incidents.isOpen) return <Loading />
  const entry = incidents.entries.get(id)
  if (!entry)
    return (
      <>
        <Header />
        <Notice kind="warn">{w('missingEntry')}</Notice>
      </>
    )
  return <One entry={entry} incidents={incidents} />
}

function One({ entry, incidents }: { entry: Entry<Incident>; incidents: ReturnType<typeof useIncidents> }) {
  const w = useWords(incidentWords)
  const locale = useLocale()
  const { value } = entry
  const save = (change: Partial<Incident>) =>
    incidents.save.mutate([{ id: entry.id, revision: entry.revision, value: { ...value, ...change } }])
  const closed = value.state === 'closed'
  return (
    <>
      <PageHeader
        back={{ to: '/incidents', text: w('back') }}
        title={value.title}
        lead={
          <>
            {formatMoment(value.discoveredAt, locale)} · {value.discoverer} {value.channel && `· ${value.channel}`}{' '}
            <Badge tone={closed ? 'plain' : 'bad'}>{w(closed ? 'closedState' : 'runningState')}</Badge>
          </>
        }
      />
      <ErrorNotice error={incidents.save.error} />
      {!closed && <Clocks incident={value} />}
      <Panel title={w('steps')} id="steps">
        <ChecklistPanel
          run={value.run}
          onChange={(run) => save({ run, ...(run.closedAt && { state: 'closed' as const }) })}
        />
      </Panel>
      <Log incident={value} onAdd={(line) => save({ log: [...value.log, line] })} />
      <Panel title={w('contacts')} id="contacts">
        <RowsEditor<Contact>
          title={w('contacts')}
          rows={value.contacts}
          fields={[
            { key: 'role', label: w('role'), kind: 'line', required: true },
            { key: 'name', label: w('name'), kind: 'line' },
            { key: 'phone', label: w('phone'), kind: 'line' },
          ]}
          fresh={() => ({ id: crypto.randomUUID(), role: '', name: '', phone: '' })}
          onChange={(contacts) => save({ contacts: [...contacts] })}
          empty={w('contactsEmpty')}
        />
      </Panel>
      <Secrets incident={value} onChange={(secretIds) => save({ secretIds })} />
      <Panel title={w('letters')} id="letters">
        <ul className="lines">
          <li>
            <A to="/papers/make?template=TPL-20">{w('record')}</A>
          </li>
          <li>
            <A to="/papers/make?template=TPL-24">{w('notice')}</A>
          </li>
        </ul>
      </Panel>
      <Timeline incident={value} />
    </>
  )
}

function Clocks({ incident }: { incident: Incident }) {
  const w = useWords(incidentWords)
  const say = useSay()
  const now = useNow()
  const list = useChecklists()?.checklists.find(({ id }) => id === incident.run.checklistId)
  if (!list) return null
  return (
    <Panel title={w('clocks')} id="clocks">
      <ul className="lines">
        {clocksOf(incident, planOf(list, incident.run, now), now).map(
          ({ hours, words, minutesLeft, missing, state }) => {
            const minutes = Math.abs(minutesLeft)
            const told = { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
            return (
              <li key={hours}>
                <strong>{say(words)}</strong>{' '}
                {state === 'met' ? (
                  <Badge tone="good">{w('met')}</Badge>
                ) : (
                  <>
                    <Badge tone={state === 'overdue' ? 'bad' : 'info'}>
                      {w(state === 'overdue' ? 'over' : 'left', told)}
                    </Badge>{' '}
                    {w('missing', { n: missing })}
                  </>
                )}
              </li>
            )
          },
        )}
      </ul>
    </Panel>
  )
}

function Log({ incident, onAdd }: { incident: Incident; onAdd: (line: LogEntry) => void }) {
  const w = useWords(incidentWords)
  const say = useSay()
  const locale = useLocale()
  const [adding, setAdding] = useState(false)
  return (
    <Panel title={w('log')} id="log">
      <p className="hint">{w('logLead')}</p>
      {incident.log.length === 0 && <p>{w('logEmpty')}</p>}
      <ol className="timeline">
        {incident.log.toReversed().map((line) => (
          <li key={line.id}>
            <Badge>{say(entryKinds[line.kind])}</Badge> {line.text}
            <p className="hint">
              {formatMoment(line.at, locale)} · {line.by} {line.evidence && `· ${line.evidence}`}{' '}
              {writtenLate(line) && <Badge tone="warn">{w('late')}</Badge>}
            </p>
          </li>
        ))}
      </ol>
      <div className="actions">
        <Button kind="primary" onPress={() => setAdding(true)}>
          {w('addLine')}
        </Button>
        <A to="/deposits/new" className="button plain">
          {w('deposit')}
        </A>
      </div>
      {adding && (
        <LineDialog
          onClose={() => setAdding(false)}
          onDone={(line) => {
            onAdd(line)
            setAdding(false)
          }}
        />
      )}
    </Panel>
  )
}

function LineDialog({ onClose, onDone }: { onClose: () => void; onDone: (line: LogEntry) => void }) {
  const w = useWords(incidentWords)
  const say = useSay()
  const { person } = useSession()
  const [kind, setKind] = useState<LogEntry['kind']>('fact')
  const [at, setAt] = useState(momentText(Temporal.Now.instant()))
  const [text, setText] = useState('')
  const [evidence, setEvidence] = useState('')
  const moment = readMoment(at)
  const wrong = moment === null || liesAhead(moment, Temporal.Now.instant())
  return (
    <Dialog title={w('addLine')} open onClose={onClose} wide>
      <SelectField
        label={w('kind')}
        value={kind}
        onChange={(id) => setKind(id as LogEntry['kind'])}
        required
        options={Object.entries(entryKinds).map(([id, pair]) => ({ id, text: say(pair) }))}
      />
      <TextField
        label={w('at')}
        hint={w('discoveredHint')}
        value={at}
        onChange={setAt}
        error={wrong ? w('wrongMoment') : undefined}
        required
      />
      <TextArea label={w('text')} value={text} onChange={setText} rows={4} maxLength={5000} required />
      <TextField
        label={w('evidence')}
        hint={w('evidenceHint')}
        value={evidence}
        onChange={setEvidence}
        maxLength={500}
      />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={wrong || text.trim() === ''}
          onPress={() =>
            moment &&
            onDone({
              ...{ id: crypto.randomUUID(), at: moment, writtenAt: new Date().toISOString(), by: person.name },
              ...{ kind, text, evidence },
            })
          }
        >
          {w('addLine')}
        </Button>
      </div>
    </Dialog>
  )
}

function Secrets({ incident, onChange }: { incident: Incident; onChange: (ids: string[]) => void }) {
  const w = useWords(incidentWords)
  const register = useRegister()
  if (register.list.length === 0) return null
  return (
    <Panel title={w('secrets')} id="secrets">
      <CheckGroup
        label={w('secrets')}
        options={register.list.map(({ id, value }) => ({ id, text: `${value.number} ${value.name}` }))}
        value={incident.secretIds}
        onChange={onChange}
      />
    </Panel>
  )
}

/** What happened, in its order, as a page to print. */
function Timeline({ incident }: { incident: Incident }) {
  const w = useWords(incidentWords)
  const locale = useLocale()
  const list = useChecklists()?.checklists.find(({ id }) => id === incident.run.checklistId)
  if (!list) return null
  const lines = timelineOf(incident, planOf(list, incident.run, Temporal.Now.instant()))
  if (lines.length === 0) return null
  return (
    <Panel title={w('timeline')} id="timeline">
      <p className="hint">{w('timelineLead')}</p>
      <ol className="timeline paper">
        {lines.map(({ at, by, text, evidence, writtenAt }) => (
          <li key={`${at}${writtenAt}${text}`}>
            {text}
            <p className="hint">
              {formatMoment(at, locale)} · {by} {evidence && `· ${evidence}`}
            </p>
          </li>
        ))}
      </ol>
      <Button onPress={() => window.print()}>{w('print')}</Button>
    </Panel>
  )
}
