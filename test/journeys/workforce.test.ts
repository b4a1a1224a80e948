import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { Exam } from '../../features/workforce/course.schema.ts'
import { readContent } from '../../platform/content.ts'
import { axe, overflow } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
/** Words that exist nowhere else. */
const secret = {
  name: '云顶三号釉料',
  post: '窑炉配料岗云顶',
  paper: '人事柜戊七云顶',
  carrier: '云顶配方手抄本',
  shelf: '云顶三号铁柜',
  card: '云顶门禁卡',
  objection: '云顶补偿写少了一个月',
  refusal: '云顶当面拒签',
  region: '云顶镇范围内',
  address: '云顶路一号虚构',
}
const workerName = '虚构技工云'

const visit = async ({ person, organisation }: Member, width: number) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })
/** A firm with its keeper at a desk and its worker on a phone, both with keys. */
async function aFirm() {
  const owner = await aMember(here, 'enterprise', 'representative')
  const worker = await aMember(here, 'enterprise', 'employee', owner.organisation)
  await here.owner.updateTable('person').set({ name: workerName }).where('id', '=', worker.person.id).execute()
  const theirs = await visit(worker, 360)
  await theirs.page.goto('/app/to-do')
  await makeKey(theirs.page, '生成密钥')
  await theirs.page.getByText('没有待办的保密事项').waitFor()
  const keeper = await visit(owner, 1280)
  await keeper.page.goto('/app/people')
  await makeKey(keeper.page, '生成密钥，建立密室')
  await keeper.page.getByText('还没有登记').waitFor()
  const complaints = () =>
    [...keeper.complaints, ...theirs.complaints].filter((text) => !/status of (401|404)/.test(text))
  return { owner, page: keeper.page, phone: theirs.page, complaints }
}
const looksRight = async (page: Page) => {
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}
/** The keeper's page on a phone, too. */
const looksRightNarrow = async (page: Page) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await looksRight(page)
  await page.setViewportSize({ width: 1280, height: 860 })
}
const choose = async (page: Page, field: string, option: string, within: Page | Locator = page) => {
  await within.getByRole('button', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

async function register(page: Page) {
  await page.getByRole('button', { name: '登记涉密人员' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, '账户', workerName)
  await dialog.getByLabel('岗位').fill(secret.post)
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: workerName }).click()
  await page.getByRole('heading', { name: workerName, level: 1 }).waitFor()
}
async function open(page: Page) {
  await page.goto('/app/people')
  await unlock(page)
  await page.getByRole('link', { name: workerName }).click()
  await page.getByRole('heading', { name: workerName, level: 1 }).waitFor()
}
async function openTask(phone: Page) {
  await phone.goto('/app/to-do')
  await unlock(phone)
  await phone.getByRole('button', { name: '打开' }).click()
}
async function aSecret(page: Page, knower: string) {
  await page.goto('/app/secrets/new')
  await unlock(page)
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByRole('button', { name: '采用' }).last().click()
  await page.getByLabel('名称（不透露内容）').fill(secret.name)
  await page.getByLabel('谁可以知道').fill(knower)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: secret.name }).waitFor()
}
const panel = (page: Page, id: string) => page.locator(`section#${id}`)

test('a notice is handed to an employee, acknowledged on a phone, and seen by the keeper', async () => {
  const { page, phone, complaints } = await aFirm()
  await aSecret(page, `${workerName}，配料`)
  await page.getByRole('button', { name: `修改 ${workerName}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: '账户' }).click()
  await page.getByRole('option', { name: workerName }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByRole('button', { name: '发送告知' }).click()
  await page.getByText(/已发出，待确认/).waitFor()

  await openTask(phone)
  await phone.getByText(secret.name).first().waitFor()
  await looksRight(phone)
  await phone.getByRole('button', { name: '我已阅读并知悉' }).click()
  await phone.getByText('您的答复：已阅读并知悉').waitFor()

  // The entry itself says so, and lacks it no more.
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByRole('link', { name: secret.name }).click()
  await page.getByText(/\d日 已确认/).waitFor()
  expect(await page.getByText('有知情人还没有签收告知').count()).toBe(0)
  expect(complaints()).toEqual([])
}, 180_000)

test('an agreement is drafted with what is registered, objected to, put right, and acknowledged', async () => {
  const { owner, page, phone, complaints } = await aFirm()
  await register(page)
  await page.getByRole('button', { name: '新增 约定与承诺' }).click()
  await page.getByRole('dialog').getByLabel('原件在哪里').fill(secret.paper)
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByText(secret.paper).waitFor()

  await page.getByRole('button', { name: '登记竞业限制' }).click()
  await page.getByLabel('期限（月）').fill('36')
  await page.getByText('竞业限制期限不得超过二年').waitFor()
  await page.getByLabel('期限（月）').fill('12')
  await page.getByLabel('地域').fill(secret.region)
  await page.getByLabel('约定补偿（元/月）').fill('4000.5元')
  await page.getByText('请填写金额').waitFor()
  expect(await panel(page, 'non-compete').getByRole('button', { name: '保存' }).isDisabled()).toBe(true)
  await page.getByLabel('约定补偿（元/月）').fill('4000.50')
  await panel(page, 'non-compete').getByRole('button', { name: '保存' }).click()

  await choose(page, '拟定哪一份', '竞业限制协议')
  await page.getByRole('button', { name: '拟定协议' }).click()
  await page.waitForURL(/papers\/make\/TPL-06$/)
  await page.getByRole('heading', { name: '竞业限制协议', level: 1 }).waitFor()
  const value = (label: string) => page.getByLabel(label).first().inputValue()
  expect(await value('员工姓名')).toBe(workerName)
  expect(await value('岗位')).toBe(secret.post)
  expect(await value('限制地域')).toBe(secret.region)
  expect(await value('限制期限（月')).toBe('12')
  expect(await value('每月补偿金额')).toBe('4000.5')
  for (const [label, text] of Object.entries({
    统一社会信用代码: '91500000MA00000000',
    法定代表人: '虚构李四',
    签署日期: '2026-11-24',
    必要性理由: '接触清单',
    限制的业务范围: '釉料',
    竞争单位认定标准: '同类企业',
    支付日期: '每月十五日',
    违约金数额: '10000',
    送达地址: secret.address,
  }))
    await page.getByLabel(label).first().fill(text)
  expect(await page.getByLabel('身份证件号码').count()).toBe(0)
  await page.getByText('内容已填全').waitFor()
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.waitForURL(/papers\/[0-9a-f-]{36}/)
  const approveAndHand = async () => {
    await page.getByRole('button', { name: '批准', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
    // Whom it was drafted for is chosen already.
    await page.getByRole('button', { name: '加密交给 1 人确认' }).click()
    await page.getByText(/版已交 1 人：0 人已确认/).waitFor()
  }
  await approveAndHand()

  await openTask(phone)
  await phone.getByText('竞业限制期限为12个月').waitFor()
  await phone.getByRole('button', { name: '有异议' }).click()
  expect(await phone.getByRole('button', { name: '提交异议' }).isDisabled()).toBe(true)
  await phone.getByLabel('异议内容').fill(secret.objection)
  await looksRight(phone)
  await phone.getByRole('button', { name: '提交异议' }).click()
  await phone.getByText('您的答复：有异议').waitFor()

  // The keeper reads the words; nothing was signed.
  await open(page)
  await page.getByText(`${workerName} 有异议，不算已确认`).waitFor()
  await page.getByRole('blockquote').getByText(secret.objection).waitFor()
  expect(await panel(page, 'agreements').getByText('在平台上确认', { exact: true }).count()).toBe(0)
  await looksRight(page)

  await panel(page, 'answers').waitFor()
  await page.goto('/app/papers')
  await unlock(page)
  await page.getByRole('link', { name: `竞业限制协议（${workerName}）` }).click()
  await page.getByText(/日提出异议/).waitFor()
  await page.getByRole('button', { name: '写新版本' }).click()
  await page.getByLabel('每月补偿金额').first().fill('5000')
  await page.getByRole('button', { name: '加密保存' }).click()
  await approveAndHand()

  await openTask(phone)
  await phone.getByRole('button', { name: '我已阅读并同意' }).click()
  await phone.getByText('您的答复：已阅读并同意').waitFor()

  await open(page)
  const row = panel(page, 'agreements').getByRole('row', { name: /竞业限制协议/ })
  await row.getByText('在平台上确认', { exact: true }).waitFor()
  const [handout] = await here.owner
    .selectFrom('handout')
    .select(['digest'])
    .where('organisationId', '=', owner.organisation.id)
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  await row.getByText(`确认件 SHA-256：${handout?.digest}`).waitFor()
  await row.getByText(/^\d{4}-\d{2}-\d{2}$/).waitFor()
  expect(await page.getByText('有异议，不算已确认').count()).toBe(0)
  await looksRightNarrow(page)
  expect(complaints()).toEqual([])
}, 240_000)

test('a course is assigned, failed, assigned again and passed: the keeper sees marks and until when it holds', async () => {
  const { page, phone, complaints } = await aFirm()
  const exam = await readContent('exam', Exam)
  const questions = exam.questions.filter(({ course }) => course === 'C1')
  await register(page)
  await page.goto('/app/people')
  await unlock(page)
  await page.getByRole('button', { name: '登记涉密人员' }).click()
  await page.getByRole('dialog').getByLabel('姓名').fill('虚构无账户')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: '虚构无账户' }).waitFor()
  const assign = async (isOneOfSeveral: boolean) => {
    await page.getByRole('button', { name: '布置课程' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: '商业秘密入门' }).waitFor()
    if (isOneOfSeveral) {
      await dialog.getByText('没有账户或者密钥，不能布置：虚构无账户').waitFor()
      await dialog.getByText(workerName, { exact: true }).click()
    }
    await looksRight(page)
    await dialog.getByLabel('截止日').fill('2020-01-01')
    await dialog.getByText('请填写今天或者以后真实存在的日期').waitFor()
    expect(await dialog.getByRole('button', { name: /加密布置/ }).isDisabled()).toBe(true)
    await dialog.getByLabel('截止日').fill('2099-01-01')
    await dialog.getByRole('button', { name: '加密布置，共 1 份' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await assign(true)

  const answer = async (right: boolean) => {
    await openTask(phone)
    await phone.getByText('三个条件，不需要登记').waitFor()
    await phone.getByText('还有 8 题没有答').waitFor()
    for (const { stem, options, answer: keys, type } of questions) {
      const chosen = right ? keys : [options.find(({ key }) => !keys.includes(key))?.key ?? '']
      const asked = phone.getByRole(type === 'multiple' ? 'group' : 'radiogroup', { name: stem.zh })
      for (const { zh } of options.filter(({ key }) => chosen.includes(key)))
        await asked.getByText(zh, { exact: true }).click()
    }
    await looksRight(phone)
    await phone.getByRole('button', { name: '提交答卷' }).click()
  }
  await answer(false)
  await phone.getByText('没有合格，得分 0').waitFor()
  await phone.getByText('商业秘密不需要登记或者审批').waitFor()
  await looksRight(phone)

  await open(page)
  const row = panel(page, 'training').getByRole('row', { name: /商业秘密入门/ })
  await row.getByText('得分 0', { exact: true }).waitFor()
  await page.getByText('待培训', { exact: true }).waitFor()
  await assign(false)
  await panel(page, 'training').getByText('已布置，待学习').waitFor()

  await answer(true)
  await phone.getByText('合格，得分 100').waitFor()
  await open(page)
  await row.getByText('得分 100', { exact: true }).waitFor()
  // The server's day is that of the test house.
  await row.getByText('2027-11-24').waitFor()
  expect(await page.getByText('待培训', { exact: true }).count()).toBe(0)
  await looksRight(page)
  expect(complaints()).toEqual([])
}, 240_000)

test('a leaver hands back, refuses a step, and is closed out with a record that proves itself; then they are erased', async () => {
  const { owner, page, phone, complaints } = await aFirm()
  await aSecret(page, `${workerName}，配料`)
  await page.getByRole('button', { name: '新增 载体及位置' }).click()
  const dialog = page.getByRole('dialog')
  await choose(page, '载体', '纸质', dialog)
  for (const [label, text] of Object.entries({ 名称: secret.carrier, 位置: secret.shelf, 保管人: workerName }))
    await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText(secret.carrier).waitFor()
  await page.goto('/app/people')
  await unlock(page)
  await register(page)

  const back = panel(page, 'hand-back')
  await back.getByLabel(new RegExp(secret.carrier)).waitFor()
  await back.getByLabel('其他要交还的物品').fill(secret.card)
  await back.getByRole('button', { name: '加密发给本人，共 2 件' }).click()
  await back.getByText('待确认').first().waitFor()
  await openTask(phone)
  await phone.getByText('还有 2 件没有选择').waitFor()
  await phone
    .getByRole('radiogroup', { name: new RegExp(secret.carrier) })
    .getByText('已交还')
    .click()
  await phone.getByRole('radiogroup', { name: secret.card }).getByText('不在我处').click()
  await phone.getByText('请在说明里写清去向').waitFor()
  await phone.getByLabel('说明').fill('入职时没有领过')
  await looksRight(phone)
  await phone.getByRole('button', { name: '提交', exact: true }).click()
  await phone.getByText(`${secret.card}：不在我处`).waitFor()

  await open(page)
  await back
    .getByRole('row', { name: new RegExp(secret.carrier) })
    .getByText('本人确认已交还')
    .waitFor()
  await back.getByRole('row', { name: secret.card }).getByText('本人称不在其处').waitFor()
  await page.getByRole('link', { name: new RegExp(secret.name) }).waitFor()

  const lists = panel(page, 'checklists')
  await choose(page, '哪一种', '离职')
  await lists.getByRole('button', { name: '开始', exact: true }).click()
  await lists.getByText('登记中 1 条在知秘密同时终止知悉').waitFor()
  await looksRight(page)
  const close = lists.getByRole('button', { name: '办结，形成记录' })
  // In the order of time, as the list has them, whatever is demanded; the leaver refuses to sign.
  for (let step = 1; step <= 20; step += 1) {
    const id = `EX-${String(step).padStart(2, '0')}`
    const item = lists.getByRole('listitem').filter({ has: page.getByRole('button', { name: `登记 ${id}` }) })
    await item.waitFor()
    if ((await item.getByText('必做').count()) === 0) continue
    expect(await close.isDisabled()).toBe(true)
    await page.getByRole('button', { name: `登记 ${id}` }).click()
    if (id === 'EX-10') {
      await choose(page, '结果', '对方拒绝')
      expect(await dialog.getByRole('button', { name: '确定' }).isDisabled()).toBe(true)
      await dialog.getByLabel('说明').fill(secret.refusal)
    } else await dialog.getByLabel('记录在哪里').fill(`档案 ${id}`)
    await dialog.getByRole('button', { name: '确定' }).click()
    await page.getByRole('button', { name: `更正 ${id}` }).waitFor()
  }
  await close.click()
  await lists.getByRole('heading', { name: '离职交接记录' }).waitFor()
  const digest = (await lists.locator('code').innerText()).trim()
  const saved = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      lists.getByRole('button', { name: button }).click(),
    ])
    return readFile(await download.path())
  }
  const record = await saved('保存文本')
  expect(createHash('sha256').update(record).digest('hex')).toBe(digest)
  const text = record.toString('utf8')
  for (const part of ['EX-10 对方拒绝', secret.refusal, `${secret.card}：本人称不在其处`, 'SM-', workerName])
    expect(text).toContain(part)
  expect(text).not.toContain(secret.name)
  const docx = unzipSync(new Uint8Array(await saved('保存 DOCX')))
  const body = strFromU8(docx['word/document.xml'] ?? new Uint8Array())
  for (const part of [digest, secret.refusal, '离职人员']) expect(body).toContain(part)
  await page.getByText('登记中没有本人在知的秘密').waitFor()
  await looksRight(page)
  await looksRightNarrow(page)

  // The record goes to the form of the deposit as it is, without being sent.
  await lists.getByRole('button', { name: '去存证' }).click()
  await page.waitForURL(/deposits\/new$/)
  await page.getByText(`已选 1 个文件`).waitFor()
  await page
    .getByText(/离职交接记录-.*\.txt/)
    .first()
    .waitFor()

  // It is the same after everything was opened anew.
  await open(page)
  await lists.getByRole('heading', { name: '离职交接记录' }).waitFor()
  expect((await lists.locator('code').innerText()).trim()).toBe(digest)

  const kept = panel(page, 'retention')
  await kept.getByText('检查表和交接记录').waitFor()
  await kept.getByRole('button', { name: /按建议填写/ }).click()
  expect(await kept.getByLabel('理由').inputValue()).toContain('诉讼时效三年')
  await kept.getByLabel('保存到').fill('2026-11-01')
  await kept.getByRole('button', { name: '设定期限' }).click()
  await kept.getByText('保存期已于2026年11月1日届满').waitFor()
  await page.getByText('保存期满，应删除').waitFor()
  await kept.getByRole('button', { name: '彻底删除' }).click()
  await dialog.getByText('商业秘密登记中 1 条的知悉名单').waitFor()
  await dialog.getByText('已发给其本人的告知和答复 1 件').waitFor()
  await looksRight(page)
  await dialog.getByRole('button', { name: '彻底删除' }).click()
  await page.waitForURL(/\/people$/)
  await page.getByText('还没有登记').waitFor()
  const left = (table: 'sealedRecord' | 'sealedRevision') =>
    here.owner
      .selectFrom(table)
      .select('sealed')
      .where('organisationId', '=', owner.organisation.id)
      .where('collection', '=', 'person')
      .execute()
  for (const table of ['sealedRecord', 'sealedRevision'] as const)
    expect(new Set((await left(table)).map(({ sealed }) => sealed))).toEqual(new Set([null]))
  expect(complaints()).toEqual([])
}, 300_000)

test('nothing of it stands in the database', async () => {
  expect(await plainTextAnywhere(here, Object.values(secret))).toEqual([])
})
