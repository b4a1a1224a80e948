import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { useSession } from '../../platform/ui/session.tsx'
import type { KnownKeys } from './comparison.rules.ts'
import { Comparison } from './comparison.schema.ts'
import { readRecords, readWhole, saveRecords, useRecords } from './records.client.ts'
import { room, useRoomState } from './room.client.ts'

export type Me = { readonly id: string; readonly name: string }

/**
 * Which public keys are known to be whose. Keepers share what they compared in the vault; who holds a share and has no vault remembers on
 * this device, where it is no secret.
 *
 * @returns null until the vault has been read
 */
export function useKnownKeys(): KnownKeys | null {
  const { person } = useSession()
  const { organisation, recipient } = useRoomState()
  const records = useRecords('comparison', Comparison)
  const here = useSyncExternalStore(watch, () => localStorage.getItem(placeOf(person.id)))
  const own = { personId: person.id, recipient: recipient ?? '' }
  if (organisation === null) return { own, compared: new Map(Object.entries(rememberedIn(here))) }
  return records.isOpen ? { own, compared: recipientsOf(records.entries) } : null
}

/** The same, read now and from the vault. */
export async function readKnownKeys(me: Me): Promise<KnownKeys> {
  const { organisation, recipient } = await room().state()
  const entries = await readRecords(organisation ?? '', 'comparison', Comparison)
  return { own: { personId: me.id, recipient: recipient ?? '' }, compared: recipientsOf(entries) }
}

const recipientsOf = (entries: ReadonlyMap<string, { value: Comparison }>): ReadonlyMap<string, string> =>
  new Map([...entries].map(([id, { value }]) => [id, value.recipient]))

/**
 * One that nobody compared passes; a comparison that is there and cannot be read is not taken for none.
 *
 * @throws Error `receiver-changed` when a public key is another than was compared · `damaged`
 */
export async function refuseChanged(
  receivers: readonly { readonly personId: string; readonly recipient: string }[],
): Promise<void> {
  const { organisation } = await room().state()
  const { entries, unreadable } = await readWhole(organisation ?? '', 'comparison', Comparison)
  if (receivers.some(({ personId }) => unreadable.includes(personId))) throw new Error('damaged')
  const known = recipientsOf(entries)
  if (receivers.some(({ personId, recipient }) => (known.get(personId) ?? recipient) !== recipient))
    throw new Error('receiver-changed')
}

/** Two people found their codes the same. */
export async function keepCompared(me: Me, id: string, recipient: string): Promise<void> {
  localStorage.setItem(
    placeOf(me.id),
    JSON.stringify({ ...rememberedIn(localStorage.getItem(placeOf(me.id))), [id]: recipient }),
  )
  for (const tell of watchers) tell()
  if ((await room().state()).organisation !== null) await keepKnown(me, id, recipient, 'compared')
}

/** Writes into the vault whose public key this is, unless it stands there. */
export async function keepKnown(me: Me, id: string, recipient: string, how: Comparison['how']): Promise<void> {
  const { organisation } = await room().state()
  if (organisation === null) return
  const present = (await readRecords(organisation, 'comparison', Comparison)).get(id)
  if (present?.value.recipient === recipient) return
  const value: Comparison = { v: 1, recipient, how, by: me.name, at: new Date().toISOString() }
  await saveRecords(organisation, 'comparison', Comparison, [{ id, revision: present?.revision ?? 0, value }])
}

const watchers = new Set<() => void>()
const watch = (tell: () => void) => {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
const placeOf = (personId: string) => `shoumi.room.compared.${personId}`
const Remembered = z.record(z.string(), z.string())

function rememberedIn(text: string | null): Record<string, string> {
  try {
    return Remembered.parse(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}
