import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { webRoutes } from '../../app/web-routes.ts'
import { createServer } from '../../platform/http/server.ts'
import { buildWeb } from '../../platform/ui/build-web.ts'
import { closeBrowser, openPage } from '../browser.ts'

// The built application as it is served, with files changed behind the back of its page.

const web = await buildWeb()
const folders: string[] = []
const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  await closeBrowser()
  for (const close of closing) await close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function serveChanged(changed: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-changed-'))
  folders.push(folder)
  await cp(web.folder, folder, { recursive: true })
  for (const address of changed)
    await appendFile(join(folder, address.replace('/assets/', '')), '\n;globalThis.changed = true\n')
  const server = await createServer({ trustProxy: false, secure: false, logger: false, perMinute: 100_000 })
  await webRoutes(server, { ...web, folder })
  closing.push(() => server.close())
  return server.listen({ port: 0, host: '127.0.0.1' })
}

const scripts = web.served
  .split('\n')
  .map((line) => `/${line.slice(66)}`)
  .filter((path) => path.endsWith('.js'))
const entry = /<script type="module"[^>]*src="([^"]+)"/.exec(web.index)?.[1] ?? ''
const lazy = scripts.find((path) => /\/programme[\w.]*\.page-/.test(path)) ?? ''
/** Whether a module runs in the page, and whether what was put into it did. */
const load = (address: string) =>
  `import('${address}').then(() => 'runs', () => 'refused').then((outcome) => ({ outcome, changed: window.changed === true }))`

test('an unchanged application starts, and its page vouches for what it loads later', async () => {
  const { page, context, complaints } = await openPage({ address: await serveChanged([]) })
  await page.goto('/app')
  await page.locator('#app > :not(.opening)').first().waitFor()
  expect(await page.evaluate(load(lazy))).toEqual({ outcome: 'runs', changed: false })
  expect(complaints.filter((text) => /integrity|Content Security|import map/i.test(text))).toEqual([])
  await context.close()
})

test('a script that was changed does not run, neither the first nor one that is loaded later', async () => {
  const { page, context, complaints } = await openPage({ address: await serveChanged([entry, lazy]) })
  await page.goto('/app')
  await expect.poll(() => complaints.filter((text) => text.includes('integrity')).length).toBeGreaterThan(0)
  expect(await page.locator('#app > :not(.opening)').count()).toBe(0)
  expect(await page.evaluate(load(lazy))).toEqual({ outcome: 'refused', changed: false })
  await context.close()
})
