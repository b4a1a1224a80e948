import type { FormFacts } from '../core/form-facts.ts'
import type { OrganisationKind } from '../core/permission.ts'
import type { Machine, MatterRecord, PastAct } from '../core/proceeding.ts'
import type { Ctx } from './context.ts'

/**
 * A kind of matter that runs through a procedure: clue, case, preservation, seizure, criminal referral. Each feature states
 * its own; they are listed once, in `app/house.ts`.
 */
export type MatterKind = {
  readonly machine: Machine
  /** The screen of one matter, below the origin. */
  link(id: string): string
  /** The series its number is drawn from when it is opened; null when it gets its number later or never. */
  readonly series: string | null
  /** What forms of this matter are filled from. */
  formFacts(ctx: Ctx, record: MatterRecord): Promise<FormFacts>
  /** Whether another body of this kind that takes part reads what an act says; unless told it does. That it was done, and its digest, it sees always. */
  shownTo?(body: OrganisationKind, act: string): boolean
  /** What follows from an act, inside its transaction: a filed clue opens a case. */
  after?(ctx: Ctx, record: MatterRecord, done: PastAct): Promise<void>
  /** What follows here from an act in a matter of another kind that was opened under this one, inside its transaction. */
  afterChild?(ctx: Ctx, id: string, child: MatterRecord, done: PastAct): Promise<void>
}
