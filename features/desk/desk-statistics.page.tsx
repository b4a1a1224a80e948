import { urlOf } from '../../platform/ui/client.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { byDay, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { thisMonth } from '../../platform/ui/month.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { appPath } from '../proceeding/proceeding.part.tsx'
import { deskContract } from './desk.contract.ts'
import { deskWords } from './desk.words.ts'

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

export default function Statistics() {
  const w = useWords(deskWords)
  const say = useSay()
  const locale = useLocale()
  const year = thisMonth().slice(0, 4)
  const [{ from = `${year}-01-01`, to = `${year}-12-31` }, setFilter] = useFilters(['from', 'to'])
  const ready = isDay(from) && isDay(to)
  const { data, error } = useDoor(deskContract.statistics, { from, to }, { enabled: ready })
  const shown = (value: number, unit: 'count' | 'fen') =>
    unit === 'fen'
      ? new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY' }).format(value / 100)
      : `${new Intl.NumberFormat(locale).format(value)} ${w('cases')}`
  return (
    <>
      <PageHeader title={w('statistics')} lead={w('statisticsLead')}>
        {ready && (
          <a className="button" href={urlOf(deskContract.statisticsFile, { from, to })}>
            {w('exportFile')}
          </a>
        )}
      </PageHeader>
      <FilterRow
        filters={{ from, to }}
        onChange={setFilter}
        fields={[byDay('from', w('from')), byDay('to', w('to'))]}
      />
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data && (
        <>
          <p>{w('openNow', { count: data.openNow, overdue: data.overdueNow })}</p>
          <Panel title={w('figures')}>
            <DataTable
              caption={w('figures')}
              rows={data.figures}
              keyOf={({ id }) => id}
              columns={[
                { key: 'figure', title: w('figure'), kind: 'main', cell: ({ words }) => say(words) },
                { key: 'value', title: w('value'), kind: 'number', cell: ({ value, unit }) => shown(value, unit) },
                {
                  key: 'counted',
                  title: w('counted'),
                  cell: ({ counted, matters }) => (
                    <>
                      <span className="small soft">{say(counted)}</span>
                      {matters.length > 0 && (
                        <details>
                          <summary>{w('drill', { count: matters.length })}</summary>
                          <ul>
                            {matters.map(({ id, link, title, number }) => (
                              <li key={id}>
                                <A to={appPath(link)}>{number ?? title}</A>
                              </li>
                            ))}
                          </ul>
                        </details>
                      )}
                    </>
                  ),
                },
              ]}
            />
          </Panel>
          <Panel title={w('stages')}>
            <p className="soft">{data.stages.length === 0 ? w('noStages') : w('stagesLead')}</p>
            {data.stages.length > 0 && (
              <DataTable
                caption={w('stages')}
                rows={data.stages}
                keyOf={({ kind, state }) => kind[0] + state[0]}
                columns={[
                  { key: 'stage', title: w('stage'), kind: 'main', cell: ({ state }) => say(state) },
                  { key: 'kind', title: w('kind'), cell: ({ kind }) => say(kind) },
                  { key: 'times', title: w('times'), kind: 'number', cell: ({ matters }) => matters },
                  { key: 'median', title: w('median'), kind: 'number', cell: ({ median }) => median },
                  { key: 'longest', title: w('longest'), kind: 'number', cell: ({ longest }) => longest },
                ]}
              />
            )}
          </Panel>
        </>
      )}
    </>
  )
}
