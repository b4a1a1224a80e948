import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { roomWords } from '../vault/room.words.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { KeptOfflineNotice } from '../vault/unsent.part.tsx'
import { ContactBookPanel } from './contact-book.tsx'
import { FirstHours } from './first-hours.tsx'
import { incidentWords } from './incident.words.ts'
import { StartDialog, type Starting, StartsBegun, startNew } from './incident-start.tsx'
import { useIncidents } from './incidents.client.ts'
import { Reports } from './leak-reports.tsx'

export default function IncidentsPage() {
  const w = useWords(incidentWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Incidents />
      </SealedRoom>
      <FirstHours />
    </>
  )
}

function Incidents() {
  const w = useWords(incidentWords)
  const rooms = useWords(roomWords)
  const locale = useLocale()
  const { person } = useSession()
  const all = useIncidents()
  const { records, incidents } = all
  const [starting, setStarting] = useState<Starting | null>(null)
  if (records.error) return <ErrorNotice error={records.error} onRetry={() => records.refetch()} />
  if (!records.isOpen) return <Loading />
  return (
    <>
      {records.unreadable.length > 0 && (
        <Notice kind="bad">{rooms('unreadable', { n: records.unreadable.length })}</Notice>
      )}
      <Reports incidents={all} />
      <StartsBegun incidents={all} onTake={setStarting} />
      <KeptOfflineNotice />
      <Panel>
        <div className="actions">
          <Button kind="danger" onPress={() => setStarting(startNew(false, person.name))}>
            {w('start')}
          </Button>
          <Button onPress={() => setStarting(startNew(true, person.name))}>{w('startDrill')}</Button>
        </div>
        {incidents.length === 0 && <p className="hint">{w('emptyText')}</p>}
      </Panel>
      {incidents.length > 0 && (
        <Panel title={w('all')}>
          <DataTable
            caption={w('title')}
            rows={incidents}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'title',
                title: w('what'),
                kind: 'main',
                cell: ({ id, value }) => (
                  <>
                    {value.drill && <Badge tone="warn">{w('drill')}</Badge>}{' '}
                    <A to={`/incidents/${id}`}>{value.title}</A>
                  </>
                ),
              },
              { key: 'number', title: w('number'), cell: ({ value }) => value.number },
              {
                key: 'at',
                title: w('discoveredAt'),
                cell: ({ value }) => formatMoment(value.discoveredAt, locale),
              },
              {
                key: 'state',
                title: w('state'),
                cell: ({ value }) => (
                  <Badge tone={value.state === 'closed' ? 'plain' : value.drill ? 'warn' : 'bad'}>
                    {w(value.state === 'closed' ? 'closedState' : 'runningState')}
                  </Badge>
                ),
              },
            ]}
          />
        </Panel>
      )}
      <ContactBookPanel incidents={all} />
      {starting && (
        <StartDialog key={starting.id} starting={starting} incidents={all} onClose={() => setStarting(null)} />
      )}
    </>
  )
}
