import type { Pair } from '../../core/words.ts'
import { missingSteps, type PlannedStep, planOf } from '../checklist/checklist.rules.ts'
import type { Checklist, StepDone } from '../checklist/checklist.schema.ts'
import { outcomes } from '../checklist/checklist.words.ts'
import type { Incident, LogEntry } from './incident.schema.ts'

const zone = 'Asia/Shanghai'

/** The three clocks of an incident, from its discovery. @source content/checklists.yaml CL-IN phases P1–P5 */
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
  /** Mandatory steps of its phases that are not recorded. */
  readonly missing: readonly PlannedStep[]
  /** Once nothing is missing: how many whole minutes after its end the last of its steps was recorded, 0 when in time. */
  readonly lateBy: number
  readonly state: 'running' | 'met' | 'overdue'
}

const wholeMinutes = (from: Temporal.Instant, to: Temporal.Instant) =>
  Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000)

/** How the clocks stand. One is met when no mandatory step of its phases is missing. */
export function clocksOf(
  { discoveredAt }: Pick<Incident, 'discoveredAt'>,
  plan: readonly PlannedStep[],
  now: Temporal.Instant,
): readonly Clock[] {
  const discovered = Temporal.Instant.from(discoveredAt)
  return clocks.map(({ hours, words, phases }) => {
    const own = plan.filter(({ phase }) => phases.some((id) => id === phase.id))
    const missing = missingSteps(own)
    const dueAt = discovered.add({ hours })
    const minutesLeft = wholeMinutes(now, dueAt)
    const lateBy = Math.max(
      0,
      ...own.flatMap(({ step, done }) =>
        step.mandatory && done ? [wholeMinutes(dueAt, Temporal.Instant.from(done.at))] : [],
      ),
    )
    const state = missing.length === 0 ? 'met' : minutesLeft < 0 ? 'overdue' : 'running'
    return { hours, words, dueAt, minutesLeft, missing, lateBy: state === 'met' ? lateBy : 0, state }
  })
}

/** What to do now: the first mandatory steps that are missing, and what their phase advises besides. */
export function nextSteps(plan: readonly PlannedStep[], most: number): readonly PlannedStep[] {
  const [first] = missingSteps(plan)
  return plan
    .filter(({ done, step, phase }) => done === null && (step.mandatory || phase.id === first?.phase.id))
    .slice(0, most)
}

export type TimelineLine = {
  /** In Chongqing time, with its offset. */
  readonly at: string
  readonly by: string
  readonly text: string
  readonly evidence: string
  readonly writtenAt: string
  /** Written down long after it happened. */
  readonly late: boolean
}

/** Wherever it was written, it is read in Chongqing. */
const here = (at: string): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .round('second')
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
/** `2026-11-24 10:30` */
export const momentText = (at: Temporal.Instant): string =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
/** `2026-11-24 10:30` in Chongqing as a moment with its offset; null when it is none. */
export function readMoment(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2})[:：](\d{2})$/.exec(text.trim())
  if (!found) return null
  const [, day = '', hour = '', minute = ''] = found
  try {
    return here(
      Temporal.PlainDateTime.from(`${day}T${hour.padStart(2, '0')}:${minute}`)
        .toZonedDateTime(zone)
        .toInstant()
        .toString(),
    )
  } catch {
    return null
  }
}

/** The log and the recorded steps in the order in which things happened; of a step, the moment at which it was recorded. */
export function timelineOf(incident: Incident, plan: readonly PlannedStep[]): readonly TimelineLine[] {
  const steps = plan.flatMap(({ step, done }): TimelineLine[] =>
    done
      ? [
          {
            at: here(done.at),
            writtenAt: done.at,
            by: done.by,
            text: `${step.id} ${step.action.zh}${outcomeText(done)}`,
            evidence: done.record,
            late: false,
          },
        ]
      : [],
  )
  const log = incident.log.map((line) => ({
    ...{ at: here(line.at), writtenAt: line.writtenAt, by: line.by, text: line.text, evidence: line.evidence },
    late: writtenLate(line),
  }))
  return [...log, ...steps].sort(
    (a, b) =>
      Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)) ||
      (a.writtenAt < b.writtenAt ? -1 : 1),
  )
}
const outcomeText = ({ outcome, note }: Pick<StepDone, 'outcome' | 'note'>): string => {
  const said = [outcome === 'done' ? '' : outcomes[outcome][0], note.trim()].filter((text) => text !== '')
  return said.length > 0 ? `（${said.join('：')}）` : ''
}

/** What a proof pack takes: what happened in real incidents that touch this secret. A drill proves nothing. */
export const timelineForPack = (
  incidents: readonly Incident[],
  secretId: string,
  lists: readonly Checklist[],
  now: Temporal.Instant,
): readonly TimelineLine[] =>
  incidents
    .filter(({ drill, secretIds }) => !drill && secretIds.includes(secretId))
    .flatMap((incident) => {
      const list = lists.find(({ id }) => id === incident.run.checklistId)
      return list ? timelineOf(incident, planOf(list, incident.run, now)) : []
    })

/** Written down a quarter of an hour or more after it happened: a reader should know. */
const lateMinutes = 15
export const writtenLate = ({ at, writtenAt }: Pick<LogEntry, 'at' | 'writtenAt'>): boolean =>
  wholeMinutes(Temporal.Instant.from(at), Temporal.Instant.from(writtenAt)) >= lateMinutes

/** A moment as `readMoment` takes it; null also for one that lies ahead: nothing is logged before it happened. */
export function readPast(text: string, now: Temporal.Instant): string | null {
  const moment = readMoment(text)
  return moment !== null && Temporal.Instant.compare(Temporal.Instant.from(moment), now) <= 0 ? moment : null
}

/** The next number of a year; drills are counted by themselves. */
export function nextNumber(present: readonly Pick<Incident, 'number'>[], year: number, drill: boolean): string {
  const head = `${drill ? '演练' : ''}${year}-`
  const taken = present.flatMap(({ number }) => (number.startsWith(head) ? [Number(number.slice(head.length))] : []))
  return `${head}${String(Math.max(0, ...taken) + 1).padStart(2, '0')}`
}

/** The incident with one more line. A line that is there already is not there twice, however often the change is applied. */
export const withLine = (incident: Incident, line: LogEntry): Incident =>
  incident.log.some(({ id }) => id === line.id) ? incident : { ...incident, log: [...incident.log, line] }
