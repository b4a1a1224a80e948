import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RecheckResult } from '../../features/trade-secret/recheck.schema.ts'
import { sealedContract } from '../../features/vault/sealed.contract.ts'
import { axe, overflow } from '../browser.ts'
import { aDeposit, aMember, type Member } from '../builders.ts'
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
const choose = async (where: Page | Locator, label: string, option: string | RegExp) => {
  await where.getByRole('button', { name: label }).first().click()
  // The list of a choice stands outside of the dialog that it belongs to.
  const page = 'page' in where ? where.page() : where
  await page.getByRole('option', { name: option }).first().click()
}
/** What `shoumi recheck --out` leaves behind. */
const aRecheck = (requestId: string): RecheckResult => ({
  ...{ format: 'shoumi-recheck-1', at: '2026-11-20T01:00:00.000Z', checked: 41, different: 3, failed: 0 },
  lists: [
    {
      ...{ requestId, state: 'compared', receipt: 'belongs', checked: 41, different: 3, names: ['虚构轴.dwg'] },
      how: { differs: 2, 'kind-changed': 0, missing: 1, unreadable: 0 },
    },
  ],
})

test('the first sealed entry takes ten steps from the home page of somebody new, on a phone', async () => {
  const { page, complaints } = await visit(owner, 360)
  let steps = 0
  const step = async (work: Promise<unknown>) => {
    steps++
    await work
  }
  await page.goto('/app/')
  const started = performance.now()
  await step(page.getByRole('link', { name: '登记第一项商业秘密' }).click())
  steps += await makeKey(page, '生成密钥，建立密室')
  await step(page.getByLabel('它是什么').fill('配方'))
  await step(page.getByRole('button', { name: '采用' }).first().click())
  await step(page.getByLabel('名称（不透露内容）').fill(secret.name))
  await step(page.getByLabel('放在哪里').fill(secret.place))
  await step(page.getByLabel('谁可以知道').fill('虚构技工，配料'))
  await step(page.getByRole('button', { name: '加密保存' }).click())
  await page.getByRole('heading', { name: secret.name }).waitFor()
  const seconds = (performance.now() - started) / 1000
  console.log(`first visit to first sealed entry: ${steps} steps, ${seconds.toFixed(1)} s of the script`)
  expect(steps).toBeLessThanOrEqual(10)
  expect(await page.getByText('核心商密').count()).toBeGreaterThan(0)
  expect(await axe(page)).toEqual([])
  await page.goto('/app/')
  await page.getByText('5 步中已完成 1 步').or(page.getByText('6 步中已完成 1 步')).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 120_000)

test('a form that is not complete says what is missing, and a guess is open to change', async () => {
  const { page } = await visit(await aMember(here, 'enterprise', 'representative'), 360)
  await page.goto('/app/secrets')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByText('还差：类别、名称（不透露内容）、级别').waitFor()
  await page.getByLabel('它是什么').fill('客户名单')
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '采用' }).first().click()
  await choose(page, '级别', /一般商密/)
  await page.getByLabel('名称（不透露内容）').fill('虚构西南客户名册')
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: '虚构西南客户名册' }).waitFor()
  await page.getByText('一般商密', { exact: true }).first().waitFor()
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

test('a version chain is made of the firm’s own deposits, each verified here, and says what is missing', async () => {
  const stranger = await aMember(here, 'enterprise', 'representative')
  const [idea, theirs] = [await aDeposit(owner, '虚构存证 构想'), await aDeposit(stranger)]
  await here.house.world.log.publish()
  const { page, complaints } = await visit(owner, 360)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByRole('link', { name: secret.name }).click()
  const chain = page.locator('#deposits')
  const dialog = page.getByRole('dialog')

  await chain.getByRole('button', { name: '手工填写编号' }).click()
  await dialog.getByLabel('存证编号').fill(theirs.requestId)
  await dialog.getByLabel('在哪个平台办理').fill('虚构平台')
  await dialog.getByRole('button', { name: '关联', exact: true }).click()
  await dialog.getByText('不是本单位的，不能关联').waitFor()
  await dialog.getByLabel('存证编号').fill('f'.repeat(64))
  await dialog.getByRole('button', { name: '关联', exact: true }).click()
  await chain.getByText('在 虚构平台 办理，这里不能核验').waitFor()
  await chain.getByText('没有“草稿”阶段的存证').waitFor()

  await chain.getByRole('button', { name: '从存证中选取' }).click()
  await dialog.getByLabel('筛选').fill('构想')
  expect(await axe(page)).toEqual([])
  await choose(dialog, '阶段', '构想')
  await dialog.getByRole('button', { name: '选取 虚构存证 构想' }).click()
  await chain.getByText('凭证核验通过').waitFor()
  expect(await chain.getByText('没有“构想”阶段的存证').count()).toBe(0)
  expect(await chain.getByRole('link', { name: '查看存证' }).getAttribute('href')).toBe(`/app/deposits/${idea.id}`)

  await page.getByLabel('选取结果文件').setInputFiles({
    name: '复核结果.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(aRecheck(idea.requestId))),
  })
  await page.getByRole('button', { name: '登记这次复核' }).click()
  await page.getByText(/最近复核：.*41 份中 3 份不一致/).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 180_000)

test('measures follow the level, an access that ended asks for no notice, and a lost cabinet tells what lay in it', async () => {
  const { page } = await visit(owner, 360)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByRole('link', { name: secret.name }).click()
  const dialog = page.getByRole('dialog')
  await page.getByText('这一级还应有的措施（11 项）').click()
  await page.getByRole('button', { name: '已做到，登记 存放' }).click()
  await dialog.getByLabel('证据在哪里').fill('柜门照片')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText('这一级还应有的措施（10 项）').waitFor()

  const asked = page.locator('#elements').getByText('有知情人还没有签收告知')
  await asked.waitFor()
  await page.getByRole('button', { name: '修改 虚构技工' }).click()
  await dialog.getByLabel('止').fill('2026-11-01')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText('知悉已结束').waitFor()
  await asked.waitFor({ state: 'detached' })
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)

  await page.getByRole('link', { name: '按场所、系统查看全部载体' }).click()
  await page.getByRole('heading', { name: '载体、场所与系统' }).waitFor()
  await page.getByText(secret.place, { exact: true }).waitFor()
  await page.getByLabel('丢了什么').fill('灰色铁柜')
  await page.getByText('1 处，涉及 1 项商业秘密，最高为“核心商密”。').waitFor()
  expect(new URL(page.url()).href).toBe(`${here.address}/app/carriers`)
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('link', { name: secret.name }).click()
  await page.getByRole('heading', { name: secret.name }).waitFor()
}, 180_000)

test('the office sees numbers when the enterprise agrees, what changed since when the register is opened, and nothing once it stops', async () => {
  const lead = await aMember(here, 'office', 'programme-lead')
  const given = async () =>
    (await lead.caller.call(sealedContract.counts, {})).body.counts.find(
      ({ organisationId }) => organisationId === owner.organisation.id,
    )?.counts
  const { page } = await visit(owner)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText('现在没有提供。').waitFor()
  expect(await given()).toBeUndefined()
  await page.getByRole('button', { name: '同意提供数量' }).click()
  await page.getByText('正在提供').waitFor()
  expect(await given()).toEqual({ 'level:core': 1, 'kind:T04': 1, 'level:important': 1, 'kind:T08': 1 })

  const theirs = await visit(lead, 360)
  await theirs.page.goto('/app/register-counts')
  await theirs.page.getByText('同意提供的企业 1 家，共 2 项').waitFor()
  expect(await axe(theirs.page)).toEqual([])
  expect(await overflow(theirs.page)).toBeLessThanOrEqual(0)

  await page.getByRole('link', { name: secret.proposed }).click()
  await choose(page.locator('#about'), '状态', '解密')
  await page.locator('#about').getByRole('button', { name: '保存' }).click()
  await page.getByText('已加密保存。').waitFor()
  await page.getByRole('link', { name: '商业秘密登记' }).first().click()
  await expect.poll(given).toEqual({ 'level:core': 1, 'kind:T04': 1 })
  await page.getByRole('button', { name: '停止提供' }).click()
  await page.getByText('现在没有提供。').waitFor()
  expect(await given()).toBeUndefined()
}, 180_000)

test('nothing of it stands in the database or the object store', async () => {
  // The search does find what stands there in the open.
  expect(await plainTextAnywhere(here, ['虚构总工'])).not.toEqual([])
  expect(await plainTextAnywhere(here, [...Object.values(secret), '别的厂没有', '柜门照片', '虚构轴.dwg'])).toEqual([])
})
