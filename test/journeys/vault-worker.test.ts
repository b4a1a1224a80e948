import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webRoutes } from '../../app/web-routes.ts'
import { createServer } from '../../platform/http/server.ts'
import { vaultWorkerFile } from '../../platform/ui/vault/vault-policy.ts'
import config from '../../vite.config.ts'
import { closeBrowser, openPage } from '../browser.ts'

// The worker as it is built for the web, served with the platform's own headers, spoken to by the client that pages use.

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache')
await mkdir(cache, { recursive: true })
const folder = await mkdtemp(join(cache, 'vault-page-'))

async function buildPage(): Promise<string> {
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>密室</title><script type="module" src="./main.ts"></script></head><body></body></html>',
  )
  await writeFile(
    join(folder, 'main.ts'),
    `import { openRoomClient } from ${JSON.stringify(join(root, 'platform/ui/vault/room-client.ts'))}
const room = openRoomClient()
const seen = { locks: 0 }
room.onLock(() => seen.locks++)
Object.assign(window, { room, seen })`,
  )
  const vite = await import('vite')
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await vite.build({
      ...config,
      configFile: false,
      root: folder,
      build: { ...config.build, outDir: join(folder, 'built'), rollupOptions: { input: join(folder, 'index.html') } },
    })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  return join(folder, 'built')
}

let address: string
let built: string
let close: () => Promise<void>
beforeAll(async () => {
  built = await buildPage()
  const server = await createServer({ trustProxy: false, secure: false, logger: false, perMinute: 100_000 })
  const index = await readFile(join(built, 'index.html'), 'utf8')
  await webRoutes(server, { folder: built, index, stylesheet: '', script: '' })
  address = await server.listen({ port: 0, host: '127.0.0.1' })
  close = () => server.close()
})
afterAll(async () => {
  await closeBrowser()
  await close()
  await rm(folder, { recursive: true, force: true })
})

async function visit() {
  const seen = await openPage({ address })
  await seen.page.goto('/app')
  return seen
}
/** In the page, with `room` and `seen` at hand. */
const inPage = <T>(page: Page, work: string): Promise<T> =>
  page.evaluate(`(async () => { const { room, seen } = window; ${work} })()`)

test('a record is sealed and opened by the worker', async () => {
  const { page, context, complaints } = await visit()
  const result = await inPage(
    page,
    `const { recipient } = await room.makeMemberKey()
     const first = await room.makeVault('firm', [recipient])
     const sealed = await room.sealRecords([{ organisation: 'firm', collection: 'c', id: 'a', revision: 1, value: { 名称: '虚构' } }])
     const opened = await room.openRecords(sealed)
     return { recipient, opened, state: await room.state() }`,
  )
  expect(result).toMatchObject({
    opened: [{ value: { 名称: '虚构' }, failure: null }],
    state: { unlocked: true, generation: 1 },
  })
  expect(complaints).toEqual([])
  await context.close()
})

test('the worker is served with a policy of its own', async () => {
  const name = (await readdir(built)).find((one) => vaultWorkerFile.test(one))
  const { headers } = await fetch(`${address}/assets/${name}`)
  expect(headers.get('content-security-policy')).toContain("connect-src 'none'")
})
