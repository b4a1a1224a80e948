import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { setUpLink } from '../../app/set-up-link.ts'
import { axe, openPage, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { signIn } from '../harness.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const all: string[] = []
afterAll(() => expect(all).toEqual([]))

test('the first administrator sets the place up, assigns a task, a partner reports on a phone, and the public sees the result', async () => {
  // The link printed at start leads to the wizard, which closes behind its first user.
  const link = new URL((await setUpLink(here.owner, here.address)) ?? '')
  const office = await here.visit()
  const { page } = office
  await page.goto(link.href)
  await page.getByLabel('主管部门全称').fill('虚构区市场监督管理局')
  await page.getByLabel('您的姓名').fill('虚构赵主任')
  await page.getByLabel('邮箱').fill('zhao@example.test')
  await page.getByLabel('新密码').fill('Password2026!')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.getByRole('alert').getByText('太常见').waitFor()
  await page.getByLabel('新密码').fill('江水向东流不回头2026')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.waitForURL('**/app/')
  await page.getByRole('heading', { name: '接下来要做的事' }).waitFor()
  await page.goto(link.href)
  await page.getByLabel('主管部门全称').fill('另一个主管部门')
  await page.getByLabel('您的姓名').fill('冒名者')
  await page.getByLabel('邮箱').fill('intruder@example.test')
  await page.getByLabel('新密码').fill('江水向东流不回头2027')
  await page.getByRole('button', { name: '完成设置' }).click()
  await page
    .getByRole('alert')
    .getByText(/链接不正确|不再开放/)
    .waitFor()

  // A task for the court, from the page of its item.
  const court = await aMember(here, 'court', 'coordinator')
  const { name } = await here.owner
    .selectFrom('organisation')
    .select('name')
    .where('id', '=', court.organisation.id)
    .executeTakeFirstOrThrow()
  await page.goto(`${here.address}/app/programme`)
  await page.getByRole('link', { name: '建立商业秘密纠纷多元化化解机制' }).click()
  await page.getByRole('button', { name: '布置任务' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('任务').fill('商定司法确认对接流程')
  await dialog.getByRole('button', { name: /承办单位/ }).click()
  await page.getByRole('option', { name }).click()
  await dialog.getByLabel('完成期限').fill('2026-12-31')
  expect(await axe(page)).toEqual([])
  await dialog.getByRole('button', { name: '布置任务' }).click()
  await page.getByRole('link', { name: '商定司法确认对接流程' }).waitFor()

  // The coordinator finds it at home, on a phone; what is typed survives a reload.
  const phone = await here.visit({ width: 360, session: await signIn(here, court.person.id, court.organisation.id) })
  await phone.page.goto('/app/')
  await phone.page.getByRole('link', { name: '商定司法确认对接流程' }).click()
  await phone.page.getByRole('button', { name: '报进展' }).click()
  await phone.page.getByLabel('情况说明').fill('已与立案庭初步商定')
  await phone.page.getByLabel(/进度/).fill('40')
  await phone.page.reload()
  await phone.page.getByRole('button', { name: '报进展' }).click()
  await phone.page.getByText('已恢复您上次没有提交的内容').waitFor()
  expect(await phone.page.getByLabel('情况说明').inputValue()).toBe('已与立案庭初步商定')
  await phone.page.getByRole('dialog').getByRole('button', { name: '报进展' }).click()
  await phone.page.getByText('40%').first().waitFor()
  expect(await overflow(phone.page)).toBe(0)

  // Back in the office: an outcome of 2024 with its file, counted for a target.
  const file = join(here.dataDir, '授牌 㐂.txt')
  await writeFile(file, '虚构的授牌材料')
  await page.goto(`${here.address}/app/outcomes/new?itemId=4.1`)
  await page.getByLabel('名称').fill('虚构园区示范基地授牌')
  await page.getByRole('button', { name: /类别/ }).click()
  await page.getByRole('option', { name: '认定（授牌）' }).click()
  await page.getByLabel('发生日期').fill('2024-06-18')
  await page.getByRole('button', { name: /计入目标/ }).click()
  await page.getByRole('option', { name: /T1/ }).click()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择文件' }).click(),
  ])
  await chooser.setFiles(file)
  await page.getByRole('link', { name: '授牌 㐂.txt' }).waitFor()
  await page.getByRole('button', { name: '登记成果' }).click()
  await page.getByText('2024年6月18日').waitFor()
  await page.goto(`${here.address}/app/targets/T1`)
  await page.getByRole('link', { name: '虚构园区示范基地授牌' }).waitFor()

  // The dossier, made while we wait.
  await page.goto(`${here.address}/app/dossier`)
  await page.getByRole('button', { name: '生成' }).click()
  const download = page.getByRole('link', { name: '下载' })
  await download.waitFor({ timeout: 30_000 })
  expect(await download.getAttribute('href')).toMatch(/^\/api\/dossiers\//)

  // Anybody, without a script: the number is there, the task is not.
  const reader = await openPage({ script: false, address: here.address, width: 320 })
  await reader.page.goto('/programme')
  expect(await reader.page.locator('article', { hasText: '示范基地' }).count()).toBeGreaterThan(0)
  expect(await reader.page.content()).not.toContain('商定司法确认对接流程')
  expect(await overflow(reader.page)).toBe(0)
  all.push(
    ...office.complaints.filter((text) => !text.includes('status of 409') && !text.includes('status of 401')),
    ...phone.complaints,
  )
})

test('signing in needs nothing but a keyboard', async () => {
  const { person, organisation } = await aMember(here, 'procuratorate', 'coordinator')
  const { hashPassword } = await import('../../platform/identity/password.ts')
  await here.owner
    .insertInto('credentialPassword')
    .values({ personId: person.id, hash: await hashPassword('江水向东流不回头2026') })
    .execute()
  const { page } = await here.visit()
  await page.goto('/app/board')
  await page.waitForURL('**/app/sign-in**')
  await page.getByLabel('邮箱').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type('江水向东流不回头2026')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/app/board')
  expect(await page.title()).toContain('工作看板')
  expect(organisation.kind).toBe('procuratorate')
})
