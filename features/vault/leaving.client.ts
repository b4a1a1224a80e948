import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { textOf, utf8 } from '../../evidence/bytes.ts'
import { onRoomLock, room } from './room.client.ts'
import { sealUnsent } from './unsent.client.ts'

/**
 * What somebody was typing when the room locked, in a form that does not keep itself (`unsent.client.ts`). It is sealed to their own key a
 * moment after the last letter and kept in memory as ciphertext, so that the lock may empty every page and yet takes nothing away that was
 * not sent.
 */
const Typed = z.array(z.object({ label: z.string(), text: z.string() }))
export type Typed = z.infer<typeof Typed>

type Field = HTMLInputElement | HTMLTextAreaElement
const pauseMs = 1500
const fields = new Set<Field>()
/** What stands in fields now, and what stood there when the room last locked. */
let sealed: Uint8Array | null = null
let left: Uint8Array | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const watchers = new Set<() => void>()
function leave(next: Uint8Array | null) {
  left = next
  for (const tell of watchers) tell()
}
onRoomLock(() => {
  clearTimeout(timer)
  if (sealed && typedNow().length > 0) leave(sealed)
  sealed = null
  fields.clear()
})

const carriesText = (target: EventTarget): target is Field =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && ['text', 'email', 'tel', 'url'].includes(target.type))

/** A letter was typed in a page of the room. */
export function noteTyping(target: EventTarget): void {
  if (!carriesText(target)) return
  fields.add(target)
  clearTimeout(timer)
  timer = setTimeout(sealTyped, pauseMs)
}

/** What stands in fields now; one that was sent or closed is gone from the page. */
function typedNow(): Typed {
  for (const field of fields) if (!field.isConnected) fields.delete(field)
  return [...fields]
    .filter(({ value }) => value.trim() !== '')
    .map((field) => ({ label: labelOf(field), text: field.value }))
}

async function sealTyped(): Promise<void> {
  clearTimeout(timer)
  const typed = typedNow()
  const { recipient } = await room().state()
  if (recipient === null) return
  // Locked in between: what was sealed before stands.
  sealed =
    typed.length === 0
      ? null
      : await room()
          .sealTo([recipient], utf8(JSON.stringify(typed)))
          .catch(() => sealed)
}

const labelOf = (field: Field) => field.labels?.[0]?.firstChild?.textContent ?? field.getAttribute('aria-label') ?? '—'

/** @throws RoomError `not-for-this-key` when the room is now somebody else's */
export const openTyped = async (): Promise<Typed> =>
  left ? Typed.parse(JSON.parse(textOf(await room().open(left)))) : []
export const dropTyped = (): void => leave(null)

export const useHasTyped = (): boolean => useSyncExternalStore(watch, () => left !== null)
const watch = (tell: () => void) => {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

/** Seals at once all that is being written, before the room locks. */
export async function sealAll(): Promise<void> {
  await Promise.all([sealTyped(), sealUnsent()])
}

/** Locks the room by the person's own wish. */
export async function leaveRoom(): Promise<void> {
  await sealAll()
  await room().lock()
}
