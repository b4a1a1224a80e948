import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { encodeCourse } from '../../evidence/course.ts'
import { decodeReceipt } from '../../evidence/receipt.ts'
import { encodeTrust } from '../../evidence/trust.ts'
import {
  buildVerifyTool,
  ReachesOut,
  refuseWaysOut,
  withTrust,
} from '../../features/deposit/verify-tool/build-verify-tool.ts'
import { axe, openPage, overflow } from '../browser.ts'
import { aMember } from '../builders.ts'
import { aCourse } from '../course-maker.ts'
import { signIn } from '../harness.ts'
import { aServedHouse } from '../served.ts'

const here = await aServedHouse()
const folder = await mkdtemp(join(tmpdir(), 'shoumi-journey-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const keeper = await aMember(here, 'enterprise', 'secret-keeper')
const session = await signIn(here, keeper.person.id, keeper.organisation.id)
here.house.world.log.start(200)

const originals = { '配方.txt': '甲 12%，乙 88%', '价目.csv': '型号,价格\nA,42\n' }
for (const [name, text] of Object.entries(originals)) await writeFile(join(folder, name), text)

describe('from files to a proof that anybody can check', () => {
  test('an owner seals two files, keeps the opening, and has receipt and certificate within seconds', async () => {
    const { page, complaints } = await here.visit({ session })
    await page.goto('/app/deposits')
    await page.getByRole('link', { name: '新建存证' }).first().click()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选择文件', exact: true }).click(),
    ])
    await chooser.setFiles(Object.keys(originals).map((name) => join(folder, name)))
    await page.getByRole('button', { name: '开始封存' }).click()
    const [opening] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /\.tsopening/ }).click(),
    ])
    await opening.saveAs(join(folder, 'a.tsopening'))
    await page.getByLabel('名称', { exact: false }).first().fill('配方 2026 年第一版（虚构）')
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.postData() ?? ''))
    await page.getByRole('button', { name: '登记到日志' }).click()
    await page.getByText('凭证已签发').waitFor()
    expect(sent).toHaveLength(1)
    expect((sent[0] ?? '').length).toBeLessThan(400)
    for (const word of ['配方.txt', '价目']) expect(sent[0]).not.toContain(word)
    const [receipt] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /下载凭证/ }).click(),
    ])
    await receipt.saveAs(join(folder, 'a.tsreceipt.json'))
    decodeReceipt(await readFile(join(folder, 'a.tsreceipt.json'), 'utf8'))
    const [certificate] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载证书（PDF）' }).click(),
    ])
    await certificate.saveAs(join(folder, 'a.pdf'))
    expect((await readFile(join(folder, 'a.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('link', { name: '公开核验页' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText('有效', { exact: true }).count()).toBe(1)
    expect(complaints).toEqual([])
  })

  test('an appraiser checks it with the saved page, the network off, and sees what was changed', async () => {
    const saved = await (await fetch(`${here.address}/verify/tool`)).text()
    await writeFile(join(folder, 'tool.html'), saved)
    for (const width of [1280, 360]) {
      const { page, context, complaints } = await openPage({ width })
      const asked: string[] = []
      await context.setOffline(true)
      page.on('request', (request) => !request.url().startsWith('file:') && asked.push(request.url()))
      await page.goto(`file://${join(folder, 'tool.html')}`)
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      expect(await axe(page)).toEqual([])
      const verdict = page.locator('#verdict')
      const give = (...names: string[]) => page.locator('#files').setInputFiles(names.map((name) => join(folder, name)))
      await give('a.tsreceipt.json')
      await expect.poll(() => verdict.innerText()).toContain('核验通过')
      await give('a.tsopening', '配方.txt', '价目.csv')
      await expect.poll(() => page.locator('[data-check=content]').getAttribute('data-outcome')).toBe('passed')
      expect(await page.locator('[data-check][data-outcome=failed]').count()).toBe(0)
      expect(await axe(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: '清空重来' }).click()
      await writeFile(join(folder, 'changed.txt'), '甲 13%，乙 87%')
      await give('a.tsreceipt.json', 'a.tsopening', '价目.csv')
      await page
        .locator('#files')
        .setInputFiles({ name: '配方.txt', mimeType: 'text/plain', buffer: Buffer.from('甲 13%') })
      await expect.poll(() => verdict.innerText()).toContain('未能证明')
      expect(await page.locator('[data-check=content]').getAttribute('data-outcome')).toBe('failed')
      await page.getByRole('button', { name: 'English' }).click()
      await expect.poll(() => verdict.innerText()).toContain('Not proven')
      expect(asked).toEqual([])
      expect(complaints).toEqual([])
      await context.close()
    }
  })

  test('a receipt of another log is not believed by the page that was saved here', async () => {
    const { page, context } = await openPage()
    await page.goto(`file://${join(folder, 'tool.html')}`)
    const foreign = join(import.meta.dirname, '../../evidence/vectors/receipts/v0.1')
    await page.locator('#files').setInputFiles(join(foreign, 'a.tsreceipt.json'))
    await expect.poll(() => page.locator('#verdict').innerText()).toContain('未能证明')
    await page.locator('#files').setInputFiles({
      name: 'trust.json',
      mimeType: 'application/json',
      buffer: await readFile(join(foreign, 'trust.json')),
    })
    await expect.poll(() => page.locator('#verdict').innerText()).toContain('核验通过')
    await context.close()
  })
})

describe('the course of a matter', () => {
  test('is checked by the same page, act by act, in both languages, and a changed act is named', async () => {
    const { course, trust } = aCourse(['登记（虚构）', '核查（虚构）', '立案（虚构）'])
    const acts = course.acts.map((act) => (act.seq === 3 ? { ...act, shown: null } : act))
    const text = encodeCourse({ ...course, acts })
    const file = (name: string, content: string) => ({
      name,
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    })
    for (const width of [1280, 360]) {
      const { page, context, complaints } = await openPage({ width })
      await context.setOffline(true)
      await page.goto(`file://${join(folder, 'tool.html')}`)
      const verdict = page.locator('#course-verdict')
      const give = (content: string) => page.locator('#files').setInputFiles(file('虚构.tscourse.json', content))
      await give(text)
      await expect.poll(() => verdict.innerText()).toContain('未能证明')
      await page.locator('#files').setInputFiles(file('trust.json', JSON.stringify(encodeTrust(trust))))
      await expect.poll(() => verdict.innerText()).toContain('核验通过')
      expect(await verdict.innerText()).toContain('共 3 步，其中 1 步未出示内容')
      expect(await page.locator('[data-act="2"]').innerText()).toContain('核查（虚构）')
      expect(await page.getByText('不证明最后一步之后没有别的步骤').count()).toBe(1)
      expect(await axe(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await give(text.replace('核查（虚构）', '核实（虚构）'))
      await expect.poll(() => verdict.innerText()).toContain('未能证明')
      expect(await page.locator('[data-act][data-outcome=failed]').getAttribute('data-act')).toBe('2')
      await page.getByRole('button', { name: 'English' }).click()
      await expect.poll(() => verdict.innerText()).toContain('3 acts, the texts of 1 withheld')
      await give('{"format":"shoumi-course","v":1}')
      await expect.poll(() => page.getByRole('alert').innerText()).toContain('The course file')
      expect(complaints).toEqual([])
      await context.close()
    }
  })
})

describe('the page that can be saved', () => {
  test('is not made when anything in it could reach the network', async () => {
    const { html, policy } = await buildVerifyTool()
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('connect-src')
    expect(html).toContain(policy)
    for (const way of [
      'fetch("/x")',
      'new XMLHttpRequest',
      'new WebSocket("wss://x")',
      'navigator.sendBeacon("/x")',
      'import("./x.js")',
      'new Worker("x")',
      'a.href="https://example.com"',
      'x.src = y',
      'location.href',
      'new EventSource(x)',
      'window.open(x)',
      'body{background:url(x.png)}',
    ])
      expect(() => refuseWaysOut(way)).toThrow(ReachesOut)
    expect(() => refuseWaysOut('const fetched = 1; prefetchable()')).not.toThrow()
  })

  test('takes what it should believe as data that cannot become markup', async () => {
    const html = withTrust(await buildVerifyTool(), { policy: '</script><script>alert(1)</script>' })
    expect(html).not.toContain('<script>alert')
    expect(html.match(/<script/g)).toHaveLength(2)
  })
})
