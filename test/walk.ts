import { addWorkingDays, zone } from '../core/calendar.ts'
import { lawFrom } from '../core/law.ts'
import {
  type ActSpec,
  type Attempt,
  type Capacity,
  type Field,
  type GuardLaw,
  type Machine,
  type MatterRecord,
  perform,
  type Unmet,
  unmetFor,
  type Values,
} from '../core/proceeding.ts'
import { dueDay, periodsOf } from '../features/proceeding/proceeding-period.rules.ts'
import { readCalendar, readLaw } from '../platform/law.ts'

/** A procedure walked through without a database: the machine, the law as it is shipped, and the calendar. */

const law = lawFrom(await readLaw())
const calendar = await readCalendar()
export const clockwork = { rule: (id: string) => law.period(id), calendar, counting: law.counting }

export function guardLawFor(machine: Machine, record: MatterRecord, settings: Values = {}): GuardLaw {
  return {
    parameter: (id) => (settings[id] as string | number | boolean | undefined) ?? law.parameter(id),
    due(periodId) {
      const found = periodsOf(machine.periods, record, clockwork).find(({ told }) => told.plan.period === periodId)
      return found ? dueDay(found.due) : null
    },
    addWorkingDays: (day, count) => addWorkingDays(day, count, calendar),
  }
}

export const opened = (machine: Machine, openedOn: string, override: Partial<MatterRecord> = {}): MatterRecord => ({
  id: 'matter',
  kind: machine.kind,
  state: machine.initial,
  openedOn,
  facts: {},
  acts: [],
  people: [],
  documents: [],
  children: [],
  ...override,
})

export type Step = {
  readonly act: string
  /** The day of the act before, unless given. */
  readonly on?: string
  /** Ten in the morning, unless given. */
  readonly at?: string
  readonly fields?: Values
  readonly capacity?: Capacity
  readonly personId?: string
  readonly approverId?: string
  /** Forms that were issued by hand before the act. */
  readonly forms?: readonly number[]
  readonly settings?: Values
}

/** Something that fits, for fields about which a test says nothing. */
function anyValue(field: Field, on: string, people: readonly string[]): unknown {
  switch (field.kind) {
    case 'day':
      return on
    case 'moment':
      return `${on}T10:00:00+08:00`
    case 'fen':
      return 0
    case 'count':
      return 1
    case 'choice':
      return Object.keys(field.options ?? {})[0]
    case 'choices':
      return Object.keys(field.options ?? {}).slice(0, 1)
    case 'check':
      return true
    case 'person':
      return '丙'
    case 'persons':
      return people
    case 'attachments':
      return ['附件一']
    default:
      return '示例'
  }
}

export const filledIn = (
  spec: ActSpec,
  on: string,
  given: Values = {},
  people: readonly string[] = ['甲', '乙'],
): Values => ({
  ...Object.fromEntries(
    Object.entries(spec.fields)
      .filter(([, field]) => field.required)
      .map(([key, field]) => [key, anyValue(field, on, people)]),
  ),
  ...given,
})

function prepared(machine: Machine, record: MatterRecord, step: Step): { record: MatterRecord; attempt: Attempt } {
  const spec = machine.acts[step.act]
  if (!spec) throw new RangeError(`${machine.kind} has no act ${step.act}`)
  const on = step.on ?? record.acts.at(-1)?.on ?? record.openedOn
  const day = Temporal.PlainDate.from(on)
  const at = step.at ?? record.acts.findLast((one) => one.on === on)?.at
  const issued = (step.forms ?? []).map((form) => ({ form, number: `文书${form}号`, issuedOn: on, servedOn: null }))
  return {
    record: { ...record, documents: [...record.documents, ...issued] },
    attempt: {
      act: step.act,
      on: day,
      at: at ? Temporal.Instant.from(at) : day.toZonedDateTime({ timeZone: zone, plainTime: '10:00' }).toInstant(),
      today: day,
      personId: step.personId ?? '甲',
      capacity: step.capacity ?? spec.by[0] ?? 'handler',
      approverId: step.approverId ?? (spec.approval ? '局长' : null),
      fields: filledIn(spec, on, step.fields),
    },
  }
}

/** The record after one more act. @throws Refusal as `perform` */
export function step(machine: Machine, before: MatterRecord, next: Step): MatterRecord {
  const { record, attempt } = prepared(machine, before, next)
  return perform(machine, record, attempt, guardLawFor(machine, record, next.settings))
}

export const walk = (machine: Machine, from: MatterRecord, ...steps: readonly Step[]): MatterRecord =>
  steps.reduce((record, next) => step(machine, record, next), from)

/** Everything that stands in the way of this act. */
export function standsInTheWay(machine: Machine, before: MatterRecord, next: Step): readonly Unmet[] {
  const { record, attempt } = prepared(machine, before, next)
  return unmetFor(machine, record, attempt, guardLawFor(machine, record, next.settings))
}
