import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { formatDay } from '../../platform/ui/format.ts'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { boardContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'

const thisMonth = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date()).slice(0, 7)

/** @param by - months forward; negative back */
function shifted(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + (number - 1) + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

export default function Calendar() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const [{ month = thisMonth() }, setFilter] = useFilters(['month'])
  const { data, error } = useDoor(boardContract.calendar, { month })
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const weekday = (day: string) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  return (
    <>
      <PageHeader title={w('calendar')} lead={w('calendarLead')}>
        <Button onPress={() => setFilter({ month: shifted(month, -1) })}>‹ {w('previous')}</Button>
        <strong>{month}</strong>
        <Button onPress={() => setFilter({ month: shifted(month, 1) })}>{w('following')} ›</Button>
      </PageHeader>
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data?.days.some(({ working }) => working === null) && <Notice kind="warn">{w('notPublished')}</Notice>}
      {data && (
        <ol className="month">
          {data.days.map(({ day, working, tasks }, index) => (
            <li
              key={day}
              className={[
                index === 0 ? `col-${weekday(day)}` : '',
                working === false ? 'off' : '',
                day === today ? 'is-today' : '',
                tasks.length === 0 ? 'quiet' : '',
              ].join(' ')}
              aria-label={formatDay(day, locale)}
            >
              <strong>{Number(day.slice(8))}</strong>
              {tasks.map((task) => (
                <div key={task.id}>
                  <A to={`/tasks/${task.id}`}>
                    {task.itemId} {task.title}
                  </A>
                </div>
              ))}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
