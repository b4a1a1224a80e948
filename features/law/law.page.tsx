import { citationOf } from '../../core/citation.ts'
import type { PeriodRule } from '../../core/period-rule.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byChoice, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords, markOptions, markWordKeys } from './law-page.words.ts'
import { LawHeader, useLength, VerifiedBadge } from './law-parts.tsx'
import { useLaw } from './use-law.ts'

export default function LawPage() {
  const w = useWords(lawPageWords)
  const say = useSay()
  const lengthOf = useLength()
  const { known, error, refetch } = useLaw()
  const [filters, setFilter] = useFilters(['search', 'mark'])
  const periods = known?.law.periods.filter(matching(filters.search ?? '', filters.mark ?? '')) ?? []
  return (
    <>
      <LawHeader here="periods" />
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('search', w('search')),
          byChoice('mark', w('mark'), markOptions, (mark) => w(markWordKeys[mark])),
        ]}
      />
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!known && !error && <Loading />}
      {known && (
        <Panel title={`${w('periods')} (${periods.length})`}>
          {periods.length === 0 ? (
            <p className="soft">{w('nothingFound')}</p>
          ) : (
            <DataTable
              caption={w('periods')}
              rows={periods}
              keyOf={({ id }) => id}
              columns={[
                { key: 'id', title: w('id'), cell: ({ id }) => <code>{id}</code> },
                {
                  key: 'matter',
                  title: w('matter'),
                  kind: 'main',
                  cell: ({ id, matter }) => <A to={`/law/periods/${id}`}>{say(matter)}</A>,
                },
                { key: 'trigger', title: w('trigger'), cell: ({ trigger }) => say(trigger) },
                { key: 'length', title: w('length'), cell: lengthOf },
                { key: 'basis', title: w('basis'), cell: ({ basis }) => citationOf(basis, known.law.data) },
                { key: 'mark', title: w('mark'), cell: ({ verified }) => <VerifiedBadge mark={verified} /> },
              ]}
            />
          )}
        </Panel>
      )}
      {known && <CountingRules known={known} />}
    </>
  )
}

const matching = (search: string, mark: string) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ id, matter, trigger, basis, verified }: PeriodRule): boolean => {
    const text = [id, ...matter, ...trigger, basis].join(' ').toLowerCase()
    return (mark === '' || verified === mark) && words.every((word) => text.includes(word))
  }
}

type Known = NonNullable<ReturnType<typeof useLaw>['known']>

function CountingRules({ known: { law, calendar } }: { known: Known }) {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  return (
    <Panel title={w('countingRules')}>
      <DataTable
        caption={w('countingRules')}
        rows={law.data.countingRules}
        keyOf={({ id }) => id}
        columns={[
          { key: 'id', title: w('id'), cell: ({ id }) => <code>{id}</code> },
          { key: 'rule', title: w('rule'), kind: 'main', cell: (one) => (english ? one.ruleEn : one.rule) },
          { key: 'content', title: w('content'), cell: (one) => (english ? one.contentEn : one.content) },
          { key: 'basis', title: w('basis'), cell: ({ basis }) => citationOf(basis, law.data) },
        ]}
      />
      <p className="small soft">{w('calendarsText', { from: calendar.firstYear, to: calendar.lastYear })}</p>
      <ul className="small">
        {calendar.years.map(({ year, source }) => (
          <li key={year} lang="zh-CN">
            {source}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
