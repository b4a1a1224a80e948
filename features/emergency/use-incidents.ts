import { useEffect, useState } from 'react'
import { useRecords } from '../vault/records.client.ts'
import { Incident } from './incident.schema.ts'

/** The incidents of the firm, opened. */
export const useIncidents = () => useRecords('incident', Incident)

/** The present moment, again every half minute, so that clocks run. */
export function useNow(): Temporal.Instant {
  const [now, setNow] = useState(() => Temporal.Now.instant())
  useEffect(() => {
    const timer = setInterval(() => setNow(Temporal.Now.instant()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const zone = 'Asia/Shanghai'
/** `2026-11-24 10:30` in Chongqing as a moment with its offset; null when it is none. */
export function readMoment(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/.exec(text.trim())
  if (!found) return null
  const [, day = '', hour = '', minute = ''] = found
  try {
    return Temporal.PlainDateTime.from(`${day}T${hour.padStart(2, '0')}:${minute}`)
      .toZonedDateTime(zone)
      .toString({ timeZoneName: 'never', smallestUnit: 'second' })
  } catch {
    return null
  }
}
export const momentText = (now: Temporal.Instant): string =>
  now.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
