import { expect, test } from 'vitest'
import { caseActs } from '../../features/case/case.contract.ts'
import { caseMachine } from '../../features/case/case.rules.ts'
import { screensOf } from '../at-screen.ts'
import { overflow } from '../browser.ts'
import { CaseFile } from '../case-file.ts'
import { discuss, investigate, publishedText, reportHearing, review, serveDecision } from '../case-path.ts'
import { aClue, aClueTeam } from '../clue-file.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const { at, leave, approve, doAct } = screensOf(here)

const team = await aClueTeam(here)
const party = '虚构江北乙精密机械有限公司'

test('a clue becomes a case, is investigated, noticed, heard, decided and published, and everybody reads it without what is secret', async () => {
  here.clock.set('2026-03-02T02:00:00Z')
  const clue = await aClue(here, { team, register: { receivedOn: '2026-02-27', accused: party } })
  await clue.done('assign')
  await clue.done('judge-jurisdiction', {
    fields: { jurisdictionBasis: 'designated', approvalDocNo: '虚构指定〔2026〕3号', secretKind: 'technical' },
  })
  await clue.attempt('file-case', {
    fields: { title: `${party}涉嫌侵犯商业秘密案`, partyName: party, partyType: 'organisation' },
  })
  await approve(team.head, '立案')

  // The handler finds it among the cases and has the measures of inquiry approved.
  let page = await at(team.handler, '/app/matters?kind=case')
  await page.getByRole('link', { name: `${party}涉嫌侵犯商业秘密案` }).click()
  await page.getByRole('heading', { level: 1, name: party }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const file = new CaseFile(here, team, { id, number: null, machine: caseMachine, contract: caseActs })
  await doAct(
    page,
    '报批调查措施',
    { 理由: '虚构：须进入现场核查。' },
    /进入经营场所检查/,
    /询问、要求说明/,
    /查询、复制/,
  )
  await page.getByText('报批调查措施 · 等待审批').waitFor()
  await leave(page)
  await approve(team.principal, '报批调查措施')
  await investigate(file, { approved: true })

  // What the penalty may be follows from the day the act ended; the gains are reckoned line by line.
  page = await at(team.handler, `/app/cases/${id}`, 360)
  const help = page.locator('#penalty')
  await help.getByText('《反不正当竞争法》2025年修订，第26条').waitFor()
  await help.getByRole('button', { name: '增加一行' }).click()
  await help.getByLabel('事项').fill('虚构：销售收入')
  await help.getByLabel('金额（元）').fill('80000')
  await help.getByLabel('证据编号').fill('7')
  await help.getByRole('button', { name: '增加一行' }).click()
  const expense = help.getByRole('group', { name: '第 2 行' })
  await expense.getByRole('button', { name: /收支/ }).click()
  await page.getByRole('option', { name: '合法必要支出' }).click()
  await expense.getByLabel('事项').fill('虚构：原料')
  await expense.getByLabel('金额（元）').fill('30,000')
  await expense.getByLabel('证据编号').fill('8')
  await help.getByText('违法所得 50,000.00元').waitFor()
  await help.getByRole('button', { name: /拟适用的档次/ }).click()
  await page.getByRole('option', { name: '一般' }).click()
  await help.getByRole('button', { name: '填入“记录裁量”' }).click()
  await doAct(page, '记录裁量', { 裁量理由及依据条文: '虚构：初次违法，依《反不正当竞争法》第三十二条。' })
  await help.getByText('一般，100,000.00元 至 1,000,000.00元，违法所得 50,000.00元').waitFor()
  await leave(page)
  await file.done('conclude-investigation', { on: '2026-03-20' })
  await review(file)

  // The notice is approved with its form, and served with its proof.
  page = await at(team.handler, `/app/cases/${id}`)
  await doAct(
    page,
    '报批拟处罚意见',
    {
      罚款档次: '一般',
      罚款: '300000',
      没收违法所得: '50000',
      违法事实和证据: '虚构：以不正当手段获取涉案商业秘密（详见涉密附卷）。',
      处罚理由和依据: '虚构：《反不正当竞争法》第十条、第二十六条。',
    },
    /一并告知要求听证的权利/,
  )
  await leave(page)
  await approve(team.head, '报批拟处罚意见')
  await file.issue(50, { about: 37 })
  page = await at(team.handler, `/app/cases/${id}`)
  await doAct(
    page,
    '送达处罚告知书',
    { 送达方式: '直接送达', '签收人（及其与当事人的关系） 选填': '虚构李四（法定代表人）' },
    /送达的文本已去除秘密点/,
  )
  await page.getByText('已告知').first().waitFor()
  await leave(page)

  // The party asks for a hearing. It is held by somebody who never handled the case, and not in public.
  await file.done('request-hearing', { on: '2026-03-31', fields: { receivedOn: '2026-03-31' } })
  page = await at(team.handler, `/app/cases/${id}`)
  await doAct(page, '通知听证', {
    听证日期: '2026-04-15',
    时间: '9:30',
    地点: '虚构听证室',
    听证主持人: '虚构李主持',
    是否公开: '不公开（涉及商业秘密）',
    通知方式: '直接送达',
  })
  await leave(page)
  here.clock.set('2026-04-15T02:00:00Z')
  page = await at(team.presider, `/app/cases/${id}`)
  await doAct(
    page,
    '举行听证',
    { 到场人员: '虚构：当事人及代理人', 听证经过: '虚构：举证、质证、最后陈述。' },
    /笔录已交当事人核对/,
  )
  await leave(page)
  await reportHearing(file)
  await discuss(file)

  // The decision is the handlers' to propose and the heads' to approve.
  page = await at(team.handler, `/app/cases/${id}`)
  await doAct(page, '作出处罚决定', {
    罚款档次: '一般',
    罚款: '300000',
    没收违法所得: '50000',
    当事人的基本情况: `${party}，电话13800000000`,
    '违法事实和证据（不写秘密点的具体内容）': '虚构：获取涉案商业秘密（详见涉密附卷）。',
    '陈述、申辩的采纳情况及理由': '虚构：听证意见部分采纳。',
    行政处罚的内容和依据: publishedText.content,
    履行方式和期限: '虚构：十五日内缴至指定银行。',
    '行政复议、行政诉讼的途径和期限': '虚构：六十日内复议，六个月内诉讼。',
  })
  await leave(page)
  await approve(team.head, '作出处罚决定')
  await serveDecision(file)

  // The text for the public is masked by the software first; two people check it.
  page = await at(team.handler, `/app/cases/${id}`)
  const publication = page.locator('#publication')
  await publication.getByText(`${party}，电话×××`).waitFor()
  await publication.getByRole('button', { name: '填入“公示处罚决定”' }).click()
  await doAct(
    page,
    '公示处罚决定',
    { '违法事实（公示文本）': publishedText.facts, 公示系统: '国家企业信用信息公示系统' },
    /虚构赵承办/,
    /虚构钱协办/,
    /已逐字段与送达文本比对/,
  )
  await publication.getByRole('link', { name: '查看公示页面' }).waitFor()
  await leave(page)

  const visitor = await here.visit({ width: 360, script: false })
  await visitor.page.goto('/decisions')
  await visitor.page.getByRole('link', { name: party }).click()
  await visitor.page.getByText(publishedText.facts).waitFor()
  const text = await visitor.page.locator('main').innerText()
  expect(text).toContain(publishedText.content)
  expect(text).toContain('2029年4月')
  for (const secret of ['13800000000', '详见涉密附卷']) expect(text).not.toContain(secret)
  expect(await overflow(visitor.page)).toBe(0)
  expect(visitor.complaints).toEqual([])
}, 300_000)
