import type { Pair } from '../../core/words.ts'
import { missingSteps, type PlannedStep } from '../checklist/checklist.rules.ts'
import type { Incident, LogEntry } from './incident.schema.ts'

/** The three clocks of an incident, from its discovery. @source content/checklists.yaml CL-IN phases P1, P3, P5 */
export const clocks = [
  { hours: 1, words: ['第 1 小时：报告、稳住现场', 'Hour 1: report and hold'], phases: ['CL-IN-P1'] },
  {
    hours: 24,
    words: ['24 小时：止损、固证、查清', '24 hours: contain, keep evidence, find out'],
    phases: ['CL-IN-P2', 'CL-IN-P3'],
  },
  { hours: 72, words: ['72 小时：决定、行动、补漏', '72 hours: decide, act, mend'], phases: ['CL-IN-P4', 'CL-IN-P5'] },
] as const satisfies readonly { hours: number; words: Pair; phases: readonly string[] }[]

export type Clock = {
  readonly hours: number
  readonly words: Pair
  readonly dueAt: Temporal.Instant
  /** Whole minutes left; negative when it has run out. */
  readonly minutesLeft: number
  readonly missing: number
  readonly state: 'running' | 'met' | 'overdue'
}

/** How the clocks stand. One is met when no mandatory step of its phases is missing. */
export function clocksOf(
  { discoveredAt }: Pick<Incident, 'discoveredAt'>,
  plan: readonly PlannedStep[],
  now: Temporal.Instant,
): readonly Clock[] {
  const discovered = Temporal.Instant.from(discoveredAt)
  const missing = missingSteps(plan)
  return clocks.map(({ hours, words, phases }) => {
    const dueAt = discovered.add({ hours })
    const left = missing.filter(({ phase }) => phases.some((id) => id === phase.id)).length
    const minutesLeft = Math.floor((dueAt.epochMilliseconds - now.epochMilliseconds) / 60_000)
    return {
      hours,
      words,
      dueAt,
      minutesLeft,
      missing: left,
      state: left === 0 ? 'met' : minutesLeft < 0 ? 'overdue' : 'running',
    }
  })
}

export type TimelineLine = {
  readonly at: string
  readonly by: string
  readonly text: string
  readonly evidence: string
  readonly writtenAt: string
}

/** The log and the recorded steps in the order in which things happened: what a pack takes as its timeline. */
export function timelineOf(incident: Incident, plan: readonly PlannedStep[]): readonly TimelineLine[] {
  const steps = plan.flatMap(({ step, done }): TimelineLine[] =>
    done
      ? [
          {
            at: done.at,
            writtenAt: done.at,
            by: done.by,
            text: `${step.id} ${step.action.zh}${done.note === '' ? '' : `（${done.note}）`}`,
            evidence: done.record,
          },
        ]
      : [],
  )
  const log = incident.log.map(({ at, writtenAt, by, text, evidence }) => ({ at, writtenAt, by, text, evidence }))
  return [...log, ...steps].sort(
    (a, b) =>
      Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)) ||
      (a.writtenAt < b.writtenAt ? -1 : 1),
  )
}

/** Written down later than it happened by more than a quarter of an hour: a reader should know. */
const lateMinutes = 15
export const writtenLate = ({ at, writtenAt }: Pick<LogEntry, 'at' | 'writtenAt'>): boolean =>
  Temporal.Instant.from(writtenAt).epochMilliseconds - Temporal.Instant.from(at).epochMilliseconds >
  lateMinutes * 60_000

/** Whether a moment lies ahead: nothing is logged before it happened. */
export const liesAhead = (at: string, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0
