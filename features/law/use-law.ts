import { useMemo } from 'react'
import { workCalendar } from '../../core/calendar.ts'
import { lawFrom } from '../../core/law.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { lawContract } from './law.contract.ts'

/** The law of this office and the working calendar, counted with in the browser by the same code as on the server. */
export function useLaw() {
  const { data, error, refetch } = useDoor(lawContract.read, {})
  const known = useMemo(
    () => data && { ...data, law: lawFrom(data.law), calendar: workCalendar(data.calendar) },
    [data],
  )
  return { known, error, refetch }
}
