import { Refusal } from '../../core/refusal.ts'
import { itemsOf, type Programme } from './programme.schema.ts'
import type { OutcomeText } from './programme-outcome.schema.ts'

/** The programme was approved in 2023; nothing before that year is its result. */
export const firstDay = '2023-01-01'

/**
 * What must be true of a record before it is kept. Late entry is normal; entry ahead of time is not.
 * @throws Refusal `happened-in-future`, `happened-too-early`, `no-such-item`, `no-such-target`
 */
export function checkOutcome(
  outcome: Pick<OutcomeText, 'itemId' | 'targetId' | 'happenedOn'>,
  programme: Programme,
  today: Temporal.PlainDate,
) {
  if (outcome.happenedOn > today.toString()) throw new Refusal('happened-in-future')
  if (outcome.happenedOn < firstDay) throw new Refusal('happened-too-early', { day: firstDay })
  requireItem(programme, outcome.itemId)
  if (outcome.targetId !== null && programme.targets.targets.every(({ id }) => id !== outcome.targetId))
    throw new Refusal('no-such-target', { id: outcome.targetId })
}

export function requireItem(programme: Programme, itemId: string) {
  if (itemsOf(programme).every(({ item }) => item.id !== itemId)) throw new Refusal('no-such-item', { id: itemId })
}
