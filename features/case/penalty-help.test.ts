import { expect, test } from 'vitest'
import { aCase, type CaseFile } from '../../test/case-file.ts'
import { aHouse } from '../../test/harness.ts'
import { lawContract } from '../law/law.contract.ts'
import { caseContract } from './case.contract.ts'

const here = await aHouse()

const help = async (file: CaseFile) =>
  (await file.team.handler.caller.call(caseContract.penaltyHelp, { id: file.id })).body
const actsIn = async (file: CaseFile) => (await file.view()).timeline.length

async function endedOn(day: string, facts = {}): Promise<CaseFile> {
  const file = await aCase(here, { facts })
  await file.done('establish-act-period', { on: '2026-03-03', fields: { endedOn: day } })
  return file
}

test('the help says nothing before the day on which the act ended is established', async () => {
  const file = await aCase(here)
  expect(await help(file)).toMatchObject({ endedOn: null, version: null, tiers: [], limitation: null, recorded: null })
  const { refusal } = await file.attempt('record-discretion')
  expect(refusal.detail?.unmet).toMatchObject([{ code: 'act-end-not-established', source: '《行政处罚法》第三十七条' }])
})

test('the version of the law and its tiers follow the day the act ended', async () => {
  const before = await help(await endedOn('2025-10-14'))
  const after = await help(await endedOn('2025-10-15'))
  expect([before.version, before.article, after.version, after.article]).toEqual(['2019', '21', '2025', '26'])
  const ranges = ({ tiers }: typeof before) =>
    tiers.map(({ tier, fromFen, toFen }) => [tier, fromFen / 100, toFen / 100])
  expect(ranges(before)).toEqual([
    ['ordinary', 100_000, 1_000_000],
    ['serious', 500_000, 5_000_000],
  ])
  expect(ranges(after)).toEqual([
    ['ordinary', 100_000, 1_000_000],
    ['serious', 1_000_000, 5_000_000],
  ])
})

test('it tells when the two years are over, and leaves to a person whether five apply', async () => {
  const old = await help(await endedOn('2023-11-01', { receivedOn: '2026-03-02' }))
  expect(old.limitation).toMatchObject({ expiresOn: '2025-11-01', foundOn: '2026-03-02', passed: true })
  const young = await help(await endedOn('2024-06-03', { receivedOn: '2026-03-02' }))
  expect(young.limitation).toMatchObject({ expiresOn: '2026-06-03', passed: false })
})

test('the hearing line is that of the party, and what the office has set', async () => {
  const firm = await endedOn('2025-12-01')
  expect((await help(firm)).hearingLineFen).toBe(10_000_000)
  const person = await endedOn('2025-12-01', { partyType: 'person' })
  expect((await help(person)).hearingLineFen).toBe(1_000_000)
  const { status } = await person.team.head.caller.call(lawContract.edit, {
    path: 'hearing.line.person',
    value: 5000,
    reason: '虚构：本市规定',
  })
  expect(status).toBe(200)
  expect(await help(person)).toMatchObject({ hearingLineFen: 500_000, hearingLineVerified: '○' })
})

test('it never decides: reading it leaves nothing, and a range that is not the law’s is only pointed out', async () => {
  const file = await endedOn('2025-12-01')
  const before = await actsIn(file)
  await help(file)
  expect(await actsIn(file)).toBe(before)
  const range = { tier: 'serious', rangeFromFen: 50_000_000, rangeToFen: 500_000_000, gainsFen: 0 }
  await file.done('record-discretion', { fields: range })
  expect((await help(file)).recorded).toMatchObject({ tier: 'serious', fromFen: 50_000_000, asTheLawSays: false })
  await file.done('record-discretion', { fields: { ...range, rangeFromFen: 100_000_000 } })
  expect((await help(file)).recorded).toMatchObject({ fromFen: 100_000_000, asTheLawSays: true })
})
