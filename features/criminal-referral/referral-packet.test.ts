import { writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { idsIn } from '../../core/proceeding.ts'
import { bytesSource, readArchive } from '../../evidence/archive.ts'
import { openArchive } from '../../evidence/given-files.ts'
import { trustFrom } from '../../evidence/trust.ts'
import { aMember, anAttachment, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { aReferral, packetDraft, type ReferralFile } from '../../test/referral-file.ts'
import { caseEvidenceContract } from '../case-evidence/case-evidence.contract.ts'
import { confidentialContract } from '../confidential/confidential.contract.ts'
import { documentContract } from '../document/document.contract.ts'
import { referralContract as doors } from './criminal-referral.contract.ts'
import { verifyPacket } from './packet/packet-verify.ts'

const here = await aHouse()

/** A referral that was approved; its clock stands on the day of the house. */
async function anApproved(): Promise<ReferralFile> {
  const file = await aReferral(here)
  await file.approved()
  return file
}
const preparation = async (file: ReferralFile, by: Member = file.team.handler) =>
  by.caller.call(doors.preparation, { id: file.id })
const missingIn = async (file: ReferralFile) => (await preparation(file)).body.missing.map(({ field }) => field)

/** Evidence of the case with one file, registered by somebody of the team. */
async function anEvidence(file: ReferralFile, text: string, confidential = false): Promise<string> {
  const { handler, other } = file.team
  const attachment = await anAttachment(handler, '虚构证据.txt', text)
  const { status } = await handler.caller.call(caseEvidenceContract.add, {
    id: file.case.id,
    name: confidential ? '虚构图纸' : '虚构台账',
    confidential,
    taken: { method: 'copy', provider: '虚构提供人' },
    takenBy: [handler.person.id, other.person.id],
    startedAt: '2026-11-20T09:00:00+08:00',
    attachmentIds: [attachment],
  })
  expect(status).toBe(200)
  return attachment
}
async function letIn(file: ReferralFile): Promise<void> {
  const { handler, head } = file.team
  await handler.caller.call(confidentialContract.pledge, { id: file.case.id, promised: true })
  const given = { personId: handler.person.id, reason: '办理本案', expiresOn: '2099-12-31' }
  expect((await head.caller.call(confidentialContract.letIn, { id: file.case.id, ...given })).status).toBe(200)
}
const item = (attachmentId: string, more: object = {}) => ({
  attachmentId,
  material: 5,
  title: '证据1：虚构图纸',
  provenance: '虚构提供人',
  reason: '证明涉嫌犯罪的事实',
  ...more,
})
const zipOf = async (file: ReferralFile, packetId: string, by: Member = file.police) =>
  by.caller.call(doors.file, { id: file.id, packetId })
const verified = async (zip: Uint8Array) =>
  verifyPacket({
    ...(await openArchive(bytesSource(zip))),
    trust: trustFrom(await here.house.world.log.trust()),
    now: Date.parse('2026-11-24T00:00:00Z'),
  })

describe('a packet', () => {
  test('is downloaded by public security as a ZIP that proves itself with the network off, and no byte of it can be changed', async () => {
    const file = await anApproved()
    const ledger = await anEvidence(file, '虚构台账的内容')
    const [found] = (await preparation(file)).body.candidates
    expect(found).toMatchObject({ attachmentId: ledger, title: '证据1：虚构台账', confidential: false })
    const packetId = await file.packet({ ...packetDraft, items: [item(ledger, { title: found?.title })] })
    await file.send()
    const { raw, headers, status } = await zipOf(file, packetId)
    expect([status, headers['content-type']]).toEqual([200, 'application/zip'])
    const zip = new Uint8Array(raw)
    const whole = await verified(zip)
    expect(whole.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect(whole.verdict).toBe('proven')
    expect(whole.manifest?.items.map(({ material, title }) => `${material} ${title}`)).toEqual([
      expect.stringMatching(/^1 涉嫌犯罪案件移送书 /),
      '2 调查报告',
      '3 涉案物品清单',
      '4 检验报告、鉴定结论',
      '5 其他材料',
      '5 证据1：虚构台账',
    ])
    const { entries } = await readArchive(bytesSource(zip))
    expect(entries).toHaveLength(11)
    for (const { name, content } of entries) {
      const bytes = await content.read(0, content.sizeBytes)
      const start = Buffer.from(zip).indexOf(Buffer.from(bytes))
      const changed = zip.slice()
      const at = start + Math.floor(bytes.length / 2)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect({ name, verdict: (await verified(changed)).verdict }).toEqual({ name, verdict: 'not-proven' })
    }
    const looks = await here.owner
      .selectFrom('journal')
      .select('act')
      .where('personId', '=', file.police.person.id)
      .where('act', '=', 'criminal-referral.file')
      .execute()
    expect(looks).toHaveLength(1)
  })

  test('is found by the officers to whom it was handed, each item by itself too, and by no officer of another body', async () => {
    const file = await aReferral(here)
    const packetId = await file.sent()
    const { caller } = file.police
    const { received } = (await caller.call(doors.received, {})).body
    expect(received).toMatchObject([
      { packetId, referralId: file.id, part: 'referral', capacity: 'police', stateWords: ['已移送', 'Sent'] },
    ])
    const [packet] = (await file.packets(file.police)).body.packets
    const first = packet?.items[0]
    const got = await caller.call(doors.item, { id: file.id, packetId, itemId: first?.id ?? '' })
    expect(got.raw).toHaveLength(first?.sizeBytes ?? -1)
    // Of the forms of the matter they see the letter that was handed to them.
    const documents = await caller.call(documentContract.list, { proceedingId: file.id })
    expect(documents.body.documents.map(({ form }) => form)).toEqual([5])
    const other = await aMember(here, 'public-security', 'referral-officer')
    expect((await other.caller.call(doors.received, {})).body.received).toEqual([])
    expect((await zipOf(file, packetId, other)).status).toBe(404)
  })

  test('of a body whose place another took stays readable for it, though the matter does not', async () => {
    const file = await aReferral(here)
    const packetId = await file.sent()
    await file.byPolice('forward')
    const other = await aMember(here, 'public-security', 'referral-officer')
    await file.done('confirm-forwarding', { fields: { channel: 'account', police: other.organisation.id } })
    await file.settle()
    const { received } = (await file.police.caller.call(doors.received, {})).body
    expect(received).toMatchObject([{ packetId, stateWords: null }])
    expect((await zipOf(file, packetId)).status).toBe(200)
  })

  test('cannot change once it is frozen, and is not handed over before it is signed', async () => {
    const file = await anApproved()
    await file.prepare()
    await file.issue(5, { by: file.team.head })
    const { body } = await file.freeze()
    const police = { channel: 'account', police: file.police.organisation.id }
    expect((await file.attempt('send', { fields: police })).refusal.code).toBe('packet-being-sealed')
    expect((await zipOf(file, body.packetId, file.team.handler)).refusal.code).toBe('packet-being-sealed')
    const change = sql`update referral_packet set draft = '{}' where id = ${body.packetId}`.execute(here.owner)
    await expect(change).rejects.toThrow('a frozen packet cannot change')
    await file.sealed(body.packetId)
    const again = sql`update referral_packet set signature = '' where id = ${body.packetId}`.execute(here.owner)
    await expect(again).rejects.toThrow('a sealed packet cannot change')
    // Done again, the job changes nothing: the packet is sealed once.
    await file.sealed(body.packetId)
    await file.send()
    expect((await verified(new Uint8Array((await zipOf(file, body.packetId)).raw))).verdict).toBe('proven')
  })

  test('of which a file was exchanged on the disk is not frozen', async () => {
    const file = await anApproved()
    const ledger = await anEvidence(file, '虚构原件')
    await file.prepare({ ...packetDraft, items: [item(ledger)] })
    await file.issue(5, { by: file.team.head })
    const { sha256 } = await here.owner
      .selectFrom('attachment')
      .select('sha256')
      .where('id', '=', ledger)
      .executeTakeFirstOrThrow()
    await writeFile(here.house.world.objects.pathOf(sha256), '被换掉的内容')
    const { refusal } = await file.freeze()
    expect(refusal.code).toBe('file-damaged')
    expect((await file.packets()).body.packets).toEqual([])
    expect(await file.state()).toBe('approved')
  })
})

describe('what a packet must hold', () => {
  test('is told at once, material by material, until nothing is missing; nothing incomplete is frozen', async () => {
    const file = await anApproved()
    expect(await missingIn(file)).toEqual([
      'receiver',
      'letter',
      'report.source',
      'report.course',
      'report.amounts',
      'report.measures',
      'objects.noneBecause',
      'appraisals.noneBecause',
      'other.statement',
      'other.estimate',
    ])
    await file.prepare({ ...packetDraft, objects: { rows: [{ name: '虚构图纸' }] } })
    expect(await missingIn(file)).toEqual([
      'letter',
      ...['spec', 'quantity', 'place', 'sealNo', 'photo'].map((field) => `objects.rows.0.${field}`),
    ])
    const { refusal } = await file.freeze()
    expect([refusal.code, refusal.detail?.count]).toEqual(['packet-incomplete', 6])
    await file.prepare(packetDraft, 1)
    await file.issue(5, { by: file.team.head })
    expect(await missingIn(file)).toEqual([])
    expect((await file.freeze(2)).status).toBe(200)
  })

  test('is chosen by the special team alone, one hand at a time, and only once the referral was approved', async () => {
    const file = await aReferral(here)
    expect((await file.prepare()).refusal.code).toBe('packet-not-open')
    expect((await preparation(file)).body).toMatchObject({ part: null, missing: [] })
    await file.approved()
    const { presider, other } = file.team
    const input = { id: file.id, revision: 0, draft: packetDraft }
    expect((await presider.caller.call(doors.prepare, input)).refusal.code).toBe('not-yours-to-do')
    expect((await other.caller.call(doors.prepare, input)).status).toBe(200)
    expect((await file.prepare()).refusal.code).toBe('changed-meanwhile')
    expect((await file.freeze(2)).refusal.code).toBe('changed-meanwhile')
  })

  test('names what is confidential and leaves it out, unless a masked copy goes or the one item is marked', async () => {
    const secret = '虚构秘密点：保温三小时'
    const file = await anApproved()
    await letIn(file)
    const drawing = await anEvidence(file, secret, true)
    const masked = await anAttachment(file.team.handler, '脱敏.txt', '虚构：（内容略）')
    const owner = await aMember(here, 'enterprise', 'secret-keeper')
    await file.team.handler.caller.call(confidentialContract.nameOwner, {
      id: file.case.id,
      organisationId: owner.organisation.id,
    })
    const withItem = (more: object) => ({ ...packetDraft, items: [item(drawing, { confidential: true, ...more })] })
    const packets: string[] = []
    // Three packets of the same matter: the first, and two supplements.
    packets.push(await file.packet(withItem({})))
    await file.send()
    for (const more of [{ maskedId: masked }, { original: true }]) {
      await file.byPolice('ask-supplement')
      const { revision } = (await preparation(file)).body
      await file.prepare({ ...withItem(more), note: '虚构补正' }, revision)
      const { body } = await file.freeze(revision + 1)
      await file.sealed(body.packetId)
      await file.done('supply', { fields: { channel: 'account' } })
      packets.push(body.packetId)
    }
    const held = await Promise.all(
      packets.map(async (id) => {
        const { raw } = await zipOf(file, id)
        const { manifest } = await verified(new Uint8Array(raw))
        return {
          secret: raw.includes(secret),
          shown: manifest?.items.filter(({ title }) => title.startsWith('证据1')).map(({ shownAs }) => shownAs),
          withheld: manifest?.withheld.length,
        }
      }),
    )
    expect(held).toEqual([
      { secret: false, shown: [], withheld: 1 },
      { secret: false, shown: ['masked'], withheld: 0 },
      { secret: true, shown: ['confidential'], withheld: 0 },
    ])
    // The right holder reads that the original left, with which packet and to whom.
    const { looks } = (await owner.caller.call(confidentialContract.looks, {})).body
    expect(looks.map(({ reason }) => reason)).toEqual([expect.stringContaining(packetDraft.receiver)])
  })

  test('does not take what the one who freezes may not see, nor a confidential file that was not called so', async () => {
    const file = await anApproved()
    await letIn(file)
    const drawing = await anEvidence(file, '虚构秘密', true)
    const stranger = await aMember(here, 'enterprise', 'representative')
    const foreign = await anAttachment(stranger, '别人的.txt', '虚构')
    await file.issue(5, { by: file.team.head, changed: { 'police.name': '虚构分局' } })
    for (const [revision, chosen] of [item(foreign), item(drawing)].entries()) {
      await file.prepare({ ...packetDraft, items: [chosen] }, revision)
      expect((await file.freeze(revision + 1)).refusal.code).toBe('file-not-yours')
    }
    expect((await file.packets()).body.packets).toEqual([])
  })
})

test('a file that an act names is read by whoever takes part, and by nobody else', async () => {
  const file = await aReferral(here)
  await file.sent()
  const { timeline } = await file.view()
  const { seq, fields } = timeline.find(({ act }) => act === 'sign-receipt') ?? { seq: 0, fields: {} }
  const [attachmentId = ''] = idsIn(fields, 'scan')
  const read = (by: Member, of = seq) => by.caller.call(doors.actFile, { id: file.id, seq: of, attachmentId })
  for (const by of [file.police, file.team.handler]) expect((await read(by)).raw.toString('utf8')).toBe('虚构回执')
  expect((await read(file.procuratorate)).status).toBe(404)
  expect((await read(file.police, 1)).status).toBe(404)
})
