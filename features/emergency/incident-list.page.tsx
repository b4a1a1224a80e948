import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { liesAhead } from './incident.rules.ts'
import { incidentWords } from './incident.words.ts'
import { momentText, readMoment, useIncidents } from './use-incidents.ts'

export default function IncidentsPage() {
  const w = useWords(incidentWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Incidents />
      </SealedRoom>
    </>
  )
}

function Incidents() {
  const w = useWords(incidentWords)
  const locale = useLocale()
  const incidents = useIncidents()
  const [starting, setStarting] = useState(false)
  if (incidents.error) return <ErrorNotice error={incidents.error} onRetry={() => incidents.refetch()} />
  if (!incidents.isOpen) return <Loading />
  const list = incidents.list.toSorted((a, b) => (a.value.discoveredAt < b.value.discoveredAt ? 1 : -1))
  return (
    <>
      <p>
        <Button kind="danger" onPress={() => setStarting(true)}>
          {w('start')}
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
                key: 'title',
                title: w('what'),
                kind: 'main',
                cell: ({ id, value }) => <A to={`/incidents/${id}`}>{value.title}</A>,
              },
              {
                key: 'at',
                title: w('discoveredAt'),
                cell: ({ value }) => formatMoment(value.discoveredAt, locale),
              },
              {
                key: 'state',
                title: w('clocks'),
                cell: ({ value }) => (
                  <Badge tone={value.state === 'closed' ? 'plain' : 'bad'}>
                    {w(value.state === 'closed' ? 'closedState' : 'runningState')}
                  </Badge>
                ),
              },
            ]}
          />
        </Panel>
      )}
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </>
  )
}

function StartDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(incidentWords)
  const navigate = useNavigate()
  const { person } = useSession()
  const incidents = useIncidents()
  const [title, setTitle] = useState('')
  const [discovered, setDiscovered] = useState(momentText(Temporal.Now.instant()))
  const [discoverer, setDiscoverer] = useState(person.name)
  const [channel, setChannel] = useState('')
  const moment = readMoment(discovered)
  const wrong = moment === null || liesAhead(moment, Temporal.Now.instant())
  const begin = useKeyWork(
    async (discoveredAt: string) => {
      const id = crypto.randomUUID()
      const run = {
        checklistId: 'CL-IN',
        anchorAt: discoveredAt,
        startedAt: new Date().toISOString(),
        steps: {},
        closedAt: null,
      }
      await incidents.save.mutateAsync([
        {
          id,
          revision: 0,
          value: {
            ...{ v: 1, title, discoveredAt, discoverer, channel, secretIds: [], contacts: [], log: [], run },
            state: 'running',
          },
        },
      ])
      return id
    },
    { onDone: (id) => navigate({ to: '/incidents/$id', params: { id } }) },
  )
  return (
    <Dialog title={w('newTitle')} open onClose={onClose}>
      <TextField label={w('what')} value={title} onChange={setTitle} maxLength={200} required autoFocus />
      <TextField
        label={w('discoveredAt')}
        hint={w('discoveredHint')}
        value={discovered}
        onChange={setDiscovered}
        error={wrong ? w('wrongMoment') : undefined}
        required
      />
      <TextField label={w('discoverer')} value={discoverer} onChange={setDiscoverer} maxLength={200} required />
      <TextField label={w('channel')} value={channel} onChange={setChannel} maxLength={500} />
      <ErrorNotice error={begin.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={begin.isPending || wrong || title.trim() === '' || discoverer.trim() === ''}
          onPress={() => moment && begin.mutate(moment)}
        >
          {w('begin')}
        </Button>
      </div>
    </Dialog>
  )
}
