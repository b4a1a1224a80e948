import { todayAt } from '../../core/calendar.ts'

const timePattern = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/

/** `2026-11-24 14:30` as a moment in the district's time; a text that is none stays as it is, and the server names the mistake. */
export function momentOf(text: string): string {
  const [day = '', time = ''] = text.trim().split(/[ T]/)
  const found = timePattern.exec(time)
  return found ? `${day}T${String(found[1]).padStart(2, '0')}:${found[2]}:00+08:00` : text
}

/** Today, in the district's time, as yyyy-mm-dd. */
export const todayHere = (): string => todayAt(Temporal.Now.instant()).toString()

/** The day of a moment, in the district's time. @param at - with its offset */
export const dayHere = (at: string): string => todayAt(Temporal.Instant.from(at)).toString()
