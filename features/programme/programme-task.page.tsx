import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { exchangeContract, taskContract } from './programme.contract.ts'
import { itemsOf } from './programme.schema.ts'
import { taskStateWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TaskState, useProgramme } from './programme-parts.tsx'
import { taskStates } from './programme-task.schema.ts'

type Filter = Parameters<typeof urlOf<typeof exchangeContract.exportTasks.input>>[1]

export default function Tasks() {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const programme = useProgramme()
  const [filters, setFilter] = useFilters(['text', 'itemId', 'measureId', 'organisationId', 'state', 'mine'])
  const filter = filters as Filter
  const pages = usePages(taskContract.list, filter)
  const tasks = pages.data?.flatMap((page) => page.tasks) ?? []
  const all = { id: '', text: common('all') }
  return (
    <>
      <PageHeader title={w('tasks')}>
        <a className="button" href={urlOf(exchangeContract.exportTasks, filter)}>
          {common('export')}
        </a>
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
          label={w('state')}
          value={filters.state ?? ''}
          onChange={(state) => setFilter({ state })}
          options={[
            all,
            { id: 'open', text: w('open') },
            { id: 'late', text: w('late') },
            ...taskStates.map((id) => ({ id, text: say(taskStateWords[id]) })),
          ]}
        />
        <SelectField
          filter
          label={w('item')}
          value={filters.itemId ?? ''}
          onChange={(itemId) => setFilter({ itemId })}
          options={[
            all,
            ...(programme.data
              ? itemsOf(programme.data.document).map(({ item }) => ({ id: item.id, text: `${item.id} ${item.title}` }))
              : []),
          ]}
        />
      </div>
      <ErrorNotice error={pages.error} onRetry={() => pages.refetch()} />
      {pages.isPending && <Loading />}
      {pages.isSuccess && tasks.length === 0 && <EmptyState title={w('noTasks')} text={w('noTasksText')} />}
      {tasks.length > 0 && (
        <Panel>
          <DataTable
            caption={w('tasks')}
            rows={tasks}
            keyOf={({ id }) => id}
            columns={[
              {
                key: 'title',
                title: w('taskTitle'),
                kind: 'main',
                cell: (task) => <A to={`/tasks/${task.id}`}>{task.title}</A>,
              },
              { key: 'item', title: w('item'), cell: ({ itemId }) => itemId },
              { key: 'organisation', title: w('organisation'), cell: ({ organisation }) => organisation },
              { key: 'person', title: w('person'), cell: ({ person }) => person ?? w('nobody') },
              { key: 'due', title: w('dueOn'), cell: ({ dueOn }) => formatDay(dueOn, locale) },
              { key: 'progress', title: w('progress'), kind: 'number', cell: ({ progress }) => `${progress}%` },
              { key: 'state', title: w('state'), cell: (task) => <TaskState task={task} /> },
            ]}
          />
          <MorePages of={pages} />
        </Panel>
      )}
    </>
  )
}
