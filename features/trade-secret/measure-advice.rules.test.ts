import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import { Classification } from './classification.schema.ts'
import { elementsOf } from './elements.rules.ts'
import { adviceFor, aiTooFree, kindAdvice, topicsOf } from './measure-advice.rules.ts'

const classification = await readContent('classification', Classification)
const today = '2026-11-24'
const measure = { id: '01a21546-0000-7000-8000-0000000000b2', code: 'M4' as const, what: '加密柜', since: '2026-11-01' }

describe('the measures a secret asks for', () => {
  it('are those of its level, every line of the catalogue but the review', () => {
    const core = adviceFor(classification, aTradeSecret({ measures: [] }), today)
    expect(core.map(({ topic }) => topic)).toEqual(topicsOf(classification).map(({ id }) => id))
    expect(core).toHaveLength(classification.handling.length - 1)
    const storage = (level: 'core' | 'general') =>
      adviceFor(classification, aTradeSecret({ level, measures: [] }), today).find(({ topic }) => topic === 'storage')
    expect(storage('core')?.what[0]).toContain('双人管理')
    expect(storage('general')?.what[0]).toContain('上锁抽屉')
    expect(storage('core')?.code).toBe('M4')
  })
  it('are no longer asked for once one in force carries them out, and again when it has ended', () => {
    const asked = (until: string | null) =>
      adviceFor(
        classification,
        aTradeSecret({ measures: [{ ...measure, until, evidence: '', topic: 'storage' }] }),
        today,
      ).some(({ topic }) => topic === 'storage')
    expect([asked(null), asked(today), asked('2026-11-23')]).toEqual([false, false, true])
  })
  it('of a kind are what the catalogue remarks on it, and where it usually lies', () => {
    expect(kindAdvice(classification, { infoKind: 'T04' })).toEqual({
      watchOut: ['分段掌握、代号化，一个人不掌握全部。', 'Split and code it so nobody holds it all.'],
      carriers: [['配方卡、受控数据库', 'Formula cards, controlled database']],
    })
    expect(kindAdvice(classification, { infoKind: 'T98' })).toEqual({ watchOut: null, carriers: [] })
  })
  it.each([
    ['core', 'never', false],
    ['core', 'approved', true],
    ['important', 'approved', false],
    ['important', 'allowed', true],
    ['general', 'approved', false],
    ['general', 'allowed', false],
  ] as const)('a %s secret with AI use %s goes too far: %s', (level, aiUse, expected) => {
    expect(aiTooFree({ level, aiUse })).toBe(expected)
  })
})

it('on a day, a measure that ends later counts, and an access that has ended asks for no notice', () => {
  const { knowers } = aTradeSecret()
  const missing = (day: string | undefined, until: string) =>
    elementsOf(
      aTradeSecret({
        measures: [{ ...measure, code: 'M1', until: '2027-01-01', evidence: '柜' }],
        knowers: knowers.map((one) => ({ ...one, until, notice: null })),
      }),
      day,
    )[2]?.missing.map(({ field }) => field)
  expect(missing(today, '2026-11-23')).toEqual([])
  expect(missing(today, '2026-11-24')).toEqual(['knowers'])
  expect(missing(undefined, '2026-11-24')).toEqual(['measures', 'measures'])
})
