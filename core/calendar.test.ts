import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  CalendarNotPublished,
  type CalendarYear,
  calendarMistakes,
  workCalendar,
  workingDaysBetween,
} from './calendar.ts'

/** Two imaginary years: every weekday is worked except two, every weekend is free except two Sundays. */
const years: CalendarYear[] = [
  {
    year: 2025,
    source: '示例',
    holidays: [{ name: ['国庆节', 'National Day'], from: '2025-10-01', to: '2025-10-02' }],
    daysOff: ['2025-10-01', '2025-10-02'],
    workingDays: ['2025-09-28'],
  },
  {
    year: 2026,
    source: '示例',
    holidays: [{ name: ['元旦', 'New Year’s Day'], from: '2025-12-31', to: '2026-01-03' }],
    daysOff: ['2026-01-01', '2026-01-02'],
    workingDays: ['2026-01-04'],
  },
]
const calendar = workCalendar(years)
const day = (text: string) => Temporal.PlainDate.from(text)
const counted = (from: string, count: number) => addWorkingDays(day(from), count, calendar).toString()
const between = (from: string, to: string) => workingDaysBetween(day(from), day(to), calendar)

describe('what is a working day', () => {
  test.each([
    ['an ordinary Friday is worked', '2025-09-26', true],
    ['an ordinary Saturday is not', '2025-09-27', false],
    ['a Sunday that the notice makes a working day (调休) is worked', '2025-09-28', true],
    ['a Wednesday that the notice makes a holiday is not', '2025-10-01', false],
    ['the first weekday after the holiday is worked', '2025-10-03', true],
  ])('%s', (_, text, worked) => {
    expect(calendar.isWorkingDay(day(text))).toBe(worked)
  })
})

describe('what is a holiday of the notice', () => {
  test.each([
    ['a weekday of the holiday is', '2025-10-01', '国庆节'],
    ['a Saturday inside the announced days is', '2026-01-03', '元旦'],
    ['a day of a holiday announced from the year before is', '2025-12-31', '元旦'],
    ['an ordinary Saturday is not', '2025-09-27', undefined],
    ['a made-up Sunday is not', '2025-09-28', undefined],
  ])('%s', (_, text, name) => {
    expect(calendar.holidayOn(day(text))?.name[0]).toBe(name)
  })

  test('beyond the last notice it is not guessed', () => {
    expect(() => calendar.holidayOn(day('2027-01-01'))).toThrow(CalendarNotPublished)
  })
})

describe('counting forward and backward', () => {
  test('the first day does not count: one working day from Friday is the next day worked', () => {
    expect(counted('2025-09-19', 1)).toBe('2025-09-22')
  })

  test('a holiday is stepped over and a make-up Sunday is counted', () => {
    // 26 Sept (Fri) → 28 (Sun, made up) 1, 29 2, 30 3, 1 and 2 Oct off, 3 Oct 4, 6 Oct 5
    expect(counted('2025-09-26', 5)).toBe('2025-10-06')
  })

  test('a period may begin on a day nobody works', () => {
    expect(counted('2025-10-01', 1)).toBe('2025-10-03')
  })

  test('a period counted backward ends as many working days before', () => {
    expect(counted('2025-10-06', -5)).toBe('2025-09-26')
  })

  test('no working days leave the day where it is, whatever day it is', () => {
    expect(counted('2025-09-27', 0)).toBe('2025-09-27')
  })

  test('a period runs over the turn of the year', () => {
    // 30 Dec (Tue) → 31 1, 1 and 2 Jan off, 4 Jan (Sun, made up) 2, 5 Jan 3
    expect(counted('2025-12-30', 3)).toBe('2026-01-05')
  })

  test('the days between are as many as were added, for every day of a year and every length to thirty', () => {
    for (let at = day('2025-01-01'); at.year === 2025; at = at.add({ days: 1 }))
      for (const count of [1, 2, 3, 5, 7, 10, 15, 20, 30]) {
        const due = addWorkingDays(at, count, calendar)
        expect(workingDaysBetween(at, due, calendar)).toBe(count)
        expect(calendar.isWorkingDay(due)).toBe(true)
      }
  })

  test('between a day and itself, or an earlier one, lies no working day', () => {
    expect(between('2025-09-26', '2025-09-26')).toBe(0)
    expect(between('2025-09-26', '2025-09-01')).toBe(0)
  })
})

describe('where no notice has been published', () => {
  test('whether a day is worked is not guessed, and the year is named', () => {
    expect(() => calendar.isWorkingDay(day('2027-01-04'))).toThrow(CalendarNotPublished)
    expect(() => calendar.isWorkingDay(day('2024-12-31'))).toThrow('2024')
    expect(() => calendar.isWorkingDay(day('2027-01-04'))).toThrow(RangeError)
    expect(named(() => calendar.isWorkingDay(day('2027-01-04')))).toBe(2027)
  })

  test('a weekend beyond the last notice is not guessed either: it might be made up', () => {
    expect(() => calendar.isWorkingDay(day('2027-01-02'))).toThrow(CalendarNotPublished)
  })

  test('a period that runs into such a year has no last day yet', () => {
    expect(named(() => addWorkingDays(day('2026-12-31'), 1, calendar))).toBe(2027)
    expect(named(() => addWorkingDays(day('2025-01-02'), -10, calendar))).toBe(2024)
    expect(named(() => workingDaysBetween(day('2026-12-30'), day('2027-01-05'), calendar))).toBe(2027)
  })

  test('a calendar says which years it covers', () => {
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2025, 2026])
  })
})

describe('a year that was typed wrongly', () => {
  const typed = (wrong: Partial<CalendarYear>) =>
    calendarMistakes({ year: 2025, source: '示例', holidays: [], daysOff: [], workingDays: [], ...wrong }).join()

  test('a Saturday among the days off needs no entry and is pointed out', () => {
    expect(typed({ daysOff: ['2025-10-04'] })).toContain('2025-10-04 is a Saturday or Sunday')
  })
  test('a Monday among the make-up days is pointed out', () => {
    expect(typed({ workingDays: ['2025-09-29'] })).toContain('2025-09-29 is not a Saturday or Sunday')
  })
  test('a day of another year is pointed out', () => {
    expect(typed({ daysOff: ['2026-01-01'] })).toContain('2026-01-01 is not in 2025')
  })
  test('a day that stands twice is pointed out', () => {
    expect(typed({ daysOff: ['2025-10-01', '2025-10-01'] })).toContain('2025-10-01 stands twice')
  })
  test('a day off that no holiday of the notice covers is pointed out', () => {
    expect(typed({ daysOff: ['2025-10-03'] })).toContain('2025-10-03 is in no holiday')
  })
  test('a weekday of a holiday that is missing among the days off is pointed out', () => {
    const holidays = [{ name: ['国庆节', 'National Day'] as const, from: '2025-10-01', to: '2025-10-04' }]
    const complaint = typed({ holidays, daysOff: ['2025-10-01', '2025-10-02'] })
    expect(complaint).toContain('2025-10-03 is in a holiday of the notice, but not among the days off')
    expect(complaint).not.toContain('2025-10-04')
    expect(typed({ holidays, workingDays: ['2025-10-04'] })).toContain('2025-10-04 cannot be made up')
  })
  test('a holiday that ends before it begins is pointed out', () => {
    const holidays = [{ name: ['国庆节', 'National Day'] as const, from: '2025-10-03', to: '2025-10-01' }]
    expect(typed({ holidays })).toContain('国庆节 ends before it begins')
  })
  test('a year that is right has nothing to point out', () => {
    expect(years.flatMap(calendarMistakes)).toEqual([])
  })
})

function named(work: () => unknown): number | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof CalendarNotPublished) return error.year
  }
  return undefined
}
