import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { caseEvidenceContract } from '../../features/case-evidence/case-evidence.contract.ts'
import { screensOf } from '../at-screen.ts'
import { overflow } from '../browser.ts'
import { aMember, anAttachment } from '../builders.ts'
import { aReferral, packetDraft } from '../referral-file.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const { at, leave, doAct } = screensOf(here)

const file = await aReferral(here, { openedOn: '2026-11-02' })
const { team, police, procuratorate } = file
await here.owner
  .updateTable('organisation')
  .set({ name: '虚构市公安局江北区分局' })
  .where('id', '=', police.organisation.id)
  .execute()
await here.owner
  .updateTable('organisation')
  .set({ name: '虚构市江北区人民检察院' })
  .where('id', '=', procuratorate.organisation.id)
  .execute()
const screen = `/app/referrals/${file.id}`
const receipt = { file: '回执（虚构）.txt', content: '虚构回执' }

/** Evidence of the case, as the handlers entered it. */
async function anEvidence() {
  await team.handler.caller.call(caseEvidenceContract.add, {
    id: file.case.id,
    name: '虚构销售台账',
    taken: { method: 'copy', provider: '虚构提供人' },
    takenBy: [team.handler.person.id, team.other.person.id],
    startedAt: '2026-11-01T09:00:00+08:00',
    attachmentIds: [await anAttachment(team.handler, '台账.txt', '虚构台账')],
  })
}

/** Fills in the five kinds of material on the screen of the packet. */
async function fillIn(page: Page) {
  const { report, appraisals, other } = packetDraft
  const fill = (label: string, text: string) => page.getByRole('textbox', { name: label }).fill(text)
  await fill('收件的公安机关', packetDraft.receiver)
  await fill('案件来源', report.source)
  await fill('调查经过', report.course)
  await fill('金额计算', report.amounts)
  await fill('已采取的措施', report.measures)
  await page.getByRole('button', { name: '新增 涉案物品' }).click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries({ 名称: '虚构图纸', 规格: 'A1', 数量: '3张', 存放地: '虚构仓库' }))
    await dialog.getByRole('textbox', { name: label, exact: true }).fill(text)
  for (const label of ['封存编号', '照片编号']) await dialog.getByRole('textbox', { name: label }).fill('无')
  await dialog.getByRole('button', { name: '确定' }).click()
  await fill('没有检验、鉴定的说明', appraisals.noneBecause)
  await fill('权利人陈述', other.statement)
  await fill('损失、获利初算', other.estimate)
  await page.getByRole('button', { name: '选入 证据1：虚构销售台账' }).click()
  await page.getByRole('group', { name: '第 1 件' }).getByRole('textbox', { name: '移送理由' }).fill('证明销售数额')
  await page.getByText('填写的内容已保存。').waitFor()
}

test('a referral is packed, sent, refused, supervised and filed, each side at its own screen, and the packet proves itself offline', async () => {
  await anEvidence()
  let page = await at(team.handler, screen)
  await doAct(page, '组成专案组', {}, /虚构赵承办/, /虚构钱协办/)
  await doAct(
    page,
    '提出移送书面报告',
    { 核实的事实: packetDraft.report.facts, 移送依据: '虚构：存在犯罪的合理嫌疑。' },
    /侵犯商业秘密罪/,
  )
  await leave(page, 'referral-reported')
  page = await at(team.principal, screen, 360)
  await doAct(page, '批准移送', { 决定人的身份: '正职负责人', 意见: '同意移送。' })
  await leave(page, 'referral-approved-phone')

  // The special team fills in the materials, on a wide screen and on a phone.
  page = await at(team.handler, screen)
  await page.getByText('还缺 10 项').waitFor()
  await page.getByRole('link', { name: '准备移送包' }).click()
  await fillIn(page)
  await expect
    .poll(() => page.locator('#missing li').allInnerTexts(), { timeout: 20_000 })
    .toEqual([expect.stringContaining('文书5')])
  await leave(page, 'packet')
  page = await at(team.handler, `${screen}/packet`, 360)
  await page.getByRole('textbox', { name: '收件的公安机关' }).waitFor()
  expect(await page.getByRole('textbox', { name: '收件的公安机关' }).inputValue()).toBe(packetDraft.receiver)
  await leave(page, 'packet-phone')
  await file.issue(5, { by: team.head })
  page = await at(team.handler, `${screen}/packet`)
  await page.getByText('五类材料已经齐全。').waitFor()
  await page.getByRole('button', { name: '封存移送包' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  // The log publishes what was entered, the worker signs, and the screen shows it by itself.
  const signed = page.getByText('已签名', { exact: true })
  await expect
    .poll(() => here.house.world.log.publish().then(() => signed.count()), { timeout: 20_000, interval: 500 })
    .toBe(1)
  await doAct(
    page,
    '移送公安机关',
    {
      移送方式: '本平台账号',
      '收件公安机关（有本平台账号的） 选填': '虚构市公安局江北区分局',
    },
    /收件机关是同级公安机关/,
  )
  await page.getByRole('heading', { name: '代为登记书面答复' }).waitFor()
  await leave(page, 'referral-sent')

  // Public security finds it among what was handed to it, takes the ZIP along, and verifies it with the network off.
  page = await at(police, '/app/received', 360)
  await page.getByText('待签收').waitFor()
  expect(await overflow(page)).toBe(0)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /^下载 / }).click()
  const zip = readFileSync(await (await download).path())
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/received-phone.png`, fullPage: true })
  await verifyOffline(zip)
  await page.getByRole('link', { name: /涉嫌侵犯商业秘密案/ }).click()
  await doAct(page, '签收回执', { 接收人: '虚构王警官', 选择文件: receipt })
  await leave(page, 'referral-police-phone')
  here.clock.set('2026-11-04T02:00:00Z')
  page = await at(police, screen)
  await doAct(
    page,
    '决定不予立案',
    { 不予立案通知书文号: '虚构公不立字〔2026〕1号', 不予立案的理由: '虚构：数额不足。' },
    /相应退回案卷材料/,
  )
  expect(await page.getByText('同意移送。').count()).toBe(0)
  await leave(page, 'referral-police')

  // The office does not agree and asks the procuratorate.
  page = await at(team.handler, screen)
  await page.getByRole('link', { name: receipt.file }).waitFor()
  await doAct(page, '建议检察院立案监督', {
    '人民检察院（有本平台账号的） 选填': '虚构市江北区人民检察院',
    理由: '虚构：数额认定有误。',
    建议函文号: '虚构建〔2026〕1号',
  })
  await leave(page, 'referral-supervising')
  page = await at(procuratorate, '/app/received')
  await page.getByText('检察监督').waitFor()
  await page.getByRole('link', { name: /涉嫌侵犯商业秘密案/ }).click()
  await doAct(page, '要求公安机关说明不立案理由', { 通知书文号: '虚构检〔2026〕1号' })
  await doAct(page, '通知公安机关立案', { 通知书文号: '虚构检〔2026〕2号', 理由: '虚构：理由不能成立。' })
  await page.locator('#papers').getByRole('link', { name: receipt.file }).waitFor()
  await leave(page, 'referral-procuratorate')
  page = await at(police, screen, 360)
  await doAct(page, '决定立案', { 立案通知书文号: '虚构公立字〔2026〕1号' })
  await page.getByText('公安已立案').first().waitFor()
  await leave(page, 'referral-filed-phone')

  // The administrative case follows, without anybody of the police seeing it.
  await expect
    .poll(() => file.case.view().then(({ timeline }) => timeline.at(-1)?.act), { timeout: 20_000 })
    .toBe('police-filed')
  page = await at(team.handler, screen)
  await doAct(page, '移交物品材料，办结交接', {
    涉案物品: '没有涉案物品，只移交材料',
    移交的物品和材料: '虚构：案卷一册。',
    公安机关接收人: '虚构王警官',
  })
  await page.getByText('交接办结').first().waitFor()
  await leave(page, 'referral-handed-over')
}, 300_000)

/** The page is saved, the network goes, and the ZIP is dropped on it: whole, and with one byte changed. */
async function verifyOffline(zip: Buffer) {
  const { page, context } = await here.visit({ width: 360 })
  await page.goto('/verify/referral')
  await context.setOffline(true)
  const drop = async (buffer: Buffer) =>
    page.locator('input[type=file]').first().setInputFiles({ name: '移送包.zip', mimeType: 'application/zip', buffer })
  await drop(zip)
  await page.getByText('核验通过').waitFor()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/verify-phone.png`, fullPage: true })
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: '清空重来' }).click()
  const changed = Buffer.from(zip)
  const at = zip.indexOf('虚构台账')
  expect(at).toBeGreaterThan(0)
  changed[at] = (changed[at] ?? 0) ^ 1
  await drop(changed)
  await page.getByText('未能证明').waitFor()
  await context.close()
}

test('what is no crime is transferred by the police at their screen and received by the office as a clue', async () => {
  const registrar = await aMember(here, 'office', 'registrar', team.office)
  let page = await at(police, '/app/received')
  await page.getByRole('button', { name: '新建反向移送' }).click()
  await page.getByRole('dialog').getByLabel('案件名称').fill('虚构丙公司不予追究案')
  await page.getByRole('dialog').getByRole('button', { name: '新建' }).click()
  await doAct(page, '移送行政机关', {
    当事人: '虚构丙公司',
    查明的事实: '虚构：数额未达标准。',
    移送函文号: '虚构移〔2026〕1号',
  })
  await page.getByText('已移送，待接收').first().waitFor()
  await leave(page, 'reverse-police')
  page = await at(registrar, '/app/matters?kind=reverse-transfer', 360)
  await page.getByRole('link', { name: '虚构丙公司不予追究案' }).click()
  await doAct(page, '接收登记', { 行政处罚时效: '待法制人员判断' })
  await page.locator('#children').getByRole('link', { name: '虚构丙公司不予追究案' }).waitFor()
  await leave(page, 'reverse-office-phone')
}, 120_000)
