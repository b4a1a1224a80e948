import type { ReactNode } from 'react'
import type { Locale } from '../../core/words.ts'
import { formatDay } from './format.ts'

const todayText = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
export const thisMonth = (): string => todayText().slice(0, 7)

/** @param by - months forward; negative back */
export function shiftedMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const at = year * 12 + (number - 1) + by
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

const weekday = (day: string) => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

export type MonthDay = {
  readonly day: string
  /** Null where the State Council has not published the year. */
  readonly working: boolean | null
  readonly entries: readonly ReactNode[]
}

/** One month as a grid; a list of the days with entries on a narrow screen. */
export const Month = ({ days, locale }: { days: readonly MonthDay[]; locale: Locale }) => (
  <ol className="month">
    {days.map(({ day, working, entries }, index) => (
      <li
        key={day}
        className={[
          index === 0 ? `col-${weekday(day)}` : '',
          working === false ? 'off' : '',
          day === todayText() ? 'is-today' : '',
          entries.length === 0 ? 'quiet' : '',
        ].join(' ')}
        aria-label={formatDay(day, locale)}
      >
        <strong>{Number(day.slice(8))}</strong>
        {entries}
      </li>
    ))}
  </ol>
)
