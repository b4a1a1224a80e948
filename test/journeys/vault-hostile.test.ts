import { randomBytes } from 'node:crypto'
import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { fromBase64, textOf, toBase64, utf8 } from '../../evidence/bytes.ts'
import type { Handout } from '../../features/vault/handout.schema.ts'
import { sealedContract } from '../../features/vault/sealed.contract.ts'
import { vaultContract } from '../../features/vault/vault.contract.ts'
import type { Collection } from '../../features/vault/vault.schema.ts'
import { sessionCookie } from '../../platform/http/mount.ts'
import { openFile, sealFile } from '../../vault/age-file.ts'
import { type Identity, identityOf } from '../../vault/identity.ts'
import { openRoom } from '../../vault/open-room.ts'
import { aMember, type Member } from '../builders.ts'
import { signIn } from '../harness.ts'
import { makeKey, passphrase, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'
import { aTradeSecret } from '../trade-secret-maker.ts'

// A server that answers falsely, colleagues who send what they like, and a network that breaks at the worst moment.

const here = await aServedHouse()

const visit = async ({ person, organisation }: Member) =>
  here.visit({ session: await signIn(here, person.id, organisation.id) })

/** Somebody whose key is in this process, under the passphrase of everybody. */
async function withKey(member: Member) {
  const room = openRoom()
  const { recipient } = await room.makeMemberKey()
  const lock = { kind: 'passphrase' as const, sealed: toBase64(await room.lockUnderPassphrase(passphrase)) }
  expect((await member.caller.call(vaultContract.makeKey, { recipient, lock })).status).toBe(200)
  return { ...member, room, recipient }
}

/** A firm whose vault was made in this process: a keeper who has it open, and an employee with a key. */
async function aFirm() {
  const keeper = await withKey(await aMember(here, 'enterprise', 'representative'))
  const employee = await withKey(await aMember(here, 'enterprise', 'employee', keeper.organisation))
  const made = await keeper.room.makeVault(keeper.organisation.id, [keeper.recipient])
  const wraps = made.wraps.map(({ recipient, sealed }) => ({
    ...{ holder: 'member' as const, personId: keeper.person.id, recipient },
    sealed: toBase64(sealed),
  }))
  expect((await keeper.caller.call(vaultContract.make, { recipient: made.recipient, wraps })).status).toBe(200)
  return { keeper, employee, vault: made.recipient }
}
type Firm = Awaited<ReturnType<typeof aFirm>>

async function keep({ keeper }: Firm, collection: Collection, id: string, revision: number, value: unknown) {
  const place = { organisation: keeper.organisation.id, collection, id, revision }
  const [one] = await keeper.room.sealRecords([{ ...place, value }])
  const record = { id, revision, generation: 1, sealed: toBase64(one?.sealed ?? new Uint8Array()) }
  expect((await keeper.caller.call(sealedContract.save, { collection, records: [record] })).status).toBe(200)
}
const stranger = (): Promise<Identity> => identityOf(randomBytes(32))

/** The menu: what is in memory stays. */
const goTo = (page: Page, name: string) => page.getByRole('link', { name }).first().click()
/** What was read a moment ago is not asked for again. */
const later = (page: Page) => page.waitForTimeout(5500)

async function register(page: Page, name: string) {
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByLabel('名称（不透露内容）').fill(name)
  await page.getByRole('button', { name: '加密保存' }).click()
}

test('nothing is sealed with a key of the vault that the server does not have', async () => {
  const { keeper } = await aFirm()
  const { page } = await visit(keeper)
  await page.goto('/app/room/keys')
  await unlock(page)
  await page.getByText('密室密钥第 1 代', { exact: true }).first().waitFor()

  // While the new key is on its way, the page still knows the one before.
  const held: Route[] = []
  const generations = '**/api/vault/generations'
  await page.route(generations, (route) => {
    held.push(route)
  })
  await page.getByRole('button', { name: '更换密室密钥' }).click()
  await expect.poll(() => held.length).toBe(1)
  await goTo(page, '商业秘密登记')
  await register(page, '虚构甲配方')
  await page.getByText('密室密钥刚刚更换过').waitFor()
  await held[0]?.continue()
  await page.unroute(generations)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: '虚构甲配方' }).waitFor()

  // The network breaks: neither was the new key taken nor can the one before be had.
  await goTo(page, '密钥与恢复')
  const broken = [generations, '**/api/vault/opening']
  for (const door of broken) await page.route(door, (route) => route.abort())
  await page.getByRole('button', { name: '更换密室密钥' }).click()
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
  for (const door of broken) await page.unroute(door)
  await unlock(page)
  await goTo(page, '商业秘密登记')
  await goTo(page, '登记一项')
  await register(page, '虚构乙配方')
  await page.getByRole('heading', { name: '虚构乙配方' }).waitFor()

  await page.goto('/app/secrets')
  await unlock(page)
  for (const name of ['虚构甲配方', '虚构乙配方']) await page.getByRole('link', { name }).waitFor()
  expect(await page.getByText('条记录打不开').count()).toBe(0)
}, 120_000)

test('the device that made a vault knows it again', async () => {
  const firm = await aMember(here, 'enterprise', 'representative')
  const { page } = await visit(firm)
  await page.goto('/app/secrets')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByText('还没有登记').waitFor()
  // Another vault, sealed to the same key, with every record of it.
  const { body } = await firm.caller.call(vaultContract.room, {})
  const other = openRoom()
  await other.makeMemberKey()
  const made = await other.makeVault(firm.organisation.id, [body.key?.recipient ?? ''])
  const sealed = Buffer.from(made.wraps[0]?.sealed ?? [])
  await here.owner
    .updateTable('vaultGeneration')
    .set({ recipient: made.recipient })
    .where('organisationId', '=', firm.organisation.id)
    .execute()
  await here.owner.updateTable('vaultWrap').set({ sealed }).where('organisationId', '=', firm.organisation.id).execute()
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText('这不是本设备以前打开过的那个密室').waitFor()
}, 60_000)

const aHandout = (text: string): Handout => ({ v: 1, title: '虚构告知', text, about: {} })
async function hand({ keeper, employee, vault }: Firm, handout: Handout, digest?: string) {
  const bytes = utf8(JSON.stringify(handout))
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
  const one = {
    ...{ personId: employee.person.id, recipient: employee.recipient, kind: 'acknowledge' as const, dueOn: null },
    ...{ sealed: toBase64(await sealFile([employee.recipient, vault], bytes)), digest: digest ?? sha256 },
  }
  expect((await keeper.caller.call(sealedContract.hand, { handouts: [one] })).status).toBe(200)
}

test('an answer is sealed to the vault whose code can be compared and to the key in the room, whatever the server says beside it', async () => {
  const firm = await aFirm()
  await hand(firm, aHandout('云顶告知'))
  const { page } = await visit(firm.employee)
  const server = await stranger()
  await page.route(/\/api\/handouts\?/, async (route) => {
    const reply = await route.fetch()
    await route.fulfill({ response: reply, json: { ...(await reply.json()), vaultRecipient: server.recipient } })
  })
  await page.route(/\/api\/vault$/, async (route) => {
    const reply = await route.fetch()
    const body = await reply.json()
    await route.fulfill({ response: reply, json: { ...body, key: { ...body.key, recipient: server.recipient } } })
  })
  const sent = page.waitForRequest(/\/api\/handouts\/.+\/answer$/)
  await page.goto('/app/to-do')
  await unlock(page)
  await page.getByRole('button', { name: '打开' }).click()
  await page.getByText('云顶告知').waitFor()
  await page.getByRole('button', { name: '我已阅读并知悉' }).click()
  const answer = fromBase64((await sent).postDataJSON().answer)
  await expect(openFile([server], answer)).rejects.toThrow('not-for-this-key')
  expect(JSON.parse(textOf(await firm.keeper.room.open(answer)))).toMatchObject({ said: 'acknowledged' })
  expect(JSON.parse(textOf(await firm.employee.room.open(answer)))).toMatchObject({ said: 'acknowledged' })
}, 60_000)

test('nobody acknowledges one text by the digest of another', async () => {
  const firm = await aFirm()
  await hand(firm, aHandout('云顶所见'), randomBytes(32).toString('hex'))
  const { page } = await visit(firm.employee)
  await page.goto('/app/to-do')
  await unlock(page)
  await page.getByRole('button', { name: '打开' }).click()
  await page.getByText('收到的内容与登记的摘要不一致').waitFor()
  expect(await page.getByRole('button', { name: '我已阅读并知悉' }).count()).toBe(0)
}, 60_000)

test('what is no proposal keeps no other from the keeper, and no answer goes to a key that changed', async () => {
  const firm = await aFirm()
  const { keeper, employee, vault } = firm
  const propose = (sealed: string) =>
    employee.caller.call(sealedContract.propose, { collection: 'trade-secret', sealed })
  const proposal = { v: 1, name: '云顶建议', why: '', where: '', infoKind: null, proposedOn: '2026-11-20' }
  await propose(toBase64(await sealFile([vault], utf8(JSON.stringify(proposal)))))
  await propose(toBase64(await sealFile([vault], utf8('{"v":1}'))))
  await propose(randomBytes(300).toString('base64'))
  await keep(firm, 'comparison', employee.person.id, 1, {
    ...{ v: 1, recipient: employee.recipient, how: 'compared', by: keeper.person.name, at: '2026-11-20T01:00:00.000Z' },
  })
  const { page } = await visit(keeper)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText('云顶建议').waitFor()
  expect(await page.getByText('打不开的建议').count()).toBe(2)
  expect(await page.getByRole('button', { name: '采纳并登记' }).count()).toBe(1)
  const decline = async (name: string) => {
    await page.locator('.card').filter({ hasText: name }).first().getByRole('button', { name: '不采纳' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('云顶理由')
    await page.getByRole('dialog').getByRole('button', { name: '不采纳' }).click()
  }
  await decline('打不开的建议')
  await expect.poll(() => page.getByText('打不开的建议').count()).toBe(1)

  const { recipient } = await stranger()
  await here.owner.updateTable('memberKey').set({ recipient }).where('recipient', '=', employee.recipient).execute()
  await page.goto('/app/secrets')
  await unlock(page)
  await decline('云顶建议')
  await page.getByText('接收人的密钥在核对以后变了').waitFor()
  // Nor does a comparison that was spoilt count as none.
  await here.owner
    .updateTable('sealedRecord')
    .set({ sealed: randomBytes(300) })
    .where('id', '=', employee.person.id)
    .execute()
  await page.getByRole('dialog').getByRole('button', { name: '不采纳' }).click()
  await page.getByText('密文已损坏或被改动').waitFor()
  const { body } = await keeper.caller.call(sealedContract.proposals, { waiting: 'true' })
  expect(body.proposals).toHaveLength(2)
}, 90_000)

test('an older state of an entry is not shown in the place of a newer one that was seen', async () => {
  const firm = await aFirm()
  const id = crypto.randomUUID()
  await keep(firm, 'trade-secret', id, 1, aTradeSecret({ name: '云顶旧名' }))
  const { body: older } = await firm.keeper.caller.call(sealedContract.list, { collection: 'trade-secret' })
  await keep(firm, 'trade-secret', id, 2, aTradeSecret({ name: '云顶新名' }))
  const { page } = await visit(firm.keeper)
  await page.goto('/app/secrets')
  await unlock(page)
  await page.getByText('云顶新名').waitFor()
  await page.route(/\/api\/sealed\/trade-secret\?/, (route) =>
    route.fulfill({ json: { ...older, upTo: older.upTo + 1000 } }),
  )
  await later(page)
  await goTo(page, '涉密人员')
  await page.getByRole('heading', { name: '涉密人员', level: 1 }).waitFor()
  await goTo(page, '商业秘密登记')
  await page.getByText('有 1 条记录打不开').waitFor()
  expect(await page.getByText('云顶旧名').count()).toBe(0)
}, 60_000)

test('a public key that takes the place of the compared one of an officer is not compared', async () => {
  const firm = await aFirm()
  const officer = await withKey(await aMember(here, 'office', 'registrar'))
  await here.owner.updateTable('person').set({ name: '虚构收包人' }).where('id', '=', officer.person.id).execute()
  const id = crypto.randomUUID()
  await keep(firm, 'trade-secret', id, 1, aTradeSecret())
  const { page } = await visit(firm.keeper)
  await page.goto(`/app/packs/${id}`)
  await unlock(page)
  await page.getByRole('button', { name: '交给谁' }).click()
  await page.getByRole('option', { name: '虚构收包人' }).click()
  const uncompared = page.getByText('没有核对也能封存')
  await uncompared.waitFor()
  await page.getByText('已当面或者通过电话与对方核对一致').click()
  await uncompared.waitFor({ state: 'detached' })
  const { recipient } = await stranger()
  await here.owner.updateTable('memberKey').set({ recipient }).where('recipient', '=', officer.recipient).execute()
  // Everything is read again after an act.
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await uncompared.waitFor()
}, 60_000)

test('a pack that was begun and not finished does not outlast the lock', async () => {
  const firm = await aFirm()
  const id = crypto.randomUUID()
  await keep(firm, 'trade-secret', id, 1, aTradeSecret())
  const { page } = await visit(firm.keeper)
  await page.goto(`/app/packs/${id}`)
  await unlock(page)
  await page.getByRole('button', { name: '文书格式' }).click()
  await page.getByRole('option', { name: 'DOCX' }).click()
  const worker = () => page.workers().filter((one) => one.url().includes('evidence-worker')).length
  // The log does not answer: the pack waits for its proof.
  await page.route('**/api/log/deposits', () => undefined)
  await page.getByRole('button', { name: '封存并保存' }).click()
  await page.getByText('正在登记目录').waitFor()
  expect(worker()).toBe(1)
  await page.getByRole('button', { name: '锁上密室' }).click()
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
  await expect.poll(worker).toBe(0)
}, 120_000)

test('whoever signs in next in the same browser finds the room of the one before locked', async () => {
  const { keeper, employee } = await aFirm()
  const { page, context } = await visit(keeper)
  await page.goto('/app/propose')
  await unlock(page)
  await page.getByRole('button', { name: '锁上密室' }).waitFor()
  const value = await signIn(here, employee.person.id, employee.organisation.id)
  await context.addCookies([{ name: sessionCookie, value, url: here.address }])
  await later(page)
  await goTo(page, '密钥与恢复')
  await page.getByRole('heading', { name: '解锁密室' }).waitFor()
  expect(await page.getByRole('button', { name: '锁上密室' }).count()).toBe(0)
}, 60_000)
