import { defineWords } from '../../core/words.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { journalContract } from './journal.contract.ts'

const words = defineWords({
  title: ['办事日志', 'Journal'],
  lead: [
    '每项办理与登录在发生的同时记入，不能修改或删除；查看日志本身也会记下。',
    'Every act and sign-in is written as it happens and cannot be changed or removed; looking at it is written down too.',
  ],
  act: ['事项（如 task、account.sign-in）', 'Act, such as task or account.sign-in'],
  at: ['时间', 'When'],
  what: ['事项', 'Act'],
  who: ['办理人', 'Who'],
  subject: ['对象', 'Subject'],
  digest: ['摘要', 'Digest'],
})

export default function Journal() {
  const w = useWords(words)
  const locale = useLocale()
  const [filters, setFilter] = useFilters(['act', 'subject'])
  const pages = usePages(journalContract.list, filters)
  const entries = pages.data?.flatMap((page) => page.entries) ?? []
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <FilterRow filters={filters} onChange={setFilter} fields={[byText('act', w('act'))]} />
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      <Panel>
        <DataTable
          caption={w('title')}
          rows={entries}
          keyOf={({ id }) => String(id)}
          columns={[
            { key: 'at', title: w('at'), cell: ({ at }) => formatMoment(at, locale) },
            { key: 'act', title: w('what'), kind: 'main', cell: ({ act }) => <code>{act}</code> },
            {
              key: 'who',
              title: w('who'),
              cell: ({ person, organisation }) => [person, organisation].filter(Boolean).join(' · ') || '—',
            },
            {
              key: 'subject',
              title: w('subject'),
              cell: ({ subject }) => <code className="small">{subject ?? '—'}</code>,
            },
            {
              key: 'digest',
              title: w('digest'),
              cell: ({ digest }) => <code className="small">{digest.slice(0, 12)}…</code>,
            },
          ]}
        />
        <MorePages of={pages} />
      </Panel>
    </>
  )
}
