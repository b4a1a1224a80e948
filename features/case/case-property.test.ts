import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Machine, MatterRecord, Values } from '../../core/proceeding.ts'
import { Refusal } from '../../core/refusal.ts'
import { caseAt, wayTo } from '../../test/case-walk.ts'
import { clockwork, opened, type Step, step } from '../../test/walk.ts'
import { type CaseAct, caseMachine } from './case.rules.ts'
import type { CaseState } from './case.schema.ts'
import { preservationMachine } from './preservation.rules.ts'
import { seizureMachine } from './seizure.rules.ts'

const machines: readonly (readonly [string, Machine])[] = [
  ['case', caseMachine],
  ['preservation', preservationMachine],
  ['seizure', seizureMachine],
]

describe.each(machines)('%s', (_name, machine) => {
  test('every act names its source and has words in both languages, and so has every field', () => {
    for (const [act, spec] of Object.entries(machine.acts)) {
      expect([act, spec.source]).toEqual([act, expect.stringMatching(/^《.+》第.+条/)])
      expect([act, ...spec.words]).toEqual([act, expect.stringMatching(/[一-龥]/), expect.stringMatching(/^[A-Z“]/)])
      for (const [key, field] of Object.entries(spec.fields)) {
        expect([act, key, ...field.label]).toEqual([
          act,
          key,
          expect.stringMatching(/[一-龥]/),
          expect.stringMatching(/^[A-Z]/),
        ])
        for (const [option, words] of Object.entries(field.options ?? {}))
          expect([act, option, ...words]).toEqual([
            act,
            option,
            expect.stringMatching(/[一-龥]/),
            expect.stringMatching(/./),
          ])
        if (field.source) expect(field.source).toMatch(/^《.+》第.+条/)
      }
    }
  })

  test('every state can be reached, and from every state that is not final a final one can be', () => {
    const next = (state: string) => new Set(Object.values(machine.procedure[state] ?? {})).difference(new Set([state]))
    const reach = (from: string) => {
      const seen = new Set([from])
      for (const state of seen) for (const to of next(state)) if (to) seen.add(to)
      return seen
    }
    expect([...reach(machine.initial)].toSorted()).toEqual(Object.keys(machine.states).toSorted())
    for (const state of Object.keys(machine.states)) {
      expect([state, next(state).size === 0]).toEqual([state, machine.final.includes(state)])
      expect([state, machine.final.some((end) => reach(state).has(end))]).toEqual([state, true])
    }
  })

  test('every act is open somewhere', () => {
    const open = new Set(Object.values(machine.procedure).flatMap((acts) => Object.keys(acts)))
    expect([...open].toSorted()).toEqual(Object.keys(machine.acts).toSorted())
  })

  test('every period is one of the law, and every act that its plan names is one of the procedure', () => {
    for (const plan of machine.periods) {
      expect(clockwork.rule(plan.period).id).toBe(plan.period)
      const named = [
        ...plan.startsWith.map(({ act }) => act),
        ...plan.endsWith,
        ...(plan.extendedBy ?? []).map(({ act }) => act),
        ...(plan.pausedBy ?? []).flatMap(({ from, to }) => [from.act, ...to.map(({ act }) => act)]),
        ...(plan.lapsesBy ? [plan.lapsesBy] : []),
      ]
      for (const act of named) expect([plan.period, act, act in machine.acts]).toEqual([plan.period, act, true])
      const fields = [
        ...plan.startsWith,
        ...(plan.extendedBy ?? []).map(({ act, lengthField }) => ({ act, field: lengthField })),
        ...(plan.pausedBy ?? []).flatMap(({ from, to, noticeField }) => [
          from,
          ...to,
          { act: from.act, field: noticeField },
        ]),
      ]
      for (const { act, field } of fields)
        if (field) expect([act, field, field in (machine.acts[act]?.fields ?? {})]).toEqual([act, field, true])
    }
  })

  test('only kinds of pauses that the law gives a period stop it', () => {
    for (const { period, pausedBy } of machine.periods)
      for (const { kind } of pausedBy ?? []) expect(clockwork.rule(period).pauses).toContain(kind)
  })
})

/** By hand from law.md §3.2, column 文书: what lies in the record once a case has passed into a state by an act. */
const formsOnTheWay: Readonly<Record<string, readonly number[]>> = {
  suspend: [8],
  resume: [8],
  'terminate-investigation': [8],
  'conclude-investigation': [35],
  'submit-for-review': [35],
  'approve-review': [35, 36],
  'serve-notice': [35, 36, 37],
  'report-hearing': [37, 39, 40, 41],
  'pass-legality-review': [36, 41],
  decide: [37, 43, 45],
  'decide-no-penalty': [43, 46],
  'apply-court-enforcement': [45, 48, 49],
  close: [53],
  archive: [53],
}

/** A move of somebody who may or may not know the law: which open act, how many days later, which forms were forgotten. */
const move = fc.record({
  pick: fc.nat(999),
  wait: fc.constantFrom(0, 0, 0, 0, 1, 6, 14, 31, 190),
  legality: fc.boolean(),
  forms: fc.constantFrom<readonly number[]>([24, 31, 50], [24, 31, 50], [50], []),
  situation: fc.constantFrom('performed', 'court-ended', 'terminated', 'other-decision', 'other'),
})
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never

/** What a careful handler would enter, for acts in which not everything fits. */
const careful = (act: string, on: Temporal.PlainDate, { situation, legality }: Move): Values =>
  ({
    'assign-handlers': { handlers: ['甲', '乙'] },
    'replace-handlers': { handlers: ['甲', '戊'] },
    'request-recusal': { whose: '乙' },
    recuse: { whose: '乙', handlers: ['甲', '戊'] },
    'reject-recusal': { whose: '乙' },
    'begin-appraisal-period': { noticeNo: '文书31号' },
    'record-discretion': { rangeFromFen: 10_000_000, rangeToFen: 100_000_000 },
    'submit-for-review': { reviewer: '丙', qualified: true, ...(legality && { legalityGrounds: ['complex'] }) },
    'propose-penalty': { fineFen: 20_000_000, hearingTold: true },
    'serve-notice': { manner: 'direct', receivedBy: '本人' },
    'notice-of-hearing': { hearingOn: on.add({ days: 13 }).toString(), presider: '丁' },
    'report-hearing': { reviewer: '丙' },
    decide: { fineFen: 20_000_000 },
    'serve-decision': { manner: 'direct', receivedBy: '本人', publicationTold: true },
    publish: { checkedBy: ['乙', '丙'] },
    pay: { amountFen: 20_000_000 },
    'defer-payment': { until: on.add({ days: 30 }).toString() },
    'record-overturning': { cause: 'revoked' },
    close: { situation },
  })[act] ?? {}

function tried(record: MatterRecord, chosen: Move): MatterRecord {
  const { pick, wait, forms } = chosen
  const open = Object.keys(caseMachine.procedure[record.state as keyof typeof caseMachine.procedure])
  // Acts that move the case on are tried more often, or most walks would stay where they began.
  const moving = open.filter((one) => caseMachine.procedure[record.state as CaseState][one as CaseAct] !== record.state)
  const act = [...open, ...moving, ...moving, ...moving][pick % (open.length + 3 * moving.length)]
  if (!act) return record
  const on = Temporal.PlainDate.from(record.acts.at(-1)?.on ?? record.openedOn).add({ days: wait })
  const capacity = caseMachine.acts[act as keyof typeof caseMachine.acts].by[0]
  const attempt: Step = {
    act,
    on: on.toString(),
    forms,
    fields: careful(act, on, chosen),
    personId: capacity === 'reviewer' ? '丙' : capacity === 'presider' ? '丁' : capacity === 'head' ? '局长' : '甲',
  }
  try {
    return step(caseMachine, record, attempt)
  } catch (error) {
    if (error instanceof Refusal || (error instanceof RangeError && error.name === 'CalendarNotPublished'))
      return record
    throw error
  }
}

/** What must be true after every act, whatever came before it. */
function lawful(before: MatterRecord, after: MatterRecord): void {
  const done = after.acts.at(-1)
  expect(done?.from).toBe(before.state)
  const forms = new Set(after.documents.map(({ form }) => form))
  for (const form of formsOnTheWay[done?.act ?? ''] ?? [])
    expect([done?.act, form, forms.has(form)]).toEqual([done?.act, form, true])
  const now = (capacity: string) => after.people.filter((who) => who.capacity === capacity && who.until === null)
  expect(now('handler').length).toBeGreaterThanOrEqual(2)
  const handled = after.people.filter(({ capacity }) => capacity === 'handler').map(({ personId }) => personId)
  for (const { personId } of [...now('reviewer'), ...now('presider')]) expect(handled).not.toContain(personId)
}

/** A case that goes to the heads together for its own sake, at the point where they are asked. */
const complexAndRechecked = caseAt(
  'reported',
  {
    act: 'submit-for-review',
    on: '2026-03-23',
    fields: { reviewer: '丙', legalityGrounds: ['complex'], qualified: true },
  },
  ...wayTo.rechecked.slice(wayTo.reviewing.length),
)
const starts = [...(Object.keys(wayTo) as CaseState[]).map((state) => caseAt(state)), complexAndRechecked]

describe('however acts follow one another', () => {
  const taken = new Set<string>()

  test('no act passes without the forms that belong before it, two handlers, and a reviewer who is none of them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(move, { minLength: 10, maxLength: 60 }), (from, moves) => {
        let record = from
        for (const one of moves) {
          const after = tried(record, one)
          if (after !== record) {
            lawful(record, after)
            taken.add(`${record.state} → ${after.state}`)
          }
          record = after
        }
      }),
      { seed: 20261123, numRuns: 1500 },
    )
  })

  test('and nine arrows of ten were gone along: the walks are not empty', () => {
    const arrows = Object.entries(caseMachine.procedure).flatMap(([from, acts]) =>
      Object.values(acts).map((to) => `${from} → ${to}`),
    )
    expect(arrows.filter((arrow) => !taken.has(arrow)).length).toBeLessThan(arrows.length / 10)
  })
})

test('a record is never changed, only followed by another', () => {
  const before = opened(caseMachine, '2026-03-02')
  const frozen = structuredClone(before)
  step(caseMachine, before, { act: 'assign-handlers', capacity: 'head', personId: '局长' })
  expect(before).toEqual(frozen)
})
