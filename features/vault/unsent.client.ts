import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { textOf, utf8 } from '../../evidence/bytes.ts'
import { isTooOld, type SealedUnsent, unsentStore } from '../../platform/ui/vault/unsent-store.ts'
import { RoomError } from '../../vault/room-error.ts'
import { openedKey, room, useOpenedCache, useRoomState } from './room.client.ts'

/*
 * What was written and has not reached the server, whose shape its page knows: it is sealed to the writer's own key, rests on this device
 * as ciphertext, and is given back to the page it belongs to when the room is open again, after a lock as after a closed tab. Each has an
 * id of its own, so that two tabs write over nothing of each other.
 */
const store = unsentStore()
/** Sealing takes a moment: what is to be kept and what is to be forgotten happens in the order in which it was asked for. */
let inOrder: Promise<void> = Promise.resolve()
function inTurn(work: () => Promise<void>): Promise<void> {
  inOrder = inOrder.then(work).catch((thrown: unknown) => {
    // A room that locked meanwhile seals no more, and what was sealed before stands.
    if (!(thrown instanceof RoomError)) reportError(thrown)
  })
  return inOrder
}

const keep = (place: Pick<SealedUnsent, 'id' | 'path' | 'form'>, text: string): Promise<void> =>
  inTurn(async () => {
    const { recipient } = await room().state()
    if (recipient === null) return
    const sealed = await room().sealTo([recipient], utf8(text))
    await store.put({ ...place, owner: recipient, at: new Date().toISOString(), sealed })
  })
const forget = (ids: readonly string[]): Promise<void> =>
  inTurn(async () => {
    for (const id of ids) await store.remove(id)
  })

/** What waits until the fingers rest. */
const waiting = new Set<() => Promise<void>>()
const pauseMs = 1000
function whenResting(seal: () => Promise<void>): () => void {
  const now = () => {
    cancel()
    return seal()
  }
  const timer = setTimeout(now, pauseMs)
  const cancel = () => {
    clearTimeout(timer)
    waiting.delete(now)
  }
  waiting.add(now)
  return cancel
}
/** Before the room locks: seals at once what waits, and is done when all of it is sealed. */
export async function sealUnsent(): Promise<void> {
  for (const now of waiting) now()
  await inOrder
}

const useShownPath = () => useLocation({ select: ({ pathname }) => pathname })
/** The screen that a part was made for: on the way to another one the address has changed before the part is gone. */
const usePath = () => useState(useShownPath())[0]
const keyOfUnsent = [openedKey, 'unsent']

/** What forms of this tab hold at this moment is not offered beside them. */
const inHand = new Set<string>()

/** One thing that was kept; `value` is null where it cannot be opened or no longer has this shape. */
export type Unsent<T> = { readonly id: string; readonly at: string; readonly value: T | null }

/** What was kept for this form of this screen, opened. Undefined before it is. */
export function useUnsent<T>(form: string, schema: z.ZodType<T>): readonly Unsent<T>[] | undefined {
  const path = usePath()
  const { recipient } = useRoomState()
  const { data } = useQuery({
    queryKey: [...keyOfUnsent, recipient, path, form],
    enabled: recipient !== null,
    networkMode: 'always',
    queryFn: async () => {
      await inOrder
      const found = (await store.all()).filter((one) => one.owner === recipient && one.path === path)
      return Promise.all(
        found
          .filter((one) => one.form === form)
          .map(async ({ id, at, sealed }): Promise<Unsent<T>> => ({ id, at, value: await read(sealed, schema) })),
      )
    },
  })
  return data?.filter(({ id }) => !inHand.has(id))
}
const read = <T>(sealed: Uint8Array, schema: z.ZodType<T>): Promise<T | null> =>
  room()
    .open(sealed)
    .then(
      (bytes) => schema.safeParse(JSON.parse(textOf(bytes))).data ?? null,
      () => null,
    )

/** On which other screens something waits, and since when; nothing is opened for that. */
export function useUnsentElsewhere(): readonly Pick<SealedUnsent, 'path' | 'at'>[] {
  const path = useShownPath()
  const { recipient } = useRoomState()
  const { data } = useQuery({
    queryKey: [...keyOfUnsent, recipient, 'all'],
    enabled: recipient !== null,
    networkMode: 'always',
    queryFn: async () => {
      await inOrder
      const found = await store.all()
      const now = Temporal.Now.instant()
      await forget(found.filter((one) => one.owner !== recipient && isTooOld(one, now)).map(({ id }) => id))
      return found.filter(({ owner }) => owner === recipient).map(({ path: where, at }) => ({ path: where, at }))
    },
  })
  return [...new Map(data?.filter((one) => one.path !== path).map((one) => [one.path, one])).values()]
}

/** Keeps and forgets by hand, where there is no form: acts that are under way. */
export function useKeeping(form: string) {
  const path = usePath()
  const queries = useOpenedCache()
  const tell = useCallback(() => queries.invalidateQueries({ queryKey: keyOfUnsent }), [queries])
  return {
    keep: useCallback(
      (id: string, value: unknown) => keep({ id, path, form }, JSON.stringify(value)).then(tell),
      [path, form, tell],
    ),
    forget: useCallback((ids: readonly string[]) => forget(ids).then(tell), [tell]),
  }
}

/**
 * Keeps what a form holds until it is sent or given up, which its page says by calling what is returned. A form that is left without
 * either, as when the room locks, is offered again (`UnsentForms`).
 *
 * @param id - of what was taken up again, or a new one; it stays the same as long as the form is open
 * @param unsaved - whether it holds anything that somebody would miss
 */
export function useKeptForm(form: string, id: string, value: unknown, unsaved: boolean): () => Promise<void> {
  const { keep: keepOne, forget: forgetThese } = useKeeping(form)
  const isOver = useRef(false)
  const latest = useRef({ value, unsaved })
  latest.current = { value, unsaved }
  const text = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a letter more is what it waits for
  useEffect(() => {
    if (unsaved) return whenResting(async () => (isOver.current ? undefined : keepOne(id, latest.current.value)))
    forget([id])
  }, [keepOne, id, unsaved, text])
  useEffect(() => {
    inHand.add(id)
    return () => {
      inHand.delete(id)
      if (latest.current.unsaved && !isOver.current) keepOne(id, latest.current.value)
    }
  }, [keepOne, id])
  return () => {
    isOver.current = true
    return forgetThese([id])
  }
}
