import { Refusal } from '../../core/refusal.ts'
import type { CustodyEvent } from './case-evidence.schema.ts'

export type Link = {
  readonly event: string
  readonly happenedAt: string
  readonly fromWhom: string
  readonly toWhom: string
}

const ends: readonly CustodyEvent[] = ['return', 'destroy']
const betweenPeople: readonly CustodyEvent[] = ['hand-over', 'send-to-appraisal', 'back-from-appraisal', 'return']

/** Whether it lies sealed now, by the latest link that says so. */
export const isSealed = (links: readonly Pick<Link, 'event'>[]): boolean =>
  links.findLast(({ event }) => event === 'seal' || event === 'unseal')?.event === 'seal'

/**
 * A link follows the one before in time, what was returned or destroyed goes nowhere any more, only what is sealed can be
 * unsealed, and where it goes from one to another both are named.
 *
 * @throws Refusal `lies-ahead`, `before-last-link`, `no-longer-held`, `not-sealed`, `who-and-to-whom`
 * @source domain law.md §8.2 `chain`: 谁、何时、从哪到哪、校验结果
 */
export function requireLink(
  links: readonly Link[],
  next: Link & { readonly event: CustodyEvent },
  now: Temporal.Instant,
): void {
  const at = Temporal.Instant.from(next.happenedAt)
  if (Temporal.Instant.compare(at, now) > 0) throw new Refusal('lies-ahead')
  const last = links.at(-1)
  if (last && Temporal.Instant.compare(at, Temporal.Instant.from(last.happenedAt)) < 0)
    throw new Refusal('before-last-link', { last: last.happenedAt })
  if (links.some(({ event }) => ends.some((one) => one === event))) throw new Refusal('no-longer-held')
  if (next.event === 'unseal' && !isSealed(links)) throw new Refusal('not-sealed')
  if (betweenPeople.includes(next.event) && (next.fromWhom === '' || next.toWhom === ''))
    throw new Refusal('who-and-to-whom')
}
