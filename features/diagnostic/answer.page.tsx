import { useState } from 'react'
import { toBase64, utf8 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, CheckField, SelectField } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { LeaveGuard, OfflineNotice } from '../../platform/ui/unsaved.tsx'
import { useHandouts } from '../vault/answers.client.ts'
import { openHandout } from '../vault/handout.client.ts'
import type { HandoutAnswer } from '../vault/handout.schema.ts'
import { openAs, room, useKeyRead, useKeyWork, useRoomState, useVaultRoom } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type Answer, SectionAnswers } from './assessment.schema.ts'
import { useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { answerWords, homeWords } from './diagnostic-page.words.ts'
import { type Draft, draftOf, emptyDraft, isAnswered, QuestionForm } from './question-form.tsx'
import { useSelfAssessment } from './use-diagnostic.ts'

export default function AnswerPage() {
  const w = useWords(answerWords)
  const home = useWords(homeWords)
  const said = useSaid()
  const content = useSelfAssessment()
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      {content.data && (
        <Notice kind="warn">
          <strong>{home('privacy')}</strong>：{said(content.data.privacyNotice)}
        </Notice>
      )}
      <SealedRoom need="own-key">
        <ErrorNotice error={content.error} onRetry={() => content.refetch()} />
        {content.data && <Asked content={content.data} />}
      </SealedRoom>
    </>
  )
}

type Part = { id: string; digest: string; roundId: string; dimension: string; dueOn: string | null }

/** The parts that this person was asked for and has not said to have finished. */
function useParts() {
  const mine = useHandouts('mine')
  const open = (mine.data ?? []).filter(({ answeredAt, withdrawnAt }) => !answeredAt && !withdrawnAt)
  const opened = useKeyRead(
    ['asked-parts', open.map(({ id }) => id).join()],
    async (): Promise<Part[]> =>
      (
        await Promise.all(
          open.map(async ({ id, sealed, digest, dueOn }) => {
            // What is not for this key any more, or not what its digest names, is shown as such on the list of everything.
            const data = await openHandout({ sealed, digest }).catch(() => null)
            return data?.about.assessmentId && data.section
              ? [{ id, digest, dueOn, roundId: data.about.assessmentId, dimension: data.section }]
              : []
          }),
        )
      ).flat(),
    mine.data !== undefined,
  )
  return { error: mine.error ?? opened.error, parts: opened.data }
}

function Asked({ content }: { content: SelfAssessment }) {
  const w = useWords(answerWords)
  const said = useSaid()
  const locale = useLocale()
  const { parts, error } = useParts()
  const [chosen, setChosen] = useState('')
  const [sent, setSent] = useState(false)
  if (error) return <ErrorNotice error={error} />
  if (!parts) return <Loading />
  const part = parts.find(({ id }) => id === chosen) ?? parts[0]
  const notice = sent && <Notice kind="good">{w('sent')}</Notice>
  if (!part)
    return (
      <>
        {notice}
        <EmptyState title={w('none')} text={w('noneText')} />
      </>
    )
  const nameOf = (id: string) => {
    const dimension = content.dimensions.find((one) => one.id === id)
    return dimension ? said(dimension.name) : id
  }
  return (
    <>
      <Panel>
        <SelectField
          label={w('part')}
          value={part.id}
          onChange={setChosen}
          required
          options={parts.map(({ id, dimension, dueOn }) => ({
            id,
            text: nameOf(dimension) + (dueOn ? `（${w('dueOn', { on: formatDay(dueOn, locale) })}）` : ''),
          }))}
        />
        <p className="hint">{w('notKept')}</p>
      </Panel>
      <AnswerPart key={part.id} content={content} part={part} onSent={() => setSent(true)} />
      {notice}
    </>
  )
}

/** What this person answered of a part before, on whatever device: it was sealed to them as well. Null while it is read. */
function useSentBefore({ roundId, dimension }: Part) {
  const { person } = useSession()
  const own = useDoor(sealedContract.proposals, { collection: 'assessment' })
  const mine = own.data?.proposals.filter(({ madeById }) => madeById === person.id) ?? []
  const opened = useKeyRead(
    ['sent-answers', roundId, dimension, mine.map(({ id }) => id).join()],
    async () => {
      const all = await Promise.all(mine.map(({ sealed }) => readAnswers(sealed)))
      // The newest comes first; an earlier one fills in only what is not answered in it.
      const parts = all.filter((one) => one?.roundId === roundId && one.dimension === dimension)
      const answers: Record<string, Answer> = Object.assign({}, ...parts.toReversed().map((one) => one?.answers))
      return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, draftOf(answer)]))
    },
    mine.length > 0,
  )
  if (own.error ?? opened.error) return { error: own.error ?? opened.error, sent: null }
  return { error: null, sent: own.data && mine.length === 0 ? nothingSent : (opened.data ?? null) }
}
type Drafts = Readonly<Record<string, Draft>>
const nothingSent: Drafts = {}
/** What was sealed to the keepers only, or is damaged, is not shown again. */
const readAnswers = (sealed: string) => openAs(SectionAnswers, sealed)

function AnswerPart(props: { content: SelfAssessment; part: Part; onSent: () => void }) {
  const { error, sent } = useSentBefore(props.part)
  // What is sent meanwhile is known here; what was there at first begins the form.
  const [first, setFirst] = useState<Drafts | null>(null)
  if (first === null && sent !== null) setFirst(sent)
  if (error) return <ErrorNotice error={error} />
  return first === null ? <Loading /> : <AnswerForm {...props} first={first} />
}

function AnswerForm({
  content,
  part,
  first,
  onSent,
}: {
  content: SelfAssessment
  part: Part
  first: Drafts
  onSent: () => void
}) {
  const w = useWords(answerWords)
  const { person } = useSession()
  const here = useVaultRoom()
  const { recipient: own } = useRoomState()
  const [sent, setSent] = useState(first)
  const [drafts, setDrafts] = useState(first)
  const [done, setDone] = useState(false)
  const items = content.items.filter(({ dimension }) => dimension === part.dimension)
  const isNew = (id: string) => drafts[id] !== undefined && JSON.stringify(drafts[id]) !== JSON.stringify(sent[id])
  const fresh = items.flatMap(({ id }) => {
    const draft = drafts[id]
    return draft && isNew(id) && isAnswered(draft) ? [{ id, draft }] : []
  })
  const recipient = here.data?.generations[0]?.recipient ?? null
  const send = useKeyWork(
    async () => {
      if (recipient === null) return
      const at = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
      if (fresh.length > 0) {
        const value = SectionAnswers.parse({
          ...{ v: 1, kind: 'section-answers', roundId: part.roundId, dimension: part.dimension },
          answers: Object.fromEntries(
            fresh.map(({ id, draft }) => [id, { ...draft, by: { personId: person.id, name: person.name }, at }]),
          ),
        })
        const sealed = await room().sealTo([recipient, ...(own ? [own] : [])], utf8(JSON.stringify(value)))
        await callDoor(sealedContract.propose, { collection: 'assessment', sealed: toBase64(sealed) })
        setSent((all) => ({ ...all, ...Object.fromEntries(fresh.map(({ id, draft }) => [id, draft])) }))
      }
      if (!done) return
      const answer: HandoutAnswer = { v: 1, said: 'done', note: '', at }
      const sealed = await room().sealTo([recipient], utf8(JSON.stringify(answer)))
      await callDoor(sealedContract.answer, { id: part.id, digest: part.digest, answer: toBase64(sealed) })
    },
    { onDone: onSent },
  )
  if (here.data && recipient === null) return <Notice kind="warn">{w('noVault')}</Notice>
  const nothingToSend = fresh.length === 0 && !(done && Object.keys(sent).length > 0)
  return (
    <>
      <OfflineNotice />
      <LeaveGuard unsaved={items.some(({ id }) => isNew(id))} onItsWay={send.isPending} />
      {items.map((item) => (
        <Panel
          key={item.id}
          actions={sent[item.id] && !isNew(item.id) && <Badge tone="good">{w('sentMark')}</Badge>}
          title={item.id}
        >
          <QuestionForm
            content={content}
            item={item}
            draft={drafts[item.id] ?? emptyDraft}
            onChange={(draft) => setDrafts((all) => ({ ...all, [item.id]: draft }))}
          />
        </Panel>
      ))}
      <Panel>
        <CheckField label={w('done')} value={done} onChange={setDone} />
        <ErrorNotice error={send.error} />
        <Button kind="primary" isDisabled={nothingToSend || send.isPending} onPress={() => send.mutate(undefined)}>
          {fresh.length > 0 ? w('send', { n: fresh.length }) : w('sendDone')}
        </Button>
      </Panel>
    </>
  )
}
