import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { secretLevels } from './classification.schema.ts'
import { countName } from './counts.part.tsx'
import { useClassification } from './register.client.ts'
import { countsWords } from './register-counts.words.ts'

/** What the office may know of registers: numbers, of those who agreed. */
export default function RegisterCountsPage() {
  const w = useWords(countsWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <Given />
    </>
  )
}

function Given() {
  const w = useWords(countsWords)
  const say = useSay()
  const locale = useLocale()
  const { data, error, refetch } = useDoor(sealedContract.counts, {})
  const classification = useClassification()
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data || !classification) return <Loading />
  const firms = data.counts
  if (firms.length === 0) return <EmptyState title={w('none')} text="" />
  const levelsOf = (counts: Readonly<Record<string, number>>) =>
    secretLevels.reduce((sum, id) => sum + (counts[`level:${id}`] ?? 0), 0)
  const kinds = new Map<string, number>()
  for (const { counts } of firms)
    for (const [key, n] of Object.entries(counts))
      if (key.startsWith('kind:')) kinds.set(key, (kinds.get(key) ?? 0) + n)
  return (
    <>
      <Panel
        title={w('total', { firms: firms.length, n: firms.reduce((sum, { counts }) => sum + levelsOf(counts), 0) })}
      >
        <DataTable
          caption={w('title')}
          rows={firms}
          keyOf={({ organisationId }) => organisationId}
          columns={[
            { key: 'firm', title: w('firm'), kind: 'main', cell: ({ organisation }) => organisation },
            ...secretLevels.map((id) => ({
              key: id,
              title: say(countName(classification, `level:${id}`)),
              kind: 'number' as const,
              cell: ({ counts }: (typeof firms)[number]) => counts[`level:${id}`] ?? 0,
            })),
            { key: 'sum', title: w('sum'), kind: 'number', cell: ({ counts }) => levelsOf(counts) },
            {
              key: 'at',
              title: w('at'),
              cell: ({ countedAt }) => (countedAt ? formatMoment(countedAt, locale) : '—'),
            },
          ]}
        />
      </Panel>
      <Panel title={w('kinds')}>
        <DataTable
          caption={w('kinds')}
          rows={[...kinds].sort(([, a], [, b]) => b - a)}
          keyOf={([key]) => key}
          columns={[
            { key: 'kind', title: w('kind'), kind: 'main', cell: ([key]) => say(countName(classification, key)) },
            { key: 'n', title: w('number'), kind: 'number', cell: ([, n]) => n },
          ]}
        />
      </Panel>
    </>
  )
}
