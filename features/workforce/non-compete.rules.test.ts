import { describe, expect, it } from 'vitest'
import { monthsUnpaid, objectionsTo } from './workforce.rules.ts'
import { NonCompete } from './workforce.schema.ts'

const today = Temporal.PlainDate.from('2026-11-26')
/** Within every limit: a year, 30 % of the wage, a penalty of five times the whole compensation. */
const fair = NonCompete.parse({
  ...{ standing: 'senior', months: 12, scope: '示例业务', region: '重庆市', averageWageFen: 1_000_000 },
  ...{ monthlyFen: 300_000, penaltyFen: 18_000_000, startsOn: null, paidUntil: null },
})
const against = (terms: Partial<NonCompete>) => objectionsTo({ ...fair, ...terms }, today)

describe('a non-compete', () => {
  // By hand from content/templates.yaml TPL-06 legalLimits.
  it.each([
    ['within every limit', {}, []],
    ['of somebody bound to secrecy', { standing: 'bound' }, []],
    ['of somebody without access', { standing: 'none' }, ['no-access']],
    ['of 24 months at half the wage', { months: 24, monthlyFen: 500_000 }, []],
    ['of 25 months at half the wage', { months: 25, monthlyFen: 500_000 }, ['too-long']],
    ['of 13 months at less than half the wage', { months: 13, monthlyFen: 499_999 }, ['below-guidance']],
    ['of 12 months at less than 30 %', { monthlyFen: 299_999, penaltyFen: null }, ['below-guidance']],
    ['without compensation', { monthlyFen: null }, ['unpaid-terms']],
    ['with a compensation of nothing', { monthlyFen: 0, penaltyFen: null }, ['unpaid-terms']],
    ['with no wage given', { averageWageFen: null, monthlyFen: 1, penaltyFen: 60 }, []],
    ['with a penalty of more than five times', { penaltyFen: 18_000_001 }, ['penalty-high']],
    ['unpaid for three months', { startsOn: '2026-08-26' }, ['three-months-unpaid']],
    ['unpaid for three months less a day', { startsOn: '2026-08-27' }, []],
  ] as const)('%s', (_, terms, codes) => {
    expect(against(terms).map(({ code }) => code)).toEqual(codes)
  })

  it('runs against the law, or against guidance only, and says which article', () => {
    const all = [
      ...against({ standing: 'none', months: 25, monthlyFen: null }),
      ...against({ monthlyFen: 1, startsOn: '2026-01-01' }),
    ]
    expect(all.map(({ code, isLaw, source: [zh] }) => [code, isLaw, zh])).toEqual([
      [
        'no-access',
        true,
        '《劳动合同法》第二十四条、《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》第十三条（◐）',
      ],
      ['too-long', true, '《劳动合同法》第二十四条'],
      ['unpaid-terms', true, '《劳动合同法》第二十三条、法释〔2020〕26号第三十六条'],
      ['below-guidance', false, '《企业实施竞业限制合规指引》（待核）'],
      ['penalty-high', false, '《企业实施竞业限制合规指引》（待核）'],
      ['three-months-unpaid', true, '法释〔2020〕26号第三十八条'],
    ])
  })
})

describe('months unpaid', () => {
  it.each([
    ['before it runs', { startsOn: null }, 0],
    ['within the first month', { startsOn: '2026-10-27' }, 0],
    ['after the first month', { startsOn: '2026-10-26' }, 1],
    ['paid up to the day', { startsOn: '2026-01-01', paidUntil: '2026-11-26' }, 0],
    ['since the last payment', { startsOn: '2026-01-01', paidUntil: '2026-09-25' }, 2],
    ['of the whole term, and no more after its end', { startsOn: '2024-01-01', months: 12 }, 12],
    ['to the end of the term', { startsOn: '2024-01-01', months: 12, paidUntil: '2024-12-31' }, 0],
  ] as const)('%s', (_, terms, months) => {
    expect(monthsUnpaid({ ...fair, ...terms }, today)).toBe(months)
  })
})
