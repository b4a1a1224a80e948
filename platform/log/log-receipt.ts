import { isBy, readNote } from '../../evidence/note.ts'
import { type Policy, quorumMet } from '../../evidence/policy.ts'
import type { CheckpointFound, LogStore, StoredTimestamp } from './log-store.ts'

export type ReceiptBasis = CheckpointFound & { readonly timestamps: readonly StoredTimestamp[] }

/**
 * The published checkpoint that a receipt rests on: the oldest that has both enough witnesses and a timestamp, because it
 * says earliest that the entry was there. A witness or an authority that was away for a while leaves checkpoints without
 * its word; then a later one says more, and enough witnesses count before a timestamp, since without them nothing holds.
 *
 * @returns null while none is published
 */
export async function basisOf(
  store: LogStore,
  policy: Policy,
  { origin, index }: { origin: string; index: number },
): Promise<ReceiptBasis | null> {
  let best: { checkpoint: CheckpointFound; worth: number } | null = null
  for (const checkpoint of await store.checkpointsWith(origin, index)) {
    const worth = (isQuorate(checkpoint.note, policy) ? 2 : 0) + (checkpoint.stamped ? 1 : 0)
    if (!best || worth > best.worth) best = { checkpoint, worth }
  }
  return best && { ...best.checkpoint, timestamps: await store.timestamps(origin, best.checkpoint.size) }
}

export const isQuorate = (note: string, policy: Policy): boolean =>
  quorumMet(
    policy,
    cosignersIn(note, policy).map(({ key }) => key),
  )

/** The witnesses whose lines a note carries, by their names in the policy. */
export const cosignersOf = (note: string, policy: Policy): string[] => cosignersIn(note, policy).map(({ name }) => name)

/** By the lines that are there; they were checked when they came in. */
function cosignersIn(note: string, { witnesses }: Policy): Policy['witnesses'] {
  const { signatures } = readNote(note)
  return witnesses.filter(({ key }) => signatures.some((line) => isBy(key, line)))
}
