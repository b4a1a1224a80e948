import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { jobs } from '../../app/worker.ts'
import { asSystem, setScope } from '../../platform/database/database.ts'
import { defineJob, enqueue, startWorker } from '../../platform/jobs.ts'
import { mailSink, postMail } from '../../platform/mail.ts'
import { mailDigest, tell } from '../../platform/notices.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse, type TestHouse } from '../../test/harness.ts'
import { noticeContract } from './notice.contract.ts'

const until = async (true_: () => Promise<boolean>) => {
  for (let tries = 0; tries < 400; tries++) {
    if (await true_()) return
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('it did not happen')
}
const worker = async (test: TestHouse, more = jobs) => {
  const runner = await startWorker({
    ownerUrl: test.ownerUrl,
    database: test.house.database,
    world: test.house.world,
    jobs: more,
    pollMs: 50,
  })
  afterAll(() => runner.stop().catch(() => undefined))
  return runner
}
const mailsTo = (test: TestHouse, email: string) =>
  test.owner.selectFrom('outgoingMail').selectAll().where('recipient', '=', email).orderBy('createdAt').execute()
const late = (personId: string, urgent = false) => ({
  personId,
  kind: 'task.late',
  params: { title: '虚构任务', dueOn: '2026-11-20' },
  link: '/app/tasks/1',
  urgent,
})

describe('notices', () => {
  const here = aHouse()

  test('are read in the reader’s language, marked read, and are nobody else’s', async () => {
    const test = await here
    const [mine, other] = [await aMember(test, 'court'), await aMember(test, 'court')]
    await asSystem(test.house.database, (db) => tell({ db }, late(mine.person.id)))
    const [notice] = (await mine.caller.call(noticeContract.list, {})).body.notices
    expect(notice?.text).toEqual({
      'zh-CN': '任务“虚构任务”已于 2026-11-20 到期，尚未办结。',
      en: 'The task “虚构任务” was due on 2026-11-20 and is not finished.',
    })
    const id = notice?.id ?? ''
    expect((await other.caller.call(noticeContract.list, {})).body.notices).toEqual([])
    expect((await other.caller.call(noticeContract.markRead, { id })).status).toBe(404)
    expect((await mine.caller.call(noticeContract.markRead, { id })).status).toBe(200)
    expect((await mine.caller.call(noticeContract.list, { unread: 'true' })).body).toMatchObject({
      notices: [],
      unread: 0,
    })
    await asSystem(test.house.database, (db) => tell({ db }, late(mine.person.id)))
    await mine.caller.call(noticeContract.markAllRead, {})
    expect((await mine.caller.call(noticeContract.list, {})).body.unread).toBe(0)
  })

  test('every kind that is told has words in both languages', async () => {
    const { noticeWords } = (await here).house.world
    for (const [kind, [zh, en]] of Object.entries(noticeWords))
      expect(
        [zh, en].every((text) => text.length > 5),
        kind,
      ).toBe(true)
    for (const kind of [
      'task.assigned',
      'task.due-soon',
      'task.late',
      'task.handed-over',
      'dossier.ready',
      'account.new-device',
      'account.credential-changed',
      'organisation.awaits-admission',
      'organisation.admit',
      'organisation.decline',
      'organisation.suspend',
      'organisation.reinstate',
    ])
      expect(Object.keys(noticeWords), kind).toContain(kind)
  })
})

describe('jobs', () => {
  test('run if, and only if, the act that queued them is kept; a job that breaks is tried again', async () => {
    const test = await aHouse()
    const done: string[] = []
    let failures = 1
    const note = defineJob({
      name: 'note',
      payload: z.object({ text: z.string() }),
      async run(_ctx, { text }) {
        if (text === 'breaks once' && failures-- > 0) throw new Error('broken')
        done.push(text)
      },
    })
    const queue = (text: string, fails: boolean) =>
      test.house.database.transaction().execute(async (db) => {
        await setScope(db, 'system')
        await enqueue(db, 'note', { text })
        if (fails) throw new Error('rolled back')
      })
    await queue('kept', false)
    await queue('undone', true).catch(() => undefined)
    await worker(test, [note])
    await until(async () => done.includes('kept'))
    await queue('breaks once', false)
    await until(async () => done.includes('breaks once'))
    expect(done).not.toContain('undone')
  })
})

describe('mail', () => {
  test('goes to the mail server, again when that was away, and keeps no text once it is sent', async () => {
    const received: string[] = []
    let away = true
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onMailFrom: (_address, _session, answer) => (away ? answer(new Error('try later')) : answer()),
      onData(stream, _session, answer) {
        const parts: Buffer[] = []
        stream.on('data', (chunk: Buffer) => parts.push(chunk))
        stream.on('end', () => {
          received.push(Buffer.concat(parts).toString())
          answer()
        })
      },
    })
    await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done))
    afterAll(() => smtp.close())
    const address = smtp.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const test = await aHouse({ env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'office@example.test' } })
    await asSystem(test.house.database, (db) =>
      postMail(
        { db },
        {
          to: 'a@example.test',
          subject: ['确认', 'Confirm'],
          lines: [['链接 {link}', 'Link {link}']],
          params: { link: 'https://x.test/?token=secret1' },
        },
      ),
    )
    await worker(test)
    await until(async () => (await attempts(test)) === 1)
    away = false
    await until(async () => received.length === 1)
    expect(received[0]).toContain('From: office@example.test')
    expect(received[0]).toContain('Subject: =?UTF-8?')
    await until(async () => (await mailsTo(test, 'a@example.test'))[0]?.sentAt !== null)
    expect((await mailsTo(test, 'a@example.test'))[0]?.body).toBe('')
  })
  const attempts = async (test: TestHouse) => {
    const { rows } = await sql<{
      attempts: number
    }>`select attempts from graphile_worker.jobs where task_identifier = 'send-mail'`.execute(test.owner)
    return rows[0]?.attempts
  }

  test('without a server goes into a folder that only the operator reads', async () => {
    const test = await aHouse()
    await asSystem(test.house.database, (db) =>
      postMail({ db }, { to: 'b@example.test', subject: ['确认', 'Confirm'], lines: [['你好', 'Hello']] }),
    )
    await worker(test)
    const folder = mailSink(test.house.world.settings)
    await until(async () => (await readdir(folder).catch(() => [])).length === 1)
    const [file = ''] = await readdir(folder)
    expect(await readFile(join(folder, file), 'utf8')).toContain('To: b@example.test')
  })

  test('of notices is a digest by default; an urgent one goes at once; who chose each gets each; who chose none gets none', async () => {
    const test = await aHouse()
    const [digest, each, none] = [
      await aMember(test, 'court'),
      await aMember(test, 'court'),
      await aMember(test, 'court'),
    ]
    await test.owner.updateTable('person').set({ mailMode: 'each' }).where('id', '=', each.person.id).execute()
    await test.owner.updateTable('person').set({ mailMode: 'none' }).where('id', '=', none.person.id).execute()
    await asSystem(test.house.database, async (db) => {
      for (const member of [digest, each, none]) {
        await tell({ db }, late(member.person.id))
        await tell({ db }, late(member.person.id))
      }
      await tell({ db }, late(digest.person.id, true))
    })
    await worker(test)
    await until(
      async () =>
        (await mailsTo(test, each.person.email)).length === 2 &&
        (await mailsTo(test, digest.person.email)).length === 1,
    )
    await asSystem(test.house.database, (db) =>
      mailDigest.run({ db, world: test.house.world, now: test.clock.now, database: test.house.database }, {}),
    )
    const [, together] = await mailsTo(test, digest.person.email)
    expect(together?.subject).toBe('您有 2 条新消息 / You have 2 new notices')
    expect(await mailsTo(test, none.person.email)).toEqual([])
    await asSystem(test.house.database, (db) =>
      mailDigest.run({ db, world: test.house.world, now: test.clock.now, database: test.house.database }, {}),
    )
    expect(await mailsTo(test, digest.person.email)).toHaveLength(2)
  })
})
