import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { request as send } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openHouse } from '../../app/house.ts'
import { jobs } from '../../app/worker.ts'
import { asSystem } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings.ts'
import { aMember, anOrganisation } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { photo } from '../../test/photo-maker.ts'
import { aTip, Reporter, tipPerson, tipText, writeTip } from '../../test/reporter.ts'
import { clueContract } from './clue.contract.ts'
import { writeZip } from './file-metadata/zip.ts'
import type * as store from './tip.store.ts'
import { digestOfCode } from './tip-code.service.ts'

const here = await aHouse()
const { owner, clock } = here
const office = await anOrganisation(here, { kind: 'office', name: '虚构江北区市场监督管理局' })
const registrar = await aMember(here, 'office', 'registrar', office as { id: string; kind: 'office' })
const head = await aMember(here, 'office', 'head', office as { id: string; kind: 'office' })

/** Runs what the worker would run now, as often as there is something new. */
async function work(names: readonly string[] = ['clue:open', 'clue:reporter-wrote']) {
  const { rows } = await sql<{ id: string; task: string; payload: object }>`
    select id, task_identifier as task, (select payload from graphile_worker._private_jobs j where j.id = jobs.id) as payload
    from graphile_worker.jobs where task_identifier = any(${sql.val([...names])}::text[]) order by id`.execute(owner)
  for (const { id, task, payload } of rows) {
    await runJob(task, payload)
    await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(owner)
  }
}
const runJob = (name: string, payload: object) =>
  asSystem(here.house.database, (db) =>
    jobs
      .find((job) => job.name === name)!
      .run({ db, world: here.house.world, now: clock.now, database: here.house.database }, payload),
  )
const back = async (code: string, step = 'open') => (await new Reporter(here).open('/tip/return')).send(step, { code })
const channels = () => owner.selectFrom('clueChannel').selectAll().orderBy('createdAt').execute()
const channelOf = async (code: string) => {
  const digest = await digestOfCode(here.house.world.instanceKey, code)
  const { channelId } = await owner
    .selectFrom('tipCode')
    .select('channelId')
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow()
  return owner.selectFrom('clueChannel').selectAll().where('id', '=', channelId).executeTakeFirstOrThrow()
}

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
      organisationId: office.id,
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

  test('is kept nowhere, and many wrong ones make the next wait', async () => {
    const { code } = await aTip(here)
    const dump = await everything()
    expect(dump).not.toContain(code)
    expect(dump).not.toContain(code.replaceAll('-', ''))
  })
})

describe('files', () => {
  const withMacros = () =>
    writeZip([
      { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
      { name: 'word/document.xml', bytes: Buffer.from('<w:document/>') },
      { name: 'word/vbaProject.bin', bytes: Buffer.from('macro') },
    ])

  test('say what they reveal before they are sent; the copy for officers does not, and the original is apart', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    await reporter.send('files', {}, [
      { name: '../../etc/厂房（示例）.jpg', bytes: photo },
      { name: '附表.docm', bytes: await withMacros() },
      { name: '方案.pdf', bytes: '%PDF-1.7\n/Author (Zhang San)' },
    ])
    expect(reporter.text).toContain('厂房（示例）.jpg')
    expect(reporter.text).not.toContain('etc')
    expect(reporter.text).toContain('拍摄位置： 29.56300, 106.55000')
    expect(reporter.text).toContain('作者： 张三')
    expect(reporter.text).toContain('文件含有宏')
    expect(reporter.text).toContain('不能可靠地清除')
    const rows = await owner
      .selectFrom('tipFile')
      .selectAll()
      .where('channelId', '=', (await channelOf(code)).id)
      .orderBy('id')
      .execute()
    const [picture, macros, pdf] = rows
    // The boxes of files that may act on the reader's device do not exist; naming them changes nothing.
    await reporter.send('send', { [`agree-${pdf?.id}`]: 'yes', [`agree-${macros?.id}`]: 'yes' })
    await work()
    const { clueId } = await channelOf(code)
    const id = clueId ?? ''
    const { body } = await registrar.caller.call(clueContract.intake, { id })
    expect(body.channel?.files).toMatchObject([
      { number: 1, format: 'jpeg', readable: 'copy', found: ['device', 'author', 'place', 'comment'] },
      { number: 2, format: 'word', readable: 'no', apart: 'macros' },
      { number: 3, format: 'pdf', readable: 'original', apart: 'cannot-be-cleaned' },
    ])
    expect(JSON.stringify(body.channel)).not.toContain('厂房')
    const copy = await registrar.caller.call(clueContract.readFile, { id, fileId: picture?.id ?? '' })
    expect(copy.headers['content-disposition']).toContain(encodeURIComponent('附件1.jpg'))
    for (const word of ['张三', 'X-100', '内部']) expect(copy.raw.includes(word), word).toBe(false)
    expect((await registrar.caller.call(clueContract.readFile, { id, fileId: macros?.id ?? '' })).refusal.code).toBe(
      'file-apart',
    )
    expect(
      (await registrar.caller.call(clueContract.readFile, { id, fileId: pdf?.id ?? '' })).raw.toString(),
    ).toContain('Zhang San')

    // The original opens for one person, for a reason, once somebody else has agreed; each look is kept.
    const fileId = picture?.id ?? ''
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    const asked = await registrar.caller.call(clueContract.askRelease, { id, fileId, reason: '核对拍摄地点' })
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    await head.caller.call(clueContract.decideRelease, { id: asked.body.id, approve: true, opinion: '同意' })
    expect((await registrar.caller.call(clueContract.lookAtOriginal, { id, fileId })).raw.equals(photo)).toBe(true)
    expect((await head.caller.call(clueContract.lookAtOriginal, { id, fileId })).refusal.code).toBe('not-released')
    expect(await owner.selectFrom('tipLook').select('personId').execute()).toEqual([{ personId: registrar.person.id }])
  })

  test('can be taken back until they are sent, and added afterwards', async () => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    await reporter.send('files', {}, [{ name: 'a.txt', bytes: '一' }])
    const { id } = await owner.selectFrom('tipFile').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
    await reporter.post('/tip/return', { code, step: 'send', remove: id })
    expect(reporter.text).toContain('没有添加文件')
    expect((await channelOf(code)).sentAt).toBeNull()
    await reporter.send('send')
    await reporter.send('open')
    await reporter.send('files', {}, [{ name: 'b.txt', bytes: '二' }])
    await reporter.send('send-files')
    expect(reporter.text).toContain('文件已经提交')
    const [kept] = await owner
      .selectFrom('tipFile')
      .select(['id', 'sentAt'])
      .where('channelId', '=', (await channelOf(code)).id)
      .execute()
    expect(kept?.sentAt).not.toBeNull()
    // Sent files belong to the record.
    await reporter.post('/tip/return', { code, step: 'open', remove: kept?.id ?? '' })
    expect(reporter.text).toContain('b.txt')
  })

  const bomb = () =>
    writeZip([
      { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
      { name: 'word/document.xml', bytes: Buffer.alloc(61 * 1024 * 1024) },
    ])
  test.each([
    ['a zip bomb', async () => [{ name: 'a.docx', bytes: await bomb() }], 409, '解压后过大'],
    ['an empty file', async () => [{ name: 'a.txt', bytes: '' }], 409, '有的文件是空的'],
    [
      'a file beyond 20 MB',
      async () => [{ name: 'a.bin', bytes: Buffer.alloc(20 * 1024 * 1024 + 1) }],
      413,
      '文件太大',
    ],
    [
      'six files at once',
      async () => Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, bytes: 'x' })),
      413,
      '文件太大',
    ],
  ])('%s is refused in words, with a way back, and nothing of it is kept', async (_, files, status, words) => {
    const reporter = new Reporter(here)
    const code = await writeTip(reporter)
    const before = await owner.selectFrom('tipFile').select('id').execute()
    await reporter.send('files', {}, [{ name: 'good.txt', bytes: '好' }, ...(await files())].slice(0, 6))
    expect(reporter.last.status).toBe(status)
    expect(reporter.text).toContain(words)
    expect(await owner.selectFrom('tipFile').select('id').execute()).toEqual(before)
    expect((await back(code)).text).toContain('没有添加文件')
  })

  test('an eleventh file is refused', async () => {
    const reporter = new Reporter(here)
    await writeTip(reporter)
    for (let round = 0; round < 2; round++)
      await reporter.send(
        'files',
        {},
        Array.from({ length: 5 }, (_, n) => ({ name: `${n}.txt`, bytes: 'x' })),
      )
    await reporter.send('files', {}, [{ name: 'more.txt', bytes: 'x' }])
    expect(reporter.last.status).toBe(409)
    expect(reporter.text).toContain('总共不超过 10 个')
    await reporter.send('open')
    expect(reporter.heading).toBe('检查并提交')
  })
})

describe('who a named reporter is', () => {
  test('is seen by one person for one reason, once somebody else has agreed, for a day; every look is kept', async () => {
    const { code } = await aTip(here, { kind: 'named' })
    await work()
    const id = (await channelOf(code)).clueId ?? ''
    const intake = await registrar.caller.call(clueContract.intake, { id })
    expect(intake.body.channel).toMatchObject({ named: true })
    for (const word of Object.values(tipPerson)) expect(intake.raw.includes(word), word).toBe(false)
    const look = (who = registrar) => who.caller.call(clueContract.lookAtIdentity, { id })
    expect((await look()).refusal.code).toBe('not-released')
    const asked = await registrar.caller.call(clueContract.askRelease, { id, reason: '需要约谈举报人' })
    expect(asked.status).toBe(200)
    const decision = { id: asked.body.id, approve: true, opinion: '同意' }
    expect((await registrar.caller.call(clueContract.decideRelease, decision)).status).toBe(403)
    await head.caller.call(clueContract.decideRelease, decision)
    expect((await look()).body).toEqual(tipPerson)
    expect((await look(head)).refusal.code).toBe('not-released')
    const moment = clock.now
    clock.now = moment.add({ hours: 24 })
    expect((await look()).refusal.code).toBe('not-released')
    clock.now = moment
    const looks = await owner
      .selectFrom('tipLook')
      .innerJoin('tipRelease', 'tipRelease.id', 'tipLook.releaseId')
      .select('tipLook.personId')
      .where('subject', '=', 'identity')
      .execute()
    expect(looks).toEqual([{ personId: registrar.person.id }])
  })

  test('is out of reach even for the program’s own worker, and so are originals and codes', async () => {
    const { code } = await aTip(here, { kind: 'named', files: [{ name: 'a.txt', bytes: '虚构' }] })
    const channelId = (await channelOf(code)).id
    const seen = (table: 'tipIdentity' | 'tipOriginal' | 'tip') =>
      asSystem(here.house.database, (db) =>
        db.selectFrom(table).selectAll().where('channelId', '=', channelId).execute(),
      )
    expect(await seen('tip')).toHaveLength(1)
    expect(await seen('tipIdentity')).toEqual([])
    expect(await seen('tipOriginal')).toEqual([])
    await expect(asSystem(here.house.database, (db) => db.selectFrom('tipCode').selectAll().execute())).rejects.toThrow(
      'permission denied',
    )
  })
})

describe('over a real line', () => {
  const lines: string[] = []
  const address = '203.0.113.77'
  const open = async () => {
    const house = await openHouse({
      settings: readSettings({ DATA_DIR: here.dataDir, TRUST_PROXY: 'true' }),
      databaseUrl: here.appUrl,
      clock: () => clock.now,
      perMinute: 100_000,
      logger: { level: 'trace', stream: { write: (line: string) => void lines.push(line) } },
    })
    afterAll(() => house.server.close())
    return { house, at: await house.server.listen({ port: 0, host: '127.0.0.1' }) }
  }
  const opened = open()

  test('an upload of two gigabytes is heard out, refused in words, and leaves nothing', async () => {
    const { at } = await opened
    const before = (await sealedBytes()).length
    const boundary = 'x'.repeat(20)
    const size = 2 * 1024 ** 3
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const request = send(`${at}/tip/return`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': size },
      })
      request.on('error', reject)
      request.on('response', async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      })
      const block = Buffer.alloc(4 * 1024 * 1024)
      let left = size
      const pump = () => {
        while (left > 0) {
          left -= block.length
          if (!request.write(block)) return void request.once('drain', pump)
        }
        request.end()
      }
      pump()
    })
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('文件太大：每个不超过 20 MB')
    expect((await sealedBytes()).length).toBe(before)
  }, 60_000)

  test('no cookie is set, nothing comes from elsewhere, no address and nothing of the report is in the log', async () => {
    const { house } = await opened
    const reporter = new Reporter(
      { ...here, anyone: new (here.anyone.constructor as typeof import('../../test/harness.ts').Caller)(house) },
      {
        headers: { 'x-forwarded-for': address, 'user-agent': 'reporter-phone-7' },
      },
    )
    const code = await writeTip(reporter, tipText, 'named')
    await reporter.send('files', {}, [{ name: '虚构图.jpg', bytes: photo }])
    await reporter.send('send', { receipt: 'yes' })
    await reporter.send('open')
    await reporter.send('message', { message: '虚构消息内容' })
    await reporter.open('/tip/return')
    await reporter.send('open', { code: '0000-1111-2222-3333' })
    expect(reporter.answers).toHaveLength(10)
    for (const { headers, html } of reporter.answers) {
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      const elsewhere = [...html.matchAll(/(?:src|href|action)="((?:https?:)?\/\/[^"]*)"/g)].map(([, to]) => to)
      expect(elsewhere.filter((to) => !to?.startsWith(house.world.settings.publicUrl))).toEqual([])
    }
    // A script stands only on the first page, which knows nothing yet.
    expect(reporter.answers.slice(1).filter(({ html }) => html.includes('<script'))).toEqual([])
    const log = lines.join('')
    expect(log).toContain('"route":"/tip/return"')
    for (const word of [
      address,
      code,
      'reporter-phone-7',
      tipText.accused,
      tipPerson.name,
      tipPerson.phone,
      '虚构消息内容',
      '虚构图',
    ])
      expect(log, word).not.toContain(word)

    const dump = await everything()
    for (const word of [
      ...Object.values(tipText),
      ...Object.values(tipPerson),
      code,
      code.replaceAll('-', ''),
      address,
      'reporter-phone-7',
      '虚构消息内容',
      '虚构图',
      '29.56300',
      '请问图纸存放在哪里',
    ])
      expect(dump.includes(word), word).toBe(false)
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

/** Everything in the database as text, bytes included as what they would read as, and everything in the folder of data. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(owner)
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(owner)
    for (const { row } of rows)
      parts.push(
        row,
        ...(row.match(/\\x[0-9a-f]+/g) ?? []).map((hex) => Buffer.from(hex.slice(2), 'hex').toString('utf8')),
      )
  }
  for (const entry of await readdir(here.dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) parts.push(await readFile(join(entry.parentPath, entry.name), 'utf8'))
  return parts.join('\n')
}

const sealedBytes = async () =>
  (await readdir(join(here.dataDir, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
