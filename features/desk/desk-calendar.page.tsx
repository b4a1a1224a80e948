import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { byTick, FilterRow } from '../../platform/ui/filter-row.tsx'
import { useFilters } from '../../platform/ui/filters.ts'
import { A, PageHeader } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { Month, shiftedMonth, thisMonth } from '../../platform/ui/month.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { appPath } from '../proceeding/proceeding.part.tsx'
import { type Deadline, deskContract } from './desk.contract.ts'
import { deskWords } from './desk.words.ts'

export default function DeskCalendar() {
  const w = useWords(deskWords)
  const locale = useLocale()
  const [{ month = thisMonth(), mine }, setFilter] = useFilters(['month', 'mine'])
  const { data, error } = useDoor(deskContract.calendar, { month, ...(mine && { mine: 'true' }) })
  return (
    <>
      <PageHeader title={w('calendar')} lead={w('calendarLead')}>
        <Button onPress={() => setFilter({ month: shiftedMonth(month, -1) })}>‹ {w('previous')}</Button>
        <strong>{month}</strong>
        <Button onPress={() => setFilter({ month: shiftedMonth(month, 1) })}>{w('following')} ›</Button>
      </PageHeader>
      <FilterRow filters={{ mine }} onChange={setFilter} fields={[byTick('mine', w('onlyMine'))]} />
      <ErrorNotice error={error} />
      {!data && !error && <Loading />}
      {data?.days.some(({ working }) => working === null) && <Notice kind="warn">{w('notPublished')}</Notice>}
      {data && (
        <Month
          locale={locale}
          days={data.days.map(({ day, working, due, warn }) => ({
            day,
            working,
            entries: [
              ...due.map((one) => <Entry key={`d${keyOf(one)}`} deadline={one} kind="dueDay" />),
              ...warn.map((one) => <Entry key={`w${keyOf(one)}`} deadline={one} kind="warnDay" />),
            ],
          }))}
        />
      )}
    </>
  )
}

const keyOf = ({ matterSummary, period }: Deadline) => matterSummary.id + period

function Entry({ deadline, kind }: { deadline: Deadline; kind: 'dueDay' | 'warnDay' }) {
  const w = useWords(deskWords)
  const say = useSay()
  const { matterSummary, matter } = deadline
  return (
    <div>
      <A to={appPath(matterSummary.link)}>
        {w(kind)}：{say(matter)} · {matterSummary.title}
      </A>
    </div>
  )
}
