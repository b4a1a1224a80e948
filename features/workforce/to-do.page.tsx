import { useState } from 'react'
import { fromBase64, textOf, toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { decodeHandout, type HandoutAnswer } from '../vault/handout.schema.ts'
import { room, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { handoutKinds } from '../vault/vault.schema.ts'
import { toDoWords } from './workforce.words.ts'

type Mine = Awaited<ReturnType<typeof useMine>>['list'][number]
function useMine() {
  const mine = useDoor(sealedContract.handouts, { box: 'mine' })
  return { list: mine.data?.handouts ?? [], vaultRecipient: mine.data?.vaultRecipient ?? null, mine }
}

/** One list for everybody of a firm: to acknowledge, to learn, to hand back, to read. */
export default function ToDoPage() {
  const w = useWords(toDoWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom need="own-key">
        <ToDo />
      </SealedRoom>
    </>
  )
}

function ToDo() {
  const w = useWords(toDoWords)
  const say = useSay()
  const locale = useLocale()
  const { list, vaultRecipient, mine } = useMine()
  if (mine.error) return <ErrorNotice error={mine.error} onRetry={() => mine.refetch()} />
  if (!mine.data) return <Loading />
  const open = list.filter(({ answeredAt }) => answeredAt === null)
  const answered = list.filter(({ answeredAt }) => answeredAt !== null)
  return (
    <>
      <Panel>
        {open.length === 0 && <p>{w('none')}</p>}
        <ul className="lines">
          {open.map((handout) => (
            <li key={handout.id}>
              <One handout={handout} vaultRecipient={vaultRecipient} />
            </li>
          ))}
        </ul>
      </Panel>
      {answered.length > 0 && (
        <Panel title={w('answered')}>
          <ul className="lines">
            {answered.map(({ id, kind, answeredAt, madeBy }) => (
              <li key={id}>
                <Badge>{say(handoutKinds[kind])}</Badge> {madeBy} ·{' '}
                {answeredAt && w('answeredAt', { at: formatMoment(answeredAt, locale) })}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

function One({ handout, vaultRecipient }: { handout: Mine; vaultRecipient: string | null }) {
  const w = useWords(toDoWords)
  const say = useSay()
  const locale = useLocale()
  const [note, setNote] = useState('')
  const read = useKeyWork(async () => {
    const opened = decodeHandout(textOf(await room().open(fromBase64(handout.sealed))))
    await callDoor(sealedContract.openHandout, { id: handout.id })
    return opened
  })
  const answer = useKeyWork(async (said: HandoutAnswer['said']) => {
    if (!vaultRecipient) return
    const text: HandoutAnswer = { v: 1, said, note, at: new Date().toISOString() }
    await callDoor(sealedContract.answer, {
      id: handout.id,
      digest: handout.digest,
      answer: toBase64(await room().sealTo([vaultRecipient], utf8(JSON.stringify(text)))),
    })
  })
  const finish = handout.kind === 'acknowledge' ? 'acknowledge' : 'finish'
  return (
    <>
      <Badge tone="info">{say(handoutKinds[handout.kind])}</Badge> {read.data && <strong>{read.data.title}</strong>}
      <p className="hint">
        {w('from', { name: handout.madeBy, at: formatMoment(handout.madeAt, locale) })}
        {handout.dueOn && ` · ${w('dueOn', { on: formatDay(handout.dueOn, locale) })}`}
      </p>
      {!read.data && (
        <Button isDisabled={read.isPending} onPress={() => read.mutate(undefined)}>
          {w('read')}
        </Button>
      )}
      {read.error &&
        (read.error.reply.code === 'not-for-this-key' ? (
          <Notice kind="warn">{w('unreadable')}</Notice>
        ) : (
          <ErrorNotice error={read.error} />
        ))}
      {read.data?.section && <A to="/diagnostic/answer">{w('section')}</A>}
      {read.data && !read.data.section && (
        <>
          <p className="text">{read.data.text}</p>
          <TextArea label={w('note')} value={note} onChange={setNote} rows={2} maxLength={2000} />
          <ErrorNotice error={answer.error} />
          <div className="actions">
            <Button
              kind="primary"
              isDisabled={answer.isPending}
              onPress={() => answer.mutate(finish === 'acknowledge' ? 'acknowledged' : 'done')}
            >
              {w(finish)}
            </Button>
            <Button isDisabled={answer.isPending || note.trim().length < 2} onPress={() => answer.mutate('objected')}>
              {w('object')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
