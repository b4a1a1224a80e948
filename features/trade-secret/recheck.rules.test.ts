import { describe, expect, it } from 'vitest'
import { aTradeSecret } from '../../test/trade-secret-maker.ts'
import { sumOf, takeRecheck, withRecheck } from './recheck.rules.ts'
import type { ListCompared, RecheckResult } from './recheck.schema.ts'

const [mine, other] = ['a'.repeat(32), 'b'.repeat(32)]
const list = (requestId: string | null, checked: number, different: number, more: Partial<ListCompared> = {}) => ({
  ...{ requestId, state: 'compared' as const, receipt: 'belongs' as const, checked, different },
  how: { differs: different, 'kind-changed': 0, missing: 0, unreadable: 0 },
  ...more,
})
const result = (lists: ListCompared[], more: Partial<RecheckResult> = {}): string =>
  JSON.stringify({ format: 'shoumi-recheck-1', at: '2026-11-24T01:00:00.000Z', ...sumOf(lists), lists, ...more })
const now = Date.parse('2026-11-24T02:00:00Z')
const secret = aTradeSecret({
  deposits: [{ requestId: mine, label: '虚构定稿', stage: 'final', on: '2026-11-01', elsewhere: '' }],
})
const refused = (text: string) => {
  const taken = takeRecheck(text, secret, now)
  return 'refused' in taken ? taken.refused[0] : null
}

describe('the result of a re-check', () => {
  it('counts for an entry by the lists of its deposits, and in whole where none is named', () => {
    const both = result([list(mine, 41, 3, { names: ['轴.dwg'] }), list(other, 9, 0)])
    expect(takeRecheck(both, secret, now)).toEqual({
      recheck: { at: '2026-11-24T01:00:00.000Z', checked: 41, different: 3, names: ['轴.dwg'], scope: 'deposits' },
    })
    expect(takeRecheck(result([list(other, 9, 1)]), secret, now)).toMatchObject({
      recheck: { checked: 9, different: 1, scope: 'whole' },
    })
  })
  it('is refused when it is none, lies ahead, has compared nothing or not everything, or is here already', () => {
    expect(refused('{')).toContain('不是复核结果文件')
    expect(refused(result([list(mine, 1, 0)], { at: '2026-11-25T01:00:00.000Z' }))).toContain('在将来')
    expect(refused(result([]))).toContain('没有复核过的原件')
    expect(refused(result([list(mine, 5, 0), list(mine, 0, 0, { state: 'unreadable' })]))).toContain('1 份清单')
    expect(refused(result([list(mine, 5, 0, { receipt: 'other' })]))).toContain('1 份清单')
    const given = result([list(mine, 1, 0)])
    const taken = takeRecheck(given, secret, now)
    if (!('recheck' in taken)) throw new RangeError('refused')
    const kept = { ...secret, rechecks: withRecheck(secret.rechecks, taken.recheck) }
    expect(takeRecheck(given, kept, now)).toHaveProperty('refused')
  })
  it('stands in the order of time, whenever it was brought', () => {
    const one = (at: string) => ({ at, checked: 1, different: 0, names: [], scope: 'whole' as const })
    const kept = withRecheck([one('2026-11-02T00:00:00.000Z')], one('2026-11-01T00:00:00.000Z'))
    expect(kept.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-01', '2026-11-02'])
  })
})
