import { expect, it } from 'vitest'
import { isDue, suggestedRetention } from './retention.rules.ts'
import { NonCompete } from './workforce.schema.ts'

const bound = (startsOn: string | null, months: number) =>
  NonCompete.parse({
    ...{ standing: 'bound', months, scope: '', region: '', averageWageFen: null, monthlyFen: null },
    ...{ penaltyFen: null, startsOn, paidUntil: null },
  })

it.each([
  ['the clearance ended', '2026-11-25', null, '2029-11-25', false],
  ['today, for who is still cleared', null, null, '2029-11-26', false],
  ['the last day of a later non-compete', '2026-11-25', bound('2026-11-26', 24), '2031-11-25', true],
  [
    'the clearance ended, where the non-compete had ended before',
    '2026-11-25',
    bound('2025-01-01', 12),
    '2029-11-25',
    false,
  ],
  ['the clearance ended, where the non-compete does not run', '2026-11-25', bound(null, 24), '2029-11-25', false],
] as const)('three years are suggested from %s', (_, clearedUntil, nonCompete, until, byTerm) => {
  const suggested = suggestedRetention({ clearedUntil, nonCompete }, '2026-11-26')
  expect(suggested.until).toBe(until)
  expect(suggested.why).toContain('《民法典》第一百八十八条')
  expect(suggested.why.includes('自竞业限制期满起计')).toBe(byTerm)
})

it('the last day of keeping is still one', () => {
  const kept = { retention: { until: '2026-11-26', why: '示例' } }
  expect([isDue(kept, '2026-11-26'), isDue(kept, '2026-11-27'), isDue({ retention: null }, '2026-11-27')]).toEqual([
    false,
    true,
    false,
  ])
})
