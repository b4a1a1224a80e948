import type { Checklist, ChecklistRun, Step, StepDone } from './checklist.schema.ts'

const zone = 'Asia/Shanghai'

export type StepState = 'done' | 'later' | 'open' | 'overdue'
export type PlannedStep = {
  readonly step: Step
  readonly phase: Checklist['phases'][number]
  /** From when and until when, as moments; days count whole, to their end. */
  readonly from: Temporal.ZonedDateTime
  readonly until: Temporal.ZonedDateTime
  readonly done: StepDone | null
  readonly state: StepState
}

/**
 * A moment so far from the anchor. Hours run through; days and months go to the same day's end, so that “within three days” holds until
 * midnight of the third.
 * @param edge - `from` begins with its day, `until` ends with it
 */
export function momentOf(
  anchor: Temporal.ZonedDateTime,
  offset: string,
  edge: 'from' | 'until',
): Temporal.ZonedDateTime {
  const moved = anchor.add(Temporal.Duration.from(offset))
  if (offset.includes('T')) return moved
  const day = moved.startOfDay()
  return edge === 'from' ? day : day.add({ days: 1 }).subtract({ seconds: 1 })
}

/** Every step of a list with its time, in the order of time. */
export function planOf(checklist: Checklist, run: ChecklistRun, now: Temporal.Instant): readonly PlannedStep[] {
  const anchor = Temporal.Instant.from(run.anchorAt).toZonedDateTimeISO(zone)
  return checklist.phases
    .flatMap((phase) =>
      phase.steps.map((step) => {
        const from = momentOf(anchor, phase.from, 'from')
        const until = momentOf(anchor, phase.to, 'until')
        const done = run.steps[step.id] ?? null
        return { step, phase, from, until, done, state: stateOf(from, until, done, now) }
      }),
    )
    .sort((a, b) => Temporal.ZonedDateTime.compare(a.until, b.until) || Temporal.ZonedDateTime.compare(a.from, b.from))
}

function stateOf(
  from: Temporal.ZonedDateTime,
  until: Temporal.ZonedDateTime,
  done: StepDone | null,
  now: Temporal.Instant,
): StepState {
  if (done) return 'done'
  if (Temporal.Instant.compare(now, until.toInstant()) > 0) return 'overdue'
  return Temporal.Instant.compare(now, from.toInstant()) < 0 ? 'later' : 'open'
}

/** Steps that the list demands and that are neither done nor said not to be needed. */
export const missingSteps = (plan: readonly PlannedStep[]): readonly PlannedStep[] =>
  plan.filter(({ step, done }) => step.mandatory && done === null)

/** Whether a list may be closed; what stands in the way is named. */
export const closable = (plan: readonly PlannedStep[]): boolean => missingSteps(plan).length === 0

/** A mandatory step is left out only with a reason, and only a record or a note says that something was done. */
export function lacksReason(
  step: Step,
  { outcome, note, record }: Pick<StepDone, 'outcome' | 'note' | 'record'>,
): boolean {
  if (outcome === 'done') return step.mandatory && note.trim() === '' && record.trim() === ''
  return note.trim().length < 2
}
