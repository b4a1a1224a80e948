import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { Button, CheckField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog, ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading, Notice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatBytes, formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { depositContract } from './deposit.contract.ts'
import type { Deposit } from './deposit.schema.ts'
import { depositPageWords } from './deposit-page.words.ts'
import { ReadAndSent } from './deposit-seal-result.tsx'
import { stateTones } from './deposit-state.ts'

/** The request id in groups of four, so that it can be read out. */
const grouped = (hex: string) => hex.match(/.{4}/g)?.join(' ') ?? hex

export default function DepositScreen() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(depositPageWords)
  const locale = useLocale()
  const { data, error, refetch } = useDoor(depositContract.read, { id }, { refetchMs: 3000 })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { deposit, receipt, logState } = data
  const { fileCount, totalBytes } = deposit
  return (
    <>
      <PageHeader back={{ to: '/deposits', text: w('title') }} title={deposit.label || w('unnamed')}>
        <Badge tone={stateTones[deposit.state]}>{w(deposit.state)}</Badge>
      </PageHeader>
      <Panel title={w('receipt')}>
        {receipt ? (
          <Notice kind="good">{w('receiptReady')}</Notice>
        ) : (
          <Notice kind={logState === 'halted' ? 'bad' : 'info'}>
            {w(logState === 'halted' ? 'logHalted' : 'receiptPending')}
          </Notice>
        )}
        <KeyValues
          pairs={[
            [w('requestId'), <code key="id">{grouped(deposit.requestId)}</code>],
            [w('madeAt'), formatMoment(deposit.madeAt, locale)],
            [w('madeBy'), deposit.madeBy || '—'],
            [w('source'), w(deposit.source)],
            [w('place'), `${deposit.origin} · ${deposit.index.toLocaleString(locale)}`],
            [w('stampedAt'), receipt?.stampedAt ? formatMoment(receipt.stampedAt, locale) : w('notStamped')],
            [w('witnesses'), receipt?.witnesses.join('、') || w('noWitness')],
            ...(fileCount === null
              ? []
              : [
                  [
                    w('files'),
                    `${fileCount.toLocaleString(locale)} · ${formatBytes(totalBytes ?? 0, locale)}`,
                  ] as const,
                ]),
            ...(deposit.withdrawnBecause ? [[w('withdrawnBecause'), deposit.withdrawnBecause] as const] : []),
            ...(deposit.supersededBy
              ? [
                  [
                    w('supersededBy'),
                    <A key="later" to={`/deposits/${deposit.supersededBy}`}>
                      {w('later')}
                    </A>,
                  ] as const,
                ]
              : []),
          ]}
        />
        {deposit.source === 'browser' && <ReadAndSent />}
        <p className="soft">{w('keepOriginals')}</p>
        {receipt && (
          <div className="actions">
            <a className="button primary" href={urlOf(depositContract.receiptFile, { id })}>
              {w('downloadReceipt')}
            </a>
            <a className="button" href={urlOf(depositContract.certificate, { id, language: 'zh' })}>
              {w('downloadCertificate')}
            </a>
            <a className="button quiet" href={urlOf(depositContract.certificate, { id, language: 'en' })}>
              {w('downloadCertificateEn')}
            </a>
            <a className="button quiet" href={`${locale === 'en' ? '/en' : ''}/verify/${deposit.requestId}`}>
              {w('publicPage')}
            </a>
          </div>
        )}
      </Panel>
      {deposit.state === 'current' && <Recheck deposit={deposit} />}
      <Details key={deposit.id} deposit={deposit} />
      {deposit.state === 'current' && <Declarations deposit={deposit} successors={data.successors} />}
    </>
  )
}

function Recheck({ deposit }: { deposit: Deposit }) {
  const w = useWords(depositPageWords)
  const locale = useLocale()
  const recheck = useAct(depositContract.recheck)
  const { recheckedOn, recheckResult, recheckOn } = deposit
  return (
    <Panel title={w('recheck')}>
      <p>{w('recheckText')}</p>
      <KeyValues
        pairs={[
          [
            w('recheckedOn'),
            recheckedOn && recheckResult ? `${formatDay(recheckedOn, locale)} · ${w(recheckResult)}` : w('notYet'),
          ],
          [w('recheckOn'), recheckOn ? formatDay(recheckOn, locale) : w('never')],
        ]}
      />
      <ErrorNotice error={recheck.error} />
      <div className="actions">
        {(['matches', 'differs'] as const).map((result) => (
          <Button
            key={result}
            isDisabled={recheck.isPending}
            onPress={() => recheck.mutate({ id: deposit.id, result })}
          >
            {w(result)}
          </Button>
        ))}
      </div>
    </Panel>
  )
}

function Details({ deposit }: { deposit: Deposit }) {
  const w = useWords(depositPageWords)
  const edit = useAct(depositContract.edit)
  const wrong = useFieldError(edit.error)
  const [label, setLabel] = useState(deposit.label)
  const [remark, setRemark] = useState(deposit.remark)
  const [showDepositor, setShowDepositor] = useState(deposit.showDepositor)
  const [months, setMonths] = useState(String(deposit.recheckMonths ?? ''))
  return (
    <Panel title={w('details')}>
      <TextField
        label={w('label')}
        hint={w('labelHint')}
        value={label}
        onChange={setLabel}
        maxLength={200}
        error={wrong('label')}
      />
      <TextArea label={w('remark')} value={remark} onChange={setRemark} rows={3} error={wrong('remark')} />
      <SelectField
        label={w('recheckMonths')}
        value={months}
        onChange={setMonths}
        required
        options={[
          { id: '', text: w('never') },
          ...[3, 6, 12, 24].map((n) => ({ id: String(n), text: w('months', { n }) })),
        ]}
      />
      <CheckField label={w('showDepositor')} value={showDepositor} onChange={setShowDepositor} />
      <ErrorNotice error={edit.error} />
      <Button
        kind="primary"
        isDisabled={edit.isPending}
        onPress={() =>
          edit.mutate({
            id: deposit.id,
            label,
            remark,
            showDepositor,
            recheckMonths: months === '' ? null : Number(months),
          })
        }
      >
        {w('save')}
      </Button>
    </Panel>
  )
}

function Declarations({ deposit, successors }: { deposit: Deposit; successors: readonly Deposit[] }) {
  const w = useWords(depositPageWords)
  const locale = useLocale()
  const [open, setOpen] = useState<'withdraw' | 'supersede' | null>(null)
  const [laterId, setLaterId] = useState('')
  const close = () => setOpen(null)
  const withdraw = useAct(depositContract.withdraw, { onDone: close })
  const supersede = useAct(depositContract.supersede, { onDone: close })
  return (
    <Panel title={w('endTitle')}>
      <p>{w('endText')}</p>
      <div className="actions">
        {successors.length > 0 && <Button onPress={() => setOpen('supersede')}>{w('supersede')}</Button>}
        <Button kind="danger" onPress={() => setOpen('withdraw')}>
          {w('withdraw')}
        </Button>
      </div>
      <ReasonDialog
        title={w('withdraw')}
        text={w('withdrawText')}
        open={open === 'withdraw'}
        onClose={close}
        confirm={w('withdraw')}
        danger
        error={withdraw.error}
        pending={withdraw.isPending}
        onConfirm={(reason) => withdraw.mutate({ id: deposit.id, reason })}
      />
      <Dialog title={w('supersede')} open={open === 'supersede'} onClose={close}>
        <SelectField
          label={w('later')}
          value={laterId}
          onChange={setLaterId}
          required
          options={successors.map((one) => ({
            id: one.id,
            text: `${one.label || w('unnamed')} · ${formatMoment(one.madeAt, locale)}`,
          }))}
        />
        <ErrorNotice error={supersede.error} />
        <Button
          kind="primary"
          isDisabled={laterId === '' || supersede.isPending}
          onPress={() => supersede.mutate({ id: deposit.id, laterId })}
        >
          {w('supersede')}
        </Button>
      </Dialog>
    </Panel>
  )
}
