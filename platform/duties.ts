import type { Pair } from '../core/words.ts'
import type { Ctx } from './context.ts'

/**
 * Something a person may hold for an organisation and must hand over before leaving it.
 * Features state theirs; the organisation feature asks all of them.
 */
export type Duty = {
  readonly kind: string
  readonly words: Pair
  /** How many of these the person still holds for the organisation. */
  count(ctx: Ctx, personId: string, organisationId: string): Promise<number>
  handOver(ctx: Ctx, from: string, to: string, organisationId: string): Promise<number>
}
