import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import type { ApiError } from '../../platform/ui/client.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { openRoomClient, type RoomClient } from '../../platform/ui/vault/room-client.ts'
import type { Generation, NewGeneration, RoomState, Wrap } from '../../vault/room.ts'
import { roomError } from './room-error.ts'
import { vaultContract } from './vault.contract.ts'

const shut: RoomState = { unlocked: false, recipient: null, organisation: null, generation: 0 }

/** One worker for the whole application, started when the first page of the room is opened; it outlives pages, not the tab. */
let client: RoomClient | null = null
let state = shut
/** Locked by the person, not for being idle: nothing of what was open stays on the page. */
let left = false
const watchers = new Set<() => void>()
function change(next: RoomState) {
  state = next
  for (const tell of watchers) tell()
}
export function room(): RoomClient {
  if (!client) {
    client = openRoomClient()
    client.onLock(() => change(shut))
  }
  return client
}
const watch = (tell: () => void) => {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

/** Locks the room by the person's own wish: pages let go of everything that they had opened. */
export async function leaveRoom(queries: QueryClient): Promise<void> {
  left = true
  await room().lock()
  queries.removeQueries({ queryKey: ['room'] })
}

/** Whether what was open before the room was locked may stay, hidden, so that somebody who was idle loses nothing unsaved. */
export const keepsHidden = (): boolean => !left

/** What the room of this tab is at: locked or not, and which vault it has open. */
export const useRoomState = (): RoomState => useSyncExternalStore(watch, () => state)

/** After any work with the worker: what it now is goes to every page that shows it. */
export async function refreshRoom(): Promise<RoomState> {
  change(await room().state())
  if (state.unlocked) left = false
  return state
}

/** How the organisation's room stands, as the server knows it. */
export const useVaultRoom = () => useDoor(vaultContract.room, {})

/** Work with keys as an act of a page: refusals of the worker and of doors are shown in the same way, and everything is read again after. */
export function useKeyWork<I, O>(work: (input: I) => Promise<O>, options: { onDone?: (output: O) => void } = {}) {
  const queries = useQueryClient()
  return useMutation<O, ApiError, I>({
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

/** Reads something through the worker, remembered like a door. */
export const useKeyRead = <T>(key: readonly unknown[], read: () => Promise<T>, enabled = true) =>
  useQuery<T, ApiError>({
    queryKey: ['room', ...key],
    queryFn: () =>
      read().catch((thrown: unknown) => {
        throw roomError(thrown)
      }),
    enabled,
  })

export const wrapOut = (wrap: Wrap, personId: string) => ({
  holder: 'member' as const,
  personId,
  recipient: wrap.recipient,
  sealed: toBase64(wrap.sealed),
})

/** Wraps as doors take them, each beside whom it is for. */
export function wrapsOut(
  { wraps }: Pick<NewGeneration, 'wraps'>,
  holders: readonly { holder: 'member' | 'printed' | 'shared'; personId: string | null; recipient: string }[],
) {
  return holders.map((holder) => {
    const wrap = wraps.find(({ recipient }) => recipient === holder.recipient)
    if (!wrap) throw new TypeError(`no wrap was made for ${holder.recipient}`)
    return { ...holder, sealed: toBase64(wrap.sealed) }
  })
}

/** Generations as the room takes them. */
export const generationsIn = (
  generations: readonly { number: number; recipient: string; link: string | null }[],
): Generation[] =>
  generations.map(({ number, recipient, link }) => ({
    number,
    recipient,
    link: link === null ? null : fromBase64(link),
  }))

type Room = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/** Opens the vault with what the server keeps for this person, and changes its key where somebody has left. */
export async function openVault(here: Room): Promise<void> {
  const opening = await callDoor(vaultContract.open, {})
  await room().openVault(opening.organisationId, fromBase64(opening.wrap), generationsIn(opening.generations))
  if (here.changeDue) await changeKey(here)
}

/** The next generation of the vault's key, for everybody who still holds the one before. */
export async function changeKey(here: Room): Promise<void> {
  const holders = [
    ...here.members.flatMap(({ holds, personId, recipient }) =>
      holds && recipient ? [{ holder: 'member' as const, personId, recipient }] : [],
    ),
    ...here.otherRecipients.map(({ holder, recipient }) => ({ holder, personId: null, recipient })),
  ]
  const next = await room().rotate(holders.map(({ recipient }) => recipient))
  await callDoor(vaultContract.changeKey, {
    number: next.number,
    recipient: next.recipient,
    link: toBase64(next.link ?? new Uint8Array()),
    wraps: wrapsOut(next, holders),
  })
}
