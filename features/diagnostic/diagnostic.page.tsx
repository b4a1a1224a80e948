import { DataTable } from '../../platform/ui/data-table.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type OpenRound, standingOf } from './assessment.rules.ts'
import { scopes } from './assessment.schema.ts'
import { peersNeeded } from './diagnostic.contract.ts'
import { Opened, useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { homeWords } from './diagnostic-page.words.ts'
import { StartRound } from './diagnostic-start.tsx'
import { resultWords } from './result.words.ts'
import { type ActionEntry, useSelfAssessment } from './use-diagnostic.ts'

export default function DiagnosticPage() {
  const w = useWords(homeWords)
  const said = useSaid()
  const content = useSelfAssessment()
  return (
    <>
      <PageHeader title={w('title')} lead={content.data ? said(content.data.intro) : ''} />
      {content.data && (
        <Notice kind="warn">
          <p>
            <strong>{w('privacy')}</strong>：{said(content.data.privacyNotice)}
          </p>
          <p>{w('sealedNote')}</p>
        </Notice>
      )}
      <SealedRoom>
        <Opened>
          {(questions, assessments) => {
            const unfinished = assessments.rounds.filter(({ round }) => round.finishedOn === null)
            return (
              <>
                {unfinished.map((open) => (
                  <GoOn key={open.id} content={questions} open={open} />
                ))}
                {assessments.rounds.length > 0 && <Rounds content={questions} rounds={assessments.rounds} />}
                <StartRound content={questions} assessments={assessments} />
                <Plan actions={assessments.actions} />
                <Panel title={w('peers')}>
                  <p>{w('peersText', { n: peersNeeded })}</p>
                  <A to="/diagnostic/peers">{w('toPeers')}</A>
                </Panel>
                <p className="hint">
                  {w('weights', { version: questions.version, asOf: questions.asOf })} {said(questions.sizeNote)}
                </p>
              </>
            )
          }}
        </Opened>
      </SealedRoom>
    </>
  )
}

function GoOn({ content, open }: { content: SelfAssessment; open: OpenRound }) {
  const w = useWords(homeWords)
  const say = useSay()
  const locale = useLocale()
  const { answered, items } = standingOf(content, open)
  return (
    <Panel title={say(scopes[open.round.profile.scope])}>
      <p>
        {w('begunOn')} {formatDay(open.round.begunOn, locale)} · {w('answered', { n: answered, of: items.length })}
      </p>
      <div className="actions">
        <A to={`/diagnostic/${open.id}`} className="button primary">
          {w('resume')}
        </A>
        <A to={`/diagnostic/${open.id}/result`} className="button plain">
          {w('toResult')}
        </A>
      </div>
    </Panel>
  )
}

const shownScore = (score: number | null | undefined) =>
  score === null || score === undefined ? '—' : score.toFixed(1)

function Rounds({ content, rounds }: { content: SelfAssessment; rounds: readonly OpenRound[] }) {
  const w = useWords(homeWords)
  const results = useWords(resultWords)
  const say = useSay()
  const locale = useLocale()
  return (
    <Panel title={w('rounds')}>
      <DataTable
        caption={w('rounds')}
        rows={rounds}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'kind',
            title: w('kind'),
            kind: 'main',
            cell: ({ id, round }) => <A to={`/diagnostic/${id}/result`}>{say(scopes[round.profile.scope])}</A>,
          },
          { key: 'begun', title: w('begunOn'), cell: ({ round }) => formatDay(round.begunOn, locale) },
          {
            key: 'finished',
            title: w('finishedOn'),
            cell: ({ round }) =>
              round.finishedOn ? formatDay(round.finishedOn, locale) : <Badge tone="info">{w('open')}</Badge>,
          },
          {
            key: 'score',
            title: w('score'),
            cell: (open) => {
              const { self, verified } = standingOf(content, open)
              const quick = open.round.profile.scope === 'quick'
              const result = open.round.result
              const [own, seen] = quick
                ? [result?.quick.self ?? self.quick, result?.quick.verified ?? verified.quick]
                : [result?.overall.self ?? self.figures.overall, result?.overall.verified ?? verified.figures.overall]
              return `${shownScore(own)} / ${shownScore(seen)}`
            },
          },
          {
            key: 'level',
            title: w('level'),
            cell: ({ round }) =>
              round.result?.level.verified ? results('level', { n: round.result.level.verified }) : '—',
          },
        ]}
      />
    </Panel>
  )
}

function Plan({ actions }: { actions: readonly ActionEntry[] }) {
  const w = useWords(homeWords)
  const under = actions.filter(({ value }) => value.state === 'open')
  const late = under.filter(({ value }) => value.dueOn < todayHere()).length
  return (
    <Panel title={w('plan')}>
      <p>{actions.length === 0 ? w('planNone') : w('planOpen', { n: under.length, late })}</p>
      <A to="/diagnostic/plan">{w('toPlan')}</A>
    </Panel>
  )
}
