import { useState } from 'react'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byOption, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { useAct, usePages } from '../../platform/ui/query.ts'
import { proceedingContract } from './proceeding.contract.ts'
import { appPath } from './proceeding.part.tsx'
import type { Proposal } from './proceeding.schema.ts'
import { levelWords, proceedingWords } from './proceeding.words.ts'

export default function Approvals() {
  const w = useWords(proceedingWords)
  const [filters, setFilter] = useFilters(['state'])
  const pages = usePages(proceedingContract.approvals, filters.state === 'decided' ? { state: 'decided' } : {})
  const proposals = pages.data?.flatMap((page) => page.proposals) ?? []
  return (
    <>
      <PageHeader title={w('approvals')} lead={w('approvalsLead')} />
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[byOption('state', w('state'), [{ id: 'decided', text: w('decided') }], w('waiting'))]}
      />
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && proposals.length === 0 && <EmptyState title={w('noApprovals')} text={w('noApprovalsText')} />}
      {proposals.map((proposal) => (
        <OneProposal key={proposal.id} proposal={proposal} />
      ))}
      <MorePages of={pages} />
    </>
  )
}

const tones = { waiting: 'info', approved: 'good', rejected: 'bad', withdrawn: 'plain', expired: 'warn' } as const

function OneProposal({ proposal }: { proposal: Proposal }) {
  const w = useWords(proceedingWords)
  const say = useSay()
  const locale = useLocale()
  const [opinion, setOpinion] = useState('')
  const decide = useAct(proceedingContract.decide)
  const send = (decision: 'approve' | 'reject') => decide.mutate({ id: proposal.id, decision, opinion })
  return (
    <Panel
      title={
        <>
          {say(proposal.actWords)} <Badge tone={tones[proposal.state]}>{w(proposal.state)}</Badge>
        </>
      }
    >
      <p>
        <A to={appPath(proposal.link)}>{proposal.title}</A> {proposal.number && <span>{proposal.number}</span>}{' '}
        <span className="source">{proposal.source}</span>
      </p>
      <KeyValues
        pairs={[
          ...proposal.entries.map(({ label, text }) => [say(label), say(text)] as const),
          [w('proposedBy'), proposal.proposedBy],
          [w('needsApproval', { level: say(levelWords[proposal.level]) }), formatDay(proposal.on, locale)],
          [w('validUntil'), formatDay(proposal.validUntil, locale)],
          ...(proposal.decidedBy ? [[w('opinion'), `${proposal.opinion ?? ''} — ${proposal.decidedBy}`] as const] : []),
        ]}
      />
      {proposal.state === 'waiting' && (
        <>
          <TextArea label={w('opinion')} value={opinion} onChange={setOpinion} required rows={2} />
          <ErrorNotice error={decide.error} />
          <div className="actions">
            <Button
              kind="primary"
              isDisabled={decide.isPending || opinion.trim().length < 2}
              onPress={() => send('approve')}
            >
              {w('approve')}
            </Button>
            <Button
              kind="danger"
              isDisabled={decide.isPending || opinion.trim().length < 2}
              onPress={() => send('reject')}
            >
              {w('reject')}
            </Button>
          </div>
        </>
      )}
    </Panel>
  )
}
