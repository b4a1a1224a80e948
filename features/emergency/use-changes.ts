import { useEffect, useRef, useState } from 'react'
import type { ApiError } from '../../platform/ui/client.ts'
import { useOnline } from '../../platform/ui/unsaved.tsx'
import { useRoomState } from '../vault/room.client.ts'
import { useKeeping, useUnsent } from '../vault/unsent.client.ts'
import type { Incident } from './incident.schema.ts'
import { withChange } from './incident-change.rules.ts'
import { IncidentChange } from './incident-change.schema.ts'
import type { IncidentEntry, Incidents } from './incidents.client.ts'

type Pending = { readonly id: string; readonly change: IncidentChange }
const form = 'change'
const tryAgainMs = 20_000

/**
 * Keeps changes of one incident, one after another. A change is applied to whatever is newest: two people who write at the same time both
 * have what they wrote kept. Until the server has it, it is kept sealed on this device: after a lock or a closed tab the page takes it up
 * again by itself, and what could not be kept is shown as unsaved and tried again.
 */
export function useChanges(entry: IncidentEntry, { save }: Incidents['records']) {
  const { unlocked } = useRoomState()
  const online = useOnline()
  const found = useUnsent(form, IncidentChange)
  const { keep, forget } = useKeeping(form)
  const [kept, setKept] = useState<{ revision: number; value: Incident }>(entry)
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [takenUp, setTakenUp] = useState(0)
  /** The revision on which keeping failed: not tried again before another comes, the network is back, or the person says so. */
  const [failedOn, setFailedOn] = useState<number | null>(null)
  const underWay = useRef(false)
  const known = useRef(new Set<string>())
  const base = entry.revision > kept.revision ? entry : kept
  const value = pending.reduce((now, { change }) => withChange(now, change), base.value)
  const { mutateAsync, error } = save

  useEffect(() => {
    const fresh = (found ?? []).flatMap(({ id, value: change }) =>
      change === null || known.current.has(id) ? [] : [{ id, change }],
    )
    if (fresh.length === 0) return
    for (const { id } of fresh) known.current.add(id)
    setPending((all) => [...fresh, ...all])
    setTakenUp((n) => n + fresh.length)
  }, [found])

  useEffect(() => {
    if (online) setFailedOn(null)
  }, [online])

  // A browser often believes that there is a network where none reaches the server.
  useEffect(() => {
    if (failedOn === null || error?.reply.code !== 'unreachable') return
    const timer = setTimeout(() => setFailedOn(null), tryAgainMs)
    return () => clearTimeout(timer)
  }, [failedOn, error])

  useEffect(() => {
    if (pending.length === 0 || underWay.current || failedOn === base.revision || !unlocked) return
    underWay.current = true
    const done = (revision: number) => {
      underWay.current = false
      setKept({ revision, value })
      setPending((all) => all.filter((one) => !pending.includes(one)))
      setFailedOn(null)
      forget(pending.map(({ id }) => id))
    }
    // Another tab, or a save whose answer was lost, has kept it already.
    if (JSON.stringify(value) === JSON.stringify(base.value)) return done(base.revision)
    mutateAsync([{ id: entry.id, revision: base.revision, value }]).then(
      () => done(base.revision + 1),
      () => {
        underWay.current = false
        setFailedOn(base.revision)
      },
    )
  }, [pending, failedOn, base, unlocked, mutateAsync, entry.id, value, forget])

  return {
    value,
    /** How many changes the server does not have yet. */
    unsaved: pending.length,
    /** How many of them were found on this device when the page was opened. */
    takenUp,
    /** Why they could not be kept; null while they are on their way. */
    error: (failedOn === base.revision && pending.length > 0 ? error : null) as ApiError | null,
    retry: () => setFailedOn(null),
    change(made: IncidentChange) {
      // In the order of its shape, as it comes back from the server, so that one is known for the other.
      const one = { id: crypto.randomUUID(), change: IncidentChange.parse(made) }
      known.current.add(one.id)
      setPending((all) => [...all, one])
      keep(one.id, one.change)
    },
  }
}
