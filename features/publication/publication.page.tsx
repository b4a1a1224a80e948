import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byChoice, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { publicationContract } from './publication.contract.ts'
import { DraftState, publicationKinds } from './publication.schema.ts'
import { kindWords, stateWords } from './publication.words.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

export default function Publications() {
  const w = useWords(publicationEditorWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const [filters, setFilter] = useFilters(['text', 'kind', 'state'])
  const kind = publicationKinds.find((one) => one === filters.kind)
  const state = DraftState.options.find((one) => one === filters.state)
  const pages = usePages(publicationContract.list, {
    ...(kind && { kind }),
    ...(state && { state }),
    ...(filters.text && { text: filters.text }),
  })
  const rows = pages.data?.flatMap((page) => page.publications) ?? []
  const begin = may('publication.write') && (
    <A to="/publications/new" className="button primary">
      {w('begin')}
    </A>
  )
  return (
    <>
      <PageHeader title={w('texts')} lead={w('lead')}>
        {begin}
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('text'),
          byChoice('kind', w('kind'), publicationKinds, (id) => say(kindWords[id])),
          byChoice('state', w('state'), DraftState.options, (id) => say(stateWords[id])),
        ]}
      />
      <PagedList of={pages} rows={rows} empty={<EmptyState title={w('none')} text={w('noneText')} />}>
        <DataTable
          caption={w('texts')}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'title',
              title: w('title'),
              kind: 'main',
              cell: ({ id, title, commentsWaiting }) => (
                <>
                  <A to={`/publications/${id}`}>{title}</A>{' '}
                  {commentsWaiting > 0 && <Badge tone="warn">{w('waiting', { count: commentsWaiting })}</Badge>}
                </>
              ),
            },
            { key: 'kind', title: w('kind'), cell: (row) => say(kindWords[row.kind]) },
            { key: 'state', title: w('state'), cell: (row) => say(stateWords[row.state]) },
            {
              key: 'version',
              title: w('version'),
              kind: 'number',
              cell: ({ currentVersion }) => currentVersion ?? '—',
            },
            { key: 'updated', title: w('updatedAt'), cell: ({ updatedAt }) => formatMoment(updatedAt, locale) },
          ]}
        />
      </PagedList>
    </>
  )
}
