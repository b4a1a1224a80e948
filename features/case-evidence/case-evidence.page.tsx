import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { urlOf } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatBytes, formatMoment } from '../../platform/ui/format.ts'
import { Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { caseEvidenceContract } from './case-evidence.contract.ts'
import { custodyWords, type Evidence, methodWords, takenLines } from './case-evidence.schema.ts'
import { caseEvidenceWords } from './case-evidence.words.ts'
import { AddEvidence, AddLink, AttachReceipt } from './case-evidence-form.tsx'

export default function CaseEvidence() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(caseEvidenceWords)
  const may = useMay()
  const { data, error, refetch } = useDoor(caseEvidenceContract.list, { id })
  const [adding, setAdding] = useState(false)
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  return (
    <>
      <PageHeader
        back={{ to: `/cases/${id}`, text: w('back') }}
        title={`${w('ledger')} · ${data.title}`}
        lead={w('lead')}
      >
        {may('case.handle') && (
          <Button kind="primary" onPress={() => setAdding(true)}>
            {w('add')}
          </Button>
        )}
        {data.evidence.length > 0 && (
          <a className="button" href={urlOf(caseEvidenceContract.exportLedger, { id })}>
            {w('exportLedger')}
          </a>
        )}
      </PageHeader>
      {data.evidence.length === 0 && <EmptyState title={w('none')} text={w('noneText')} />}
      {data.evidence.map((evidence) => (
        <OneEvidence key={evidence.id} evidence={evidence} />
      ))}
      {adding && <AddEvidence caseId={id} onClose={() => setAdding(false)} />}
    </>
  )
}

const shownFields = [...takenLines, 'remark'] as const

function OneEvidence({ evidence }: { evidence: Evidence }) {
  const w = useWords(caseEvidenceWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const [open, setOpen] = useState<'link' | 'receipt' | null>(null)
  const check = useAct(caseEvidenceContract.check)
  const { taken } = evidence
  return (
    <Panel
      title={
        <>
          {evidence.number}. {evidence.name} {evidence.confidential && <Badge tone="warn">{w('confidential')}</Badge>}
        </>
      }
      actions={
        <>
          {evidence.files.length > 0 && (
            <Button
              onPress={() => check.mutate({ id: evidence.id })}
              isDisabled={check.isPending}
              aria-label={`${w('check')} ${evidence.number}`}
            >
              {w('check')}
            </Button>
          )}
          {may('case.handle') && (
            <>
              <Button onPress={() => setOpen('link')} aria-label={`${w('addLink')} ${evidence.number}`}>
                {w('addLink')}
              </Button>
              <Button onPress={() => setOpen('receipt')} aria-label={`${w('attachReceipt')} ${evidence.number}`}>
                {w('attachReceipt')}
              </Button>
            </>
          )}
        </>
      }
    >
      <ErrorNotice error={check.error} />
      {check.data && (
        <Notice kind={check.data.matches ? 'good' : 'bad'}>
          {check.data.matches ? w('matches') : w('differs', { names: check.data.differing.join('、') })}
        </Notice>
      )}
      <KeyValues
        pairs={[
          [w('method'), say(methodWords[taken.method])],
          [w('takenBy'), evidence.takenBy.join('、')],
          [
            w('startedAt'),
            `${evidence.startedAt ? formatMoment(evidence.startedAt, locale) : '—'}${evidence.endedAt ? ` – ${formatMoment(evidence.endedAt, locale)}` : ''}`,
          ],
          ...shownFields.filter((key) => taken[key] !== '').map((key) => [w(key), taken[key]] as const),
        ]}
      />
      {evidence.files.length > 0 && (
        <ul className="list">
          {evidence.files.map(({ id, name, sizeBytes, sha256, sm3 }) => (
            <li key={id}>
              {evidence.confidential ? name : <a href={urlOf(attachmentContract.download, { id })}>{name}</a>}{' '}
              <span className="small soft">{formatBytes(sizeBytes, locale)}</span>
              <div className="small digest">
                SHA-256 <code>{sha256}</code>
              </div>
              <div className="small digest">
                SM3 <code>{sm3}</code>
              </div>
            </li>
          ))}
        </ul>
      )}
      <details open={evidence.custody.length <= 3}>
        <summary>
          {w('custody')}（{evidence.custody.length}）
        </summary>
        <ol className="timeline">
          {evidence.custody.map((link) => (
            <li key={link.seq}>
              <strong>{say(custodyWords[link.event as keyof typeof custodyWords])}</strong>{' '}
              {formatMoment(link.happenedAt, locale)}
              <p className="small soft">
                {[
                  link.fromWhom && link.toWhom ? `${link.fromWhom} → ${link.toWhom}` : link.fromWhom || link.toWhom,
                  link.place,
                  link.purpose,
                  link.result,
                  link.person,
                  `${w('digest')} ${link.digest.slice(0, 12)}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ol>
      </details>
      {evidence.deposits.length > 0 && (
        <ul className="list">
          {evidence.deposits.map((deposit) => (
            <li key={deposit.id}>
              {w('deposits')} <code>{deposit.requestId.slice(0, 8)}</code>{' '}
              <Badge tone={deposit.verdict === 'proven' ? 'good' : 'bad'}>{w(deposit.verdict)}</Badge>{' '}
              <span className="small soft">
                {deposit.notLaterThan
                  ? w('notLaterThan', { at: formatMoment(deposit.notLaterThan, locale) })
                  : w('noOutsideTime')}
                {deposit.matchingFiles > 0 && ` · ${w('matchingFiles', { count: deposit.matchingFiles })}`} ·{' '}
                {deposit.verifiedBy} {formatMoment(deposit.verifiedAt, locale)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {open === 'link' && <AddLink evidence={evidence} onClose={() => setOpen(null)} />}
      {open === 'receipt' && <AttachReceipt evidence={evidence} onClose={() => setOpen(null)} />}
    </Panel>
  )
}
