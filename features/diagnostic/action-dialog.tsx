import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { type Action, actionStates } from './assessment.schema.ts'
import { planWords } from './diagnostic-page.words.ts'
import { type Assessments, isDay, todayHere } from './use-diagnostic.ts'

/** An action of the plan: what, who, by when; for one that is there already also how it stands. */
export function ActionDialog({
  action,
  id,
  revision,
  records,
  onClose,
}: {
  action: Action
  /** Null for a new one. */
  id: string | null
  revision: number
  records: Assessments['records']
  onClose: () => void
}) {
  const w = useWords(planWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [value, setValue] = useState(action)
  const set = (change: Partial<Action>) => setValue({ ...value, ...change })
  const closes = value.state !== 'open'
  const complete =
    value.what.trim() !== '' && value.owner.trim() !== '' && isDay(value.dueOn) && (!closes || value.note.trim() !== '')
  const save = () => {
    const closedOn = closes ? (action.closedOn ?? todayHere()) : null
    records.save.mutate([{ id: id ?? crypto.randomUUID(), revision, value: { ...value, closedOn } }], {
      onSuccess: onClose,
    })
  }
  return (
    <Dialog title={`${w('title')}：${action.itemId}`} open onClose={onClose}>
      <TextArea
        label={w('what')}
        value={value.what}
        onChange={(what) => set({ what })}
        maxLength={500}
        rows={3}
        required
      />
      <TextField label={w('owner')} value={value.owner} onChange={(owner) => set({ owner })} maxLength={100} required />
      <DayField
        label={w('dueOn')}
        value={value.dueOn}
        onChange={(dueOn) => set({ dueOn })}
        required
        error={value.dueOn !== '' && !isDay(value.dueOn) ? w('dayWrong') : undefined}
      />
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
      <ErrorNotice error={records.save.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={!complete || records.save.isPending} onPress={save}>
          {common('save')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
