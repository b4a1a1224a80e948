import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import { Classification, factorIds, type Score } from './classification.schema.ts'
import { elementsOf } from './elements.rules.ts'
import { guessKinds, suggestLevel } from './grading.rules.ts'
import { countsOf, indexOf, nextNumber, nextReview, sameCounts, search, withAcknowledged } from './register.rules.ts'

const classification = await readContent('classification', Classification)
const scores = (...given: Score[]) => Object.fromEntries(factorIds.map((id, at) => [id, given[at]]))

describe('the suggested level', () => {
  it.each([
    [[3, 3, 3, 3, 3, 3], 18, 'core', 'sum'],
    [[3, 2, 2, 2, 2, 2], 13, 'core', 'sum'],
    [[2, 2, 2, 2, 2, 2], 12, 'important', 'sum'],
    [[2, 2, 1, 1, 1, 1], 8, 'important', 'sum'],
    [[2, 1, 1, 1, 1, 1], 7, 'general', 'sum'],
    [[1, 1, 1, 1, 0, 0], 4, 'general', 'sum'],
    [[1, 1, 1, 0, 0, 0], 3, 'internal', 'sum'],
    [[0, 0, 0, 0, 0, 0], 0, 'public', 'sum'],
    [[0, 3, 3, 3, 3, 3], 15, 'internal', 'obtainable-in-public'],
    [[0, 0, 1, 0, 0, 0], 1, 'internal', 'sum'],
    [[1, 3, 0, 0, 0, 0], 4, 'important', 'grave-loss'],
    [[3, 3, 0, 0, 0, 0], 6, 'important', 'grave-loss'],
    [[1, 3, 3, 2, 2, 2], 13, 'core', 'sum'],
  ] as const)('of %j is by %i points %s (%s)', (given, total, level, by) => {
    expect(suggestLevel(classification, scores(...given))).toEqual({ total, level, by })
  })

  it('waits for all six answers', () => {
    expect(suggestLevel(classification, { F1: 3, F2: 3, F3: 3, F4: 3, F5: 3 })).toBeNull()
  })

  it('every sum from 0 to 18 has exactly one level', () => {
    for (let total = 0; total <= 18; total++)
      expect(classification.levels.filter(({ scoreRange: [from, to] }) => total >= from && total <= to)).toHaveLength(1)
  })
})

describe('what a few words usually are', () => {
  it.each([
    ['配方', 'T04', 'core'],
    ['客户名单', 'B08', null],
    ['源代码', 'T11', null],
  ])('%s is %s', (typed, code, level) => {
    const [guess] = guessKinds(classification, typed)
    expect(guess?.kind.code).toBe(code)
    expect(guess?.because[0]).not.toBe('')
    if (level) expect(guess?.level).toBe(level)
  })
  it('says nothing of what is like nothing in the catalogue', () => {
    expect(guessKinds(classification, '鸂鶒')).toEqual([])
    expect(guessKinds(classification, ' ')).toEqual([])
  })
})

describe('the three elements', () => {
  it('miss everything of an empty entry, and nothing of a complete one', () => {
    const empty = elementsOf(aTradeSecret({ points: [], secrecyBasis: '', valueBasis: '', measures: [], knowers: [] }))
    expect(empty.map(({ id, missing }) => [id, missing.length])).toEqual([
      ['secrecy', 2],
      ['value', 1],
      ['measures', 2],
    ])
    expect(elementsOf(aTradeSecret()).flatMap(({ missing }) => missing)).toEqual([])
  })
  it('ask what is new where a point derives from public information', () => {
    const [point] = aTradeSecret().points
    if (!point) throw new RangeError('no point')
    const found = elementsOf(aTradeSecret({ points: [{ ...point, derivedFromPublic: true, increment: '' }] }))
    expect(found[0]?.missing.map(({ field }) => field)).toEqual(['points'])
  })
  it('count no measure that has ended, and no knower who was told nothing', () => {
    const { measures, knowers } = aTradeSecret()
    const ended = elementsOf(aTradeSecret({ measures: measures.map((one) => ({ ...one, until: '2026-01-01' })) }))
    expect(ended[2]?.missing.length).toBeGreaterThan(0)
    const untold = elementsOf(aTradeSecret({ knowers: knowers.map((one) => ({ ...one, notice: null })) }))
    expect(untold[2]?.missing.map(({ field }) => field)).toEqual(['knowers'])
  })
})

describe('the register', () => {
  const entries = Array.from({ length: 10_000 }, (_, at) => ({
    id: String(at),
    value: aTradeSecret({
      number: nextNumber([], 2026),
      name: `虚构工艺 ${at}`,
      status: at % 2 === 0 ? 'active' : 'released',
    }),
  }))
  const index = indexOf(entries)

  it('finds every word anywhere, in full or half width, in 10,000 entries', () => {
    expect(search(index, '工艺 ９９９９')).toEqual(['9999'])
    expect(search(index, '没有 工艺')).toEqual([])
    expect(search(index, '')).toHaveLength(10_000)
  })
  it('numbers without taking a number twice', () => {
    expect(nextNumber(['SM-2026-001', 'SM-2026-010', 'SM-2025-099', '旧-7'], 2026)).toBe('SM-2026-011')
    expect(nextNumber([], 2027)).toBe('SM-2027-001')
  })
  it('counts what is in force, and tells numbers only', () => {
    expect(countsOf(entries)).toEqual({ 'level:core': 5000, 'kind:T04': 5000 })
  })
  it('tells counts that changed from counts in another order', () => {
    expect(sameCounts({ 'level:core': 1, 'kind:T04': 1 }, { 'kind:T04': 1, 'level:core': 1 })).toBe(true)
    expect(sameCounts({ 'level:core': 1 }, { 'level:core': 2 })).toBe(false)
    expect(sameCounts({ 'level:core': 1 }, {})).toBe(false)
  })
  it('reviews core secrets every half year', () => {
    const from = Temporal.PlainDate.from('2026-08-31')
    expect(nextReview('core', from).toString()).toBe('2027-02-28')
    expect(nextReview('general', from).toString()).toBe('2027-08-31')
  })
})

it('a notice counts as acknowledged on the day of its answer, once, and no other notice does', () => {
  const [knower] = aTradeSecret().knowers
  if (!knower) throw new RangeError('nobody knows')
  const [mine, other] = ['01a21546-0000-7000-8000-0000000000d1', '01a21546-0000-7000-8000-0000000000d2']
  const notice = (handoutId: string, acknowledgedOn: string | null) => ({
    ...knower,
    notice: { handoutId, digest: '', sentOn: '2026-11-01', acknowledgedOn },
  })
  const secret = aTradeSecret({ knowers: [notice(mine, null), notice(other, null), notice(mine, '2026-11-02')] })
  const days = withAcknowledged(secret, new Map([[mine, '2026-11-05']])).knowers.map(
    (one) => one.notice?.acknowledgedOn,
  )
  expect(days).toEqual(['2026-11-05', null, '2026-11-02'])
})
