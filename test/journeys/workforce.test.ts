import { expect, test } from 'vitest'
import { axe, overflow } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const worker = await aMember(here, 'enterprise', 'employee', owner.organisation)
await here.owner.updateTable('person').set({ name: '虚构技工' }).where('id', '=', worker.person.id).execute()
const visit = async ({ person, organisation }: Member, width = 1280) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })
const secret = { name: '云顶三号釉料', post: '窑炉配料岗云顶', paper: '人事柜戊七云顶' }

test('a notice is handed to an employee, acknowledged on a phone, and seen by the keeper; a person is registered and checked', async () => {
  const theirs = await visit(worker, 360)
  await theirs.page.goto('/app/to-do')
  await makeKey(theirs.page, '生成密钥')
  await theirs.page.getByText('没有待办的保密事项').waitFor()

  const { page, complaints } = await visit(owner)
  await page.goto('/app/secrets/new')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByRole('button', { name: '采用' }).last().click()
  await page.getByLabel('名称（不透露内容）').fill(secret.name)
  await page.getByLabel('谁可以知道').fill('虚构技工，配料')
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('button', { name: '修改 虚构技工' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '账户' }).click()
  await page.getByRole('option', { name: '虚构技工' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByRole('button', { name: '发送告知' }).click()
  await page.getByText(/已发出，待确认/).waitFor()

  await theirs.page.goto('/app/to-do')
  await unlock(theirs.page)
  await theirs.page.getByRole('button', { name: '打开' }).click()
  await theirs.page.getByText(secret.name).first().waitFor()
  expect(await axe(theirs.page)).toEqual([])
  expect(await overflow(theirs.page)).toBeLessThanOrEqual(0)
  await theirs.page.getByRole('button', { name: '我已阅读并知悉' }).click()
  await theirs.page
    .getByText(/已答复/)
    .first()
    .waitFor()

  // The entry itself says so, and lacks it no more.
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByRole('link', { name: secret.name }).click()
  await page.getByText(/\d日 已确认/).waitFor()
  expect(await page.getByText('有知情人还没有签收告知').count()).toBe(0)
  await page.getByRole('link', { name: '涉密人员' }).click()
  await page.getByText('已确认').waitFor()
  await page.getByRole('button', { name: '登记涉密人员' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '账户' }).click()
  await page.getByRole('option', { name: '虚构技工' }).click()
  await dialog.getByLabel('岗位').fill(secret.post)
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: '虚构技工' }).click()
  await page.getByRole('heading', { name: '虚构技工' }).waitFor()
  await page.getByRole('button', { name: '新增 约定与承诺' }).click()
  await dialog.getByLabel('原件在哪里').fill(secret.paper)
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText(secret.paper).waitFor()
  await page.getByRole('button', { name: '登记竞业限制' }).click()
  await page.getByLabel('期限（月）').fill('36')
  await page.getByText('竞业限制期限不得超过二年').waitFor()
  await page.getByRole('link', { name: new RegExp(secret.name) }).waitFor()
  await page.getByRole('button', { name: '全部终止知悉（从今天起）' }).click()
  await page.getByText('登记里没有。').waitFor()
  await page.getByRole('button', { name: '开始离职检查表' }).click()
  await page.getByRole('button', { name: '登记 EX-01' }).waitFor()
  expect(await axe(page)).toEqual([])
  expect([...complaints, ...theirs.complaints].filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 180_000)

test('nothing of it stands in the database', async () => {
  expect(await plainTextAnywhere(here, Object.values(secret))).toEqual([])
})
