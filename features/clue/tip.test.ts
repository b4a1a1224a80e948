import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { aHouse } from '../../test/harness.ts'
import { photo } from '../../test/photo-maker.ts'
import { aTip, Reporter, tipPerson, tipText, writeTip } from '../../test/reporter.ts'
import { aTipOffice } from '../../test/tip-office.ts'
import { clueContract } from './clue.contract.ts'
import type * as store from './tip.store.ts'

const here = await aHouse()
const { owner, clock } = here
const { registrar, work, runJob, back, channelOf, sealedBytes } = await aTipOffice(here)
const channels = () => owner.selectFrom('clueChannel').selectAll().orderBy('createdAt').execute()

describe('the way of a report', () => {
  test('the code is shown first; nothing can be written before it was written down', async () => {
    const reporter = new Reporter(here)
    await reporter.open('/tip')
    expect(reporter.text).toContain('不需要注册，也可以不留姓名')
    expect(reporter.text).toContain('15 个工作日')
    await reporter.send('code', { kind: 'anonymous' })
    expect(reporter.heading).toBe('请先记下查询码')
    const [code = ''] = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(reporter.text) ?? []
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    await reporter.send('write', { last: '0000' === code.slice(-4) ? '1111' : '0000' })
    expect(reporter.last.status).toBe(400)
    expect(reporter.text).toContain('与查询码的最后四位不一致')
    expect(reporter.text).toContain(code)
    await reporter.send('write', { last: code.slice(-4).toLowerCase() })
    expect(reporter.heading).toBe('匿名举报')
    expect(await channels()).toEqual([])
  })

  test('what is missing is named beside its field, and nothing that was typed is lost', async () => {
    const reporter = new Reporter(here)
    await reporter.open('/tip')
    await reporter.send('code', { kind: 'named' })
    const [code = ''] = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(reporter.text) ?? []
    await reporter.send('write', { last: code.slice(-4) })
    await reporter.send('save', {
      accused: '甲',
      happened: tipText.happened,
      name: '',
      phone: 'x',
      where: 'y'.repeat(201),
    })
    expect(reporter.last.status).toBe(400)
    expect(reporter.text).toContain('请写明被举报的单位或者个人，至少两个字。')
    expect(reporter.text).toContain('请填写姓名。')
    expect(reporter.text).toContain('请填写能联系到您的电话号码。')
    expect(reporter.text).toContain('内容太长，最多 200 个字。')
    expect(reporter.text).toContain(tipText.happened)
    expect(await channels()).toEqual([])
  })

  test('from the first page to the answer of the office, and back', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter, { ...tipText, where: '江北区' })
    expect(reporter.heading).toBe('检查并提交')
    expect(reporter.text).toContain('还没有提交')
    // What was written is there for whoever has the code, from another device as well, and can still be changed.
    const other = await back(code.toLowerCase().replaceAll('-', ' '))
    expect(other.text).toContain(tipText.happened)
    await other.send('edit')
    await other.send('save', { ...tipText, happened: `${tipText.happened}补充一句。`, where: '' })
    expect(other.text).toContain('补充一句')
    await other.send('send')
    expect(other.heading).toBe('举报已经提交')
    expect(other.text).toContain(code)
    await other.send('open')
    expect(other.text).toContain('已收到，正在登记。')
    expect(other.text).toContain('15 个工作日内')
    expect((await other.post('/tip/return', { step: 'send', code })).text).toContain('已经提交，不能再修改')

    await work()
    const channel = await channelOf(code)
    expect(channel).toMatchObject({ named: false, receivedOn: '2026-11-24', toldState: 'received' })
    const clue = await owner
      .selectFrom('proceeding')
      .selectAll()
      .where('id', '=', channel.clueId ?? '')
      .executeTakeFirstOrThrow()
    expect(clue).toMatchObject({
      kind: 'clue',
      state: 'received',
      title: '匿名举报（2026-11-24）',
      organisationId: registrar.organisation.id,
    })
    // Fifteen working days from the day after: the last is 15 December.
    const status = await back(code)
    expect(status.text).toContain('已收到并登记，等待指派核查人员。')
    expect(status.text).toContain('预计不晚于 2026年12月15日 决定是否立案，还有 15 个工作日。')

    await status.send('message', { message: '第一行\r\n第二行' })
    expect(status.text).toContain('消息已经发送')
    const { body } = await registrar.caller.call(clueContract.intake, { id: clue.id })
    expect(body.channel).toMatchObject({
      kind: 'tip',
      named: false,
      tip: { accused: tipText.accused, happened: `${tipText.happened}补充一句。` },
      messages: [{ sender: 'reporter', body: '第一行\n第二行' }],
    })
    await registrar.caller.call(clueContract.writeToReporter, { id: clue.id, body: '请问图纸存放在哪里？' })
    const answered = await back(code)
    expect(answered.text).toContain('请问图纸存放在哪里？')
    expect(answered.text).not.toContain(registrar.person.name)
    await work()
    const told = await owner.selectFrom('notice').select('kind').where('personId', '=', registrar.person.id).execute()
    expect(told.map(({ kind }) => kind).sort()).toEqual(['clue.arrived', 'clue.reporter-wrote'])
  })

  test('what is told of the time: days left, today, overdue, paused, decided', async () => {
    const { code } = await aTip(here)
    await work()
    const { id } = await channelOf(code)
    const tell = (values: Parameters<typeof store.saveChannel>[2]) =>
      owner.updateTable('clueChannel').set(values).where('id', '=', id).execute()
    const text = async () => (await back(code)).text
    await tell({ toldState: 'under-inquiry', toldDueOn: '2026-11-24' })
    expect(await text()).toContain('预计今天（2026年11月24日）决定是否立案')
    await tell({ toldDueOn: '2026-11-23' })
    expect(await text()).toContain('原定不晚于 2026年11月23日 决定是否立案，现已超过')
    await tell({ toldDueOn: '2099-01-05' })
    expect(await text()).toContain('预计不晚于 2099年1月5日 决定是否立案。')
    await owner.updateTable('clueChannel').set({ toldPaused: true }).where('id', '=', id).execute()
    expect(await text()).toContain('核查期限暂停计算')
    await tell({ toldState: 'filed' })
    expect(await text()).toContain('已经立案，进入调查。')
    expect(await text()).not.toContain('预计')
  })

  test('what was sent becomes a clue even if the job that should have opened it was lost', async () => {
    const { code } = await aTip(here)
    await sql`delete from graphile_worker._private_jobs where payload->>'channelId' = ${(await channelOf(code)).id}`.execute(
      owner,
    )
    await work()
    expect((await channelOf(code)).clueId).toBeNull()
    const moment = clock.now
    clock.now = moment.add({ hours: 1 })
    await runJob('tip:keep-channels', {})
    await work()
    clock.now = moment
    expect((await channelOf(code)).clueId).not.toBeNull()
  })

  test('in English as well', async () => {
    const reporter = new Reporter(here, { locale: 'en' })
    const code = await writeTip(reporter)
    await reporter.send('send')
    await reporter.send('open')
    expect(reporter.heading).toBe('Your report')
    expect(reporter.text).toContain('Expect a decision on filing within 15 working days')
    expect((await back(code)).heading).toBe('您的举报')
  })
})

describe('a code', () => {
  test('that is wrong, expired, or none at all gets one and the same answer', async () => {
    const code = await writeTip(new Reporter(here))
    const pages = []
    for (const typed of ['0000-0000-0000-0000', 'x', '', '<b>', `${'9'.repeat(100)}`]) pages.push(await back(typed))
    const moment = clock.now
    clock.now = moment.add({ hours: 24 * 7 + 1 })
    pages.push(await back(code))
    clock.now = moment
    const [first] = pages
    expect(first?.text).toBe('查询码不正确或者已失效。 重新输入')
    for (const { last } of pages) {
      expect(last.status).toBe(400)
      expect(last.html).toBe(first?.last.html)
    }
    expect((await back(code)).heading).toBe('检查并提交')
  })

  test('that is wrong is refused for every step alike', async () => {
    for (const step of ['open', 'edit', 'send', 'message', 'receipt', 'make-receipt', 'send-files', 'nonsense']) {
      // A beginning of its own for each, so that none has to wait.
      const code = `${createHash('sha256').update(step).digest('hex').slice(0, 4)}-0000-0000-0000`
      const page = await new Reporter(here).post('/tip/return', { step, code, message: 'x' })
      expect(page.heading, step).toBe('查询码不正确或者已失效。')
    }
  })

  test('of one’s own making opens no report: only codes that were given out here do', async () => {
    const before = (await channels()).length
    for (const ticket of ['', 'AAAA', 'A'.repeat(43)]) {
      const page = await new Reporter(here).post('/tip', {
        step: 'save',
        kind: 'anonymous',
        code: 'AAAA-AAAA-AAAA-AAAA',
        ticket,
        ...tipText,
      })
      expect(page.heading).toBe('查询码不正确或者已失效。')
    }
    expect(await channels()).toHaveLength(before)
  })

  test('opens its own report and no other: two reporters of the same stay apart', async () => {
    const [one, two] = [await aTip(here), await aTip(here, { kind: 'named' })]
    await work()
    const [first, second] = [await channelOf(one.code), await channelOf(two.code)]
    expect(first.clueId).not.toBe(second.clueId)
    expect((await back(one.code)).text).not.toContain(tipPerson.name)
    expect((await back(two.code)).text).toContain(tipPerson.name)
    // Naming the other's file or step with one's own code leads nowhere.
    await (await back(two.code)).send('files', {}, [{ name: 'a.txt', bytes: '虚构' }])
    const file = await owner
      .selectFrom('tipFile')
      .select('id')
      .where('channelId', '=', second.id)
      .executeTakeFirstOrThrow()
    await new Reporter(here).post('/tip/return', { code: one.code, remove: file.id })
    expect(await owner.selectFrom('tipFile').select('id').where('id', '=', file.id).execute()).toHaveLength(1)
  })

  test('of a report that was never sent ends with it after seven days, and nothing of it is left', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter, tipText, 'named')
    await reporter.send('files', {}, [{ name: '图.jpg', bytes: photo }])
    const { id } = await channelOf(code)
    const stored = await sealedBytes()
    const moment = clock.now
    clock.now = moment.add({ hours: 24 * 7 + 1 })
    await runJob('tip:keep-channels', {})
    for (const table of ['clueChannel', 'tip', 'tipIdentity', 'tipFile', 'tipOriginal', 'tipCode'] as const)
      expect(
        await owner
          .selectFrom(table)
          .selectAll()
          .where(table === 'clueChannel' ? 'id' : 'channelId', '=', id)
          .execute(),
        table,
      ).toEqual([])
    await work(['tip:destroy-unsent'])
    clock.now = moment
    expect((await sealedBytes()).length).toBe(stored.length - 2)
    expect((await back(code)).heading).toBe('查询码不正确或者已失效。')
  })
})

test('a receipt proves that something was reported here, and says neither what nor by whom', async () => {
  const { code, reporter } = await aTip(here)
  await reporter.send('open')
  expect(reporter.text).toContain('还没有制作')
  await reporter.send('make-receipt')
  expect(reporter.text).toMatch(/凭证编号 [0-9A-Z]{4}-[0-9A-Z]{4}/)
  await reporter.send('receipt')
  expect(reporter.text).toContain('正在写入公开日志')
  await here.house.world.log.publish()
  const file = (await back(code)).send('receipt')
  const { html, headers } = (await file).last
  expect(headers['content-disposition']).toContain('attachment')
  const receipt = JSON.parse(html) as { statement: string; format: string }
  expect(receipt.format).toBe('shoumi-tip-receipt')
  expect(receipt.statement).toMatch(
    /^shoumi tip receipt 1\noffice: .*\nnumber: .*\nrecorded at: .*\ndigest: [0-9a-f]{64}\n$/,
  )
  for (const word of [tipText.accused, tipText.happened, code]) expect(html).not.toContain(word)
})
