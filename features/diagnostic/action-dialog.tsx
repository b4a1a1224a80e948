import { useState } from 'react'
import { say as sayIn } from '../../core/words.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, DayField, SelectField, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { LeaveGuard } from '../../platform/ui/unsaved.tsx'
import { handOver } from '../vault/hand-over.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { type Action, actionStates } from './assessment.schema.ts'
import { WaysToClose } from './closing.part.tsx'
import type { Item } from './diagnostic.schema.ts'
import { planWords } from './diagnostic-page.words.ts'
import { OwnerField } from './owner-field.tsx'
import { type Assessments, isDay } from './use-diagnostic.ts'

/** An action of the plan: what, who, by when; for one that is there already also how it stands. */
export function ActionDialog({
  action,
  item,
  id,
  revision,
  records,
  onClose,
}: {
  action: Action
  /** Undefined where the questions do not have it any more. */
  item: Item | undefined
  /** Null for a new one. */
  id: string | null
  revision: number
  records: Assessments['records']
  onClose: () => void
}) {
  const w = useWords(planWords)
  const common = useWords(commonWords)
  const say = useSay()
  const here = useVaultRoom()
  const [value, setValue] = useState(action)
  const [tell, setTell] = useState(id === null)
  const set = (change: Partial<Action>) => setValue((now) => ({ ...now, ...change }))
  const closes = value.state !== 'open'
  const complete =
    value.what.trim() !== '' && value.owner.trim() !== '' && isDay(value.dueOn) && (!closes || value.note.trim() !== '')
  const account = here.data?.members.find(({ name }) => name === value.owner)
  const vaultRecipient = here.data?.generations[0]?.recipient
  const save = useKeyWork(
    async () => {
      const tells = tell && !closes && account?.recipient && vaultRecipient
      if (tells)
        await handOver(
          { personId: account.personId, recipient: account.recipient ?? '', vaultRecipient },
          'read',
          {
            v: 1,
            // A paper of the firm is in Chinese, whatever language the keeper's screen is in.
            title: sayIn(planWords.handoutTitle, 'zh-CN', { item: value.itemId }),
            text: sayIn(planWords.handoutText, 'zh-CN', { what: value.what, on: value.dueOn }),
            about: { assessmentId: value.roundId },
          },
          value.dueOn,
        )
      const toldOn = tells ? todayHere() : value.toldOn
      const closedOn = closes ? (action.closedOn ?? todayHere()) : null
      await records.save.mutateAsync([
        { id: id ?? crypto.randomUUID(), revision, value: { ...value, closedOn, toldOn } },
      ])
    },
    { onDone: onClose },
  )
  return (
    <Dialog title={`${w('title')}：${action.itemId}`} open onClose={onClose}>
      <LeaveGuard unsaved={value !== action} onItsWay={save.isPending} />
      {item && <WaysToClose item={item} />}
      <TextArea
        label={w('what')}
        value={value.what}
        onChange={(what) => set({ what })}
        maxLength={500}
        rows={3}
        required
      />
      <OwnerField value={value.owner} onChange={(owner) => set({ owner })} />
      <DayField
        label={w('dueOn')}
        value={value.dueOn}
        onChange={(dueOn) => set({ dueOn })}
        required
        error={value.dueOn !== '' && !isDay(value.dueOn) ? w('dayWrong') : undefined}
      />
      {!closes && account?.recipient && <CheckField label={w('tell')} value={tell} onChange={setTell} />}
      {!closes && !account?.recipient && value.owner !== '' && <p className="hint">{w('cannotTell')}</p>}
      {id !== null && (
        <>
          <SelectField
            label={w('state')}
            value={value.state}
            onChange={(state) => set({ state: state === 'done' || state === 'dropped' ? state : 'open' })}
            required
            options={Object.entries(actionStates).map(([state, pair]) => ({ id: state, text: say(pair) }))}
          />
          <TextArea
            label={w('note')}
            value={value.note}
            onChange={(note) => set({ note })}
            maxLength={500}
            rows={2}
            required={closes}
          />
        </>
      )}
      <ErrorNotice error={save.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={!complete || save.isPending} onPress={() => save.mutate(undefined)}>
          {common('save')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
