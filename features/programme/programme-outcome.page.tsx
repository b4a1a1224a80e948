import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { exchangeContract, outcomeContract } from './programme.contract.ts'
import { itemsOf } from './programme.schema.ts'
import { outcomeKindWords } from './programme-kind.words.ts'
import { outcomeKinds } from './programme-outcome.schema.ts'
import { OutcomeList } from './programme-outcome-list.tsx'
import { programmePageWords } from './programme-page.words.ts'
import { useProgramme } from './programme-parts.tsx'

type Filter = Parameters<typeof urlOf<typeof exchangeContract.exportOutcomes.input>>[1]

export default function Outcomes() {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const may = useMay()
  const programme = useProgramme()
  const [filters, setFilter] = useFilters(['text', 'itemId', 'measureId', 'targetId', 'kind', 'organisationId'])
  const filter = filters as Filter
  const pages = usePages(outcomeContract.list, filter)
  const outcomes = pages.data?.flatMap((page) => page.outcomes) ?? []
  const all = { id: '', text: common('all') }
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
      <div className="filters">
        <TextField
          filter
          label={common('search')}
          type="search"
          value={filters.text ?? ''}
          onChange={(text) => setFilter({ text })}
        />
        <SelectField
          filter
          label={w('kind')}
          value={filters.kind ?? ''}
          onChange={(kind) => setFilter({ kind })}
          options={[all, ...outcomeKinds.map((id) => ({ id, text: say(outcomeKindWords[id]) }))]}
        />
        <SelectField
          filter
          label={w('item')}
          value={filters.itemId ?? ''}
          onChange={(itemId) => setFilter({ itemId })}
          options={[
            all,
            ...(programme.data
              ? itemsOf(programme.data.document).map(({ item }) => ({ id: item.id, text: `${item.id} ${item.title}` }))
              : []),
          ]}
        />
      </div>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && outcomes.length === 0 && <EmptyState title={w('noOutcomes')} text={w('noOutcomesText')} />}
      {outcomes.length > 0 && (
        <Panel>
          <OutcomeList outcomes={outcomes} />
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
