import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { dayHere, todayHere } from '../../platform/ui/moment.ts'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import type { Deposit } from '../deposit/deposit.schema.ts'
import { useOwnDeposits, whoseDeposit } from '../deposit/deposits.client.ts'
import { useKeyWork } from '../vault/room.client.ts'
import { chainWords } from './secret-deposits.words.ts'
import { DepositLink, stageIds, stages } from './trade-secret.schema.ts'

type Stage = DepositLink['stage']

function StageField({ value, onChange }: { value: Stage; onChange: (stage: Stage) => void }) {
  const w = useWords(chainWords)
  const say = useSay()
  return (
    <SelectField
      label={w('stage')}
      value={value}
      onChange={(stage) => onChange(stage as Stage)}
      required
      options={stageIds.map((id) => ({ id, text: say(stages[id]) }))}
    />
  )
}

/** One of the firm's own deposits; its day and its label are taken over, the stage is for a person to say. */
export function ChooseDeposit({
  linked,
  onClose,
  onDone,
}: {
  linked: readonly DepositLink[]
  onClose: () => void
  onDone: (link: DepositLink) => void
}) {
  const w = useWords(chainWords)
  const [stage, setStage] = useState<Stage>('final')
  const [typed, setTyped] = useState('')
  const own = useOwnDeposits()
  const wanted = typed.trim().toLowerCase()
  const found = own.deposits.filter(({ label, remark, requestId }) =>
    `${label}\n${remark}\n${requestId}`.toLowerCase().includes(wanted),
  )
  return (
    <Dialog title={w('choose')} open onClose={onClose} wide>
      <p>{w('chooseLead')}</p>
      <ErrorNotice error={own.error} onRetry={() => own.refetch()} />
      {own.isPending && <Loading />}
      {own.isSuccess && own.deposits.length === 0 && (
        <p>
          {w('noDeposits')} <A to="/deposits/new">{w('make')}</A>
        </p>
      )}
      {own.deposits.length > 0 && (
        <>
          <StageField value={stage} onChange={setStage} />
          <TextField label={w('find')} hint={w('findHint')} type="search" value={typed} onChange={setTyped} filter />
          {found.length === 0 ? (
            <p role="status">{w('nothingFound')}</p>
          ) : (
            <Choices
              found={found.slice(0, shownAtOnce)}
              linked={linked}
              onChoose={(deposit) =>
                onDone({
                  requestId: deposit.requestId,
                  label: deposit.label || w('unnamed'),
                  stage,
                  on: dayHere(deposit.madeAt),
                  elsewhere: '',
                })
              }
            />
          )}
          <MorePages of={own} />
        </>
      )}
    </Dialog>
  )
}

const shownAtOnce = 100

function Choices({
  found,
  linked,
  onChoose,
}: {
  found: readonly Deposit[]
  linked: readonly DepositLink[]
  onChoose: (deposit: Deposit) => void
}) {
  const w = useWords(chainWords)
  const locale = useLocale()
  const isLinked = (deposit: Deposit) => linked.some(({ requestId }) => requestId === deposit.requestId)
  return (
    <DataTable
      caption={w('choose')}
      rows={found}
      keyOf={({ id }) => id}
      columns={[
        { key: 'label', title: w('deposit'), kind: 'main', cell: ({ label }) => label || w('unnamed') },
        { key: 'on', title: w('on'), cell: ({ madeAt }) => formatDay(dayHere(madeAt), locale) },
        { key: 'number', title: w('number'), cell: ({ requestId }) => <code>{requestId.slice(0, 8)}</code> },
        {
          key: 'choose',
          title: w('chosen'),
          cell: (deposit) =>
            isLinked(deposit) ? (
              <Badge>{w('linked')}</Badge>
            ) : (
              <Button onPress={() => onChoose(deposit)} aria-label={`${w('chosen')} ${deposit.label || w('unnamed')}`}>
                {w('chosen')}
              </Button>
            ),
        },
      ]}
    />
  )
}

/** A deposit made with another platform: all that is known of it is what is typed in. One of this platform is not taken on trust. */
export function ForeignDeposit({
  name,
  linked,
  onClose,
  onDone,
}: {
  name: string
  linked: readonly DepositLink[]
  onClose: () => void
  onDone: (link: DepositLink) => void
}) {
  const w = useWords(chainWords)
  const common = useWords(commonWords)
  const [number, setNumber] = useState('')
  const [where, setWhere] = useState('')
  const [label, setLabel] = useState(name)
  const [stage, setStage] = useState<Stage>('final')
  const [on, setOn] = useState(todayHere())
  const requestId = number.toLowerCase().replace(/[\s-]/g, '')
  const parsed = DepositLink.safeParse({ requestId, label, stage, on, elsewhere: where })
  const isTaken = linked.some((one) => one.requestId === requestId)
  const link = useKeyWork(
    async (given: DepositLink) => {
      // Any other length is no number of this platform.
      const found = given.requestId.length === 32 ? await whoseDeposit(given.requestId) : 'not-here'
      if (found === 'others') return null
      return found === 'not-here' ? given : { ...given, on: dayHere(found.madeAt), elsewhere: '' }
    },
    { onDone: (taken) => taken && onDone(taken) },
  )
  const isOfOthers = link.data === null && link.variables?.requestId === requestId
  const numberWrong =
    number !== '' && !DepositLink.shape.requestId.safeParse(requestId).success ? w('numberWrong') : undefined
  return (
    <Dialog title={w('byHand')} open onClose={onClose}>
      <p>{w('byHandLead')}</p>
      <TextField
        label={w('number')}
        value={number}
        onChange={setNumber}
        error={isTaken ? w('taken') : isOfOthers ? w('ofOthers') : numberWrong}
        required
      />
      <TextField label={w('elsewhere')} value={where} onChange={setWhere} maxLength={200} required />
      <TextField label={w('label')} value={label} onChange={setLabel} maxLength={200} required />
      <StageField value={stage} onChange={setStage} />
      <DayField label={w('on')} value={on} onChange={setOn} required />
      <ErrorNotice error={link.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={!parsed.success || isTaken || where.trim() === '' || link.isPending}
          onPress={() => parsed.success && link.mutate(parsed.data)}
        >
          {w('link')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Stage and label of what is linked; its day is the deposit's. */
export function StageDialog({
  link,
  onClose,
  onDone,
  onRemove,
}: {
  link: DepositLink
  onClose: () => void
  onDone: (link: DepositLink) => void
  onRemove: () => void
}) {
  const w = useWords(chainWords)
  const common = useWords(commonWords)
  const [stage, setStage] = useState(link.stage)
  const [label, setLabel] = useState(link.label)
  return (
    <Dialog title={w('deposit')} open onClose={onClose}>
      <StageField value={stage} onChange={setStage} />
      <TextField label={w('label')} value={label} onChange={setLabel} maxLength={200} required />
      <div className="actions">
        <Button kind="primary" isDisabled={label.trim() === ''} onPress={() => onDone({ ...link, stage, label })}>
          {common('confirm')}
        </Button>
        <Button kind="quiet" onPress={onRemove}>
          {w('remove')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
