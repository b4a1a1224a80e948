import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axe, overflow } from '../../test/browser.ts'
import { aDeposit, aMember } from '../../test/builders.ts'
import { aClueTeam, clueFile, complaintText } from '../../test/clue-file.ts'
import { signIn } from '../../test/harness.ts'
import { aServedHouse } from '../../test/served.ts'

const here = await aServedHouse()
const team = await aClueTeam(here)
const firm = await aMember(here, 'enterprise', 'representative')
const colleague = await aMember(here, 'enterprise', 'secret-keeper', firm.organisation)
const deposit = await aDeposit(firm, '配方存证（虚构）')
const enter = ({ person, organisation }: typeof firm) => signIn(here, person.id, organisation.id)
const session = await enter(firm)
const secondSession = await enter(colleague)
const registrarSession = await enter(team.registrar)
const soon = { timeout: 10_000 }

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name })
const saved = (page: Page) => page.getByRole('status').filter({ hasText: '已保存' }).waitFor()

test.each([1280, 360])('a complaint is written, kept, sent and answered at %i pixels', async (width) => {
  const { page, complaints } = await here.visit({ width, session })
  await page.goto('/app/complaints')
  await page.getByRole('button', { name: '新建投诉' }).click()
  await page.waitForURL(/complaints\/[0-9a-f-]{36}/)
  const address = page.url()
  await page.getByText('E2 秘密性').waitFor()
  await expect.poll(() => page.getByText(/提交前必须填写：被投诉人、侵权线索、材料真实性承诺/).count(), soon).toBe(1)

  await field(page, '被投诉人').first().fill(complaintText.accused)
  await page.getByRole('button', { name: '增加秘密点' }).click()
  const point = page.getByRole('region', { name: '秘密点 1' })
  await point.getByRole('textbox', { name: /^编号/ }).fill('M-01')
  await point.getByRole('textbox', { name: /^载体/ }).fill('虚构：图纸三张')
  await saved(page)
  await page.reload()
  await expect.poll(() => field(page, '被投诉人').first().inputValue(), soon).toBe(complaintText.accused)
  expect(await point.getByRole('textbox', { name: /^编号/ }).inputValue()).toBe('M-01')
  // Nothing that was written stays on the device.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('虚构')

  const part = page.locator('#part-5')
  await part.getByText('附上本单位的存证').click()
  await part.getByRole('button', { name: /选择本单位的存证/ }).click()
  await page.getByRole('option', { name: '配方存证（虚构）' }).click()
  await part.getByRole('button', { name: '附上' }).click()
  await part.getByText('存证 配方存证（虚构）').waitFor()
  await field(page, /^侵权线索/).fill(complaintText.infringement)
  await page.getByRole('checkbox', { name: /我承诺所提交的材料/ }).setChecked(true, { force: true })
  await page.getByText('已经可以提交。').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBe(0)

  await page.getByRole('button', { name: '提交投诉' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交投诉' }).click()
  await page.getByRole('heading', { name: '与办理机关的往来' }).waitFor()
  const id = address.split('/').at(-1) ?? ''
  await expect.poll(async () => (await channel(id)).clueId, soon).not.toBeNull()
  const { clueId } = await channel(id)

  const office = await here.visit({ width, session: registrarSession })
  await office.page.goto(`/app/clues/${clueId}`)
  await office.page.getByText('虚构：图纸三张').waitFor()
  await office.page.getByRole('link', { name: /核验 配方存证/ }).waitFor()
  await office.page.getByRole('button', { name: '核对 权利人身份与权属、许可' }).click()
  await office.page.getByRole('dialog').getByLabel('备注').fill('请补营业执照')
  await office.page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await office.page.getByRole('textbox', { name: /^写消息/ }).fill('请补充公开检索说明。')
  await office.page.getByRole('button', { name: '提交', exact: true }).click()
  await office.page.getByText('请补充公开检索说明。').waitFor()
  expect(await axe(office.page)).toEqual([])
  expect(await overflow(office.page)).toBe(0)

  await page.reload()
  await page.getByText('请补充公开检索说明。').waitFor()
  await page.getByText('办理机关备注：请补营业执照').waitFor()
  await page.getByRole('textbox', { name: /^给办理机关写消息/ }).fill('下周补交。')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByText('下周补交。').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  expect(await page.locator('main').innerText()).not.toContain(team.registrar.person.name)
  const verified = await office.page.goto(`/verify/${deposit.requestId}`)
  expect(verified?.status()).toBe(200)
  expect([...complaints, ...office.complaints]).toEqual([])
})

const channel = (id: string) =>
  here.owner.selectFrom('clueChannel').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('two who write one draft are told of each other, and whoever comes second chooses what stays', async () => {
  const one = await here.visit({ session })
  const two = await here.visit({ session: secondSession })
  await one.page.goto('/app/complaints')
  await one.page.getByRole('button', { name: '新建投诉' }).click()
  await one.page.waitForURL(/complaints\/[0-9a-f-]{36}/)
  await two.page.goto(one.page.url())
  await field(two.page, '被投诉人').first().waitFor()
  await field(one.page, '被投诉人').first().fill('虚构甲')
  await saved(one.page)
  await field(two.page, '被投诉人').first().fill('虚构乙')
  await two.page.getByText('您打开之后，同事修改并保存了这份草稿').waitFor()
  expect(await field(two.page, '被投诉人').first().inputValue()).toBe('虚构乙')
  await two.page.getByRole('button', { name: '用同事的版本（放弃我的修改）' }).click()
  await expect.poll(() => field(two.page, '被投诉人').first().inputValue(), soon).toBe('虚构甲')

  await field(two.page, '被投诉人').first().fill('虚构丙')
  await saved(two.page)
  await field(one.page, '被投诉人').first().fill('虚构丁')
  await one.page.getByRole('button', { name: '保留我的内容，覆盖同事的版本' }).click()
  await saved(one.page)
  await two.page.reload()
  await expect.poll(() => field(two.page, '被投诉人').first().inputValue(), soon).toBe('虚构丁')
})

test('a clue of another body is registered on the screen, found in the list, and its field is named where one is missing', async () => {
  const { page, complaints } = await here.visit({ width: 360, session: registrarSession })
  await page.goto('/app/clues/new')
  await page.getByRole('button', { name: /来源/ }).click()
  await page.getByRole('option', { name: '其他机关移送' }).click()
  await page.getByRole('textbox', { name: /^线索名称/ }).fill('虚构：移送来的线索')
  await page.getByRole('textbox', { name: /^移送（交办）机关/ }).fill('虚构区公安分局')
  await page.getByRole('button', { name: '登记线索' }).click()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('textbox', { name: /^收到材料/ }).getAttribute('aria-invalid')).toBe('true')
  await page.getByRole('textbox', { name: /^收到材料/ }).fill('2026-11-23')
  await page.getByRole('button', { name: '登记线索' }).click()
  await page.getByRole('heading', { name: '虚构：移送来的线索', level: 1 }).waitFor()
  const id = page.url().split('/').at(-1) ?? ''
  expect(await clueFile(here, team, id).state()).toBe('received')
  await page.goto('/app/clues?source=referral')
  await page.getByRole('link', { name: '虚构：移送来的线索' }).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([])
})
