import { citationOf } from '../../core/citation.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { lawPageWords } from './law-page.words.ts'
import { LawHeader, VerifiedBadge } from './law-parts.tsx'
import { useLaw } from './use-law.ts'

export default function LawDocumentPage() {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  const { known, error, refetch } = useLaw()
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!known) return <Loading />
  const { data } = known.law
  const { documents } = data
  const { archive, complaintPackage, referralPackage, header, forms } = documents
  const named = (one: { name: string; nameEn: string }) => (english ? `${one.nameEn} · ${one.name}` : one.name)
  return (
    <>
      <LawHeader
        here="documents"
        lead={`${documents.title}（${citationOf(documents.basis, data)}） ${documents.verified}`}
      />
      <Panel title={w('documents')}>
        <DataTable
          caption={w('documents')}
          rows={forms}
          keyOf={({ number }) => String(number)}
          columns={[
            { key: 'number', title: w('number'), kind: 'number', cell: ({ number }) => number },
            { key: 'name', title: w('name'), kind: 'main', cell: named },
            {
              key: 'required',
              title: w('requiredFields'),
              cell: ({ requiredFields, requiredBasis }) => (
                <span lang="zh-CN">
                  {requiredFields.join('、') || '—'}
                  {requiredBasis && <span className="small soft">{` ${citationOf(requiredBasis, data)}`}</span>}
                </span>
              ),
            },
            {
              key: 'suggested',
              title: w('suggestedFields'),
              cell: ({ suggestedFields }) => <span lang="zh-CN">{suggestedFields.join('、') || '—'}</span>,
            },
          ]}
        />
      </Panel>
      <Panel title={w('header')}>
        <ul>
          {header.map((one) => (
            <li key={one.field}>
              {named(one)} <code className="small">{one.field}</code>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={w('archive')}>
        {archive.map((one) => (
          <section key={one.id}>
            <h3>
              {named(one)} <VerifiedBadge mark={one.verified} />
            </h3>
            <ol lang="zh-CN">
              {one.contents.map((content) => (
                <li key={content}>{content}</li>
              ))}
            </ol>
          </section>
        ))}
      </Panel>
      <Panel title={w('complaintPackage')}>
        <p className="small" lang="zh-CN">
          {citationOf(complaintPackage.note, data)} <VerifiedBadge mark={complaintPackage.verified} />
        </p>
        <PackageItems items={complaintPackage.items} named={named} />
        <p>{w('states', { states: complaintPackage.states.map(named).join('、') })}</p>
      </Panel>
      <Panel title={w('referralPackage')}>
        <p className="small">
          {citationOf(referralPackage.basis, data)} <VerifiedBadge mark={referralPackage.verified} />
        </p>
        <PackageItems items={referralPackage.items} named={named} />
      </Panel>
    </>
  )
}

type Item = { readonly number: number; readonly name: string; readonly nameEn: string; readonly detail: string | null }

const PackageItems = ({ items, named }: { items: readonly Item[]; named: (item: Item) => string }) => (
  <ol>
    {items.map((item) => (
      <li key={item.number}>
        {named(item)}
        {item.detail && (
          <span className="small soft" lang="zh-CN">
            {` ${item.detail}`}
          </span>
        )}
      </li>
    ))}
  </ol>
)
