import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
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
const worker = await aMember(here, 'enterprise', 'employee', owner.organisation)
await here.owner.updateTable('person').set({ name: '虚构阅件人' }).where('id', '=', worker.person.id).execute()
const visit = async ({ person, organisation }: Member, width: number) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })

/** Words that exist nowhere else; 㐂, 𠮷 and 喆 are outside the fonts of official documents. */
const secret = {
  employee: '虚构㐂𠮷喆',
  business: '云顶清漆配制与销售',
  office: '虚构保密七室',
  representative: '虚构王代表',
}
const problems = (complaints: readonly string[]) => complaints.filter((text) => !/status of (401|404)/.test(text))
const looksRight = async (page: Page) => {
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}
const answers = {
  统一社会信用代码: '91500000MA00000000',
  法定代表人: '虚构李四',
  员工姓名: secret.employee,
} as const

test('a non-compete is filled in on a phone, warned of beyond 24 months, and kept sealed', async () => {
  const { page, complaints } = await visit(owner, 360)
  await page.goto('/app/papers')
  await makeKey(page, '生成密钥，建立密室')
  await page.getByText('还没有文件').waitFor()
  await looksRight(page)
  await page.getByRole('link', { name: '填写《竞业限制协议》' }).click()
  await page.getByRole('heading', { name: '竞业限制协议', level: 1 }).waitFor()
  for (const [label, text] of Object.entries(answers)) await page.getByLabel(label).first().fill(text)
  await page.getByLabel('限制期限（月').fill('36')
  await page.getByText('超过二十四个月').waitFor()
  expect(await page.getByText('《中华人民共和国劳动合同法》').count()).toBeGreaterThan(0)
  await page.getByText(/还要填写 \d+ 项/).waitFor()
  expect(await page.getByRole('button', { name: '批准', exact: true }).isDisabled()).toBe(true)
  await looksRight(page)
  await page.getByLabel('限制期限（月').fill('二十')
  await page.getByText('请填写不小于零的数字').waitFor()
  await page.getByLabel('限制期限（月').fill('12')
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.waitForURL(/papers\/[0-9a-f-]{36}/)
  await page.getByRole('article').getByText('竞业限制期限为12个月').waitFor()
  expect(problems(complaints)).toEqual([])
}, 180_000)

test('a set is made in one go; a paper is completed, saved as DOCX and PDF, approved, handed out and acknowledged', async () => {
  const theirs = await visit(worker, 360)
  await theirs.page.goto('/app/propose')
  await makeKey(theirs.page, '生成密钥')
  await theirs.page.getByLabel('为什么要保密').waitFor()

  const { page, complaints } = await visit(owner, 1280)
  await page.goto('/app/papers/set')
  await unlock(page)
  await page.getByRole('button', { name: '企业规模' }).click()
  await page.getByRole('option', { name: '五人左右的企业' }).click()
  await page.getByLabel('法定代表人').fill(secret.representative)
  await looksRight(page)
  await page.getByRole('button', { name: '加密生成 5 份草稿' }).click()
  await page.getByRole('link', { name: '商业秘密管理制度', exact: true }).click()
  await page.getByRole('article').getByText('〔待填：保密管理部门〕负责日常管理').waitFor()

  const fill = (label: string, text: string) => page.getByLabel(label).first().fill(text)
  await fill('保密管理部门', secret.office)
  await fill('文件编号', '虚构〔2026〕1号')
  await fill('版本号', '1')
  await fill('施行日期', '2026-11-20')
  await fill('签发人', '虚构李四')
  await fill('保密专员', secret.employee)
  await fill('主要负责人姓名、职务', '虚构李四，总经理')
  await fill('主要产品、技术和经营特点', `${secret.business}。`)
  await fill('职工讨论协商日期', '2026-11-24')
  await fill('复核周期', '12')
  await page.getByText('施行日期早于职工讨论协商日期').waitFor()
  await fill('施行日期', '2026-12-01')
  await page.getByText('内容已填全').waitFor()
  await page.getByText('写入本条：员工权利').click()
  expect(await page.getByRole('article').getByText('第十三条').count()).toBe(0)
  await page.getByRole('button', { name: '改写本条：附则' }).click()
  await page.getByLabel('附则', { exact: true }).fill('本制度自{{effectiveOn}}起施行。{{nothing}}')
  await page.getByText('没有这些字段：nothing').waitFor()
  await page.getByLabel('附则', { exact: true }).fill('本制度由虚构总经理办公会负责解释，自{{effectiveOn}}起施行。')
  await page.getByRole('article').getByText('自2026年12月1日起施行').waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByText('已加密保存').waitFor()

  const downloaded = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 DOCX' }).click()
  const download = await downloaded
  expect(download.suggestedFilename()).toBe('商业秘密管理制度.docx')
  const document = strFromU8(unzipSync(await readFile(await download.path()))['word/document.xml'] ?? new Uint8Array())
  const text = document.replace(/<[^>]+>/g, '')
  expect(text).toContain(secret.employee)
  expect(text).toContain('第十二条　附则')
  expect(text).not.toMatch(/\{\{|〔待填/)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: '下载 DOCX' }).isVisible()).toBe(false)
  expect(await page.getByRole('article').isVisible()).toBe(true)
  expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('button', { name: '批准', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('批准日期').fill('2099-01-01')
  await dialog.getByText('不晚于今天').waitFor()
  await dialog.getByLabel('批准日期').fill('2026-11-24')
  await dialog.getByLabel('批准人').fill('虚构李四')
  await dialog.getByRole('button', { name: '批准', exact: true }).click()
  await page.getByText('第 1 版，虚构李四 批准').waitFor()
  await page.getByText('虚构阅件人').click()
  await page.getByRole('button', { name: '加密交给 1 人确认' }).click()
  await page.getByText('待确认').waitFor()
  await looksRight(page)
  expect(await page.getByLabel('文件编号').count()).toBe(0)
  await page.getByRole('button', { name: '写新版本' }).click()
  await page.getByLabel('文件编号').waitFor()
  await page.getByText('第 1 版，虚构李四 批准').waitFor()

  await page.goto('/app/papers')
  await unlock(page)
  await page.getByRole('link', { name: '商业秘密管理制度', exact: true }).waitFor()
  expect(await page.getByRole('row').count()).toBe(7)
  await looksRight(page)
  await page.getByRole('link', { name: '员工保密协议', exact: true }).click()
  await page.getByRole('article').getByText(secret.representative).waitFor()
  expect(problems([...complaints, ...theirs.complaints])).toEqual([])
}, 240_000)

test('nothing of it stands in the database or the object store', async () => {
  expect(await plainTextAnywhere(here, ['虚构阅件人'])).not.toEqual([])
  expect(await plainTextAnywhere(here, Object.values(secret))).toEqual([])
})
