import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, CheckField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { useKeeping, useKeptForm } from '../vault/unsent.client.ts'
import { KeepsItself, UnsentForms } from '../vault/unsent.part.tsx'
import { momentText, nextNumber, readPast } from './incident.rules.ts'
import type { Incident, LeakReport } from './incident.schema.ts'
import { incidentWords } from './incident.words.ts'
import type { Incidents } from './incidents.client.ts'
import { MomentField } from './moment-field.tsx'

export const incidentList = 'CL-IN'

const form = 'start'
/** What is filled in before the clocks start; the moment as it was typed. */
const StartDraft = z.strictObject({
  drill: z.boolean(),
  title: z.string(),
  discovered: z.string(),
  discoverer: z.string(),
  channel: z.string(),
  /** The colleague's report that it comes from, which is taken up with it. */
  reportId: z.string().nullable(),
})
type StartDraft = z.infer<typeof StartDraft>
/** `id` is that of the incident to be: a form that is sent twice starts one. */
export type Starting = { readonly id: string; readonly draft: StartDraft; readonly begun: boolean }

export const startNew = (drill: boolean, discoverer: string): Starting => ({
  ...{ id: crypto.randomUUID(), begun: false },
  draft: {
    ...{ drill, title: '', discovered: momentText(Temporal.Now.instant()), discoverer, channel: '', reportId: null },
  },
})
export const startFrom = (reportId: string, report: LeakReport, discoverer: string): Starting => ({
  ...{ id: crypto.randomUUID(), begun: false },
  draft: {
    ...{ drill: false, title: report.what, discovered: momentText(Temporal.Instant.from(report.discoveredAt)) },
    ...{ discoverer, channel: report.channel, reportId },
  },
})

/** An incident that was about to be started when the room locked. One that was started after all is shown instead. */
export function StartsBegun({
  incidents: { incidents },
  onTake,
}: {
  incidents: Incidents
  onTake: (starting: Starting) => void
}) {
  const w = useWords(incidentWords)
  const navigate = useNavigate()
  const { forget } = useKeeping(form)
  return (
    <UnsentForms
      form={form}
      schema={StartDraft}
      tell={({ title }) => w('startBegun', { text: title })}
      onTake={async (id, draft) => {
        if (!incidents.some((one) => one.id === id)) return onTake({ id, draft, begun: true })
        await forget([id])
        navigate({ to: '/incidents/$id', params: { id } })
      }}
    />
  )
}

/** Starts the clocks, which run from the discovery, not from now. */
export function StartDialog({
  starting: { id, draft, begun },
  incidents: { records, incidents, book },
  onClose,
}: {
  starting: Starting
  incidents: Incidents
  onClose: () => void
}) {
  const w = useWords(incidentWords)
  const navigate = useNavigate()
  const now = Temporal.Now.instant()
  const [drill, setDrill] = useState(draft.drill)
  const [title, setTitle] = useState(draft.title)
  const [discovered, setDiscovered] = useState(draft.discovered)
  const [discoverer, setDiscoverer] = useState(draft.discoverer)
  const [channel, setChannel] = useState(draft.channel)
  const filled: StartDraft = { drill, title, discovered, discoverer, channel, reportId: draft.reportId }
  const forget = useKeptForm(form, id, filled, begun || title !== draft.title || channel !== draft.channel)
  const moment = readPast(discovered, Temporal.Now.instant())
  const begin = useKeyWork(
    async (discoveredAt: string) => {
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
      forget()
      if (draft.reportId !== null)
        await callDoor(sealedContract.decide, { id: draft.reportId, decision: 'admitted', answer: null })
    },
    { onDone: () => navigate({ to: '/incidents/$id', params: { id } }) },
  )
  const close = () => {
    forget()
    onClose()
  }
  return (
    <Dialog title={w(drill ? 'newDrillTitle' : 'newTitle')} open onClose={close}>
      <KeepsItself>
        <CheckField label={w('drill')} value={drill} onChange={setDrill} />
        {drill && <Notice kind="warn">{w('drillNote')}</Notice>}
        <TextField label={w('what')} value={title} onChange={setTitle} maxLength={200} required autoFocus />
        <MomentField label={w('discoveredAt')} value={discovered} onChange={setDiscovered} />
        <TextField label={w('discoverer')} value={discoverer} onChange={setDiscoverer} maxLength={200} required />
        <TextField label={w('channel')} value={channel} onChange={setChannel} maxLength={500} />
        <ErrorNotice error={begin.error} />
        <div className="actions">
          <Button
            kind="primary"
            isDisabled={begin.isPending || moment === null || title.trim() === '' || discoverer.trim() === ''}
            onPress={() => moment && begin.mutate(moment)}
          >
            {w('begin')}
          </Button>
        </div>
      </KeepsItself>
    </Dialog>
  )
}
