import { addWorkingDays, CalendarNotPublished, todayAt, type WorkCalendar } from './calendar.ts'
import { type Count, countBackward, countForward, rollOn } from './period-count.ts'
import { explain } from './period-explain.ts'
import {
  type Counting,
  defaultCounting,
  type ExtensionRule,
  type PeriodRule,
  type PeriodUnit,
  unitOf,
} from './period-rule.ts'
import { Refusal } from './refusal.ts'
import {
  type DuePeriod,
  dayOf,
  type Extension,
  type OpenEnd,
  type Pause,
  type RunningPeriod,
  stopsTheClock,
  type Trace,
} from './running-period.ts'

export type { DuePeriod, Extension, Pause, RunningPeriod } from './running-period.ts'

type PlainDate = Temporal.PlainDate
type Instant = Temporal.Instant

type End = Pick<DuePeriod, 'due' | 'open' | 'notBefore' | 'notAfter'> & { readonly trace: Trace }

/** A period without pauses and extensions, to begin with. */
export const periodFrom = (rule: PeriodRule, start: PlainDate | Instant): RunningPeriod => ({
  rule,
  start,
  pauses: [],
  extensions: [],
})

/**
 * The last day of a period, and how it came about.
 *
 * @throws Refusal `moment-needed`, `pause-not-open`, `pause-ends-before-it-begins`; and, for an extension that does not
 *   count, `extension-not-open`, `extension-too-long`, `extension-too-late`
 * @source domain law.md §4.1 (R1–R10), §4.9
 */
export function duePeriod(
  period: RunningPeriod,
  calendar: WorkCalendar,
  counting: Counting = defaultCounting,
): DuePeriod {
  const { rule } = period
  for (const pause of period.pauses) requirePause(rule, pause)
  const unit = unitOf(rule, counting)
  const { trace, ...end } = endOf(period, unit, calendar, counting)
  const result = { rule, ...end, internalDue: internalDay(period, end.due, calendar) }
  return { ...result, steps: explain(period, unit, result, trace) }
}

/**
 * The period with one more extension.
 *
 * @throws Refusal `extension-not-open`, `extension-too-long`, `extension-too-late`
 * @source domain law.md §4.9: approved before the period ended; afterwards only the delay can be explained
 */
export function extend(
  period: RunningPeriod,
  extension: Extension,
  calendar: WorkCalendar,
  counting: Counting = defaultCounting,
): RunningPeriod {
  const extended = { ...period, extensions: [...period.extensions, extension] }
  endOf(extended, unitOf(period.rule, counting), calendar, counting)
  return extended
}

function endOf(period: RunningPeriod, unit: PeriodUnit | null, calendar: WorkCalendar, counting: Counting): End {
  const { rule } = period
  if (rule.length === null || unit === null) return open({ because: 'no-number' })
  if (unit === 'H') return endOfHours(period, rule.length)
  const start = dayOf(period.start)
  if (rule.direction === 'backward') return endBackward(countBackward(start, rule.length, unit, calendar))

  const standstills = period.pauses.filter(stopsTheClock)
  const endAfter = (length: number) =>
    endForward(countForward(start, length, unit, standstills, calendar), rule, calendar, counting)
  let length = rule.length
  for (const [index, extension] of period.extensions.entries()) {
    requireExtension(rule, index, extension, endAfter(length))
    length += extension.length
  }
  return endAfter(length)
}

/**
 * Hours run through holidays and nights. The hour in which the fact happened does not count, so they begin with the next
 * full hour.
 * @source R1 (开始的时不计入，从次时起算), R9
 */
function endOfHours({ rule, start, extensions }: RunningPeriod, hours: number): End {
  if (!(start instanceof Temporal.Instant)) throw new Refusal('moment-needed', { id: rule.id })
  if (extensions.length > 0) throw new Refusal('extension-not-open', { id: rule.id })
  const from = start.round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  const due = from.add({ hours })
  return { ...open(null), due, trace: { count: null, rolledOver: [], moment: { from, to: due } } }
}

function endForward(count: Count, rule: PeriodRule, calendar: WorkCalendar, counting: Counting): End {
  const trace = { count, rolledOver: [], moment: null }
  if (count.standing) return { ...open({ because: 'paused', ...count.standing }), trace }
  if (count.unknownYear !== null)
    return { ...open({ because: 'calendar-not-published', year: count.unknownYear }), notBefore: count.end, trace }
  try {
    const { day, over } = rollOn(count.end, rollsOverWeekends(rule, counting), calendar)
    return { ...open(null), due: day, trace: { ...trace, rolledOver: over } }
  } catch (error) {
    if (!(error instanceof CalendarNotPublished)) throw error
    return { ...open({ because: 'calendar-not-published', year: error.year }), notBefore: count.end, trace }
  }
}

/** A day counted backward does not roll: moving it on would take from the time that the law protects. */
function endBackward(count: Count): End {
  const trace = { count, rolledOver: [], moment: null }
  if (count.unknownYear === null) return { ...open(null), due: count.end, trace }
  return { ...open({ because: 'calendar-not-published', year: count.unknownYear }), notAfter: count.end, trace }
}

const open = (because: OpenEnd | null): End => ({
  due: null,
  open: because,
  notBefore: null,
  notAfter: null,
  trace: { count: null, rolledOver: [], moment: null },
})

/** @source R2 (民诉为“法定休假日”：休息日一律顺延), R2a */
function rollsOverWeekends({ countedBy, whose }: PeriodRule, counting: Counting): boolean {
  if (countedBy === 'CIVIL') return true
  return whose === 'party' ? counting.partyRollsOverWeekends : counting.authorityRollsOverWeekends
}

function internalDay(
  { rule, start }: RunningPeriod,
  due: DuePeriod['due'],
  calendar: WorkCalendar,
): DuePeriod['internalDue'] {
  try {
    if (rule.length === null)
      return rule.internalLength === null ? null : addWorkingDays(dayOf(start), rule.internalLength, calendar)
    if (due === null || rule.lead === 0) return null
    if (due instanceof Temporal.Instant) return due.subtract({ hours: rule.lead })
    const early = addWorkingDays(due, -rule.lead, calendar)
    const first = dayOf(start)
    return rule.direction === 'forward' && Temporal.PlainDate.compare(early, first) < 0 ? first : early
  } catch (error) {
    if (error instanceof CalendarNotPublished) return null
    throw error
  }
}

function requirePause(rule: PeriodRule, { reason, from, to }: Pause) {
  if (!rule.pauses.includes(reason)) throw new Refusal('pause-not-open', { id: rule.id })
  if (to !== null && Temporal.PlainDate.compare(to, from) < 0) throw new Refusal('pause-ends-before-it-begins')
}

/** The stage of the law that the extension with this index uses; null when there is none left. */
export function extensionStage(rule: PeriodRule, index: number): ExtensionRule | null {
  let used = 0
  for (const stage of rule.extensions) {
    if (stage.times === null || index < used + stage.times) return stage
    used += stage.times
  }
  return null
}

function requireExtension(rule: PeriodRule, index: number, extension: Extension, before: End) {
  const stage = extensionStage(rule, index)
  if (!stage || extension.unit !== stage.unit) throw new Refusal('extension-not-open', { id: rule.id })
  if (stage.length !== null && extension.length > stage.length)
    throw new Refusal('extension-too-long', { id: rule.id, most: stage.length })
  if (before.due instanceof Temporal.PlainDate && Temporal.PlainDate.compare(extension.approvedOn, before.due) > 0)
    throw new Refusal('extension-too-late', { id: rule.id, due: before.due.toString() })
}

/**
 * The last day itself, for an act that cannot go on without one.
 * @throws Refusal `calendar-not-published`
 */
export function requireDue({ due, open, notBefore }: DuePeriod): PlainDate | Instant | null {
  if (open?.because === 'calendar-not-published')
    throw new Refusal('calendar-not-published', { year: open.year, notBefore: notBefore?.toString() ?? null })
  return due
}

/** What has become due to say about a period, since when. */
export type Warning = {
  /**
   * `internal`: our own earlier day has come · `last-day`: the last day has come · `overdue`: it has passed ·
   * `elapsed`: a waiting or keeping period has run · `unknown`: it may end, but a calendar is missing; as early as an internal
   * day would be, counted in calendar days
   */
  readonly kind: 'internal' | 'last-day' | 'overdue' | 'elapsed' | 'unknown'
  readonly since: PlainDate | Instant
}

/**
 * Every threshold that has been reached by now, earliest first. It does not depend on when it was last asked: a job that
 * was off for a week tells whatever of these it has not told yet.
 *
 * @source domain law.md §4.9: 双阈值（法定 + 内控提前量）
 */
export function warningsOf({ rule, due, internalDue, notBefore }: DuePeriod, now: Instant): Warning[] {
  const reached = ({ since }: Warning) => hasCome(since, now)
  const internal: Warning[] = internalDue ? [{ kind: 'internal', since: internalDue }] : []
  const unknown: Warning[] = notBefore ? [{ kind: 'unknown', since: notBefore.subtract({ days: rule.lead }) }] : []
  if (due === null) return [...internal, ...unknown].filter(reached)
  const after = due instanceof Temporal.Instant ? due : due.add({ days: 1 })
  if (rule.sense !== 'within') return [{ kind: 'elapsed', since: after } as const].filter(reached)
  const lastDay: Warning[] = due instanceof Temporal.Instant ? [] : [{ kind: 'last-day', since: due }]
  return [...internal, ...lastDay, { kind: 'overdue', since: after } as const].filter(reached)
}

/** Whether the period has run out: its last day is over, or its moment has come. */
export const isOver = ({ due }: DuePeriod, now: Instant): boolean =>
  due !== null && hasCome(due instanceof Temporal.Instant ? due : due.add({ days: 1 }), now)

const hasCome = (when: PlainDate | Instant, now: Instant): boolean =>
  when instanceof Temporal.Instant
    ? Temporal.Instant.compare(when, now) <= 0
    : Temporal.PlainDate.compare(when, todayAt(now)) <= 0
