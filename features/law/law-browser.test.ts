import { expect, test } from 'vitest'
import { seed } from '../../app/seed.ts'
import { axe, overflow } from '../../test/browser.ts'
import { aMember } from '../../test/builders.ts'
import { signIn } from '../../test/harness.ts'
import { aServedHouse } from '../../test/served.ts'

const here = await aServedHouse()
await seed(here.house)
const head = await aMember(here, 'office', 'head')
const session = await signIn(here, head.person.id, head.organisation.id)

test.each([1280, 320])('the screens of the law have no barriers and fit %i pixels', async (width) => {
  const { page, complaints } = await here.visit({ width, session })
  for (const path of ['', '/periods/T-10', '/thresholds', '/articles?endedOn=2025-10-14', '/elements', '/documents']) {
    await page.goto(`/app/law${path}`)
    await page.locator('table, form, .field').first().waitFor()
    expect(await axe(page), path).toEqual([])
    expect(await overflow(page), path).toBe(0)
  }
  expect(complaints).toEqual([])
})

test.each([1280, 320])('the public page is complete without a script at %i pixels', async (width) => {
  const { page } = await here.visit({ width, script: false })
  await page.goto('/law')
  await page.getByLabel('期限', { exact: true }).selectOption('T-02')
  await page.getByLabel('起算日', { exact: false }).fill('2026-09-28')
  await page.getByRole('button', { name: '计算' }).click()
  await page.getByText('2026年10月23日（星期五）').first().waitFor()
  expect(await overflow(page)).toBe(0)
})

test('the public page with its answer has no barriers', async () => {
  const { page, complaints } = await here.visit({ width: 320 })
  await page.goto('/law?period=T-02&from=2026-09-28&extended=1&pause1From=2026-10-09&pause1To=2026-10-15')
  expect(await axe(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('a period is found, counted in the browser, and a value to be verified is set with its reason', async () => {
  const { page } = await here.visit({ width: 360, session })
  await page.goto('/app/law')
  await page.getByLabel('搜索事项、编号或依据').fill('线索核查')
  await page.getByRole('link', { name: '线索核查并决定是否立案' }).click()
  await page.getByLabel('起算日').fill('2026-09-28')
  await page.getByText('2026年10月23日（星期五）').first().waitFor()
  await page.getByText('第 1 次延长（15 个工作日，负责人批准）').click()
  await page.getByText('2026年11月13日（星期五）').first().waitFor()
  await page.getByRole('button', { name: '加一段停止计算' }).click()
  await page.getByLabel('自（含当日）').fill('2026-10-09')
  await page.getByLabel('至（含当日）').fill('2026-10-15')
  await page.getByText('没有“期间告知书”（文书 31）编号，不停止计算').waitFor()
  await page.getByLabel('期间告知书编号').fill('示例1号')
  await page.getByText('2026年11月23日（星期一）').first().waitFor()
  expect(await axe(page)).toEqual([])

  await page.goto('/app/law/periods/T-03')
  await page.getByRole('button', { name: '设定：法定长度（待核）' }).click()
  await page.getByLabel('取值').fill('7')
  await page.getByLabel('理由').fill('示例：依据市局通知（虚构）')
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('区局已设定').waitFor()
  expect(await here.owner.selectFrom('lawOverride').select(['path', 'value']).execute()).toEqual([
    { path: 'T-03.length', value: 7 },
  ])
})
