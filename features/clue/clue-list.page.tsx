import type { z } from 'zod'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byChoice, byOption, byText, byTick, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { clueContract } from './clue.contract.ts'
import { clueMachine } from './clue.rules.ts'
import { type ClueRow, clueSources, sourceWords } from './clue.schema.ts'
import { cluePageWords } from './clue-page.words.ts'

type Filter = z.input<typeof clueContract.list.input>
const states: Readonly<Record<string, readonly [string, string]>> = clueMachine.states

export default function Clues() {
  const w = useWords(cluePageWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const [filters, setFilter] = useFilters(['search', 'source', 'state', 'mine', 'open'])
  const { mine, open, ...texts } = filters
  const pages = usePages(clueContract.list, {
    ...texts,
    ...(mine && { mine: 'true' }),
    ...(open && { open: 'true' }),
  } as Filter)
  const clues = pages.data?.flatMap((page) => page.clues) ?? []
  return (
    <>
      <PageHeader title={w('clues')} lead={w('cluesLead')}>
        {may('case.register') && (
          <A to="/clues/new" className="button primary">
            {w('register')}
          </A>
        )}
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('search'),
          byChoice('source', w('source'), clueSources, (id) => say(sourceWords[id])),
          byOption(
            'state',
            w('state'),
            Object.entries(states)
              .filter(([id]) => id !== clueMachine.initial)
              .map(([id, words]) => ({ id, text: say(words) })),
          ),
          byTick('mine', w('onlyMine')),
          byTick('open', w('onlyOpen')),
        ]}
      />
      <PagedList of={pages} rows={clues} empty={<EmptyState title={w('noClues')} text={w('noCluesText')} />}>
        <DataTable
          caption={w('clues')}
          rows={clues}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'title',
              title: w('name'),
              kind: 'main',
              cell: ({ id, title }) => <A to={`/clues/${id}`}>{title}</A>,
            },
            { key: 'number', title: w('number'), cell: ({ number }) => number ?? '—' },
            { key: 'source', title: w('source'), cell: ({ source }) => say(sourceWords[source]) },
            {
              key: 'state',
              title: w('state'),
              cell: ({ state, closedOn }) => (
                <Badge tone={closedOn ? 'plain' : 'info'}>{say(states[state] ?? [state, state])}</Badge>
              ),
            },
            { key: 'receivedOn', title: w('receivedOn'), cell: ({ openedOn }) => formatDay(openedOn, locale) },
            { key: 'due', title: w('due'), cell: ({ inquiry }) => <InquiryDue inquiry={inquiry} /> },
            { key: 'handlers', title: w('handlers'), cell: ({ handlers }) => handlers.join('、') || '—' },
          ]}
        />
      </PagedList>
    </>
  )
}

function InquiryDue({ inquiry }: Pick<ClueRow, 'inquiry'>) {
  const w = useWords(cluePageWords)
  const locale = useLocale()
  if (!inquiry) return '—'
  if (inquiry.state === 'paused') return <Badge>{w('paused')}</Badge>
  const day = inquiry.due ?? inquiry.notBefore
  if (!day) return '—'
  const text = formatDay(day, locale)
  return inquiry.state === 'overdue' ? (
    <span className="late">
      {text} {w('overdue')}
    </span>
  ) : (
    (inquiry.due && text) || w('notBefore', { day: text })
  )
}
