import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import type { Endpoint } from '../../core/contract.ts'
import type { FormFacts } from '../../core/form-facts.ts'
import type { Capacity } from '../../core/proceeding.ts'
import type { Ctx } from '../../platform/context.ts'
import { openDatabase, setScope } from '../../platform/database/database.ts'
import { mount } from '../../platform/http/mount.ts'
import { aMember, anOrganisation, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { documentContract } from './document.contract.ts'
import { documentService, issueForm } from './document.service.ts'
import { documentRefusals } from './document.words.ts'

/** What the matter says; a test changes it before it draws up a form. */
let facts: FormFacts = {}
/** The same doors beside the real ones, with facts that a test can set. */
const beside = <E extends Endpoint>(door: E): E => ({ ...door, path: `/test${door.path}` })
const doors = {
  list: beside(documentContract.list),
  read: beside(documentContract.read),
  file: beside(documentContract.file),
  draft: beside(documentContract.draft),
  edit: beside(documentContract.edit),
  issue: beside(documentContract.issue),
  serve: beside(documentContract.serve),
  void: beside(documentContract.void),
} satisfies typeof documentContract

const here = await aHouse({
  before: (house) =>
    mount(
      house,
      'document-under-test',
      doors,
      documentService(async () => facts),
      documentRefusals,
    ),
})

type Team = { office: Member['organisation']; handler: Member; head: Member; other: Member }
async function aTeam(): Promise<Team> {
  const handler = await aMember(here, 'office', 'case-handler')
  const office = handler.organisation
  return {
    office,
    handler,
    head: await aMember(here, 'office', 'head', office),
    other: await aMember(here, 'office', 'registrar', office),
  }
}

async function aMatter({ office, handler }: Team, kind = 'case'): Promise<string> {
  const { id } = await here.owner
    .insertInto('proceeding')
    .values({
      kind,
      title: '虚构甲公司涉嫌侵犯商业秘密案',
      state: 'investigating',
      organisationId: office.id,
      openedOn: '2026-11-02',
      parentId: null,
      number: null,
      closedOn: null,
      facts: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await takesPart(id, handler, 'handler')
  return id
}
const takesPart = (proceedingId: string, { person }: Member, capacity: Capacity) =>
  here.owner
    .insertInto('proceedingPerson')
    .values({ proceedingId, personId: person.id, capacity, until: null })
    .execute()

/** All that form 37 (notice before a penalty) must say. */
const noticeFacts: FormFacts = {
  caseName: '虚构甲公司涉嫌侵犯商业秘密案',
  'party.name': '虚构𠮷㐂喆有限公司',
  'propose-penalty.facts': '当事人以不正当手段获取权利人的商业秘密。',
  'propose-penalty.reasons': '违反《反不正当竞争法》第十条，依据第二十六条。',
  'propose-penalty.fineFen': '200,000.00元',
  'propose-penalty.gainsFen': '30,000.00元',
}

async function aDraft(team: Team, form: number, given: FormFacts, more: { confidential?: boolean } = {}) {
  facts = given
  const proceedingId = await aMatter(team)
  const { body, status } = await team.handler.caller.call(doors.draft, { proceedingId, form, ...more })
  expect(status).toBe(200)
  return { id: body.id, proceedingId }
}

const textOf = async (docx: Buffer) => (await mammoth.extractRawText({ buffer: docx })).value

describe('a form', () => {
  test('is filled from the record, issued by the head, numbered, and its file is kept byte for byte', async () => {
    const team = await aTeam()
    const { id, proceedingId } = await aDraft(team, 37, noticeFacts)
    const draft = await team.handler.caller.call(doors.read, { id })
    expect(draft.body.filled).toMatchObject({
      'party.name': '虚构𠮷㐂喆有限公司',
      'notice.fine': '200,000.00元',
      'notice.facts': '当事人以不正当手段获取权利人的商业秘密。',
    })
    expect(draft.body.changed).toEqual({})
    expect((await team.handler.caller.call(doors.issue, { id, base: 1 })).refusal.code).toBe('head-issues')
    const issued = await team.head.caller.call(doors.issue, { id, base: 1 })
    expect(issued.status).toBe(200)
    expect(issued.body.number).toMatch(/罚告〔2026〕1号$/)
    const file = await team.handler.caller.call(doors.file, { id })
    expect(createHash('sha256').update(file.raw).digest('hex')).toBe(issued.body.digest)
    expect(readFileSync(here.house.world.objects.pathOf(issued.body.digest)).equals(file.raw)).toBe(true)
    const text = await textOf(file.raw)
    for (const part of [
      '虚构𠮷㐂喆有限公司',
      issued.body.number ?? '',
      '2026年11月24日',
      '五个工作日',
      '听证',
      '200,000.00元',
    ])
      expect(text).toContain(part)
    const entry = await here.owner
      .selectFrom('journal')
      .select('detail')
      .where('act', '=', 'document.issued')
      .where('subject', '=', id)
      .executeTakeFirstOrThrow()
    expect(entry.detail).toMatchObject({ digest: issued.body.digest, form: 37, proceedingId })
    const list = await team.handler.caller.call(doors.list, { proceedingId })
    expect(list.body.documents).toMatchObject([{ id, state: 'issued' }])
    expect(list.body.archive).toEqual([{ id, as: 'original', volume: 'main', section: '其他文书及送达回证', place: 1 }])
  })

  test('that lacks what the law demands is refused with each article, draws no number and leaves a draft', async () => {
    const team = await aTeam()
    const { 'propose-penalty.reasons': _, ...rest } = noticeFacts
    const { id } = await aDraft(team, 37, { ...rest, 'propose-penalty.facts': '　 ' })
    const before = await here.owner.selectFrom('numberCounter').selectAll().where('series', '=', 'form-37').execute()
    const { status, refusal } = await team.head.caller.call(doors.issue, { id, base: 1 })
    expect({ status, code: refusal.code }).toEqual({ status: 409, code: 'grounds-unmet' })
    expect(refusal.detail?.unmet).toMatchObject([
      { code: 'form-field-missing', source: '《市场监督管理行政处罚程序规定》第五十七条' },
      { code: 'form-field-missing', source: '《市场监督管理行政处罚程序规定》第五十七条' },
    ])
    expect(refusal.message['zh-CN']).toContain('2 项法定内容')
    expect(await here.owner.selectFrom('numberCounter').selectAll().where('series', '=', 'form-37').execute()).toEqual(
      before,
    )
    expect((await team.handler.caller.call(doors.read, { id })).body.document.state).toBe('draft')
  })

  test('keeps what a person changed beside what the record said, also when the record is read again', async () => {
    const team = await aTeam()
    const { id } = await aDraft(team, 37, noticeFacts)
    const changed = { 'notice.fine': '210,000.00元', 'not.a.field': 'x' }
    await team.handler.caller.call(doors.edit, { id, base: 1, changed, confidential: false })
    facts = { ...noticeFacts, 'propose-penalty.fineFen': '190,000.00元', 'propose-penalty.gainsFen': '40,000.00元' }
    const stale = await team.handler.caller.call(doors.edit, { id, base: 1, changed, confidential: false })
    expect(stale.refusal.code).toBe('changed-meanwhile')
    await team.handler.caller.call(doors.edit, { id, base: 2, changed, confidential: false, refill: true })
    const { body } = await team.handler.caller.call(doors.read, { id })
    expect(body.changed).toEqual({ 'notice.fine': '210,000.00元' })
    expect(body.filled).toMatchObject({ 'notice.fine': '190,000.00元', 'notice.gains': '40,000.00元' })
    await team.head.caller.call(doors.issue, { id, base: 3 })
    expect(await textOf((await team.head.caller.call(doors.file, { id })).raw)).toContain('210,000.00元')
  })

  test('of the head is not issued by whoever handled the matter, were they head ten times', async () => {
    const team = await aTeam()
    const { id, proceedingId } = await aDraft(team, 37, noticeFacts)
    await takesPart(proceedingId, team.head, 'handler')
    await here.owner.updateTable('proceedingPerson').set({ until: '2026-11-03T00:00:00Z' }).execute()
    expect((await team.head.caller.call(doors.issue, { id, base: 1 })).refusal.code).toBe('approver-is-handler')
  })

  test('takes nothing from the latest act when it is drawn up by hand', async () => {
    const team = await aTeam()
    const { id } = await aDraft(team, 8, {
      caseName: '虚构案',
      'act.reason': '别的事项的理由',
      'act.words': '中止调查',
    })
    expect((await team.handler.caller.call(doors.read, { id })).body.filled).toEqual({ caseName: '虚构案' })
  })

  test('carries whatever people paste: markup, control signs, braces, twenty thousand characters', async () => {
    const team = await aTeam()
    const hostile = `<w:p>&]]><script>${'\u0000\u0008\u000b\u001f\ufffe\ud800'}{{party.name}}\u202e反\r\n次行\t${'长'.repeat(19_000)}`
    const { id } = await aDraft(team, 37, { ...noticeFacts, 'propose-penalty.facts': hostile })
    const changed = { 'party.name': '虚构\u0000\ud800甲' }
    expect((await team.handler.caller.call(doors.edit, { id, base: 1, changed, confidential: false })).status).toBe(200)
    const { status } = await team.head.caller.call(doors.issue, { id, base: 2 })
    expect(status).toBe(200)
    const text = await textOf((await team.head.caller.call(doors.file, { id })).raw)
    expect(text).toContain('<w:p>&]]><script>')
    expect(text).toContain('{{party.name}}反')
    expect(text).toContain('长'.repeat(19_000))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/)
    const tooLong = await team.handler.caller.call(doors.edit, {
      id,
      base: 1,
      changed: { 'notice.facts': '长'.repeat(20_001) },
      confidential: false,
    })
    expect(tooLong.refusal.code).toBe('invalid-input')
  })
})

describe('what was issued', () => {
  test('cannot be changed by anybody: not through the app role, not by the owner of the tables', async () => {
    const team = await aTeam()
    const { id } = await aDraft(team, 37, noticeFacts)
    await team.head.caller.call(doors.issue, { id, base: 1 })
    const app = openDatabase(here.appUrl, { connections: 1 })
    const changes = [
      sql`update document set filled = '{}' where id = ${id}`,
      sql`update document set number = '换号' where id = ${id}`,
      sql`update document set digest = ${'0'.repeat(64)} where id = ${id}`,
      sql`update document set paper = '{}' where id = ${id}`,
      sql`update document set issued_on = '2020-01-01' where id = ${id}`,
      sql`update document set state = 'draft' where id = ${id}`,
    ]
    for (const change of changes) {
      await expect(
        app.transaction().execute(async (tx) => {
          await setScope(tx, 'system')
          await change.execute(tx)
        }),
      ).rejects.toThrow('cannot change')
      await expect(change.execute(here.owner)).rejects.toThrow('cannot change')
    }
    await expect(
      app.transaction().execute(async (tx) => {
        await setScope(tx, 'system')
        await sql`delete from document where id = ${id}`.execute(tx)
      }),
    ).rejects.toThrow('permission denied')
    await app.destroy()
    const edit = await team.handler.caller.call(doors.edit, { id, base: 1, changed: {}, confidential: false })
    expect(edit.refusal.code).toBe('not-a-draft')
    expect((await team.head.caller.call(doors.issue, { id, base: 1 })).refusal.code).toBe('not-a-draft')
  })

  test('is served on a day that can be, and voided by the head with its number gone for good', async () => {
    const team = await aTeam()
    const { id, proceedingId } = await aDraft(team, 37, noticeFacts)
    const service = { servedOn: '2026-11-24', manner: 'direct', servedTo: '虚构张三', note: '' } as const
    expect((await team.handler.caller.call(doors.serve, { id, ...service })).refusal.code).toBe('not-issued')
    await team.head.caller.call(doors.issue, { id, base: 1 })
    for (const [servedOn, code] of [
      ['2026-11-23', 'served-before-issued'],
      ['2026-11-25', 'served-in-future'],
    ] as const)
      expect((await team.handler.caller.call(doors.serve, { id, ...service, servedOn })).refusal.code).toBe(code)
    expect((await team.handler.caller.call(doors.serve, { id, ...service })).status).toBe(200)
    const proof = await team.handler.caller.call(doors.draft, { proceedingId, form: 50, aboutId: id })
    expect((await team.handler.caller.call(doors.read, { id: proof.body.id })).body.filled).toMatchObject({
      'served.name': expect.stringMatching(/^《行政处罚告知书》（.*〔2026〕\d+号）$/),
      'served.to': '虚构张三',
      'served.on': '2026年11月24日',
      'served.manner': '直接送达',
    })
    expect((await team.handler.caller.call(doors.void, { id, reason: '写错了' })).refusal.code).toBe('head-voids')
    expect((await team.head.caller.call(doors.void, { id, reason: '写错了' })).status).toBe(200)
    expect((await team.head.caller.call(doors.void, { id, reason: '写错了' })).refusal.code).toBe('already-voided')
    const again = await team.handler.caller.call(doors.draft, { proceedingId, form: 37, replacesId: id })
    const second = await team.head.caller.call(doors.issue, { id: again.body.id, base: 1 })
    const all = await here.owner.selectFrom('document').select('number').where('form', '=', 37).execute()
    expect(all.filter(({ number }) => number === second.body.number)).toHaveLength(1)
    const about = await team.handler.caller.call(doors.draft, { proceedingId, form: 50, aboutId: id })
    expect(about.refusal.code).toBe('about-not-issued')
  })
})

describe('who sees what', () => {
  test('another body sees nothing; one that takes part sees what was issued, no draft, nothing confidential', async () => {
    const team = await aTeam()
    const { id, proceedingId } = await aDraft(team, 37, noticeFacts)
    const secret = await team.handler.caller.call(doors.draft, { proceedingId, form: 37, confidential: true })
    await team.head.caller.call(doors.issue, { id: secret.body.id, base: 1 })
    const police = await aMember(here, 'public-security', 'referral-officer')
    const list = () => police.caller.call(doors.list, { proceedingId })
    const seen = async () => (await list()).body.documents.map((one) => one.id)
    expect((await list()).status).toBe(404)
    await here.owner
      .insertInto('proceedingParty')
      .values({ proceedingId, organisationId: police.organisation.id, capacity: 'police', until: null })
      .execute()
    expect(await seen()).toEqual([])
    await team.head.caller.call(doors.issue, { id, base: 1 })
    expect(await seen()).toEqual([id])
    expect((await police.caller.call(doors.file, { id })).status).toBe(200)
    expect((await police.caller.call(doors.read, { id })).body.paper?.title).toBe('行政处罚告知书')
    expect((await police.caller.call(doors.read, { id: secret.body.id })).status).toBe(404)
    expect((await police.caller.call(doors.file, { id: secret.body.id })).status).toBe(404)
    const firm = await aMember(here, 'enterprise', 'representative')
    expect((await firm.caller.call(doors.read, { id })).status).toBe(403)
  })

  test('the confidential volume is for those in the matter, its reviewers and heads, and says so on the paper', async () => {
    const team = await aTeam()
    const { id, proceedingId } = await aDraft(team, 37, noticeFacts, { confidential: true })
    const outside = await aMember(here, 'office', 'case-handler', team.office)
    for (const { caller } of [team.other, outside]) {
      expect((await caller.call(doors.read, { id })).status).toBe(404)
      expect((await caller.call(doors.list, { proceedingId })).body.documents).toEqual([])
    }
    expect((await team.handler.caller.call(doors.read, { id })).status).toBe(200)
    await team.head.caller.call(doors.issue, { id, base: 1 })
    expect(await textOf((await team.handler.caller.call(doors.file, { id })).raw)).toMatch(/^涉密附卷/)
    const list = await team.handler.caller.call(doors.list, { proceedingId })
    expect(list.body.archive).toEqual([
      { id, as: 'pointer', volume: 'main', section: '其他文书及送达回证', place: 1 },
      { id, as: 'original', volume: 'confidential', section: '涉密材料', place: 1 },
    ])
  })

  test('a matter of which a stranger knows the number gets no draft from them', async () => {
    const team = await aTeam()
    const proceedingId = await aMatter(team)
    await anOrganisation(here, { kind: 'enterprise' })
    const programme = await aMember(here, 'office', 'programme-lead', team.office)
    expect((await programme.caller.call(doors.draft, { proceedingId, form: 37 })).status).toBe(403)
    const missing = await team.handler.caller.call(doors.draft, { proceedingId: crypto.randomUUID(), form: 37 })
    expect(missing.status).toBe(404)
    expect((await team.handler.caller.call(doors.draft, { proceedingId, form: 44 })).status).toBe(404)
  })
})

test('an act that issues a form and fails afterwards leaves neither document nor number', async () => {
  const team = await aTeam()
  const proceedingId = await aMatter(team)
  const app = openDatabase(here.appUrl, { connections: 1 })
  const before = await here.owner.selectFrom('numberCounter').selectAll().orderBy('series').execute()
  const attempt = app.transaction().execute(async (db) => {
    await setScope(db, 'office', { personId: team.head.person.id, organisationId: team.office.id })
    await sql`select set_config('shoumi.roles', 'head', true)`.execute(db)
    const ctx: Ctx = {
      db,
      actor: {
        person: { ...team.head.person },
        organisation: null,
        roles: [],
        permissions: new Set(),
        sessionId: null,
      },
      world: here.house.world,
      now: here.clock.now,
      today: Temporal.PlainDate.from('2026-11-24'),
      locale: 'zh-CN',
      requestId: 'r',
      call: { address: '', device: '', upload: null, setSession() {}, keepIfRefused() {} },
    }
    const issued = await issueForm(ctx, { proceedingId, form: 37, facts: noticeFacts })
    expect(issued.number).toMatch(/号$/)
    throw new Error('the act failed')
  })
  await expect(attempt).rejects.toThrow('the act failed')
  await app.destroy()
  expect(
    await here.owner.selectFrom('document').select('id').where('proceedingId', '=', proceedingId).execute(),
  ).toEqual([])
  expect(await here.owner.selectFrom('numberCounter').selectAll().orderBy('series').execute()).toEqual(before)
})
