import { describe, expect, it } from 'vitest'
import { aCaseMatter, aMember, anAttachment, type Member } from '../../test/builders.ts'
import { aHouse } from '../../test/harness.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { confidentialContract as doors } from './confidential.contract.ts'

const test = await aHouse()
const office = await aMember(test, 'office', 'head')
const inOffice = (role: Parameters<typeof aMember>[2]) => aMember(test, 'office', role, office.organisation)
const secretText = '虚构配方：甲组分三成、乙组分七成'

/** A handler who promised secrecy and was let in by the head. */
async function aCleared(caseId: string): Promise<Member> {
  const handler = await inOffice('case-handler')
  await handler.caller.call(doors.pledge, { id: caseId, promised: true })
  const { status } = await office.caller.call(doors.letIn, {
    id: caseId,
    personId: handler.person.id,
    reason: '办理本案',
    expiresOn: '2099-12-31',
  })
  expect(status).toBe(200)
  return handler
}
const aMatter = () => aCaseMatter(test, office.organisation.id)
const anItem = async (by: Member, caseId: string, more: object = {}) => {
  const { body, status } = await by.caller.call(doors.add, {
    id: caseId,
    kind: 'secret-point',
    label: '秘密点1',
    content: secretText,
    ...more,
  })
  expect(status).toBe(200)
  return body.id
}

describe('the confidential sub-dossier', () => {
  it('shows nothing to a handler of the case without a grant, not even that it holds something', async () => {
    const id = await aMatter()
    await anItem(await aCleared(id), id)
    const other = await inOffice('case-handler')
    const { body } = await other.caller.call(doors.read, { id })
    expect(body).toMatchObject({ cleared: false, items: [], cells: [] })
    const added = await other.caller.call(doors.add, { id, kind: 'other', label: '甲', content: '乙' })
    expect(added.refusal.code).toBe('not-cleared')
  })

  it('is opened by a head to somebody who promised secrecy, never to oneself, and never for a day that is over', async () => {
    const id = await aMatter()
    const handler = await inOffice('case-handler')
    const letIn = (personId: string, expiresOn = '2099-12-31') =>
      office.caller.call(doors.letIn, { id, personId, reason: '办理本案', expiresOn })
    expect((await letIn(handler.person.id)).refusal.code).toBe('pledge-missing')
    await handler.caller.call(doors.pledge, { id, promised: true })
    expect((await letIn(handler.person.id, '2026-11-23')).refusal.code).toBe('day-passed')
    await office.caller.call(doors.pledge, { id, promised: true })
    expect((await letIn(office.person.id)).refusal.code).toBe('grant-to-oneself')
    expect((await letIn(handler.person.id)).status).toBe(200)
    expect((await handler.caller.call(doors.read, { id })).body.cleared).toBe(true)
  })

  it('closes again when the grant is taken back', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const item = await anItem(handler, id)
    const { body } = await office.caller.call(doors.read, { id })
    await office.caller.call(doors.revoke, { id: body.grants[0]?.id ?? '' })
    expect((await handler.caller.call(doors.look, { id: item, reason: '核对' })).refusal.code).toBe('not-cleared')
  })

  it('a grant for one case opens no other', async () => {
    const handler = await aCleared(await aMatter())
    const other = await aMatter()
    const item = await anItem(await aCleared(other), other)
    expect((await handler.caller.call(doors.look, { id: item, reason: '核对' })).refusal.code).toBe('not-cleared')
  })

  it('hands out a content only with a reason, across which stands who looks and when, and the right holder sees the look', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const item = await anItem(handler, id)
    const owner = await aMember(test, 'enterprise', 'secret-keeper')
    const stranger = await aMember(test, 'enterprise', 'secret-keeper')
    await handler.caller.call(doors.nameOwner, { id, organisationId: owner.organisation.id })
    expect((await handler.caller.call(doors.look, { id: item, reason: ' ' })).status).toBe(400)
    const looked = await handler.caller.call(doors.look, { id: item, reason: '核对秘密点' })
    expect(looked.body.content).toBe(secretText)
    expect(looked.body.watermark).toBe(`${handler.person.name} 2026-11-24 10:00`)
    const seen = await owner.caller.call(doors.looks, {})
    expect(seen.body.looks).toMatchObject([{ item: '秘密点1', person: handler.person.name, reason: '核对秘密点' }])
    expect((await stranger.caller.call(doors.looks, {})).body.looks).toEqual([])
  })

  it('keeps contents sealed in the database, and out of the journal', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const item = await anItem(handler, id)
    await handler.caller.call(doors.look, { id: item, reason: '核对' })
    for (const table of ['confidentialItem', 'confidentialComparison', 'confidentialLook', 'journal'] as const) {
      const rows = await test.owner.selectFrom(table).selectAll().execute()
      expect(JSON.stringify(rows.map((row) => Object.values(row).map(String)))).not.toContain('虚构配方')
    }
  })

  it('takes a newer version in place of an older, until the point is locked', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const first = await anItem(handler, id)
    const second = await anItem(handler, id, { replaces: first, content: '虚构配方二' })
    const again = await handler.caller.call(doors.add, {
      id,
      kind: 'secret-point',
      label: '秘密点1',
      content: '三',
      replaces: first,
    })
    expect(again.refusal.code).toBe('item-replaced')
    expect((await handler.caller.call(doors.lock, { id: second })).status).toBe(200)
    const after = await handler.caller.call(doors.add, {
      id,
      kind: 'secret-point',
      label: '秘密点1',
      content: '三',
      replaces: second,
    })
    expect(after.refusal.code).toBe('item-locked')
    const { body } = await handler.caller.call(doors.read, { id })
    expect(body.items.map(({ version, replaced }) => [version, replaced])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  it('gives its files through its own door only, with a look', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const file = await anAttachment(handler, '虚构图纸.txt', '图纸内容')
    const item = await anItem(handler, id, { attachmentIds: [file] })
    const other = await inOffice('case-handler')
    expect((await other.caller.call(attachmentContract.download, { id: file })).status).toBe(404)
    expect((await handler.caller.call(attachmentContract.download, { id: file })).refusal.code).toBe('look-needed')
    const taken = await handler.caller.call(doors.file, { id: item, attachmentId: file, reason: '比对' })
    expect(taken.raw.toString()).toBe('图纸内容')
    const { body } = await handler.caller.call(doors.read, { id })
    expect(body.looks[0]).toMatchObject({ item: '秘密点1 · 虚构图纸.txt', reason: '比对' })
  })
})

describe('the comparison', () => {
  it('sets secret points against accused information of the same case; the newest filling of a cell counts', async () => {
    const id = await aMatter()
    const handler = await aCleared(id)
    const pointId = await anItem(handler, id)
    const accusedId = await anItem(handler, id, { kind: 'accused-information', label: '被控信息1', content: '虚构' })
    const fill = (outcome: 'same' | 'different', point = pointId) =>
      handler.caller.call(doors.compare, { id, pointId: point, accusedId, outcome, reasons: `理由：${outcome}` })
    expect((await fill('different')).status).toBe(200)
    expect((await fill('same')).status).toBe(200)
    expect((await fill('same', accusedId)).refusal.code).toBe('not-comparable')
    const { body } = await handler.caller.call(doors.read, { id })
    expect(body.cells).toMatchObject([{ pointId, accusedId, outcome: 'same' }])
    const reasons = await handler.caller.call(doors.lookAtComparison, { id, reason: '复核' })
    expect(reasons.body.reasons).toEqual([{ pointId, accusedId, text: '理由：same' }])
  })
})
