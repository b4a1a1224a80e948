import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, CheckGroup, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { handOver } from '../vault/hand-over.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { courseText, questionsOf } from './course.rules.ts'
import { useCourses } from './people.client.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { trainingWords } from './workforce.words.ts'

const twoWeeksOn = () => Temporal.PlainDate.from(todayHere()).add({ days: 14 }).toString()

/** Courses, handed to one person or several, sealed to each, with the questions of each course. */
export function AssignDialog({ people, onClose }: { people: readonly Entry<ClearedPerson>[]; onClose: () => void }) {
  const w = useWords(trainingWords)
  const say = useSay()
  const here = useVaultRoom()
  const content = useCourses()
  const [whom, setWhom] = useState<string[]>(people.length === 1 ? people.map(({ id }) => id) : [])
  const [path, setPath] = useState('')
  const [chosen, setChosen] = useState<string[]>(['C1'])
  const [dueOn, setDueOn] = useState(twoWeeksOn)
  const [months, setMonths] = useState('12')
  const reached = people.flatMap(({ id, value }) => {
    const member = here.data?.members.find(({ personId }) => personId === value.personId)
    return member?.recipient ? [{ id, name: value.name, personId: member.personId, recipient: member.recipient }] : []
  })
  const unreached = people.filter(({ id }) => !reached.some((one) => one.id === id))
  const picked = reached.filter(({ id }) => whom.includes(id))
  const courses = content?.courses.courses ?? []
  const picks = courses.filter(({ id }) => chosen.includes(id))
  const validMonths = /^\d{1,3}$/.test(months) ? Number(months) : 0
  const isLater = dayOf(dueOn) !== null && dueOn >= todayHere()
  const fits = isLater && validMonths >= 1 && validMonths <= 120
  const send = useKeyWork(
    async () => {
      const vaultRecipient = here.data?.generations[0]?.recipient
      if (!vaultRecipient || !content) return
      for (const one of picked)
        for (const course of picks)
          await handOver(
            { personId: one.personId, recipient: one.recipient, vaultRecipient },
            'learn',
            {
              ...{ v: 1, title: course.title.zh, text: courseText(course), about: { clearedId: one.id } },
              course: {
                id: course.id,
                questions: questionsOf(content.exam, course.id).map(({ id }) => id),
                validMonths,
              },
            },
            dueOn,
          )
    },
    { onDone: onClose },
  )
  const audienceOf = (ids: readonly string[]) =>
    ids
      .map((id) => content?.courses.audiences.find((one) => one.id === id))
      .flatMap((one) => (one ? [say(pairOf(one.name))] : []))
      .join('、')
  return (
    <Dialog title={w('assign')} open onClose={onClose} wide>
      {reached.length === 0 && <Notice kind="warn">{w('nobody')}</Notice>}
      {reached.length > 0 && people.length > 1 && (
        <>
          <CheckGroup
            label={w('whom')}
            options={reached.map(({ id, name }) => ({ id, text: name }))}
            value={whom}
            onChange={setWhom}
          />
          {unreached.length > 0 && (
            <p className="hint">{w('unreachable', { names: unreached.map(({ value }) => value.name).join('、') })}</p>
          )}
        </>
      )}
      <SelectField
        label={w('path')}
        value={path}
        onChange={(id) => {
          setPath(id)
          const found = content?.courses.paths.find((one) => one.id === id)
          if (found) setChosen([...found.courses])
        }}
        filter
        options={[
          { id: '', text: w('noPath') },
          ...(content?.courses.paths ?? []).map(({ id, name }) => ({ id, text: say(pairOf(name)) })),
        ]}
      />
      <CheckGroup
        label={w('courses')}
        options={courses.map(({ id, title, minutes, audience }) => ({
          id,
          text: w('courseLine', { title: say(pairOf(title)), minutes, audience: audienceOf(audience) }),
        }))}
        value={chosen}
        onChange={setChosen}
      />
      <DayField
        label={w('dueOn')}
        value={dueOn}
        onChange={setDueOn}
        required
        error={isLater ? undefined : w('notDay')}
      />
      <TextField
        label={w('months')}
        hint={w('monthsHint')}
        inputMode="numeric"
        value={months}
        onChange={setMonths}
        required
        error={validMonths >= 1 && validMonths <= 120 ? undefined : w('notMonths')}
      />
      <ErrorNotice error={send.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={!fits || picked.length === 0 || picks.length === 0 || send.isPending}
          onPress={() => send.mutate(undefined)}
        >
          {w('send', { n: picked.length * picks.length })}
        </Button>
      </div>
    </Dialog>
  )
}
