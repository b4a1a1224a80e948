import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { bytesSource } from '../../evidence/archive.ts'
import { toBase64 } from '../../evidence/bytes.ts'
import { openArchive } from '../../evidence/given-files.ts'
import { verifyPack } from '../../evidence/pack.ts'
import { decodeTrust } from '../../evidence/trust.ts'
import { attachmentContract } from '../../features/attachment/attachment.contract.ts'
import { complaintContract } from '../../features/clue/complaint.contract.ts'
import { vaultContract } from '../../features/vault/vault.contract.ts'
import { openRoom } from '../../vault/open-room.ts'
import { axe, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { doQueued } from '../clue-file.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
here.house.world.log.start(200)
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
const folder = await mkdtemp(join(tmpdir(), 'shoumi-pack-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const words = {
  name: '云顶五号胶方',
  signs: '市面出现相同胶样云顶',
  loss: '流失订单三十单云顶',
  tie: '云顶离职后到对方任职',
  scan: '云顶保密协议扫描件',
}
/** What the firm tells the office in the clear, and was shown before. */
const accused = '虚构云顶仿制公司'

test('a secret becomes a pack in the order of a complaint, sealed to an officer, proven offline, and its looks are seen', async () => {
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
  await page
    .getByText(/8 项中 \d 项齐备/)
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: '被投诉人' }).fill(accused)
  await page.getByRole('textbox', { name: '侵权线索' }).fill(words.signs)
  await page.getByRole('button', { name: '按什么计算' }).click()
  await page.getByRole('option', { name: '权利人的实际损失' }).click()
  await page.getByLabel('初算金额（元）').fill('12万')
  await page.getByText('写成数字').waitFor()
  await page.getByLabel('初算金额（元）').fill('120000')
  await page.getByLabel('损失或者获利怎么算').fill(words.loss)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已加密保存。').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.locator('#files').getByRole('button', { name: '选择文件' }).click(),
  ])
  await chooser.setFiles({ name: `${words.scan}.txt`, mimeType: 'text/plain', buffer: Buffer.from(words.tie) })
  await page.getByText(`${words.scan}.txt`).waitFor()
  await page.getByRole('button', { name: '交给谁' }).click()
  await page.getByRole('option', { name: '虚构接收人' }).click()
  await page.getByText(/\d{5} \d{5} \d{5} \d{5} \d{5} \d{5}/).waitFor()
  await page.getByText('已当面或者通过电话与对方核对一致').click()
  await page.getByRole('button', { name: '文书格式' }).click()
  await page.getByRole('option', { name: 'DOCX' }).click()
  await page.getByText('同时新建投诉，附上密文').click()
  await page.getByText('以下内容会明文写进投诉草稿').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 90_000 }),
    page.getByRole('button', { name: '封存并保存' }).click(),
  ])
  await page.getByText('目录已登记到公开日志，凭证在举证包里。').waitFor()
  const sealed = new Uint8Array(await readFile(await download.path()))
  const zip = await officersRoom.open(sealed)

  const trustText = (await here.anyone.fetch('GET', '/log/trust.json')).raw.toString()
  const trust = decodeTrust(trustText)
  const report = await verifyPack({ ...(await openArchive(bytesSource(zip))), trustOf: () => trust, now: Date.now() })
  expect([report.verdict, report.archive]).toEqual(['proven', 'whole'])
  const parts = report.index?.pieces.map(({ part }) => part) ?? []
  expect(new Set(parts)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  expect(report.index?.pieces.some(({ title }) => title === words.scan)).toBe(true)
  // Somebody who has nothing but the file, the trust file and the command.
  await writeFile(join(folder, '包.zip'), zip)
  await writeFile(join(folder, 'trust.json'), trustText)
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, '../../app/cli.ts'),
    ...['verify', join(folder, '包.zip'), '--trust', join(folder, 'trust.json')],
  ])
  expect(stdout).toContain('✓ 核验通过')

  await page.getByRole('link', { name: '去填写投诉' }).click()
  await page
    .getByRole('textbox', { name: /被投诉人/ })
    .first()
    .waitFor()
  const { body } = await owner.caller.call(complaintContract.list, {})
  const id = body.complaints[0]?.id ?? ''
  const draft = await owner.caller.call(complaintContract.read, { id })
  expect(draft.body.attachments).toMatchObject([{ part: 2 }])
  expect(draft.body.body).toMatchObject({ accused, confidentialParts: [2, 3, 4, 5, 8] })

  await owner.caller.call(complaintContract.save, {
    ...{ id, revision: draft.body.revision, attachments: [{ part: 2, id: draft.body.attachments[0]?.id ?? '' }] },
    body: { ...draft.body.body, infringement: '虚构线索，见密文', signs: ['same'], truthful: true },
  })
  await owner.caller.call(complaintContract.send, { id, revision: draft.body.revision + 1 })
  await doQueued(here, 'clue:open')
  const attachment = draft.body.attachments[0]?.id ?? ''
  const taken = await officer.caller.call(attachmentContract.download, { id: attachment })
  expect(Buffer.compare(taken.raw, Buffer.from(sealed))).toBe(0)
  await page.goto(`/app/complaints/${id}`)
  await page.getByText(/虚构接收人 取出了 举证包/).waitFor()

  await page.goto('/app/packs')
  await unlock(page)
  await page.getByText(/封存 \d+ 件，交 虚构接收人/).waitFor()
  await page.getByText(/虚构接收人 取出/).waitFor()
  const choose = async (name: string, bytes: Uint8Array) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选择举证包文件' }).click(),
    ])
    await chooser.setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) })
  }
  await choose('a.zip.age', sealed)
  await page.getByText('核验通过：各件、目录与凭证都成立').waitFor()
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  const changed = sealed.map((byte, at) => (at === sealed.length - 5 ? byte ^ 1 : byte))
  await choose('b.zip.age', changed)
  await page.getByText('打不开：不是加密给您的，或不是举证包。').waitFor()
  expect(complaints.filter((text) => !/status of (401|404|409)/.test(text))).toEqual([])
}, 240_000)

test('nothing of it stands in the database or the object store, but what was told the office in the clear and is sealed there', async () => {
  expect(await plainTextAnywhere(here, [...Object.values(words), accused])).toEqual([])
})
