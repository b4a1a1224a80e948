import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { depositContract } from './deposit.contract.ts'
import { type DepositState, depositStates } from './deposit.schema.ts'
import { depositPageWords } from './deposit-page.words.ts'
import { stateTones } from './deposit-state.ts'

export default function Deposits() {
  const w = useWords(depositPageWords)
  const common = useWords(commonWords)
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
      <div className="filters">
        <TextField
          filter
          type="search"
          label={w('search')}
          value={filters.search ?? ''}
          onChange={(search) => setFilter({ search })}
        />
        <SelectField
          filter
          label={w('state')}
          value={filters.state ?? ''}
          onChange={(state) => setFilter({ state })}
          options={[{ id: '', text: common('all') }, ...depositStates.map((id) => ({ id, text: w(id) }))]}
        />
      </div>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && deposits.length === 0 && (
        <EmptyState title={w('none')} text={unfiltered ? w('noneText') : w('noMatch')}>
          {unfiltered && (
            <A to="/deposits/new" className="button primary">
              {w('make')}
            </A>
          )}
        </EmptyState>
      )}
      {deposits.length > 0 && (
        <Panel>
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
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
