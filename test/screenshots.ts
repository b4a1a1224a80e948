import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { closeBrowser, openPage } from './browser.ts'

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
