import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, CheckField } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { openAs, useKeyRead, useKeyWork } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { type Offered, type OpenRound, offersOf, standingOf, withAnswers } from './assessment.rules.ts'
import { type Answer, SectionAnswers } from './assessment.schema.ts'
import { useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { roundWords, sectionWords } from './diagnostic-page.words.ts'
import type { Assessments } from './use-diagnostic.ts'

type Waiting = { id: string; madeBy: string; madeAt: string; value: SectionAnswers | null }

/** What colleagues answered and nobody has taken over yet, opened in the room. */
export function Offers(props: { content: SelfAssessment; open: OpenRound; records: Assessments['records'] }) {
  const w = useWords(sectionWords)
  const waiting = useDoor(sealedContract.proposals, { collection: 'assessment', waiting: 'true' })
  const proposals = waiting.data?.proposals ?? []
  const opened = useKeyRead(
    ['section-answers', proposals.map(({ id }) => id).join()],
    async (): Promise<Waiting[]> =>
      Promise.all(
        proposals.map(async ({ id, sealed, madeBy, madeById, madeAt }) => {
          const value = await openAs(SectionAnswers, sealed)
          return { id, madeBy, madeAt, value: value && vouched(value, madeById, madeBy, madeAt) }
        }),
      ),
    proposals.length > 0,
  )
  if (!opened.data || proposals.length === 0) return <ErrorNotice error={opened.error} />
  const here = opened.data.filter(({ id }) => proposals.some((one) => one.id === id))
  if (here.length === 0) return null
  return (
    <Panel title={w('offersTitle')}>
      {here.map((one) => (
        <Offer key={one.id} waiting={one} {...props} />
      ))}
    </Panel>
  )
}

/** Who answered, and when, is what the server says, whatever stands inside. */
const vouched = (value: SectionAnswers, personId: string, name: string, at: string): SectionAnswers => ({
  ...value,
  answers: Object.fromEntries(
    Object.entries(value.answers).map(([id, answer]) => [id, { ...answer, by: { personId, name }, at }]),
  ),
})

function Offer({
  waiting: { id, madeBy, madeAt, value },
  content,
  open,
  records,
}: {
  waiting: Waiting
  content: SelfAssessment
  open: OpenRound
  records: Assessments['records']
}) {
  const w = useWords(sectionWords)
  const rounds = useWords(roundWords)
  const said = useSaid()
  const locale = useLocale()
  const section = open.sections.find((one) => value !== null && one.value.dimension === value.dimension)
  const belongs = value !== null && value.roundId === open.id && open.round.finishedOn === null
  const offers = belongs && section ? offersOf(standingOf(content, open).items, section.value, value.answers) : []
  const shown = ({ score, note, evidence }: Answer) =>
    [
      score === null ? rounds('notApplicable') : String(score),
      note,
      ...evidence.map(({ what, where, keeper }) => [what, where, keeper].filter((text) => text !== '').join('，')),
    ]
      .filter((text) => text !== '')
      .join('；')
  const [left, setLeft] = useState<readonly string[]>([])
  const taken = offers.filter(({ item }) => !left.includes(item.id))
  const decide = useKeyWork(async (take: readonly Offered[]) => {
    if (take.length > 0 && section) {
      const answers = Object.fromEntries(take.map(({ item, offered }) => [item.id, offered]))
      await records.save.mutateAsync([
        { id: section.id, revision: section.revision, value: withAnswers(section.value, answers) },
      ])
    }
    const decision = take.length === 0 ? 'declined' : take.length === offers.length ? 'admitted' : 'amended'
    await callDoor(sealedContract.decide, { id, decision, answer: null })
  })
  const dimension = content.dimensions.find((one) => one.id === value?.dimension)
  return (
    <div className="card">
      <strong>
        {w('offeredBy', {
          name: madeBy,
          part: dimension ? said(dimension.name) : '—',
          at: formatMoment(madeAt, locale),
        })}
      </strong>
      {value === null && <p>{w('damaged')}</p>}
      {value !== null && !belongs && <p>{w('offerElsewhere')}</p>}
      {belongs && offers.length === 0 && <p>{w('offerNone')}</p>}
      {offers.map(({ item, offered, present }) => (
        <CheckField
          key={item.id}
          value={!left.includes(item.id)}
          onChange={(on) => setLeft(on ? left.filter((one) => one !== item.id) : [...left, item.id])}
          label={
            <span>
              {item.id} {said(item.question)}
              <br />
              {w('offered', { score: shown(offered) })}
              {present && ` · ${w('now', { score: shown(present) })}`}
            </span>
          }
        />
      ))}
      <ErrorNotice error={decide.error} />
      <div className="actions">
        {offers.length > 0 && (
          <Button
            kind="primary"
            isDisabled={taken.length === 0 || decide.isPending}
            onPress={() => decide.mutate(taken)}
          >
            {w('merge')}
          </Button>
        )}
        <Button isDisabled={decide.isPending} onPress={() => decide.mutate([])}>
          {w('refuse')}
        </Button>
      </div>
    </div>
  )
}
