import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import yauzl from 'yauzl'
import { axe, overflow } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { aContribution } from '../diagnostic-maker.ts'
import { signIn } from '../harness.ts'
import { giveVaultKey, makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const keeper = await aMember(here, 'enterprise', 'secret-keeper', owner.organisation)
const worker = await aMember(here, 'enterprise', 'employee', owner.organisation)
for (const [member, name] of [
  [owner, '虚构老板'],
  [keeper, '虚构保管员'],
  [worker, '虚构网管'],
] as const)
  await here.owner.updateTable('person').set({ name }).where('id', '=', member.person.id).execute()
const visit = async ({ person, organisation }: Member, width = 1280) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })

/** Words that exist nowhere else; after the journey none of them may be found in the database or the object store. */
const secret = {
  evidence: '磐石七号会议纪要',
  place: '三楼东侧绿色铁皮柜',
  keeper: '档案员欧阳某',
  note: '甲车间尚未贴标',
  reason: '本厂没有来访接待区',
  byWorker: '堡垒机账号台账乙本',
  begun: '半句没写完的话云栖',
  action: '给乙车间配料间装门禁',
  told: '给服务器间换锁云栖',
  first: '甲的说明云栖',
  second: '乙的说明云栖',
  who: '设备科上官某',
}
const harmless = (text: string) => /status of (401|404)/.test(text)
const choose = async (page: Page, label: string, option: string | RegExp) => {
  await page.getByRole('button', { name: label }).first().click()
  await page.getByRole('option', { name: option }).first().click()
}
const addEvidence = async (page: Page, what: string, where = '', keeper = '') => {
  await page.getByRole('button', { name: '新增 证据：有什么、在哪里、谁保管' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('有什么').fill(what)
  await dialog.getByLabel('在哪里').fill(where)
  await dialog.getByLabel('谁保管').fill(keeper)
  await dialog.getByRole('button', { name: '确定' }).click()
}
/** Answers the question that is shown, and waits for the next. */
const answerNext = async (page: Page, level: RegExp, at: number, of: number) => {
  await page.getByRole('radio', { name: level }).click({ force: true })
  await page.getByRole('button', { name: '保存，下一题' }).click()
  if (at < of) await page.getByRole('heading', { name: `第 ${at + 1} 题，共 ${of} 题` }).waitFor()
}

async function textOfDocx(file: Buffer): Promise<string> {
  const archive = await yauzl.fromBufferPromise(file, { lazyEntries: true })
  for await (const entry of archive.eachEntry())
    if (entry.fileName === 'word/document.xml')
      return Buffer.concat(await (await archive.openReadStreamPromise(entry)).toArray())
        .toString('utf8')
        .replace(/<[^>]+>/g, '')
  throw new RangeError('no text in it')
}

test('a small firm does the quick check on a phone, stops, and goes on where it left', async () => {
  const { page, complaints } = await visit(owner, 360)
  await page.goto('/app/diagnostic')
  await page.getByText('不要写入商业秘密的具体内容').waitFor()
  await makeKey(page, '生成密钥，建立密室')
  await page.getByRole('heading', { name: '开始一次自评' }).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await choose(page, '企业规模', '小型')
  await page.getByText('要答 25 题').waitFor()
  await page.getByRole('button', { name: '加密保存并开始' }).click()
  await page.getByRole('heading', { name: '第 1 题，共 25 题' }).waitFor()
  await page.getByRole('radio', { name: /^3 已落实/ }).click({ force: true })
  await page.getByText('核实分最多按 1 分计算').waitFor()
  await addEvidence(page, secret.evidence, secret.place, secret.keeper)
  await page.getByLabel('说明').fill(secret.note)
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '保存，下一题' }).click()
  await page.getByRole('heading', { name: '第 2 题，共 25 题' }).waitFor()

  const desk = await visit(owner, 1280)
  await desk.page.goto('/app/diagnostic')
  await unlock(desk.page)
  await desk.page.getByText('已答 1/25').first().waitFor()
  await desk.page.getByRole('link', { name: '接着答' }).click()
  await desk.page.getByRole('heading', { name: '第 2 题，共 25 题' }).waitFor()
  await desk.page.getByRole('button', { name: '上一题' }).click()
  await desk.page.getByText(secret.place).waitFor()
  expect(await desk.page.getByRole('radio', { name: /^3 已落实/ }).isChecked()).toBe(true)
  await desk.context.close()

  // What is begun and not complete is told, asked about before one leaves, and there when one comes back.
  await page.getByLabel('说明').fill(secret.begun)
  await page.getByRole('button', { name: '先跳过' }).click()
  await page.getByRole('heading', { name: '第 3 题，共 25 题' }).waitFor()
  await page.getByText(/改了还没保存：/).waitFor()
  await page.getByRole('link', { name: '结果' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '留在本页' }).click()
  await page.getByRole('button', { name: '上一题' }).click()
  expect(await page.getByLabel('说明').inputValue()).toBe(secret.begun)
  for (let at = 2; at <= 25; at++) {
    await page.getByRole('heading', { name: `第 ${at} 题，共 25 题` }).waitFor()
    const away = page.getByRole('radio', { name: /^不适用/ })
    if ((await away.count()) > 0 && at > 15) {
      await away.click({ force: true })
      expect(await page.getByRole('button', { name: '保存，下一题' }).isDisabled()).toBe(true)
      await page.getByLabel('不适用的理由').fill(secret.reason)
      await page.getByRole('button', { name: '保存，下一题' }).click()
    } else await answerNext(page, /^2 已建立/, at, 25)
  }
  await page.getByRole('link', { name: '看结果' }).click()
  await page.getByText('单独计分，不换算成等级').waitFor()
  expect(await page.getByText('成熟度等级').count()).toBe(0)
  await page.locator('#answers summary').first().click()
  await page.locator('#answers').getByText(new RegExp(secret.place)).waitFor()
  await page.getByText('题目、权重、等级门槛由平台').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '完成这次自评' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '完成这次自评' }).click()
  await page.getByText(/完成$/).first().waitFor()
  expect(complaints.filter((text) => !harmless(text))).toEqual([])
}, 240_000)

test('the full assessment takes over answers; a colleague answers one part on two devices, and a gap gets an owner and a day', async () => {
  const theirs = await visit(worker)
  await theirs.page.goto('/app/diagnostic/answer')
  await makeKey(theirs.page, '生成密钥')
  await theirs.page.getByText('没有请您回答的部分').waitFor()

  const { page, complaints } = await visit(owner)
  await page.goto('/app/diagnostic')
  await unlock(page)
  await choose(page, '做哪一种', /完整自评/)
  await page.getByText('汽车及零部件').click()
  await page.getByText('要答 78 题').waitFor()
  await page.getByRole('button', { name: '加密保存并开始' }).click()
  await page.getByText('已答 25/78').first().waitFor()
  await page.getByRole('link', { name: '分工与核实' }).click()
  await page.getByRole('button', { name: '请同事答：信息系统与数据' }).click()
  await choose(page, '同事的账户', '虚构网管')
  await page.getByLabel('请在哪天前答完').fill('2026-12-01')
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await page.getByText('已交给本人').waitFor()
  expect(await axe(page)).toEqual([])

  await theirs.page.reload()
  await unlock(theirs.page)
  await theirs.page
    .getByText(/信息系统与数据（2026年12月1日前答完）/)
    .first()
    .waitFor()
  await theirs.page
    .getByRole('radio', { name: /^4 持续改进/ })
    .first()
    .click({ force: true })
  await addEvidence(theirs.page, secret.byWorker)
  expect(await axe(theirs.page)).toEqual([])
  await theirs.page.getByRole('button', { name: '加密提交已答的 1 题' }).click()
  await theirs.page.getByText('已加密交给保管人').waitFor()
  const phone = await visit(worker, 360)
  await phone.page.goto('/app/diagnostic/answer')
  await unlock(phone.page)
  await phone.page.getByText('已提交').waitFor()
  await phone.page.getByText(secret.byWorker).waitFor()
  await phone.page.getByText('这一部分都答完了').click()
  expect(await overflow(phone.page)).toBeLessThanOrEqual(0)
  await phone.page.getByRole('button', { name: '提交“都答完了”' }).click()
  await phone.page.getByText('没有请您回答的部分').waitFor()

  await page.reload()
  await unlock(page)
  await page.getByText(new RegExp(secret.byWorker)).waitFor()
  await page.getByText('本人表示答完').waitFor()
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: '采用所选的回答' }).click()
  await page.getByText(new RegExp(secret.byWorker)).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '结果' }).click()
  await page.getByText('还有 53 题没答').waitFor()
  const dialog = page.getByRole('dialog')
  const add = page.getByRole('button', { name: /^列入整改 / })
  await add.first().click()
  await dialog.getByText('去补').waitFor()
  await dialog.getByLabel('做什么').fill(secret.action)
  await choose(page, '谁负责', '其他人（写姓名）')
  await dialog.getByLabel('姓名', { exact: true }).fill(secret.who)
  await dialog.getByText('系统发不到本人').waitFor()
  await dialog.getByLabel('哪天前').fill('2020-01-31')
  expect(await axe(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('已列入').first().waitFor()
  await dialog.waitFor({ state: 'detached' })
  await add.first().click()
  await dialog.getByLabel('做什么').fill(secret.told)
  await choose(page, '谁负责', '虚构网管')
  await dialog.getByLabel('哪天前').fill('2099-01-31')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await phone.page.goto('/app/to-do')
  await unlock(phone.page)
  await phone.page.getByRole('button', { name: '打开' }).first().click()
  await phone.page.getByText(new RegExp(secret.told)).waitFor()
  expect([...complaints, ...theirs.complaints, ...phone.complaints].filter((text) => !harmless(text))).toEqual([])
}, 120_000)

test('what is left is answered one by one, and the result is a paper', async () => {
  const { page, complaints } = await visit(owner)
  await page.goto('/app/diagnostic')
  await unlock(page)
  await page.getByRole('link', { name: '接着答' }).first().click()
  await page.locator('#question').waitFor()
  const left = await page
    .getByText(/已答 \d+\/78/)
    .first()
    .innerText()
  for (let open = 78 - Number(/\d+/.exec(left)?.[0]); open > 0; open--) {
    await page.getByRole('radio', { name: /^3 已落实/ }).click({ force: true })
    const usual = page.getByRole('button', { name: /^\+ / }).first()
    if ((await usual.count()) > 0) await usual.click()
    await page.getByRole('button', { name: '保存，下一题' }).click()
    await page
      .getByText(`已答 ${79 - open}/78`)
      .first()
      .waitFor()
    const item = page.locator('.round-parts .item:not(.answered)').first()
    if (open > 1) {
      await page.locator('.round-parts details').evaluateAll((all) => {
        for (const one of all) one.setAttribute('open', '')
      })
      const id = (await item.innerText()).trim()
      await item.click()
      await page.locator(`#q-${id}`).waitFor()
    }
  }
  await page.getByRole('link', { name: '看结果' }).click()
  await page.getByRole('heading', { name: '成熟度等级' }).waitFor()
  await page.getByText('没有由作答人以外的人核实的').filter({ visible: true }).first().waitFor()
  expect(await axe(page)).toEqual([])
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 DOCX' }).click(),
  ])
  const text = await textOfDocx(await readFile(await download.path()))
  for (const word of [secret.evidence, secret.byWorker, secret.action, '企业商业秘密保护自评报告'])
    expect(text, word).toContain(word)
  expect(complaints.filter((one) => !harmless(one))).toEqual([])
}, 180_000)

test('two keepers answer side by side, one confirms what the other answered, and the assessment is finished', async () => {
  const { page, complaints } = await visit(owner)
  const second = await visit(keeper, 360)
  await second.page.goto('/app/room/keys')
  await makeKey(second.page, '生成密钥')
  await page.goto('/app/room/keys')
  await unlock(page)
  await giveVaultKey(page, '虚构保管员', second.page)

  await page.goto('/app/diagnostic')
  await unlock(page)
  await page.getByRole('link', { name: '看结果' }).first().click()
  await page.getByRole('link', { name: '答题' }).click()
  await second.page.goto('/app/diagnostic')
  await unlock(second.page)
  await second.page.getByRole('link', { name: '看结果' }).first().click()
  await second.page.getByRole('link', { name: '答题' }).click()
  const pick = async (at: Page, id: string) => {
    await at.getByText('已答 78/78').first().waitFor()
    await at.locator('.round-parts details').evaluateAll((all) => {
      for (const one of all) one.setAttribute('open', '')
    })
    await at.locator('.round-parts .item').filter({ hasText: id }).click()
    await at.getByText(id, { exact: true }).first().waitFor()
  }
  // Both have seen the same state of one part; each answers another question of it.
  await pick(page, 'CAR-01')
  await pick(second.page, 'CAR-02')
  await page.getByLabel('说明').fill(secret.first)
  await second.page.getByLabel('说明').fill(secret.second)
  await second.page.getByRole('button', { name: '保存，下一题' }).click()
  await second.page.getByText('CAR-03', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: '保存，下一题' }).click()
  await page.getByText('CAR-02', { exact: true }).first().waitFor()
  expect(await page.getByLabel('说明').inputValue()).toBe(secret.second)
  await page.getByRole('button', { name: '上一题' }).click()
  expect(await page.getByLabel('说明').inputValue()).toBe(secret.first)

  await second.page.getByRole('link', { name: '分工与核实' }).click()
  await second.page.getByRole('button', { name: '核实这一部分：组织与责任' }).click()
  await second.page.getByRole('dialog').getByRole('button', { name: '核实这一部分' }).click()
  await second.page.getByText(/^虚构保管员，/).waitFor()
  expect(await axe(second.page)).toEqual([])
  expect(await overflow(second.page)).toBeLessThanOrEqual(0)

  await page.getByRole('link', { name: '分工与核实' }).click()
  await page.reload()
  await unlock(page)
  await page.getByText(/^虚构保管员，/).waitFor()
  await page.getByRole('link', { name: '结果', exact: true }).click()
  await page.getByRole('button', { name: '完成这次自评' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '完成这次自评' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: '完成这次自评' }).count()).toBe(0)

  // The next one of its kind is held against it.
  await page.goto('/app/diagnostic')
  await unlock(page)
  await page.getByText('汽车及零部件').waitFor()
  await page.getByRole('button', { name: '加密保存并开始' }).click()
  await page.getByText('已答 78/78').first().waitFor()
  await page.getByRole('radio', { name: /^4 持续改进/ }).click({ force: true })
  await page.getByRole('button', { name: '保存，下一题' }).click()
  await page.getByRole('link', { name: '结果', exact: true }).click()
  await page.getByText('比上次好的 1 题').waitFor()
  await page
    .getByText(/^上次 \d+\.\d/)
    .first()
    .waitFor()
  expect(await axe(page)).toEqual([])
  expect([...complaints, ...second.complaints].filter((text) => !harmless(text) && !/409/.test(text))).toEqual([])
}, 120_000)

test('the plan is kept, and scores are compared once ten firms have given theirs', async () => {
  for (let at = 0; at < 9; at++) {
    const other = await aMember(here, 'enterprise', 'representative')
    const { size, version, scores } = aContribution('small', 10 * at)
    await here.owner
      .insertInto('assessmentContribution')
      .values({
        ...{ organisationId: other.organisation.id, size, contentVersion: version, agreedBy: other.person.id },
        scores: JSON.stringify(scores),
      })
      .execute()
  }
  const { page, complaints } = await visit(owner, 360)
  await page.goto('/app/diagnostic/peers')
  await unlock(page)
  await page.getByText('不足 10 家').waitFor()
  await page.getByRole('button', { name: '同意提供' }).click()
  await page.getByText('取自至少 10 家企业').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '停止提供并清除' }).click()
  await page.getByText('已停止，分数已清除').waitFor()
  await page.getByText('不足 10 家').waitFor()

  await page.goto('/app/diagnostic/plan')
  await unlock(page)
  await page.getByText(secret.action).waitFor()
  await page.getByText(/已过期 \d{4} 天/).waitFor()
  await page.getByText(/1 项已过期/).waitFor()
  await page.getByText('去补').first().waitFor()
  await page.getByText(/已告知本人/).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page
    .getByRole('row')
    .filter({ hasText: secret.action })
    .getByRole('button', { name: /^修改 / })
    .click()
  await choose(page, '状态', '已完成')
  await page.getByLabel('经过或原因').fill('已装好')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText(/办结$/).waitFor()
  expect(complaints.filter((text) => !harmless(text))).toEqual([])
}, 120_000)

test('nothing that was typed stands in the database or the object store', async () => {
  // The search does find what stands there in the open.
  expect(await plainTextAnywhere(here, ['虚构网管'])).not.toEqual([])
  expect(await plainTextAnywhere(here, Object.values(secret))).toEqual([])
})
