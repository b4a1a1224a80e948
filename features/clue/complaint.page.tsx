import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { useAct, usePages } from '../../platform/ui/query.ts'
import { complaintContract } from './complaint.contract.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import { toldPair } from './complaint-state.ts'

/** Complaints of one's own organisation, drafts among them. */
export default function Complaints() {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const locale = useLocale()
  const navigate = useNavigate()
  const pages = usePages(complaintContract.list, {})
  const begin = useAct(complaintContract.begin, { onDone: ({ id }) => navigate({ to: `/complaints/${id}` }) })
  const complaints = pages.data?.flatMap((page) => page.complaints) ?? []
  return (
    <>
      <PageHeader title={w('complaints')} lead={w('lead')}>
        <Button kind="primary" onPress={() => begin.mutate({})} isDisabled={begin.isPending}>
          {w('begin')}
        </Button>
      </PageHeader>
      <ErrorNotice error={begin.error} />
      <PagedList of={pages} rows={complaints} empty={<EmptyState title={w('none')} text={w('noneText')} />}>
        <DataTable
          caption={w('complaints')}
          rows={complaints}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'accused',
              title: w('accused'),
              kind: 'main',
              cell: ({ id, accused }) => <A to={`/complaints/${id}`}>{accused || w('untitled')}</A>,
            },
            {
              key: 'state',
              title: w('state'),
              cell: ({ sentAt, toldState }) =>
                sentAt ? <Badge tone="info">{say(toldPair(toldState))}</Badge> : <Badge>{w('draft')}</Badge>,
            },
            {
              key: 'sentAt',
              title: w('sentAt'),
              cell: ({ sentAt }) => (sentAt ? formatMoment(sentAt, locale) : '—'),
            },
            { key: 'savedAt', title: w('savedAt'), cell: ({ savedAt }) => formatMoment(savedAt, locale) },
          ]}
        />
      </PagedList>
    </>
  )
}
