import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import type { Answer, Profile } from './assessment.schema.ts'
import {
  type Answers,
  demonstrationOf,
  figuresOf,
  gapsOf,
  itemsFor,
  maturityOf,
  quickScore,
  selfScores,
  verifiedScores,
} from './diagnostic.rules.ts'
import { everyIndustry, type Item, type Score, SelfAssessment } from './diagnostic.schema.ts'

const content = await readContent('self-assessment', SelfAssessment)
/** An industry that every item of the file is meant for. */
const auto: Profile = { size: 'medium', industries: ['auto'], scope: 'full' }

const answer = (score: Score | null, evidence = true): Answer => ({
  ...{ score, note: score === null ? '没有这类场所' : '' },
  evidence: evidence ? [{ what: '虚构：任命文件', where: '档案柜', keeper: '虚构张三' }] : [],
  by: { personId: '0197f000-0000-7000-8000-000000000001', name: '虚构张三' },
  at: '2026-11-24T02:00:00Z',
})
const all = (score: Score, but: Answers = {}): Answers => ({
  ...Object.fromEntries(content.items.map(({ id }) => [id, answer(score)])),
  ...but,
})
const count = (answers: Answers, profile = auto, confirmed = true) => {
  const scored = selfScores(itemsFor(content, profile), answers)
  const figures = figuresOf(content, scored)
  return { scored, figures, maturity: maturityOf(content, scored, figures, confirmed) }
}

describe('the vectors of the file', () => {
  const cases: Record<string, { answers: Answers; confirmed: boolean }> = {
    'all items applicable, every score 4, confirmed by another person': { answers: all(4), confirmed: true },
    'all items applicable, every score 4, not confirmed by another person': { answers: all(4), confirmed: false },
    'all items applicable, every score 3': { answers: all(3), confirmed: true },
    'all items applicable, every score 2': { answers: all(2), confirmed: true },
    'every score 4 except REG-02 = 1': { answers: all(4, { 'REG-02': answer(1) }), confirmed: true },
    'every score 4 except EXT-01 = 0': { answers: all(4, { 'EXT-01': answer(0) }), confirmed: true },
    'every score 0': { answers: all(0), confirmed: true },
  }

  it('each has its answers here', () => {
    expect(content.scoring.testVectors.map(({ name }) => name).sort()).toEqual(Object.keys(cases).sort())
  })

  it.each(content.scoring.testVectors)('$name: $overall, level $level', ({ name, overall, level }) => {
    const { answers, confirmed } = cases[name] ?? { answers: {}, confirmed: false }
    const { scored, figures, maturity } = count(answers, auto, confirmed)
    expect(scored).toHaveLength(78)
    expect({ overall: figures.overall, level: maturity?.level }).toEqual({ overall, level })
    // With evidence everywhere the verified score is the same.
    const verified = verifiedScores(content, scored, answers)
    expect(figuresOf(content, verified).overall).toBe(overall)
  })
})

describe('which items are asked', () => {
  it('those of other industries are not, and leave the denominator', () => {
    const none = itemsFor(content, { ...auto, industries: [] })
    expect(none).toHaveLength(76)
    expect(none.every(({ industries }) => industries.includes(everyIndustry))).toBe(true)
    expect(itemsFor(content, { ...auto, industries: ['manufacturing'] }).some(({ id }) => id === 'CAR-05')).toBe(true)
    expect(itemsFor(content, { ...auto, industries: ['manufacturing'] }).some(({ id }) => id === 'ITS-10')).toBe(false)
    // CAR without CAR-05, every score 4 but for the item that is not asked.
    expect(count(all(4, { 'CAR-05': answer(0) }), { ...auto, industries: [] }).figures.dimensions['CAR']).toBe(100)
  })

  it('the quick check has the marked items only', () => {
    const quick = itemsFor(content, { ...auto, scope: 'quick' })
    expect(quick).toHaveLength(25)
    expect(quickScore(selfScores(quick, all(3)))).toBe(75)
  })
})

describe('scores by hand', () => {
  // ORG: weights 4, 4, 3, 2, 2.
  it('of a dimension: (4×4 + 4×3 + 3×2 + 2×1 + 2×0) / (15×4) = 36/60', () => {
    const answers = all(4, { 'ORG-02': answer(3), 'ORG-03': answer(2), 'ORG-04': answer(1), 'ORG-05': answer(0) })
    expect(count(answers).figures.dimensions['ORG']).toBe(60)
  })

  it('of a dimension with an item that does not apply: 16/(60−8)×100 = 30.77 → 30.8', () => {
    const zero = Object.fromEntries(content.items.map(({ id }) => [id, answer(0)]))
    const { figures } = count({ ...zero, 'ORG-01': answer(4), 'ORG-05': answer(null) })
    expect(figures.dimensions['ORG']).toBe(30.8)
  })

  it('overall leaves out a dimension in which nothing applies', () => {
    const areas = content.items.filter(({ dimension }) => dimension === 'ARE')
    const answers = { ...all(2), ...Object.fromEntries(areas.map(({ id }) => [id, answer(null)])) }
    const { figures } = count(answers)
    expect(figures.dimensions['ARE']).toBeNull()
    // (100−7) of the weight is left, all of it at 50.
    expect(figures.overall).toBe(50)
    const org = content.items.filter(({ dimension }) => dimension === 'ORG')
    const better = { ...answers, ...Object.fromEntries(org.map(({ id }) => [id, answer(4)])) }
    // (7×100 + 86×50) / 93 = 53.76…
    expect(count(better).figures.overall).toBe(53.8)
  })

  it('a half is rounded up, exactly', () => {
    const item = (id: string, weight: number, dimension = 'ORG'): Item => ({
      ...content.items[0]!,
      id,
      weight,
      dimension,
    })
    // 100 × (1×4 + 2×0 + …) / … = 100 × 1/16 = 6.25 → 6.3; 100 × 801/1600 = 50.0625 → 50.1
    const figure = (weights: readonly (readonly [number, number])[]) =>
      figuresOf(
        content,
        weights.map(([weight, score], at) => ({ item: item(`ORG-${at}`, weight), score })),
      ).dimensions['ORG']
    expect(
      figure([
        [1, 1],
        [3, 0],
      ]),
    ).toBe(6.3)
    expect(
      figure([
        [801, 2],
        [799, 0],
      ]),
    ).toBe(25)
    // 100 × 687/2000 = 34.35, which no machine number is: 34.4
    expect(
      figure([
        [687, 4],
        [1313, 0],
      ]),
    ).toBe(34.4)
    // 100 × 6869/20000 = 34.345 → 34.3
    expect(
      figure([
        [6869, 4],
        [13131, 0],
      ]),
    ).toBe(34.3)
  })

  it('of an element counts the items that support it', () => {
    const value = content.items.filter(({ supports }) => supports.includes('value'))
    expect(value).toHaveLength(5)
    const answers = all(0, Object.fromEntries(value.map(({ id }) => [id, answer(4)])))
    const { elements } = count(answers).figures
    expect(elements.value).toBe(100)
    expect(elements.secrecy).toBeGreaterThan(0)
    expect(elements.confidentiality).toBeLessThan(10)
  })

  it('with an item that does not apply and two without evidence: self 69.2, verified 40.4', () => {
    const answers: Answers = {
      'ORG-01': answer(4, false),
      'ORG-02': answer(3),
      'ORG-03': answer(2, false),
      'ORG-04': answer(1, false),
      'ORG-05': answer(null),
    }
    const { scored, figures, maturity } = count(answers)
    // (4×4 + 4×3 + 3×2 + 2×1) / (13×4) = 36/52 = 69.23
    expect(figures.dimensions['ORG']).toBe(69.2)
    expect(figures.overall).toBe(69.2)
    // ORG-01 and ORG-03 count 1: (4×1 + 4×3 + 3×1 + 2×1) / 52 = 21/52 = 40.38
    const verified = figuresOf(content, verifiedScores(content, scored, answers))
    expect(verified.dimensions['ORG']).toBe(40.4)
    // 69.2 reaches level 3, and no gate that is closed caps below it.
    expect(maturity).toMatchObject({ byScore: 3, level: 3 })
  })

  it('nothing answered is no score at all', () => {
    const { figures, maturity } = count({})
    expect(figures.overall).toBeNull()
    expect(maturity).toBeNull()
  })
})

describe('the verified score', () => {
  it('counts an item without evidence at most 1, and leaves lower ones alone', () => {
    const answers = all(4, {
      'ORG-01': answer(4, false),
      'ORG-02': answer(1, false),
      'ORG-03': answer(0, false),
      'ORG-04': answer(2, false),
    })
    const { scored } = count(answers)
    const verified = new Map(verifiedScores(content, scored, answers).map(({ item, score }) => [item.id, score]))
    expect(['ORG-01', 'ORG-02', 'ORG-03', 'ORG-04', 'ORG-05'].map((id) => verified.get(id))).toEqual([1, 1, 0, 1, 4])
  })
})

describe('gates', () => {
  const gate = (answers: Answers, confirmed = true) => {
    const { maturity } = count(answers, auto, confirmed)
    return { level: maturity?.level, byScore: maturity?.byScore, closed: maturity?.closed.map(({ id }) => id) }
  }

  it.each([
    ['a mandatory item at 0', { 'PPL-03': answer(0) }, { level: 1, closed: ['G1', 'G2', 'G4'] }],
    ['a mandatory item at 1', { 'PPL-03': answer(1) }, { level: 2, closed: ['G2', 'G4'] }],
    ['a mandatory item at 2', { 'PPL-03': answer(2) }, { level: 4, closed: ['G4'] }],
    ['a mandatory item at 3', { 'PPL-03': answer(3) }, { level: 5, closed: [] }],
    ['another item at 0', { 'ORG-04': answer(0) }, { level: 5, closed: [] }],
  ])('%s', (_what, but, expected) => {
    expect(gate(all(4, but))).toMatchObject({ byScore: 5, ...expected })
  })

  it('a dimension below 50 caps at 3', () => {
    const low = content.items.filter(({ dimension, mandatory }) => dimension === 'CAR' && !mandatory)
    const { closed, level } = gate(all(4, Object.fromEntries(low.map(({ id }) => [id, answer(0)]))))
    expect(closed).toContain('G3')
    expect(level).toBe(3)
  })

  it('an element below 70 caps at 4 and is named', () => {
    const value = content.items.filter(({ supports }) => supports.includes('value'))
    const but = Object.fromEntries(value.map(({ id, mandatory }) => [id, answer(mandatory ? 3 : 2)]))
    const { maturity } = count(all(4, but))
    expect(maturity?.closed).toEqual([{ id: 'G4', most: 4, because: ['value'] }])
    expect(maturity?.level).toBe(4)
  })

  it('an item that does not apply closes none', () => {
    expect(gate(all(4, { 'ARE-01': answer(null) }))).toMatchObject({ level: 5, closed: [] })
  })
})

describe('gaps', () => {
  it('weigh the weight by what is missing to the target of the size, mandatory ones by half more', () => {
    const answers = all(4, { 'ORG-01': answer(1), 'ORG-03': answer(1), 'ORG-05': answer(1) })
    const of = (size: Profile['size']) =>
      gapsOf(content, count(answers).scored, { ...auto, size }).map(({ item, target, urgency }) => [
        item.id,
        target,
        urgency,
      ])
    // ORG-01: 4 × (3−1) × 1.5; ORG-03: 3 × (3−1); ORG-05: 2 × (3−1)
    expect(of('large')).toEqual([
      ['ORG-01', 3, 12],
      ['ORG-03', 3, 6],
      ['ORG-05', 3, 4],
    ])
    // micro: ORG-01 target 2, ORG-03 target 1, ORG-05 target 2
    expect(of('micro')).toEqual([
      ['ORG-01', 2, 6],
      ['ORG-05', 2, 2],
    ])
  })

  it('with the same weight come by the weight of their dimension, then by order', () => {
    const gaps = gapsOf(content, count(all(0)).scored, auto)
    const weight = (id: string) => content.dimensions.find((one) => one.id === id)?.weight ?? 0
    for (const [at, { item, urgency }] of gaps.entries()) {
      const next = gaps[at + 1]
      if (!next) continue
      const byWeight = weight(item.dimension) - weight(next.item.dimension)
      expect(urgency > next.urgency || byWeight > 0 || (byWeight === 0 && item.order < next.item.order)).toBe(true)
    }
    expect(gaps.length).toBeGreaterThan(70)
  })
})

describe('the reference scheme of a demonstration unit', () => {
  it('gives every point for 4 everywhere, and half for 2', () => {
    expect(demonstrationOf(content, count(all(4)).scored)).toMatchObject({ total: 100, unmet: [] })
    const half = demonstrationOf(content, count(all(2)).scored)
    expect(half.total).toBe(50)
    expect(half.criteria.map(({ score }) => score)).toEqual([5, 6, 9, 8, 6, 6, 4, 3, 3])
    expect(half.unmet).toHaveLength(15)
  })
})

describe('the file', () => {
  const raw: unknown = structuredClone(content)
  const broken = (change: (copy: Record<string, never>) => void) => {
    const copy = structuredClone(raw) as Record<string, never>
    change(copy)
    return SelfAssessment.safeParse(copy).error?.issues.map(({ path }) => path.join('.'))
  }

  it.each([
    ['another formula', 'scoring.gap.formula', { scoring: { gap: { formula: 'weight * target' } } }],
    ['another gate', 'maturityGates.0.rule', { maturityGates: { 0: { rule: 'none' } } }],
    ['a dimension that is none', 'items.0.dimension', { items: { 0: { dimension: 'XYZ' } } }],
    ['an industry that is none', 'items.0.industries', { items: { 0: { industries: ['mining'] } } }],
    ['an item twice', 'items.1.id', { items: { 1: { id: 'ORG-01' } } }],
    ['levels out of order', 'items.0.levels.0', { items: { 0: { levels: { 0: { score: 1 } } } } }],
    ['maturity levels that fall', 'maturityLevels.2', { maturityLevels: { 2: { min: 10 } } }],
  ])('with %s is refused, with the place', (_what, path, change) => {
    expect(broken((copy) => merge(copy, change))).toContain(path)
  })
})

function merge(into: Record<string, never>, change: object): void {
  for (const [key, value] of Object.entries(change))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) merge(into[key]!, value)
    else Object.assign(into, { [key]: value })
}
