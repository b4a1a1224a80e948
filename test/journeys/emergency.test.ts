import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axe, overflow } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { heldInMemory, makeKey, unlock } from '../room.ts'
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
  half: '写到一半的一句云顶',
  wiped: '远程锁定手机的记录云顶',
  step: '登记在断网时云顶',
  theirs: '同事先登记的云顶',
  begun: '还没开始的第二起云顶',
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
/** The worker that holds the keys finds that nobody was there for ten minutes. */
const lockWhileIdle = async (page: Page) => {
  await page.workers()[0]?.evaluate(() => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + 11 * 60_000
  })
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
}
const lock = async (page: Page) => {
  await page.getByRole('button', { name: '锁上密室' }).click()
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
}
/** Everything that this browser keeps for the site, as text; what is sealed is bytes. */
const keptByBrowser = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name))
      for (const store of database.objectStoreNames)
        all.push(await answer(database.transaction(store).objectStore(store).getAll()))
      database.close()
    }
    const bytes = (_: string, value: unknown) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value)
    return JSON.stringify(all, bytes)
  })
/** What waits on this device, by form. */
const waiting = async (page: Page) => (await keptByBrowser(page)).match(/(?<="form":")\w+/g)?.sort() ?? []
const waits = (page: Page, ...forms: string[]) => expect.poll(() => waiting(page), { timeout: 10_000 }).toEqual(forms)
const nothingInTheClear = async (page: Page) => {
  const kept = await keptByBrowser(page)
  expect(kept).toContain('age-encryption.org')
  expect(Object.values(words).filter((word) => kept.includes(word))).toEqual([])
}

const savePath = '**/api/sealed/**'
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
  await waits(night.page, 'report')
  await lockWhileIdle(night.page)
  await unlock(night.page)
  await night.page.getByRole('button', { name: '接着写' }).click()
  expect(await night.page.getByLabel('今晚怎么找到您').inputValue()).toBe(words.reach)
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
  const [digest, other] = ['sha256', 'sm3'].map((name) => createHash(name).update('虚构日志').digest('hex'))
  await dialog.getByRole('button', { name: '记一条' }).click()
  await page
    .locator('#log')
    .getByText(new RegExp(`日志.csv SHA-256 ${digest} SM3 ${other}`))
    .waitFor()
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
    for (const name of ['sha256', 'sm3'])
      await exported.getByText(createHash(name).update(file).digest('hex')).waitFor()
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
  await page.getByText(/有 1 处改动已加密留在这台设备上/).waitFor()
  expect(await page.getByText(/上锁、关闭页面都不会丢/).count()).toBe(1)
  await context.setOffline(false)
  await page
    .getByText(/已加密留在这台设备上|保存中/)
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

test('what was written without a network outlives a lock and a closed tab, sealed, and joins what a colleague did meanwhile', async () => {
  const { page, context, complaints } = await visit(owner, 360)
  await page.goto('/app/incidents')
  await unlock(page)
  await page.getByRole('link', { name: words.drill }).click()
  await page.getByRole('heading', { name: `演练 ${words.drill}` }).waitFor()
  const dialog = page.getByRole('dialog')
  const record = async (at: Page, step: string, where: string) => {
    await at
      .locator('#now')
      .getByRole('button', { name: `登记 ${step}` })
      .click()
    await at.getByRole('dialog').getByLabel('记录在哪里').fill(where)
  }
  const colleague = await visit(owner, 1280)
  await colleague.page.goto('/app/incidents')
  await unlock(colleague.page)
  await colleague.page.getByRole('link', { name: words.drill }).click()
  await colleague.page.locator('#now').waitFor()

  // Offline: a line that is kept, a step that is recorded, and a line that is being written when the room locks.
  await context.setOffline(true)
  await addLine(page, words.wiped)
  await record(page, 'IN-01', words.step)
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.getByText(/有 2 处改动已加密留在这台设备上/).waitFor()
  await fits(page)
  await page.getByRole('button', { name: '记一条' }).click()
  await dialog.getByLabel('内容').fill(words.half)
  await dialog.getByLabel('发生时间').fill('2026-01-02 03:04')
  await waits(page, 'change', 'change', 'line')
  await lockWhileIdle(page)
  await nothingInTheClear(page)

  // Meanwhile a colleague records the same step, later than it was recorded here.
  await record(colleague.page, 'IN-01', words.theirs)
  await colleague.page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await colleague.page.getByText('已保存', { exact: true }).waitFor()

  expect(await heldInMemory(page, [words.wiped, words.step, words.half])).toEqual([])
  // Whoever looks into memory makes the browser forget that it was told to be offline.
  await context.setOffline(false)
  await context.setOffline(true)
  await unlock(page)
  await page.getByText('网络断了，连上后自动解锁').waitFor()
  await context.setOffline(false)
  await page.getByText(/没有保存的 2 处改动已经取回，保存好了/).waitFor()
  await page.locator('#log').getByText(words.wiped).waitFor()
  await page
    .locator('#log')
    .getByText(new RegExp(`IN-01 另有登记：.*${words.step}`))
    .waitFor()
  await page.locator('#log').getByText(words.half).waitFor()
  await fits(page)
  await page.locator('#log').getByRole('button', { name: '接着写' }).click()
  expect(await dialog.getByLabel('内容').inputValue()).toBe(words.half)
  expect(await dialog.getByLabel('发生时间').inputValue()).toBe('2026-01-02 03:04')
  await fits(page)
  await dialog.getByRole('button', { name: '记一条' }).click()
  await page.locator('#log .timeline').getByText(words.half).waitFor()
  await page.getByText('已保存', { exact: true }).waitFor()
  await waits(page)
  await colleague.page.reload()
  await unlock(colleague.page)
  await colleague.page.locator('#log').getByText(words.wiped).waitFor()
  await colleague.page.locator('#steps summary').first().click()
  await colleague.page.locator('#steps').getByText(words.theirs).waitFor()

  // A step and an incident that are being filled in, and a tab that is closed while a change waits.
  await record(page, 'IN-02', words.step)
  await waits(page, 'step')
  await lockWhileIdle(page)
  await unlock(page)
  await page.getByText(`IN-02`).first().waitFor()
  await page.getByRole('button', { name: '接着写' }).click()
  expect(await dialog.getByLabel('记录在哪里').inputValue()).toBe(words.step)
  await dialog.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '接着写' }).waitFor({ state: 'detached' })
  await context.setOffline(true)
  await addLine(page, `${words.lost}二`)
  await page.getByText(/有 1 处改动已加密留在这台设备上/).waitFor()
  await waits(page, 'change')
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto('/app/secrets')
  await unlock(again)
  await again.getByText('这台设备上还留着您没有提交的内容').waitFor()
  await fits(again)
  await again.getByRole('link', { name: /^去看/ }).click()
  await again.getByText(/没有保存的 1 处改动已经取回，保存好了/).waitFor()
  await again.locator('#log').getByText(`${words.lost}二`).waitFor()

  await again.getByRole('link', { name: '‹ 泄密处置' }).click()
  await again.getByRole('button', { name: '开始一次演练' }).click()
  await again.getByRole('dialog').getByLabel('出了什么事').fill(words.begun)
  await waits(again, 'start')
  await lockWhileIdle(again)
  await nothingInTheClear(again)
  await unlock(again)
  await again.getByText(words.begun).waitFor()
  await again.getByRole('button', { name: '接着写' }).click()
  await again.getByRole('dialog').getByRole('button', { name: '开始计时' }).click()
  await again.getByRole('heading', { name: `演练 ${words.begun}` }).waitFor()
  await waits(again)
  expect(
    [...complaints, ...colleague.complaints].filter((one) => !harmless(one) && !/409|ERR_INTERNET/.test(one)),
  ).toEqual([])
}, 120_000)

test('a save that was under way when the room locked is neither lost nor made twice, nor is what two tabs take up', async () => {
  const { page, context } = await visit(owner, 1280)
  await page.goto('/app/incidents')
  await unlock(page)
  await page.getByRole('link', { name: words.drill }).click()
  await page.locator('#log').waitFor()
  // The server keeps it, and its answer never comes.
  await page.route(savePath, async (route) => {
    if (route.request().method() === 'GET') return route.continue()
    await route.fetch()
    await lock(page)
    await route.abort()
  })
  await addLine(page, `${words.lost}三`)
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  const other = await context.newPage()
  await other.goto(page.url())
  await Promise.all([unlock(page), unlock(other)])
  for (const tab of [page, other]) {
    await tab.locator('#log .timeline').getByText(`${words.lost}三`).waitFor()
    await tab.getByText('已保存', { exact: true }).waitFor()
    await waits(tab)
    expect(await tab.locator('#log .timeline').getByText(`${words.lost}三`).count()).toBe(1)
  }
  // Two tabs without a network: each keeps its own.
  await context.setOffline(true)
  await addLine(page, `${words.lost}四`)
  await addLine(other, `${words.lost}五`)
  await waits(page, 'change', 'change')
  await lock(page)
  await lock(other)
  await context.setOffline(false)
  await unlock(page)
  for (const line of ['四', '五']) await page.locator('#log .timeline').getByText(`${words.lost}${line}`).waitFor()
  await page.getByText('已保存', { exact: true }).waitFor()
  await unlock(other)
  for (const line of ['四', '五']) await other.locator('#log .timeline').getByText(`${words.lost}${line}`).waitFor()
}, 120_000)

test('nothing of it stands in the database', async () => {
  expect(await plainTextAnywhere(here, ['虚构总工'])).not.toEqual([])
  expect(await plainTextAnywhere(here, Object.values(words))).toEqual([])
})
