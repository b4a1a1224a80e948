import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openHouse } from '../../app/house.ts'
import { aMember } from '../../test/builders.ts'
import { aHouse, Caller, signIn } from '../../test/harness.ts'
import { readSettings } from '../settings.ts'
import { requestedRange } from './download.ts'

const here = await aHouse()

describe('what operators watch', () => {
  test('alive, ready and measured, without a name of anybody', async () => {
    expect((await here.anyone.fetch('GET', '/healthz')).body).toEqual({ status: 'ok' })
    expect((await here.anyone.fetch('GET', '/readyz')).body).toEqual({ status: 'ready' })
    await here.anyone.fetch('GET', '/api/tasks/00000000-0000-7000-8000-000000000000')
    const metrics = (await here.anyone.fetch('GET', '/metrics')).raw.toString()
    expect(metrics).toContain('shoumi_http_request_seconds_bucket')
    expect(metrics).toContain('door="/api/tasks/:id"')
    expect(metrics).toContain('shoumi_jobs_waiting')
    expect(metrics).not.toContain('00000000-0000')
  })

  test('the log says method, route, status and time, never a value, an address or a body', async () => {
    const lines: string[] = []
    const stream = new Writable({
      write(chunk: Buffer, _encoding, next) {
        lines.push(chunk.toString())
        next()
      },
    })
    const house = await openHouse({
      settings: readSettings({ DATA_DIR: here.dataDir }),
      databaseUrl: here.appUrl,
      logger: { level: 'debug', stream },
    })
    const { person, organisation } = await aMember(here, 'court')
    const caller = new Caller(house, await signIn(here, person.id, organisation.id))
    const secret = 'geheim-8f3a'
    await caller.fetch('GET', `/api/tasks/${person.id}?text=${secret}`)
    await caller.fetch('POST', '/api/sign-in/password', {
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(JSON.stringify({ email: person.email, password: secret })),
    })
    await caller.fetch('GET', `/nothing/${secret}`)
    await house.server.close()
    const log = lines.join('')
    expect(
      lines.map((line): { route?: string; status?: number } => JSON.parse(line)).filter(({ route }) => route),
    ).toMatchObject([
      { route: '/api/tasks/:id', status: 404 },
      { route: '/api/sign-in/password', status: 409 },
      { status: 404 },
    ])
    for (const private_ of [secret, person.email, person.id, person.name, '127.0.0.1'])
      expect(log, private_).not.toContain(private_)
  })
})

test('every answer carries its number, and nothing lets a page elsewhere frame, script or style it', async () => {
  const { headers } = await here.anyone.fetch('GET', '/')
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  const policy = String(headers['content-security-policy'])
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types shoumi-vault-worker shoumi-seal-worker shoumi-evidence-worker shoumi-pdf-worker ProseMirrorClipboard',
  ])
    expect(policy).toContain(rule)
  expect(policy).not.toMatch(/unsafe|https?:/)
})

test('one address that calls too often is asked to wait, in words', async () => {
  const house = await openHouse({
    settings: readSettings({ DATA_DIR: here.dataDir }),
    databaseUrl: here.appUrl,
    perMinute: 5,
  })
  const caller = new Caller(house)
  for (let calls = 0; calls < 5; calls++) await caller.fetch('GET', '/api/programme')
  expect(await caller.fetch('GET', '/api/programme')).toMatchObject({
    status: 429,
    refusal: { code: 'too-many-requests', message: { 'zh-CN': expect.stringContaining('过于频繁') } },
  })
  expect((await caller.fetch('GET', '/healthz')).status).toBe(200)
  await house.server.close()
})

test.each([
  ['bytes=0-99', 1000, { first: 0, last: 99 }],
  ['bytes=900-', 1000, { first: 900, last: 999 }],
  ['bytes=-100', 1000, { first: 900, last: 999 }],
  ['bytes=990-2000', 1000, { first: 990, last: 999 }],
  ['bytes=1000-', 1000, 'unsatisfiable'],
  ['bytes=9-5', 1000, 'unsatisfiable'],
  ['bytes=0-1,5-6', 1000, null],
  ['items=0-1', 1000, null],
  [undefined, 1000, null],
])('the range %j of %i bytes is %j', (header, size, expected) => expect(requestedRange(header, size)).toEqual(expected))

describe('the tables', () => {
  test('all have row security on, and the role that serves requests neither owns them nor passes it by', async () => {
    const { rows } = await sql<{ name: string; secured: boolean; owner: string }>`
      select c.relname as name, c.relrowsecurity as secured, pg_get_userbyid(c.relowner) as owner from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'applied_migration'`.execute(
      here.owner,
    )
    expect(rows.length).toBeGreaterThan(25)
    expect(rows.filter(({ secured }) => !secured)).toEqual([])
    expect(rows.filter(({ owner }) => owner === 'shoumi_app')).toEqual([])
    const { rows: me } = await sql<{
      user: string
      free: boolean
    }>`select current_user as user, rolbypassrls or rolsuper as free from pg_roles where rolname = current_user`.execute(
      here.house.database,
    )
    expect(me).toEqual([{ user: 'shoumi_app', free: false }])
  })

  test('keep what must stay: no right to delete records, to change versions, revisions or the journal', async () => {
    const { rows } = await sql<{ table: string; privilege: string }>`
      select table_name as table, privilege_type as privilege from information_schema.role_table_grants where grantee = 'shoumi_app' and privilege_type in ('DELETE', 'TRUNCATE', 'UPDATE')`.execute(
      here.owner,
    )
    const holding = (privilege: string) => rows.filter((row) => row.privilege === privilege).map(({ table }) => table)
    const kept = [
      'journal',
      'programme_version',
      'task_report',
      'outcome_revision',
      'target_definition',
      'law_override',
      'publication_act',
    ]
    expect(holding('UPDATE').filter((table) => kept.includes(table))).toEqual([])
    const records = [
      'task',
      'outcome',
      'organisation',
      'person',
      'membership',
      'attachment',
      'publication',
      'publication_version',
      ...kept,
    ]
    expect(holding('DELETE').filter((table) => records.includes(table))).toEqual([])
    expect(holding('TRUNCATE')).toEqual([])
  })
})
