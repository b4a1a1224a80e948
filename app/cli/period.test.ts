import { describe, expect, test } from 'vitest'
import { lawContract } from '../../features/law/law.contract.ts'
import { aMember } from '../../test/builders.ts'
import { aWorkshop } from '../../test/command-line.ts'
import { aHouse } from '../../test/harness.ts'

const { run } = aWorkshop()
const period = (...args: string[]) => run(['period', ...args])
const json = async (...args: string[]) => JSON.parse((await period(...args, '--json')).out)

describe('anybody can check us, without an installation', () => {
  test('the last day is printed with each step and its article', async () => {
    const { code, out } = await period('T-02', '--from', '2026-09-28')
    expect(code).toBe(0)
    expect(out).toContain('到期 / due: 2026-10-23')
    expect(out).toContain('国庆节放假（2026年10月1日至2026年10月7日），不计工作日。 [R10]')
    expect(out).toContain('Saturday, 10 October 2026 is a made-up working day and counts.')
    expect(out).toContain('[PROC 18]')
  })

  test('a program reads due, basis and steps', async () => {
    const answer = await json('t-02', '--from', '2026-09-28', '--extended', '--pause', '2026-10-09..2026-10-15')
    expect(answer).toMatchObject({ id: 'T-02', due: '2026-11-23', basis: 'PROC 18', verified: '●', open: null })
    expect(answer.steps.length).toBeGreaterThan(5)
    for (const step of answer.steps) {
      expect(step.words['zh-CN']).not.toBe('')
      expect(step.words.en).not.toBe('')
    }
  })

  test('hours come with their offset', async () => {
    expect((await json('X-03', '--from', '2026-09-28T10:20')).due).toBe('2026-09-29T11:00:00+08:00')
  })

  test('an appraisal stops the clock with its notice', async () => {
    const { due } = await json(
      'T-10',
      '--from',
      '2026-03-02',
      '--pause',
      '2026-04-01..2026-04-30=appraisal:渝市监鉴〔2026〕3号',
    )
    expect(due).toBe('2026-06-30')
  })

  test('where no calendar is published it is refused: not before, with the reason, and the exit code says so', async () => {
    const { code, out } = await period('T-02', '--from', '2026-12-20')
    expect(code).toBe(1)
    expect(out).toContain('不早于 / not before: 2027-01-06')
    expect(out).toContain('2027 年，该年放假安排尚未公布')
    expect(await json('T-02', '--from', '2026-12-20')).toMatchObject({
      due: null,
      notBefore: '2027-01-06',
      open: { because: 'calendar-not-published', year: 2027 },
    })
  })

  test('every period is listed', async () => {
    const { out } = await period('--list')
    for (const id of ['T-01', 'T-19b-2', 'X-24', 'C-16', 'P-08']) expect(out).toContain(id)
    expect(JSON.parse((await period('--list', '--json')).out).length).toBeGreaterThan(75)
  })

  test.each([
    ['an unknown period', ['T-99', '--from', '2026-09-28'], '没有这个期限'],
    ['a row of several periods', ['T-19b', '--from', '2026-09-28'], 'T-19b-2 复议审理'],
    ['a day that does not exist', ['T-02', '--from', '2026-02-30'], '不是有效的日期'],
    ['a pause that is not understood', ['T-02', '--from', '2026-09-28', '--pause', 'next week'], '看不懂'],
    [
      'an extension approved too late',
      ['T-02', '--from', '2026-09-28', '--extend', '15@2026-10-24'],
      '届满后批准的延长无效',
    ],
    ['an address that is none', ['T-02', '--from', '2026-09-28', '--server', 'nowhere'], '不是网址'],
  ])('%s is told with its remedy', async (_, args, words) => {
    const { code, err } = await period(...args)
    expect({ code, told: err.includes(words) }).toEqual({ code: 2, told: true })
    expect(err).toMatch(/ \/ .*[a-z]/)
  })

  test('without a day it says how it is used', async () => {
    const { code, out } = await period('T-02')
    expect(code).toBe(2)
    expect(out).toContain('--from DAY')
  })
})

test('with --server it counts as that office has set what the law leaves open', async () => {
  const here = await aHouse()
  const server = await here.house.server.listen({ port: 0, host: '127.0.0.1' })
  const { caller } = await aMember(here, 'office', 'head')
  await caller.call(lawContract.edit, { path: 'counting.referral-days', value: 'WD', reason: '示例：市局统一掌握' })
  expect((await json('X-02', '--from', '2026-09-29')).due).toBe('2026-10-08')
  expect((await json('X-02', '--from', '2026-09-29', '--server', server)).due).toBe('2026-10-09')
})
