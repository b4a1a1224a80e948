import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { checkDigit } from '../../core/credit-code.ts'
import { setScope, type Tx } from '../../platform/database/database.ts'
import { aMember, anOrganisation, aTask, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { organisationContract as doors } from './organisation.contract.ts'
import { procedure } from './organisation.rules.ts'

const here = await aHouse()
const good = '江水向东流不回头2026'
let serial = 100
const creditCode = () => {
  const body = `91500105MA5${String(serial++).padStart(6, '0')}`
  return body + checkDigit(body)
}
const registration = () => ({
  kind: 'enterprise' as const,
  name: '虚构机电有限公司',
  creditCode: creditCode(),
  representativeName: '虚构陈一',
  email: `chen${serial++}@example.test`,
  phone: '023 1234 5678',
  address: '虚构路 1 号',
})
async function tokenFor(email: string) {
  const mail = await here.owner
    .selectFrom('outgoingMail')
    .selectAll()
    .where('recipient', '=', email)
    .orderBy('createdAt', 'desc')
    .executeTakeFirstOrThrow()
  return /token=([\w-]+)/.exec(mail.body)?.[1] ?? ''
}
const stateOf = async (code: string) =>
  (await here.owner.selectFrom('organisation').selectAll().where('creditCode', '=', code).executeTakeFirst())?.state

describe('an enterprise joins', () => {
  test('it registers, its representative confirms by mail, the office admits it, and only then does it act', async () => {
    const office = await aMember(here, 'office', 'programme-lead')
    const form = registration()
    expect(
      (await here.anyone.call(doors.register, { ...form, creditCode: ` ${form.creditCode.toLowerCase()} ` })).status,
    ).toBe(200)
    expect(await stateOf(form.creditCode)).toBe('awaiting-confirmation')
    const token = await tokenFor(form.email)
    expect((await here.anyone.call(doors.confirm, { token: 'guessed' })).refusal.code).toBe('link-invalid')
    expect((await here.anyone.call(doors.confirm, { token, password: 'short' })).refusal.code).toBe('weak-password')
    const confirmed = await here.anyone.call(doors.confirm, { token, password: good })
    expect(confirmed.body).toEqual({ organisation: form.name })
    expect((await here.anyone.call(doors.confirm, { token, password: good })).refusal.code).toBe('link-invalid')
    const representative = here.as(confirmed.cookie ?? '')
    expect((await representative.call(doors.members, {})).status).toBe(403)
    const notices = await here.owner.selectFrom('notice').selectAll().where('personId', '=', office.person.id).execute()
    expect(notices.map(({ kind }) => kind)).toEqual(['organisation.awaits-admission'])

    const list = await office.caller.call(doors.list, { state: 'awaiting-admission', text: form.creditCode })
    const id = list.body.organisations[0]?.id ?? ''
    expect((await office.caller.call(doors.decide, { id, act: 'admit' })).body.state).toBe('admitted')
    expect((await representative.call(doors.members, {})).body.members).toMatchObject([
      { email: form.email, roles: ['representative'] },
    ])
  })

  test('a credit code with a wrong check digit is refused with the field and the remedy; one registered before is refused', async () => {
    const form = registration()
    const wrong = form.creditCode.slice(0, 17) + (form.creditCode.endsWith('0') ? '1' : '0')
    const answer = await here.anyone.call(doors.register, { ...form, creditCode: wrong })
    expect(answer.refusal).toMatchObject({
      code: 'invalid-input',
      issues: [{ field: 'creditCode', message: { 'zh-CN': expect.stringContaining('校验位不符') } }],
    })
    expect((await here.anyone.call(doors.register, form)).status).toBe(200)
    expect((await here.anyone.call(doors.register, { ...form, email: 'other@example.test' })).refusal.code).toBe(
      'already-registered',
    )
  })

  test('somebody who registers a code and never confirms cannot keep its owner out', async () => {
    const form = registration()
    await here.anyone.call(doors.register, form)
    await sql`update organisation set created_at = ${'2026-11-20T00:00:00Z'} where credit_code = ${form.creditCode}`.execute(
      here.owner,
    )
    const owner = { ...form, email: 'true-owner@example.test' }
    expect((await here.anyone.call(doors.register, owner)).status).toBe(200)
    expect(
      (await here.anyone.call(doors.confirm, { token: await tokenFor('true-owner@example.test'), password: good }))
        .status,
    ).toBe(200)
    expect(
      (await here.anyone.call(doors.confirm, { token: await tokenFor(form.email), password: good })).refusal.code,
    ).toBe('act-not-open')
  })

  /** By hand: what may happen to a registration in each state. */
  const matrix = {
    'awaiting-confirmation': { confirm: 'awaiting-admission' },
    'awaiting-admission': { admit: 'admitted', decline: 'declined' },
    admitted: { suspend: 'suspended' },
    declined: {},
    suspended: { reinstate: 'admitted' },
  }
  test('the states and acts are those of the rule', () => expect(procedure).toEqual(matrix))

  test.each([
    ['awaiting-confirmation', 'admit', 'act-not-open'],
    ['awaiting-admission', 'decline', 'reason-required'],
    ['admitted', 'admit', 'act-not-open'],
    ['admitted', 'suspend', 'reason-required'],
    ['declined', 'reinstate', 'act-not-open'],
  ] as const)('in state %s, %s without more is refused: %s', async (state, act, code) => {
    const office = await aMember(here, 'office', 'office-administrator')
    const { id } = await anOrganisation(here, { state })
    expect((await office.caller.call(doors.decide, { id, act })).refusal.code).toBe(code)
    expect(
      (await here.owner.selectFrom('organisation').select('state').where('id', '=', id).executeTakeFirstOrThrow())
        .state,
    ).toBe(state)
  })

  test('a suspended organisation can do nothing, and its people are told why', async () => {
    const office = await aMember(here, 'office', 'office-administrator')
    const firm = await aMember(here, 'enterprise', 'representative')
    await office.caller.call(doors.decide, { id: firm.organisation.id, act: 'suspend', reason: '材料不实' })
    expect((await firm.caller.call(doors.members, {})).status).toBe(403)
    const [notice] = await here.owner.selectFrom('notice').selectAll().where('personId', '=', firm.person.id).execute()
    expect(notice).toMatchObject({ kind: 'organisation.suspend', params: { reason: '材料不实' }, urgent: true })
  })
})

describe('partners', () => {
  test('the office establishes one and invites its coordinator; enterprises register themselves', async () => {
    const office = await aMember(here, 'office', 'office-administrator')
    const input = {
      kind: 'mediation' as const,
      name: '虚构调解中心',
      coordinatorName: '虚构何二',
      email: 'he@example.test',
    }
    const { id } = (await office.caller.call(doors.establish, input)).body
    const accepted = await here.anyone.call(doors.acceptInvitation, {
      token: await tokenFor('he@example.test'),
      password: good,
    })
    expect(accepted.body.organisation).toBe('虚构调解中心')
    expect((await here.as(accepted.cookie ?? '').call(doors.read, { id })).body).toMatchObject({
      kind: 'mediation',
      state: 'admitted',
    })
    expect((await office.caller.call(doors.establish, { ...input, kind: 'enterprise' })).refusal.code).toBe(
      'kind-registers-itself',
    )
  })
})

describe('members', () => {
  test('are invited in roles of their kind, accept by mail, and are not invited twice', async () => {
    const firm = await aMember(here, 'enterprise', 'representative')
    const email = `liu${serial++}@example.test`
    expect((await firm.caller.call(doors.invite, { name: '虚构刘三', email, roles: ['head'] })).refusal.code).toBe(
      'role-not-of-this-kind',
    )
    await firm.caller.call(doors.invite, { name: '虚构刘三', email, roles: ['secret-keeper'] })
    const first = await tokenFor(email)
    const { id } = (await firm.caller.call(doors.invite, { name: '虚构刘三', email, roles: ['employee'] })).body
    expect((await here.anyone.call(doors.acceptInvitation, { token: first, password: good })).refusal.code).toBe(
      'link-invalid',
    )
    expect((await firm.caller.call(doors.members, {})).body.invitations.map((one) => one.id)).toEqual([id])
    expect(
      (await here.anyone.call(doors.acceptInvitation, { token: await tokenFor(email), password: good })).status,
    ).toBe(200)
    expect((await firm.caller.call(doors.invite, { name: '虚构刘三', email, roles: ['employee'] })).refusal.code).toBe(
      'already-member',
    )
    expect((await firm.caller.call(doors.members, {})).body.members).toHaveLength(2)
  })

  test('a withdrawn invitation opens nothing', async () => {
    const firm = await aMember(here, 'enterprise', 'representative')
    const { id } = (
      await firm.caller.call(doors.invite, { name: '虚构周四', email: 'zhou@example.test', roles: ['employee'] })
    ).body
    expect((await firm.caller.call(doors.withdrawInvitation, { id })).status).toBe(200)
    expect(
      (await here.anyone.call(doors.acceptInvitation, { token: await tokenFor('zhou@example.test'), password: good }))
        .refusal.code,
    ).toBe('link-invalid')
  })

  test('the last person in charge can neither leave nor be demoted', async () => {
    const firm = await aMember(here, 'enterprise', 'representative')
    expect((await firm.caller.call(doors.leave, {})).refusal.code).toBe('last-in-charge')
    expect((await firm.caller.call(doors.changeRoles, { id: firm.person.id, roles: ['employee'] })).refusal.code).toBe(
      'last-in-charge',
    )
    const second = await aMember(here, 'enterprise', 'employee', firm.organisation)
    expect(
      (await firm.caller.call(doors.changeRoles, { id: second.person.id, roles: ['representative'] })).status,
    ).toBe(200)
    expect((await firm.caller.call(doors.leave, {})).status).toBe(200)
    expect((await firm.caller.call(doors.members, {})).status).toBe(403)
  })

  test('whoever still has duties hands them over before leaving, and the successor is told', async () => {
    const lead = await aMember(here, 'court', 'coordinator')
    const leaver = await aMember(here, 'court', 'contributor', lead.organisation)
    const task = await aTask(here, {
      organisationId: lead.organisation.id,
      personId: leaver.person.id,
      title: '虚构对接',
    })
    expect((await lead.caller.call(doors.dismiss, { id: leaver.person.id })).refusal).toMatchObject({
      code: 'open-duties',
      detail: { count: 1 },
    })
    const outsider = await aMember(here, 'court', 'contributor')
    expect(
      (await lead.caller.call(doors.handOver, { id: leaver.person.id, to: outsider.person.id })).refusal.code,
    ).toBe('not-a-member')
    expect((await lead.caller.call(doors.handOver, { id: leaver.person.id, to: lead.person.id })).body).toEqual({
      moved: 1,
    })
    expect((await lead.caller.call(doors.dismiss, { id: leaver.person.id })).status).toBe(200)
    expect(
      (await here.owner.selectFrom('task').select('personId').where('id', '=', task.id).executeTakeFirstOrThrow())
        .personId,
    ).toBe(lead.person.id)
    expect(
      await here.owner.selectFrom('notice').selectAll().where('personId', '=', lead.person.id).execute(),
    ).toMatchObject([{ kind: 'task.handed-over' }])
  })
})

describe('the row policies, with SQL on the role that serves requests', () => {
  const asMember = <T>({ person, organisation }: Member, work: (tx: Tx) => Promise<T>) =>
    here.house.database.transaction().execute(async (tx) => {
      await setScope(tx, 'member', { personId: person.id, organisationId: organisation.id })
      return work(tx)
    })

  test('an enterprise neither reads nor writes what belongs to another', async () => {
    const [mine, theirs] = [
      await aMember(here, 'enterprise', 'representative'),
      await aMember(here, 'enterprise', 'representative'),
    ]
    await asMember(mine, async (tx) => {
      const seen = await tx.selectFrom('membership').select('organisationId').execute()
      expect(new Set(seen.map((row) => row.organisationId))).toEqual(new Set([mine.organisation.id]))
      expect(
        await tx.selectFrom('organisation').select('id').where('id', '=', theirs.organisation.id).execute(),
      ).toEqual([])
      const changed = await tx
        .updateTable('organisation')
        .set({ name: '改名' })
        .where('id', '=', theirs.organisation.id)
        .executeTakeFirst()
      expect(Number(changed.numUpdatedRows)).toBe(0)
    })
    const intrude = (tx: Tx) =>
      tx
        .insertInto('membership')
        .values({ organisationId: theirs.organisation.id, personId: mine.person.id, roles: ['representative'] })
        .execute()
    await expect(asMember(mine, intrude)).rejects.toThrow(/row-level security/)
  })

  test('nobody who serves requests can change or remove what the journal says', async () => {
    for (const statement of ['update journal set act = act', 'delete from journal', 'truncate journal'])
      await expect(sql.raw(statement).execute(here.house.database)).rejects.toThrow(/permission denied/)
  })

  test('without a scope nothing is seen', async () => {
    for (const table of ['person', 'membership', 'session', 'task', 'outcome', 'notice', 'attachment'])
      expect((await sql`select * from ${sql.table(table)}`.execute(here.house.database)).rows, table).toEqual([])
  })
})
