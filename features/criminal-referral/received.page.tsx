import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { urlOf } from '../../platform/ui/client.ts'
import { Button, DayField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { EmptyState, ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { useAct, usePages } from '../../platform/ui/query.ts'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { appPath } from '../proceeding/proceeding.part.tsx'
import { referralContract } from './criminal-referral.contract.ts'
import type { ReceivedPacket } from './referral-packet.schema.ts'
import { referralWords } from './referral-page.words.ts'

/** What officers of public security and of the procuratorate find: what was handed to them, and what they hand to the office. */
export default function Received() {
  const w = useWords(referralWords)
  const pages = usePages(referralContract.received, {})
  const received = pages.data?.flatMap((page) => page.received) ?? []
  return (
    <>
      <PageHeader title={w('received')} lead={w('receivedLead')} />
      <PagedList of={pages} rows={received} empty={<EmptyState title={w('noReceived')} text={w('noReceivedText')} />}>
        <PacketTable received={received} />
        <p className="small">
          <a href="/verify/referral">{w('verifier')}</a>
        </p>
      </PagedList>
      <Transfers />
    </>
  )
}

function PacketTable({ received }: { received: readonly ReceivedPacket[] }) {
  const w = useWords(referralWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <DataTable
      caption={w('received')}
      rows={received}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'caseName',
          title: w('caseName'),
          kind: 'main',
          cell: ({ caseName, referralId, stateWords }) =>
            stateWords ? <A to={`/referrals/${referralId}`}>{caseName}</A> : caseName,
        },
        {
          key: 'number',
          title: w('number'),
          cell: ({ number, part }) => (
            <span>
              {number} <Badge>{w(`part.${part}`)}</Badge>
            </span>
          ),
        },
        { key: 'sender', title: w('sender'), cell: ({ sender }) => sender },
        { key: 'capacity', title: w('capacity'), cell: ({ capacity }) => w(`capacity.${capacity}`) },
        { key: 'sentAt', title: w('sentAt'), cell: ({ sentAt }) => formatMoment(sentAt, locale) },
        {
          key: 'state',
          title: w('state'),
          cell: ({ stateWords }) => <Badge tone="info">{stateWords ? say(stateWords) : w('handedOn')}</Badge>,
        },
        {
          key: 'receipt',
          title: w('receipt'),
          cell: ({ acknowledgedAt, capacity, stateWords }) =>
            acknowledgedAt ? (
              formatMoment(acknowledgedAt, locale)
            ) : capacity === 'police' && stateWords ? (
              <Badge tone="warn">{w('toSign')}</Badge>
            ) : (
              '—'
            ),
        },
        {
          key: 'zip',
          title: 'ZIP',
          cell: ({ referralId, packetId, number }) => (
            <a
              href={urlOf(referralContract.file, { id: referralId, packetId })}
              aria-label={`${w('download')} ${number}`}
            >
              {w('download')}
            </a>
          ),
        },
      ]}
    />
  )
}

function Transfers() {
  const w = useWords(referralWords)
  const say = useSay()
  const locale = useLocale()
  const [opening, setOpening] = useState(false)
  const pages = usePages(proceedingContract.list, { kind: 'reverse-transfer' })
  const matters = pages.data?.flatMap((page) => page.matters) ?? []
  return (
    <Panel
      title={w('reverse')}
      id="reverse"
      actions={<Button onPress={() => setOpening(true)}>{w('newReverse')}</Button>}
    >
      <p className="small soft">{w('reverseLead')}</p>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isSuccess && matters.length === 0 && <p className="soft">{w('noReverse')}</p>}
      <ul className="list">
        {matters.map(({ id, title, link, stateWords, openedOn }) => (
          <li key={id}>
            <div className="row">
              <A to={appPath(link)}>{title}</A>
              <span className="small soft">
                {formatDay(openedOn, locale)} <Badge>{say(stateWords)}</Badge>
              </span>
            </div>
          </li>
        ))}
      </ul>
      {opening && <NewTransfer onClose={() => setOpening(false)} />}
    </Panel>
  )
}

function NewTransfer({ onClose }: { onClose: () => void }) {
  const w = useWords(referralWords)
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [on, setOn] = useState(todayHere)
  const open = useAct(referralContract.openReverse, {
    onDone: ({ id }) => navigate({ to: `/reverse-transfers/${id}` }),
  })
  const wrong = useFieldError(open.error)
  return (
    <Dialog title={w('newReverse')} open onClose={onClose}>
      <ActForm act={open} onSubmit={() => open.mutate({ title, on })} submit={w('create')} onCancel={onClose}>
        <TextField label={w('title')} value={title} onChange={setTitle} required error={wrong('title')} />
        <DayField label={w('on')} value={on} onChange={setOn} required error={wrong('on')} />
      </ActForm>
    </Dialog>
  )
}
