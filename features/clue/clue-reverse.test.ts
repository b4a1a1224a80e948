import { expect, test } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { aClueTeam, clueFile } from '../../test/clue-file.ts'
import { aHouse } from '../../test/harness.ts'
import { referralContract, reverseActContract } from '../criminal-referral/criminal-referral.contract.ts'
import { proceedingContract } from '../proceeding/proceeding.contract.ts'
import { clueContract } from './clue.contract.ts'

const here = await aHouse()
const team = await aClueTeam(here)

/** A procuratorate that will not prosecute hands the matter to the office, with its opinion. */
async function aReverseTransfer() {
  const procuratorate = await aMember(here, 'procuratorate', 'referral-officer')
  const { body } = await procuratorate.caller.call(referralContract.openReverse, {
    title: '虚构：不起诉后移送处理',
    on: '2026-11-23',
  })
  const view = async () => (await procuratorate.caller.call(proceedingContract.read, { id: body.id })).body
  const act = async (by: typeof procuratorate, name: string, fields: Record<string, unknown>, on = '2026-11-24') => {
    const door = reverseActContract[name]
    if (!door) throw new RangeError(name)
    const { timeline } = await view()
    const answer = await by.caller.call(door, { id: body.id, seq: timeline.length, on, fields })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.refusal))
  }
  await act(
    procuratorate,
    'serve-opinion',
    {
      noProsecutionNo: '虚构检不诉〔2026〕5号',
      opinionNo: '虚构检意〔2026〕6号',
      opinion: '建议给予行政处罚',
      partyName: '虚构庚贸易有限公司',
      conduct: '虚构：使用他人客户名单。',
      finesPaid: '无',
      documentNo: '虚构移〔2026〕7号',
    },
    '2026-11-23',
  )
  await act(team.registrar, 'receive', { limitation: 'running' })
  const [child] = await here.owner.selectFrom('proceeding').selectAll().where('parentId', '=', body.id).execute()
  if (!child) throw new Error('no clue was opened')
  return { id: body.id, procuratorate, view, act, clue: clueFile(here, team, child.id) }
}

test('what was received becomes a clue whose inquiry runs from the day of the transfer', async () => {
  const { clue } = await aReverseTransfer()
  const { matter, periods, timeline } = await clue.view()
  expect(matter).toMatchObject({ state: 'received', title: '虚构：不起诉后移送处理', openedOn: '2026-11-23' })
  expect(timeline.map(({ act }) => act)).toEqual(['receive-reverse-transfer', 'note-prosecution-opinion'])
  expect(periods.map(({ period, startOn }) => [period, startOn])).toEqual([
    ['X-24', '2026-11-23'],
    ['X-23', '2026-11-23'],
  ])
  const { body } = await team.registrar.caller.call(clueContract.intake, { id: clue.id })
  expect(body.facts).toMatchObject({
    source: 'reverse-transfer',
    accused: '虚构庚贸易有限公司',
    documentNo: '虚构移〔2026〕7号',
    summary: '虚构：使用他人客户名单。',
  })
})

test('its sender sees the decision and the answer, and nothing else of the clue', async () => {
  const { clue, view, procuratorate } = await aReverseTransfer()
  await clue.done('assign')
  await clue.done('extend-inquiry')
  await clue.done('judge-jurisdiction', { fields: { jurisdictionBasis: 'designated', approvalDocNo: '虚构1号' } })
  await clue.done('file-case', { fields: { partyName: '虚构庚贸易有限公司' } })
  const before = await view()
  expect(before.timeline.map(({ act }) => act)).toEqual(['serve-opinion', 'receive', 'note-extension', 'note-decision'])
  expect(before.timeline.at(-1)?.fields).toEqual({ decision: 'filed' })
  expect(before.periods.find(({ period }) => period === 'X-24')?.state).toBe('ended')
  expect((await procuratorate.caller.call(proceedingContract.read, { id: clue.id })).status).toBe(404)
  await clue.done('reply-to-sender', { fields: { result: '已立案查处', documentNo: '虚构复〔2026〕8号' } })
  const after = await view()
  expect(after.matter.state).toBe('answered')
  expect(after.timeline.at(-1)).toMatchObject({ act: 'answer', fields: { result: '已立案查处' } })
})

test('once it was answered, the clue goes on by itself', async () => {
  const { clue, act, view } = await aReverseTransfer()
  await act(team.registrar, 'answer', { result: '已受理核查', documentNo: '虚构复〔2026〕9号' })
  await clue.done('assign')
  await clue.done('decline-filing')
  expect(await clue.state()).toBe('declined')
  expect((await view()).timeline.at(-1)?.act).toBe('answer')
})
