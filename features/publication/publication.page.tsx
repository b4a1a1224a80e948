import { commonWords } from '../../platform/ui/common.words.ts'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { publicationContract } from './publication.contract.ts'
import { DraftState, publicationKinds } from './publication.schema.ts'
import { kindWords, stateWords } from './publication.words.ts'
import { publicationEditorWords } from './publication-editor.words.ts'

export default function Publications() {
  const w = useWords(publicationEditorWords)
  const common = useWords(commonWords)
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
  const all = { id: '', text: common('all') }
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
          onChange={(value) => setFilter({ kind: value })}
          options={[all, ...publicationKinds.map((id) => ({ id, text: say(kindWords[id]) }))]}
        />
        <SelectField
          filter
          label={w('state')}
          value={filters.state ?? ''}
          onChange={(value) => setFilter({ state: value })}
          options={[all, ...DraftState.options.map((id) => ({ id, text: say(stateWords[id]) }))]}
        />
      </div>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && rows.length === 0 && <EmptyState title={w('none')} text={w('noneText')} />}
      {rows.length > 0 && (
        <Panel>
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
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
