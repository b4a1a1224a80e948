import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { toBase64 } from '../../evidence/bytes.ts'
import { complaintContract } from '../../features/clue/complaint.contract.ts'
import { checkPackFile } from '../../features/proof-pack/pack-file.client.ts'
import { vaultContract } from '../../features/vault/vault.contract.ts'
import { openRoom } from '../../vault/open-room.ts'
import { axe, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const officer = await aMember(here, 'office', 'case-handler')
await here.owner.updateTable('person').set({ name: '虚构接收人' }).where('id', '=', officer.person.id).execute()
/** The officer's key is a real one, held here in Node as it would be in their browser. */
const officersRoom = openRoom()
const { recipient } = await officersRoom.makeMemberKey()
const lock = {
  kind: 'passphrase' as const,
  sealed: toBase64(await officersRoom.lockUnderPassphrase('虚构口令 四 月 的 风')),
}
expect((await officer.caller.call(vaultContract.makeKey, { recipient, lock })).status).toBe(200)

const words = {
  name: '云顶五号胶方',
  accused: '虚构云顶仿制公司',
  signs: '市面出现相同胶样云顶',
  loss: '流失订单三十单云顶',
}

test('a secret becomes a pack in the order of a complaint, sealed to an officer who opens and checks it', async () => {
  const session = await signIn(here, owner.person.id, owner.organisation.id)
  const { page, complaints } = await here.visit({ session, width: 360 })
  await page.goto('/app/secrets/new')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByRole('button', { name: '采用' }).last().click()
  await page.getByLabel('名称（不透露内容）').fill(words.name)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: words.name }).waitFor()
  await page.goto('/app/packs')
  await unlock(page)
  await page.getByText(/还缺 \d+ 处/).waitFor()
  expect(await axe(page)).toEqual([])
  await page.getByRole('link', { name: new RegExp(words.name) }).click()
  await page.getByRole('heading', { name: new RegExp(words.name) }).waitFor()
  await page.getByLabel('被投诉人').fill(words.accused)
  await page.getByLabel('侵权线索').fill(words.signs)
  await page.getByLabel('损失或者获利怎么算').fill(words.loss)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已加密保存。').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: '交给谁' }).click()
  await page.getByRole('option', { name: '虚构接收人' }).click()
  await page.getByText('同时新建投诉，附上密文').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '封存并保存' }).click(),
  ])
  await page.getByText(/已封存 \d+ 件/).waitFor()
  const sealed = new Uint8Array(await readFile(await download.path()))
  const checked = checkPackFile(await officersRoom.open(sealed))
  expect(checked.faults).toEqual([])
  expect(checked.pieces).toBeGreaterThan(9)

  await page.getByRole('link', { name: '去填写投诉' }).waitFor()
  const { body } = await owner.caller.call(complaintContract.list, {})
  const draft = await owner.caller.call(complaintContract.read, { id: body.complaints[0]?.id ?? '' })
  expect(draft.body.attachments).toMatchObject([{ part: 2 }])

  await page.goto('/app/packs')
  await unlock(page)
  await page.getByText(/封存 \d+ 件，交 虚构接收人/).waitFor()
  await page.getByLabel('举证包文件').setInputFiles({ name: 'a.zip.age', mimeType: '', buffer: Buffer.from(sealed) })
  await page.getByText(/件全部与目录一致/).waitFor()
  const changed = sealed.map((byte, at) => (at === sealed.length - 5 ? byte ^ 1 : byte))
  await page.getByLabel('举证包文件').setInputFiles({ name: 'b.zip.age', mimeType: '', buffer: Buffer.from(changed) })
  await page.getByText('打不开：不是加密给您的，或不是举证包。').waitFor()
  expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([])
}, 180_000)

test('nothing of it stands in the database or the object store', async () => {
  expect(await plainTextAnywhere(here, Object.values(words))).toEqual([])
})
