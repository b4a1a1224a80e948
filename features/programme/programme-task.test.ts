import { describe, expect, test } from 'vitest'
import { setScope } from '../../platform/database/database.ts'
import { aMember, aTask } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { boardContract, taskContract } from './programme.contract.ts'
import { programmeJobs } from './programme.jobs.ts'
import { move } from './programme-task.rules.ts'
import { taskActs, taskStates } from './programme-task.schema.ts'

const here = await aHouse()
const office = await aMember(here, 'office', 'programme-lead')
const court = await aMember(here, 'court', 'coordinator')
const inDatabase = (id: string) =>
  here.owner.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const reportsOf = (id: string) =>
  here.owner.selectFrom('taskReport').selectAll().where('taskId', '=', id).orderBy('reportedAt').execute()
const task = (override = {}) => ({
  itemId: '2.3',
  organisationId: court.organisation.id,
  title: '商定司法确认对接流程',
  dueOn: '2026-12-31',
  ...override,
})

describe('the procedure of a task', () => {
  /** By hand: where each act leads from each state; what is not here is not open. */
  const matrix: Record<(typeof taskStates)[number], Partial<Record<(typeof taskActs)[number], string>>> = {
    planned: { report: 'under-way', finish: 'done', drop: 'dropped', reassign: 'planned' },
    'under-way': { report: 'under-way', finish: 'done', drop: 'dropped', reassign: 'under-way' },
    done: { reopen: 'under-way' },
    dropped: { reopen: 'under-way' },
  }
  test.each(
    taskStates.flatMap((state) => taskActs.map((act) => [state, act, matrix[state][act] ?? 'refused'] as const)),
  )('%s, %s → %s', (state, act, expected) => {
    const attempt = () => move({ state, progress: 10 }, act, null, '有理由').state
    if (expected === 'refused') expect(attempt).toThrow('act-not-open')
    else expect(attempt()).toBe(expected)
  })
})

describe('assigning', () => {
  test('the office gives a task to an organisation, whose coordinator is told', async () => {
    const { status, body } = await office.caller.call(taskContract.assign, task())
    expect(status).toBe(200)
    expect(await inDatabase(body.id)).toMatchObject({
      state: 'planned',
      progress: 0,
      createdBy: office.person.id,
      dueOn: '2026-12-31',
    })
    expect(await reportsOf(body.id)).toMatchObject([{ act: 'assign' }])
    const notices = await here.owner.selectFrom('notice').selectAll().where('personId', '=', court.person.id).execute()
    expect(notices.at(-1)).toMatchObject({ kind: 'task.assigned', link: `/app/tasks/${body.id}` })
  })

  test.each([
    ['an item the programme does not have', { itemId: '6.9' }, 'no-such-item'],
    ['a due day before its start', { startsOn: '2027-01-01' }, 'due-before-start'],
    [
      'an organisation that is not there',
      { organisationId: '00000000-0000-7000-8000-000000000000' },
      'no-such-organisation',
    ],
    ['a person of another organisation', { personId: office.person.id }, 'not-a-member'],
  ])('%s is refused and leaves nothing', async (_what, override, code) => {
    const before = await here.owner.selectFrom('task').select('id').execute()
    expect((await office.caller.call(taskContract.assign, task(override))).refusal.code).toBe(code)
    expect(await here.owner.selectFrom('task').select('id').execute()).toHaveLength(before.length)
  })
})

describe('working on it', () => {
  test('progress is reported with a note, and every report is kept', async () => {
    const { id } = await aTask(here, { organisationId: court.organisation.id })
    const report = (progress: number) =>
      court.caller.call(taskContract.act, { id, act: 'report', progress, note: `到 ${progress}%` })
    expect((await report(30)).body).toMatchObject({ state: 'under-way', progress: 30 })
    expect((await report(60)).body).toMatchObject({ state: 'under-way', progress: 60 })
    expect((await report(100)).refusal.code).toBe('progress-means-finished')
    expect((await court.caller.call(taskContract.act, { id, act: 'finish', note: '已签署' })).body).toMatchObject({
      state: 'done',
      progress: 100,
      closedAt: expect.any(String),
    })
    expect((await report(10)).refusal.code).toBe('act-not-open')
    expect((await reportsOf(id)).map(({ act, progress }) => [act, progress])).toEqual([
      ['report', 30],
      ['report', 60],
      ['finish', 100],
    ])
  })

  test('dropping, reopening and reassigning are for the office, and the first two need a reason', async () => {
    const { id } = await aTask(here, { organisationId: court.organisation.id })
    expect((await court.caller.call(taskContract.act, { id, act: 'drop', note: '不做了' })).refusal.code).toBe(
      'office-decides',
    )
    expect((await court.caller.call(taskContract.read, { id })).body.openActs).toEqual(['report', 'finish'])
    expect((await office.caller.call(taskContract.act, { id, act: 'drop' })).refusal.code).toBe('reason-required')
    expect((await office.caller.call(taskContract.act, { id, act: 'drop', note: '并入其他任务' })).body.state).toBe(
      'dropped',
    )
    expect(
      (await office.caller.call(taskContract.act, { id, act: 'reopen', note: '仍需单独办理' })).body,
    ).toMatchObject({ state: 'under-way', closedAt: null })
    const moved = await office.caller.call(taskContract.act, {
      id,
      act: 'reassign',
      personId: court.person.id,
      dueOn: '2027-02-01',
    })
    expect(moved.body).toMatchObject({ personId: court.person.id, dueOn: '2027-02-01' })
    expect(
      (await office.caller.call(taskContract.act, { id, act: 'reassign', personId: office.person.id })).refusal.code,
    ).toBe('not-a-member')
  })
})

describe('finding it', () => {
  test('the list is filtered, sorted by due day and paged without a gap', async () => {
    const station = await aMember(here, 'station', 'coordinator')
    const days = ['2026-11-01', '2026-11-20', '2026-11-24', '2026-12-05', '2026-12-05']
    for (const [index, dueOn] of days.entries())
      await aTask(here, {
        organisationId: station.organisation.id,
        itemId: index < 2 ? '1.4' : '4.3',
        dueOn,
        title: `第 ${index} 件`,
      })
    const page = (input: object) => station.caller.call(taskContract.list, input)
    expect((await page({ state: 'late' })).body.tasks.map(({ dueOn, daysLate }) => [dueOn, daysLate])).toEqual([
      ['2026-11-01', 23],
      ['2026-11-20', 4],
    ])
    expect((await page({ measureId: '4' })).body.tasks).toHaveLength(3)
    expect((await page({ text: '第 3' })).body.tasks.map(({ title }) => title)).toEqual(['第 3 件'])
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const { tasks, next } = (await page({ limit: 2, after })).body
      seen.push(...tasks.map(({ title }) => title))
      if (!next) break
      after = next
    }
    expect(seen.toSorted()).toEqual(days.map((_, index) => `第 ${index} 件`))
  })

  test('the board counts what the actor may see, by item, measure and organisation', async () => {
    const park = await aMember(here, 'park', 'representative')
    await aTask(here, { organisationId: park.organisation.id, itemId: '4.1', dueOn: '2026-11-01' })
    await aTask(here, { organisationId: park.organisation.id, itemId: '4.1', state: 'done' })
    const { body } = await park.caller.call(boardContract.board, {})
    expect(body).toMatchObject({ today: '2026-11-24', phaseId: '4', late: [{ daysLate: 23 }] })
    expect(body.items.find(({ id }) => id === '4.1')).toMatchObject({ open: 1, late: 1, done: 1, outcomes: 0 })
    expect(body.measures.find(({ id }) => id === '4')).toMatchObject({ open: 1, late: 1, done: 1 })
    expect(body.organisations.map(({ id }) => id)).toEqual([park.organisation.id])
    expect(body.items).toHaveLength(27)
  })

  test('the calendar knows working days, and says where no notice was published', async () => {
    const november = (await office.caller.call(boardContract.calendar, { month: '2026-11' })).body.days
    expect(november).toHaveLength(30)
    expect(november.find(({ day }) => day === '2026-11-24')?.working).toBe(true)
    expect(november.find(({ day }) => day === '2026-11-28')?.working).toBe(false)
    expect(
      (await office.caller.call(boardContract.calendar, { month: '2027-01' })).body.days.every(
        ({ working }) => working === null,
      ),
    ).toBe(true)
    expect((await office.caller.call(boardContract.calendar, { month: '2026-13' })).refusal.code).toBe('invalid-input')
  })

  test('home shows only what this person must do next', async () => {
    const lead = await aMember(here, 'procuratorate', 'coordinator')
    const colleague = await aMember(here, 'procuratorate', 'contributor', lead.organisation)
    const of = (override: object) => aTask(here, { organisationId: lead.organisation.id, ...override })
    const [mine, open] = [await of({ personId: lead.person.id }), await of({})]
    await of({ personId: colleague.person.id })
    await of({ personId: lead.person.id, state: 'done' })
    const { body } = await lead.caller.call(boardContract.mine, {})
    expect(body.tasks.map(({ id }) => id)).toEqual([mine.id])
    expect(body.unassigned.map(({ id }) => id)).toEqual([open.id])
  })
})

test('the daily job reminds a week before, the day after, and weekly while late', async () => {
  const lead = await aMember(here, 'justice', 'coordinator')
  for (const dueOn of ['2026-12-01', '2026-11-23', '2026-11-17', '2026-11-16', '2026-11-25'])
    await aTask(here, { organisationId: lead.organisation.id, dueOn, title: dueOn })
  const remind = programmeJobs.find(({ name }) => name === 'programme:remind')
  await here.house.database.transaction().execute(async (db) => {
    await setScope(db, 'system')
    await remind?.run({ db, world: here.house.world, now: here.clock.now, database: here.house.database }, {})
  })
  const notices = await here.owner.selectFrom('notice').selectAll().where('personId', '=', lead.person.id).execute()
  expect(notices.map(({ kind, params }) => [kind, params.title]).toSorted()).toEqual([
    ['task.due-soon', '2026-12-01'],
    ['task.late', '2026-11-17'],
    ['task.late', '2026-11-23'],
  ])
})
