import { CalendarNotPublished, type Holiday, type WorkCalendar } from './calendar.ts'

type PlainDate = Temporal.PlainDate

/** Days on which the clock stands still, both ends included; `to` null: it still stands. */
export type Standstill = { readonly from: PlainDate; readonly to: PlainDate | null }

/** How a count went, so that it can be told: what it stepped over and what it could not know. */
export type Count = {
  readonly end: PlainDate
  /** Days (of the counted unit) that each standstill took out, in the order given; a day in two of them is counted once. */
  readonly stoodStill: readonly number[]
  readonly holidays: readonly Holiday[]
  readonly madeUp: readonly PlainDate[]
  /** A year the count ran into without its calendar. Its days were taken as worked, so the true end is not nearer. */
  readonly unknownYear: number | null
  /** The count has not ended: the clock stands since this day, with so many units left. */
  readonly standing: { readonly since: PlainDate; readonly left: number } | null
}

const later = Temporal.PlainDate.compare
const within = (day: PlainDate, { from, to }: Standstill) =>
  later(day, from) >= 0 && (to === null || later(day, to) <= 0)

/**
 * Counts days from the one after `start`; days on which the clock stands still are not counted.
 *
 * Months and years end on the day of the same number, or on the last day of a month that has none; a standstill inside
 * them adds its days.
 *
 * @source 《市场监督管理行政处罚程序规定》第八十条 (R1: the first day does not count); domain law.md §4.9
 */
export function countForward(
  start: PlainDate,
  length: number,
  unit: 'WD' | 'D' | 'M' | 'Y',
  standstills: readonly Standstill[],
  calendar: WorkCalendar,
): Count {
  const days =
    unit === 'WD' || unit === 'D'
      ? length
      : start.until(start.add(unit === 'M' ? { months: length } : { years: length })).days
  return count(start, days, 1, unit === 'WD', standstills, calendar)
}

/** Counts back from the day before `start`: the day that lies `length` days before it. Nothing stops such a clock. */
export const countBackward = (
  start: PlainDate,
  length: number,
  unit: 'WD' | 'D' | 'M' | 'Y',
  calendar: WorkCalendar,
): Count =>
  count(
    start,
    unit === 'WD' || unit === 'D'
      ? length
      : start.subtract(unit === 'M' ? { months: length } : { years: length }).until(start).days,
    -1,
    unit === 'WD',
    [],
    calendar,
  )

function count(
  start: PlainDate,
  length: number,
  direction: 1 | -1,
  onlyWorkingDays: boolean,
  standstills: readonly Standstill[],
  calendar: WorkCalendar,
): Count {
  // Nothing to step over: years need not be walked day by day.
  if (!onlyWorkingDays && standstills.length === 0)
    return {
      end: start.add({ days: direction * length }),
      stoodStill: [],
      holidays: [],
      madeUp: [],
      unknownYear: null,
      standing: null,
    }
  const stoodStill = standstills.map(() => 0)
  const holidays = new Set<Holiday>()
  const madeUp: PlainDate[] = []
  let unknownYear: number | null = null
  let end = start
  let left = length
  while (left > 0) {
    const day = end.add({ days: direction })
    const kind = onlyWorkingDays ? kindOf(day, calendar) : 'counts'
    if (typeof kind === 'object') {
      unknownYear ??= kind.unknown
    } else if (kind === 'rest') {
      const holiday = calendar.holidayOn(day)
      if (holiday) holidays.add(holiday)
      end = day
      continue
    }
    const still = standstills.findIndex((one) => within(day, one))
    if (still >= 0) {
      if (standstills[still]!.to === null)
        return { end, stoodStill, holidays: [...holidays], madeUp, unknownYear, standing: { since: day, left } }
      stoodStill[still]!++
    } else {
      left--
      if (kind === 'made-up') madeUp.push(day)
    }
    end = day
  }
  return { end, stoodStill, holidays: [...holidays], madeUp, unknownYear, standing: null }
}

function kindOf(day: PlainDate, calendar: WorkCalendar): 'counts' | 'made-up' | 'rest' | { readonly unknown: number } {
  try {
    if (!calendar.isWorkingDay(day)) return 'rest'
    return day.dayOfWeek > 5 ? 'made-up' : 'counts'
  } catch (error) {
    if (error instanceof CalendarNotPublished) return { unknown: error.year }
    throw error
  }
}

/** A day that a period does not end on, and why: a holiday by R2, an ordinary weekend where R2a lets it roll. */
export type RolledOver = { readonly day: PlainDate; readonly holiday: Holiday | null }

/**
 * The first day, from this one on, on which a period may end.
 *
 * @throws CalendarNotPublished when that needs a year without a notice
 * @source R2: 《市场监督管理行政处罚程序规定》第八十条 and, for rest days of every kind, 《民事诉讼法》第八十五条
 */
export function rollOn(
  day: PlainDate,
  overWeekends: boolean,
  calendar: WorkCalendar,
): { day: PlainDate; over: RolledOver[] } {
  const over: RolledOver[] = []
  let at = day
  for (;;) {
    const holiday = calendar.holidayOn(at)
    if (!holiday && (!overWeekends || calendar.isWorkingDay(at))) return { day: at, over }
    over.push({ day: at, holiday })
    at = at.add({ days: 1 })
  }
}
