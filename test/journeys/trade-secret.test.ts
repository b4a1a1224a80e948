import type { Page } from 'playwright-core'
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
await here.owner.updateTable('person').set({ name: '虚构总工' }).where('id', '=', owner.person.id).execute()
await here.owner.updateTable('person').set({ name: '虚构技工' }).where('id', '=', worker.person.id).execute()
const visit = async ({ person, organisation }: Member, width = 1280) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })

/** Words that exist nowhere else; after the journey none of them may be found in the database or the object store. */
const secret = {
  name: '云顶清漆一号配方',
  place: '负一层灰色铁柜',
  point: '甲乙之间保温七十三度',
  proposed: '二号炉升温曲线',
  imported: '华东返点底价表',
}
const choose = async (page: Page, label: string, option: string | RegExp) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option }).first().click()
}

test('the first entry takes few steps from the first visit, on a phone', async () => {
  const { page, complaints } = await visit(owner, 360)
  let steps = 0
  const step = async (work: Promise<unknown>) => {
    steps++
    await work
  }
  await page.goto('/app/secrets')
  steps += await makeKey(page, '生成密钥，建立密室')
  await page.getByText('还没有登记').waitFor()
  expect(await axe(page)).toEqual([])
  await step(page.getByRole('link', { name: '登记一项' }).first().click())
  await step(page.getByLabel('它是什么').fill('配方'))
  await step(page.getByRole('button', { name: '采用' }).first().click())
  await step(page.getByRole('button', { name: '采用' }).last().click())
  await step(page.getByLabel('名称（不透露内容）').fill(secret.name))
  await step(page.getByLabel('放在哪里').fill(secret.place))
  await step(page.getByLabel('谁可以知道').fill('虚构技工，配料'))
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await step(page.getByRole('button', { name: '加密保存' }).click())
  await page.getByRole('heading', { name: secret.name }).waitFor()
  expect(steps).toBeLessThanOrEqual(12)
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 120_000)

test('an entry gets a secret point, which is locked; an employee proposes another, and a table brings more', async () => {
  const theirs = await visit(worker)
  await theirs.page.goto('/app/propose')
  await makeKey(theirs.page, '生成密钥')
  await theirs.page.getByLabel('名称（不透露内容）').fill(secret.proposed)
  await theirs.page.getByLabel('为什么要保密').fill('别的厂没有')
  await theirs.page.getByRole('button', { name: '提交' }).click()
  await theirs.page.getByText('已加密提交给保管人').waitFor()

  const { page, complaints } = await visit(owner)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText(secret.proposed).waitFor()
  await page.getByRole('button', { name: '采纳并登记' }).click()
  await page.getByRole('heading', { name: '登记一项商业秘密' }).waitFor()
  expect(await page.getByLabel('名称（不透露内容）').inputValue()).toBe(secret.proposed)
  await choose(page, '类别', /T08/)
  await choose(page, '级别', /重要商密/)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: secret.proposed }).waitFor()

  await page.getByRole('link', { name: '商业秘密登记' }).first().click()
  await page.getByLabel('搜索').fill('灰色铁柜')
  await page.getByText('1 项').waitFor()
  await page.getByRole('link', { name: secret.name }).click()
  await page.getByRole('button', { name: '新增 秘密点' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('保温段')
  await dialog.getByLabel('内容').fill(secret.point)
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText(secret.point).waitFor()
  await page.getByRole('button', { name: '因诉讼锁定' }).click()
  await dialog.getByLabel('理由').fill('已起诉')
  await dialog.getByRole('button', { name: '因诉讼锁定' }).click()
  await page.getByText(/锁定：已起诉/).waitFor()
  expect(await page.getByRole('button', { name: '写新版本' }).count()).toBe(0)
  await page
    .getByRole('button', { name: '编辑 虚构技工' })
    .or(page.getByRole('button', { name: '修改 虚构技工' }))
    .click()
  await choose(page, '账户', '虚构技工')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByRole('button', { name: '发送告知' }).click()
  await page.getByText(/已发出，待确认/).waitFor()
  expect(await axe(page)).toEqual([])

  await page.goto('/app/secrets/import')
  await unlock(page)
  const table = `名称,级别,位置,责任人,形成日期\n${secret.imported},核心商密,财务共享盘,虚构经理,2026/3/1\n,一般商密,某处,,\n`
  await page
    .getByLabel('XLSX 或 CSV 文件')
    .setInputFiles({ name: '表.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await page.getByText('可导入 1 项，1 处有误').waitFor()
  await page.getByRole('button', { name: '加密导入 1 项' }).click()
  await page.getByText('已保存').waitFor()
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText('3 项').waitFor()
  expect(await axe(page)).toEqual([])
  expect([...complaints, ...theirs.complaints].filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 240_000)

test('nothing of it stands in the database or the object store', async () => {
  // The search does find what stands there in the open.
  expect(await plainTextAnywhere(here, ['虚构总工'])).not.toEqual([])
  expect(await plainTextAnywhere(here, [...Object.values(secret), '别的厂没有'])).toEqual([])
})
