import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addWorkingDays } from '../../core/calendar.ts'
import { lawFrom } from '../../core/law.ts'
import { type Attempt, type MatterRecord, type PastAct, unmetFor, type Values } from '../../core/proceeding.ts'
import { readCalendar, readLaw } from '../../platform/law.ts'
import { type ClueState, clueMachine, isCompetent } from './clue.rules.ts'
import { type ClueAct, clueActs } from './clue-acts.rules.ts'

const calendar = await readCalendar()
const law = lawFrom(await readLaw(), [])

/** The table that a lawyer wrote: for each state and act the state it leads to, or `·`. */
function readMatrix(): Map<string, Map<string, string>> {
  const table = new Map<string, Map<string, string>>()
  let acts: string[] = []
  for (const line of readFileSync(join(import.meta.dirname, 'clue.matrix.txt'), 'utf8').split('\n')) {
    if (!line.includes('|')) continue
    const [state = '', cells = ''] = line.split('|').map((part) => part.trim())
    const words = cells.split(/\s+/)
    if (state === 'state') acts = words
    else {
      expect(words, line).toHaveLength(acts.length)
      const row = table.get(state) ?? new Map<string, string>()
      for (const [index, act] of acts.entries()) row.set(act, words[index] ?? '')
      table.set(state, row)
    }
  }
  return table
}

const matrix = readMatrix()
const states = Object.keys(clueMachine.states) as ClueState[]
const acts = Object.keys(clueActs) as ClueAct[]

test('the matrix speaks of every state and every act, and of no other', () => {
  expect([...matrix.keys()].sort()).toEqual([...states].sort())
  for (const row of matrix.values()) expect([...row.keys()].sort()).toEqual([...acts].sort())
})

test.each(states.flatMap((state) => acts.map((act) => [state, act] as const)))('at %s the act %s', (state, act) => {
  expect(clueMachine.procedure[state][act] ?? '·').toBe(matrix.get(state)?.get(act))
})

test('nothing leads on from a final state, and every other state is left', () => {
  for (const state of states)
    expect(
      Object.values(clueMachine.procedure[state]).some((to) => to !== state),
      state,
    ).toBe(!clueMachine.final.includes(state))
})

const today = Temporal.PlainDate.from('2026-11-24')
const past = (act: ClueAct, fields: Values = {}, seq = 1): PastAct => ({
  seq,
  act,
  from: '',
  to: '',
  on: '2026-11-24',
  at: '2026-11-24T02:00:00Z',
  recordedAt: '2026-11-24T02:00:00Z',
  personId: 'a',
  approvedBy: null,
  approvedOn: null,
  fields,
})
const record = (state: ClueState, over: Partial<MatterRecord<ClueState>> = {}): MatterRecord<ClueState> => ({
  id: 'clue',
  kind: 'clue',
  state,
  openedOn: '2026-11-24',
  facts: { source: 'tip-named' },
  acts: [],
  people: [
    { personId: 'a', capacity: 'handler', until: null },
    { personId: 'b', capacity: 'handler', until: null },
  ],
  documents: [],
  children: [],
  ...over,
})
const guardLaw = (due: string | null = null) => ({
  parameter: (id: string) => law.parameter(id),
  due: () => (due === null ? null : Temporal.PlainDate.from(due)),
  addWorkingDays: (day: Temporal.PlainDate, count: number) => addWorkingDays(day, count, calendar),
})
const codes = (
  act: ClueAct,
  of: MatterRecord<ClueState>,
  { fields = {}, due = null, ...more }: Partial<Attempt<ClueAct>> & { due?: string | null } = {},
) =>
  unmetFor(
    clueMachine,
    of,
    {
      act,
      on: today,
      at: Temporal.Instant.from('2026-11-24T02:00:00Z'),
      today,
      personId: 'a',
      capacity: clueActs[act].by[0],
      approverId: null,
      fields,
      ...more,
    },
    guardLaw(due),
  ).map(({ code }) => code)

const judged = (fields: Values) => record('under-inquiry', { acts: [past('judge-jurisdiction', fields)] })
const ours = { secretKind: 'technical', authorityLevel: 'city', jurisdictionBasis: 'statutory' }
const notOurs = { ...ours, authorityLevel: 'district' }

describe('jurisdiction', () => {
  test.each([
    ['the city level, by statute', ours, true],
    ['a district office, by statute, as long as the law data does not count it as city level', notOurs, false],
    ['a county, by statute', { ...ours, authorityLevel: 'county' }, false],
    [
      'a district that a higher authority designated',
      { ...notOurs, jurisdictionBasis: 'designated', approvalDocNo: '1' },
      true,
    ],
    ['a designation without its number', { ...notOurs, jurisdictionBasis: 'designated' }, false],
    ['none at all', { ...ours, jurisdictionBasis: 'none' }, false],
  ])('%s', (_name, fields, competent) => expect(isCompetent(fields, guardLaw())).toBe(competent))

  test('if article 3 is about technical secrets only, a county may file about business secrets', () => {
    const technicalOnly = {
      parameter: (id: string) => (id === 'authority.tsp3-covers' ? 'technical' : law.parameter(id)),
    }
    const county = { ...ours, authorityLevel: 'county' }
    expect(isCompetent({ ...county, secretKind: 'business' }, technicalOnly)).toBe(true)
    for (const secretKind of ['technical', 'mixed'])
      expect(isCompetent({ ...county, secretKind }, technicalOnly)).toBe(false)
  })

  test('before filing it must have been judged', () => {
    expect(codes('file-case', record('under-inquiry'))).toEqual(['jurisdiction-not-judged'])
    expect(codes('file-case', judged(ours))).toEqual([])
  })

  test('without it a clue can only be referred', () => {
    expect(codes('file-case', judged(notOurs))).toEqual(['not-competent'])
    expect(codes('decline-filing', judged(notOurs))).toEqual(['not-competent'])
    expect(codes('refer', judged(notOurs))).toEqual([])
  })

  test('with it a clue is not referred', () => {
    expect(codes('refer', judged(ours))).toEqual(['competent-after-all'])
    expect(codes('refer', record('under-inquiry'))).toEqual(['jurisdiction-not-judged'])
  })

  test('what counts is the latest judgement', () => {
    const acts = [past('judge-jurisdiction', notOurs), past('judge-jurisdiction', ours, 2)]
    expect(codes('file-case', record('under-inquiry', { acts }))).toEqual([])
  })

  test.each(['designated', 'samr-approval', 'assigned'])('%s is judged only with its number', (jurisdictionBasis) => {
    const fields = { ...ours, jurisdictionBasis }
    expect(codes('judge-jurisdiction', record('under-inquiry'), { fields })).toEqual(['approval-document-missing'])
    expect(
      codes('judge-jurisdiction', record('under-inquiry'), { fields: { ...fields, approvalDocNo: '虚构〔2026〕1号' } }),
    ).toEqual([])
  })
})

describe('the period of inquiry', () => {
  test('is extended on its last day, not on the day after', () => {
    expect(codes('extend-inquiry', record('under-inquiry'), { due: '2026-11-24' })).toEqual([])
    expect(codes('extend-inquiry', record('under-inquiry'), { due: '2026-11-23' })).toEqual(['inquiry-overdue'])
  })

  test('is extended while the clock stands still', () =>
    expect(codes('extend-inquiry', record('under-inquiry'))).toEqual([]))

  test.each([
    ['send-for-appraisal', 'end-appraisal'],
    ['ask-identification', 'end-identification'],
  ] as const)('stands still from %s to %s, once at a time', (begin, end) => {
    const open = record('under-inquiry', { acts: [past(begin)] })
    const over = record('under-inquiry', { acts: [past(begin), past(end, {}, 2)] })
    expect(codes(begin, record('under-inquiry'))).toEqual([])
    expect(codes(end, record('under-inquiry'))).toEqual(['standstill-not-open'])
    expect(codes(begin, open)).toEqual(['standstill-open'])
    expect(codes(end, open)).toEqual([])
    expect(codes(begin, over)).toEqual([])
  })
})

describe('whoever reported or sent it', () => {
  test('is told before the clue is archived, and told anew when the outcome is there', () => {
    const owed = record('declined', { acts: [past('owe-notice')] })
    expect(codes('archive', owed)).toEqual(['reporter-not-told'])
    const acts = [past('owe-notice'), past('notify-reporter', {}, 2)]
    expect(codes('archive', record('declined', { acts }))).toEqual([])
    expect(codes('archive', record('filed', { acts: [...acts, past('owe-outcome', {}, 3)] }))).toEqual([
      'reporter-not-told',
    ])
  })

  test('a clue of which a case came is archived with the case', () => {
    const filed = (state: string) => record('filed', { children: [{ id: 'c', kind: 'case', state }] })
    expect(codes('archive', filed('investigating'))).toEqual(['case-open'])
    expect(codes('archive', filed('closed'))).toEqual([])
  })

  test('nobody is told where nobody reported', () => {
    for (const source of ['tip-anonymous', 'tip-named', 'complaint'])
      expect(codes('notify-reporter', record('declined', { facts: { source } })), source).toEqual([])
    for (const source of ['referral', 'assigned', 'discovery', 'reverse-transfer'])
      expect(codes('notify-reporter', record('declined', { facts: { source } })), source).toEqual(['no-reporter'])
  })

  test('only what another body sent is answered', () => {
    expect(codes('reply-to-sender', record('declined'))).toEqual(['no-sender'])
    expect(codes('reply-to-sender', record('declined', { facts: { source: 'reverse-transfer' } }))).toEqual([])
  })
})

test('who approves is neither who proposes nor a handler of the clue', () => {
  const approverId = 'b'
  expect(codes('file-case', judged(ours), { approverId })).toEqual(['approver-is-handler'])
  expect(codes('file-case', judged(ours), { approverId: 'head' })).toEqual([])
})

test('every act names its source, and every field that must be filled has a label in both languages', () => {
  for (const act of Object.values(clueActs)) {
    expect(act.source).not.toBe('')
    for (const { label } of Object.values(act.fields)) expect(label.every((word) => word.length > 0)).toBe(true)
  }
})
