import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byTick, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { proceedingContract } from './proceeding.contract.ts'
import { DeadlineList } from './proceeding.part.tsx'
import { proceedingWords } from './proceeding.words.ts'

export default function Deadlines() {
  const w = useWords(proceedingWords)
  const locale = useLocale()
  const [filters, setFilter] = useFilters(['mine'])
  const { data, error, refetch } = useDoor(proceedingContract.deadlines, filters.mine ? { mine: 'true' } : {})
  return (
    <>
      <PageHeader title={w('deadlines')} lead={w('deadlinesLead')} />
      <FilterRow filters={filters} onChange={setFilter} fields={[byTick('mine', w('onlyMine'))]} />
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      {data?.deadlines.length === 0 && <EmptyState title={w('noDeadlines')} text={w('noDeadlinesText')} />}
      {data && data.deadlines.length > 0 && (
        <Panel>
          <DeadlineList deadlines={data.deadlines} />
        </Panel>
      )}
      {data?.warnedAt && <p className="small soft">{w('warnedAt', { at: formatMoment(data.warnedAt, locale) })}</p>}
    </>
  )
}
