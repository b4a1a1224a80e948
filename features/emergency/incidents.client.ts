import { useEffect, useMemo, useState } from 'react'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { type ContactBook, type Incident, IncidentRecord } from './incident.schema.ts'

export type IncidentEntry = Omit<Entry<Incident>, 'value'> & { readonly value: Incident }
export type BookEntry = Omit<Entry<ContactBook>, 'value'> & { readonly value: ContactBook }

/** The incidents of the firm, opened, the newest first, and whom it would call. */
export function useIncidents() {
  const records = useRecords('incident', IncidentRecord)
  const { entries } = records
  const { incidents, book } = useMemo(() => {
    const found: IncidentEntry[] = []
    let kept: BookEntry | null = null
    for (const { value, ...entry } of entries.values()) {
      if (value.kind === 'incident') found.push({ ...entry, value })
      else if (kept === null || entry.id < kept.id) kept = { ...entry, value }
    }
    found.sort((a, b) =>
      Temporal.Instant.compare(
        Temporal.Instant.from(b.value.discoveredAt),
        Temporal.Instant.from(a.value.discoveredAt),
      ),
    )
    return { incidents: found, book: kept }
  }, [entries])
  return { records, incidents, book }
}
export type Incidents = ReturnType<typeof useIncidents>

/** Reads again with every tick of the clocks: several people work on one incident, each on a device of their own. */
export function useFresh({ refetch }: Incidents['records'], now: Temporal.Instant): void {
  useEffect(() => {
    if (now.epochMilliseconds > 0) refetch()
  }, [refetch, now])
}

/** The present moment, again every half minute, so that clocks run. */
export function useNow(): Temporal.Instant {
  const [now, setNow] = useState(() => Temporal.Now.instant())
  useEffect(() => {
    const timer = setInterval(() => setNow(Temporal.Now.instant()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
