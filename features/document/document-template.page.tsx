import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { layoutWords } from './document.words.ts'
import { templateContract } from './document-template.contract.ts'
import { templateWords } from './document-template-page.words.ts'

/** Every form that the procedures use, and whether the office has put its own format in its place. */
export default function Templates() {
  const w = useWords(templateWords)
  const say = useSay()
  const locale = useLocale()
  const { data, error, refetch } = useDoor(templateContract.list, {})
  return (
    <>
      <PageHeader title={w('templates')} lead={w('lead')} />
      <ErrorNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <Notice>{data.note}</Notice>
          <DataTable
            caption={w('templates')}
            rows={data.templates}
            keyOf={({ form }) => String(form)}
            columns={[
              {
                key: 'form',
                title: w('form'),
                kind: 'main',
                cell: ({ form, title }) => (
                  <A to={`/templates/${form}`}>
                    {form} {say(title)}
                  </A>
                ),
              },
              { key: 'layout', title: w('layout'), cell: ({ layout }) => say(layoutWords[layout]) },
              {
                key: 'contents',
                title: w('contents'),
                cell: ({ statutory, suggested }) => w('counts', { statutory, suggested }),
              },
              { key: 'issuer', title: w('issuer'), cell: ({ issuedBy }) => w(issuedBy) },
              {
                key: 'version',
                title: w('version'),
                cell: ({ version, madeAt }) =>
                  version === 0 ? (
                    <Badge>{w('shipped')}</Badge>
                  ) : (
                    <>
                      <Badge tone="good">{w('own', { version })}</Badge>{' '}
                      {madeAt && <span className="small soft">{formatMoment(madeAt, locale)}</span>}
                    </>
                  ),
              },
            ]}
          />
          <Panel title={w('leftOut')}>
            <ul className="list">
              {data.leftOut.map(({ form, reason }) => (
                <li key={form}>
                  {w('formNumber', { form })}：{say(reason)}
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
    </>
  )
}
