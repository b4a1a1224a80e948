import { expect, test } from 'vitest'
import { jobs } from '../../app/worker.ts'
import { asSystem } from '../../platform/database/database.ts'
import { systemCtx } from '../../platform/system-ctx.ts'
import { aCase } from '../../test/case-file.ts'
import { concludeInvestigation, decide, giveNotice, investigate, review, serveDecision } from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { systemAct } from '../proceeding/proceeding-act.service.ts'

const here = await aHouse()
const { database, world } = here.house

/** What the worker would do at this moment, whenever it last ran. */
async function clocksAt(moment: string) {
  here.clock.set(moment)
  await asSystem(database, (db) =>
    jobs.find(({ name }) => name === 'proceeding:clocks')!.run({ db, database, world, now: here.clock.now }, {}),
  )
}

/** What somebody was told about this period, first to last: which notice, for which day. */
async function told(personId: string, period: string): Promise<string[]> {
  const notices = await here.owner
    .selectFrom('notice')
    .select(['kind', 'params'])
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .execute()
  return notices
    .map(({ kind, params }) => ({ kind, ...(params as { matter?: string; due?: string }) }))
    .filter(({ matter }) => matter === period)
    .map(({ kind, due }) => `${kind} ${due}`)
}

test('the last day of a case is told once before, once on it, once after', async () => {
  const { team } = await aCase(here)
  const all = () => told(team.handler.person.id, '办案期限')
  // 31 May is a Sunday; fifteen working days before it lies Monday, 11 May.
  await clocksAt('2026-05-10T15:59:00Z')
  expect(await all()).toEqual([])
  await clocksAt('2026-05-10T16:00:00Z')
  await clocksAt('2026-05-20T02:00:00Z')
  expect(await all()).toEqual(['proceeding.lead 2026-05-31'])
  expect(await told(team.head.person.id, '办案期限')).toEqual([])
  await clocksAt('2026-05-31T02:00:00Z')
  await clocksAt('2026-06-01T02:00:00Z')
  await clocksAt('2026-06-02T02:00:00Z')
  const after = ['proceeding.due 2026-05-31', 'proceeding.overdue 2026-05-31']
  expect(await all()).toEqual(['proceeding.lead 2026-05-31', ...after])
  expect(await told(team.head.person.id, '办案期限')).toEqual(after)
})

test('a machine that slept over all of it tells only what is still of use', async () => {
  const { team } = await aCase(here)
  await clocksAt('2026-07-01T02:00:00Z')
  await clocksAt('2026-07-02T02:00:00Z')
  expect(await told(team.handler.person.id, '办案期限')).toEqual(['proceeding.overdue 2026-05-31'])
})

test('where the calendar of the year is missing, the earliest day it could be is told ahead', async () => {
  const { team } = await aCase(here, { openedOn: '2026-11-10' })
  // Ninety days from 10 November end on 8 February 2027, if that is no holiday.
  await clocksAt('2027-01-23T15:59:00Z')
  expect(await told(team.handler.person.id, '办案期限')).toEqual([])
  await clocksAt('2027-01-23T16:00:00Z')
  await clocksAt('2027-03-01T02:00:00Z')
  expect(await told(team.handler.person.id, '办案期限')).toEqual(['proceeding.unknown 2027-02-08'])
})

test('what the law wants without delay is told of on our own day', async () => {
  const file = await aCase(here, { openedOn: '2026-03-02' })
  const { parentId } = await here.owner
    .selectFrom('proceeding')
    .select('parentId')
    .where('id', '=', file.id)
    .executeTakeFirstOrThrow()
  const clueId = parentId ?? ''
  await here.owner
    .insertInto('proceedingPerson')
    .values({ proceedingId: clueId, personId: file.team.handler.person.id, capacity: 'handler' })
    .execute()
  await asSystem(database, (db) =>
    systemAct(
      systemCtx({ db, world, now: here.clock.now }),
      clueId,
      'owe-outcome',
      {},
      Temporal.PlainDate.from('2026-03-02'),
    ),
  )
  // T-01: five working days after 2 March, all of them in one week and the Monday after.
  await clocksAt('2026-03-08T15:59:00Z')
  expect(await told(file.team.handler.person.id, '实名举报处理结果告知')).toEqual([])
  await clocksAt('2026-03-08T16:00:00Z')
  await clocksAt('2026-04-01T02:00:00Z')
  expect(await told(file.team.handler.person.id, '实名举报处理结果告知')).toEqual(['proceeding.promptly 2026-03-09'])
})

test('what follows by law while the machine slept follows on its own day, and what it begins runs from there', async () => {
  const file = await aCase(here, { openedOn: '2026-03-02' })
  await investigate(file)
  await concludeInvestigation(file)
  await review(file)
  await giveNotice(file)
  // Served on 27 March: five working days end on 3 April, before Qingming.
  await clocksAt('2026-04-08T01:00:00Z')
  expect(await file.state()).toBe('waived')
  expect((await file.view()).timeline.at(-1)).toMatchObject({
    act: 'deem-waived',
    on: '2026-04-04',
    capacity: 'system',
  })
  await decide(file, '2026-04-08')
  await serveDecision(file, '2026-04-09')
  // Six months end on 9 October; the three months for the court run from that day, into a year without a calendar.
  await clocksAt('2026-12-20T01:00:00Z')
  const { timeline, periods } = await file.view()
  expect(timeline.at(-1)).toMatchObject({ act: 'remedies-expired', on: '2026-10-10', capacity: 'system' })
  expect(periods.find(({ period }) => period === 'T-19c')).toMatchObject({ due: '2026-10-09', state: 'elapsed' })
  expect(await told(file.team.handler.person.id, '陈述申辩、要求听证')).toEqual(['proceeding.elapsed 2026-04-03'])
  expect(periods.find(({ period }) => period === 'T-21')).toMatchObject({
    startOn: '2026-10-09',
    due: null,
    notBefore: '2027-01-09',
  })
  await clocksAt('2026-12-21T01:00:00Z')
  expect((await file.view()).timeline).toHaveLength(timeline.length)
})
