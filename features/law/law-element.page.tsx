import { citationOf } from '../../core/citation.ts'
import type { Enumeration } from '../../core/law-data.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords } from './law-page.words.ts'
import { LawHeader, VerifiedBadge } from './law-parts.tsx'
import { useLaw } from './use-law.ts'

export default function LawElementPage() {
  const { known, error, refetch } = useLaw()
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!known) return <Loading />
  const { data } = known.law
  return (
    <>
      <LawHeader here="elements" />
      {data.enumerations.map((one) => (
        <List key={one.id} list={one} cite={(text) => citationOf(text, data)} />
      ))}
    </>
  )
}

function List({ list, cite }: { list: Enumeration; cite: (text: string) => string }) {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  const title = english ? list.titleEn : list.title
  return (
    <Panel title={title} id={list.id}>
      <p className="small soft">
        {cite(list.basis)} <VerifiedBadge mark={list.verified} />
      </p>
      {list.note && (
        <p className="small" lang="zh-CN">
          {cite(list.note)}
        </p>
      )}
      <DataTable
        caption={title}
        rows={list.entries}
        keyOf={({ code }) => code}
        columns={[
          { key: 'code', title: w('code'), cell: ({ code }) => <code>{code}</code> },
          {
            key: 'text',
            title: w('content'),
            kind: 'main',
            cell: ({ text, textEn, group, detail }) => (
              <>
                {group && <span className="small soft">{`${group} `}</span>}
                {english ? `${textEn} · ${text}` : text}
                {detail && (
                  <>
                    <br />
                    <span className="small soft" lang="zh-CN">
                      {cite(detail)}
                    </span>
                  </>
                )}
              </>
            ),
          },
          {
            key: 'basis',
            title: w('basis'),
            cell: ({ basis, verified }) => (
              <>
                {cite(basis ?? list.basis)} <VerifiedBadge mark={verified ?? list.verified} />
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}
