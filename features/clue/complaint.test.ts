import { describe, expect, test } from 'vitest'
import { aDeposit, aMember, anAttachment } from '../../test/builders.ts'
import { aClueTeam, aComplaint, clueFile, complaintText, doQueued } from '../../test/clue-file.ts'
import { aHouse } from '../../test/harness.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { confidentialContract } from '../confidential/confidential.contract.ts'
import { noticeContract } from '../notice/notice.contract.ts'
import { clueContract } from './clue.contract.ts'
import { complaintContract } from './complaint.contract.ts'

const here = await aHouse()
const team = await aClueTeam(here)
const { handler, head, registrar } = team

const stateOf = (parts: readonly { part: number; state: string }[], part: number) =>
  parts.find((one) => one.part === part)?.state

describe('a draft', () => {
  test('is kept until it is sent, and tells which parts of the package are still missing', async () => {
    const { by, id, revision } = await aComplaint(here, { draft: true })
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect([revision, body.revision]).toEqual([2, 2])
    expect(body.body).toMatchObject(complaintText)
    expect(body.parts.filter(({ state }) => state === 'given').map(({ part }) => part)).toEqual([1, 11])
    expect(body.complaint.sentAt).toBeNull()
    const list = await by.caller.call(complaintContract.list, {})
    expect(list.body.complaints.map(({ accused }) => accused)).toEqual([complaintText.accused])
  })

  test('that a colleague changed meanwhile is not overwritten', async () => {
    const { by, id, revision } = await aComplaint(here, { draft: true })
    const colleague = await aMember(here, 'enterprise', 'secret-keeper', by.organisation)
    const save = (caller: typeof by.caller, accused: string) =>
      caller.call(complaintContract.save, { id, revision, body: { ...complaintText, accused }, attachments: [] })
    expect((await save(colleague.caller, '虚构庚公司')).status).toBe(200)
    expect((await save(by.caller, '虚构辛公司')).refusal.code).toBe('changed-meanwhile')
    const sent = await by.caller.call(complaintContract.send, { id, revision })
    expect(sent.refusal.code).toBe('changed-meanwhile')
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.body.accused).toBe('虚构庚公司')
  })

  test('stands sealed in the database, and the office does not see that there is one', async () => {
    const { id } = await aComplaint(here, { draft: true })
    const { sealedBody } = await here.owner
      .selectFrom('complaint')
      .select('sealedBody')
      .where('channelId', '=', id)
      .executeTakeFirstOrThrow()
    expect(sealedBody.toString('utf8')).not.toContain('虚构己')
    const journal = await here.owner.selectFrom('journal').selectAll().where('subject', '=', id).execute()
    expect(journal.length).toBeGreaterThan(0)
    expect(JSON.stringify(journal)).not.toContain('虚构己')
    expect((await head.caller.call(complaintContract.read, { id })).status).toBe(403)
  })

  test('carries files and deposits, each in one part, and only those of its own organisation', async () => {
    const { by, id } = await aComplaint(here, { draft: true })
    const stranger = await aMember(here, 'enterprise', 'representative')
    const own = await anAttachment(by, '保密制度（虚构）.txt', '虚构')
    const theirs = await anAttachment(stranger, '他人（虚构）.txt', '虚构')
    const deposit = await aDeposit(by, '配方存证（虚构）')
    const foreign = await aDeposit(stranger, '他人的存证')
    const chosen = { part: 2, id: deposit.id, requestId: '改过的编号', label: '改过的名称', madeAt: '改过的时间' }
    const save = async (attachments: { part: number; id: string }[], deposits: (typeof chosen)[]) => {
      const { revision } = (await by.caller.call(complaintContract.read, { id })).body
      return by.caller.call(complaintContract.save, {
        ...{ id, revision, attachments },
        body: { ...complaintText, deposits },
      })
    }
    expect((await save([{ part: 5, id: theirs }], [])).refusal.code).toBe('not-found')
    expect((await save([], [{ ...chosen, id: foreign.id }])).refusal.code).toBe('not-found')
    const twice = [
      { part: 5, id: own },
      { part: 7, id: own },
    ]
    expect((await save(twice, [])).refusal.code).toBe('attached-twice')
    expect((await save([{ part: 5, id: own }], [chosen])).status).toBe(200)
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.attachments).toMatchObject([{ part: 5, id: own, name: '保密制度（虚构）.txt' }])
    // What is said of the deposit comes from its own record.
    expect(body.body.deposits).toMatchObject([{ part: 2, requestId: deposit.requestId, label: '配方存证（虚构）' }])
    expect([stateOf(body.parts, 5), stateOf(body.parts, 2)]).toEqual(['given', 'given'])
    expect((await handler.caller.fetch('GET', `/api/attachments/${own}/content`)).status).toBe(404)
  })

  test('can be discarded as long as it was not sent', async () => {
    const { by, id } = await aComplaint(here, { draft: true })
    expect((await by.caller.call(complaintContract.discard, { id })).status).toBe(200)
    expect((await by.caller.call(complaintContract.read, { id })).status).toBe(404)
    const sent = await aComplaint(here)
    expect((await sent.by.caller.call(complaintContract.discard, { id: sent.id })).status).toBe(404)
    expect((await sent.by.caller.call(complaintContract.read, { id: sent.id })).status).toBe(200)
  })

  test('is no place to write messages from', async () => {
    const { by, id } = await aComplaint(here, { draft: true })
    const answer = await by.caller.call(complaintContract.write, { id, body: '在吗' })
    expect(answer.refusal.code).toBe('not-sent-yet')
  })
})

describe('sending', () => {
  test('is refused as long as nobody could look into it, naming everything that is missing', async () => {
    const { by, id, revision } = await aComplaint(here, {
      draft: true,
      body: { accused: '', infringement: '', truthful: false },
    })
    const answer = await by.caller.call(complaintContract.send, { id, revision })
    expect(answer.refusal).toMatchObject({
      code: 'complaint-incomplete',
      message: { 'zh-CN': '还不能提交，请补充：被投诉人、侵权线索、材料真实性承诺。' },
    })
    expect((await by.caller.call(complaintContract.read, { id })).body.complaint.sentAt).toBeNull()
  })

  test('opens a clue whose inquiry runs from the day it was sent, and says nothing of it to those who only list', async () => {
    const { by, id, clueId } = await aComplaint(here)
    const clue = clueFile(here, team, clueId ?? '')
    const { matter, facts, periods } = await clue.view()
    expect(matter).toMatchObject({ state: 'received', title: '权利人投诉（2026-11-24）', openedOn: '2026-11-24' })
    expect(JSON.stringify(facts)).not.toContain('虚构')
    expect(periods).toMatchObject([{ period: 'T-02', startOn: '2026-11-24' }])
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.complaint).toMatchObject({ toldState: 'received', toldDueOn: '2026-12-15' })
    const again = await by.caller.call(complaintContract.send, { id, revision: 2 })
    expect(again.status).toBe(404)
    await doQueued(here, 'clue:open')
    expect(
      await here.owner.selectFrom('proceeding').select('id').where('title', 'like', '权利人投诉%').execute(),
    ).toHaveLength(await sentSoFar())
  })

  test('puts its files into the clue: the office that enforces sees them, the rest of the office does not', async () => {
    const by = await aMember(here, 'enterprise', 'representative')
    const own = await anAttachment(by, '侵权线索（虚构）.txt', '虚构')
    const begun = await by.caller.call(complaintContract.begin, {})
    const { id } = begun.body
    await by.caller.call(complaintContract.save, {
      ...{ id, revision: 1, body: complaintText },
      attachments: [{ part: 7, id: own }],
    })
    await by.caller.call(complaintContract.send, { id, revision: 2 })
    await doQueued(here, 'clue:open')
    const editor = await aMember(here, 'office', 'editor', team.office)
    const look = (who: typeof by) => who.caller.call(attachmentContract.download, { id: own })
    expect((await look(by)).status).toBe(200)
    expect((await look(registrar)).raw.toString()).toBe('虚构')
    expect((await look(editor)).status).toBe(404)
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.looks.map(({ attachmentId, person }) => [attachmentId, person])).toEqual([[own, registrar.person.name]])
  })
})

const sentSoFar = async () =>
  (
    await here.owner
      .selectFrom('clueChannel')
      .select('id')
      .where('kind', '=', 'complaint')
      .where('sentAt', 'is not', null)
      .execute()
  ).length

describe('between the complainant and the office', () => {
  test('parts are checked with a remark that the complainant reads', async () => {
    const { by, id, clueId } = await aComplaint(here, { body: { confidentialParts: [2] } })
    const before = await registrar.caller.call(clueContract.intake, { id: clueId ?? '' })
    expect(before.body.channel?.complaint?.body).toMatchObject(complaintText)
    expect(stateOf(before.body.channel?.complaint?.parts ?? [], 2)).toBe('confidential')
    expect(stateOf(before.body.channel?.complaint?.parts ?? [], 5)).toBe('missing')
    const decided = await registrar.caller.call(clueContract.decidePart, {
      ...{ id: clueId ?? '', part: 1, state: 'checked', remark: '营业执照已核对' },
    })
    expect(decided.status).toBe(200)
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.parts[0]).toMatchObject({ part: 1, state: 'checked', remark: '营业执照已核对' })
    expect(JSON.stringify(body)).not.toContain(registrar.person.name)
  })

  test('messages go both ways, the complainant is told of them, and the officers are not named', async () => {
    const { by, id, clueId } = await aComplaint(here)
    await registrar.caller.call(clueContract.writeToReporter, { id: clueId ?? '', body: '请补充公开检索说明。' })
    await by.caller.call(complaintContract.write, { id, body: '下周补交。' })
    const { body } = await by.caller.call(complaintContract.read, { id })
    expect(body.messages.map(({ sender, person, body: text }) => [sender, person, text])).toEqual([
      ['office', null, '请补充公开检索说明。'],
      ['reporter', null, '下周补交。'],
    ])
    const notices = await by.caller.call(noticeContract.list, {})
    expect(notices.body.notices.map(({ link }) => link)).toContain(`/app/complaints/${id}`)
    const intake = await registrar.caller.call(clueContract.intake, { id: clueId ?? '' })
    expect(intake.body.channel?.messages.map(({ person }) => person)).toEqual([registrar.person.name, null])
    const sealed = await here.owner.selectFrom('clueMessage').select('sealedBody').where('channelId', '=', id).execute()
    expect(sealed.some(({ sealedBody }) => sealedBody.toString('utf8').includes('检索'))).toBe(false)
  })

  test('a handler sees the complaint once assigned, another handler never', async () => {
    const { clueId } = await aComplaint(here)
    const clue = clueFile(here, team, clueId ?? '')
    const outsider = await aMember(here, 'office', 'case-handler', team.office)
    const channel = async (who: typeof handler) =>
      (await who.caller.call(clueContract.intake, { id: clue.id })).body.channel
    expect(await channel(handler)).toBeNull()
    await clue.done('assign')
    expect((await channel(handler))?.complaint?.body.accused).toBe(complaintText.accused)
    expect(await channel(outsider)).toBeNull()
    const answer = await outsider.caller.call(clueContract.decidePart, { id: clue.id, part: 1, state: 'checked' })
    expect(answer.refusal.code).toBe('no-channel')
    const written = await outsider.caller.call(clueContract.writeToReporter, { id: clue.id, body: '您好' })
    expect(written.refusal.code).toBe('no-channel')
  })

  test('nobody is asked to release who a complainant is', async () => {
    const { clueId } = await aComplaint(here)
    const answer = await registrar.caller.call(clueContract.askRelease, { id: clueId ?? '', reason: '联系投诉人' })
    expect(answer.refusal.code).toBe('not-named')
  })

  test('a filed complaint becomes a case whose right holder sees every look, and the complainant must be told', async () => {
    const { by, id, clueId } = await aComplaint(here)
    const clue = clueFile(here, team, clueId ?? '')
    await clue.done('assign')
    await clue.done('judge-jurisdiction', {
      fields: { jurisdictionBasis: 'designated', authorityLevel: 'district', approvalDocNo: '虚构1号' },
    })
    await clue.done('file-case', { fields: { partyName: complaintText.accused } })
    const view = await clue.view()
    expect(view.timeline.map(({ act }) => act).slice(-2)).toEqual(['file-case', 'owe-notice'])
    expect(view.periods.find(({ period }) => period === 'T-03')).toMatchObject({ state: 'running', due: '2026-12-01' })
    expect((await clue.attempt('archive')).refusal.detail?.unmet).toMatchObject([
      { code: 'reporter-not-told' },
      { code: 'case-open' },
    ])
    const { body } = await handler.caller.call(confidentialContract.read, { id: view.children[0]?.id ?? '' })
    expect(body.owners.map((one) => one.id)).toEqual([by.organisation.id])
    await clue.done('notify-reporter', { fields: { about: 'decision', means: 'channel' } })
    const told = await by.caller.call(complaintContract.read, { id })
    expect(told.body.complaint.toldState).toBe('filed')
    expect(told.body.messages.at(-1)?.body).toContain('已经立案')
    expect((await clue.view()).periods.find(({ period }) => period === 'T-03')?.state).toBe('ended')
  })
})

describe('complaints that come one after another', () => {
  test('about the same accused are suggested to each other, and their complainants stay apart', async () => {
    const accused = '虚构壬（集团）有限公司'
    const one = await aComplaint(here, { body: { accused } })
    const two = await aComplaint(here, { body: { accused: '虚构壬有限公司' } })
    const { body } = await registrar.caller.call(clueContract.intake, { id: one.clueId ?? '' })
    // The right holder of the builder is the same in every complaint, the accused only in these two.
    expect(body.suggestions[0]).toMatchObject({ id: two.clueId, same: expect.arrayContaining(['accused']) })
    expect(JSON.stringify(body.suggestions)).not.toContain('虚构壬')
    const read = await two.by.caller.call(complaintContract.read, { id: one.id })
    expect(read.status).toBe(404)
  })
})
