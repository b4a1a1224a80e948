import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { PhaseLine } from '../../platform/ui/figures.tsx'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { boardContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TaskList, useProgramme } from './programme-parts.tsx'
import { phaseSteps } from './programme-phase.rules.ts'

export default function Board() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const board = useDoor(boardContract.board, {}, { refetchMs: 60_000 })
  const programme = useProgramme()
  if (board.error) return <ErrorNotice error={board.error} onRetry={() => board.refetch()} />
  if (!board.data || !programme.data) return <Loading />
  const { late, next, measures, organisations, today } = board.data
  const titleOf = (id: string) => programme.data.measures.find((measure) => measure.id === id)
  const counts = [
    { key: 'open', title: w('open'), kind: 'number', cell: (row: { open: number }) => row.open },
    {
      key: 'late',
      title: w('late'),
      kind: 'number',
      cell: (row: { late: number }) => (row.late > 0 ? <span className="late">{row.late}</span> : 0),
    },
    { key: 'done', title: w('done'), kind: 'number', cell: (row: { done: number }) => row.done },
    { key: 'outcomes', title: w('outcomes'), kind: 'number', cell: (row: { outcomes: number }) => row.outcomes },
  ] as const
  return (
    <>
      <PageHeader title={w('board')} />
      <Panel title={w('phases')}>
        <PhaseLine phases={phaseSteps(programme.data.phases, today, locale)} here={w('weAreHere')} />
      </Panel>
      <div className="columns even">
        <Panel title={`${w('late')} (${late.length})`}>
          {late.length === 0 ? <p className="soft">{w('noLate')}</p> : <TaskList tasks={late} />}
        </Panel>
        <Panel title={w('next')}>
          {next.length === 0 ? <p className="soft">{w('noNext')}</p> : <TaskList tasks={next} />}
        </Panel>
      </div>
      <div className="columns even">
        <Panel title={w('perMeasure')}>
          <DataTable
            caption={w('perMeasure')}
            rows={measures}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'title',
                title: w('measure'),
                kind: 'main',
                cell: ({ id }) => (
                  <A to={`/tasks?measureId=${id}`}>
                    {locale === 'en' ? `${id} ${titleOf(id)?.gloss}` : `${titleOf(id)?.ordinal}${titleOf(id)?.title}`}
                  </A>
                ),
              },
              ...counts,
            ]}
          />
        </Panel>
        <Panel title={w('perOrganisation')}>
          <DataTable
            caption={w('perOrganisation')}
            rows={organisations}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'name',
                title: w('organisation'),
                kind: 'main',
                cell: ({ id, name }) => <A to={`/tasks?organisationId=${id}`}>{name}</A>,
              },
              ...counts,
            ]}
          />
        </Panel>
      </div>
    </>
  )
}
