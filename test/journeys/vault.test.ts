import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { organisationContract } from '../../features/organisation/organisation.contract.ts'
import { sealedContract } from '../../features/vault/sealed.contract.ts'
import { vaultContract } from '../../features/vault/vault.contract.ts'
import { sessionCookie } from '../../platform/http/mount.ts'
import { identityOf } from '../../vault/identity.ts'
import { openRoom } from '../../vault/open-room.ts'
import { axe, openPage, overflow, type Seen } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { compareCodes, giveVaultKey, heldInMemory, makeKey, myCode, passphrase, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'
import { aTradeSecret } from '../trade-secret-maker.ts'

// A firm of five on its way: set up, rehearsal, a forgotten passphrase, a colleague who leaves; and a server that swaps keys.

const here = await aServedHouse()
const keys = '/app/room/keys'
const owner = await aMember(here, 'enterprise', 'representative')
const join = (role: 'secret-keeper' | 'employee') => aMember(here, 'enterprise', role, owner.organisation)
const keeper = await join('secret-keeper')
const [worker, seller, clerk] = [await join('employee'), await join('employee'), await join('employee')]
/** Names of the builder are all alike; here they must be told apart. */
for (const [member, name] of [
  [owner, '虚构总工'],
  [keeper, '虚构保管员'],
  [worker, '虚构技工'],
  [seller, '虚构销售'],
  [clerk, '虚构文员'],
] as const)
  await here.owner.updateTable('person').set({ name }).where('id', '=', member.person.id).execute()

const seen: Seen[] = []
afterAll(() =>
  expect(seen.flatMap(({ complaints }) => complaints).filter((text) => !/status of (401|404|409)/.test(text))).toEqual(
    [],
  ),
)
async function visit({ person, organisation }: Member, path: string, width = 1280): Promise<Page> {
  const one = await here.visit({ width, session: await signIn(here, person.id, organisation.id) })
  seen.push(one)
  await one.page.goto(path)
  return one.page
}
/** As after a night: what was in memory is gone. */
async function again(page: Page, path = keys) {
  await page.goto(path)
  await unlock(page)
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
/** For people who want to look: `SHOTS=/some/folder`. */
async function look(page: Page, name: string) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

const generations = () =>
  here.owner
    .selectFrom('vaultGeneration')
    .select('recipient')
    .where('organisationId', '=', owner.organisation.id)
    .orderBy('number')
    .execute()

async function replaceKey(page: Page) {
  await page.goto(keys)
  await page.getByText('忘记口令？').click()
  await look(page, 'forgotten')
  await page.getByText('更换密钥', { exact: true }).first().click()
  const form = page.locator('details').filter({ hasText: '更换密钥' })
  await form.getByLabel('原因').fill('忘记口令')
  await form.getByLabel('口令', { exact: true }).fill(passphrase)
  await form.getByLabel('再输入一次口令').fill(passphrase)
  await form.getByRole('button', { name: '更换密钥' }).click()
  await page.getByRole('heading', { name: '怎样打开密室' }).waitFor()
}

type Firm = { page: Page; theirs: Page; third: Page; printed: string }

test('a firm of five sets up, rehearses, recovers in two ways, notices a swapped key, and changes the key when one leaves', async () => {
  const page = await visit(owner, keys)
  const printed = await setUp(page)
  const firm = { page, theirs: await visit(keeper, keys, 360), third: await visit(worker, keys, 360), printed }
  await giveToSecondKeeper(firm)
  await shareAndRehearse(firm)
  await recoverByShares(firm)
  await recoverByPaper(firm)
  await noticeSwappedKey(firm)
  await changeKeyWhenOneLeaves(firm)
  await findNothing(firm)
}, 300_000)

/** The owner sets the room up and prints the recovery key, told at each step what is next. */
async function setUp(page: Page): Promise<string> {
  await page.getByRole('button', { name: '生成密钥，建立密室' }).waitFor()
  await look(page, 'a1-first-visit')
  await makeKey(page, '生成密钥，建立密室')
  await row(page, '虚构总工').getByText('可打开密室').waitFor()
  const next = page.locator('li').filter({ has: page.getByText('下一步', { exact: true }) })
  await next.getByText('打印恢复密钥，放进保险柜').waitFor()
  await look(page, 'a2-vault-made')
  await page.getByRole('button', { name: '生成并打印' }).click()
  const printed = await page.locator('.printed-key pre').innerText()
  expect(printed.trim().split('\n')).toHaveLength(4)
  await look(page, 'a3-printed')
  await page.getByRole('button', { name: '已打印并收好' }).click()
  expect(await page.getByText(printed.slice(3, 20)).count()).toBe(0)
  await next.getByText('核对并交给第二位保管人').waitFor()
  return printed
}

/** A second keeper is given the key after both have compared the code, and not before. */
async function giveToSecondKeeper({ page, theirs, third }: Firm) {
  await makeKey(theirs, '生成密钥')
  await theirs.getByRole('heading', { name: '怎样打开密室' }).waitFor()
  await look(theirs, 'a4-keeper-waits-phone')
  await makeKey(third, '生成密钥')
  await third.getByRole('heading', { name: '我的密钥' }).waitFor()
  await look(third, 'a5-worker-phone')
  await again(page)
  await row(page, '虚构保管员').getByRole('button', { name: '交给密室密钥' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: '交给密室密钥' }).isDisabled()).toBe(true)
  await look(page, 'a6-compare')
  await dialog.getByRole('button', { name: '取消' }).click()
  await giveVaultKey(page, '虚构保管员', theirs)
  await again(theirs)
  await row(theirs, '虚构保管员').getByText('可打开密室').waitFor()
  // Whoever opened the vault has vouched in it for their own key.
  await row(theirs, '虚构总工').getByText('已核对', { exact: true }).waitFor()
  await look(theirs, 'a7-keeper-open-phone')
}

/** Three people share a recovery of two, and rehearse it. */
async function shareAndRehearse({ page, theirs, third }: Firm) {
  await page.getByText(/还不能选：.*虚构技工/).waitFor()
  await row(page, '虚构技工').getByRole('button', { name: '核对' }).click()
  await compareCodes(page, await myCode(third), '确认一致')
  await page.getByText('虚构技工', { exact: true }).last().waitFor()
  await look(page, 'b1-before-split')
  await page.getByRole('button', { name: '分给他们' }).click()
  await page.getByText('还没有演练过').waitFor()
  await page.getByLabel('演练说明').fill('季度演练')
  await page.getByRole('button', { name: '发起演练' }).click()
  await page.getByText('已交出：—（0/2）').waitFor()
  await look(page, 'b2-rehearsal-asked')
  const code = await myCode(page)
  await again(theirs)
  await theirs.getByText('虚构总工的密钥：').waitFor()
  await look(theirs, 'b3-give-phone')
  for (const giver of [theirs, third]) {
    if (giver === third) await again(giver)
    await giver.getByRole('button', { name: '核对并交出份额' }).click()
    await compareCodes(giver, code, '交出我的份额')
    await giver.getByText('您已交出份额').waitFor()
    await look(giver, giver === third ? 'b4-gave-phone' : 'b4-gave-keeper-phone')
  }
  await again(page)
  await look(page, 'b5-ready')
  await page.getByRole('button', { name: '合并份额' }).click()
  await page.getByText('演练成功：这些份额').waitFor()
  await page.getByText('上次演练成功').waitFor()
  await look(page, 'b6-rehearsed')
}

/** The owner forgets the passphrase: colleagues notice the changed key, compare, and recover the vault with their shares. */
async function recoverByShares({ page, theirs, third }: Firm) {
  await replaceKey(page)
  await look(page, 'd1-ways-in')
  await page.locator('#shares').getByLabel('为什么要恢复').fill('忘记口令')
  await page.getByRole('button', { name: '发起恢复' }).click()
  await page.getByText('已交出：—（0/2）').waitFor()
  await look(page, 'd2-asked')
  const code = await myCode(page)
  for (const giver of [theirs, third]) {
    await again(giver)
    // Both compared the owner's key before, and this is another.
    await giver.getByText('核对后密钥变了').first().waitFor()
    await giver.getByRole('button', { name: '核对并交出份额' }).click()
    await giver.getByRole('dialog').getByText('这把密钥与上次核对时不同').waitFor()
    await look(giver, giver === third ? 'd3-changed-phone' : 'd3-changed-keeper-phone')
    await compareCodes(giver, code, '交出我的份额')
    await giver.getByText('您已交出份额').waitFor()
  }
  await again(page)
  await page.getByRole('button', { name: '合并份额' }).click()
  await page.getByText('密室已打开，并已重新交给您的密钥').waitFor()
  await row(page, '虚构总工').getByText('可打开密室').waitFor()
  await look(page, 'd4-recovered')
}

/** And another time opens it with the printed key, whose misread line is named. */
async function recoverByPaper({ page, printed }: Firm) {
  await replaceKey(page)
  const paper = page.locator('details').filter({ hasText: '用打印的恢复密钥打开' })
  await paper.locator('summary').click()
  const wrong = printed.replace(/(?<=\n2 {2}.)./, (letter) => (letter === 'A' ? 'B' : 'A'))
  await paper.getByLabel('逐行输入恢复密钥').fill(wrong)
  await paper.getByLabel('为什么要恢复').fill('口令遗失')
  await paper.getByRole('button', { name: '用打印的恢复密钥打开' }).click()
  await page.getByText('恢复密钥第 2 行与打印件不符').waitFor()
  await look(page, 'd5-misread')
  await paper.getByLabel('逐行输入恢复密钥').fill(printed)
  await paper.getByRole('button', { name: '用打印的恢复密钥打开' }).click()
  await row(page, '虚构总工').getByText('可打开密室').waitFor()
}

/** A server that swaps the key of a keeper is noticed, and gets the next key of the vault by no way. */
async function noticeSwappedKey({ page, theirs }: Firm) {
  const swapped = (await identityOf(randomBytes(32))).recipient
  const { recipient: before } = await here.owner
    .selectFrom('memberKey')
    .select('recipient')
    .where('personId', '=', keeper.person.id)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const swap = async (from: string, to: string) => {
    await here.owner.updateTable('memberKey').set({ recipient: to }).where('recipient', '=', from).execute()
    await here.owner.updateTable('vaultWrap').set({ recipient: to }).where('recipient', '=', from).execute()
  }
  await swap(before, swapped)
  await again(page)
  await row(page, '虚构保管员').getByText('核对后密钥变了').waitFor()
  await page.getByText('虚构保管员的密钥在核对以后变了').waitFor()
  await page.getByRole('button', { name: '更换密室密钥' }).click()
  await page.getByText(/^虚构保管员的密钥还没有核对，或者核对以后变了，密室密钥没有交出/).waitFor()
  await look(page, 'swapped')
  expect(await generations()).toHaveLength(1)
  // Nor is the false key worth anything as one's own: its owner is told at once.
  await again(theirs)
  await theirs.getByText('服务器上登记的公钥不是您手里这把').waitFor()
  await look(theirs, 'swapped-own-phone')
  await swap(swapped, before)

  // A false key of the vault, while a page of it is open.
  await again(page, '/app/secrets')
  await page.getByText('还没有登记').waitFor()
  // The owner's own key was replaced meanwhile, so that the vault's is changed first.
  await expect.poll(async () => (await generations()).length).toBe(2)
  const vault = (await generations()).at(-1)?.recipient ?? ''
  const swapVault = (from: string, to: string) =>
    here.owner.updateTable('vaultGeneration').set({ recipient: to }).where('recipient', '=', from).execute()
  await swapVault(vault, swapped)
  // What was read a moment ago is not asked for again.
  await page.waitForTimeout(5500)
  await page.getByRole('link', { name: '制度与文书' }).first().click()
  await page.getByText('这不是本设备以前打开过的那个密室').waitFor()
  await look(page, 'vault-swapped')
  await swapVault(swapped, vault)
}

/** When a keeper leaves, the next to open a page of the room changes the key for those who stay. */
async function changeKeyWhenOneLeaves({ page, third }: Firm) {
  expect((await owner.caller.call(organisationContract.dismiss, { id: keeper.person.id })).status).toBe(200)
  await again(page)
  await page.getByText('密室密钥应当更换').waitFor()
  await look(page, 'c1-left')
  await again(page, '/app/secrets')
  await page.getByText('还没有登记').waitFor()
  await again(page)
  await page.getByText('密室密钥第 3 代', { exact: true }).first().waitFor()
  expect(await row(page, '虚构保管员').count()).toBe(0)
  const more = page.getByRole('button', { name: '加载更多' })
  await more.click()
  await more.click()
  for (const words of [
    '更换了密室密钥',
    '办理了离任，密室密钥随即收回：',
    '使用了打印的恢复密钥',
    '合并了恢复份额',
    '取出了本人的恢复份额',
    '打印了恢复密钥',
  ])
    await page.getByText(words).first().waitFor()
  await look(page, 'c2-changed')
  await third.reload()
  await look(third, 'c3-events-phone')
}

/** No word and no digit of what opens the vault is in the database or the object store. */
async function findNothing({ printed }: Firm) {
  const lines = printed
    .split('\n')
    .map((line) => line.slice(3))
    .filter((line) => line !== '')
  expect(await plainTextAnywhere(here, ['虚构总工'])).not.toEqual([])
  expect(await plainTextAnywhere(here, [passphrase, ...lines])).toEqual([])
}

test('a room that locks warns before, leaves nothing open in the page or its memory, and gives back what was being typed', async () => {
  const firm = await aMember(here, 'enterprise', 'representative')
  const page = await visit(firm, '/app/secrets')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByText('还没有登记').waitFor()
  await keepEntry(firm, 'ZQKEPT 虚构配方')
  await again(page, '/app/secrets')
  await page.getByText('ZQKEPT').first().waitFor()
  await page.getByRole('link', { name: '登记一项' }).first().click()
  await page.getByLabel('它是什么').fill('ZQTYPED 虚构工艺')
  expect(await heldInMemory(page, ['ZQKEPT', 'ZQTYPED'])).toEqual(['ZQKEPT', 'ZQTYPED'])
  // What was typed is sealed when the fingers rest.
  await page.waitForTimeout(2500)

  const [worker] = page.workers()
  const later = (minutes: number) =>
    worker?.evaluate((ms) => {
      const real = Date.now.bind(Date)
      Date.now = () => real() + ms
    }, minutes * 60_000)
  await later(9.5)
  await page.getByText('密室将在一分钟内自动上锁').waitFor()
  expect(await page.getByText('上锁时还有没提交的文字').count()).toBe(0)
  await look(page, 'lock-soon')
  await page.getByRole('button', { name: '继续使用' }).click()
  await page.getByText('密室将在一分钟内自动上锁').waitFor({ state: 'detached' })
  await later(10)
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
  const shown = await page.content()
  expect(['ZQKEPT', 'ZQTYPED'].filter((word) => shown.includes(word))).toEqual([])
  expect(await heldInMemory(page, ['ZQKEPT', 'ZQTYPED'])).toEqual([])

  await unlock(page)
  await page.getByText('上锁时还有没提交的文字').waitFor()
  await page.getByRole('button', { name: '取回' }).click()
  await page.getByText('ZQTYPED 虚构工艺').waitFor()
  await look(page, 'lock-typed')
  await page.getByRole('button', { name: '不要了' }).click()

  await page.goto(keys)
  await unlock(page)
  await page.getByRole('button', { name: '无人操作多久后上锁' }).click()
  await page.getByRole('option', { name: '5 分钟', exact: true }).click()
  await page.getByText('5 分钟无人操作即自动上锁').waitFor()
  await page.reload()
  await unlock(page)
  await page.getByText('5 分钟无人操作即自动上锁').waitFor()
  await page.getByRole('button', { name: '锁上密室' }).first().click()
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
}, 120_000)

/** Sealed in this process with what the server keeps and the passphrase that it does not. */
async function keepEntry({ caller, organisation }: Member, name: string) {
  const { body: here } = await caller.call(vaultContract.room, {})
  const room = openRoom()
  await room.unlockWithPassphrase(fromBase64(here.key?.locks[0]?.sealed ?? ''), passphrase)
  const { body: opening } = await caller.call(vaultContract.open, {})
  const generations = opening.generations.map((one) => ({
    ...one,
    link: one.link === null ? null : fromBase64(one.link),
  }))
  await room.openVault(organisation.id, fromBase64(opening.wrap), generations)
  const place = { organisation: organisation.id, collection: 'trade-secret', id: crypto.randomUUID(), revision: 1 }
  const [sealed] = await room.sealRecords([{ ...place, value: aTradeSecret({ name }) }])
  const { id, revision } = place
  const records = [{ id, revision, generation: 1, sealed: toBase64(sealed?.sealed ?? new Uint8Array()) }]
  expect((await caller.call(sealedContract.save, { collection: 'trade-secret', records })).status).toBe(200)
}

test('a passkey locks the key and unlocks the room, without a passphrase', async () => {
  const firm = await aMember(here, 'enterprise', 'representative')
  // A passkey belongs to a name: an address of numbers has none.
  const address = here.address.replace('127.0.0.1', 'localhost')
  const session = await signIn(here, firm.person.id, firm.organisation.id)
  const { page, context } = await openPage({ address })
  await context.addCookies([{ name: sessionCookie, value: session, url: address }])
  const authenticator = await context.newCDPSession(page)
  await authenticator.send('WebAuthn.enable')
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  })
  await page.goto('/app/room/keys')
  await page.getByRole('button', { name: '用通行密钥（指纹、面容或安全密钥）' }).click()
  await page.getByRole('heading', { name: '密室由谁打开' }).waitFor()
  await page.getByText(/^通行密钥 ·/).waitFor()
  await page.reload()
  await page.getByRole('button', { name: /^用通行密钥/ }).click()
  await page.getByRole('button', { name: '更换密室密钥' }).waitFor()
})
