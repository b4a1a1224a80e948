import { expect, test } from 'vitest'
import { DepositLink } from './trade-secret.schema.ts'
import { chainGaps, chainOf } from './version-chain.rules.ts'

const chain = (...steps: readonly (readonly [DepositLink['stage'], string])[]) =>
  steps.map(([stage, on], at) =>
    DepositLink.parse({ requestId: String(at).padStart(32, '0'), label: `虚构 ${at}`, stage, on }),
  )
const told = (deposits: readonly DepositLink[]) => chainGaps(deposits).map(([zh]) => zh)

test('a chain stands in the order of time, and on one day in the order of the stages', () => {
  const mixed = chain(['final', '2026-03-01'], ['draft', '2026-03-01'], ['idea', '2026-01-01'])
  expect(chainOf(mixed).map(({ stage }) => stage)).toEqual(['idea', 'draft', 'final'])
  expect(mixed[0]?.stage).toBe('final')
})

test('a whole chain, also through several versions, and no chain at all, have no gap', () => {
  expect(told([])).toEqual([])
  expect(told(chain(['idea', '2026-01-01']))).toEqual([])
  expect(told(chain(['idea', '2026-01-01'], ['draft', '2026-02-01'], ['final', '2026-03-01']))).toEqual([])
  expect(
    told(
      chain(
        ['idea', '2026-01-01'],
        ['draft', '2026-02-01'],
        ['final', '2026-03-01'],
        ['draft', '2026-04-01'],
        ['final', '2026-05-01'],
      ),
    ),
  ).toEqual([])
})

test('an earlier stage that is missing is said, a later one that is not there yet is not', () => {
  expect(told(chain(['final', '2026-03-01']))).toEqual([
    '没有“构想”阶段的存证，形成过程缺这一段',
    '没有“草稿”阶段的存证，形成过程缺这一段',
  ])
  expect(told(chain(['draft', '2026-03-01']))).toEqual(['没有“构想”阶段的存证，形成过程缺这一段'])
})

test('a final before the first draft is said once, and so is a draft that no final follows', () => {
  const early = told(chain(['idea', '2026-01-01'], ['final', '2026-02-01'], ['draft', '2026-03-01']))
  expect(early).toEqual(['“定稿”（2026-02-01）早于最早的“草稿”（2026-03-01），请核对阶段或日期'])
  const open = chain(['idea', '2026-01-01'], ['draft', '2026-02-01'], ['final', '2026-03-01'], ['draft', '2026-04-01'])
  expect(told(open)).toEqual(['定稿（2026-03-01）之后又有草稿（2026-04-01），还没有新的定稿'])
})
