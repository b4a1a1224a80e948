import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { attachmentContract } from '../../features/attachment/attachment.contract.ts'
import { depositContract } from '../../features/deposit/deposit.contract.ts'
import { outcomeContract } from '../../features/programme/programme.contract.ts'
import { readSettings } from '../../platform/settings.ts'
import { aDeposit, aMember, aTask } from '../../test/builders.ts'
import { asApp, onCluster, withDatabase } from '../../test/cluster.ts'
import { aHouse, Caller } from '../../test/harness.ts'
import { openHouse } from '../house.ts'
import { tablesInOrder } from './backup-format.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'shoumi-backup-'))
const file = join(folder, 'backup.zip')
const here = await aHouse()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as people run it, in a process of its own. */
function shoumi(args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['app/cli.ts', ...args],
      { cwd: root, env: { ...process.env, ...env } },
      (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}
const there = { DATA_DIR: here.dataDir, DATABASE_URL: here.ownerUrl }

/** An empty instance: migrated, its programme loaded, nobody in it. */
async function anEmptyInstance() {
  const name = `t_${randomBytes(8).toString('hex')}`
  const cluster = inject('ownerUrl')
  await onCluster(cluster, `create database ${name} template shoumi_template`)
  afterAll(() => onCluster(cluster, `drop database ${name} with (force)`))
  const ownerUrl = withDatabase(cluster, name)
  const dataDir = mkdtempSync(join(folder, 'instance-'))
  return { ownerUrl, dataDir, env: { DATA_DIR: dataDir, DATABASE_URL: ownerUrl } }
}

/** Every row of every saved table, as PostgreSQL prints it, in one digest a table. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const digests: Record<string, string> = {}
    for (const table of await tablesInOrder(client)) {
      const { rows } = await client.query<{ digest: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${client.escapeIdentifier(table)} t`,
      )
      digests[table] = rows[0]?.digest ?? ''
    }
    return digests
  } finally {
    await client.end()
  }
}

const office = await aMember(here, 'office', 'programme-lead')
const drawing = randomBytes(300_000)

beforeAll(async () => {
  const { body } = await office.caller.call(attachmentContract.upload, { name: '图纸 𠮷.bin' }, { payload: drawing })
  await office.caller.call(outcomeContract.record, {
    itemId: '1.2',
    kind: 'institutional',
    title: '“引号”\\反斜\n换行 𠮷',
    happenedOn: '2023-11-10',
    attachmentIds: [body.id],
  })
  await aTask(here, { organisationId: office.organisation.id, title: "单'引号\t制表" })
  const [earlier, later] = [await aDeposit(office), await aDeposit(office)]
  await office.caller.call(depositContract.supersede, { id: earlier.id, laterId: later.id })
  await here.house.world.log.publish()
  await here.owner
    .insertInto('credentialPassword')
    .values({ personId: office.person.id, hash: '$argon2id$x' })
    .execute()
})

describe('a backup', () => {
  test('restores into an empty instance to the last byte, attachments included, and the instance serves', async () => {
    const saved = await shoumi(['backup', file, '--json'], there)
    expect(saved).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(saved.out)).toMatchObject([{ state: 'ok', files: 1 }])
    const before = await contents(here.ownerUrl)
    const empty = await anEmptyInstance()
    expect(await shoumi(['restore', file], empty.env)).toMatchObject({ code: 0 })
    expect(await contents(empty.ownerUrl)).toEqual(before)
    const house = await openHouse({
      settings: readSettings({ DATA_DIR: empty.dataDir }),
      databaseUrl: asApp(empty.ownerUrl, inject('appPassword')),
    })
    try {
      await house.server.ready()
      expect((await new Caller(house).fetch('GET', '/programme')).status).toBe(200)
      const { rows } = await ask(empty.ownerUrl, 'select sha256 from attachment')
      expect(readFileSync(house.world.objects.pathOf(rows[0].sha256)).equals(drawing)).toBe(true)
      expect((await ask(empty.ownerUrl, 'select count(*)::int as n from session')).rows).toEqual([{ n: 0 }])
      await ask(empty.ownerUrl, `insert into journal (request_id, act, digest) values ('x', 'after-restore', '\\x00')`)
    } finally {
      await house.server.close()
    }
  })

  test('is refused by an instance with people, and says what to do', async () => {
    const before = await contents(here.ownerUrl)
    const refused = await shoumi(['restore', file], there)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('this instance is not empty')
    expect(await contents(here.ownerUrl)).toEqual(before)
  })

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    ['changed by one bit in a table', (bytes: Buffer) => flip(bytes, 4000)],
    ['no backup at all', () => Buffer.from('hello')],
  ])('that is %s is refused, and nothing is written', async (_what, damage) => {
    const bad = join(folder, 'bad.zip')
    writeFileSync(bad, damage(readFileSync(file)))
    const empty = await anEmptyInstance()
    const before = await contents(empty.ownerUrl)
    const refused = await shoumi(['restore', bad], empty.env)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('nothing was written')
    expect(await contents(empty.ownerUrl)).toEqual(before)
  })
})

const flip = (bytes: Buffer, at: number) => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

async function ask(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('the command', () => {
  test('doctor says what is right and fails when an attachment’s bytes were changed', async () => {
    const healthy = await shoumi(['doctor', '--json'], there)
    const lines: { what: string; state: string }[] = JSON.parse(healthy.out)
    expect(lines.filter(({ state }) => state === 'fail')).toEqual([])
    expect(healthy.code).toBe(0)
    const { rows } = await ask(here.ownerUrl, 'select sha256 from attachment')
    const path = here.house.world.objects.pathOf(rows[0].sha256)
    writeFileSync(path, 'not the drawing')
    const ill = await shoumi(['doctor'], there)
    expect(ill.code).toBe(1)
    expect(ill.out).toContain('✗ 附件 1 个')
    writeFileSync(path, drawing)
  })

  test('user lists accounts, makes a link to a new password, and closes an account', async () => {
    expect((await shoumi(['user', 'list'], there)).out).toContain(office.person.email)
    const link = await shoumi(['user', 'link', office.person.email.toUpperCase()], there)
    expect(link.out).toMatch(/\/app\/reset\?token=[\w-]{40,}/)
    expect(await shoumi(['user', 'link', 'nobody@example.test'], there)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no such account'),
    })
    const member = await aMember(here, 'court')
    expect((await shoumi(['user', 'close', member.person.email], there)).code).toBe(0)
    expect((await member.caller.fetch('GET', '/api/session')).status).toBe(401)
  })

  test.each([
    [[], 2],
    [['--help'], 0],
    [['dance'], 2],
    [['--loud'], 2],
    [['backup'], 2],
    [['user', 'dance'], 2],
  ])('%j ends with %i', async (args, code) => {
    expect((await shoumi(args, there)).code).toBe(code)
  })
})
