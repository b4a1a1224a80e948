import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byChoice, byOption, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { exchangeContract, outcomeContract } from './programme.contract.ts'
import { outcomeKindWords } from './programme-kind.words.ts'
import { outcomeKinds } from './programme-outcome.schema.ts'
import { OutcomeList } from './programme-outcome-list.tsx'
import { programmePageWords } from './programme-page.words.ts'
import { useItemOptions } from './programme-parts.tsx'

type Filter = Parameters<typeof urlOf<typeof exchangeContract.exportOutcomes.input>>[1]

export default function Outcomes() {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const may = useMay()
  const items = useItemOptions()
  const [filters, setFilter] = useFilters(['text', 'itemId', 'measureId', 'targetId', 'kind', 'organisationId'])
  const filter = filters as Filter
  const pages = usePages(outcomeContract.list, filter)
  const outcomes = pages.data?.flatMap((page) => page.outcomes) ?? []
  return (
    <>
      <PageHeader title={w('outcomes')} lead={w('noOutcomesText')}>
        {may('programme.record-outcome') && (
          <A to="/outcomes/new" className="button primary">
            {w('record')}
          </A>
        )}
        <a className="button" href={urlOf(exchangeContract.exportOutcomes, filter)}>
          {common('export')}
        </a>
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('text'),
          byChoice('kind', w('kind'), outcomeKinds, (id) => say(outcomeKindWords[id])),
          byOption('itemId', w('item'), items),
        ]}
      />
      <PagedList of={pages} rows={outcomes} empty={<EmptyState title={w('noOutcomes')} text={w('noOutcomesText')} />}>
        <OutcomeList outcomes={outcomes} />
      </PagedList>
    </>
  )
}
