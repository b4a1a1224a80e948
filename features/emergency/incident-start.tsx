import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, CheckField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { LeaveGuard } from '../../platform/ui/unsaved.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { liesAhead, momentText, nextNumber, readMoment } from './incident.rules.ts'
import type { Incident, LeakReport } from './incident.schema.ts'
import { incidentWords } from './incident.words.ts'
import type { Incidents } from './incidents.client.ts'

export const incidentList = 'CL-IN'

/** What is known when the clocks start: out of a colleague's report, or nothing yet. */
export type Known = Partial<Pick<LeakReport, 'what' | 'discoveredAt' | 'channel'>> & {
  readonly discoverer?: string
  readonly drill: boolean
}

/** Starts the clocks, which run from the discovery, not from now. */
export function StartDialog({
  known,
  incidents: { records, incidents, book },
  onBegun,
  onClose,
}: {
  known: Known
  incidents: Incidents
  /** What is to be done besides once it is kept, as with the report that it came from. */
  onBegun?: () => Promise<void>
  onClose: () => void
}) {
  const w = useWords(incidentWords)
  const navigate = useNavigate()
  const { person } = useSession()
  const now = Temporal.Now.instant()
  const [drill, setDrill] = useState(known.drill)
  const [title, setTitle] = useState(known.what ?? '')
  const [discovered, setDiscovered] = useState(
    momentText(known.discoveredAt ? Temporal.Instant.from(known.discoveredAt) : now),
  )
  const [discoverer, setDiscoverer] = useState(known.discoverer ?? person.name)
  const [channel, setChannel] = useState(known.channel ?? '')
  const moment = readMoment(discovered)
  const wrong = moment === null || liesAhead(moment, now)
  const begin = useKeyWork(
    async (discoveredAt: string) => {
      const id = crypto.randomUUID()
      const year = now.toZonedDateTimeISO('Asia/Shanghai').year
      const value: Incident = {
        ...{ v: 1, kind: 'incident', drill, title, discoveredAt, discoverer, channel, state: 'running' },
        number: nextNumber(
          incidents.map((one) => one.value),
          year,
          drill,
        ),
        ...{ secretIds: [], contacts: book?.value.contacts ?? [], log: [] },
        run: {
          ...{ checklistId: incidentList, anchorAt: discoveredAt, startedAt: new Date().toISOString() },
          ...{ steps: {}, closedAt: null },
        },
      }
      await records.save.mutateAsync([{ id, revision: 0, value }])
      await onBegun?.()
      return id
    },
    { onDone: (id) => navigate({ to: '/incidents/$id', params: { id } }) },
  )
  return (
    <Dialog title={w(drill ? 'newDrillTitle' : 'newTitle')} open onClose={onClose}>
      <LeaveGuard unsaved={title !== (known.what ?? '') && !begin.isSuccess && (!begin.isPending || begin.isPaused)} />
      <CheckField label={w('drill')} value={drill} onChange={setDrill} />
      {drill && <Notice kind="warn">{w('drillNote')}</Notice>}
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
