import { describe, expect, test } from 'vitest'
import { asSystem } from '../../platform/database/database.ts'
import { systemCtx } from '../../platform/system-ctx.ts'
import { aCase, type CaseFile, partyFacts } from '../../test/case-file.ts'
import {
  archive,
  concludeInvestigation,
  decide,
  decideTogether,
  giveNotice,
  hear,
  investigate,
  performAndClose,
  publish,
  review,
  serveDecision,
} from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { documentContract } from '../document/document.contract.ts'
import { systemAct } from '../proceeding/proceeding-act.service.ts'

const here = await aHouse()

/** What a refused act says: the codes, and the articles they cite. */
async function refused(attempt: ReturnType<CaseFile['attempt']>) {
  const { status, refusal } = await attempt
  const unmet = (refusal.detail?.unmet ?? []) as { code: string; source: string }[]
  return { status, code: refusal.code, unmet: unmet.map(({ code, source }) => `${code} ${source}`) }
}
const actsIn = async (file: CaseFile) =>
  (await here.owner.selectFrom('proceedingAct').select('act').where('proceedingId', '=', file.id).execute()).length

describe('a case', () => {
  test('is in the hands of those who were named when its clue was filed, from that day on', async () => {
    const file = await aCase(here)
    const { matter, people, periods, facts } = await file.view()
    expect(matter).toMatchObject({ kind: 'case', state: 'investigating', openedOn: '2026-03-02' })
    expect(file.number).toMatch(/案〔2026〕1号$/)
    expect(people.map(({ personId, capacity }) => [personId, capacity])).toEqual([
      [file.team.handler.person.id, 'handler'],
      [file.team.other.person.id, 'handler'],
    ])
    expect(facts).toMatchObject({ partyName: '虚构江北乙精密机械有限公司' })
    expect(periods.find(({ period }) => period === 'T-10')).toMatchObject({ startOn: '2026-03-02', due: '2026-05-31' })
  })

  test('goes from filing to the archive, through a hearing, and every paper lies in one of two volumes', async () => {
    const file = await aCase(here)
    const passed: string[] = []
    const stretch = async (go: (one: CaseFile) => Promise<unknown>) => {
      await go(file)
      passed.push(await file.state())
    }
    await stretch(investigate)
    await stretch(concludeInvestigation)
    await stretch(review)
    await stretch(giveNotice)
    await stretch(hear)
    await stretch(decideTogether)
    await stretch(serveDecision)
    await stretch(publish)
    await stretch(performAndClose)
    await stretch(archive)
    expect(passed).toEqual([
      ...['investigating', 'reported', 'proposed', 'noticed', 'collective'],
      ...['decided', 'served', 'published', 'closed', 'archived'],
    ])
    const documents = await file.documents()
    expect(documents.map(({ form, state }) => [form, state])).toEqual(
      [8, 9, 14, 11, 12, 35, 36, 37, 50, 39, 40, 41, 36, 42, 43, 45, 50, 53, 54, 55, 56, 54, 55, 56].map((form) => [
        form,
        'issued',
      ]),
    )
    const volumes = documents.filter(({ form }) => form >= 54).map(({ form, volume }) => `${volume} ${form}`)
    expect(volumes).toEqual(['main 54', 'main 55', 'main 56', 'side 54', 'side 55', 'side 56'])
    const { matter, periods } = await file.view()
    expect(matter).toMatchObject({ state: 'archived', closedOn: '2026-05-20' })
    expect(periods.filter(({ state }) => state === 'overdue')).toEqual([])
  })

  test('has one file: the papers of its measures lie in its volumes, in the order of the article', async () => {
    const file = await aCase(here)
    const measure = await file.preservation()
    await measure.done('apply')
    await measure.done('take-into-force')
    await file.done('terminate-investigation')
    await measure.done('release')
    await file.done('close', { fields: { situation: 'terminated' } })
    await archive(file)
    const { body } = await file.team.handler.caller.call(documentContract.list, { proceedingId: file.id })
    const all = [...body.documents, ...body.filedWith]
    const lying = body.archive.map(({ id, volume, place }) => [volume, place, all.find((one) => one.id === id)?.form])
    expect(lying).toEqual([
      ['main', 1, 19],
      ['main', 2, 20],
      ['side', 1, 8],
      ['side', 2, 8],
      ['side', 3, 53],
    ])
    const table = body.documents.find(({ form, volume }) => form === 55 && volume === 'main')
    const read = await file.team.handler.caller.call(documentContract.read, { id: table?.id ?? '' })
    expect(read.body.filled['archive.entries']).toMatchObject([
      { title: '先行登记保存证据通知书', note: '其他文书及送达回证' },
      { title: '解除先行登记保存证据通知书', note: '其他文书及送达回证' },
    ])
  })

  test('that suspects a crime opens the referral in the same hands, and goes on where public security declines', async () => {
    const file = await aCase(here)
    await file.done('refer-crime', { fields: { threshold: 'crime', reason: '虚构：损失数额达到标准。' } })
    const { matter, children } = await file.view()
    expect(matter.state).toBe('criminal-referral')
    expect(children).toMatchObject([{ kind: 'criminal-referral', state: 'suspected' }])
    const referral = await here.owner
      .selectFrom('proceeding')
      .select('facts')
      .where('id', '=', children[0]?.id ?? '')
      .executeTakeFirstOrThrow()
    expect(referral.facts).toMatchObject({
      caseId: file.id,
      caseNumber: file.number,
      party: { name: partyFacts.partyName },
    })
    expect((await file.attempt('interview')).refusal.code).toBe('act-not-open')
    const { database, world } = here.house
    await asSystem(database, (db) =>
      systemAct(systemCtx({ db, world, now: here.clock.now }), file.id, 'police-declined', {
        noticeNo: '虚构不立〔2026〕1号',
      }),
    )
    expect(await file.state()).toBe('investigating')
    expect((await file.documents()).map(({ form }) => form)).toEqual([8])
  })

  test('of article 50(1) is not decided by one head alone', async () => {
    const file = await aCase(here)
    for (const go of [investigate, concludeInvestigation, review, giveNotice, hear]) await go(file)
    expect(await refused(file.attempt('decide', { on: '2026-04-21' }))).toMatchObject({
      status: 409,
      code: 'grounds-unmet',
      unmet: expect.arrayContaining(['not-discussed 《市场监督管理行政处罚程序规定》第六十条末款']),
    })
  })

  test('waits out the five working days of the party before it is decided', async () => {
    const file = await aCase(here)
    for (const go of [investigate, concludeInvestigation, review, giveNotice]) await go(file)
    expect(await refused(file.attempt('deem-waived', { on: '2026-04-03' }))).toMatchObject({
      unmet: ['answer-period-running 《市场监督管理行政处罚程序规定》第五十七条'],
    })
    await file.done('deem-waived', { on: '2026-04-07' })
    await decide(file, '2026-04-08')
    expect(await file.state()).toBe('decided')
  })

  test('keeps what was done: an act that came too late for what another saw is refused', async () => {
    const file = await aCase(here)
    const [one, two] = [
      await file.attempt('record-discretion'),
      await file.attempt('identify-party', { fields: { name: '虚构甲', type: 'person', address: '虚构路2号' } }),
    ]
    expect(one.refusal.code).toBe('grounds-unmet')
    expect(two.status).toBe(200)
    const { caller } = file.team.handler
    const again = await caller.fetch('POST', `/api/cases/${file.id}/identify-party`, {
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(
        JSON.stringify({
          id: undefined,
          seq: 1,
          on: '2026-03-02',
          fields: { name: '虚构乙', type: 'person', address: '虚构路3号' },
        }),
      ),
    })
    expect(again.refusal.code).toBe('changed-meanwhile')
    expect(await actsIn(file)).toBe(2)
  })
})

describe('who may do what', () => {
  test('measures of inquiry need the written approval of the principal, and a head is not enough', async () => {
    const file = await aCase(here)
    const unmet = ['measure-not-approved 《反不正当竞争法》第十六条']
    expect(await refused(file.attempt('interview', { on: '2026-03-03' }))).toMatchObject({ status: 409, unmet })
    const asked = await file.attempt('approve-measures', { fields: { measures: ['V2'] } })
    const proposal = asked.body.proposalId ?? ''
    expect((await file.approve(proposal, 'head')).refusal.code).toBe('not-your-level')
    expect((await file.approve(proposal, 'principal')).status).toBe(200)
    expect((await file.attempt('interview')).status).toBe(200)
    expect(await refused(file.attempt('on-site-inspection'))).toMatchObject({ unmet })
  })

  test('nobody reviews what they handled, and nobody approves it', async () => {
    const file = await aCase(here)
    await investigate(file)
    await concludeInvestigation(file)
    const { handler, other } = file.team
    await here.owner
      .updateTable('membership')
      .set({ roles: ['case-handler', 'case-reviewer', 'head'] })
      .where('personId', 'in', [handler.person.id, other.person.id])
      .execute()
    expect(await refused(file.attempt('submit-for-review', { fields: { reviewer: other.person.id } }))).toMatchObject({
      unmet: ['reviewer-is-handler 《市场监督管理行政处罚程序规定》第四十九条'],
    })
    const asked = await file.attempt('extend-case')
    const own = await handler.caller.fetch('POST', `/api/approvals/${asked.body.proposalId}/decision`, {
      headers: { 'content-type': 'application/json' },
      payload: Buffer.from(JSON.stringify({ decision: 'approve', opinion: '同意。' })),
    })
    expect(own.refusal.detail?.unmet).toMatchObject([{ code: 'approver-is-handler' }])
  })

  test('a single handler is none, and a case is never left with fewer than two', async () => {
    const file = await aCase(here)
    const { head, handler } = file.team
    const alone = await file.attempt('replace-handlers', { by: head, fields: { handlers: [handler.person.id] } })
    expect(alone.status).toBe(400)
    expect(alone.refusal.issues?.map(({ field }) => field)).toEqual(['fields.handlers'])
  })

  test('whoever is recused leaves the case and its measures, and does not come back as a reviewer', async () => {
    const file = await aCase(here)
    const measure = await file.preservation()
    const { handler, other, presider } = file.team
    await file.done('request-recusal', { fields: { whose: other.person.id, requestedBy: 'party' } })
    const still = { whose: other.person.id, handlers: [handler.person.id, other.person.id] }
    expect(await refused(file.attempt('recuse', { by: handler, fields: still }))).toMatchObject({
      unmet: ['recused-still-handles 《市场监督管理行政处罚程序规定》第四条（待核）、第二十二条'],
    })
    await file.done('recuse', { by: handler, fields: { ...still, handlers: [handler.person.id, presider.person.id] } })
    for (const matter of [file, measure]) {
      const now = (await matter.view()).people.filter(({ until }) => until === null).map(({ personId }) => personId)
      expect(now.toSorted()).toEqual([handler.person.id, presider.person.id].toSorted())
    }
  })

  test('who does not handle the case does nothing in it', async () => {
    const file = await aCase(here)
    const elsewhere = await file.attempt('identify-party', { by: file.team.presider })
    expect(elsewhere.refusal.code).toBe('not-yours-to-do')
    const clerk = await file.attempt('identify-party', { by: file.team.reviewer })
    expect(clerk.refusal.code).toBe('forbidden')
    expect(await actsIn(file)).toBe(1)
  })
})

describe('an extension', () => {
  test('that is approved after its last day is refused, and nothing is half written', async () => {
    const file = await aCase(here)
    const asked = await file.attempt('extend-case', { on: '2026-05-29' })
    const waiting = await file.view()
    expect(waiting.proposals).toMatchObject([{ state: 'waiting', validUntil: '2026-05-31' }])
    here.clock.set('2026-06-01T02:00:00Z')
    const late = await file.approve(asked.body.proposalId ?? '')
    expect({ status: late.status, code: late.refusal.code }).toEqual({ status: 409, code: 'approval-expired' })
    expect(late.refusal.message['zh-CN']).toContain('2026-05-31')
    const { periods, timeline } = await file.view()
    expect(timeline).toHaveLength(1)
    expect(await file.documents()).toEqual([])
    expect(periods.find(({ period }) => period === 'T-10')).toMatchObject({ due: '2026-05-31', state: 'overdue' })
    expect(await refused(file.attempt('extend-case', { on: '2026-06-02' }))).toMatchObject({
      unmet: ['period-over 《市场监督管理行政处罚程序规定》第六十四条'],
    })
  })

  test('that comes in time moves the last day, once by the head, then by the heads together', async () => {
    const file = await aCase(here)
    await file.done('extend-case', { on: '2026-05-20' })
    expect((await file.view()).periods.find(({ period }) => period === 'T-10')?.due).toBe('2026-06-30')
    expect(await refused(file.attempt('extend-case', { on: '2026-06-01' }))).toMatchObject({
      unmet: ['already-extended 《市场监督管理行政处罚程序规定》第六十四条'],
    })
    await file.done('extend-case-again', { on: '2026-06-02', fields: { days: 20 } })
    expect((await file.view()).periods.find(({ period }) => period === 'T-10')?.due).toBe('2026-07-20')
  })
})
