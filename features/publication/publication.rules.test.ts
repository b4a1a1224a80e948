import { describe, expect, test } from 'vitest'
import { Refusal } from '../../core/refusal.ts'
import {
  actsFor,
  inForceOn,
  review,
  takesComments,
  textProcedure,
  versionProcedure,
  write,
} from './publication.rules.ts'
import {
  type DraftState,
  type PublicationAct,
  type ReviewAct,
  reviewActs,
  type WritingAct,
  writingActs,
} from './publication.schema.ts'

// Written by hand from the way of a text, not from the table: — means refused.
const matrix = `
               submit        rework  revise  keep-published  discard    publish    open-comment  return    repeal
draft          under-review  —       —       published       discarded  —          —             —         —
under-review   —             —       —       —               —          published  in-comment    returned  —
returned       —             draft   —       published       discarded  —          —             —         —
in-comment     —             draft   —       —               —          published  —             —         —
published      —             —       draft   —               —          —          —             —         repealed
repealed       —             —       —       —               —          —          —             —         —
discarded      —             —       —       —               —          —          —             —         —`
const [head = [], ...rows] = matrix
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
const cells = rows.flatMap(([state = '', ...outcomes]) =>
  outcomes.map((outcome, index) => [state as DraftState, head[index] as PublicationAct, outcome] as const),
)

const aText = (override: Partial<Parameters<typeof review>[0]> = {}) => ({
  state: 'draft' as DraftState,
  kind: 'article' as const,
  round: 1,
  currentVersion: null,
  authors: ['author'],
  commentOpensOn: null,
  commentClosesOn: null,
  ...override,
})
const facts = {
  reviewer: 'reviewer',
  today: '2026-11-24',
  note: 'a reason',
  undecidedComments: 0,
  closesOn: '2026-12-24',
}
const codeOf = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const isWriting = (act: string): act is WritingAct => writingActs.some((one) => one === act)
const isReview = (act: string): act is ReviewAct => reviewActs.some((one) => one === act)

test('the matrix names every state and every act', () => {
  expect(rows.map(([state]) => state).sort()).toEqual(Object.keys(textProcedure).sort())
  expect([...head].sort()).toEqual([...writingActs, ...reviewActs].sort())
})

describe.each(cells)('a text that is %s, act %s', (state, act, outcome) => {
  test(`leads to ${outcome}`, () => {
    const text = aText({ state, currentVersion: act === 'keep-published' ? 1 : null })
    const result = codeOf(() =>
      isWriting(act) ? write(text, act, 'a reason') : isReview(act) ? review(text, act, facts) : undefined,
    )
    expect(result).toBe(outcome === '—' ? 'act-not-open' : outcome)
  })
})

test('a version is superseded or repealed once, and neither is undone', () => {
  expect(versionProcedure).toEqual({
    'in-force': { supersede: 'superseded', repeal: 'repealed' },
    superseded: {},
    repealed: {},
  })
})

test.each(['publish', 'open-comment', 'return'] as const)('whoever wrote a text may not %s it', (act) => {
  const text = aText({ state: 'under-review', authors: ['somebody', 'reviewer'] })
  expect(codeOf(() => review(text, act, facts))).toBe('own-text')
})

test.each(['rule', 'guideline'] as const)('a first %s is not published before the public could comment', (kind) => {
  const text = aText({ state: 'under-review', kind })
  expect(codeOf(() => review(text, 'publish', facts))).toBe('comment-needed')
  expect(review({ ...text, round: 2, currentVersion: 1 }, 'publish', facts)).toBe('published')
  expect(review({ ...text, commentOpensOn: '2026-10-01', commentClosesOn: '2026-10-31' }, 'publish', facts)).toBe(
    'published',
  )
})

test('nothing is published on the last day for comments, but the day after', () => {
  const text = aText({ state: 'in-comment', commentOpensOn: '2026-11-01', commentClosesOn: '2026-11-24' })
  expect(codeOf(() => review(text, 'publish', facts))).toBe('comment-period-open')
  expect(review(text, 'publish', { ...facts, today: '2026-11-25' })).toBe('published')
})

test('taking a draft back does not cut the announced period short', () => {
  const text = aText({
    state: 'under-review',
    kind: 'rule',
    commentOpensOn: '2026-11-01',
    commentClosesOn: '2026-12-01',
  })
  expect(codeOf(() => review(text, 'publish', facts))).toBe('comment-period-open')
})

test('a comment that nobody decided on keeps the text from being published', () => {
  const text = aText({ state: 'under-review' })
  expect(codeOf(() => review(text, 'publish', { ...facts, undecidedComments: 1 }))).toBe('comments-undecided')
})

test('the public has at least seven days', () => {
  const text = aText({ state: 'under-review' })
  expect(codeOf(() => review(text, 'open-comment', { ...facts, closesOn: '2026-11-30' }))).toBe(
    'comment-period-too-short',
  )
  expect(codeOf(() => review(text, 'open-comment', { ...facts, closesOn: null }))).toBe('comment-period-too-short')
  expect(review(text, 'open-comment', { ...facts, closesOn: '2026-12-01' })).toBe('in-comment')
})

test('a return, a repeal and a correction say why', () => {
  expect(codeOf(() => review(aText({ state: 'under-review' }), 'return', { ...facts, note: ' ' }))).toBe(
    'reason-required',
  )
  expect(codeOf(() => review(aText({ state: 'published' }), 'repeal', { ...facts, note: '' }))).toBe('reason-required')
  expect(codeOf(() => write(aText({ state: 'published', currentVersion: 1 }), 'revise', ''))).toBe('reason-required')
})

test('what was published cannot be discarded, and what was not cannot be kept', () => {
  expect(codeOf(() => write(aText({ currentVersion: 1 }), 'discard', ''))).toBe('act-not-open')
  expect(codeOf(() => write(aText(), 'keep-published', ''))).toBe('act-not-open')
})

test('comments are taken from the first to the last day, both included', () => {
  const text = aText({ state: 'in-comment', commentOpensOn: '2026-11-10', commentClosesOn: '2026-11-20' })
  expect(['2026-11-09', '2026-11-10', '2026-11-20', '2026-11-21'].map((day) => takesComments(text, day))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(takesComments({ ...text, state: 'draft' }, '2026-11-15')).toBe(false)
})

test('the screen offers an author no review and a reader nothing', () => {
  const text = aText({ state: 'under-review' })
  expect(actsFor(text, { person: 'author', mayWrite: true, mayReview: true })).toEqual([])
  expect(actsFor(text, { person: 'another', mayWrite: false, mayReview: true })).toEqual([
    'publish',
    'open-comment',
    'return',
  ])
  expect(actsFor(aText(), { person: 'author', mayWrite: false, mayReview: false })).toEqual([])
})

test('a text without days is neither in force nor out of it', () => {
  expect(inForceOn({ inForceFrom: null, inForceTo: null }, '2026-11-24')).toBe(null)
  expect(inForceOn({ inForceFrom: '2026-11-24', inForceTo: null }, '2026-11-24')).toBe(true)
  expect(inForceOn({ inForceFrom: '2026-11-25', inForceTo: null }, '2026-11-24')).toBe(false)
  expect(inForceOn({ inForceFrom: null, inForceTo: '2026-11-23' }, '2026-11-24')).toBe(false)
})
