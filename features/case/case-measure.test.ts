import { expect, test } from 'vitest'
import { jobs } from '../../app/worker.ts'
import { asSystem } from '../../platform/database/database.ts'
import { aCase } from '../../test/case-file.ts'
import { concludeInvestigation, investigate } from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { lawContract } from '../law/law.contract.ts'
import { caseContract } from './case.contract.ts'

const here = await aHouse()

/** What the worker would do at this moment. */
async function clocksAt(moment: string) {
  here.clock.set(moment)
  const { database, world } = here.house
  await asSystem(database, (db) =>
    jobs.find(({ name }) => name === 'proceeding:clocks')!.run({ db, database, world, now: here.clock.now }, {}),
  )
}

test('a preservation that nobody dealt with lapses with its seventh working day, also when the machine slept over it', async () => {
  const file = await aCase(here)
  const measure = await file.preservation()
  await measure.done('apply', { on: '2026-03-03' })
  await measure.done('take-into-force', { on: '2026-03-04' })
  await clocksAt('2026-03-13T15:59:00Z')
  expect(await measure.state()).toBe('in-force')
  await clocksAt('2026-05-20T02:00:00Z')
  const { matter, timeline, periods } = await measure.view()
  expect(matter.state).toBe('lapsed')
  expect(timeline.at(-1)).toMatchObject({ act: 'lapse', on: '2026-03-14', capacity: 'system', person: null })
  expect(periods.find(({ period }) => period === 'T-08b')).toMatchObject({ due: '2026-03-13', state: 'lapsed' })
  const told = await here.owner
    .selectFrom('notice')
    .select(['personId', 'kind'])
    .where('link', '=', `/app/preservations/${measure.id}`)
    .where('kind', '=', 'proceeding.lapsed')
    .execute()
  expect(told.map(({ personId }) => personId)).toEqual(
    expect.arrayContaining([file.team.handler.person.id, file.team.other.person.id]),
  )
  await clocksAt('2026-05-21T02:00:00Z')
  expect((await measure.view()).timeline).toHaveLength(timeline.length)
  const late = await measure.attempt('handle', { fields: { measure: 'record' } })
  expect(late.refusal.code).toBe('act-not-open')
  await measure.done('give-release-notice')
  expect((await measure.documents()).map(({ form }) => form)).toEqual([8, 19, 20])
})

test('an urgent preservation that was not approved within twenty-four hours cannot be approved any more', async () => {
  const file = await aCase(here)
  const measure = await file.preservation()
  await measure.done('take-urgently', { on: '2026-03-04', at: '2026-03-04T09:20:00+08:00' })
  here.clock.set('2026-03-05T02:01:00Z')
  const { refusal } = await measure.attempt('confirm-urgent', { at: '2026-03-05T10:01:00+08:00' })
  expect(refusal.detail?.unmet).toMatchObject([
    { code: 'urgent-approval-too-late', source: '《市场监督管理行政处罚程序规定》第三十三条' },
  ])
  await measure.done('reject-urgent')
  expect(await measure.state()).toBe('released')
})

test('a seizure needs the municipal approval, unless the office has settled that its district is of that level', async () => {
  const file = await aCase(here)
  const measure = await file.seizure()
  const without = await measure.attempt('request')
  expect(without.refusal.detail?.unmet).toMatchObject([
    { code: 'municipal-approval-required', source: '《反不正当竞争法》第十六条' },
  ])
  const settled = await file.team.head.caller.call(lawContract.edit, {
    path: 'authority.district-is-city-level',
    value: true,
    reason: '虚构：市局批复明确',
  })
  expect(settled.status).toBe(200)
  await measure.done('request')
  expect(await measure.state()).toBe('requested')
  const bare = await measure.attempt('seize')
  expect(bare.refusal.detail?.unmet).toMatchObject([{ code: 'form-missing' }])
})

test('a measure belongs to a case under investigation and to whoever handles it', async () => {
  const file = await aCase(here)
  const { presider, handler } = file.team
  const other = await presider.caller.call(caseContract.openSeizure, { id: file.id })
  expect({ status: other.status, code: other.refusal.code }).toEqual({ status: 409, code: 'not-yours-to-do' })
  await investigate(file)
  await concludeInvestigation(file)
  const late = await handler.caller.call(caseContract.openPreservation, { id: file.id })
  expect(late.refusal.code).toBe('case-not-under-investigation')
  expect((await file.view()).children).toEqual([])
})

test('a case is not closed while a measure is in force', async () => {
  const file = await aCase(here)
  const measure = await file.preservation()
  await measure.done('apply')
  await measure.done('take-into-force')
  await file.done('terminate-investigation')
  const { refusal } = await file.attempt('close', { fields: { situation: 'terminated' } })
  expect(refusal.detail?.unmet).toMatchObject([{ code: 'measure-in-force' }])
  await measure.done('release')
  await file.done('close', { fields: { situation: 'terminated' } })
  expect(await file.state()).toBe('closed')
})
