import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { GoalBar } from '../../platform/ui/figures.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { LeaveGuard, OfflineNotice } from '../../platform/ui/unsaved.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type OpenRound, resumeAt, type Standing, standingOf } from './assessment.rules.ts'
import type { Answer } from './assessment.schema.ts'
import { OneRound, RoundHeader, useSaid } from './diagnostic.part.tsx'
import type { Item, SelfAssessment } from './diagnostic.schema.ts'
import { homeWords, roundWords } from './diagnostic-page.words.ts'
import { type Draft, draftOf, isAnswered, QuestionForm } from './question-form.tsx'
import { type Assessments, useKeepAnswers } from './use-diagnostic.ts'

export default function RoundPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <>
      <RoundHeader />
      <SealedRoom>
        <OneRound id={id}>
          {(content, open, assessments) => <Answering content={content} open={open} records={assessments.records} />}
        </OneRound>
      </SealedRoom>
    </>
  )
}

/** What was begun on a question and is not kept, and the moment of the answer that it was begun on. */
type Begun = { readonly draft: Draft; readonly on: string }

/** One question at a time, beginning where one left; all of them at the side, by dimension. What is not complete stays until one comes back. */
function Answering({
  content,
  open,
  records,
}: {
  content: SelfAssessment
  open: OpenRound
  records: Assessments['records']
}) {
  const home = useWords(homeWords)
  const w = useWords(roundWords)
  const locale = useLocale()
  const { person } = useSession()
  const keep = useKeepAnswers(records)
  const standing = standingOf(content, open)
  const { items, answers, answered } = standing
  const [{ item: asked }, setFilters] = useFilters(['item'])
  // Where one left is looked up once; afterwards one goes where one wants.
  const [first] = useState(() => (resumeAt(items, answers) ?? items[0])?.id)
  const [begun, setBegun] = useState<Readonly<Record<string, Begun>>>({})
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === (asked ?? first)),
  )
  const item = items[at]
  const locked = open.round.finishedOn !== null
  const isChanged = (id: string) =>
    begun[id] !== undefined && JSON.stringify(begun[id].draft) !== JSON.stringify(draftOf(answers[id]))
  const unsaved = items.map(({ id }) => id).filter(isChanged)
  const present = useRef(item?.id)
  present.current = item?.id
  const goTo = (place: number) => {
    setFilters({ item: items[place]?.id ?? '' })
    const question = document.getElementById('question')
    question?.scrollIntoView({ block: 'start' })
    question?.focus({ preventScroll: true })
  }
  const save = useKeyWork(
    async ({ id, draft, place }: { id: string; draft: Draft; place: number }) => {
      const section = open.sections.find(({ value }) => id.startsWith(value.dimension))
      if (!section || !isAnswered(draft)) return { id, place }
      await keep(section.id, {
        [id]: {
          ...{ score: draft.score, note: draft.note.trim(), evidence: [...draft.evidence] },
          by: { personId: person.id, name: person.name },
          at: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
        },
      })
      setBegun(({ [id]: _, ...others }) => others)
      return { id, place }
    },
    // Whoever has gone to another question meanwhile stays there.
    { onDone: ({ id, place }) => (present.current === id ? goTo(place) : undefined) },
  )
  /** Whatever is complete is kept before one goes on. */
  const leave = (place: number) => {
    const draft = item && begun[item.id]?.draft
    if (!item || !draft || locked || !isChanged(item.id) || !isAnswered(draft)) return goTo(place)
    save.mutate({ id: item.id, draft, place })
  }
  return (
    <>
      <OfflineNotice />
      <LeaveGuard unsaved={unsaved.length > 0} onItsWay={save.isPending} />
      <p role="status">
        {home('answered', { n: answered, of: items.length })}
        {standing.complete && (
          <>
            {' · '}
            {w('allAnswered')} <A to={`/diagnostic/${open.id}/result`}>{w('toResult')}</A>
          </>
        )}
        {unsaved.length > 0 && ` · ${w('unsaved', { ids: unsaved.join('、') })}`}
      </p>
      <GoalBar value={answered} goal={items.length} label={home('answered', { n: answered, of: items.length })} />
      {open.round.finishedOn && <Notice>{w('finished', { on: formatDay(open.round.finishedOn, locale) })}</Notice>}
      <div className="columns">
        <div id="question" tabIndex={-1}>
          {item && (
            <Question
              content={content}
              item={item}
              place={w('questionOf', { n: at + 1, of: items.length })}
              kept={answers[item.id]}
              begun={begun[item.id]}
              locked={locked}
              isPending={save.isPending}
              error={save.error}
              onChange={(draft) =>
                setBegun((all) => ({
                  ...all,
                  [item.id]: { draft, on: all[item.id]?.on ?? answers[item.id]?.at ?? '' },
                }))
              }
              onNext={() => leave(Math.min(at + 1, items.length - 1))}
              onPrevious={at > 0 ? () => leave(at - 1) : null}
              onSkip={at < items.length - 1 ? () => leave(at + 1) : null}
            />
          )}
        </div>
        <Parts
          content={content}
          standing={standing}
          present={item?.id ?? ''}
          unsaved={unsaved}
          onGo={(id) => leave(items.findIndex((one) => one.id === id))}
        />
      </div>
    </>
  )
}

function Question({
  content,
  item,
  place,
  kept,
  begun,
  locked,
  isPending,
  error,
  onChange,
  onNext,
  onPrevious,
  onSkip,
}: {
  content: SelfAssessment
  item: Item
  place: string
  kept: Answer | undefined
  begun: Begun | undefined
  locked: boolean
  isPending: boolean
  error: unknown
  onChange: (draft: Draft) => void
  onNext: () => void
  onPrevious: (() => void) | null
  onSkip: (() => void) | null
}) {
  const w = useWords(roundWords)
  const { person } = useSession()
  const draft = begun?.draft ?? draftOf(kept)
  const overtaken = begun && kept && kept.at !== begun.on && kept.by.personId !== person.id
  return (
    <Panel title={place} actions={kept && <span className="hint">{w('answeredBy', { name: kept.by.name })}</span>}>
      {overtaken && (
        <Notice kind="warn">
          {w('overtaken', { name: kept.by.name, score: kept.score === null ? w('notApplicable') : kept.score })}
        </Notice>
      )}
      <QuestionForm content={content} item={item} draft={draft} onChange={onChange} locked={locked} />
      <ErrorNotice error={error} />
      <div className="actions">
        <Button kind="primary" isDisabled={isPending || (!locked && !isAnswered(draft))} onPress={onNext}>
          {w('saveNext')}
        </Button>
        {onPrevious && <Button onPress={onPrevious}>{w('previous')}</Button>}
        {onSkip && (
          <Button kind="quiet" onPress={onSkip}>
            {w('skip')}
          </Button>
        )}
      </div>
    </Panel>
  )
}

function Parts({
  content,
  standing: { items, answers },
  present,
  unsaved,
  onGo,
}: {
  content: SelfAssessment
  standing: Standing
  present: string
  unsaved: readonly string[]
  onGo: (id: string) => void
}) {
  const w = useWords(roundWords)
  const said = useSaid()
  return (
    <Panel title={w('parts')}>
      <div className="round-parts">
        {content.dimensions.map(({ id, name }) => {
          const asked = items.filter(({ dimension }) => dimension === id)
          const done = asked.filter((one) => answers[one.id]).length
          if (asked.length === 0) return null
          return (
            <details key={id} open={present.startsWith(id)}>
              <summary>
                {said(name)}
                <span className="hint">
                  {done}/{asked.length}
                </span>
              </summary>
              <ol>
                {asked.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      className={answers[one.id] ? 'item answered' : 'item'}
                      aria-current={one.id === present ? 'step' : undefined}
                      title={said(one.question)}
                      onClick={() => onGo(one.id)}
                    >
                      {one.id}
                      {unsaved.includes(one.id) ? ` ${w('notSaved')}` : answers[one.id] ? ' ✓' : ''}
                    </button>
                  </li>
                ))}
              </ol>
            </details>
          )
        })}
      </div>
    </Panel>
  )
}
