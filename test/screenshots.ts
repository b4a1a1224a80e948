import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { closeBrowser, openPage } from './browser.ts'
import { makeKey, unlock } from './room.ts'

// `npm run screenshots`: pictures for the README from a running demonstration (`npm start -- --demo`).
const address = process.argv[2] ?? 'http://localhost:8400'
const folder = join(import.meta.dirname, '../docs/screenshots')
const scratch = await mkdtemp(join(tmpdir(), 'shoumi-screenshots-'))

type Shot = readonly [name: string, path: string, width: number]
const inside: readonly Shot[] = [
  ['board', '/app/board', 1280],
  ['item', '/app/programme/1.2', 1280],
  ['targets', '/app/targets', 1280],
  ['home-phone', '/app/', 390],
]
const outside: readonly Shot[] = [
  ['public-home', '/', 1280],
  ['public-programme', '/programme', 1280],
  ['public-phone', '/', 390],
  ['public-log', '/log', 1280],
]
/** What is deposited, and given to the verifying page afterwards. */
const originals = { '配方（虚构）.txt': '甲 12%，乙 88%\n', '价目（虚构）.csv': '型号,价格\nA,42\n' }

for (const [name, path, width] of inside) await take(await signedIn('示例·方案统筹', width), name, path)
const { publicPath, files } = await deposit(await signedIn('示例·保密管理员', 1280))
await take(await signedIn('示例·保密管理员', 390), 'deposits-phone', '/app/deposits')
await sealedRoom(await signedIn('示例·保密管理员', 1280))
await verify((await openPage({ width: 1280, address })).page, files)
for (const [name, path, width] of [...outside, ['public-verify-phone', publicPath, 390] as const])
  await take((await openPage({ width, address })).page, name, path)
await closeBrowser()
await rm(scratch, { recursive: true, force: true })

async function signedIn(who: string, width: number): Promise<Page> {
  const { page } = await openPage({ width, address })
  await page.goto('/app/sign-in')
  await page.getByRole('button', { name: who, exact: true }).click()
  await page.waitForURL('**/app/')
  return page
}

async function take(page: Page, name: string, path: string) {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await shoot(page, name)
}

async function shoot(page: Page, name: string, { keep = false } = {}) {
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screenshots/${name}.png`)
  if (!keep) await page.context().close()
}

/** The way of a small firm: the home page, a first entry on a phone, what the law asks of it, and a leak at night. */
async function sealedRoom(page: Page) {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/app/')
  await page.getByText('登记第一项商业秘密').waitFor()
  await shoot(page, 'firm-home-phone', { keep: true })
  await page.getByRole('link', { name: '登记第一项商业秘密' }).click()
  await page.getByLabel('口令', { exact: true }).waitFor()
  await makeKey(page, '生成密钥，建立密室')
  await page.getByLabel('它是什么').fill('配方')
  await page.getByRole('button', { name: '采用' }).first().click()
  await page.getByLabel('名称（不透露内容）').fill('一号清漆（虚构）')
  await page.getByLabel('谁可以知道').fill('虚构技工，配料')
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, 'secret-new-phone', { keep: true })
  await page.getByRole('button', { name: '加密保存' }).click()
  await page.getByRole('heading', { name: '一号清漆（虚构）' }).waitFor()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, 'secret', { keep: true })
  await page.goto('/app/packs')
  await unlock(page)
  await page.getByRole('link', { name: /一号清漆/ }).click()
  await page
    .getByText(/项齐备/)
    .first()
    .waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, 'pack')
}

/** Seals two files in the browser and enters them in the log. */
async function deposit(page: Page): Promise<{ publicPath: string; files: string[] }> {
  const paths = await Promise.all(
    Object.entries(originals).map(async ([name, text]) => {
      await writeFile(join(scratch, name), text)
      return join(scratch, name)
    }),
  )
  await page.goto('/app/deposits/new')
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择文件', exact: true }).click(),
  ])
  await chooser.setFiles(paths)
  await page.getByRole('button', { name: '开始封存' }).click()
  const opening = await saved(page, () => page.getByRole('button', { name: /\.tsopening/ }).click(), 'a.tsopening')
  await page.getByLabel('名称').first().fill('配方与价目 2026 年第一版（虚构）')
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, 'deposit-new', { keep: true })
  await page.getByRole('button', { name: '登记到日志' }).click()
  await page.getByText('凭证已签发').waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  await shoot(page, 'deposit', { keep: true })
  const receipt = await saved(page, () => page.getByRole('link', { name: /下载凭证/ }).click(), 'a.tsreceipt.json')
  const publicPath = await page.getByRole('link', { name: '公开核验页' }).getAttribute('href')
  await page.context().close()
  if (!publicPath) throw new Error('the deposit has no public page')
  return { publicPath, files: [receipt, opening, ...paths] }
}

async function saved(page: Page, ask: () => Promise<void>, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, ask()])
  await download.saveAs(join(scratch, name))
  return join(scratch, name)
}

/** The page as somebody has it who saved it: from a file, with the network off. */
async function verify(page: Page, files: readonly string[]) {
  const tool = join(scratch, 'shoumi-verify.html')
  await writeFile(tool, await (await fetch(`${address}/verify/tool`)).text())
  await page.context().setOffline(true)
  await page.goto(`file://${tool}`)
  await page.locator('#files').setInputFiles([...files])
  await page.locator('[data-check=content][data-outcome=passed]').waitFor()
  await shoot(page, 'verify-tool')
}
