import { citationOf } from '../../core/citation.ts'
import { articleOn, type Law, lawInForceOn, penaltyTiersOn } from '../../core/law.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byDay, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatNumber } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords } from './law-page.words.ts'
import { LawHeader, VerifiedBadge } from './law-parts.tsx'
import { useLaw } from './use-law.ts'

/** The versions of the law: which articles and which fines apply to an act that ended on a day. */
export default function LawArticlePage() {
  const w = useWords(lawPageWords)
  const { known, error, refetch } = useLaw()
  const [filters, setFilter] = useFilters(['endedOn'])
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!known) return <Loading />
  const day = dayOf(filters.endedOn ?? '')
  return (
    <>
      <LawHeader here="articles" lead={w('endedOnLead')} />
      <FilterRow filters={filters} onChange={setFilter} fields={[byDay('endedOn', w('endedOn'))]} />
      <Articles law={known.law} day={day} />
      <Fines law={known.law} day={day} />
      {day && <InForce law={known.law} day={day} />}
    </>
  )
}

function dayOf(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

function Articles({ law, day }: { law: Law; day: Temporal.PlainDate | null }) {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  const cell = (article: string | null, id: string, version: '2019' | '2025') => (
    <>
      {article ?? '—'}{' '}
      {day && articleOn(law.data, id, day)?.version === version && <Badge tone="good">{w('applies')}</Badge>}
    </>
  )
  return (
    <Panel title={w('articles')}>
      <DataTable
        caption={w('articles')}
        rows={law.data.articles}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'topic',
            title: w('topic'),
            kind: 'main',
            cell: (one) => (
              <>
                {english ? one.topicEn : one.topic} {one.added && <Badge tone="info">{w('added')}</Badge>}
              </>
            ),
          },
          { key: 'before', title: w('article2019'), cell: ({ id, before }) => cell(before, id, '2019') },
          { key: 'now', title: w('article2025'), cell: ({ id, now }) => cell(now, id, '2025') },
          { key: 'change', title: w('change'), cell: ({ change }) => <span lang="zh-CN">{change ?? '—'}</span> },
          { key: 'mark', title: w('mark'), cell: ({ verified }) => <VerifiedBadge mark={verified} /> },
        ]}
      />
    </Panel>
  )
}

function Fines({ law, day }: { law: Law; day: Temporal.PlainDate | null }) {
  const w = useWords(lawPageWords)
  const locale = useLocale()
  const tiers = day ? penaltyTiersOn(law.data, day) : law.data.penaltyTiers
  return (
    <Panel title={w('tiers')}>
      <DataTable
        caption={w('tiers')}
        rows={tiers}
        keyOf={({ id, endedTo }) => `${id} ${endedTo}`}
        columns={[
          { key: 'name', title: w('name'), kind: 'main', cell: (one) => (locale === 'en' ? one.nameEn : one.name) },
          {
            key: 'fine',
            title: w('tiers'),
            cell: ({ fineYuan }) =>
              w('fineRange', {
                from: formatNumber(fineYuan.from, locale),
                to: formatNumber(fineYuan.to, locale),
              }),
          },
          { key: 'besides', title: w('besides'), cell: ({ besides }) => <span lang="zh-CN">{besides}</span> },
          { key: 'basis', title: w('basis'), cell: ({ basis }) => citationOf(basis, law.data) },
          {
            key: 'note',
            title: w('note'),
            cell: ({ note }) => <span lang="zh-CN">{citationOf(note ?? '—', law.data)}</span>,
          },
        ]}
      />
    </Panel>
  )
}

function InForce({ law, day }: { law: Law; day: Temporal.PlainDate }) {
  const w = useWords(lawPageWords)
  const { inForce, beginningUnknown } = lawInForceOn(law.data, day)
  const names = (list: typeof inForce) => (
    <ul lang="zh-CN">
      {list.map(({ id, title, version }) => (
        <li key={id}>
          {title} <span className="small soft">{version}</span>
        </li>
      ))}
    </ul>
  )
  return (
    <Panel title={w('inForce')}>
      {names(inForce)}
      <h3>{w('beginningUnknown')}</h3>
      {names(beginningUnknown)}
    </Panel>
  )
}
