import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axe, overflow, type Seen } from '../browser.ts'
import { aMember, type Member } from '../builders.ts'
import { plainTextAnywhere } from '../database-dump.ts'
import { signIn } from '../harness.ts'
import { pdfText } from '../pdf-text.ts'
import { makeKey, unlock } from '../room.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const owner = await aMember(here, 'enterprise', 'representative')
const employee = async (name: string) => {
  const member = await aMember(here, 'enterprise', 'employee', owner.organisation)
  await here.owner.updateTable('person').set({ name }).where('id', '=', member.person.id).execute()
  return member
}
const reader = await employee('虚构阅件人')
const objector = await employee('虚构异议人')
await employee('虚构无钥人')
const visit = async ({ person, organisation }: Member, width: number) =>
  here.visit({ width, session: await signIn(here, person.id, organisation.id) })

/** Words that exist nowhere else; 㐂, 𠮷 and 喆 are outside the fonts of official documents. */
const secret = {
  employee: '虚构㐂𠮷喆',
  business: '云顶清漆配制与销售',
  office: '虚构保密七室',
  representative: '虚构王代表',
  objection: '第三条的保密期限写得不清楚',
}
const problems = (complaints: readonly string[]) =>
  complaints.filter((text) => !/status of (401|404)|net::ERR_FAILED/.test(text))
/** What the browser saves when this is pressed. */
async function saved(page: Page, button: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 90_000 }),
    page.getByRole('button', { name: button }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
const wordsOf = (docx: Uint8Array): string =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '')
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

test('a set is made in one go; a paper is completed, saved as DOCX and PDF, approved, handed to many, acknowledged and objected to', async () => {
  const theirs = await visit(reader, 360)
  const other = await visit(objector, 360)
  for (const { page } of [theirs, other]) {
    await page.goto('/app/to-do')
    await makeKey(page, '生成密钥')
    await page.getByText('没有待办的保密事项').waitFor()
  }

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

  const docx = await saved(page, /^下载 DOCX$/)
  expect(docx.name).toBe('商业秘密管理制度.docx')
  const text = wordsOf(docx.bytes)
  expect(text).toContain(secret.employee)
  expect(text).toContain('第十二条　附则')
  expect(text).not.toMatch(/\{\{|〔待填/)
  // What comes first is told on the button, and once it has come no more.
  const pdf = await saved(page, /^下载 PDF（首次需载入约 \d+ MB）$/)
  expect(pdf.name).toBe('商业秘密管理制度.pdf')
  const pages = pdfText(pdf.bytes)
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.join('')).toContain(secret.employee)
  for (const one of pages) expect(one).toContain('第 1 版草稿，未经批准')
  await page.getByRole('button', { name: '下载 PDF', exact: true }).waitFor()
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
  await page.getByText('还没有密钥，暂时不能交阅：虚构无钥人').waitFor()
  for (const name of ['虚构阅件人', '虚构异议人']) await page.getByText(name, { exact: true }).click()
  await page.getByLabel('请在何日前确认').fill('2020-01-01')
  await page.getByText('不早于今天').waitFor()
  expect(await page.getByRole('button', { name: '加密交给 2 人确认' }).isDisabled()).toBe(true)
  await page.getByLabel('请在何日前确认').fill('2099-12-31')
  await page.getByRole('button', { name: '加密交给 2 人确认' }).click()
  await page.getByText('第 1 版已交 2 人：0 人已确认，2 人未确认，0 人有异议').waitFor()
  await looksRight(page)
  expect(await page.getByLabel('文件编号').count()).toBe(0)

  const read = async ({ page }: Seen) => {
    await page.goto('/app/to-do')
    await unlock(page)
    await page.getByRole('button', { name: '打开', exact: true }).click()
    await page.getByText(secret.business).waitFor()
  }
  await read(theirs)
  await theirs.page.getByRole('button', { name: '我已阅读并知悉' }).click()
  await theirs.page.getByRole('heading', { name: '已答复' }).waitFor()
  await read(other)
  await other.page.getByRole('button', { name: '有异议' }).click()
  const objection = other.page.getByRole('dialog')
  await objection.getByLabel('异议内容').fill(secret.objection)
  await objection.getByRole('button', { name: '提交异议' }).click()
  await other.page.getByRole('heading', { name: '已答复' }).waitFor()

  await page.reload()
  await unlock(page)
  await page.getByText('第 1 版已交 2 人：1 人已确认，0 人未确认，1 人有异议').waitFor()
  const handed = (name: string) =>
    page.getByRole('list', { name: '第 1 版' }).getByRole('listitem').filter({ hasText: name })
  expect(await handed('虚构阅件人').textContent()).toMatch(/2026年11月2\d日已确认/)
  expect(await handed('虚构异议人').textContent()).toMatch(/2026年11月2\d日提出异议.*保密期限写得不清楚/)
  await page.getByText('虚构异议人（有异议，可以再次交阅）').waitFor()
  await page.getByText(/这一版还有 2 人未交阅：.*虚构无钥人/).waitFor()
  await looksRight(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await looksRight(page)
  await page.setViewportSize({ width: 1280, height: 860 })
  expect(pdfText((await saved(page, /^下载 PDF/)).bytes).join('')).toContain('第 1 版，虚构李四于2026年11月24日批准')
  await page.getByRole('button', { name: '写新版本' }).click()
  await page.getByLabel('文件编号').waitFor()
  await page.getByText('第 1 版，虚构李四 批准').waitFor()
  await handed('虚构阅件人').waitFor()

  await page.goto('/app/papers')
  await unlock(page)
  await page.getByRole('link', { name: '商业秘密管理制度', exact: true }).waitFor()
  expect(await page.getByRole('row').count()).toBe(7)
  const row = page.getByRole('row').filter({ hasText: '商业秘密管理制度' })
  expect(await row.textContent()).toMatch(/第 1 版 1 \/ 2 人.*1 人有异议/)
  await looksRight(page)
  await page.getByRole('link', { name: '员工保密协议', exact: true }).click()
  await page.getByRole('article').getByText(secret.representative).waitFor()
  expect(problems([...complaints, ...theirs.complaints, ...other.complaints])).toEqual([])
}, 300_000)

test('papers are saved as one package, numbered, each as DOCX and PDF, with their contents', async () => {
  const { page, complaints } = await visit(owner, 360)
  await page.goto('/app/papers/bundle')
  await unlock(page)
  await page.getByText(/已选 6 份，共 6 份/).waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: '全不选' }).click()
  expect(await page.getByRole('button', { name: /^打包下载 0 份/ }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '全选', exact: true }).click()
  const make = page.getByRole('button', { name: /^打包下载 6 份/ })
  // While the fonts come it can be stopped, and where they do not come the person is told what helps.
  const fonts = /NotoSerifSC_\w+-[\w-]+\.ttf$/
  let come = () => {}
  const coming = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route(fonts, async (route) => {
    await coming
    await route.abort()
  })
  await make.click()
  await page.getByText('正在载入排版程序和字体').waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: '停止' }).click()
  await page.getByText('已停止，没有保存压缩包').waitFor()
  come()
  await make.click()
  await page.getByText('排版程序和字体没有载入完').waitFor()
  await page.unroute(fonts)
  const { name, bytes } = await saved(page, /^打包下载 6 份（首次需载入约 \d+ MB）$/)
  expect(name).toMatch(/制度与文书 \d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(bytes)
  const titles = Object.keys(files).sort()
  expect(titles).toHaveLength(14)
  expect(titles.slice(0, 4)).toEqual([
    ...['00 目录.docx', '00 目录.pdf', '01 商业秘密管理制度.docx', '01 商业秘密管理制度.pdf'],
  ])
  const part = (title: string) => files[title] ?? new Uint8Array()
  const contents = pdfText(part('00 目录.pdf')).join('')
  expect(contents).toContain('竞业限制协议')
  expect(wordsOf(part('00 目录.docx'))).toContain('竞业限制协议')
  expect(pdfText(part('01 商业秘密管理制度.pdf')).join('')).toContain(secret.office)
  await page.getByText(`压缩包已生成：${name}`).waitFor()
  await looksRight(page)
  expect(problems(complaints)).toEqual([])
}, 180_000)

test('nothing of it stands in the database or the object store', async () => {
  expect(await plainTextAnywhere(here, ['虚构阅件人'])).not.toEqual([])
  expect(await plainTextAnywhere(here, Object.values(secret))).toEqual([])
})
