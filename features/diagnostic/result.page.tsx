import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { saveDocx } from '../../platform/ui/save-file.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeyWork } from '../vault/room.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { type OpenRound, previousOf, resultOf, standingOf } from './assessment.rules.ts'
import { scopes } from './assessment.schema.ts'
import { OneRound, RoundHeader, useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment } from './diagnostic.schema.ts'
import { homeWords } from './diagnostic-page.words.ts'
import { reportOf } from './report.rules.ts'
import { resultWords } from './result.words.ts'
import { Answers } from './result-answers.tsx'
import { Demonstration } from './result-demonstration.tsx'
import { Gaps } from './result-gaps.tsx'
import { Maturity, scoreText } from './result-maturity.tsx'
import { Change, Dimensions, Elements } from './result-tables.tsx'
import type { Assessments } from './use-diagnostic.ts'

export default function ResultPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return (
    <>
      <RoundHeader />
      <SealedRoom>
        <OneRound id={id}>
          {(content, open, assessments) => <Result content={content} open={open} assessments={assessments} />}
        </OneRound>
      </SealedRoom>
    </>
  )
}

function Result({
  content,
  open,
  assessments,
}: {
  content: SelfAssessment
  open: OpenRound
  assessments: Assessments
}) {
  const w = useWords(resultWords)
  const home = useWords(homeWords)
  const say = useSay()
  const said = useSaid()
  const locale = useLocale()
  const { organisation } = useSession()
  const standing = standingOf(content, open)
  const previous = previousOf(assessments.rounds, open)
  const quick = open.round.profile.scope === 'quick'
  const unanswered = standing.items.length - standing.answered
  const size = content.sizes.find(({ id }) => id === open.round.profile.size)
  const exported = useKeyWork(async () => {
    const paper = reportOf({
      ...{ content, open, standing, previous, today: todayHere() },
      organisation: organisation?.name ?? '',
      actions: assessments.actions.map(({ value }) => value).filter(({ roundId }) => roundId === open.id),
    })
    await saveDocx(paper, `商业秘密保护自评-${open.round.finishedOn ?? todayHere()}.docx`)
  })
  return (
    <div className="assessment">
      <Panel>
        <p>
          {organisation?.name} · {say(scopes[open.round.profile.scope])} · {size ? said(size.name) : ''} ·{' '}
          {home('begunOn')} {formatDay(open.round.begunOn, locale)}
          {open.round.finishedOn && ` · ${w('finished', { on: formatDay(open.round.finishedOn, locale) })}`}
        </p>
        {unanswered > 0 && <Notice kind="warn">{w('provisional', { n: unanswered })}</Notice>}
        <div className="grid">
          {(['self', 'verified'] as const).map((kind) => {
            const now = quick ? standing[kind].quick : standing[kind].figures.overall
            const before = previous?.round.result?.[quick ? 'quick' : 'overall'][kind]
            return (
              <div className="card" key={kind}>
                <span>{w(kind)}</span>
                <span className="figure">
                  {scoreText(now)} <small>/ 100</small>
                </span>
                {previous && (
                  <span>
                    {w('lastOverall', { n: scoreText(before) })} <Change now={now} before={before} />
                  </span>
                )}
                {kind === 'verified' && (
                  <span className="hint">{w('verifiedText', { n: content.scoring.evidenceRequiredFrom - 1 })}</span>
                )}
              </div>
            )
          })}
        </div>
        {quick && <p className="hint">{w('quickNote')}</p>}
        <div className="actions">
          <Button isDisabled={exported.isPending} onPress={() => exported.mutate(undefined)}>
            {w('docx')}
          </Button>
          <Button onPress={() => window.print()}>{w('print')}</Button>
          {quick && (
            <A to="/diagnostic" className="button plain">
              {w('full')}
            </A>
          )}
          <A to="/diagnostic/peers" className="button plain">
            {w('compareWithPeers')}
          </A>
        </div>
        <p className="hint no-print">{w('docxHint')}</p>
        <ErrorNotice error={exported.error} />
      </Panel>
      {!quick && <Maturity content={content} standing={standing} round={open.id} />}
      <Gaps content={content} open={open} standing={standing} assessments={assessments} />
      <Dimensions content={content} standing={standing} previous={previous} round={open.id} />
      <Elements content={content} standing={standing} />
      <Answers content={content} open={open} standing={standing} />
      {!quick && <Demonstration content={content} standing={standing} />}
      <Panel title={w('notes')}>
        <p>{home('weights', { version: content.version, asOf: content.asOf })}</p>
        <p>{said(content.intro)}</p>
        <p>{said(content.scoring.itemScore)}</p>
        <p>{said(content.scoring.verifiedScore)}</p>
        <p>{said(content.sizeNote)}</p>
      </Panel>
      {open.round.finishedOn === null && standing.complete && (
        <Finish open={open} result={resultOf(standing)} records={assessments.records} />
      )}
    </div>
  )
}

function Finish({
  open,
  result,
  records,
}: {
  open: OpenRound
  result: ReturnType<typeof resultOf>
  records: Assessments['records']
}) {
  const w = useWords(resultWords)
  const [asking, setAsking] = useState(false)
  return (
    <div className="actions">
      <Button kind="primary" onPress={() => setAsking(true)}>
        {w('finish')}
      </Button>
      <ReasonDialog
        title={w('finish')}
        text={w('finishText')}
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          records.save.mutate([
            { id: open.id, revision: open.revision, value: { ...open.round, finishedOn: todayHere(), result } },
          ])
        }
        confirm={w('finish')}
        needsReason={false}
        error={records.save.error}
        pending={records.save.isPending}
      />
    </div>
  )
}
