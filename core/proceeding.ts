import { todayAt } from './calendar.ts'
import type { PauseKind } from './period-rule.ts'
import type { Procedure } from './procedure.ts'
import { Refusal } from './refusal.ts'
import type { Pair } from './words.ts'

/** What an act asks for. The server, the form on the screen, the document and the OpenAPI description read the same object. */
export type Field = {
  readonly kind:
    | 'line'
    | 'text'
    | 'day'
    | 'moment'
    | 'fen'
    | 'count'
    | 'choice'
    | 'choices'
    | 'check'
    | 'person'
    | 'persons'
    | 'organisation'
    | 'attachments'
  readonly label: Pair
  readonly hint?: Pair
  /** Left out: the act may be done without it. A required check must be ticked. */
  readonly required?: true
  readonly options?: Readonly<Record<string, Pair>>
  /** The article that demands it; without one it is the platform's own suggestion (建议). */
  readonly source?: string
  /** At least so many persons, choices or attachments. */
  readonly atLeast?: number
  /** Whoever is named must be fit for this capacity; where the act assigns the person, that capacity is meant. */
  readonly among?: Capacity
}

export type Fields = Readonly<Record<string, Field>>
export type Values = Readonly<Record<string, unknown>>

/** In which capacity somebody acts. Bodies (公安、检察、鉴定机构) act as a whole; inside the office it is the person's part in this matter. */
export const capacities = [
  'registrar',
  'handler',
  'reviewer',
  'head',
  'principal',
  'presider',
  'police',
  'procuratorate',
  'party',
  'system',
] as const

export type Capacity = (typeof capacities)[number]

/** Who must agree before the act is done. `municipal` is the head of the municipal regulator, who acts outside the platform and is recorded by document number. */
export type ApprovalLevel = 'head' | 'principal' | 'municipal' | 'collective'

export type ActSpec = {
  readonly words: Pair
  readonly by: readonly Capacity[]
  readonly approval?: ApprovalLevel
  readonly fields: Fields
  /** Forms (by number of §7) that must have been issued in this matter before. */
  readonly needs?: readonly number[]
  /** Of these forms one is enough. */
  readonly needsOneOf?: readonly number[]
  /** The form or forms that this act itself issues, filled from its fields. */
  readonly issues?: number | readonly number[]
  /** The people named in this field take part from now on, in place of those who did in this capacity. */
  readonly assigns?: { readonly field: string; readonly capacity: Capacity }
  /** The body named in this field takes part from now on and sees the matter. */
  readonly letsIn?: { readonly field: string; readonly capacity: Capacity }
  readonly source: string
}

/** One act as it stands in the record. Nothing in it ever changes. */
export type PastAct = {
  readonly seq: number
  readonly act: string
  readonly from: string
  readonly to: string
  /** The day on which it was done, from which periods are counted. */
  readonly on: string
  /** The moment for periods in hours. */
  readonly at: string
  readonly recordedAt: string
  readonly personId: string | null
  readonly approvedBy: string | null
  readonly approvedOn: string | null
  readonly fields: Values
}

export type Assigned = { readonly personId: string; readonly capacity: Capacity; readonly until: string | null }

export type IssuedForm = {
  readonly form: number
  readonly number: string | null
  readonly issuedOn: string
  readonly servedOn: string | null
}

export type Relative = { readonly id: string; readonly kind: string; readonly state: string }

/** Everything that a rule may look at. */
export type MatterRecord<S extends string = string> = {
  readonly id: string
  readonly kind: string
  readonly state: S
  readonly openedOn: string
  readonly facts: Values
  readonly acts: readonly PastAct[]
  readonly people: readonly Assigned[]
  readonly documents: readonly IssuedForm[]
  readonly children: readonly Relative[]
}

/** The act that somebody wants to do now. */
export type Attempt<A extends string = string> = {
  readonly act: A
  readonly on: Temporal.PlainDate
  readonly at: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly personId: string | null
  /** In which capacity; the service knows, from roles, assignments and the body somebody acts for. */
  readonly capacity: Capacity
  readonly approverId: string | null
  readonly fields: Values
}

/** One condition that is not met, with the article that sets it. */
export type Unmet = {
  readonly code: string
  readonly words: Pair
  readonly source: string
  /** The field it is about: such a condition is told when the form was filled, not before. */
  readonly field?: string
}

/** Told as a method, so that a machine with states of its own is a machine wherever states are just texts. */
export type Guard<S extends string = string, A extends string = string> = {
  guard(record: MatterRecord<S>, attempt: Attempt<A>, law: GuardLaw): readonly Unmet[]
}['guard']

/** What guards may ask of the law as it stands for this office. */
export type GuardLaw = {
  /** @throws RangeError for an id that the law's data does not have */
  parameter(id: string): string | number | boolean
  /** The last day (or moment) of a period that runs in this matter; null when it does not run or has no number. */
  due(periodId: string): Temporal.PlainDate | null
  addWorkingDays(day: Temporal.PlainDate, count: number): Temporal.PlainDate
}

/**
 * When a statutory period of a matter begins, stops and ends, told by acts.
 *
 * An act's day is its `on`, or the day in the field named here. Of several beginnings the last one counts: a notice served anew
 * starts the period anew. An act that both begins and ends it meets it at once: it is kept to show that it was met.
 */
export type PeriodPlan = {
  readonly period: string
  readonly startsWith: readonly ActDay[]
  readonly endsWith: readonly string[]
  /** `lengthField` holds the length where the law leaves it to whoever approves; else the law's own stage counts. */
  readonly extendedBy?: readonly { readonly act: string; readonly lengthField?: string }[]
  /** `noticeField` holds the number of the written notice without which an appraisal stops no clock (文书 31). */
  readonly pausedBy?: readonly {
    readonly kind: PauseKind
    readonly from: ActDay
    readonly to: readonly ActDay[]
    readonly noticeField?: string
  }[]
  /** The act that the worker does when the period has run out (自动解除). */
  readonly lapsesBy?: string
}

export type ActDay = { readonly act: string; readonly field?: string }

export type Machine<S extends string = string, A extends string = string> = {
  readonly kind: string
  readonly words: Pair
  readonly states: Readonly<Record<S, Pair>>
  readonly initial: S
  /** States from which nothing leads elsewhere; the matter is closed there. */
  readonly final: readonly S[]
  readonly procedure: Procedure<S, A>
  readonly acts: Readonly<Record<A, ActSpec>>
  /** Conditions beyond fields, people and forms. */
  readonly guards: Readonly<Partial<Record<A, Guard<S, A>>>>
  readonly periods: readonly PeriodPlan[]
}

/** Keeps states and acts literal. */
export const defineMachine = <S extends string, A extends string>(machine: Machine<S, A>): Machine<S, A> => machine

const isOpen = (procedure: Procedure<string, string>, state: string, act: string) =>
  procedure[state]?.[act] !== undefined

/**
 * Everything that stands in the way of this act, all at once, so that nobody mends one thing to be told of the next.
 *
 * The order: the procedure, the day, the people, the forms, the machine's own guards.
 */
export function unmetFor<S extends string, A extends string>(
  machine: Machine<S, A>,
  record: MatterRecord<S>,
  attempt: Attempt<A>,
  law: GuardLaw,
): readonly Unmet[] {
  const spec = machine.acts[attempt.act]
  if (!isOpen(machine.procedure, record.state, attempt.act))
    return [
      {
        code: 'act-not-open',
        words: [
          `目前处于“${machine.states[record.state][0]}”，不能办理“${spec.words[0]}”。`,
          `The matter is at “${machine.states[record.state][1]}”, where “${spec.words[1]}” is not open.`,
        ],
        source: spec.source,
      },
    ]
  return [
    ...dayUnmet(record, attempt),
    ...capacityUnmet(spec, record, attempt),
    ...formsUnmet(spec, record),
    ...(spec.approval && attempt.approverId !== null ? approverUnmet(spec, record, attempt) : []),
    ...(machine.guards[attempt.act]?.(record, attempt, law) ?? []),
  ]
}

function dayUnmet(record: MatterRecord, { on, at, today }: Attempt): Unmet[] {
  const unmet: Unmet[] = []
  if (!todayAt(at).equals(on))
    unmet.push({
      code: 'moment-not-on-day',
      words: ['办理时刻不在办理日期当天，请核对。', 'The time is not on the day given. Check both.'],
      source: '平台规则',
      field: 'at',
    })
  if (Temporal.PlainDate.compare(on, today) > 0)
    unmet.push({
      code: 'day-in-future',
      words: ['办理日期晚于今天，请改为实际办理的日期。', 'The day lies ahead. Give the day on which it was done.'],
      source: '平台规则',
    })
  const last = record.acts.at(-1)?.on ?? record.openedOn
  if (on.toString() < last)
    unmet.push({
      code: 'day-before-last-act',
      words: [
        `办理日期早于上一环节的日期（${last}），请核对。`,
        `The day is before that of the last act (${last}). Check it.`,
      ],
      source: '平台规则',
    })
  return unmet
}

/** Who reviews a matter has not handled it. @source 《市场监督管理行政处罚程序规定》第四十九条 */
function capacityUnmet(spec: ActSpec, record: MatterRecord, { capacity, personId }: Attempt): Unmet[] {
  if (!spec.by.includes(capacity))
    return [
      {
        code: 'not-yours-to-do',
        words: ['该事项不由您现在的身份办理。', 'This is not for you to do in your present capacity.'],
        source: spec.source,
      },
    ]
  return capacity === 'reviewer' && isHandler(record, personId)
    ? [
        {
          code: 'reviewer-is-handler',
          words: ['审核人员不能是本案办案人员。', 'Whoever reviews the matter cannot have handled it.'],
          source: '《市场监督管理行政处罚程序规定》第四十九条',
        },
      ]
    : []
}

/** Handlers are remembered even after they were replaced: having handled is what excludes. */
const isHandler = ({ people }: MatterRecord, personId: string | null) =>
  people.some((one) => one.personId === personId && one.capacity === 'handler')

function formsUnmet({ needs = [], needsOneOf = [] }: ActSpec, { documents }: MatterRecord): Unmet[] {
  const issued = new Set(documents.map(({ form }) => form))
  const missing = (forms: readonly number[]): Unmet => ({
    code: 'form-missing',
    words: [
      `缺少已签发的文书：${forms.map((form) => `#${form}`).join('、')}。请先制作并签发。`,
      `A form has not been issued yet: ${forms.map((form) => `#${form}`).join(', ')}. Draw it up and issue it first.`,
    ],
    source: '国市监法发〔2021〕42号',
  })
  return [
    ...needs.filter((form) => !issued.has(form)).map((form) => missing([form])),
    ...(needsOneOf.length > 0 && !needsOneOf.some((form) => issued.has(form)) ? [missing(needsOneOf)] : []),
  ]
}

/** Nobody approves what they proposed, and nobody who handles the matter approves in it. */
function approverUnmet(spec: ActSpec, record: MatterRecord, { personId, approverId }: Attempt): Unmet[] {
  return approverId === personId || isHandler(record, approverId)
    ? [
        {
          code: 'approver-is-handler',
          words: ['办案人员不能审批本人经办的事项。', 'Whoever handles the matter cannot approve in it.'],
          source: spec.source,
        },
      ]
    : []
}

/**
 * The record after the act.
 *
 * @throws Refusal `act-not-open`, or `grounds-unmet` with every condition that is not met
 */
export function perform<S extends string, A extends string>(
  machine: Machine<S, A>,
  record: MatterRecord<S>,
  attempt: Attempt<A>,
  law: GuardLaw,
): MatterRecord<S> {
  const unmet = unmetFor(machine, record, attempt, law)
  if (unmet[0]?.code === 'act-not-open') throw new Refusal('act-not-open', { from: record.state, act: attempt.act })
  if (unmet.length > 0) throw new Refusal('grounds-unmet', { count: unmet.length, unmet })
  const to = machine.procedure[record.state][attempt.act] as S
  const done: PastAct = {
    seq: record.acts.length + 1,
    act: attempt.act,
    from: record.state,
    to,
    on: attempt.on.toString(),
    at: attempt.at.toString(),
    recordedAt: attempt.at.toString(),
    personId: attempt.personId,
    approvedBy: attempt.approverId,
    approvedOn: attempt.approverId === null ? null : attempt.today.toString(),
    fields: attempt.fields,
  }
  const { assigns } = machine.acts[attempt.act]
  return {
    ...record,
    state: to,
    acts: [...record.acts, done],
    people: assigns
      ? reassigned(record.people, assigns.capacity, idsIn(attempt.fields, assigns.field), done)
      : record.people,
    documents: [
      ...record.documents,
      ...formsIssuedBy(machine.acts[attempt.act]).map((form) => ({
        form,
        number: null,
        issuedOn: done.on,
        servedOn: null,
      })),
    ],
  }
}

export const formsIssuedBy = ({ issues = [] }: ActSpec): readonly number[] =>
  typeof issues === 'number' ? [issues] : issues

/** The people, bodies or files named in a field, which holds one id or several. */
export function idsIn(fields: Values, field: string): readonly string[] {
  const named = fields[field]
  return typeof named === 'string'
    ? [named]
    : Array.isArray(named)
      ? named.filter((one) => typeof one === 'string')
      : []
}

function reassigned(people: readonly Assigned[], capacity: Capacity, named: readonly string[], { at }: PastAct) {
  const leaving = people.map((one) =>
    one.capacity === capacity && one.until === null && !named.includes(one.personId) ? { ...one, until: at } : one,
  )
  const staying = new Set(leaving.filter((one) => one.capacity === capacity && !one.until).map((one) => one.personId))
  return [
    ...leaving,
    ...named.filter((personId) => !staying.has(personId)).map((personId) => ({ personId, capacity, until: null })),
  ]
}
