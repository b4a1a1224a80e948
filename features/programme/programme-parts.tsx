import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { SourceMark } from '../../platform/ui/mark.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { versionContract } from './programme.contract.ts'
import { itemsOf, type Mark, type Programme } from './programme.schema.ts'
import { markWords, taskStateWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import type { Task } from './programme-task.schema.ts'
import type { Change } from './programme-version.rules.ts'

/** The programme in force; it changes rarely, so that every screen shares one copy. */
export const useProgramme = () => useDoor(versionContract.programme, {})

/** The items of the programme in force, to choose one from. */
export function useItemOptions() {
  const { data } = useProgramme()
  return data ? itemsOf(data.document).map(({ item: { id, title } }) => ({ id, text: `${id} ${title}` })) : []
}

export function KnownMark({ status, source, programme }: { status: Mark; source: string; programme: Programme }) {
  const title = programme.sources.sources.find(({ id }) => id === source)?.title
  return <SourceMark sign={status} words={markWords[status]} source={title} />
}

export function TaskState({ task }: { task: Pick<Task, 'state' | 'daysLate'> }) {
  const say = useSay()
  const w = useWords(programmePageWords)
  if (task.daysLate > 0) return <Badge tone="bad">{w('daysLate', { days: task.daysLate })}</Badge>
  const tone = task.state === 'done' ? 'good' : task.state === 'under-way' ? 'info' : 'plain'
  return <Badge tone={tone}>{say(taskStateWords[task.state])}</Badge>
}

export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const locale = useLocale()
  const w = useWords(programmePageWords)
  return (
    <ul className="list">
      {tasks.map((task) => (
        <li key={task.id}>
          <div className="row">
            <span>
              <A to={`/tasks/${task.id}`}>{task.title}</A>
              <br />
              <span className="small soft">
                {task.itemId} · {task.organisation} · {task.person ?? w('nobody')}
              </span>
            </span>
            <span className="small">
              <TaskState task={task} /> {formatDay(task.dueOn, locale)}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

const shown = (value: unknown) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value))

/** What an edit changes, place by place: the former struck out, the new beside it. */
export const Changes = ({ changes }: { changes: readonly { path: string; before?: unknown; after?: unknown }[] }) => (
  <ul className="list diff">
    {changes.map(({ path, before, after }: { path: string; before?: Change['before']; after?: Change['after'] }) => (
      <li key={path}>
        <code className="small soft">{path}</code>
        <br />
        {shown(before) !== '' && <del>{shown(before)}</del>} {shown(after) !== '' && <ins>{shown(after)}</ins>}
      </li>
    ))}
  </ul>
)
