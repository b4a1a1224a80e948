import { urlOf } from '../../platform/ui/client.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState } from '../../platform/ui/feedback.tsx'
import { byOption, byText, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { PagedList } from '../../platform/ui/paged-list.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { exchangeContract, taskContract } from './programme.contract.ts'
import { taskStateWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TaskState, useItemOptions } from './programme-parts.tsx'
import { taskStates } from './programme-task.schema.ts'

type Filter = Parameters<typeof urlOf<typeof exchangeContract.exportTasks.input>>[1]

export default function Tasks() {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const items = useItemOptions()
  const [filters, setFilter] = useFilters(['text', 'itemId', 'measureId', 'organisationId', 'state', 'mine'])
  const filter = filters as Filter
  const pages = usePages(taskContract.list, filter)
  const tasks = pages.data?.flatMap((page) => page.tasks) ?? []
  return (
    <>
      <PageHeader title={w('tasks')}>
        <a className="button" href={urlOf(exchangeContract.exportTasks, filter)}>
          {common('export')}
        </a>
      </PageHeader>
      <FilterRow
        filters={filters}
        onChange={setFilter}
        fields={[
          byText('text'),
          byOption('state', w('state'), [
            { id: 'open', text: w('open') },
            { id: 'late', text: w('late') },
            ...taskStates.map((id) => ({ id, text: say(taskStateWords[id]) })),
          ]),
          byOption('itemId', w('item'), items),
        ]}
      />
      <PagedList of={pages} rows={tasks} empty={<EmptyState title={w('noTasks')} text={w('noTasksText')} />}>
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
      </PagedList>
    </>
  )
}
