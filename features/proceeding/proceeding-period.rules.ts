import type { WorkCalendar } from '../../core/calendar.ts'
import { todayAt } from '../../core/calendar.ts'
import { type DuePeriod, duePeriod, type Extension, isOver, type Pause, type RunningPeriod } from '../../core/period.ts'
import type { Counting, PeriodRule } from '../../core/period-rule.ts'
import type { MatterRecord, PeriodPlan } from '../../core/proceeding.ts'
import { type ToldPeriod, toldPeriods } from '../../core/told-period.ts'
import type { PeriodView } from './proceeding.schema.ts'

/** What is needed to count: the rules of the law as this office has them, and the calendar. */
export type Clockwork = {
  readonly rule: (period: string) => PeriodRule
  readonly calendar: WorkCalendar
  readonly counting: Counting
}

export type MatterPeriod = { readonly told: ToldPeriod; readonly due: DuePeriod }

/** Every period that has begun in this matter, with its last day, computed anew from the acts. */
export const periodsOf = (
  plans: readonly PeriodPlan[],
  record: Pick<MatterRecord, 'acts'>,
  clock: Clockwork,
): MatterPeriod[] =>
  toldPeriods(plans, record.acts).map((told) => ({
    told,
    due: duePeriod(running(told, clock), clock.calendar, clock.counting),
  }))

function running(told: ToldPeriod, { rule: ruleOf }: Clockwork): RunningPeriod {
  const rule = ruleOf(told.plan.period)
  const day = Temporal.PlainDate.from
  return {
    rule,
    start: rule.unit === 'H' ? Temporal.Instant.from(told.startAt) : day(told.startOn),
    pauses: told.pauses.map(
      ({ kind, from, to, documentNo }): Pause => ({
        reason: kind,
        from: day(from),
        to: to === null ? null : day(to),
        documentNo,
      }),
    ),
    extensions: told.extensions.map(({ act, length }, index): Extension => {
      const stage = rule.extensions[Math.min(index, rule.extensions.length - 1)]
      return {
        length: length ?? stage?.length ?? 0,
        unit: stage?.unit ?? 'D',
        approvedBy: act.approvedBy ?? act.personId ?? '',
        approvedOn: day(act.approvedOn ?? act.on),
        reason: String(act.fields.reason ?? ''),
        documentNo: null,
      }
    }),
  }
}

const dayOf = (when: Temporal.PlainDate | Temporal.Instant): Temporal.PlainDate =>
  when instanceof Temporal.Instant ? todayAt(when) : when

/** The last day as a day, whatever the unit; null where there is none. */
export const dueDay = ({ due }: Pick<DuePeriod, 'due'>): Temporal.PlainDate | null => (due === null ? null : dayOf(due))

/** Overdue is what an authority owes; a time that a party had, or that had to be waited for, has merely run. */
export function stateOfPeriod({ told, due }: MatterPeriod, now: Temporal.Instant): PeriodView['state'] {
  if (told.endedBy && told.endedBy.act === told.plan.lapsesBy) return due.rule.lapses ? 'lapsed' : 'elapsed'
  if (told.endedBy) return 'ended'
  if (due.open?.because === 'paused') return 'paused'
  if (!isOver(due, now)) return 'running'
  return due.rule.whose === 'authority' && due.rule.sense === 'within' ? 'overdue' : 'elapsed'
}

export function periodView(period: MatterPeriod, now: Temporal.Instant): PeriodView {
  const { told, due } = period
  const { rule, internalDue } = due
  return {
    period: rule.id,
    matter: rule.matter,
    startOn: told.startOn,
    due: due.due?.toString() ?? null,
    notBefore: due.notBefore?.toString() ?? null,
    state: stateOfPeriod(period, now),
    endedOn: told.endedBy?.on ?? null,
    warnOn: internalDue === null ? null : dayOf(internalDue).toString(),
    whose: rule.whose,
    basis: rule.basis,
    verified: rule.verified,
    onExpiry: rule.onExpiry,
    steps: due.steps.map(({ day, words, basis }) => ({ day: day?.toString() ?? null, words, basis })),
  }
}
