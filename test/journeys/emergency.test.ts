import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
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
const engineer = await aMember(here, 'enterprise', 'employee', owner.organisation)
await here.owner.updateTable('person').set({ name: '虚构总工' }).where('id', '=', engineer.person.id).execute()

/** Words that exist nowhere else; after the journeys none of them may be found in the database or the object store. */
const words = {
  seen: '展会上看到云顶七号图纸',
  channel: '对手样机拆解云顶',
  reach: '分机云顶零零七',
  line: '封存机械硬盘云顶',
  lost: '断网时写的一句云顶',
  counsel: '虚构律师何云顶',
  secret: '云顶七号减速器',
  drill: '云顶演练丢失笔记本',
}
const harmless = (text: string) => /status of (401|404)/.test(text)
const ago = (minutes: number) =>
  Temporal.Now.zonedDateTimeISO('Asia/Shanghai')
    .subtract({ minutes })
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
const visit = async ({ person, organisation }: Member, width: number) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })
const fits = async (page: Page) => {
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}
const addLine = async (page: Page, text: string) => {
  await page.getByRole('button', { name: '记一条' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('内容').fill(text)
  await dialog.getByRole('button', { name: '记一条' }).click()
}

test('an engineer reports at night; the keeper takes it up, and works by the hour to the proof pack', async () => {
  const keeper = await visit(owner, 1280)
  const { page } = keeper
  await page.goto('/app/secrets/new')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByRole('button', { name: '采用' }).last().click()
  await page.getByLabel('名称（不透露内容）').fill(words.secret)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: words.secret }).waitFor()

  const night = await visit(engineer, 360)
  await night.page.goto('/app/report-leak')
  // What cannot wait is read before any key is made.
  await night.page.getByText('不关机、不重装、不试探登录').waitFor()
  await makeKey(night.page, '生成密钥')
  await night.page.getByLabel('出了什么事').fill(words.seen)
  await night.page.getByLabel('发现时间').fill('2099-01-01 10:00')
  await night.page.getByText('晚于现在').waitFor()
  expect(await night.page.getByRole('button', { name: '加密报告' }).isDisabled()).toBe(true)
  await night.page.getByLabel('发现时间').fill(ago(90))
  await night.page.getByLabel('从哪里').fill(words.channel)
  await night.page.getByLabel('今晚怎么找到您').fill(words.reach)
  await fits(night.page)
  await night.page.getByRole('button', { name: '加密报告' }).click()
  await night.page.getByText('已加密交给保管人').waitFor()
  await night.page.getByText('还没有人处理').waitFor()

  await page.goto('/app/notices')
  await page.getByText('本单位有人报告疑似泄密').waitFor()
  await page.goto('/app/incidents')
  await unlock(page)
  await page.getByText(new RegExp(words.reach)).waitFor()
  await page.getByRole('button', { name: '填写联系人' }).click()
  await page.getByText('修改联系人').click()
  await page.getByRole('button', { name: '修改 法务或外聘律师' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓名、单位').fill(words.counsel)
  await dialog.getByLabel('电话').fill('023 6000 0000')
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByRole('link', { name: '拨打 法务或外聘律师' }).waitFor()
  await fits(page)
  await page.locator('#reports').getByRole('button', { name: '开始处置' }).click()
  expect(await dialog.getByLabel('出了什么事').inputValue()).toBe(words.seen)
  expect(await dialog.getByLabel('发现人').inputValue()).toBe('虚构总工')
  await dialog.getByRole('button', { name: '开始计时' }).click()
  await page.getByRole('heading', { name: words.seen }).waitFor()
  const clocks = page.locator('#clocks')
  await clocks.getByText(/已超过 0 小时 3\d分|已超过 0 小时 3\d 分/).waitFor()
  await clocks.getByText(/IN-02 启动预案/).waitFor()
  await clocks.getByText(/还剩 22 小时/).waitFor()
  expect(await page.getByRole('link', { name: '拨打 法务或外聘律师' }).getAttribute('href')).toBe('tel:02360000000')

  for (const step of ['IN-01', 'IN-02', 'IN-03', 'IN-04']) {
    await page
      .locator('#now')
      .getByRole('button', { name: `登记 ${step}` })
      .click()
    await dialog.getByLabel('记录在哪里').fill('日志第一页')
    await dialog.getByRole('button', { name: '确定' }).click()
    await page
      .locator('#now')
      .getByRole('button', { name: `登记 ${step}` })
      .waitFor({ state: 'detached' })
  }
  await clocks.getByText(/必做步骤已完成，晚了 0 小时 3\d 分/).waitFor()

  await page.getByRole('button', { name: '记一条' }).click()
  await dialog.getByLabel('内容').fill(words.line)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: '在本机计算文件的校验值' }).click(),
  ])
  await chooser.setFiles({ name: '日志.csv', mimeType: 'text/csv', buffer: Buffer.from('虚构日志') })
  const digest = createHash('sha256').update('虚构日志').digest('hex')
  await dialog.getByRole('button', { name: '记一条' }).click()
  await page.locator('#log').getByText(new RegExp(digest)).waitFor()
  await fits(page)

  await page.getByRole('checkbox', { name: new RegExp(words.secret) }).check({ force: true })
  await page.getByRole('link', { name: /^准备举证包/ }).waitFor()
  for (const kind of ['导出文本', '导出 DOCX']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: kind }).click(),
    ])
    const file = await readFile(await download.path())
    const named = download.suggestedFilename()
    expect(named).toMatch(/^处置记录-\d{4}-01-\d{4}-\d\d-\d\d导出\.(txt|docx)$/)
    if (named.endsWith('.txt')) expect(file.toString('utf8')).toContain(words.line)
    const exported = page.locator('#log li').filter({ hasText: named })
    await exported.getByText(createHash('sha256').update(file).digest('hex')).waitFor()
    expect(await exported.count()).toBe(1)
  }

  await page.getByRole('button', { name: '写《泄密事件报告与证据固定记录》' }).click()
  await page.getByRole('heading', { name: '泄密事件报告与证据固定记录' }).first().waitFor()
  expect(page.url()).toMatch(/\/papers\/make\/TPL-20$/)
  expect(await page.getByLabel('事件编号').inputValue()).toMatch(/^\d{4}-01$/)
  await page.getByText(words.line).first().waitFor()
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.waitForURL(/\/papers\/[0-9a-f-]{36}$/)
  await page.goto('/app/incidents')
  await unlock(page)
  await page.getByRole('link', { name: words.seen }).click()
  const letters = page.locator('#letters')
  await letters.getByRole('link', { name: /泄密事件报告与证据固定记录（\d{4}-01）/ }).waitFor()
  await letters.getByText('本次写的').waitFor()
  await page.getByRole('link', { name: /^准备举证包/ }).click()
  await page.getByRole('heading', { name: new RegExp(words.secret) }).waitFor()
  await night.page.reload()
  await unlock(night.page)
  await night.page.getByText('已开始处置').waitFor()
  expect([...keeper.complaints, ...night.complaints].filter((text) => !harmless(text))).toEqual([])
}, 120_000)

test('a drill is one everywhere and leads nowhere; what is written offline is told and kept', async () => {
  const { page, context, complaints } = await visit(owner, 360)
  await page.goto('/app/incidents')
  await page.getByText('不得强行检查员工私人手机').waitFor()
  await unlock(page)
  await page.getByRole('button', { name: '开始一次演练' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('这是演练，不是真的泄密').waitFor()
  await dialog.getByLabel('出了什么事').fill(words.drill)
  await dialog.getByRole('button', { name: '开始计时' }).click()
  await page.getByRole('heading', { name: `演练 ${words.drill}` }).waitFor()
  await page
    .getByText(/演练\d{4}-01/)
    .first()
    .waitFor()
  await page.getByRole('checkbox', { name: new RegExp(words.secret) }).check({ force: true })
  await page.getByRole('link', { name: new RegExp(words.secret) }).waitFor()
  expect(await page.getByRole('link', { name: /^准备举证包|投诉|举报/ }).count()).toBe(0)
  await page.getByText('演练到此为止').waitFor()
  await fits(page)

  await context.setOffline(true)
  await addLine(page, words.lost)
  await page.locator('#log').getByText(words.lost).waitFor()
  await page.getByText(/有 1 处改动还没有保存/).waitFor()
  await page.getByRole('link', { name: '‹ 泄密处置' }).click()
  await dialog.getByText('还有内容没有保存').waitFor()
  await dialog.getByRole('button', { name: '留在本页' }).click()
  await context.setOffline(false)
  await page
    .getByText(/还没有保存|保存中/)
    .first()
    .waitFor({ state: 'detached' })

  const other = await visit(owner, 1280)
  await other.page.goto('/app/incidents')
  await unlock(other.page)
  await other.page.getByRole('link', { name: words.drill }).click()
  await other.page.locator('#log').getByText(words.lost).waitFor()
  // Two write on what they have both seen: both lines stay.
  await addLine(other.page, `${words.line}甲`)
  await other.page.getByText('保存中').waitFor({ state: 'detached' })
  await addLine(page, `${words.line}乙`)
  await page.locator('#log').getByText(`${words.line}甲`).waitFor()
  await page.locator('#log').getByText(`${words.line}乙`).waitFor()
  await page.getByText('保存中').waitFor({ state: 'detached' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出文本' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('不是真实事件')
  expect(text).toContain(`${words.line}甲`)
  expect([...complaints, ...other.complaints].filter((one) => !harmless(one) && !/409|ERR_INTERNET/.test(one))).toEqual(
    [],
  )
}, 120_000)

test('nothing of it stands in the database', async () => {
  expect(await plainTextAnywhere(here, ['虚构总工'])).not.toEqual([])
  expect(await plainTextAnywhere(here, Object.values(words))).toEqual([])
})
