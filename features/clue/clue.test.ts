import { describe, expect, test } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { aClue, aClueTeam, registration } from '../../test/clue-file.ts'
import { aHouse } from '../../test/harness.ts'
import { confidentialContract } from '../confidential/confidential.contract.ts'
import { documentContract } from '../document/document.contract.ts'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { clueContract } from './clue.contract.ts'

const here = await aHouse()
const team = await aClueTeam(here)
const { registrar, handler, other, head } = team

const judged = {
  secretKind: 'technical',
  actPlace: '虚构区',
  authorityLevel: 'district',
  jurisdictionBasis: 'designated',
  approvalDocNo: '虚构指定〔2026〕3号',
}
const filing = { title: '虚构丙公司侵犯商业秘密案', partyName: '虚构丙精密机械有限公司', partyType: 'organisation' }

const childrenOf = async (id: string) =>
  here.owner.selectFrom('proceeding').selectAll().where('parentId', '=', id).execute()

describe('a clue that somebody in the office registers', () => {
  test('has a number, the form of its source, and a period that runs from the day the clue was found', async () => {
    const clue = await aClue(here, { team })
    const { matter, periods, timeline } = await clue.view()
    expect(matter).toMatchObject({ state: 'received', title: registration.title, openedOn: '2026-11-23' })
    expect(matter.number).toMatch(/〔2026〕\d+号/)
    expect(timeline.map(({ act, person }) => [act, person])).toEqual([['receive', registrar.person.name]])
    expect(periods).toMatchObject([{ period: 'T-02', startOn: '2026-11-23', due: '2026-12-14', state: 'running' }])
    expect((await clue.documents()).map(({ form, state }) => [form, state])).toEqual([[1, 'issued']])
  })

  test.each([
    ['lies ahead', { receivedOn: '2026-11-25' }, 'day-in-future'],
    ['names no sender', { source: 'referral' }, 'sender-missing'],
    ['says nothing of the limitation', { source: 'reverse-transfer', fromBody: '虚构检察院' }, 'reverse-facts-missing'],
    ['is no reverse transfer but has its facts', { reverse: { limitation: 'running' } }, 'reverse-facts-missing'],
    [
      'has an opinion without its day',
      { source: 'reverse-transfer', fromBody: '虚构检察院', reverse: { limitation: 'running', opinionNo: '虚构1号' } },
      'opinion-day-missing',
    ],
  ] as const)('is refused when it %s, and nothing is left of it', async (_how, given, code) => {
    const before = await here.owner.selectFrom('proceeding').select('id').execute()
    const answer = await registrar.caller.call(clueContract.register, { ...registration, ...given })
    expect([answer.status, answer.refusal.code]).toEqual([409, code])
    expect(await here.owner.selectFrom('proceeding').select('id').execute()).toHaveLength(before.length)
  })

  test('of a reverse transfer runs its own period, and the answer to the procuratorate has two months', async () => {
    const clue = await aClue(here, {
      team,
      register: {
        source: 'reverse-transfer',
        fromBody: '虚构检察院',
        reverse: { limitation: 'unclear', opinionNo: '虚构检意〔2026〕2号', opinionReceivedOn: '2026-11-20' },
      },
    })
    const { periods, timeline } = await clue.view()
    expect(timeline.map(({ act }) => act)).toEqual(['receive-reverse-transfer', 'note-prosecution-opinion'])
    expect(periods.map(({ period, startOn, due }) => [period, startOn, due])).toEqual([
      ['X-24', '2026-11-23', '2026-12-14'],
      ['X-23', '2026-11-20', null],
    ])
    expect(periods.find(({ period }) => period === 'X-23')?.notBefore).not.toBeNull()
  })

  test('keeps what was told of it out of the journal', async () => {
    const clue = await aClue(here, { team, register: { summary: '虚构：不可外传的情节' } })
    const entries = await here.owner.selectFrom('journal').selectAll().where('subject', '=', clue.id).execute()
    expect(entries.map(({ act }) => act)).toContain('clue.register')
    expect(JSON.stringify(entries)).not.toContain('不可外传')
    expect(JSON.stringify(entries)).not.toContain(registration.accused)
  })

  test('is not registered by somebody who only reviews', async () => {
    const reviewer = await aMember(here, 'office', 'case-reviewer', team.office)
    expect((await reviewer.caller.call(clueContract.register, registration)).status).toBe(403)
  })
})

describe('from the clue to the case', () => {
  test('two handlers look into it, jurisdiction is judged, the head approves, and a case begins', async () => {
    const clue = await aClue(here, { team })
    await clue.done('assign')
    const early = await clue.attempt('file-case', { fields: filing })
    expect(early.refusal).toMatchObject({
      code: 'grounds-unmet',
      detail: { unmet: [{ code: 'jurisdiction-not-judged' }] },
    })
    await clue.done('judge-jurisdiction', { fields: judged })
    const asked = await clue.attempt('file-case', { fields: filing })
    expect(await childrenOf(clue.id)).toEqual([])
    await clue.approve(asked.body.proposalId ?? '')
    expect(await clue.state()).toBe('filed')
    const [opened] = await childrenOf(clue.id)
    expect(opened).toMatchObject({
      kind: 'case',
      state: 'investigating',
      title: filing.title,
      openedOn: '2026-11-24',
      facts: {
        clueId: clue.id,
        source: 'discovery',
        receivedOn: '2026-11-23',
        partyName: filing.partyName,
        jurisdictionBasis: 'designated',
      },
    })
    const { body } = await handler.caller.call(proceedingContract.read, { id: opened?.id ?? '' })
    expect(body.people.map(({ personId }) => personId)).toEqual([handler.person.id, other.person.id])
    const forms = (await clue.documents()).map(({ form }) => form)
    expect(forms.sort((a, b) => a - b)).toEqual([1, 7])
  })

  test('one handler is not enough', async () => {
    const clue = await aClue(here, { team })
    const answer = await clue.attempt('assign', { fields: { handlers: [handler.person.id] }, by: head })
    expect([answer.status, answer.refusal.issues?.[0]?.field]).toEqual([400, 'fields.handlers'])
    expect(await clue.state()).toBe('received')
  })

  test('a handler does not approve the filing, also when head as well', async () => {
    const both = await aMember(here, 'office', ['case-handler', 'head'], team.office)
    const clue = await aClue(here, { team })
    await clue.done('assign', { fields: { handlers: [handler.person.id, both.person.id] } })
    await clue.done('judge-jurisdiction', { fields: judged })
    const asked = await clue.attempt('file-case', { fields: filing })
    const answer = await both.caller.call(proceedingContract.decide, {
      id: asked.body.proposalId ?? '',
      decision: 'approve',
      opinion: '同意。',
    })
    expect(answer.refusal).toMatchObject({
      code: 'grounds-unmet',
      detail: { unmet: [{ code: 'approver-is-handler' }] },
    })
    expect(await childrenOf(clue.id)).toEqual([])
  })

  test('without jurisdiction it can only be referred, and the letter is drawn up', async () => {
    const clue = await aClue(here, { team })
    await clue.done('assign')
    await clue.done('judge-jurisdiction', { fields: { ...judged, jurisdictionBasis: 'none', approvalDocNo: '无' } })
    for (const act of ['file-case', 'decline-filing'])
      expect((await clue.attempt(act)).refusal.detail?.unmet, act).toMatchObject([{ code: 'not-competent' }])
    await clue.done('refer', { fields: { toBody: '虚构市市场监督管理局' } })
    expect(await clue.state()).toBe('referred')
    expect((await clue.documents()).map(({ form }) => form).sort((a, b) => a - b)).toEqual([1, 4])
  })

  test('a clue is declined with the situation and the facts, and archived', async () => {
    const clue = await aClue(here, { team })
    await clue.done('assign')
    await clue.done('decline-filing')
    expect(await clue.state()).toBe('declined')
    expect((await clue.view()).openActs.find(({ act }) => act === 'notify-reporter')?.unmet).toMatchObject([
      { code: 'no-reporter' },
    ])
    await clue.done('archive')
    expect(await clue.state()).toBe('archived')
  })

  test('the inquiry is extended once, by the head, before it ends', async () => {
    const clue = await aClue(here, { team })
    await clue.done('assign')
    await clue.done('extend-inquiry', { on: '2026-12-14' })
    expect((await clue.view()).periods[0]).toMatchObject({ period: 'T-02', state: 'running' })
    expect((await clue.attempt('extend-inquiry')).refusal.detail?.unmet).toMatchObject([{ code: 'act-not-open' }])
    const late = await aClue(here, { team, register: { receivedOn: '2026-11-23' } })
    await late.done('assign', { on: '2026-12-15' })
    expect((await late.attempt('extend-inquiry')).refusal.detail?.unmet).toMatchObject([{ code: 'inquiry-overdue' }])
    here.clock.set('2026-11-24T02:00:00Z')
  })
})

describe('clues about the same', () => {
  test('are suggested by the names, linked by a person, and never merged', async () => {
    const one = await aClue(here, { team, register: { accused: '虚构庚（重庆）有限公司', rightHolder: '' } })
    const two = await aClue(here, {
      team,
      register: { accused: '虚构庚有限公司', rightHolder: '', title: '虚构第二条' },
    })
    const before = await handler.caller.call(clueContract.intake, { id: one.id })
    expect(before.body.suggestions).toMatchObject([{ id: two.id, same: ['accused'], daysApart: 0 }])
    const { number } = (await two.view()).matter
    const reason = '同一被举报人、同一图纸'
    expect(
      (await registrar.caller.call(clueContract.linkDuplicate, { id: one.id, number: number ?? '', reason })).status,
    ).toBe(200)
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const) {
      const { body } = await handler.caller.call(clueContract.intake, { id: from.id })
      expect(body.links).toMatchObject([{ id: to.id, reason, linkedBy: registrar.person.name }])
      expect(body.suggestions).toEqual([])
      expect((await from.view()).timeline.at(-1)?.act).toBe('link-duplicate')
      expect(await from.state()).toBe('received')
    }
    const again = await registrar.caller.call(clueContract.linkDuplicate, {
      id: two.id,
      number: (await one.view()).matter.number ?? '',
      reason,
    })
    expect(again.refusal.code).toBe('linked-already')
    expect((await two.view()).timeline).toHaveLength(2)
  })

  test('a clue is not linked to itself, nor to a number that no clue has', async () => {
    const clue = await aClue(here, { team })
    const number = (await clue.view()).matter.number ?? ''
    const link = (to: string) =>
      registrar.caller.call(clueContract.linkDuplicate, { id: clue.id, number: to, reason: '同一事项' })
    expect((await link(number)).refusal.code).toBe('same-clue')
    expect((await link('没有这个编号')).refusal.code).toBe('no-such-clue')
  })
})

describe('the list', () => {
  test('tells how each clue came in, who handles it and until when, and is narrowed down', async () => {
    const clue = await aClue(here, {
      team,
      register: { source: 'assigned', fromBody: '虚构市局', title: '虚构交办线索' },
    })
    await clue.done('assign')
    const { body } = await registrar.caller.call(clueContract.list, { source: 'assigned' })
    expect(body.clues).toMatchObject([
      {
        id: clue.id,
        source: 'assigned',
        state: 'under-inquiry',
        handlers: [handler.person.name, other.person.name],
        inquiry: { due: '2026-12-14', state: 'running' },
      },
    ])
    const ids = async (filter: object) =>
      (await handler.caller.call(clueContract.list, filter)).body.clues.map(({ id }) => id)
    expect(await ids({ search: '交办线索' })).toEqual([clue.id])
    expect(await ids({ mine: 'true', state: 'received' })).toEqual([])
    expect(await ids({ mine: 'true', source: 'assigned', open: 'true' })).toEqual([clue.id])
    const page = await registrar.caller.call(clueContract.list, { limit: 1 })
    expect(page.body.next).toBe(page.body.clues[0]?.id)
  })
})

test('a filed clue of the office names no right holder in its case', async () => {
  const clue = await aClue(here, { team })
  await clue.done('assign')
  await clue.done('judge-jurisdiction', { fields: judged })
  await clue.done('file-case', { fields: filing })
  const [opened] = await childrenOf(clue.id)
  const { body } = await handler.caller.call(confidentialContract.read, { id: opened?.id ?? '' })
  expect(body.owners).toEqual([])
  const { body: listed } = await handler.caller.call(documentContract.list, { proceedingId: clue.id })
  expect(listed.documents.every(({ state }) => state === 'issued')).toBe(true)
})
