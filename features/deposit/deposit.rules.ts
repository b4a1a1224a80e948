import { Refusal } from '../../core/refusal.ts'
import type { Deposit, DepositState } from './deposit.schema.ts'

/** A deposit is never taken out of the log; its depositor may say that it no longer stands for what it was made for. */
export function stateOf({ withdrawnAt, supersededBy }: Pick<Deposit, 'withdrawnAt' | 'supersededBy'>): DepositState {
  return withdrawnAt ? 'withdrawn' : supersededBy ? 'superseded' : 'current'
}

export function requireCurrent(deposit: Pick<Deposit, 'withdrawnAt' | 'supersededBy'>): void {
  if (stateOf(deposit) !== 'current') throw new Refusal('deposit-not-current')
}

/**
 * The later deposit takes the place of the earlier: both are of the same organisation, the later one stands further on
 * in the log, and itself stands.
 */
export function requireSuccessor(
  earlier: Pick<Deposit, 'id' | 'madeAt' | 'withdrawnAt' | 'supersededBy'>,
  later: Pick<Deposit, 'id' | 'madeAt' | 'withdrawnAt' | 'supersededBy'>,
): void {
  requireCurrent(earlier)
  if (stateOf(later) !== 'current' || later.madeAt < earlier.madeAt || later.id === earlier.id)
    throw new Refusal('not-a-successor')
}

/** The next day on which the originals should be compared again; null when no reminder is wanted. */
export const nextRecheck = (from: Temporal.PlainDate, months: number | null): Temporal.PlainDate | null =>
  months === null ? null : from.add({ months })
