import { describe, expect, it } from 'vitest'
import { shapeOfFields } from './field-shape.ts'
import { type Attempt, defineMachine, type GuardLaw, type MatterRecord, perform, unmetFor } from './proceeding.ts'
import { Refusal } from './refusal.ts'
import { toldPeriods } from './told-period.ts'

const day = Temporal.PlainDate.from
const law: GuardLaw = {
  parameter: () => 0,
  due: () => null,
  addWorkingDays: (from, count) => from.add({ days: count }),
}

/** An inquiry in small: opened, extended with approval, filed with two handlers, and left alone it lapses. */
const machine = defineMachine({
  kind: 'sample',
  words: ['示例', 'sample'],
  states: { open: ['在办', 'open'], filed: ['已立', 'filed'], lapsed: ['已失效', 'lapsed'] },
  initial: 'open',
  final: ['filed', 'lapsed'],
  procedure: {
    open: {
      appoint: 'open',
      extend: 'open',
      pause: 'open',
      resume: 'open',
      review: 'open',
      file: 'filed',
      lapse: 'lapsed',
    },
    filed: {},
    lapsed: {},
  },
  acts: {
    appoint: {
      words: ['指定', 'appoint'],
      by: ['registrar'],
      fields: { handlers: { kind: 'persons', label: ['人员', 'people'], required: true } },
      assigns: { field: 'handlers', capacity: 'handler' },
      source: '甲',
    },
    extend: {
      words: ['延长', 'extend'],
      by: ['handler'],
      approval: 'head',
      fields: { reason: { kind: 'text', label: ['理由', 'reason'], required: true } },
      source: '乙',
    },
    pause: {
      words: ['停', 'pause'],
      by: ['handler'],
      fields: { noticeNo: { kind: 'line', label: ['文书', 'notice'] } },
      source: '丙',
    },
    resume: { words: ['续', 'resume'], by: ['handler'], fields: {}, source: '丙' },
    review: { words: ['审', 'review'], by: ['reviewer'], fields: {}, source: '丁' },
    file: { words: ['立', 'file'], by: ['handler'], fields: {}, needs: [7], issues: 8, source: '戊' },
    lapse: { words: ['失效', 'lapse'], by: ['system'], fields: {}, source: '己' },
  },
  guards: {
    file: ({ people }) =>
      people.filter(({ capacity, until }) => capacity === 'handler' && !until).length >= 2
        ? []
        : [{ code: 'two-handlers-required', words: ['须两人', 'two needed'], source: '庚' }],
  },
  periods: [
    {
      period: 'T-02',
      startsWith: [{ act: 'appoint' }],
      endsWith: ['file', 'lapse'],
      extendedBy: [{ act: 'extend' }],
      pausedBy: [{ kind: 'appraisal', from: { act: 'pause' }, to: [{ act: 'resume' }], noticeField: 'noticeNo' }],
      lapsesBy: 'lapse',
    },
  ],
})
type State = 'open' | 'filed' | 'lapsed'

const aRecord = (override: Partial<MatterRecord<State>> = {}): MatterRecord<State> => ({
  id: 'm',
  kind: 'sample',
  state: 'open',
  openedOn: '2026-09-01',
  facts: {},
  acts: [],
  people: [],
  documents: [],
  children: [],
  ...override,
})
type Act = keyof typeof machine.acts & string
const anAttempt = (act: Act, override: Partial<Attempt<Act>> = {}): Attempt<Act> => {
  const on = override.on ?? day('2026-09-10')
  return {
    act,
    on,
    at: on.toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '10:00' }).toInstant(),
    today: day('2026-09-10'),
    personId: 'a',
    capacity: machine.acts[act].by[0] ?? 'handler',
    approverId: null,
    fields: {},
    ...override,
  }
}
const codes = (record: MatterRecord<State>, attempt: Attempt<Act>) =>
  unmetFor(machine, record, attempt, law).map(({ code }) => code)
const form = (number: number) => ({ form: number, number: null, issuedOn: '2026-09-05', servedOn: null })
const handler = (personId: string, until: string | null = null) => ({ personId, capacity: 'handler' as const, until })

describe('an act', () => {
  it('that the state does not open is refused, and nothing else is told', () => {
    const record = aRecord({ state: 'filed' })
    expect(codes(record, anAttempt('file', { on: day('2030-01-01') }))).toEqual(['act-not-open'])
    expect(() => perform(machine, record, anAttempt('file'), law)).toThrow(
      new Refusal('act-not-open', { from: 'filed', act: 'file' }),
    )
  })

  it('tells everything that stands in its way at once, each with its article', () => {
    const unmet = unmetFor(machine, aRecord(), anAttempt('file', { on: day('2026-09-12') }), law)
    expect(unmet.map(({ code }) => code)).toEqual(['day-in-future', 'form-missing', 'two-handlers-required'])
    for (const { source, words } of unmet) expect([source, ...words].every((text) => text !== '')).toBe(true)
  })

  it('cannot be dated before the act before it, nor before the matter was opened', () => {
    expect(codes(aRecord(), anAttempt('resume', { on: day('2026-08-31') }))).toEqual(['day-before-last-act'])
    const later = perform(machine, aRecord(), anAttempt('resume', { on: day('2026-09-08') }), law)
    expect(codes(later, anAttempt('resume', { on: day('2026-09-07') }))).toEqual(['day-before-last-act'])
    expect(codes(later, anAttempt('resume', { on: day('2026-09-08') }))).toEqual([])
  })

  it('whose moment is on another day than it says is refused', () => {
    const at = Temporal.Instant.from('2026-09-09T15:59:00Z')
    expect(codes(aRecord(), anAttempt('resume', { at }))).toEqual(['moment-not-on-day'])
  })

  it('is done by nobody in a capacity it does not name', () => {
    expect(codes(aRecord(), anAttempt('resume', { capacity: 'registrar' }))).toEqual(['not-yours-to-do'])
  })

  it('of review is not for whoever handles the matter, or handled it once', () => {
    for (const until of [null, '2026-09-02'])
      expect(codes(aRecord({ people: [handler('a', until)] }), anAttempt('review'))).toEqual(['reviewer-is-handler'])
    expect(codes(aRecord({ people: [handler('b')] }), anAttempt('review'))).toEqual([])
  })

  it('is approved by nobody who proposed it or handles the matter', () => {
    const extend = (approverId: string) => anAttempt('extend', { approverId, fields: { reason: '复杂' } })
    expect(codes(aRecord(), extend('a'))).toEqual(['approver-is-handler'])
    expect(codes(aRecord({ people: [handler('b')] }), extend('b'))).toEqual(['approver-is-handler'])
    expect(codes(aRecord({ people: [handler('b')] }), extend('c'))).toEqual([])
  })

  it('that may be done leaves a record with its state, its form and the act, and the old record as it was', () => {
    const before = aRecord({ people: [handler('a'), handler('b')], documents: [form(7)] })
    const after = perform(machine, before, anAttempt('file'), law)
    expect(after).toMatchObject({ state: 'filed', acts: [{ seq: 1, act: 'file', from: 'open', to: 'filed' }] })
    expect(after.documents.map((one) => one.form)).toEqual([7, 8])
    expect(before).toMatchObject({ state: 'open', acts: [] })
  })

  it('that names people puts them in place of those who were named before', () => {
    const before = aRecord({ people: [handler('a'), handler('b')] })
    const after = perform(machine, before, anAttempt('appoint', { fields: { handlers: ['b', 'c'] } }), law)
    expect(after.people.filter(({ until }) => until === null).map(({ personId }) => personId)).toEqual(['b', 'c'])
    expect(after.people.find(({ personId }) => personId === 'a')?.until).not.toBeNull()
  })
})

describe('the periods of a matter', () => {
  const course = (...acts: readonly [Act, string, Record<string, unknown>?][]) =>
    acts.reduce(
      (record, [act, on, fields = {}]) =>
        perform(machine, record, anAttempt(act, { on: day(on), today: day(on), fields }), law),
      aRecord({ documents: [form(7)] }),
    ).acts

  it('have not begun before the act that starts them', () => {
    expect(toldPeriods(machine.periods, course(['resume', '2026-09-02']))).toEqual([])
  })

  it('begin anew with the last act that starts them', () => {
    const acts = course(['appoint', '2026-09-02', { handlers: ['a'] }], ['appoint', '2026-09-04', { handlers: ['b'] }])
    expect(toldPeriods(machine.periods, acts)).toMatchObject([{ startOn: '2026-09-04', endedBy: null }])
  })

  it('know each pause with its notice, the open one without an end', () => {
    const acts = course(
      ['appoint', '2026-09-02', { handlers: ['a', 'b'] }],
      ['pause', '2026-09-03', { noticeNo: '〔2026〕1号' }],
      ['resume', '2026-09-05'],
      ['pause', '2026-09-07'],
    )
    expect(toldPeriods(machine.periods, acts)[0]?.pauses).toEqual([
      { kind: 'appraisal', from: '2026-09-03', to: '2026-09-05', documentNo: '〔2026〕1号' },
      { kind: 'appraisal', from: '2026-09-07', to: null, documentNo: null },
    ])
  })

  it('end with the first act that ends them; what comes later changes nothing', () => {
    const acts = course(['appoint', '2026-09-02', { handlers: ['a', 'b'] }], ['file', '2026-09-06'])
    expect(toldPeriods(machine.periods, acts)).toMatchObject([{ endedBy: { act: 'file', on: '2026-09-06' } }])
  })

  it('that an act begins and ends are met by it, also when it is done anew', () => {
    const plans = [{ period: 'T-12', startsWith: [{ act: 'appoint' }], endsWith: ['appoint', 'file'] }]
    const acts = course(['appoint', '2026-09-02', { handlers: ['a'] }], ['appoint', '2026-09-04', { handlers: ['b'] }])
    expect(toldPeriods(plans, acts)).toMatchObject([
      { startOn: '2026-09-04', endedBy: { act: 'appoint', on: '2026-09-04' } },
    ])
  })
})

describe('the fields of an act', () => {
  const shape = shapeOfFields({
    name: { kind: 'line', label: ['名', 'name'], required: true },
    remark: { kind: 'text', label: ['注', 'remark'] },
    fine: { kind: 'fen', label: ['罚款', 'fine'] },
    way: {
      kind: 'choice',
      label: ['方式', 'way'],
      options: { mail: ['邮寄', 'mail'], left: ['留置', 'left'] },
      required: true,
    },
    told: { kind: 'check', label: ['已告知', 'told'], required: true },
    people: { kind: 'persons', label: ['人员', 'people'], required: true, atLeast: 2 },
  })
  const two = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
  const right = { name: '甲', way: 'mail', told: true, people: two }
  const wrong = (change: Record<string, unknown>) =>
    shape.safeParse({ ...right, ...change }).error?.issues.map(({ path }) => path.join('.')) ?? []

  it('are taken when they are complete', () => expect(shape.parse(right)).toEqual(right))

  it.each([
    ['an empty required line', { name: '  ' }, ['name']],
    ['an unknown choice', { way: 'fax' }, ['way']],
    ['a required check that is not ticked', { told: false }, ['told']],
    ['too few people', { people: two.slice(1) }, ['people']],
    ['one person twice', { people: [two[0], two[0]] }, ['people']],
    ['a broken amount', { fine: 1.5 }, ['fine']],
    ['a field that nobody asked for', { secret: 'x' }, ['']],
  ])('are refused with %s, naming the field', (_name, change, fields) => expect(wrong(change)).toEqual(fields))
})
