import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { aCaseMatter, aDeposit, aMember, anAttachment, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { depositContract } from '../deposit/deposit.contract.ts'
import { caseEvidenceContract as doors } from './case-evidence.contract.ts'

const test = await aHouse()
const head = await aMember(test, 'office', 'head')
const aHandler = () => aMember(test, 'office', 'case-handler', head.organisation)
const [first, second] = [await aHandler(), await aHandler()]
const handlers = [first.person.id, second.person.id]
const aMatter = () => aCaseMatter(test, head.organisation.id, handlers)

const anEvidence = async (caseId: string, more: object = {}, by: Member = first) =>
  by.caller.call(doors.add, {
    id: caseId,
    name: '虚构工艺文件',
    taken: { method: 'copy', provider: '虚构提供人' },
    takenBy: handlers,
    startedAt: '2026-11-20T09:00:00+08:00',
    ...more,
  })
const listed = async (caseId: string) => (await first.caller.call(doors.list, { id: caseId })).body.evidence

describe('a piece of evidence', () => {
  it('gets the next number of its case, both digests of its files, and the first link of its chain', async () => {
    const caseId = await aMatter()
    const file = await anAttachment(first, '工艺.txt', '虚构工艺')
    await anEvidence(caseId, { attachmentIds: [file] })
    await anEvidence(caseId)
    const evidence = await listed(caseId)
    expect(evidence.map(({ number }) => number)).toEqual([1, 2])
    const digest = (algorithm: string) => createHash(algorithm).update('虚构工艺').digest('hex')
    expect(evidence[0]?.files).toMatchObject([{ name: '工艺.txt', sha256: digest('sha256'), sm3: digest('sm3') }])
    expect(evidence[0]?.custody).toMatchObject([{ seq: 1, event: 'take', fromWhom: '虚构提供人' }])
  })

  it.each([
    ['by somebody who does not handle the case', { takenBy: [first.person.id, head.person.id] }, 'not-handlers'],
    ['at a time that lies ahead', { startedAt: '2026-11-25T09:00:00+08:00' }, 'lies-ahead'],
    ['with an end before its beginning', { endedAt: '2026-11-20T08:59:00+08:00' }, 'ends-before-it-begins'],
    ['as confidential without a grant', { confidential: true }, 'not-cleared'],
  ])('is not entered %s', async (_how, more, code) => {
    const caseId = await aMatter()
    expect((await anEvidence(caseId, more)).refusal.code).toBe(code)
    expect(await listed(caseId)).toEqual([])
  })

  it('needs two people, and the field is named', async () => {
    const { refusal } = await anEvidence(await aMatter(), { takenBy: [first.person.id] })
    expect(refusal.issues?.map(({ field }) => field)).toEqual(['takenBy'])
  })

  it('is seen by nobody of another organisation, nor by an editor of the office', async () => {
    const caseId = await aMatter()
    await anEvidence(caseId)
    const police = await aMember(test, 'public-security', 'referral-officer')
    const editor = await aMember(test, 'office', 'editor', head.organisation)
    for (const { caller } of [police, editor]) expect((await caller.call(doors.list, { id: caseId })).status).toBe(403)
    const reviewer = await aMember(test, 'office', 'case-reviewer')
    expect((await reviewer.caller.call(doors.list, { id: caseId })).body.evidence).toHaveLength(1)
  })
})

describe('the chain of custody', () => {
  const move = (id: string, seq: number, more: object = {}) =>
    first.caller.call(doors.record, {
      id,
      seq,
      event: 'seal',
      happenedAt: '2026-11-20T10:00:00+08:00',
      ...more,
    } as never)
  const aPiece = async () => {
    const caseId = await aMatter()
    const { body } = await anEvidence(caseId)
    return { caseId, id: body.id }
  }

  it('grows link by link, each in its time', async () => {
    const { caseId, id } = await aPiece()
    expect((await move(id, 1)).status).toBe(200)
    const unseal = { event: 'unseal', happenedAt: '2026-11-21T10:00:00+08:00' }
    expect((await move(id, 2, unseal)).status).toBe(200)
    const [evidence] = await listed(caseId)
    expect(evidence?.custody.map(({ event }) => event)).toEqual(['take', 'seal', 'unseal'])
    expect(new Set(evidence?.custody.map(({ digest }) => digest)).size).toBe(3)
  })

  it.each([
    ['before the link before', { happenedAt: '2026-11-19T10:00:00+08:00' }, 'before-last-link'],
    ['that lies ahead', { happenedAt: '2026-11-24T11:00:00+08:00' }, 'lies-ahead'],
    ['that unseals what is not sealed', { event: 'unseal' }, 'not-sealed'],
    ['from somebody to nobody', { event: 'hand-over', fromWhom: '甲' }, 'who-and-to-whom'],
  ])('takes no link %s', async (_what, more, code) => {
    const { id } = await aPiece()
    expect((await move(id, 1, more)).refusal.code).toBe(code)
  })

  it('ends when it was returned', async () => {
    const { id } = await aPiece()
    await move(id, 1, { event: 'return', fromWhom: '本局', toWhom: '虚构当事人' })
    expect((await move(id, 2, { happenedAt: '2026-11-21T10:00:00+08:00' })).refusal.code).toBe('no-longer-held')
  })

  it('refuses a link written by somebody who did not see the last one', async () => {
    const { id } = await aPiece()
    await move(id, 1)
    expect((await move(id, 1)).refusal.code).toBe('changed-meanwhile')
  })

  it('puts the digest of every link into the journal, and cannot be changed by the role that serves requests', async () => {
    const { id } = await aPiece()
    const facts = await test.owner
      .selectFrom('journal')
      .select('detail')
      .where('act', '=', 'case-evidence.link')
      .execute()
    expect(facts.some(({ detail }) => detail.evidenceId === id && typeof detail.digest === 'string')).toBe(true)
    await expect(
      test.house.database.updateTable('evidenceCustody').set({ result: '改' }).where('evidenceId', '=', id).execute(),
    ).rejects.toThrow('permission denied')
  })
})

describe('checking the digests', () => {
  it('says that all match, and leaves a link', async () => {
    const caseId = await aMatter()
    const { body } = await anEvidence(caseId, { attachmentIds: [await anAttachment(first, 'a.txt', '虚构甲')] })
    const checked = await second.caller.call(doors.check, { id: body.id })
    expect(checked.body).toMatchObject({ matches: true, differing: [] })
    expect((await listed(caseId))[0]?.custody.at(-1)).toMatchObject({ event: 'check', person: second.person.name })
  })

  it('names the file whose bytes are gone or changed', async () => {
    const caseId = await aMatter()
    const { body } = await anEvidence(caseId, { attachmentIds: [await anAttachment(first, 'b.txt', '虚构乙')] })
    const sha256 = createHash('sha256').update('虚构乙').digest('hex')
    await rm(test.house.world.objects.pathOf(sha256))
    expect((await first.caller.call(doors.check, { id: body.id })).body).toMatchObject({
      matches: false,
      differing: ['b.txt'],
    })
  })
})

describe('a deposit receipt', () => {
  it('is verified when it is attached, and again whenever anybody wants', async () => {
    const owner = await aMember(test, 'enterprise', 'secret-keeper')
    const { requestId } = await aDeposit(owner)
    await test.house.world.log.publish()
    const receipt = await owner.caller.fetch('GET', depositContract.receipt.path.replace(':requestId', requestId))
    const caseId = await aMatter()
    const { body } = await anEvidence(caseId)
    const attached = await first.caller.call(doors.attachDeposit, { id: body.id, receipt: receipt.raw.toString() })
    expect(attached.body).toMatchObject({ requestId, verdict: 'proven' })
    const broken = receipt.raw.toString().replace(/index (\d+)/, (_all, index: string) => `index ${Number(index) + 1}`)
    const refused = await first.caller.call(doors.attachDeposit, { id: body.id, receipt: broken })
    expect(refused.body.verdict).toBe('not-proven')
  })

  it('that is none is refused in words', async () => {
    const { body } = await anEvidence(await aMatter())
    const { refusal } = await first.caller.call(doors.attachDeposit, { id: body.id, receipt: '{}' })
    expect(refusal.code).toBe('receipt-unreadable')
  })
})
