import { carrierKinds, type TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { HandedOut } from './answered.rules.ts'

type Register = readonly { readonly value: Pick<TradeSecret, 'number' | 'carriers' | 'status'> }[]
export type Item = { readonly id: string; readonly what: string }

const handedOver: ReadonlySet<string> = new Set(['paper', 'file', 'object'])
/** Carriers of the register that a person keeps, by name. What is known by heart, a place or a system is not handed back; access to it ends. */
export const heldBy = (name: string, register: Register): readonly Item[] =>
  register
    .filter(({ value }) => value.status !== 'destroyed')
    .flatMap(({ value }) =>
      value.carriers
        .filter(({ keeper, kind }) => keeper.trim() === name && handedOver.has(kind))
        .map(({ id, kind, what, where }) => ({
          id,
          what: `${what}（${value.number} ${carrierKinds[kind][0]}${where ? `，${where}` : ''}）`.slice(0, 300),
        })),
    )

export type ItemState = 'returned' | 'not-held' | 'objected' | 'waiting'
export type HandedBack = Item & { readonly state: ItemState; readonly on: string | null; readonly note: string }

/** What was asked back of a person, each once, as the newest handout has it. */
export function handedBackBy(personId: string | null, sent: readonly HandedOut[]): readonly HandedBack[] {
  const found = new Map<string, HandedBack>()
  for (const one of sent) {
    if (personId === null || one.personId !== personId) continue
    const answer = one.answered?.answer
    for (const { id, what } of one.handout?.items ?? [])
      if (!found.has(id)) {
        const state = !answer ? 'waiting' : answer.said === 'objected' ? 'objected' : (answer.items?.[id] ?? 'waiting')
        found.set(id, { id, what, state, on: one.answered?.on ?? null, note: answer?.note ?? '' })
      }
  }
  return [...found.values()]
}

/** Lines that were typed, as things of their own. */
export const typedItems = (text: string, newId: () => string): readonly Item[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 300))
    .filter((what) => what !== '')
    .map((what) => ({ id: newId(), what }))
