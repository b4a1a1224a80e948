import { todayAt } from './calendar.ts'
import type { Count, RolledOver } from './period-count.ts'
import { type PauseKind, type PeriodRule, type PeriodUnit, pausesNeedingDocument } from './period-rule.ts'
import type { Pair } from './words.ts'

type PlainDate = Temporal.PlainDate
type Instant = Temporal.Instant

/** Days on which the clock stands still, `from` and `to` included. `to` null: it still stands. */
export type Pause = {
  readonly reason: PauseKind
  readonly from: PlainDate
  readonly to: PlainDate | null
  /** An appraisal stops the clock only with the number of its notice (文书 31, 期间告知书). */
  readonly documentNo: string | null
}

export type Extension = {
  readonly length: number
  readonly unit: PeriodUnit
  readonly approvedBy: string
  readonly approvedOn: PlainDate
  readonly reason: string
  readonly documentNo: string | null
}

/** All that a last day follows from; keep these and it can be computed again at any time. */
export type RunningPeriod = {
  readonly rule: PeriodRule
  /** The day of the triggering fact; a moment where the period runs in hours. */
  readonly start: PlainDate | Instant
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Extension[]
}

/** Why no last day can be named. */
export type OpenEnd =
  | { readonly because: 'no-number' }
  | { readonly because: 'paused'; readonly since: PlainDate; readonly left: number }
  | { readonly because: 'calendar-not-published'; readonly year: number }

export type DuePeriod = {
  readonly rule: PeriodRule
  /** The last day (or moment) of the period; null when `open` says why it cannot be named. */
  readonly due: PlainDate | Instant | null
  readonly open: OpenEnd | null
  /** Where the calendar is not published: the last day is certainly not earlier than this. */
  readonly notBefore: PlainDate | null
  /** The same for a period counted backward: the last day is certainly not later than this. */
  readonly notAfter: PlainDate | null
  /** Our own earlier day (拟), by which the act should be done. */
  readonly internalDue: PlainDate | Instant | null
  readonly steps: readonly Step[]
}

/** How the last day came about, for whoever tells it. */
export type Trace = {
  readonly count: Count | null
  readonly rolledOver: readonly RolledOver[]
  readonly moment: { readonly from: Instant; readonly to: Instant } | null
}

/** One line of an explanation: a day, what happens on it, by what authority. */
export type Step = {
  readonly kind:
    | 'start'
    | 'count'
    | 'skip'
    | 'made-up'
    | 'pause'
    | 'extension'
    | 'roll'
    | 'due'
    | 'internal'
    | 'transit'
    | 'open'
    | 'expiry'
  /** A day, or a moment with its offset; null for a line that belongs to no day. */
  readonly day: string | null
  readonly words: Pair
  readonly basis: string | null
}

export const dayOf = (start: PlainDate | Instant): PlainDate =>
  start instanceof Temporal.Instant ? todayAt(start) : start

/** @source domain law.md §4.9: 鉴定暂停必须有“期间告知书”编号（文书 31）才停钟 */
export const stopsTheClock = ({ reason, documentNo }: Pause): boolean =>
  !pausesNeedingDocument.includes(reason) || Boolean(documentNo?.trim())
