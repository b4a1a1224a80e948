import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { GoalBar } from '../../platform/ui/figures.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type OpenRound, resumeAt, type Standing, standingOf, withAnswers } from './assessment.rules.ts'
import { OneRound, RoundHeader, useSaid } from './diagnostic.part.tsx'
import type { Item, SelfAssessment } from './diagnostic.schema.ts'
import { homeWords, roundWords } from './diagnostic-page.words.ts'
import { type Draft, draftOf, isAnswered, QuestionForm } from './question-form.tsx'
import type { Assessments } from './use-diagnostic.ts'

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

/** One question at a time, beginning where one left; all of them at the side, by dimension. */
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
  const standing = standingOf(content, open)
  const { items, answers, answered } = standing
  const [{ item: asked }, setFilters] = useFilters(['item'])
  // Where one left is looked up once; afterwards one goes where one wants.
  const [first] = useState(() => (resumeAt(items, answers) ?? items[0])?.id)
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === (asked ?? first)),
  )
  const item = items[at]
  const goTo = (place: number) => {
    setFilters({ item: items[place]?.id ?? '' })
    document.getElementById('question')?.scrollIntoView({ block: 'start' })
  }
  return (
    <>
      <p role="status">
        {home('answered', { n: answered, of: items.length })}
        {standing.complete && (
          <>
            {' · '}
            {w('allAnswered')} <A to={`/diagnostic/${open.id}/result`}>{w('toResult')}</A>
          </>
        )}
      </p>
      <GoalBar value={answered} goal={items.length} label={home('answered', { n: answered, of: items.length })} />
      {open.round.finishedOn && <Notice>{w('finished', { on: formatDay(open.round.finishedOn, locale) })}</Notice>}
      <div className="columns">
        <div id="question">
          {item && <Question key={item.id} {...{ content, open, item, records, goTo, at, standing }} />}
        </div>
        <Parts
          content={content}
          standing={standing}
          present={item?.id ?? ''}
          onGo={(id) => goTo(items.findIndex((one) => one.id === id))}
        />
      </div>
    </>
  )
}

function Question({
  content,
  open,
  item,
  at,
  standing: { items, answers },
  records,
  goTo,
}: {
  content: SelfAssessment
  open: OpenRound
  item: Item
  at: number
  standing: Standing
  records: Assessments['records']
  goTo: (place: number) => void
}) {
  const w = useWords(roundWords)
  const { person } = useSession()
  const kept = answers[item.id]
  const [draft, setDraft] = useState<Draft>(() => draftOf(kept))
  const locked = open.round.finishedOn !== null
  const section = open.sections.find(({ value }) => value.dimension === item.dimension)
  const unchanged = JSON.stringify(draft) === JSON.stringify(draftOf(kept))
  const last = at === items.length - 1
  const onward = () => goTo(last ? at : at + 1)
  const save = useKeyWork(
    async () => {
      if (!section || !isAnswered(draft)) return
      const answer = {
        ...{ score: draft.score, note: draft.note.trim(), evidence: [...draft.evidence] },
        by: { personId: person.id, name: person.name },
        at: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
      }
      const value = withAnswers(section.value, { [item.id]: answer })
      await records.save.mutateAsync([{ id: section.id, revision: section.revision, value }])
    },
    { onDone: onward },
  )
  return (
    <Panel
      title={w('questionOf', { n: at + 1, of: items.length })}
      actions={kept && <span className="hint">{w('answeredBy', { name: kept.by.name })}</span>}
    >
      <QuestionForm content={content} item={item} draft={draft} onChange={setDraft} locked={locked} />
      <ErrorNotice error={save.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={save.isPending || (!locked && !isAnswered(draft))}
          onPress={() => (unchanged || locked ? onward() : save.mutate(undefined))}
        >
          {w('saveNext')}
        </Button>
        {at > 0 && <Button onPress={() => goTo(at - 1)}>{w('previous')}</Button>}
        {!last && (
          <Button kind="quiet" onPress={() => goTo(at + 1)}>
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
  onGo,
}: {
  content: SelfAssessment
  standing: Standing
  present: string
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
                      {answers[one.id] ? ' ✓' : ''}
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
