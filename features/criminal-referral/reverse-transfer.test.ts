import { describe, expect, test } from 'vitest'
import { aMember, type Member } from '../../test/builders.ts'
import { CaseFile } from '../../test/case-file.ts'
import { aClueTeam, clueFile, doQueued } from '../../test/clue-file.ts'
import { aHouse } from '../../test/harness.ts'
import { aReverseTransfer } from '../../test/referral-file.ts'
import { clueContract } from '../clue/clue.contract.ts'
import { noticeContract } from '../notice/notice.contract.ts'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { referralContract, reverseActContract } from './criminal-referral.contract.ts'
import { reverseMachine } from './reverse-transfer.rules.ts'

const here = await aHouse()
/** The oldest office is the one that transfers go to. */
const team = await aClueTeam(here)
const police = await aMember(here, 'public-security', 'referral-officer')
const procuratorate = await aMember(here, 'procuratorate', 'referral-officer')

const open = (by: Member, on = '2026-11-02') =>
  by.caller.call(referralContract.openReverse, { title: '虚构丙公司不起诉案', on })

/** A transfer as its sender and the office work on it. */
async function aTransfer(by: Member, on = '2026-11-02'): Promise<CaseFile> {
  here.clock.set(`${on}T02:00:00Z`)
  const id = await aReverseTransfer(here, by, on)
  return new CaseFile(here, team, { id, number: null, machine: reverseMachine, contract: reverseActContract })
}
const handed = {
  partyName: '虚构丙精密机械有限公司',
  conduct: '虚构：使用他人图纸，数额未达追诉标准。',
  documentNo: '虚构移〔2026〕1号',
  finesPaid: '',
} as const
async function received(file: CaseFile) {
  await file.done('receive', { by: team.registrar, fields: { limitation: 'unclear' } })
  const clue = (await file.view(team.registrar)).children.find(({ kind }) => kind === 'clue')
  if (!clue) throw new Error('nothing was opened')
  return clueFile(here, team, clue.id)
}
const periodsOf = async (file: CaseFile, by: Member) =>
  Object.fromEntries((await file.view(by)).periods.map(({ period, due, state }) => [period, `${state} ${due ?? '—'}`]))

describe('from public security', () => {
  test('what is no crime comes to the office at once, opens a clue, and the sender follows its clock and gets the answer', async () => {
    const file = await aTransfer(police)
    await file.done('establish-no-crime', { by: police, fields: { ground: 'minor', establishedOn: '2026-11-02' } })
    await file.done('transfer', { by: police, on: '2026-11-03', fields: handed })
    await doQueued(here, 'criminal-referral:follow')
    const notices = await team.registrar.caller.call(noticeContract.list, {})
    expect(notices.body.notices[0]?.text['zh-CN']).toContain('请接收登记')
    here.clock.set('2026-11-05T02:00:00Z')
    const clue = await received(file)
    const { facts } = (await team.registrar.caller.call(clueContract.intake, { id: clue.id })).body
    expect(facts).toMatchObject({
      source: 'reverse-transfer',
      accused: handed.partyName,
      documentNo: handed.documentNo,
    })
    // From the day of the transfer, whenever it was registered: the sender's clock and the clue's own are the same.
    expect(await periodsOf(file, police)).toMatchObject({ 'X-20': 'ended —', 'X-24': 'running 2026-11-24' })
    expect(await periodsOf(clue, team.registrar)).toMatchObject({ 'X-24': 'running 2026-11-24' })
    expect((await police.caller.call(proceedingContract.read, { id: clue.id })).status).toBe(404)
    await clue.done('assign', { by: team.head, on: '2026-11-06' })
    await clue.done('ask-identification', { on: '2026-11-09' })
    expect(await periodsOf(file, police)).toMatchObject({ 'X-24': 'paused —' })
    await clue.done('end-identification', { on: '2026-11-11' })
    await clue.done('extend-inquiry', { on: '2026-11-12' })
    expect(await periodsOf(file, police)).toEqual(
      expect.objectContaining({ 'X-24': (await periodsOf(clue, team.registrar))['X-24'] }),
    )
    await clue.done('judge-jurisdiction', {
      on: '2026-11-13',
      fields: { jurisdictionBasis: 'designated', approvalDocNo: '虚构指定〔2026〕1号' },
    })
    await clue.done('decline-filing', { on: '2026-11-16' })
    const { timeline } = await file.view(police)
    expect(timeline.at(-1)).toMatchObject({ act: 'note-decision', fields: { decision: 'declined' } })
    await clue.done('reply-to-sender', {
      on: '2026-11-17',
      fields: { result: '虚构：不予立案。', documentNo: '虚构复〔2026〕1号' },
    })
    const after = await file.view(police)
    expect([after.matter.state, after.timeline.at(-1)?.fields]).toEqual([
      'answered',
      { result: '虚构：不予立案。', documentNo: '虚构复〔2026〕1号' },
    ])
  })

  test('what is dropped never reaches the office', async () => {
    const file = await aTransfer(police)
    await file.done('establish-no-crime', { by: police, fields: { establishedOn: '2026-11-02' } })
    await file.done('drop-transfer', { by: police })
    expect((await file.view(police)).matter.state).toBe('not-transferred')
    expect((await file.attempt('receive', { by: team.registrar })).refusal.code).toBe('act-not-open')
  })
})

describe('from the procuratorate', () => {
  test('a decision not to prosecute brings its opinion, and the office answers within two months or explains', async () => {
    const file = await aTransfer(procuratorate, '2026-09-01')
    await file.done('register-review', {
      by: procuratorate,
      fields: { acceptedOn: '2026-09-01', noProsecutionOn: '2026-09-01' },
    })
    expect(await periodsOf(file, procuratorate)).toMatchObject({
      'X-21': 'running 2026-09-15',
      'X-22': 'running 2026-09-04',
    })
    await file.done('ask-other-procuratorate', { by: procuratorate, on: '2026-09-02' })
    await file.done('hear-other-procuratorate', { by: procuratorate, on: '2026-09-03' })
    await file.done('serve-opinion', {
      by: procuratorate,
      on: '2026-09-04',
      fields: { ...handed, opinionNo: '虚构检意〔2026〕1号', noProsecutionNo: '虚构不诉〔2026〕1号' },
    })
    const clue = await received(file)
    expect(await periodsOf(clue, team.registrar)).toMatchObject({ 'X-23': 'running 2026-11-04' })
    const { timeline } = await clue.view(team.registrar)
    expect(timeline.map(({ act }) => act)).toEqual(['receive-reverse-transfer', 'note-prosecution-opinion'])
    here.clock.set('2026-11-05T02:00:00Z')
    const late = await file.attempt('answer', { by: team.registrar })
    expect(late.refusal.detail?.unmet).toMatchObject([{ code: 'delay-unexplained' }])
    await file.done('answer', { by: team.registrar, fields: { lateReason: '虚构：案情复杂。' } })
    expect((await file.view(procuratorate)).matter.state).toBe('answered')
    // What the clue says later changes nothing in what was answered.
    await clue.done('assign', { by: team.head })
    await clue.done('reply-to-sender')
    expect((await file.view(procuratorate)).matter.state).toBe('answered')
  })

  test('long texts reach the clue as far as it has room, and whole characters only', async () => {
    const file = await aTransfer(police)
    await file.done('transfer', {
      by: police,
      fields: { ...handed, partyName: `${'𠮷'.repeat(149)}厂`, conduct: '虚构'.repeat(4000) },
    })
    const clue = await received(file)
    const { facts } = (await team.registrar.caller.call(clueContract.intake, { id: clue.id })).body
    expect([facts.accused, facts.summary.length]).toEqual(['𠮷'.repeat(100), 5000])
  })
})

describe('only', () => {
  test('officers of public security or a procuratorate open one, for a day that has come', async () => {
    for (const member of [team.head, team.registrar, await aMember(here, 'court', 'coordinator')])
      expect((await open(member)).status).toBe(403)
    here.clock.set('2026-11-02T02:00:00Z')
    expect((await open(police, '2026-11-03')).refusal.code).toBe('day-in-future')
  })

  test('its own sender sees it and acts on it', async () => {
    const file = await aTransfer(police)
    const other = await aMember(here, 'public-security', 'referral-officer')
    expect((await other.caller.call(proceedingContract.read, { id: file.id })).status).toBe(404)
    const input = { id: file.id, seq: 0, on: '2026-11-02', fields: handed }
    expect((await other.caller.call(reverseActContract.transfer!, input)).status).toBe(404)
    expect((await file.attempt('serve-opinion', { by: police })).refusal.code).toBe('not-yours-to-do')
  })
})
