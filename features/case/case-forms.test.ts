import { describe, expect, test } from 'vitest'
import type { Machine } from '../../core/proceeding.ts'
import { aCase, type CaseFile } from '../../test/case-file.ts'
import {
  concludeInvestigation,
  decideTogether,
  fineFen,
  giveNotice,
  hear,
  investigate,
  review,
  serveDecision,
} from '../../test/case-path.ts'
import { aHouse } from '../../test/harness.ts'
import { documentContract } from '../document/document.contract.ts'
import { caseMachine } from './case.rules.ts'
import { preservationMachine } from './preservation.rules.ts'
import { seizureMachine } from './seizure.rules.ts'

const here = await aHouse()

/** Acts that were done in these tests, by the kind of their matter; the last test compares them with the machines. */
const done = new Map<string, Set<string>>()

async function remember(file: CaseFile, kind: string) {
  const known = done.get(kind) ?? new Set()
  for (const { act } of (await file.view()).timeline) known.add(act)
  done.set(kind, known)
}

/** What the newest issued form of this number says. */
async function saying(file: CaseFile, form: number) {
  const found = (await file.documents()).findLast((one) => one.form === form)
  const { body } = await file.team.handler.caller.call(documentContract.read, { id: found?.id ?? '' })
  return { ...body.filled, ...body.changed, ...body.given }
}

describe('what the record says fills every form that an act issues', () => {
  test('in the investigation', async () => {
    const file = await aCase(here, { facts: { secretKind: 'technical', jurisdictionBasis: 'designated' } })
    await investigate(file)
    for (const act of ['request-material', 'request-identification', 'identification-result', 'request-assistance'])
      await file.done(act, { on: '2026-03-12' })
    await file.done('commission-appraisal', { on: '2026-03-13', fields: { body: '虚构鉴定中心', matter: ['secrecy'] } })
    const noticeNo = await file.issue(31, {
      changed: { 'appraisal.from': '2026年3月13日', 'appraisal.to': '2026年3月27日' },
    })
    await file.done('begin-appraisal-period', { fields: { noticeNo, from: '2026-03-13', until: '2026-03-27' } })
    await file.done('appraisal-result', { on: '2026-03-20', fields: { conclusion: '不为公众所知悉。' } })
    await file.done('summon-talk')
    await file.done('order-correction')
    await file.done('suspend')
    await file.done('resume', { on: '2026-03-24' })
    await file.done('extend-case', { on: '2026-03-25' })
    await file.done('extend-case-again', { on: '2026-03-26', fields: { days: 10 } })
    await remember(file, 'case')
    expect(await saying(file, 32)).toMatchObject({
      'party.name': '虚构江北乙精密机械有限公司',
      'appraisal.body': '虚构鉴定中心',
      'appraisal.result': '不为公众所知悉。',
    })
    expect(await saying(file, 42)).toMatchObject({
      'discussion.days': '10',
      'party.name': '虚构江北乙精密机械有限公司',
    })
    const approvals = (await file.documents()).filter(({ form }) => form === 8)
    expect(approvals).toHaveLength(4)
    expect(await saying(file, 8)).toMatchObject({
      caseNo: file.number,
      'approval.matter': '延长办案期限三十日',
      // 30 June, and the thirteen days from 12 to 24 March on which the clock stood.
      'approval.newDueOn': '2026年7月13日',
    })
  })

  test('from the notice to the decision, to the court, and into the archive', async () => {
    const file = await aCase(here)
    for (const go of [investigate, concludeInvestigation, review]) await go(file)
    await giveNotice(file)
    await file.done('make-representations', { on: '2026-03-30' })
    await file.done('recheck', { on: '2026-03-31', fields: { adopted: 'no', reasons: '与证据不符，不予采纳。' } })
    await file.done('revise-proposal', { on: '2026-04-01' })
    await file.done('propose-penalty', {
      on: '2026-04-02',
      fields: { tier: 'ordinary', fineFen, gainsFen: 0, hearingTold: true },
    })
    await file.issue(50, { about: 37 })
    await file.done('serve-notice', { fields: { manner: 'direct', receivedBy: '虚构李四' } })
    await file.done('deem-waived', { on: '2026-04-14' })
    await file.done('decide', {
      on: '2026-04-15',
      fields: { tier: 'ordinary', fineFen, gainsFen: 0, content: '罚款30万元。' },
    })
    const decision = await saying(file, 45)
    expect(decision).toMatchObject({
      'party.idNo': '91500000MA0000000X',
      'decision.content': '罚款30万元。',
      'decision.notice': '本局于2026年4月2日向当事人送达《行政处罚告知书》。当事人于2026年3月30日进行了陈述、申辩。',
    })
    expect(decision.docNo).toMatch(/处罚〔2026〕\d+号$/)
    await file.done('announce-service', { on: '2026-04-16' })
    await file.done('serve-decision', { on: '2026-05-18', fields: { manner: 'public-notice', publicationTold: true } })
    await file.done('defer-payment', { on: '2026-05-20', fields: { until: '2026-06-30', kind: 'deferral' } })
    await file.done('demand', { on: '2026-07-06', fields: { amountFen: fineFen, receivedOn: '2026-07-07' } })
    expect(await saying(file, 48)).toMatchObject({
      'decision.docNo': decision.docNo,
      'decision.servedOn': '2026年5月18日',
      'demand.amount': '300,000.00元',
    })
    await file.done('remedies-expired', { on: '2026-11-19', fields: { endedOn: '2026-11-18' } })
    await file.done('apply-court-enforcement', { fields: { amountFen: fineFen } })
    const application = await saying(file, 49)
    expect(application).toMatchObject({ 'remedy.endedOn': '2026年11月18日', 'demand.servedOn': '2026年7月7日' })
    // Its three months end in a year whose holidays are not announced yet: no day is printed that may be wrong.
    expect(application).not.toHaveProperty('enforcement.by')
    await file.done('record-court-outcome', { on: '2026-11-20', fields: { outcome: 'ended' } })
    await file.done('close', { fields: { situation: 'court-ended' } })
    expect(await saying(file, 53)).toMatchObject({
      'closing.result': '罚款30万元。',
      'closing.published': '未公示',
      'filed.on': '2026年3月2日',
    })
    await remember(file, 'case')
  })

  test('where no penalty is imposed, where the case leaves, and where an overturned decision is taken back', async () => {
    const lenient = await aCase(here)
    for (const go of [investigate, concludeInvestigation]) await go(lenient)
    await lenient.done('submit-for-review', { on: '2026-03-23' })
    await lenient.done('extend-review', { fields: { days: 5 } })
    await lenient.done('return-for-correction', { on: '2026-03-24' })
    await lenient.done('conclude-investigation')
    await lenient.done('submit-for-review')
    await lenient.done('return-for-supplement')
    await lenient.done('conclude-investigation')
    await lenient.done('submit-for-review')
    await lenient.done('approve-review', { on: '2026-03-25' })
    await lenient.done('decide-no-penalty', { on: '2026-03-26', fields: { ground: 'not-established' } })
    expect(await saying(lenient, 46)).toMatchObject({ 'decision.ground': '违法事实不能成立' })
    await remember(lenient, 'case')

    const elsewhere = await aCase(here)
    await elsewhere.done('decide-transfer', { on: '2026-03-03', fields: { to: '虚构某区市场监督管理局' } })
    expect(await saying(elsewhere, 4)).toMatchObject({
      'recipient.name': '虚构某区市场监督管理局',
      source: '权利人投诉',
      receivedOn: '2026年3月2日',
    })
    await remember(elsewhere, 'case')

    const ended = await aCase(here)
    const { handler, other, presider } = ended.team
    await ended.done('request-recusal', { fields: { whose: other.person.id } })
    await ended.done('reject-recusal', { by: handler, fields: { whose: other.person.id } })
    await ended.done('recuse', {
      by: handler,
      fields: { whose: other.person.id, handlers: [handler.person.id, presider.person.id] },
    })
    await ended.done('terminate-investigation')
    expect(await saying(ended, 8)).toMatchObject({ 'approval.matter': '终止调查' })
    await remember(ended, 'case')
  })

  test('in a hearing and in the discussion of the heads', async () => {
    const file = await aCase(here)
    for (const go of [investigate, concludeInvestigation, review, giveNotice, hear, decideTogether]) await go(file)
    expect(await saying(file, 41)).toMatchObject({ 'hearing.at': '2026年4月15日', 'party.name': expect.any(String) })
    expect(await saying(file, 36)).toMatchObject({
      'review.jurisdiction': '通过',
      'review.receivedOn': '2026年4月17日',
    })
    await serveDecision(file)
    await file.done('record-overturning', { on: '2026-04-27', fields: { cause: 'revoked', receivedOn: '2026-04-27' } })
    await remember(file, 'case')
  })

  test('in a preservation and in a seizure, which name the case and not themselves', async () => {
    const file = await aCase(here)
    await file.done('identify-party', { fields: { name: '虚构丙公司', type: 'organisation', address: '虚构路4号' } })
    const items = '笔记本电脑1台；硬盘2块'
    const kept = await file.preservation()
    await kept.done('apply', { on: '2026-03-03', fields: { items } })
    expect(await saying(kept, 8)).toMatchObject({ caseNo: file.number, 'party.name': '虚构丙公司' })
    await kept.done('take-into-force', { on: '2026-03-04', fields: { items, place: '虚构仓库' } })
    expect(await saying(kept, 19)).toMatchObject({
      items,
      'keeping.place': '虚构仓库',
      'keeping.until': '2026年3月13日',
    })
    await kept.done('release', { on: '2026-03-05' })
    expect(await saying(kept, 20)).toMatchObject({ items, 'release.from': '2026年3月5日' })
    const urgent = await file.preservation()
    await urgent.done('take-urgently', { fields: { items } })
    await urgent.done('confirm-urgent')
    const wrong = await file.preservation()
    await wrong.done('take-urgently', { fields: { items } })
    await wrong.done('reject-urgent')
    for (const one of [kept, urgent, wrong]) await remember(one, 'preservation')

    const taken = await file.seizure()
    await taken.done('request', { on: '2026-03-06', fields: { items, municipalApprovalNo: '虚构市监〔2026〕9号' } })
    await taken.issue(24)
    await taken.done('seize', { fields: { items, kind: 'seize' } })
    expect(await saying(taken, 21)).toMatchObject({
      items,
      'party.name': '虚构丙公司',
      caseName: '虚构江北乙精密机械有限公司涉嫌侵犯商业秘密案',
      // The thirtieth day is a Sunday in the Qingming holiday.
      'seizure.until': '2026年4月7日',
      'seizure.kind': '扣押',
    })
    await taken.done('extend', { on: '2026-03-30' })
    expect(await saying(taken, 22)).toMatchObject({ 'seizure.until': expect.stringMatching(/^2026年5月/) })
    await taken.done('release', { on: '2026-04-20', fields: { ground: 'unrelated' } })
    expect(await saying(taken, 23)).toMatchObject({ items, 'seizure.docNo': expect.stringMatching(/强措/) })
    const moved = await file.seizure()
    await moved.issue(24, { changed: { items } })
    await moved.done('seize-urgently', { fields: { items } })
    await moved.done('confirm-urgent', { fields: { municipalApprovalNo: '虚构市监〔2026〕10号' } })
    await moved.done('move-with-referral', { fields: { to: '虚构市公安局江北区分局' } })
    expect(await saying(moved, 6)).toMatchObject({ 'police.name': '虚构市公安局江北区分局', items })
    for (const one of [taken, moved]) await remember(one, 'seizure')
  })

  test('and no act that issues a form was left out of these tests', () => {
    const issuing = ({ kind, acts }: Machine) =>
      Object.entries(acts)
        .filter(([act, { issues }]) => issues !== undefined && !done.get(kind)?.has(act) && !elsewhere.includes(act))
        .map(([act]) => `${kind}: ${act}`)
    expect([caseMachine, preservationMachine, seizureMachine].flatMap(issuing)).toEqual([])
  })
})

/** Tried in the other tests of this folder: with the public page, with the referral, with the job that lets a measure lapse. */
const elsewhere: readonly string[] = ['withdraw-publication', 'police-declined', 'give-release-notice']
