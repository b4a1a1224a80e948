import { urlOf } from '../../platform/ui/client.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byChoice, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { depositContract } from './deposit.contract.ts'
import { type DepositState, depositStates } from './deposit.schema.ts'
import { depositPageWords } from './deposit-page.words.ts'
import { stateTones } from './deposit-state.ts'

export default function Deposits() {
  const w = useWords(depositPageWords)
  const locale = useLocale()
  const may = useMay()
  const [filters, setFilter] = useFilters(['search', 'state'])
  const pages = usePages(depositContract.list, {
    ...(filters.search && { search: filters.search }),
    ...(filters.state && { state: filters.state as DepositState }),
  })
  const deposits = pages.data?.flatMap((page) => page.deposits) ?? []
  const unfiltered = !filters.search && !filters.state
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')}>
        <A to="/deposits/new" className="button primary">
          {w('make')}
        </A>
        {may('deposit.manage-keys') && (
          <A to="/deposit-keys" className="button">
            {w('keys')}
          </A>
        )}
        {deposits.length > 0 && (
          <a className="button" href={urlOf(depositContract.exportAll, {})}>
            {w('export')}
          </a>
        )}
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[byText('search', w('search')), byChoice('state', w('state'), depositStates, (id) => w(id))]}
      />
      <PagedList
        of={pages}
        rows={deposits}
        empty={
          <EmptyState title={w('none')} text={unfiltered ? w('noneText') : w('noMatch')}>
            {unfiltered && (
              <A to="/deposits/new" className="button primary">
                {w('make')}
              </A>
            )}
          </EmptyState>
        }
      >
        <DataTable
          caption={w('title')}
          rows={deposits}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'label',
              title: w('label'),
              kind: 'main',
              cell: ({ id, label }) => <A to={`/deposits/${id}`}>{label || w('unnamed')}</A>,
            },
            {
              key: 'state',
              title: w('state'),
              cell: ({ state }) => <Badge tone={stateTones[state]}>{w(state)}</Badge>,
            },
            { key: 'madeAt', title: w('madeAt'), cell: ({ madeAt }) => formatMoment(madeAt, locale) },
            { key: 'madeBy', title: w('madeBy'), cell: ({ madeBy }) => madeBy || '—' },
            { key: 'place', title: w('place'), kind: 'number', cell: ({ index }) => index.toLocaleString(locale) },
            {
              key: 'recheckOn',
              title: w('recheckOn'),
              cell: ({ recheckOn }) => (recheckOn ? formatDay(recheckOn, locale) : '—'),
            },
          ]}
        />
      </PagedList>
    </>
  )
}
