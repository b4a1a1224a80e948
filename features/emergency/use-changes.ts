import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '../../platform/ui/client.ts'
import { useRoomState } from '../vault/room.client.ts'
import type { Incident } from './incident.schema.ts'
import type { IncidentEntry, Incidents } from './incidents.client.ts'

export type Change = (now: Incident) => Incident

/**
 * Keeps changes of one incident, one after another. A change is applied to whatever is newest: two people who write at the same time both
 * have what they wrote kept. What could not be kept stays on the page, is shown as unsaved, and is tried again.
 */
export function useChanges(entry: IncidentEntry, { save }: Incidents['records']) {
  const { unlocked } = useRoomState()
  const [kept, setKept] = useState<{ revision: number; value: Incident }>(entry)
  const [pending, setPending] = useState<readonly Change[]>([])
  /** The revision on which keeping failed: not tried again before another comes, or the person says so. */
  const [failedOn, setFailedOn] = useState<number | null>(null)
  const underWay = useRef(false)
  const base = entry.revision > kept.revision ? entry : kept
  const value = pending.reduce((now, change) => change(now), base.value)
  const { mutateAsync, error } = save

  useEffect(() => {
    if (pending.length === 0 || underWay.current || failedOn === base.revision || !unlocked) return
    underWay.current = true
    mutateAsync([{ id: entry.id, revision: base.revision, value }]).then(
      () => {
        underWay.current = false
        setKept({ revision: base.revision + 1, value })
        setPending((all) => all.slice(pending.length))
        setFailedOn(null)
      },
      () => {
        underWay.current = false
        setFailedOn(base.revision)
      },
    )
  }, [pending, failedOn, base.revision, unlocked, mutateAsync, entry.id, value])

  return {
    value,
    /** How many changes are on this page only. */
    unsaved: pending.length,
    /** Why they could not be kept; null while they are on their way. */
    error: (failedOn === base.revision && pending.length > 0 ? error : null) as ApiError | null,
    retry: () => setFailedOn(null),
    change: (one: Change) => setPending((all) => [...all, one]),
  }
}
