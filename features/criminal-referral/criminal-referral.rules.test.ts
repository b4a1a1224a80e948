import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addWorkingDays } from '../../core/calendar.ts'
import { lawFrom } from '../../core/law.ts'
import {
  type Attempt,
  type GuardLaw,
  type Machine,
  type MatterRecord,
  type PastAct,
  perform,
  unmetFor,
  type Values,
} from '../../core/proceeding.ts'
import { readCalendar, readLaw } from '../../platform/law.ts'
import { dueDay, periodsOf, stateOfPeriod } from '../proceeding/proceeding-period.rules.ts'
import { referralMachine } from './criminal-referral.rules.ts'
import { notedFrom, reverseMachine } from './reverse-transfer.rules.ts'

const calendar = await readCalendar()
const shipped = await readLaw()
const law = lawFrom(shipped)
const clock = { rule: law.period, calendar, counting: law.counting }

/** The table as a lawyer wrote it: for each state and act the state it leads to, or `·`. */
function matrix(name: string): Map<string, Map<string, string>> {
  const table = new Map<string, Map<string, string>>()
  let acts: string[] = []
  for (const line of readFileSync(join(import.meta.dirname, name), 'utf8').split('\n')) {
    const [state, cells] = line.split('|').map((part) => part.trim())
    if (!state || cells === undefined) continue
    const words = cells.split(/\s+/)
    if (state === 'state') acts = words
    else {
      expect(words, line).toHaveLength(acts.length)
      const row = table.get(state) ?? new Map<string, string>()
      for (const [at, act] of acts.entries()) row.set(act, words[at] ?? '')
      table.set(state, row)
    }
  }
  return table
}

describe.each<[string, Machine]>([
  ['criminal-referral.matrix.txt', referralMachine],
  ['reverse-transfer.matrix.txt', reverseMachine],
])('%s', (name, machine) => {
  const written = matrix(name)
  const [states, acts] = [Object.keys(machine.states), Object.keys(machine.acts)]

  test('speaks of every state and every act, and of no other', () => {
    expect([...written.keys()].sort()).toEqual(states.toSorted())
    for (const row of written.values()) expect([...row.keys()].sort()).toEqual(acts.toSorted())
  })

  test.each(states.flatMap((state) => acts.map((act) => [state, act] as const)))('%s · %s', (state, act) => {
    expect(machine.procedure[state]?.[act] ?? '·').toBe(written.get(state)?.get(act))
  })

  test('every state can be reached, and exactly the final ones lead nowhere', () => {
    const reached = new Set([machine.initial])
    for (const state of reached) for (const to of Object.values(machine.procedure[state] ?? {})) reached.add(to ?? '')
    expect([...reached].sort()).toEqual(states.toSorted())
    expect(states.filter((state) => Object.keys(machine.procedure[state] ?? {}).length === 0)).toEqual(
      expect.arrayContaining([...machine.final]),
    )
    expect(machine.final).toHaveLength(
      states.filter((one) => Object.keys(machine.procedure[one] ?? {}).length === 0).length,
    )
  })

  test('every period of the plan is one of the law, and begins and ends with acts that exist', () => {
    for (const plan of machine.periods) {
      expect(() => law.period(plan.period)).not.toThrow()
      const named = [
        ...plan.startsWith.map(({ act }) => act),
        ...plan.endsWith,
        ...(plan.lapsesBy ? [plan.lapsesBy] : []),
      ]
      expect(
        named.filter((act) => !acts.includes(act)),
        plan.period,
      ).toEqual([])
    }
  })

  test('everything cites its source, and what a person reads is there in both languages', () => {
    for (const [act, spec] of Object.entries(machine.acts)) {
      expect(spec.source, act).not.toBe('')
      for (const [zh, en] of [
        spec.words,
        ...Object.values(spec.fields).flatMap(({ label, hint }) => [label, ...(hint ? [hint] : [])]),
      ])
        expect([act, zh !== '' && en !== '']).toEqual([act, true])
    }
  })
})

test('between them the two machines, and the clue, have every clock from X-01 to X-24', () => {
  const planned = [...referralMachine.periods, ...reverseMachine.periods].map(({ period }) => period)
  const wanted = law.periods.map(({ id }) => id).filter((id) => id.startsWith('X-'))
  expect(planned.toSorted()).toEqual(wanted.toSorted())
})

/** A course of acts, each with its fields, from the beginning. */
type Step = readonly [act: string, at: string, fields?: Values, more?: Partial<Attempt>]
const guardLaw = (record: MatterRecord, machine: Machine, over: Record<string, boolean> = {}): GuardLaw => ({
  parameter: (id) => over[id] ?? law.parameter(id),
  due: (id) => {
    const found = periodsOf(machine.periods, record, clock).find(({ told }) => told.plan.period === id)
    return found ? dueDay(found.due) : null
  },
  addWorkingDays: (day, count) => addWorkingDays(day, count, calendar),
})

const begun = (machine: Machine): MatterRecord => ({
  id: 'matter',
  kind: machine.kind,
  state: machine.initial,
  openedOn: '2026-11-20',
  facts: {},
  acts: [],
  people: [
    { personId: 'a', capacity: 'handler', until: null },
    { personId: 'b', capacity: 'handler', until: null },
  ],
  documents: [{ form: 5, number: null, issuedOn: '2026-11-20', servedOn: null }],
  children: [],
})

const attemptOf = (machine: Machine, [act, at, fields = {}, more = {}]: Step): Attempt => {
  const moment = Temporal.Instant.from(at)
  const on = moment.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
  const by = machine.acts[act]?.by[0] ?? 'handler'
  return { act, on, at: moment, today: on, personId: 'a', capacity: by, approverId: null, fields, ...more }
}

const course = (machine: Machine, steps: readonly Step[], from = begun(machine)): MatterRecord =>
  steps.reduce((record, step) => perform(machine, record, attemptOf(machine, step), guardLaw(record, machine)), from)

const unmet = (machine: Machine, record: MatterRecord, step: Step, over?: Record<string, boolean>) =>
  unmetFor(machine, record, attemptOf(machine, step), guardLaw(record, machine, over)).map(({ code }) => code)

const principal: Partial<Attempt> = { personId: 'p', capacity: 'principal' }
const frozen = { packetId: 'x', packetNumber: 'x', manifestSha256: 'x', manifestSm3: 'x', items: 5 }
const toApproved: readonly Step[] = [
  ['suspect-crime', '2026-11-20T01:00:00Z', { threshold: 'suspicion', reason: '示例' }],
  ['form-team', '2026-11-20T02:00:00Z', { team: ['a', 'b'] }],
  ['report', '2026-11-20T03:00:00Z', { crimes: ['pc-219'], facts: '示例', basis: '示例' }],
  ['approve-referral', '2026-11-20T06:30:00Z', { decidedAs: 'principal', opinion: '同意' }, principal],
]
const sending = { channel: 'account', police: 'gongan', sameLevel: true }
const toSent: readonly Step[] = [
  ...toApproved,
  ['freeze-packet', '2026-11-20T07:00:00Z', frozen],
  ['send', '2026-11-20T08:00:00Z', sending],
]
const refusal = { noticeNo: '1', reason: '示例', fileReturned: true }
const toRefused: readonly Step[] = [
  ...toSent,
  ['sign-receipt', '2026-11-20T08:10:00Z', { officer: '示例', scan: ['s'] }],
  ['police-refuse', '2026-11-23T02:00:00Z', refusal],
]
const approved = course(referralMachine, toApproved)
const sent = course(referralMachine, toSent)
const refused = course(referralMachine, toRefused)

const dueOf = (record: MatterRecord, id: string, machine: Machine = referralMachine) =>
  periodsOf(machine.periods, record, clock)
    .find(({ told }) => told.plan.period === id)
    ?.due.due?.toString()

describe('a referral', () => {
  test('is reported by two members of the special team, whichever threshold it rests on', () => {
    const formed = course(referralMachine, toApproved.slice(0, 2))
    const alone = { ...formed, people: [{ personId: 'a', capacity: 'handler', until: null } as const] }
    const report: Step = ['report', '2026-11-20T03:00:00Z', { crimes: ['pc-219'], facts: '示例', basis: '示例' }]
    expect(unmet(referralMachine, formed, report)).toEqual([])
    expect(unmet(referralMachine, alone, report)).toEqual(['two-in-team-required'])
  })

  test('for its amount or result names the amount or the result; reasonable suspicion needs none', () => {
    const steps: Step[] = [
      ['suspect-crime', '2026-11-20T01:00:00Z', { threshold: 'crime', reason: '示例' }],
      ['form-team', '2026-11-20T02:00:00Z', { team: ['a', 'b'] }],
    ]
    const general = course(referralMachine, steps)
    const report = (more: Values): Step => [
      'report',
      '2026-11-20T03:00:00Z',
      { crimes: ['pc-219'], facts: '示', basis: '示', ...more },
    ]
    expect(unmet(referralMachine, general, report({}))).toEqual(['crime-not-shown'])
    for (const shown of [{ lossFen: 30_000_000 }, { gainFen: 1 }, { circumstances: '二年内再犯' }])
      expect(unmet(referralMachine, general, report(shown))).toEqual([])
  })

  test('names the decision on a fine that was imposed before, so that it can be set off', () => {
    const formed = course(referralMachine, toApproved.slice(0, 2))
    const report = (more: Values): Step => [
      'report',
      '2026-11-20T03:00:00Z',
      { crimes: ['pc-219'], facts: '示', basis: '示', ...more },
    ]
    expect(unmet(referralMachine, formed, report({ fineFen: 100 }))).toEqual(['fine-without-decision'])
    expect(unmet(referralMachine, formed, report({ fineFen: 100, fineDecisionNo: '示例1号' }))).toEqual([])
  })

  test('is decided by the principal, never by a member of the team, present or past', () => {
    const reported = course(referralMachine, toApproved.slice(0, 3))
    const approve = (personId: string): Step => [
      'approve-referral',
      '2026-11-20T06:30:00Z',
      { decidedAs: 'principal', opinion: '同意' },
      { ...principal, personId },
    ]
    expect(unmet(referralMachine, reported, approve('p'))).toEqual([])
    expect(unmet(referralMachine, reported, approve('b'))).toEqual(['decider-was-in-team'])
    const left = {
      ...reported,
      people: [...reported.people, { personId: 'c', capacity: 'handler' as const, until: '2026-11-20' }],
    }
    expect(unmet(referralMachine, left, approve('c'))).toEqual(['decider-was-in-team'])
    expect(
      unmet(referralMachine, reported, ['approve-referral', '2026-11-20T06:30:00Z', {}, { capacity: 'head' }]),
    ).toContain('not-yours-to-do')
  })

  test('decided after three days needs an explanation of the delay', () => {
    const reported = course(referralMachine, toApproved.slice(0, 3))
    expect(dueOf(reported, 'X-02')).toBe('2026-11-23')
    const late = (more: Values): Step => ['approve-referral', '2026-11-24T02:00:00Z', more, principal]
    expect(unmet(referralMachine, reported, late({}))).toEqual(['delay-unexplained'])
    expect(unmet(referralMachine, reported, late({ lateReason: '示例' }))).toEqual([])
  })

  test('is sent with a frozen packet and a letter of referral, by a way that is open', () => {
    const send = (fields: Values): Step => ['send', '2026-11-20T08:00:00Z', { ...sending, ...fields }]
    expect(unmet(referralMachine, approved, send({}))).toEqual(['packet-not-frozen'])
    const ready = course(referralMachine, [['freeze-packet', '2026-11-20T07:00:00Z', frozen]], approved)
    expect(unmet(referralMachine, ready, send({}))).toEqual([])
    expect(unmet(referralMachine, { ...ready, documents: [] }, send({}))).toEqual(['form-missing'])
    expect(unmet(referralMachine, ready, send({ channel: 'node' }))).toEqual(['node-not-connected'])
    expect(
      unmet(referralMachine, ready, ['send', '2026-11-20T08:00:00Z', { channel: 'offline', sameLevel: true }]),
    ).toEqual(['police-missing'])
    expect(
      unmet(referralMachine, ready, [
        'send',
        '2026-11-20T08:00:00Z',
        { channel: 'account', policeName: '示例', sameLevel: true },
      ]),
    ).toEqual(['police-account-missing'])
    expect(
      unmet(referralMachine, ready, [
        'send',
        '2026-11-20T08:00:00Z',
        { channel: 'offline', policeName: '示例', sameLevel: true },
      ]),
    ).toEqual([])
  })

  test('goes to the procuratorate as well where the local mechanism wants that', () => {
    const ready = course(referralMachine, [['freeze-packet', '2026-11-20T07:00:00Z', frozen]], approved)
    const wanted = { 'referral.copy-to-procuratorate': true }
    const send: Step = ['send', '2026-11-20T08:00:00Z', sending]
    expect(unmet(referralMachine, ready, send, wanted)).toEqual(['copy-missing'])
    const copy = (fields: Values): Step => ['copy-to-procuratorate', '2026-11-20T07:30:00Z', fields]
    expect(unmet(referralMachine, ready, copy({ channel: 'account' }))).toEqual([
      'procuratorate-missing',
      'procuratorate-account-missing',
    ])
    const copied = course(referralMachine, [copy({ channel: 'offline', procuratorateName: '示例' })], ready)
    expect(unmet(referralMachine, copied, send, wanted)).toEqual([])
  })

  test('has one receipt for each sending; a supplement is signed for by itself', () => {
    const receipt: Step = ['sign-receipt', '2026-11-20T08:10:00Z', { officer: '示例', scan: ['s'] }]
    const signed = course(referralMachine, [receipt], sent)
    expect(unmet(referralMachine, signed, receipt)).toEqual(['receipt-signed'])
    expect(unmet(referralMachine, signed, ['sign-supplement', '2026-11-20T09:00:00Z', {}])).toEqual(['no-supplement'])
    const supplied = course(
      referralMachine,
      [
        ['ask-supplement', '2026-11-20T09:00:00Z', { missing: '示例' }],
        ['freeze-packet', '2026-11-20T10:00:00Z', frozen],
        ['supply', '2026-11-20T10:10:00Z', { channel: 'account', note: '示例' }],
      ],
      signed,
    )
    expect(unmet(referralMachine, supplied, receipt)).toEqual(['receipt-signed'])
    expect(unmet(referralMachine, supplied, ['sign-supplement', '2026-11-20T11:00:00Z', {}])).toEqual([])
  })

  test('is supplemented with a packet of its own, or with the word that there is nothing more', () => {
    const asked = course(referralMachine, [['ask-supplement', '2026-11-20T09:00:00Z', { missing: '示例' }]], sent)
    const supply = (more: Values): Step => [
      'supply',
      '2026-11-20T10:00:00Z',
      { channel: 'account', note: '示例', ...more },
    ]
    expect(unmet(referralMachine, asked, supply({}))).toEqual(['packet-not-frozen'])
    expect(unmet(referralMachine, asked, supply({ nothingMore: true }))).toEqual([])
  })

  test('answered on paper is recorded by the team only with the paper scanned', () => {
    const answer = (fields: Values, capacity: Attempt['capacity']): Step => [
      'police-file',
      '2026-11-21T02:00:00Z',
      { noticeNo: '1', ...fields },
      { capacity },
    ]
    expect(unmet(referralMachine, sent, answer({}, 'handler'))).toEqual(['scan-missing'])
    expect(unmet(referralMachine, sent, answer({ scan: ['s'] }, 'handler'))).toEqual([])
    expect(unmet(referralMachine, sent, answer({}, 'police'))).toEqual([])
    expect(unmet(referralMachine, sent, answer({}, 'procuratorate'))).toEqual(['not-yours-to-do'])
  })

  test('refused can be reconsidered for three days; after that only supervision is left, with an explanation', () => {
    expect(dueOf(refused, 'X-07')).toBe('2026-11-26')
    const ask = (at: string): Step => ['request-reconsideration', at, { reason: '示例', documentNo: '1' }]
    expect(unmet(referralMachine, refused, ask('2026-11-26T02:00:00Z'))).toEqual([])
    expect(unmet(referralMachine, refused, ask('2026-11-27T02:00:00Z'))).toEqual(['reconsideration-too-late'])
    const supervise = (more: Values): Step => [
      'request-supervision',
      '2026-11-27T02:00:00Z',
      { procuratorateName: '示例', ...more },
    ]
    expect(unmet(referralMachine, refused, supervise({}))).toEqual(['delay-unexplained'])
    expect(unmet(referralMachine, refused, supervise({ lateReason: '示例' }))).toEqual([])
  })

  test('runs its period for reconsideration from the day the notice came, not from that of the decision', () => {
    const later = course(
      referralMachine,
      [['police-refuse', '2026-11-23T02:00:00Z', { ...refusal, receivedOn: '2026-11-25' }]],
      sent,
    )
    expect(dueOf(later, 'X-07')).toBe('2026-11-28')
  })

  test('under reconsideration goes to the procuratorate only once public security is out of time', () => {
    const reconsidering = course(referralMachine, [['request-reconsideration', '2026-11-24T02:00:00Z', {}]], refused)
    const supervise = (at: string): Step => ['request-supervision', at, { procuratorateName: '示例' }]
    expect(dueOf(reconsidering, 'X-08')).toBe('2026-11-27')
    expect(unmet(referralMachine, reconsidering, supervise('2026-11-27T02:00:00Z'))).toEqual([
      'reconsideration-running',
    ])
    expect(unmet(referralMachine, reconsidering, supervise('2026-11-28T02:00:00Z'))).toEqual([])
  })

  test('under supervision: reasons are given when they were required, filing within fifteen days of the order', () => {
    const supervising = course(
      referralMachine,
      [['request-supervision', '2026-11-24T02:00:00Z', { procuratorateName: '示例' }]],
      refused,
    )
    const give: Step = ['give-reasons', '2026-11-25T02:00:00Z', { reason: '示例' }]
    expect(unmet(referralMachine, supervising, give)).toEqual(['reasons-not-required'])
    const required = course(referralMachine, [['require-reasons', '2026-11-24T03:00:00Z', {}]], supervising)
    expect(dueOf(required, 'X-10')).toBe('2026-12-01')
    const ordered = course(referralMachine, [give, ['order-filing', '2026-11-26T02:00:00Z', {}]], required)
    expect(ordered.state).toBe('filing-ordered')
    expect(dueOf(ordered, 'X-11')).toBe('2026-12-11')
    expect(course(referralMachine, [['police-file', '2026-12-01T02:00:00Z', {}]], ordered).state).toBe('police-filed')
  })

  test('filed: sealed or seized objects are handed over only when the party was told in writing', () => {
    const filed = course(referralMachine, [['police-file', '2026-11-23T02:00:00Z', { noticeNo: '1' }]], sent)
    expect(dueOf(filed, 'X-12')).toBe('2026-11-26')
    const hand = (fields: Values): Step => [
      'hand-over',
      '2026-11-24T02:00:00Z',
      { list: '示例', receivedBy: '示例', ...fields },
    ]
    expect(unmet(referralMachine, filed, hand({ objects: 'none' }))).toEqual([])
    expect(unmet(referralMachine, filed, hand({ objects: 'seized' }))).toEqual([
      'party-notice-missing',
      'party-not-told',
    ])
    const told = {
      ...filed,
      documents: [...filed.documents, { form: 6, number: '1', issuedOn: '2026-11-23', servedOn: null }],
    }
    expect(unmet(referralMachine, told, hand({ objects: 'seized', partyToldOn: '2026-11-23' }))).toEqual([])
  })
})

describe('clocks', () => {
  test('of hours run through night, weekend and holiday, from the next full hour', () => {
    // Approved on a Friday at 14:30: by Saturday 15:00.
    expect(dueOf(approved, 'X-03')).toBe('2026-11-21T07:00:00Z')
    const eve = course(
      referralMachine,
      [
        ['suspect-crime', '2026-09-30T01:00:00Z', { threshold: 'suspicion', reason: '示例' }],
        ['form-team', '2026-09-30T02:00:00Z', { team: ['a', 'b'] }],
        ['report', '2026-09-30T03:00:00Z', { crimes: ['pc-219'], facts: '示例', basis: '示例' }],
        ['approve-referral', '2026-09-30T09:00:00Z', {}, principal],
      ],
      { ...begun(referralMachine), openedOn: '2026-09-30' },
    )
    // The National Day holiday does not stop it.
    expect(dueOf(eve, 'X-03')).toBe('2026-10-01T09:00:00Z')
  })

  test('of three days roll over a statutory holiday, not over an ordinary weekend', () => {
    const reported = (on: string) =>
      dueOf({ ...begun(referralMachine), acts: [pastAct('report', `${on}T02:00:00Z`)] }, 'X-02')
    // From a Thursday: Sunday stays Sunday (R2a: the authority does not wait for Monday).
    expect(reported('2026-11-19')).toBe('2026-11-22')
    // From 29 September: 2 October lies in the holiday, so the first day after it.
    const rolled = reported('2026-09-29')
    expect(rolled && rolled > '2026-10-02').toBe(true)
  })

  test('that run from acceptance run from the sending until the receipt is signed', () => {
    expect(dueOf(sent, 'X-06')).toBe('2026-11-23')
    const signed = course(
      referralMachine,
      [['sign-receipt', '2026-11-21T02:20:00Z', { officer: '示例', scan: ['s'] }]],
      sent,
    )
    expect(dueOf(signed, 'X-06')).toBe('2026-11-24')
    expect(dueOf(signed, 'X-05-1')).toBe('2026-11-22T03:00:00Z')
    expect(dueOf(signed, 'X-04-2')).toBe('2026-11-22T03:00:00Z')
  })

  test('of the first day lapse by themselves, and are not held against anybody', () => {
    const signed = course(
      referralMachine,
      [['sign-receipt', '2026-11-21T02:20:00Z', { officer: '示例', scan: ['s'] }]],
      sent,
    )
    const passed = course(
      referralMachine,
      [['pass-first-day', '2026-11-22T03:00:01Z', {}, { capacity: 'system', personId: null }]],
      signed,
    )
    const states = periodsOf(referralMachine.periods, passed, clock)
      .filter(({ told }) => ['X-04-2', 'X-05-1'].includes(told.plan.period))
      .map((one) => stateOfPeriod(one, Temporal.Instant.from('2026-11-25T00:00:00Z')))
    expect(states).toEqual(['elapsed', 'elapsed'])
  })
})

const pastAct = (act: string, at: string, fields: Values = {}): PastAct => ({
  seq: 1,
  act,
  from: '',
  to: '',
  on: at.slice(0, 10),
  at,
  recordedAt: at,
  personId: 'a',
  approvedBy: null,
  approvedOn: null,
  fields,
})

describe('a reverse transfer', () => {
  const review: Step = [
    'register-review',
    '2026-11-20T02:00:00Z',
    { acceptedOn: '2026-11-20', noProsecutionNo: '1', noProsecutionOn: '2026-11-19' },
  ]

  test('of the procuratorate: ten working days to review, longer while another is asked, two months to be answered', () => {
    const registered = course(reverseMachine, [review])
    expect(dueOf(registered, 'X-21', reverseMachine)).toBe('2026-12-04')
    expect(dueOf(registered, 'X-22', reverseMachine)).toBe('2026-11-22')
    const asked = course(reverseMachine, [['ask-other-procuratorate', '2026-11-23T02:00:00Z', {}]], registered)
    expect(dueOf(asked, 'X-21', reverseMachine)).toBeUndefined()
    expect(unmet(reverseMachine, asked, ['ask-other-procuratorate', '2026-11-24T02:00:00Z', {}])).toEqual([
      'already-asked',
    ])
    const heard = course(reverseMachine, [['hear-other-procuratorate', '2026-11-24T02:00:00Z', {}]], asked)
    expect(dueOf(heard, 'X-21', reverseMachine)).toBe('2026-12-08')
    const served = course(reverseMachine, [['serve-opinion', '2026-11-25T02:00:00Z', {}]], heard)
    // The calendar of 2027 is not published, so nobody says which day it is.
    expect(dueOf(served, 'X-23', reverseMachine)).toBeUndefined()
    expect(dueOf(served, 'X-24', reverseMachine)).toBe('2026-12-16')
  })

  test('of public security owes no answer in two months, and is inquired into all the same', () => {
    const transferred = course(reverseMachine, [['transfer', '2026-11-25T02:00:00Z', {}, { capacity: 'police' }]])
    expect(dueOf(transferred, 'X-23', reverseMachine)).toBeUndefined()
    expect(dueOf(transferred, 'X-24', reverseMachine)).toBe('2026-12-16')
    expect(
      unmet(reverseMachine, begun(reverseMachine), [
        'transfer',
        '2026-11-25T02:00:00Z',
        {},
        { capacity: 'procuratorate' },
      ]),
    ).toEqual(['not-yours-to-do'])
  })

  test('shows its sender what moves the clock in the clue, and nothing else of it', () => {
    expect(notedFrom('extend-inquiry', {})).toEqual({ act: 'note-extension', fields: {} })
    expect(notedFrom('send-for-appraisal', { noticeNo: '鉴期1号', question: '秘密' })).toEqual({
      act: 'note-appraisal',
      fields: { noticeNo: '鉴期1号' },
    })
    expect(notedFrom('decline-filing', { ground: '秘密' })).toEqual({
      act: 'note-decision',
      fields: { decision: 'declined' },
    })
    expect(notedFrom('reply-to-sender', { result: '已立案', documentNo: '1', toBody: 'x' })).toEqual({
      act: 'answer',
      fields: { result: '已立案', documentNo: '1' },
    })
    for (const internal of ['assign', 'judge-jurisdiction', 'archive']) expect(notedFrom(internal, {})).toBeNull()
  })

  test('answered after two months needs an explanation', () => {
    const received = course(
      reverseMachine,
      [
        ['serve-opinion', '2026-09-10T02:00:00Z', {}],
        ['receive', '2026-09-11T02:00:00Z', { limitation: 'running' }],
      ],
      { ...begun(reverseMachine), openedOn: '2026-09-01' },
    )
    const answer = (more: Values): Step => [
      'answer',
      '2026-11-24T02:00:00Z',
      { result: '示例', documentNo: '1', ...more },
    ]
    expect(unmet(reverseMachine, received, answer({}))).toEqual(['delay-unexplained'])
    expect(unmet(reverseMachine, received, answer({ lateReason: '示例' }))).toEqual([])
  })
})
