import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sessionCookie } from '../../platform/http/mount.ts'
import { axe, openPage, overflow } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { signIn } from '../harness.ts'
import { makeKey, passphrase, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const keeper = await aMember(here, 'enterprise', 'secret-keeper', owner.organisation)
const worker = await aMember(here, 'enterprise', 'employee', owner.organisation)

const visit = async ({ person, organisation }: Member, width = 1280) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
/** Names of the builder are all alike; here they must be told apart. */
for (const [member, name] of [
  [owner, '虚构总工'],
  [keeper, '虚构保管员'],
  [worker, '虚构技工'],
] as const)
  await here.owner.updateTable('person').set({ name }).where('id', '=', member.person.id).execute()

test('a firm sets its keys, gives them on, splits a recovery, rehearses it, and opens the vault with the printed key', async () => {
  const first = await visit(owner)
  const page = first.page
  await page.goto('/app/room/keys')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByRole('heading', { name: '密室由谁打开' }).waitFor()
  await row(page, '虚构总工').getByText('可打开密室').waitFor()
  expect(await axe(page)).toEqual([])

  const second = await visit(keeper, 360)
  await second.page.goto('/app/room/keys')
  await makeKey(second.page, '生成密钥')
  await second.page.getByRole('heading', { name: '我的密钥' }).waitFor()
  const third = await visit(worker)
  await third.page.goto('/app/room/keys')
  await makeKey(third.page, '生成密钥')
  await third.page.getByRole('heading', { name: '我的密钥' }).waitFor()

  await page.reload()
  await unlock(page)
  // The vault opens with its pages; on the page of keys it is opened by asking for it.
  await page.getByRole('button', { name: '打开密室' }).click()
  await row(page, '虚构保管员').getByRole('button', { name: '交给密室密钥' }).click()
  await row(page, '虚构保管员').getByText('可打开密室').waitFor()
  await page.getByRole('button', { name: '生成并打印' }).click()
  const printed = await page.locator('.printed-key pre').innerText()
  expect(printed.split('\n').length).toBeGreaterThan(2)
  await page.getByRole('button', { name: '已打印并收好' }).click()

  await page.getByRole('button', { name: '分给他们' }).click()
  await page.getByText('还没有演练过').waitFor()
  await page.getByLabel('说明').fill('季度演练')
  await page.getByRole('button', { name: '发起演练' }).click()
  await page.getByText('已交出：—（0/2）').waitFor()
  for (const { page: theirs } of [second, third]) {
    await theirs.reload()
    await unlock(theirs)
    await theirs.getByRole('button', { name: '确认是本人发起，交出我的份额' }).click()
    await theirs.getByRole('button', { name: '确认是本人发起，交出我的份额' }).waitFor({ state: 'detached' })
    expect(await overflow(theirs)).toBeLessThanOrEqual(0)
    expect(await axe(theirs)).toEqual([])
  }
  await page.reload()
  await unlock(page)
  await page.getByRole('button', { name: '合并份额' }).click()
  await page.getByText('上次演练成功').waitFor()

  // The passphrase is forgotten: a new key, and the paper from the safe.
  await page.reload()
  await page.getByText('更换密钥').first().click()
  await page.getByLabel('原因').fill('忘记口令')
  const replace = page.locator('details').filter({ hasText: '更换密钥' })
  await replace.getByLabel('口令', { exact: true }).fill(passphrase)
  await replace.getByLabel('再输入一次口令').fill(passphrase)
  await replace.getByRole('button', { name: '更换密钥' }).click()
  await page.getByText('用打印的恢复密钥打开').first().click()
  await page.getByLabel('逐行输入恢复密钥').fill(printed)
  const paper = page.locator('details').filter({ hasText: '用打印的恢复密钥打开' })
  await paper.getByLabel('说明').fill('口令遗失')
  await paper.getByRole('button', { name: '用打印的恢复密钥打开' }).click()
  await row(page, '虚构总工').getByText('可打开密室').waitFor()
  for (const words of ['使用了打印的恢复密钥', '合并了恢复份额', '打印了恢复密钥', '建立了密室'])
    await page.getByText(words).first().waitFor()
  for (const { complaints } of [first, second, third])
    expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 240_000)

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
  await page.getByRole('button', { name: '打开密室' }).click()
  await page.getByRole('button', { name: '更换密室密钥' }).waitFor()
}, 60_000)
