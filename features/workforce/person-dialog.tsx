import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { secretLevels } from '../trade-secret/classification.schema.ts'
import { useClassification } from '../trade-secret/register.client.ts'
import { useVaultRoom } from '../vault/room.client.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { nonCompeteWords, peopleWords } from './workforce.words.ts'

type Basics = Pick<ClearedPerson, 'name' | 'personId' | 'post' | 'level' | 'clearedSince' | 'clearedUntil'>
export const freshBasics = (): Basics => ({
  ...{ name: '', personId: null, post: '', level: 'important', clearedSince: todayHere(), clearedUntil: null },
})

/** Who somebody is, at which post, how far and from when to when cleared. */
export function PersonDialog({
  title,
  first,
  onClose,
  onSave,
  error,
  pending,
}: {
  title: string
  first: Basics
  onClose: () => void
  onSave: (basics: Basics) => void
  error: unknown
  pending: boolean
}) {
  const w = useWords(peopleWords)
  const common = useWords(commonWords)
  const faults = useWords(nonCompeteWords)
  const say = useSay()
  const here = useVaultRoom()
  const levels = useClassification()?.levels.filter(({ rank }) => rank > 0) ?? []
  const [value, setValue] = useState(first)
  const [until, setUntil] = useState(first.clearedUntil ?? '')
  const set = (change: Partial<Basics>) => setValue((now) => ({ ...now, ...change }))
  const wrong = (day: string) => (day !== '' && !dayOf(day) ? faults('notDay') : undefined)
  const fits = value.name.trim() !== '' && dayOf(value.clearedSince) && (until === '' || dayOf(until))
  return (
    <Dialog title={title} open onClose={onClose}>
      <SelectField
        label={w('account')}
        value={value.personId ?? ''}
        onChange={(id) => {
          const member = here.data?.members.find(({ personId }) => personId === id)
          set({ personId: member?.personId ?? null, ...(member && { name: member.name }) })
        }}
        filter
        options={[
          { id: '', text: w('noAccount') },
          ...(here.data?.members ?? []).map(({ personId, name }) => ({ id: personId, text: name })),
        ]}
      />
      <TextField label={w('name')} value={value.name} onChange={(name) => set({ name })} maxLength={200} required />
      <TextField label={w('post')} value={value.post} onChange={(post) => set({ post })} maxLength={100} />
      <SelectField
        label={w('level')}
        value={value.level}
        onChange={(id) => set({ level: secretLevels.find((one) => one === id) ?? value.level })}
        required
        options={levels.map(({ id, name }) => ({ id, text: say(pairOf(name)) }))}
      />
      <DayField
        label={w('since')}
        value={value.clearedSince}
        onChange={(clearedSince) => set({ clearedSince })}
        required
        error={wrong(value.clearedSince)}
      />
      <DayField label={w('until')} value={until} onChange={setUntil} error={wrong(until)} />
      <ErrorNotice error={error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={!fits || pending}
          onPress={() =>
            onSave({
              ...value,
              name: value.name.trim(),
              post: value.post.trim(),
              clearedUntil: until === '' ? null : until,
            })
          }
        >
          {common('save')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
