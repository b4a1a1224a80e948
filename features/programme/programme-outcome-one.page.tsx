import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { AttachmentList } from '../attachment/attachment.part.tsx'
import { outcomeContract } from './programme.contract.ts'
import { outcomeKindWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import { Changes } from './programme-parts.tsx'
import { changesBetween } from './programme-version.rules.ts'

export default function OutcomeScreen() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const { data, error, refetch } = useDoor(outcomeContract.read, { id })
  const [withdrawing, setWithdrawing] = useState(false)
  const withdraw = useAct(outcomeContract.withdraw, { onDone: () => setWithdrawing(false) })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { outcome, attachments, revisions, mine } = data
  const mayChange = mine && outcome.state === 'recorded' && may('programme.record-outcome')
  return (
    <>
      <PageHeader back={{ to: '/outcomes', text: w('outcomes') }} title={outcome.title}>
        {mayChange && (
          <>
            <A to={`/outcomes/new?revise=${id}`} className="button">
              {w('revise')}
            </A>
            <Button kind="danger" onPress={() => setWithdrawing(true)}>
              {w('withdraw')}
            </Button>
          </>
        )}
      </PageHeader>
      <Panel>
        <p>
          {outcome.fictitious && <Badge tone="warn">{w('fictitious')}</Badge>}{' '}
          {outcome.state === 'withdrawn' && <Badge tone="bad">{w('withdrawn')}</Badge>}
        </p>
        <KeyValues
          pairs={[
            [
              w('item'),
              <A key="item" to={`/programme/${outcome.itemId}`}>
                {outcome.itemId}
              </A>,
            ],
            [w('kind'), say(outcomeKindWords[outcome.kind])],
            [w('organisation'), outcome.organisation],
            [w('happenedOn'), formatDay(outcome.happenedOn, locale)],
            [w('recordedOn'), formatMoment(outcome.recordedAt, locale)],
            [w('recordedBy'), outcome.recordedBy ?? '—'],
            [
              w('countsFor'),
              outcome.targetId ? (
                <A key="target" to={`/targets/${outcome.targetId}`}>
                  {outcome.targetId}
                </A>
              ) : (
                w('none')
              ),
            ],
            [w('replicable'), outcome.replicable ? common('yes') : common('no')],
          ]}
        />
        <p className="prose">{outcome.description}</p>
      </Panel>
      <Panel title={common('attachments')}>
        {attachments.length === 0 ? (
          <p className="soft">{common('none')}</p>
        ) : (
          <AttachmentList attachments={attachments} />
        )}
      </Panel>
      <Panel title={w('revisions')}>
        <ul className="list">
          {revisions.map((revision, index) => (
            <li key={revision.revision}>
              <strong>{w('revision', { number: revision.revision })}</strong> {revision.reason}
              <br />
              <span className="small soft">
                {w('reportedBy', { by: revision.by ?? '—', at: formatMoment(revision.madeAt, locale) })}
              </span>
              {revisions[index + 1] && (
                <Changes
                  changes={changesBetween(revisions[index + 1]?.document, revision.document).filter(
                    ({ after }) => after !== undefined,
                  )}
                />
              )}
            </li>
          ))}
        </ul>
      </Panel>
      <ReasonDialog
        open={withdrawing}
        danger
        title={w('withdraw')}
        text={w('withdrawText')}
        confirm={w('withdraw')}
        error={withdraw.error}
        pending={withdraw.isPending}
        onClose={() => setWithdrawing(false)}
        onConfirm={(reason) => withdraw.mutate({ id, reason })}
      />
    </>
  )
}
