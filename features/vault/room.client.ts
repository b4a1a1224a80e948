import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import { fromBase64, textOf } from '../../evidence/bytes.ts'
import type { ApiError } from '../../platform/ui/client.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { keepIdleMinutes, keptIdleMinutes } from '../../platform/ui/vault/idle-minutes.ts'
import { openRoomClient, type RoomClient } from '../../platform/ui/vault/room-client.ts'
import type { RoomState } from '../../vault/room.ts'
import { roomError } from './room-error.ts'
import { vaultContract } from './vault.contract.ts'

const shut: RoomState = {
  ...{ unlocked: false, recipient: null },
  ...{ organisation: null, generation: 0, vaultRecipient: null },
}

/** One worker for the whole application, started when the first page of the room is opened; it outlives pages, not the tab. */
let client: RoomClient | null = null
let state = shut
/** So long until the room locks itself, while that is less than a minute. */
let lockingInMs: number | null = null
let minutes = keptIdleMinutes()
const watchers = new Set<() => void>()
function change(next: RoomState) {
  state = next
  for (const tell of watchers) tell()
}
function warn(leftMs: number | null) {
  lockingInMs = leftMs
  for (const tell of watchers) tell()
}
export function room(): RoomClient {
  if (!client) {
    client = openRoomClient()
    client.lockWhenIdle(minutes)
    client.onSoon(warn)
    client.onLock(() => {
      warn(null)
      change(shut)
      for (const forget of forgetting) forget()
    })
  }
  return client
}
const watch = (tell: () => void) => {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

const forgetting = new Set<() => void>()
/** Whoever keeps something that was opened, outside of what `useKeyRead` and `useRecords` keep, lets go of it here. */
export const onRoomLock = (forget: () => void): void => {
  forgetting.add(forget)
}

const caches = new Set<QueryClient>()
onRoomLock(() => {
  for (const queries of caches) {
    for (const query of queries.getQueryCache().findAll({ queryKey: [openedKey] })) {
      // A page that lets go of it after it was removed would set a timer of minutes, which holds it.
      query.gcTime = 0
      queries.getQueryCache().remove(query)
    }
    // What waits for the network holds what it would have sealed, and would go on by itself in a room that is open again.
    for (const act of queries.getMutationCache().findAll({ mutationKey: [openedKey], predicate: isWaiting }))
      queries.getMutationCache().remove(act)
  }
})
const isWaiting = ({ state: { isPaused } }: { state: { isPaused: boolean } }) => isPaused
/** Everything under this key was opened with keys of the room, and is gone when it locks. */
export const openedKey = 'room'
export function useOpenedCache(): QueryClient {
  const queries = useQueryClient()
  useEffect(() => {
    caches.add(queries)
  }, [queries])
  return queries
}

/** What somebody else sealed, where it is of this shape; null for what is not, which must not keep others from being read. */
export const openAs = <T>(schema: z.ZodType<T>, sealed: string): Promise<T | null> =>
  room()
    .open(fromBase64(sealed))
    .then(
      (bytes) => schema.safeParse(JSON.parse(textOf(bytes))).data ?? null,
      () => null,
    )

/** What the room of this tab is at: locked or not, and which vault it has open. */
export const useRoomState = (): RoomState => useSyncExternalStore(watch, () => state)
export const useLockingIn = (): number | null => useSyncExternalStore(watch, () => lockingInMs)
/** After how many minutes without anybody the room locks itself on this device. */
export const useIdleMinutes = (): number => useSyncExternalStore(watch, () => minutes)
export function lockAfter(chosen: number): void {
  minutes = chosen
  keepIdleMinutes(chosen)
  room().lockWhenIdle(chosen)
  for (const tell of watchers) tell()
}

/** After any work with the worker: what it now is goes to every page that shows it. */
export async function refreshRoom(): Promise<RoomState> {
  change(await room().state())
  return state
}

/** Whose keys are in the room. */
let heldBy: string | null = null
/** Finds out how the room stands. Somebody else who signed in meanwhile in this browser, in whichever tab, finds it locked. */
export function useRoomOf(personId: string): void {
  useEffect(() => {
    if (heldBy === null || heldBy === personId) refreshRoom()
    else room().lock()
    heldBy = personId
  }, [personId])
}

/** How the organisation's room stands, as the server knows it. */
export const useVaultRoom = () => useDoor(vaultContract.room, {})

/** Work with keys as an act of a page: refusals of the worker and of doors are shown in the same way, and everything is read again after. */
export function useKeyWork<I, O>(work: (input: I) => Promise<O>, options: { onDone?: (output: O) => void } = {}) {
  const queries = useOpenedCache()
  return useMutation<O, ApiError, I>({
    mutationKey: [openedKey],
    // What it was called with may be something opened.
    gcTime: 0,
    mutationFn: (input) =>
      work(input).catch((thrown: unknown) => {
        throw roomError(thrown)
      }),
    onSuccess: async (output) => {
      await refreshRoom()
      options.onDone?.(output)
      await queries.invalidateQueries()
    },
  })
}

/** Reads something through the worker, remembered like a door until the room locks. */
export function useKeyRead<T>(key: readonly unknown[], read: () => Promise<T>, enabled = true) {
  useOpenedCache()
  return useQuery<T, ApiError>({
    queryKey: [openedKey, ...key],
    queryFn: () =>
      read().catch((thrown: unknown) => {
        throw roomError(thrown)
      }),
    enabled,
  })
}

export type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>
