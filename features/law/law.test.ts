import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { seed } from '../../app/seed.ts'
import { asSystem } from '../../platform/database/database.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { lawContract as doors } from './law.contract.ts'
import { lawOf } from './law.service.ts'

const here = await aHouse()
const head = await aMember(here, 'office', 'head')
beforeAll(() => seed(here.house))

const law = () => asSystem(here.house.database, (db) => lawOf({ db, world: here.house.world }))
const rows = () => here.owner.selectFrom('lawOverride').selectAll().orderBy('id').execute()

describe('the law as data', () => {
  test('is open to everybody, with marks, what may be set, and the calendars', async () => {
    const { status, body } = await here.anyone.call(doors.read, {})
    expect(status).toBe(200)
    expect(body.law.periods.length).toBe(72)
    expect(body.law.periods.find(({ id }) => id === 'T-03')?.verified).toBe('○')
    expect(body.open.map(({ path }) => path)).toContain('T-03.length')
    expect(body.calendar.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026])
    expect(body.calendar[3]?.source).toContain('国办发明电〔2025〕7号')
  })
})

describe('a value that is still to be verified', () => {
  test('is set by the head with a reason, is in force at once, and keeps who and why for ever', async () => {
    const reason = '示例：依据市局通知（虚构）'
    const { status } = await head.caller.call(doors.edit, { path: 'T-03.length', value: 7, reason })
    expect(status).toBe(200)
    expect((await law()).period('T-03').length).toBe(7)
    expect(await rows()).toMatchObject([{ path: 'T-03.length', value: 7, reason, setBy: head.person.id }])
    const forOffice = await head.caller.call(doors.read, {})
    expect(forOffice.body.set[0]).toMatchObject({ path: 'T-03.length', value: 7, reason, by: head.person.name })
    expect(forOffice.body.law.periods.find(({ id }) => id === 'T-03')?.length).toBe(7)
    const forPublic = await here.anyone.call(doors.read, {})
    expect(forPublic.body.set[0]).toMatchObject({ value: 7, reason, by: null })
    const entry = await here.owner
      .selectFrom('journal')
      .selectAll()
      .where('act', '=', 'law.edit')
      .executeTakeFirstOrThrow()
    expect(entry.personId).toBe(head.person.id)
  })

  test('set again is a new row; the newest counts; null brings the shipped value back', async () => {
    await head.caller.call(doors.edit, { path: 'X-23.length', value: 3, reason: '示例一' })
    expect((await law()).period('X-23').length).toBe(3)
    await head.caller.call(doors.edit, { path: 'X-23.length', value: 1, reason: '示例二' })
    expect((await law()).period('X-23').length).toBe(1)
    await head.caller.call(doors.edit, { path: 'X-23.length', value: null, reason: '示例三：恢复' })
    expect((await law()).period('X-23').length).toBe(2)
    expect((await rows()).filter(({ path }) => path === 'X-23.length').map(({ value }) => value)).toEqual([3, 1, null])
  })

  test.each([
    ['a length that was read in the law', { path: 'T-02.length', value: 30, reason: '示例' }, 409, 'value-not-open'],
    ['a value that cannot stand there', { path: 'T-03.length', value: -2, reason: '示例' }, 409, 'value-not-fitting'],
    ['no reason', { path: 'T-03.length', value: 6, reason: '   ' }, 400, 'invalid-input'],
    ['a list for a value', { path: 'T-03.length', value: [6], reason: '示例' }, 400, 'invalid-input'],
  ])('%s is refused, and nothing is written', async (_, input, status, code) => {
    const before = await rows()
    const answer = await head.caller.fetch('POST', doors.edit.path, {
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(JSON.stringify(input)),
    })
    expect({ status: answer.status, code: answer.refusal.code }).toEqual({ status, code })
    expect(await rows()).toEqual(before)
  })

  test('a handler, an enterprise and a stranger may not set it', async () => {
    const input = { path: 'T-03.length', value: 6, reason: '示例' }
    const handler = await aMember(here, 'office', 'case-handler')
    const enterprise = await aMember(here, 'enterprise', 'representative')
    expect((await handler.caller.call(doors.edit, input)).status).toBe(403)
    expect((await enterprise.caller.call(doors.edit, input)).status).toBe(403)
    expect((await here.anyone.call(doors.edit, input)).status).toBe(401)
  })

  test('is append-only: the role that serves requests can neither change nor remove it', async () => {
    for (const statement of [sql`update law_override set reason = 'x'`, sql`delete from law_override`])
      await expect(statement.execute(here.house.database)).rejects.toThrow('permission denied')
  })
})

describe('the public page of statutory periods', () => {
  const page = async (path: string) => {
    const answer = await here.anyone.fetch('GET', path, { headers: { accept: 'text/html' } })
    return { status: answer.status, html: answer.raw.toString('utf8') }
  }

  test('answers a plain form without a script: last day, steps, articles, and the command to check it', async () => {
    const { status, html } = await page('/law?period=T-02&from=2026-09-28')
    expect(status).toBe(200)
    expect(html).toContain('2026年10月23日（星期五）')
    expect(html).toContain('国庆节放假（2026年10月1日至2026年10月7日）')
    expect(html).toContain('《市场监督管理行政处罚程序规定》第18条')
    expect(html).toContain('npx shoumi period T-02 --from 2026-09-28')
    expect(html).not.toMatch(/<script(?![^>]*src=)|\sstyle=|\son\w+=/)
  })

  test('takes pauses, an extension and a moment', async () => {
    const paused = await page('/law?period=T-02&from=2026-09-28&extended=1&pause1From=2026-10-09&pause1To=2026-10-15')
    expect(paused.html).toContain('2026年11月23日（星期一）')
    expect(paused.html).toContain('--extended --pause 2026-10-09..2026-10-15')
    const appraisal = await page(
      '/law?period=T-10&from=2026-03-02&pause1Kind=appraisal&pause1From=2026-04-01&pause1To=2026-04-30&pause1Document=示例1号',
    )
    expect(appraisal.html).toContain('2026年6月30日（星期二）')
    const hours = await page('/en/law?period=X-03&from=2026-09-28&time=10:20')
    expect(hours.html).toContain('11:00 on Tuesday, 29 September 2026')
  })

  test('says why it cannot answer, keeping what was typed', async () => {
    for (const [query, words] of [
      ['period=T-02&from=2026-02-30', '不是有效的日期'],
      ['period=X-03&from=2026-09-28', '请填写起算的日期和时刻'],
      ['period=T-99&from=2026-09-28', '没有这个期限'],
      ['period=T-02&from=2026-12-20', '不早于'],
      ['period=T-11&from=2026-09-28&extended=1', '不能（再）延长'],
      ['period=T-02&from=%3Cscript%3E', '不是有效的日期'],
    ] as const) {
      const { status, html } = await page(`/law?${query}`)
      expect({ query, status, told: html.includes(words) }).toEqual({ query, status: 200, told: true })
      expect(html).not.toContain('<script>')
    }
  })

  test('shows what the office has set and why, and counts by it', async () => {
    await head.caller.call(doors.edit, { path: 'counting.referral-days', value: 'WD', reason: '示例：市局统一掌握' })
    const { html } = await page('/law?period=X-02&from=2026-09-29')
    expect(html).toContain('2026年10月9日（星期五）')
    expect(html).toContain('示例：市局统一掌握')
  })
})
