import { useState } from 'react'
import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { openHandout } from '../vault/handout.client.ts'
import type { HandoutAnswer } from '../vault/handout.schema.ts'
import { room, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { handoutKinds } from '../vault/vault.schema.ts'
import type { Mine } from './to-do.schema.ts'
import { HandBackForm } from './to-do-hand-back.tsx'
import { LearnForm } from './to-do-learn.tsx'
import { type FormProps, ObjectButton, type Said } from './to-do-object.tsx'
import { toDoWords } from './workforce.words.ts'

/** One matter that waits: opened on this machine, and answered in the way its kind asks for. */
export function ToDoOne({
  handout,
  recipients,
  onAnswered,
}: {
  handout: Mine
  recipients: readonly string[]
  onAnswered: () => void
}) {
  const w = useWords(toDoWords)
  const say = useSay()
  const locale = useLocale()
  const read = useKeyWork(async () => {
    const { digest } = handout
    const opened = await openHandout(handout)
    await callDoor(sealedContract.openHandout, { id: handout.id })
    return { opened, digest }
  })
  const answer = useKeyWork(
    async ({ said, digest }: { said: Said; digest: string }) => {
      const text: HandoutAnswer = { v: 1, ...said, at: new Date().toISOString() }
      await callDoor(sealedContract.answer, {
        id: handout.id,
        digest,
        answer: toBase64(await room().sealTo([...recipients], utf8(JSON.stringify(text)))),
      })
    },
    { onDone: onAnswered },
  )
  const { dueOn } = handout
  const opened = read.data?.opened
  return (
    <>
      <Badge tone="info">{say(handoutKinds[handout.kind])}</Badge>{' '}
      {dueOn && (
        <Badge tone={dueOn < todayHere() ? 'bad' : 'warn'}>
          {w(dueOn < todayHere() ? 'late' : 'dueOn', { on: formatDay(dueOn, locale) })}
        </Badge>
      )}
      {opened && <h3>{opened.title}</h3>}
      <p className="hint">{w('from', { name: handout.madeBy, at: formatMoment(handout.madeAt, locale) })}</p>
      {!opened && (
        <Button kind="primary" isDisabled={read.isPending} onPress={() => read.mutate(undefined)}>
          {w('read')}
        </Button>
      )}
      {read.error &&
        (read.error.reply.code === 'not-for-this-key' ? (
          <Notice kind="warn">{w('unreadable')}</Notice>
        ) : (
          <ErrorNotice error={read.error} />
        ))}
      {opened?.section && <A to="/diagnostic/answer">{w('section')}</A>}
      {read.data && opened && !opened.section && (
        <>
          <p className="text">{opened.text}</p>
          <ErrorNotice error={answer.error} />
          <Form
            kind={handout.kind}
            opened={opened}
            pending={answer.isPending || recipients.length === 0}
            onSay={(said) => answer.mutate({ said, digest: read.data.digest })}
          />
        </>
      )}
    </>
  )
}

function Form({ kind, ...form }: FormProps & { kind: Mine['kind'] }) {
  if (form.opened.course) return <LearnForm {...form} course={form.opened.course} />
  if (form.opened.items) return <HandBackForm {...form} items={form.opened.items} />
  return <PlainForm {...form} asks={kind !== 'acknowledge' ? 'finish' : form.opened.binds ? 'agree' : 'acknowledge'} />
}

function PlainForm({ pending, onSay, asks }: FormProps & { asks: 'acknowledge' | 'agree' | 'finish' }) {
  const w = useWords(toDoWords)
  const [note, setNote] = useState('')
  return (
    <>
      {asks === 'agree' && <p className="hint">{w('agreeHint')}</p>}
      <TextArea label={w('note')} value={note} onChange={setNote} rows={2} maxLength={2000} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={pending}
          onPress={() => onSay({ said: asks === 'finish' ? 'done' : 'acknowledged', note: note.trim() })}
        >
          {w(asks)}
        </Button>
        <ObjectButton pending={pending} onSay={onSay} />
      </div>
    </>
  )
}
