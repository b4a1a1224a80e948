import { useState } from 'react'
import { say as sayIn } from '../../core/words.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { handOver } from '../vault/hand-over.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import type { OpenRound, SectionEntry } from './assessment.rules.ts'
import type { Invited } from './assessment.schema.ts'
import { planWords, sectionWords } from './diagnostic-page.words.ts'
import { isDay } from './use-diagnostic.ts'

/** Asks a colleague for one part: handed to them sealed where they have a key, else only their name is kept. */
export function AskColleague({
  round,
  section,
  name,
  questions,
  onAsked,
  onClose,
}: {
  round: OpenRound
  section: SectionEntry
  name: string
  questions: number
  onAsked: (invited: Invited) => Promise<void>
  onClose: () => void
}) {
  const w = useWords(sectionWords)
  const common = useWords(commonWords)
  const plans = useWords(planWords)
  const session = useSession()
  const here = useVaultRoom()
  const [personId, setPersonId] = useState('')
  const [typed, setTyped] = useState('')
  const [dueOn, setDueOn] = useState('')
  const members = here.data?.members.filter((one) => one.personId !== session.person.id) ?? []
  const member = members.find((one) => one.personId === personId)
  const vaultRecipient = here.data?.generations[0]?.recipient
  const ask = useKeyWork(
    async () => {
      const handed =
        member?.recipient && vaultRecipient
          ? await handOver(
              { personId: member.personId, recipient: member.recipient, vaultRecipient },
              'read',
              {
                v: 1,
                // A paper of the firm is in Chinese, whatever language the keeper's screen is in.
                title: sayIn(sectionWords.handoutTitle, 'zh-CN', { name }),
                text: sayIn(sectionWords.handoutText, 'zh-CN', {
                  organisation: here.data?.organisation.name ?? '',
                  name,
                  n: questions,
                }),
                about: { assessmentId: round.id },
                section: section.value.dimension,
              },
              dueOn === '' ? null : dueOn,
            )
          : null
      await onAsked({
        person: { personId: member?.personId ?? null, name: member?.name ?? typed.trim() },
        on: todayHere(),
        handoutId: handed?.id ?? null,
      })
    },
    { onDone: onClose },
  )
  const dayWrong = dueOn !== '' && !isDay(dueOn)
  return (
    <Dialog title={`${w('assign')}：${name}`} open onClose={onClose}>
      <SelectField
        label={w('account')}
        value={personId}
        onChange={setPersonId}
        filter
        options={[{ id: '', text: w('noAccount') }, ...members.map((one) => ({ id: one.personId, text: one.name }))]}
      />
      {!member && <TextField label={w('person')} value={typed} onChange={setTyped} maxLength={100} required />}
      {member && !member.recipient && <p className="hint">{w('noKey')}</p>}
      {member?.recipient && (
        <DayField
          label={w('dueOn')}
          value={dueOn}
          onChange={setDueOn}
          error={dayWrong ? plans('dayWrong') : undefined}
        />
      )}
      <ErrorNotice error={ask.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={ask.isPending || dayWrong || (!member && typed.trim() === '')}
          onPress={() => ask.mutate(undefined)}
        >
          {w('send')}
        </Button>
        <Button onPress={onClose}>{common('cancel')}</Button>
      </div>
    </Dialog>
  )
}
