import { useState } from 'react'
import { z } from 'zod'
import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { room, useKeyWork, useRoomState, useVaultRoom } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { useKeptForm } from '../vault/unsent.client.ts'
import { KeepsItself, KeptOfflineNotice, UnsentForms } from '../vault/unsent.part.tsx'
import { FirstHours } from './first-hours.tsx'
import { momentText, readPast } from './incident.rules.ts'
import { LeakReport } from './incident.schema.ts'
import { incidentWords, reportWords } from './incident.words.ts'
import { useReports } from './leak-reports.tsx'
import { MomentField } from './moment-field.tsx'

/** Anybody of the firm reports what they noticed, sealed to the keepers: whoever discovers a leak is seldom one of them. */
export default function LeakReportPage() {
  const w = useWords(reportWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom need="own-key">
        <Form />
        <Mine />
      </SealedRoom>
      <FirstHours />
    </>
  )
}

const form = 'report'
const ReportDraft = LeakReport.pick({ channel: true, reach: true }).extend({ what: z.string(), discovered: z.string() })
type ReportDraft = z.infer<typeof ReportDraft>

type Open = { readonly id: string; readonly draft: ReportDraft }
const anEmptyForm = (): Open => ({
  id: crypto.randomUUID(),
  draft: { what: '', discovered: momentText(Temporal.Now.instant()), channel: '', reach: '' },
})

function Form() {
  const w = useWords(reportWords)
  const [open, setOpen] = useState(anEmptyForm)
  const [sent, setSent] = useState(false)
  const show = (next: Open, isSent: boolean) => {
    setOpen(next)
    setSent(isSent)
  }
  return (
    <>
      <UnsentForms
        form={form}
        schema={ReportDraft}
        tell={({ what, channel }) => what || channel}
        onTake={(id, draft) => show({ id, draft }, false)}
      />
      <KeptOfflineNotice />
      <OneReport key={open.id} open={open} onSent={() => show(anEmptyForm(), true)} />
      {sent && <Notice kind="good">{w('sent')}</Notice>}
    </>
  )
}

function OneReport({ open: { id, draft }, onSent }: { open: Open; onSent: () => void }) {
  const w = useWords(reportWords)
  const incident = useWords(incidentWords)
  const here = useVaultRoom()
  const { recipient: own } = useRoomState()
  const [what, setWhat] = useState(draft.what)
  const [discovered, setDiscovered] = useState(draft.discovered)
  const [channel, setChannel] = useState(draft.channel)
  const [reach, setReach] = useState(draft.reach)
  const filled: ReportDraft = { what, discovered, channel, reach }
  const forget = useKeptForm(form, id, filled, what !== '' || channel !== '')
  const moment = readPast(discovered, Temporal.Now.instant())
  const vault = here.data?.generations[0]?.recipient
  const send = useKeyWork(
    async (discoveredAt: string) => {
      if (!vault) return
      const report = LeakReport.parse({ v: 1, kind: 'leak-report', what, discoveredAt, channel, reach })
      const sealed = await room().sealTo([vault, ...(own ? [own] : [])], utf8(JSON.stringify(report)))
      await callDoor(sealedContract.propose, { collection: 'incident', sealed: toBase64(sealed) })
      forget()
    },
    { onDone: onSent },
  )
  if (!here.data) return <Loading />
  if (!vault) return <Notice kind="bad">{w('noVault')}</Notice>
  return (
    <Panel>
      <KeepsItself>
        <p className="hint">{w('lead2')}</p>
        <TextField label={incident('what')} value={what} onChange={setWhat} maxLength={200} required />
        <MomentField label={incident('discoveredAt')} value={discovered} onChange={setDiscovered} />
        <TextField label={incident('channel')} value={channel} onChange={setChannel} maxLength={500} />
        <TextField label={w('reach')} value={reach} onChange={setReach} maxLength={100} type="tel" />
        <ErrorNotice error={send.error} />
        <Button
          kind="danger"
          isDisabled={moment === null || what.trim() === '' || send.isPending}
          onPress={() => moment && send.mutate(moment)}
        >
          {w('send')}
        </Button>
      </KeepsItself>
    </Panel>
  )
}

function Mine() {
  const w = useWords(reportWords)
  const locale = useLocale()
  const { person } = useSession()
  const reports = useReports(false).reports.filter(({ madeById }) => madeById === person.id)
  if (reports.length === 0) return null
  return (
    <Panel title={w('mine')} id="mine">
      <ul className="lines">
        {reports.map(({ id, value, madeAt, decision }) => (
          <li key={id}>
            <Badge tone={decision === null ? 'warn' : 'plain'}>
              {w(decision === null ? 'waiting' : decision === 'declined' ? 'declined' : 'taken')}
            </Badge>{' '}
            {value?.what ?? '—'}
            <p className="hint">{formatMoment(madeAt, locale)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
