import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byOption, byText, byTick, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { useDoor, usePages } from '../../platform/ui/query.ts'
import { proceedingContract } from './proceeding.contract.ts'
import { appPath } from './proceeding.part.tsx'
import { proceedingWords } from './proceeding.words.ts'

export default function Matters() {
  const w = useWords(proceedingWords)
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
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('search'),
          byOption(
            'kind',
            w('kind'),
            (kinds.data?.kinds ?? []).map(({ kind, words }) => ({ id: kind, text: say(words) })),
          ),
          byTick('mine', w('onlyMine')),
          byTick('open', w('onlyOpen')),
        ]}
      />
      <PagedList of={pages} rows={matters} empty={<EmptyState title={w('noMatters')} text={w('noMattersText')} />}>
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
      </PagedList>
    </>
  )
}
