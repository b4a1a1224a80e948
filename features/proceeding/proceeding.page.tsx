import { commonWords } from '../../platform/ui/common.words.ts'
import { CheckField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { useDoor, usePages } from '../../platform/ui/query.ts'
import { proceedingContract } from './proceeding.contract.ts'
import { appPath } from './proceeding.part.tsx'
import { proceedingWords } from './proceeding.words.ts'

export default function Matters() {
  const w = useWords(proceedingWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const [filters, setFilter] = useFilters(['search', 'kind', 'mine', 'open'])
  const kinds = useDoor(proceedingContract.kinds, {})
  const pages = usePages(proceedingContract.list, {
    ...(filters.search && { search: filters.search }),
    ...(filters.kind && { kind: filters.kind }),
    ...(filters.mine && { mine: 'true' }),
    ...(filters.open && { open: 'true' }),
  })
  const matters = pages.data?.flatMap((page) => page.matters) ?? []
  return (
    <>
      <PageHeader title={w('matters')} lead={w('mattersLead')} />
      <div className="filters">
        <TextField
          filter
          type="search"
          label={common('search')}
          value={filters.search ?? ''}
          onChange={(search) => setFilter({ search })}
        />
        <SelectField
          filter
          label={w('kind')}
          value={filters.kind ?? ''}
          onChange={(kind) => setFilter({ kind })}
          options={[
            { id: '', text: common('all') },
            ...(kinds.data?.kinds ?? []).map(({ kind, words }) => ({ id: kind, text: say(words) })),
          ]}
        />
        <CheckField
          label={w('onlyMine')}
          value={filters.mine === '1'}
          onChange={(on) => setFilter({ mine: on ? '1' : '' })}
        />
        <CheckField
          label={w('onlyOpen')}
          value={filters.open === '1'}
          onChange={(on) => setFilter({ open: on ? '1' : '' })}
        />
      </div>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && matters.length === 0 && <EmptyState title={w('noMatters')} text={w('noMattersText')} />}
      {matters.length > 0 && (
        <Panel>
          <DataTable
            caption={w('matters')}
            rows={matters}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'title',
                title: w('name'),
                kind: 'main',
                cell: ({ link, title }) => <A to={appPath(link)}>{title}</A>,
              },
              { key: 'number', title: w('number'), cell: ({ number }) => number ?? '—' },
              { key: 'kind', title: w('kind'), cell: ({ kindWords }) => say(kindWords) },
              {
                key: 'state',
                title: w('state'),
                cell: ({ stateWords, closedOn }) => <Badge tone={closedOn ? 'plain' : 'info'}>{say(stateWords)}</Badge>,
              },
              { key: 'openedOn', title: w('openedOn'), cell: ({ openedOn }) => formatDay(openedOn, locale) },
            ]}
          />
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
