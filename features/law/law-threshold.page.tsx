import { citationOf } from '../../core/citation.ts'
import type { LawParameter } from '../../core/law-data.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords } from './law-page.words.ts'
import { LawHeader, VerifiedBadge } from './law-parts.tsx'
import { Setting, useValue } from './law-setting.tsx'
import { useLaw } from './use-law.ts'

export default function LawThresholdPage() {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  const inWords = useValue()
  const { known, error, refetch } = useLaw()
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!known) return <Loading />
  const { law, open, set } = known
  const { parameters, statements } = law.data
  const cite = (text: string) => citationOf(text, law.data)
  const nameOf = (one: LawParameter) => (english ? one.matterEn : one.matter)
  const settable = open.flatMap((one) => {
    const parameter = parameters.find(({ id }) => id === one.path)
    return parameter ? [{ one, parameter }] : []
  })
  return (
    <>
      <LawHeader here="thresholds" />
      <Panel title={w('settings')}>
        <p className="small soft">{w('editText')}</p>
        <ul className="list">
          {settable.map(({ one, parameter }) => (
            <Setting key={one.path} open={one} title={nameOf(parameter)} unit={parameter.unit} set={set} />
          ))}
        </ul>
      </Panel>
      <Panel title={w('thresholds')}>
        <DataTable
          caption={w('thresholds')}
          rows={parameters}
          keyOf={({ id }) => id}
          columns={[
            { key: 'matter', title: w('matter'), kind: 'main', cell: nameOf },
            {
              key: 'value',
              title: w('value'),
              cell: ({ value, unit, choices }) => `${inWords(value, choices)}${unit ? ` ${unit}` : ''}`,
            },
            { key: 'basis', title: w('basis'), cell: ({ basis }) => cite(basis) },
            { key: 'mark', title: w('mark'), cell: ({ verified }) => <VerifiedBadge mark={verified} /> },
            { key: 'note', title: w('note'), cell: ({ note }) => <span lang="zh-CN">{cite(note ?? '—')}</span> },
          ]}
        />
      </Panel>
      {statements.map((group) => (
        <Panel key={group.id} title={english ? group.titleEn : group.title}>
          <DataTable
            caption={english ? group.titleEn : group.title}
            rows={group.statements}
            keyOf={({ id }) => id}
            columns={[
              { key: 'topic', title: w('topic'), kind: 'main', cell: (one) => (english ? one.topicEn : one.topic) },
              { key: 'rule', title: w('content'), cell: (one) => <Rule {...one} cite={cite} /> },
              { key: 'basis', title: w('basis'), cell: ({ basis }) => cite(basis) },
              { key: 'mark', title: w('mark'), cell: ({ verified }) => <VerifiedBadge mark={verified} /> },
            ]}
          />
        </Panel>
      ))}
    </>
  )
}

function Rule({ rule, note, cite }: { rule: string; note: string | null; cite: (text: string) => string }) {
  return (
    <span lang="zh-CN">
      {cite(rule)}
      {note && (
        <>
          <br />
          <span className="small soft">{cite(note)}</span>
        </>
      )}
    </span>
  )
}
