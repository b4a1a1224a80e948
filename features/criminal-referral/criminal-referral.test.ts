import { describe, expect, test } from 'vitest'
import { aMember, anAttachment, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { aReferral, type ReferralFile } from '../../test/referral-file.ts'
import { noticeContract } from '../notice/notice.contract.ts'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'

const here = await aHouse()

const periodsOf = async (file: ReferralFile) =>
  Object.fromEntries((await file.view()).periods.map(({ period, due, state }) => [period, `${state} ${due ?? '—'}`]))
const actsOf = async (file: { view(): Promise<{ timeline: readonly { act: string }[] }> }) =>
  (await file.view()).timeline.map(({ act }) => act)
const noticesOf = async ({ caller }: Member) =>
  (await caller.call(noticeContract.list, {})).body.notices.map(({ text }) => text['zh-CN'])

/** What the door answers when an act is not done: its code, and every unmet condition. */
async function refused(file: ReferralFile, act: string, doing: Parameters<ReferralFile['attempt']>[1] = {}) {
  const before = (await file.view()).timeline.length
  const { status, refusal } = await file.attempt(act, doing)
  expect(status).toBe(409)
  expect((await file.view()).timeline).toHaveLength(before)
  const unmet = (refusal.detail?.unmet ?? []) as readonly { code: string }[]
  return [refusal.code, ...unmet.map(({ code }) => code)]
}

describe('a referral', () => {
  test('that public security refuses is reconsidered, supervised, filed on the order of the procuratorate, and handed over', async () => {
    const file = await aReferral(here, { openedOn: '2026-11-02' })
    await file.sent()
    expect(await periodsOf(file)).toMatchObject({
      'X-01': 'ended —',
      'X-02': 'ended 2026-11-05',
      'X-03': 'ended 2026-11-03T02:00:00Z',
      'X-04-1': 'ended —',
      'X-04-2': 'running 2026-11-03T02:00:00Z',
      'X-05-1': 'running 2026-11-03T02:00:00Z',
      'X-06': 'running 2026-11-05',
    })
    await file.byPolice(
      'police-refuse',
      { noticeNo: '虚构公不立字〔2026〕1号', reason: '虚构：数额不足。' },
      '2026-11-04',
    )
    expect(await noticesOf(file.team.other)).toContain(
      `《${(await file.view()).matter.title}》：${await nameOf(file.police)}已办理“决定不予立案”。`,
    )
    await file.done('request-reconsideration', { on: '2026-11-05' })
    expect(await periodsOf(file)).toMatchObject({ 'X-07': 'ended 2026-11-07', 'X-08': 'running 2026-11-08' })
    await file.byPolice('uphold-refusal', { receivedOn: '2026-11-07' }, '2026-11-06')
    expect(await file.state()).toBe('refusal-upheld')
    expect(await periodsOf(file)).toMatchObject({ 'X-09': 'running 2026-11-10' })
    await file.done('request-supervision', {
      on: '2026-11-09',
      fields: { procuratorate: file.procuratorate.organisation.id },
    })
    await file.byProcuratorate('require-reasons', {}, '2026-11-10')
    expect(await periodsOf(file)).toMatchObject({ 'X-10': 'running 2026-11-17' })
    await file.byPolice('give-reasons', {}, '2026-11-12')
    await file.byProcuratorate('order-filing', {}, '2026-11-13')
    expect(await periodsOf(file)).toMatchObject({ 'X-10': 'ended 2026-11-17', 'X-11': 'running 2026-11-28' })
    await file.byPolice('police-file', { noticeNo: '虚构公立字〔2026〕1号' }, '2026-11-16')
    expect(await periodsOf(file)).toMatchObject({ 'X-11': 'ended 2026-11-28', 'X-12': 'running 2026-11-19' })
    // The administrative case learns of it, and stays where no penalty can stand in for the referral.
    expect((await actsOf(file.case)).slice(-2)).toEqual(['refer-crime', 'police-filed'])
    expect(await file.case.state()).toBe('criminal-referral')
    await file.done('hand-over', { on: '2026-11-18', fields: { objects: 'none' } })
    expect(await file.state()).toBe('handed-over')
    expect((await file.view()).matter.closedOn).toBe('2026-11-18')
  })

  test('whose refusal is accepted brings the case back to where it was, with the paper of its return', async () => {
    const file = await aReferral(here)
    await file.sent()
    await file.byPolice('police-refuse', { noticeNo: '虚构公不立字〔2026〕2号' })
    await file.done('accept-refusal')
    expect(await file.state()).toBe('back-to-administration')
    expect(await file.case.state()).toBe('investigating')
    expect((await actsOf(file.case)).at(-1)).toBe('police-declined')
    expect((await file.case.documents()).map(({ form }) => form)).toContain(8)
  })

  test('whose refusal the procuratorate finds right comes back as well, though no eye of theirs reaches the case', async () => {
    const file = await aReferral(here)
    await file.sent()
    await file.byPolice('police-refuse')
    await file.done('request-supervision', { fields: { procuratorate: file.procuratorate.organisation.id } })
    await file.byProcuratorate('require-reasons')
    await file.byPolice('give-reasons')
    await file.byProcuratorate('accept-reasons')
    expect(await file.state()).toBe('back-to-administration')
    expect(await file.case.state()).toBe('investigating')
  })

  test('that the principal does not approve ends, with the reason on record, and the case goes on', async () => {
    const file = await aReferral(here)
    await file.done('form-team')
    await file.done('report')
    await file.done('reject-referral', {
      by: file.team.principal,
      fields: { reason: '虚构：证据不足以形成合理嫌疑。' },
    })
    expect(await file.state()).toBe('rejected')
    expect((await actsOf(file.case)).at(-1)).toBe('referral-rejected')
    expect(await file.case.state()).toBe('investigating')
  })

  test('that lacks material is supplemented, by a packet of its own or by saying that there is no more', async () => {
    const file = await aReferral(here)
    await file.sent()
    const scan = await anAttachment(file.team.handler, '补充材料（虚构）.txt', '虚构补充')
    await file.byPolice('ask-supplement', { missing: '虚构：鉴定意见。' })
    expect(await periodsOf(file)).toMatchObject({
      'X-05-1': 'ended 2026-11-24T02:00:00Z',
      'X-05-2': 'running 2026-11-26',
    })
    expect(await refused(file, 'supply', { fields: { channel: 'account' } })).toEqual([
      'grounds-unmet',
      'packet-not-frozen',
    ])
    const item = {
      attachmentId: scan,
      material: 4,
      title: '鉴定意见（虚构）',
      provenance: '虚构机构',
      reason: '应通知补正',
    }
    await file.prepare({ note: '补充鉴定意见。', items: [item] })
    const { body } = await file.freeze()
    await file.sealed(body.packetId)
    await file.done('supply', { fields: { channel: 'account', note: '补充鉴定意见。' } })
    await file.byPolice('sign-supplement')
    const { packets } = (await file.packets(file.police)).body
    expect(packets.map(({ part, deliveries }) => [part, deliveries[0]?.acknowledgedBy])).toEqual([
      ['referral', '虚构王警官'],
      ['supplement', '示例'],
    ])
    // Public security counts its three days from the acceptance, not anew from the supplement.
    expect(await periodsOf(file)).toMatchObject({ 'X-06': 'running 2026-11-26' })
    await file.byPolice('ask-supplement', { missing: '虚构：其他。' })
    await file.done('supply', { fields: { channel: 'account', nothingMore: true } })
    expect(await file.state()).toBe('sent')
    expect((await file.packets()).body.packets).toHaveLength(2)
  })

  test('passed on to another body is that body’s from then on; the first keeps what it was handed and sees no more', async () => {
    const file = await aReferral(here)
    const packetId = await file.sent()
    await file.byPolice('forward', { receiver: '虚构市公安局' })
    const other = await aMember(here, 'public-security', 'referral-officer')
    await file.done('confirm-forwarding', { fields: { channel: 'account', police: other.organisation.id } })
    await file.settle()
    expect((await file.packets(other)).body.packets.map(({ id }) => id)).toEqual([packetId])
    expect((await file.packets(file.police)).status).toBe(404)
    expect((await file.attempt('police-file', { by: file.police })).status).toBe(404)
    await file.done('police-file', { by: other })
    await file.settle()
    expect(await file.state()).toBe('police-filed')
  })

  test('to a body without an account is answered on paper: the team records it with the paper', async () => {
    const file = await aReferral(here)
    await file.approved()
    await file.packet()
    await file.send({ channel: 'offline', police: undefined, policeName: '虚构县公安局' })
    await file.done('sign-receipt', { fields: { officer: '虚构刘警官' } })
    expect(await refused(file, 'police-file', {})).toEqual(['grounds-unmet', 'scan-missing'])
    const scan = [await anAttachment(file.team.handler, '立案通知书（虚构）.txt', '虚构')]
    await file.done('police-file', { fields: { scan } })
    expect(await file.state()).toBe('police-filed')
    expect((await actsOf(file.case)).at(-1)).toBe('police-filed')
    const [delivery] = (await file.packets()).body.packets[0]?.deliveries ?? []
    expect(delivery).toMatchObject({ channel: 'offline', receiver: '虚构县公安局', acknowledgedBy: '虚构刘警官' })
  })
})

const nameOf = async ({ organisation }: Member) =>
  (
    await here.owner
      .selectFrom('organisation')
      .select('name')
      .where('id', '=', organisation.id)
      .executeTakeFirstOrThrow()
  ).name

describe('the clocks', () => {
  test('an approval, a sending, a handover after the last day is recorded with its explanation', async () => {
    const file = await aReferral(here, { openedOn: '2026-11-02' })
    await file.done('form-team')
    await file.done('report')
    const late = { by: file.team.principal, on: '2026-11-06' }
    expect(await refused(file, 'approve-referral', late)).toEqual(['grounds-unmet', 'delay-unexplained'])
    await file.done('approve-referral', { ...late, fields: { lateReason: '虚构：出差。' } })
    await file.packet()
    here.clock.set('2026-11-09T02:00:00Z')
    const police = { channel: 'account', police: file.police.organisation.id }
    expect(await refused(file, 'send', { fields: police })).toEqual(['grounds-unmet', 'delay-unexplained'])
    await file.send({ lateReason: '虚构：材料较多。' })
    await file.byPolice('sign-receipt')
    await file.byPolice('police-file', {}, '2026-11-10')
    expect(await refused(file, 'hand-over', { on: '2026-11-14', fields: { objects: 'none' } })).toEqual([
      'grounds-unmet',
      'delay-unexplained',
    ])
  })

  test('a day after its receipt the time for a request or for passing on is over, and the record says so', async () => {
    const file = await aReferral(here, { openedOn: '2026-11-23' })
    await file.sent()
    here.clock.set('2026-11-24T02:00:01Z')
    await file.windClocks()
    expect((await actsOf(file)).at(-1)).toBe('pass-first-day')
    expect(await periodsOf(file)).toMatchObject({ 'X-05-1': 'elapsed 2026-11-24T02:00:00Z' })
    // Late as it is, a request is still one: nothing in the law makes it void.
    await file.byPolice('ask-supplement')
    expect(await file.state()).toBe('supplement-asked')
  })

  test('three days after the refusal reconsideration is no longer to be had, supervision is, with an explanation', async () => {
    const file = await aReferral(here, { openedOn: '2026-11-02' })
    await file.sent()
    await file.byPolice('police-refuse', { receivedOn: '2026-11-04' }, '2026-11-03')
    expect(await refused(file, 'request-reconsideration', { on: '2026-11-08' })).toEqual([
      'grounds-unmet',
      'reconsideration-too-late',
    ])
    const fields = { procuratorate: file.procuratorate.organisation.id }
    expect(await refused(file, 'request-supervision', { fields })).toEqual(['grounds-unmet', 'delay-unexplained'])
    await file.done('request-supervision', { fields: { ...fields, lateReason: '虚构：等待内部研究。' } })
    expect(await file.state()).toBe('supervising')
  })

  test('a reconsideration that is not decided in its three days does not keep anybody from the procuratorate', async () => {
    const file = await aReferral(here, { openedOn: '2026-11-02' })
    await file.sent()
    await file.byPolice('police-refuse', {}, '2026-11-03')
    await file.done('request-reconsideration', { on: '2026-11-04' })
    const fields = { procuratorate: file.procuratorate.organisation.id }
    expect(await refused(file, 'request-supervision', { on: '2026-11-06', fields })).toEqual([
      'grounds-unmet',
      'reconsideration-running',
    ])
    await file.done('request-supervision', { on: '2026-11-08', fields })
    expect(await file.state()).toBe('supervising')
  })
})

describe('what another body sees', () => {
  test('is nothing before it was handed something, and then what was handed, not how the office came to it', async () => {
    const file = await aReferral(here)
    await file.approved()
    await file.packet()
    const { caller } = file.police
    const read = () => caller.call(proceedingContract.read, { id: file.id })
    expect((await read()).status).toBe(404)
    expect((await caller.call(proceedingContract.list, {})).body.matters).toEqual([])
    await file.send()
    await file.settle()
    expect((await noticesOf(file.police))[0]).toContain('移送涉嫌犯罪案件')
    const { body } = await read()
    const told = Object.fromEntries(body.timeline.map(({ act, fields }) => [act, Object.keys(fields).length > 0]))
    expect(told).toEqual({
      'suspect-crime': false,
      'form-team': false,
      report: false,
      'approve-referral': false,
      'freeze-packet': false,
      send: true,
    })
    expect(body.timeline.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(true)
    const matters = (await caller.call(proceedingContract.list, {})).body.matters
    expect(matters.map(({ id }) => id)).toEqual([file.id])
    expect((await caller.call(proceedingContract.read, { id: file.case.id })).status).toBe(404)
    const course = await caller.call(proceedingContract.course, { id: file.id })
    for (const inside of ['同意移送', packetFacts]) expect(course.raw.toString('utf8')).not.toContain(inside)
  })

  test('does not hold what the office asks of the procuratorate about it', async () => {
    const file = await aReferral(here)
    await file.sent()
    await file.byPolice('police-refuse')
    const reason = '虚构：公安机关对数额的认定有误。'
    await file.done('request-supervision', { fields: { reason, procuratorate: file.procuratorate.organisation.id } })
    const seenBy = async ({ caller }: Member) =>
      (await caller.call(proceedingContract.read, { id: file.id })).raw.toString('utf8').includes(reason)
    expect(await seenBy(file.procuratorate)).toBe(true)
    expect(await seenBy(file.police)).toBe(false)
  })

  test('is the same for a procuratorate that only got a copy', async () => {
    const file = await aReferral(here)
    await file.approved()
    const packetId = await file.packet()
    await file.done('copy-to-procuratorate', {
      fields: { channel: 'account', procuratorate: file.procuratorate.organisation.id },
    })
    expect((await file.packets(file.procuratorate)).body.packets.map(({ id }) => id)).toEqual([packetId])
    await file.send()
    expect((await file.attempt('police-file', { by: file.procuratorate })).refusal.code).toBe('not-yours-to-do')
  })
})
const packetFacts = '当事人以不正当手段获取'

describe('conditions of the law', () => {
  test('nobody of the special team decides on the referral, and nobody below the principal', async () => {
    const file = await aReferral(here)
    await file.done('form-team')
    await file.done('report')
    expect((await file.attempt('approve-referral', { by: file.team.head })).refusal.code).toBe('not-yours-to-do')
    expect((await file.attempt('approve-referral', { by: file.team.handler })).status).toBe(403)
  })

  test('what was seized goes with the case, and the party is told in writing', async () => {
    const file = await aReferral(here)
    await file.sent()
    await file.byPolice('police-file')
    expect(await refused(file, 'hand-over', { fields: { objects: 'seized' } })).toEqual([
      'grounds-unmet',
      'party-notice-missing',
      'party-not-told',
    ])
    await file.issue(6, { by: file.team.head })
    await file.done('hand-over', { fields: { objects: 'seized', partyToldOn: '2026-11-23' } })
    expect(await file.state()).toBe('handed-over')
  })

  test('a sealing or seizure of the case that is still in force keeps the handover back', async () => {
    const file = await aReferral(here)
    const { owner } = here
    await file.sent()
    await file.byPolice('police-file')
    const { id } = await owner
      .insertInto('proceeding')
      .values({
        kind: 'seizure',
        parentId: file.case.id,
        title: '虚构：查封',
        state: 'in-force',
        organisationId: file.team.office.id,
        openedOn: '2026-11-23',
        facts: '{}',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(await refused(file, 'hand-over', { fields: { objects: 'none' } })).toEqual(['seizure-not-moved'])
    await owner.updateTable('proceeding').set({ state: 'moved' }).where('id', '=', id).execute()
    const fields = { objects: 'seized', partyToldOn: '2026-11-23', partyNoticeNo: '虚构告知〔2026〕1号' }
    await file.done('hand-over', { fields })
    expect(await file.state()).toBe('handed-over')
  })

  test.each([
    ['without a receiver', { channel: 'account' }, ['police-missing', 'police-account-missing']],
    ['to another node, which comes later', { channel: 'node', policeName: '虚构' }, ['node-not-connected']],
  ])('it is not sent %s', async (_how, fields, unmet) => {
    const file = await aReferral(here)
    await file.approved()
    await file.packet()
    expect(await refused(file, 'send', { fields })).toEqual(['grounds-unmet', ...unmet])
  })

  test('it is sent to public security and to nobody else', async () => {
    const file = await aReferral(here)
    await file.approved()
    await file.packet()
    const court = await aMember(here, 'court', 'coordinator')
    expect(
      (await file.attempt('send', { fields: { channel: 'account', police: court.organisation.id } })).refusal.code,
    ).toBe('no-such-body')
    expect((await file.packets()).body.packets[0]?.deliveries).toEqual([])
  })
})
