import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import {
  daysLate,
  movedSince,
  newSections,
  offersOf,
  previousOf,
  resultOf,
  resumeAt,
  standingOf,
  whyNotConfirm,
  withAnswers,
} from './assessment.rules.ts'
import { type Answer, evidenceLimits, type Round, SectionAnswers } from './assessment.schema.ts'
import { type Score, SelfAssessment } from './diagnostic.schema.ts'

const content = await readContent('self-assessment', SelfAssessment)
const [roundId, owner, keeper] = [1, 2, 3].map((n) => `0197f000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]
const by = (personId = owner) => ({ personId, name: '虚构张三' })
const answer = (score: Score | null, more: Partial<Answer> = {}): Answer => ({
  ...{ score, note: '', evidence: [], by: by(), at: '2026-11-24T02:00:00Z' },
  ...more,
})
const aRound = (more: Partial<Round> = {}): Round => ({
  ...{ v: 1, kind: 'round', contentVersion: content.version, begunOn: '2026-11-01', begunBy: by() },
  ...{ profile: { size: 'small', industries: ['auto'], scope: 'full' }, finishedOn: null, result: null },
  ...more,
})
const evidence = [{ what: '虚构：制度', where: '档案柜', keeper: '虚构张三' }]
/** Every question answered with 4 and evidence, by the owner. */
const full = () =>
  newSections(content, roundId).map((section, at) => ({
    id: `0197f000-0000-7000-8000-1000000000${String(at).padStart(2, '0')}`,
    revision: 1,
    value: withAnswers(
      section,
      Object.fromEntries(
        content.items
          .filter(({ dimension }) => dimension === section.dimension)
          .map(({ id }) => [id, answer(4, { evidence })]),
      ),
    ),
  }))
const confirmedBy = (sections: ReturnType<typeof full>, personId: string) =>
  sections.map((one) => ({ ...one, value: { ...one.value, confirmed: { by: by(personId), on: '2026-11-24' } } }))

describe('how a round stands', () => {
  it('has no level before every question is answered', () => {
    const sections = full()
    const [first] = sections
    const { 'ORG-05': _, ...rest } = first?.value.answers ?? {}
    const open = sections.map((one, at) => (at === 0 ? { ...one, value: { ...one.value, answers: rest } } : one))
    const standing = standingOf(content, { round: aRound(), sections: open })
    expect(standing).toMatchObject({
      answered: 77,
      complete: false,
      self: { maturity: null, figures: { overall: 100 } },
    })
    expect(standingOf(content, { round: aRound(), sections }).self.maturity?.level).toBe(4)
  })

  it('reaches the highest level only once others have confirmed every section', () => {
    const sections = confirmedBy(full(), keeper)
    expect(standingOf(content, { round: aRound(), sections }).verified.maturity?.level).toBe(5)
    const [, ...others] = sections
    const one = full()[0]
    const missing = one ? [one, ...others] : others
    const standing = standingOf(content, { round: aRound(), sections: missing })
    expect(standing.confirmed).toBe(false)
    expect(standing.verified.maturity).toEqual({ level: 4, byScore: 5, closed: [{ id: 'G5', most: 4, because: [] }] })
  })

  it('a quick check never has a level', () => {
    const round = aRound({ profile: { size: 'micro', industries: [], scope: 'quick' } })
    const standing = standingOf(content, { round, sections: confirmedBy(full(), keeper) })
    expect(standing).toMatchObject({ answered: 25, complete: true, self: { quick: 100, maturity: null } })
    expect(resultOf(standing).level).toEqual({ self: null, verified: null })
  })

  it('shows what is claimed beside what has evidence', () => {
    const bare = full().map((one) => ({
      ...one,
      value: withAnswers(one.value, Object.fromEntries(Object.keys(one.value.answers).map((id) => [id, answer(4)]))),
    }))
    const result = resultOf(standingOf(content, { round: aRound(), sections: bare }))
    expect(result.overall).toEqual({ self: 100, verified: 25 })
    expect(result.level).toEqual({ self: 4, verified: 1 })
    expect(result.dimensions['ORG']).toEqual({ self: 100, verified: 25 })
    expect(result.elements.value).toEqual({ self: 100, verified: 25 })
  })
})

describe('“not applicable”', () => {
  const without = (id: string) =>
    confirmedBy(full(), keeper).map((one) =>
      one.value.answers[id]
        ? { ...one, value: { ...one.value, answers: { ...one.value.answers, [id]: answer(null, { note: '无' }) } } }
        : one,
    )
  it('leaves the denominator where the file opens it', () => {
    // ARE-01 is one of the 21 that may be left out.
    expect(content.items.filter(({ naAllowed }) => naAllowed)).toHaveLength(21)
    const standing = standingOf(content, { round: aRound(), sections: without('ARE-01') })
    expect(standing).toMatchObject({ answered: 78, complete: true, self: { figures: { overall: 100 } } })
    expect(standing.verified.maturity?.level).toBe(5)
  })
  it('is no answer to a question that always applies, wherever it came from', () => {
    const sections = without('ORG-05')
    const standing = standingOf(content, { round: aRound(), sections })
    expect(standing).toMatchObject({ answered: 77, complete: false, self: { maturity: null } })
    expect(resumeAt(standing.items, standing.answers)?.id).toBe('ORG-05')
    const org = sections.find(({ value }) => value.dimension === 'ORG')?.value
    expect(org && whyNotConfirm(content.items, org, keeper)).toBe('unanswered')
  })
  it('is not taken over from a colleague where the file does not open it', () => {
    const [empty] = newSections(content, roundId)
    const offered = { 'ORG-01': answer(null, { note: '无' }), 'ORG-02': answer(1) }
    expect(empty && offersOf(content.items, empty, offered).map(({ item }) => item.id)).toEqual(['ORG-02'])
  })
})

describe('going on', () => {
  const items = content.items.slice(0, 4)
  it('begins with the first question', () => expect(resumeAt(items, {})?.id).toBe('ORG-01'))
  it('goes on after the one answered last, not at a gap before it', () => {
    const answers = {
      'ORG-02': answer(2, { at: '2026-11-24T02:00:00Z' }),
      'ORG-01': answer(2, { at: '2026-11-23T02:00:00Z' }),
    }
    expect(resumeAt(items, answers)?.id).toBe('ORG-03')
    expect(resumeAt(items, { 'ORG-02': answer(1) })?.id).toBe('ORG-03')
  })
  it('comes back to what was left out, and ends when nothing is open', () => {
    const later = Object.fromEntries(items.slice(1).map(({ id }) => [id, answer(1)]))
    expect(resumeAt(items, later)?.id).toBe('ORG-01')
    expect(resumeAt(items, { ...later, 'ORG-01': answer(0) })).toBeNull()
  })
})

describe('a confirmation', () => {
  const [section] = full().map(({ value }) => value)
  if (!section) throw new RangeError('the file has no dimension')
  it('is not for whoever answered', () => {
    expect(whyNotConfirm(content.items, section, owner)).toBe('own-answers')
    expect(whyNotConfirm(content.items, section, keeper)).toBeNull()
    const one = withAnswers(section, { 'ORG-03': answer(3, { by: by(keeper) }) })
    expect(whyNotConfirm(content.items, one, keeper)).toBe('own-answers')
  })
  it('needs every answer', () => {
    expect(whyNotConfirm(content.items, { ...section, answers: {} }, keeper)).toBe('unanswered')
  })
  it('ends when an answer changes', () => {
    const confirmed = { ...section, confirmed: { by: by(keeper), on: '2026-11-24' } }
    expect(withAnswers(confirmed, { 'ORG-01': answer(3) }).confirmed).toBeNull()
  })
})

describe('answers of a colleague', () => {
  const empty = newSections(content, roundId)[0]
  if (!empty) throw new RangeError('the file has no dimension')
  it('are offered beside what stands there, and not what is the same or belongs elsewhere', () => {
    const present = withAnswers(empty, { 'ORG-01': answer(2), 'ORG-02': answer(1) })
    const offers = offersOf(content.items, present, {
      'ORG-01': answer(2, { by: by(keeper) }),
      'ORG-02': answer(3, { by: by(keeper) }),
      'ORG-03': answer(0, { by: by(keeper) }),
      'REG-01': answer(4, { by: by(keeper) }),
    })
    expect(offers.map(({ item, offered, present: here }) => [item.id, offered.score, here?.score ?? null])).toEqual([
      ['ORG-02', 3, 1],
      ['ORG-03', 0, null],
    ])
  })
  it('fit what a proposal may hold, however long they are', () => {
    const long = '密'.repeat(200)
    const { pieces, what, where, keeper: who, note } = evidenceLimits
    const piece = { what: long.slice(0, what), where: long.slice(0, where), keeper: long.slice(0, who) }
    const most = Math.max(
      ...content.dimensions.map(({ id }) => content.items.filter(({ dimension }) => dimension === id).length),
    )
    const answers = Object.fromEntries(
      Array.from({ length: most }, (_, at) => [
        `PPL-${String(at + 1).padStart(2, '0')}`,
        answer(4, { note: long.slice(0, note), evidence: Array.from({ length: pieces }, () => piece) }),
      ]),
    )
    const value = SectionAnswers.parse({ v: 1, kind: 'section-answers', roundId, dimension: 'PPL', answers })
    expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThan(59_000)
  })
  it('that do not apply without a reason are none', () => {
    const bare = { v: 1, kind: 'section-answers', roundId, dimension: 'ORG', answers: { 'ORG-01': answer(null) } }
    expect(SectionAnswers.safeParse(bare).success).toBe(false)
  })
})

it('a round is held against the last finished one of its kind', () => {
  const open = (id: string, more: Partial<Round>) => ({ id, revision: 1, round: aRound(more), sections: [] })
  const quick: Round['profile'] = { size: 'small', industries: [], scope: 'quick' }
  const rounds = [
    open('a', { begunOn: '2025-01-01', finishedOn: '2025-01-31' }),
    open('b', { begunOn: '2025-06-01', finishedOn: '2025-06-30' }),
    open('c', { begunOn: '2026-01-01', finishedOn: '2026-01-02', profile: quick }),
    open('d', { begunOn: '2026-06-01' }),
    open('e', { begunOn: '2026-10-01' }),
  ]
  const before = (id: string) => previousOf(rounds, rounds.find((one) => one.id === id) ?? open('', {}))?.id ?? null
  expect(['a', 'b', 'c', 'd', 'e'].map(before)).toEqual([null, 'a', null, 'b', 'b'])
})

describe('since the last time', () => {
  const items = content.items.slice(0, 5)
  it('a question is better or worse only where it had a score then and has one now', () => {
    const before = {
      'ORG-01': answer(1),
      'ORG-02': answer(3),
      'ORG-03': answer(2),
      'ORG-04': answer(null, { note: '无' }),
    }
    const now = {
      'ORG-01': answer(2),
      'ORG-02': answer(0),
      'ORG-03': answer(2),
      'ORG-04': answer(4),
      'ORG-05': answer(4),
    }
    expect(movedSince(items, now, before)).toEqual({ better: ['ORG-01'], worse: ['ORG-02'] })
  })
})

describe('an action', () => {
  it.each([
    ['2026-11-24', 'open', 0],
    ['2026-11-23', 'open', 1],
    ['2025-11-24', 'open', 365],
    ['2026-11-23', 'done', 0],
    ['2026-12-01', 'open', 0],
  ] as const)('due on %s and %s is %i days late on 24 November 2026', (dueOn, state, days) => {
    expect(daysLate({ dueOn, state }, '2026-11-24')).toBe(days)
  })
})

it('what two people answered in two parts adds up to one result', () => {
  const sections = newSections(content, roundId).map((section, at) => ({
    ...{ id: String(at), revision: 1 },
    value:
      section.dimension === 'ORG'
        ? withAnswers(section, { 'ORG-01': answer(4, { evidence }), 'ORG-02': answer(2, { evidence }) })
        : section.dimension === 'RUL'
          ? withAnswers(section, { 'RUL-01': answer(1, { by: by(keeper) }) })
          : section,
  }))
  const standing = standingOf(content, { round: aRound(), sections })
  expect(standing.answered).toBe(3)
  // ORG: (4×4 + 4×2) / (8×4) = 75; RUL-01 alone: 1/4 = 25; overall (7×75 + 9×25) / 16 = 46.875
  expect(standing.self.figures).toMatchObject({ overall: 46.9, dimensions: { ORG: 75, RUL: 25 } })
  // ORG-01 and ORG-02 have evidence, RUL-01 claims 1 and needs none: the same.
  expect(standing.verified.figures.overall).toBe(46.9)
})
