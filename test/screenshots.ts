import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { closeBrowser, openPage } from './browser.ts'

// `npm run screenshots`: pictures for the README from a running demonstration (`npm start -- --demo`).
const address = process.argv[2] ?? 'http://localhost:8400'
const folder = join(import.meta.dirname, '../docs/screenshots')

const inside: readonly (readonly [name: string, path: string, width: number])[] = [
  ['board', '/app/board', 1280],
  ['item', '/app/programme/1.2', 1280],
  ['targets', '/app/targets', 1280],
  ['home-phone', '/app/', 390],
]
const outside: readonly (readonly [name: string, path: string, width: number])[] = [
  ['public-home', '/', 1280],
  ['public-programme', '/programme', 1280],
  ['public-phone', '/', 390],
]

async function signedIn(width: number): Promise<Page> {
  const { page } = await openPage({ width, address })
  await page.goto('/app/sign-in')
  await page.getByRole('button', { name: '示例·方案统筹', exact: true }).click()
  await page.waitForURL('**/app/')
  return page
}

for (const [name, path, width] of inside) await take(await signedIn(width), name, path)
for (const [name, path, width] of outside) await take((await openPage({ width, address })).page, name, path)
await closeBrowser()

async function take(page: Page, name: string, path: string) {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/screenshots/${name}.png`)
  await page.context().close()
}
