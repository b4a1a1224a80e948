import { readdir, readFile } from 'node:fs/promises'
import { request as send } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { openHouse } from '../../app/house.ts'
import { asSystem } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings.ts'
import { aHouse, Caller } from '../../test/harness.ts'
import { photo } from '../../test/photo-maker.ts'
import { aTip, Reporter, tipPerson, tipText, writeTip } from '../../test/reporter.ts'
import { aTipOffice } from '../../test/tip-office.ts'
import { clueContract } from './clue.contract.ts'

const here = await aHouse()
const { owner, clock } = here
const { registrar, head, work, back, channelOf, sealedBytes } = await aTipOffice(here)

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
      { ...here, anyone: new Caller(house) },
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

    // The office has opened the clue, read everything and answered; still nothing of it can be read behind its back.
    await work()
    const id = (await channelOf(code)).clueId ?? ''
    expect((await registrar.caller.call(clueContract.intake, { id })).body.channel?.tip?.accused).toBe(tipText.accused)
    await registrar.caller.call(clueContract.writeToReporter, { id, body: '请问图纸存放在哪里？' })
    expect((await back(code)).text).toContain('请问图纸存放在哪里？')
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
