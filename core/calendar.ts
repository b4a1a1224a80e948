/** One year of working days, from the State Council's notice: what differs from Monday to Friday. */
export type CalendarYear = {
  readonly year: number
  /** Weekdays on which nobody works. */
  readonly daysOff: readonly string[]
  /** Saturdays and Sundays on which everybody works (调休). */
  readonly workingDays: readonly string[]
}

/** No notice has been published for this day. Shown as "calendar not yet published", never guessed. */
export class CalendarNotPublished extends RangeError {
  override name = 'CalendarNotPublished'
  readonly year: number
  constructor(year: number) {
    super(`the working calendar of ${year} is not published`)
    this.year = year
  }
}

export type WorkCalendar = {
  readonly firstYear: number
  readonly lastYear: number
  /** @throws CalendarNotPublished outside the covered years */
  isWorkingDay(day: Temporal.PlainDate): boolean
}

export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const covered = new Set(years.map(({ year }) => year))
  const off = new Set(years.flatMap(({ daysOff }) => daysOff))
  const working = new Set(years.flatMap(({ workingDays }) => workingDays))
  return {
    firstYear: Math.min(...covered),
    lastYear: Math.max(...covered),
    isWorkingDay(day) {
      if (!covered.has(day.year)) throw new CalendarNotPublished(day.year)
      const text = day.toString()
      return working.has(text) || (day.dayOfWeek <= 5 && !off.has(text))
    },
  }
}

/**
 * The day that is `count` working days after `day`, which itself does not count; before it when `count` is negative.
 * @throws CalendarNotPublished when the count runs into a year without a notice
 * @source 《市场监督管理行政处罚程序规定》第八十条 (the first day does not count)
 */
export function addWorkingDays(day: Temporal.PlainDate, count: number, calendar: WorkCalendar): Temporal.PlainDate {
  const days = Math.sign(count)
  let at = day
  for (let left = Math.abs(count); left > 0; ) {
    at = at.add({ days })
    if (calendar.isWorkingDay(at)) left--
  }
  return at
}

/** How many working days lie after `from` up to and including `to`; zero when `to` is not later. */
export function workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, calendar: WorkCalendar): number {
  let count = 0
  for (let at = from.add({ days: 1 }); Temporal.PlainDate.compare(at, to) <= 0; at = at.add({ days: 1 }))
    if (calendar.isWorkingDay(at)) count++
  return count
}

/** What is wrong with a year's table, in the words of whoever typed it; empty when nothing is. */
export function calendarMistakes({ year, daysOff, workingDays }: CalendarYear): string[] {
  const wrong = (days: readonly string[], what: string, isRight: (dayOfWeek: number) => boolean) =>
    days.flatMap((text) => {
      const day = Temporal.PlainDate.from(text)
      if (day.year !== year) return [`${text} is not in ${year}`]
      return isRight(day.dayOfWeek) ? [] : [`${text} ${what}`]
    })
  return [
    ...wrong(daysOff, 'is a Saturday or Sunday, which needs no entry', (day) => day <= 5),
    ...wrong(workingDays, 'is not a Saturday or Sunday', (day) => day > 5),
    ...[...daysOff, ...workingDays]
      .filter((text, index, all) => all.indexOf(text) !== index)
      .map((text) => `${text} stands twice`),
  ]
}
