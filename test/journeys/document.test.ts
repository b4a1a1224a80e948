import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { documentContract } from '../../features/document/document.contract.ts'
import { axe, overflow } from '../browser.ts'
import { aCaseMatter, aMember } from '../builders.ts'
import { anIssuedNotice, noticeContent } from '../document-maker.ts'
import { signIn } from '../harness.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const handler = await aMember(here, 'office', 'case-handler')
const head = await aMember(here, 'office', 'head', handler.organisation)
const proceedingId = await aCaseMatter(here, handler.organisation.id, [handler.person.id])
const visitAs = async ({ person, organisation }: typeof head, width: number) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })

/** For people who want to look: `SHOTS=/some/folder`. */
const shoot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
}
async function sound(page: Page, name: string) {
  await shoot(page, name)
  expect(await axe(page), name).toEqual([])
  expect(await overflow(page), name).toBe(0)
}

test.each([1280, 360])('a draft tells what is missing and becomes a frozen document, at %i px', async (width) => {
  const { body } = await handler.caller.call(documentContract.draft, { proceedingId, form: 37 })
  const drafting = await visitAs(handler, width)
  await drafting.page.goto(`/app/documents/${body.id}`)
  await drafting.page.getByText('还缺 4 项法定内容').waitFor()
  await sound(drafting.page, `draft-${width}`)
  for (const [label, text] of [
    ['拟作出行政处罚的事实', noticeContent['notice.facts']],
    ['拟作出行政处罚的理由和依据', noticeContent['notice.reasons']],
    ['拟处罚款', noticeContent['notice.fine']],
    ['拟没收违法所得', noticeContent['notice.gains']],
  ] as const)
    await drafting.page.getByRole('textbox', { name: label, exact: true }).fill(text)
  await drafting.page.getByText('法定内容已齐').waitFor()
  await drafting.page.getByRole('article', { name: '预览' }).getByText('罚款：200,000.00元').waitFor()
  await drafting.page.getByText('这种文书由负责人签发').waitFor()
  await drafting.page.getByRole('button', { name: '保存草稿' }).click()
  await drafting.page.getByText('有未保存的修改').waitFor({ state: 'detached' })

  const issuing = await visitAs(head, width)
  await issuing.page.goto(`/app/documents/${body.id}`)
  await issuing.page.getByRole('button', { name: '签发' }).click()
  await issuing.page.getByRole('dialog').getByRole('button', { name: '签发' }).click()
  await issuing.page.getByText('原件 SHA-256').waitFor()
  await sound(issuing.page, `issued-${width}`)
  const digest = await issuing.page.locator('code').first().innerText()
  const download = issuing.page.waitForEvent('download')
  await issuing.page.getByRole('link', { name: '下载《行政处罚告知书》DOCX 原件' }).click()
  const file = readFileSync(await (await download).path())
  expect(createHash('sha256').update(file).digest('hex')).toBe(digest)

  await issuing.page.getByRole('button', { name: '制作脱敏件' }).click()
  await issuing.page.getByRole('textbox', { name: '需要隐去的用语' }).fill('获取权利人的商业秘密')
  await issuing.page.getByText('隐去 1 处').waitFor()
  await sound(issuing.page, `mask-${width}`)
  const make = issuing.page.getByRole('dialog').getByRole('button', { name: '制作脱敏件' })
  expect(await make.isDisabled()).toBe(true)
  await issuing.page.getByText('我已通读').click()
  await make.click()
  await issuing.page.getByRole('heading', { name: '脱敏件' }).waitFor()
  expect([...drafting.complaints, ...issuing.complaints]).toEqual([])
})

test.each([1280, 360])('a matter shows its documents and how they lie in the file, at %i px', async (width) => {
  const { proceedingId: matter, handler: drafter } = await anIssuedNotice(here, true)
  const { page, complaints } = await visitAs(drafter, width)
  await page.goto(`/app/cases/${matter}`)
  await page.getByText('行政处罚告知书').first().waitFor()
  const file = page.locator('#archive')
  await file.getByRole('link', { name: /行政处罚告知书.*脱敏件/ }).waitFor()
  await file.getByRole('heading', { name: '涉密附卷' }).waitFor()
  await sound(page, `matter-${width}`)
  await page.getByRole('button', { name: '起草文书' }).click()
  await page.getByRole('button', { name: /文书种类/ }).click()
  await page.getByRole('option', { name: '35 案件调查终结报告' }).click()
  await page.getByRole('button', { name: '起草', exact: true }).click()
  await page.getByRole('heading', { name: '案件调查终结报告', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: '制作卷内文件目录（正卷）' }).click()
  await page.getByRole('article', { name: '预览' }).getByText('行政处罚告知书（脱敏件）').waitFor()
  await sound(page, `catalogue-${width}`)
  expect(complaints).toEqual([])
})

test('the office puts its own wording in a template, is told what it may not take out, and goes back', async () => {
  const { page, complaints } = await visitAs(head, 1280)
  await page.goto('/app/templates')
  await page.getByRole('link', { name: '37 行政处罚告知书' }).click()
  await page.getByText('没有需要改正之处').waitFor()
  await sound(page, 'template-1280')
  const first = page.getByRole('region', { name: '第 1 部分' })
  await first.getByRole('textbox', { name: '正文' }).fill('致：{{party.name}')
  await page.getByText('第 1 部分：花括号不成对').waitFor()
  await first.getByRole('textbox', { name: '正文' }).fill('致：{{party.name}}（贵单位）')
  await page.getByRole('button', { name: '删除：第 4 部分' }).click()
  await page.getByText('缺少法定内容“拟作出行政处罚的事实”').waitFor()
  await page.getByRole('textbox', { name: '理由', exact: true }).fill('换用本局格式')
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText('模板有 1 处需要改正，没有保存').waitFor()
  await shoot(page, 'template-wrong-1280')
  await page.getByRole('button', { name: '恢复平台随附模板' }).click()
  await first.getByRole('textbox', { name: '正文' }).fill('致：{{party.name}}（贵单位）')
  await page.getByRole('article', { name: '预览' }).getByText('致：虚构甲科技有限公司（贵单位）').waitFor()
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText('本局第 1 版').first().waitFor()
  const { body } = await handler.caller.call(documentContract.draft, { proceedingId, form: 37 })
  await page.goto(`/app/documents/${body.id}`)
  await page.getByText('（贵单位）').waitFor()
  await page.goto('/app/templates/37')
  await page.getByRole('button', { name: '恢复平台随附模板' }).click()
  await page.getByRole('textbox', { name: '理由', exact: true }).fill('恢复')
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText('本局第 2 版').first().waitFor()
  expect(complaints.filter((text) => !/status of 409/.test(text))).toEqual([])
})

test.each([1280, 360])(
  'rules of numbering show an example, refuse a twin, and tell missing numbers, at %i px',
  async (width) => {
    const { page, complaints } = await visitAs(head, width)
    await page.goto('/app/numbering')
    await page.getByRole('button', { name: '核对连续性：行政处罚告知书' }).click()
    await page.getByText('没有空号').waitFor()
    await page.keyboard.press('Escape')
    await sound(page, `numbering-${width}`)
    await page.getByRole('button', { name: '修改编号规则：案号' }).click()
    await page.getByRole('textbox', { name: '文种代字' }).fill('罚告')
    await page.getByText('编号会重复').waitFor()
    await page.getByRole('textbox', { name: '文种代字' }).fill('立')
    await page.getByText('立〔2026〕').waitFor()
    await sound(page, `rule-${width}`)
    await page.keyboard.press('Escape')
    expect(complaints).toEqual([])
  },
)
