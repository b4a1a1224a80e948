import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { Month, shiftedMonth, thisMonth } from '../../platform/ui/month.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { boardContract } from './programme.contract.ts'
import { programmePageWords } from './programme-page.words.ts'

export default function Calendar() {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const [{ month = thisMonth() }, setFilter] = useFilters(['month'])
  const { data, error } = useDoor(boardContract.calendar, { month })
  return (
    <>
      <PageHeader title={w('calendar')} lead={w('calendarLead')}>
        <Button onPress={() => setFilter({ month: shiftedMonth(month, -1) })}>‹ {w('previous')}</Button>
        <strong>{month}</strong>
        <Button onPress={() => setFilter({ month: shiftedMonth(month, 1) })}>{w('following')} ›</Button>
      </PageHeader>
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data?.days.some(({ working }) => working === null) && <Notice kind="warn">{w('notPublished')}</Notice>}
      {data && (
        <Month
          locale={locale}
          days={data.days.map(({ day, working, tasks }) => ({
            day,
            working,
            entries: tasks.map((task) => (
              <div key={task.id}>
                <A to={`/tasks/${task.id}`}>
                  {task.itemId} {task.title}
                </A>
              </div>
            )),
          }))}
        />
      )}
    </>
  )
}
