import type { Pair } from './words.ts'

/** Where the district lives: statutory days are days here. */
export const zone = 'Asia/Shanghai'
export const todayAt = (now: Temporal.Instant): Temporal.PlainDate => now.toZonedDateTimeISO(zone).toPlainDate()

/** A holiday as the notice announces it, weekends in it included; it may begin in the year before. */
export type Holiday = { readonly name: Pair; readonly from: string; readonly to: string }

/** One year of working days, from the State Council's notice: what differs from Monday to Friday. */
export type CalendarYear = {
  readonly year: number
  /** The notice. */
  readonly source: string
  readonly holidays: readonly Holiday[]
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
  /** What it was made of. */
  readonly years: readonly CalendarYear[]
  readonly firstYear: number
  readonly lastYear: number
  /** @throws CalendarNotPublished outside the covered years */
  isWorkingDay(day: Temporal.PlainDate): boolean
  /**
   * The announced holiday this day belongs to; null on a working day and on an ordinary weekend.
   * @throws CalendarNotPublished outside the covered years
   */
  holidayOn(day: Temporal.PlainDate): Holiday | null
}

export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const covered = new Set(years.map(({ year }) => year))
  const off = new Set(years.flatMap(({ daysOff }) => daysOff))
  const working = new Set(years.flatMap(({ workingDays }) => workingDays))
  const holidays = years.flatMap((year) => year.holidays)
  const known = (day: Temporal.PlainDate): string => {
    if (!covered.has(day.year)) throw new CalendarNotPublished(day.year)
    return day.toString()
  }
  return {
    years,
    firstYear: Math.min(...covered),
    lastYear: Math.max(...covered),
    isWorkingDay(day) {
      const text = known(day)
      return working.has(text) || (day.dayOfWeek <= 5 && !off.has(text))
    },
    holidayOn(day) {
      const text = known(day)
      return holidays.find(({ from, to }) => from <= text && text <= to) ?? null
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

/** Null where the State Council has not published the year: the screen says so instead of guessing. */
export function isWorkingOrUnknown(calendar: WorkCalendar, day: Temporal.PlainDate): boolean | null {
  try {
    return calendar.isWorkingDay(day)
  } catch (error) {
    if (error instanceof CalendarNotPublished) return null
    throw error
  }
}

/** How many working days lie after `from` up to and including `to`; zero when `to` is not later. */
export function workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, calendar: WorkCalendar): number {
  let count = 0
  for (let at = from.add({ days: 1 }); Temporal.PlainDate.compare(at, to) <= 0; at = at.add({ days: 1 }))
    if (calendar.isWorkingDay(at)) count++
  return count
}

/** What is wrong with a year's table, in the words of whoever typed it; empty when nothing is. */
export function calendarMistakes({ year, holidays, daysOff, workingDays }: CalendarYear): string[] {
  const wrong = (days: readonly string[], what: string, isRight: (dayOfWeek: number) => boolean) =>
    days.flatMap((text) => {
      const day = Temporal.PlainDate.from(text)
      if (day.year !== year) return [`${text} is not in ${year}`]
      return isRight(day.dayOfWeek) ? [] : [`${text} ${what}`]
    })
  const inHolidays = (text: string) => holidays.some(({ from, to }) => from <= text && text <= to)
  return [
    ...holidays.flatMap(({ name, from, to }) => (from <= to ? [] : [`${name[0]} ends before it begins`])),
    ...daysOff.filter((text) => !inHolidays(text)).map((text) => `${text} is in no holiday of the notice`),
    ...weekdaysOf(year, holidays)
      .filter((text) => !daysOff.includes(text))
      .map((text) => `${text} is in a holiday of the notice, but not among the days off`),
    ...workingDays.filter(inHolidays).map((text) => `${text} cannot be made up: it is in a holiday of the notice`),
    ...wrong(daysOff, 'is a Saturday or Sunday, which needs no entry', (day) => day <= 5),
    ...wrong(workingDays, 'is not a Saturday or Sunday', (day) => day > 5),
    ...[...daysOff, ...workingDays]
      .filter((text, index, all) => all.indexOf(text) !== index)
      .map((text) => `${text} stands twice`),
  ]
}

function weekdaysOf(year: number, holidays: readonly Holiday[]): string[] {
  return holidays.flatMap(({ from, to }) => {
    const days: string[] = []
    const last = Temporal.PlainDate.from(to)
    for (let at = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(at, last) <= 0; at = at.add({ days: 1 }))
      if (at.year === year && at.dayOfWeek <= 5) days.push(at.toString())
    return days
  })
}
