import { createHash, createHmac, type Hash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOpeningFile, rebuild, recordFlags, type SealRecord, shownPath } from '../../evidence/opening-file.ts'
import { createServer } from '../../platform/http/server.ts'
import { sealWorkerFile, sealWorkerPolicy } from '../../platform/ui/seal/worker-policy.ts'
import config from '../../vite.config.ts'
import { axe, closeBrowser, openPage, overflow, type Seen } from '../browser.ts'

// The part as it is placed in a screen, built as the web is built and served under the platform's own content policy;
// files come from the disk through a real chooser or a real drop.

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache')
await mkdir(cache, { recursive: true })
const folder = await mkdtemp(join(cache, 'seal-page-'))
const files = await mkdtemp(join(tmpdir(), 'shoumi-seal-'))

async function buildPage(): Promise<string> {
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>封存</title><meta id="react-aria-pressable-style"><script type="module" src="./main.tsx"></script></head><body><main class="main" id="app"></main></body></html>',
  )
  await writeFile(
    join(folder, 'main.tsx'),
    `import { createRoot } from 'react-dom/client'
import { SealFiles } from ${JSON.stringify(join(root, 'features/deposit/deposit-seal.part.tsx'))}
import { LocaleProvider } from ${JSON.stringify(join(root, 'platform/ui/locale.tsx'))}
import ${JSON.stringify(join(root, 'platform/ui/app.css'))}
import { useState } from 'react'
const locale = new URLSearchParams(location.search).get('locale') ?? 'zh-CN'
function Deposit() {
  const [sealed, setSealed] = useState(null)
  return (
    <>
      <h1>存证</h1>
      <h2>封存</h2>
      <SealFiles onSealed={setSealed} />
      {sealed && <button onClick={() => fetch('/deposit', { method: 'POST', body: sealed.entry })}>存证</button>}
    </>
  )
}
createRoot(document.getElementById('app')).render(<LocaleProvider locale={locale}><Deposit /></LocaleProvider>)`,
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

async function servePage(
  built: string,
  workerPolicy: string | null,
): Promise<{ address: string; close(): Promise<void> }> {
  const server = await createServer({ trustProxy: false, secure: false, logger: false, perMinute: 100_000 })
  await server.register(fastifyStatic, {
    root: built,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    setHeaders: (reply, path) => {
      if (workerPolicy && sealWorkerFile.test(path.slice(built.length + 1)))
        reply.header('content-security-policy', workerPolicy)
    },
  })
  const index = await readFile(join(built, 'index.html'), 'utf8')
  server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(index))
  server.post('/deposit', async () => ({ ok: true }))
  return { address: await server.listen({ port: 0, host: '127.0.0.1' }), close: () => server.close() }
}

let served: Awaited<ReturnType<typeof servePage>>
let built: string
beforeAll(async () => {
  built = await buildPage()
  served = await servePage(built, sealWorkerPolicy)
})
afterAll(async () => {
  await closeBrowser()
  await served.close()
  await rm(folder, { recursive: true, force: true })
  await rm(files, { recursive: true, force: true })
})

type Visit = Seen & {
  /** Every request of page and workers since both were there, those of a network that is off included. */
  requests: string[]
}

async function visit(options: { width?: number; locale?: string; offline?: boolean } = {}): Promise<Visit> {
  const seen = await openPage({ address: served.address, ...options })
  await seen.page.goto(`/?locale=${options.locale ?? 'zh-CN'}`)
  await expect.poll(() => seen.page.workers().length, { timeout: 10_000 }).toBeGreaterThan(1)
  await seen.page.waitForLoadState('networkidle')
  const requests: string[] = []
  await seen.context.route('**', (route) => {
    requests.push(`${route.request().method()} ${route.request().url()}`)
    return route.continue()
  })
  await seen.context.setOffline(options.offline ?? false)
  return { ...seen, requests }
}

async function choose(page: Page, button: '选择文件' | '选择文件夹', paths: string | string[]) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  await chooser.setFiles(paths)
}

/** As a hand does it: files and folders from the desktop, let go over the page. */
async function drop({ page, context }: Seen, paths: string[]) {
  const box = await page.getByRole('region', { name: '把文件或文件夹拖到这里' }).boundingBox()
  if (!box) throw new Error('there is nothing to drop on')
  const devtools = await context.newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: box.x + 20,
      y: box.y + 20,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    })
}

const start = (page: Page) => page.getByRole('button', { name: '开始封存' }).click()
const sealed = (page: Page) => page.getByRole('heading', { name: '封存完成' }).waitFor({ timeout: 100_000 })

async function openingOf(page: Page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载原件清单' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^seal-[0-9a-f]{8}\.tsopening$/)
  const file = readOpeningFile(await readFile(await download.path()))
  return { file, records: [...file.records()] }
}

const recordOf = (records: readonly SealRecord[], path: string) => {
  const found = records.find((record) => shownPath(record.path) === path)
  if (!found) throw new Error(`no record of ${path}`)
  return found
}

/** The shown value under a label, without the spaces between the groups. */
const shown = async (page: Page, label: string) =>
  (await page.locator('dl > div', { hasText: label }).locator('dd').innerText()).replaceAll(' ', '')

// --- the same seal once more, from the description of the formats and with the platform's hashes only ----------

type Name = 'sha256' | 'sm3'
const hash = (name: Name, ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((sum: Hash, part) => sum.update(part), createHash(name)).digest()
const number = (value: number | bigint, length: 4 | 8) => {
  const bytes = Buffer.alloc(length)
  if (length === 4) bytes.writeUInt32BE(Number(value))
  else bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function naiveRoot(name: Name, leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only && leaves.length === 1) return only
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return hash(name, Buffer.of(1), naiveRoot(name, leaves.slice(0, half)), naiveRoot(name, leaves.slice(half)))
}

type Original = { path: string; kind: 0 | 2; content: Buffer }

/** @param originals - in the order of the records */
function naiveCommitments(seed: Uint8Array, blind: Uint8Array, originals: readonly Original[]): Record<Name, string> {
  const salt = (ordinal: number) =>
    createHmac('sha256', seed).update('TSSALT\0\x01').update(number(ordinal, 8)).digest()
  const opening = (ordinal: number, kind: number, content: Buffer | null, path: string) =>
    Buffer.concat([
      Buffer.from('TSLEAF\0\x01'),
      salt(ordinal),
      Buffer.of(kind, 3),
      number(content?.length ?? 0, 8),
      content ? hash('sha256', content) : Buffer.alloc(32),
      content ? hash('sm3', content) : Buffer.alloc(32),
      number(Buffer.byteLength(path), 4),
      Buffer.from(path),
    ])
  const openings = originals.map(({ path, kind, content }, ordinal) =>
    opening(ordinal, kind, kind === 0 ? content : null, path),
  )
  while (!Number.isInteger(Math.log2(openings.length))) openings.push(opening(openings.length, 3, null, ''))
  const leaves = openings
    .map((bytes) => ({ sha256: hash('sha256', Buffer.of(0), bytes), sm3: hash('sm3', Buffer.of(0), bytes) }))
    .sort((a, b) => Buffer.compare(a.sha256, b.sha256))
  const preimage = Buffer.concat([
    Buffer.from('TSROOT\0\x01'),
    blind,
    number(leaves.length, 8),
    naiveRoot(
      'sha256',
      leaves.map((leaf) => leaf.sha256),
    ),
    naiveRoot(
      'sm3',
      leaves.map((leaf) => leaf.sm3),
    ),
  ])
  return { sha256: hash('sha256', preimage).toString('hex'), sm3: hash('sm3', preimage).toString('hex') }
}

/** Content that is the same at every run and different at every place. */
function contentOf(length: number, start: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0, state = start + 1; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 16
  }
  return bytes
}

async function aTree(name: string, contents: Record<string, Buffer>): Promise<string> {
  const top = join(files, name)
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(join(top, path, '..'), { recursive: true })
    await writeFile(join(top, path), content)
  }
  return top
}

test('a folder sealed in the browser has the digests, leaves and commitment that anybody computes from the originals', async () => {
  // Lengths around a block, around the window of the kernels, and around the size from which a file is read in pieces.
  const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 16_383, 16_384, 65_535, 65_536, 65_545, 131_072, 4 * 1024 ** 2 + 1]
  const contents: Record<string, Buffer> = Object.fromEntries(
    lengths.map((length, place) => [`尺寸/${length}.bin`, contentOf(length, place)]),
  )
  contents['配方 㐂𠮷 v1.txt'] = Buffer.from('虚构的配方')
  contents['图纸/一/二/三.dwg'] = contentOf(33 * 1024 ** 2 + 17, 77)
  contents['图纸/四.dwg'] = contentOf(40 * 1024 ** 2, 78)
  const top = await aTree('原件', contents)
  const { page, complaints, requests } = await visit({ offline: true })
  await choose(page, '选择文件夹', top)
  await start(page)
  await sealed(page)

  const { file, records } = await openingOf(page)
  expect(records.map(({ path }) => shownPath(path)).sort()).toEqual(
    Object.keys(contents)
      .map((path) => `原件/${path}`)
      .sort(),
  )
  const originals = await Promise.all(
    records.map(async (record): Promise<Original> => {
      const path = shownPath(record.path)
      const content = await readFile(join(files, path))
      expect([path, Buffer.from(record.sha256).toString('hex'), Buffer.from(record.sm3).toString('hex')]).toEqual([
        path,
        hash('sha256', content).toString('hex'),
        hash('sm3', content).toString('hex'),
      ])
      expect(record).toMatchObject({ kind: 'file', flags: 0, sizeBytes: content.length, inode: 0n, ctimeNs: 0n })
      expect(record.mtimeNs / 1_000_000n).toBe(BigInt(Math.floor((await stat(join(files, path))).mtimeMs)))
      return { path, kind: 0, content }
    }),
  )
  const commitments = naiveCommitments(file.seed, file.blind, originals)
  expect(await shown(page, '承诺值（SHA-256）')).toBe(commitments.sha256)
  expect(await shown(page, '承诺值（SM3）')).toBe(commitments.sm3)
  expect(await shown(page, '请求编号')).toBe(Buffer.from(file.requestId).toString('hex'))
  expect(rebuild(file).manifest.leafCount).toBe(32)
  expect(requests).toEqual([])
  expect(complaints).toEqual([])
})

test('thousands of small files and empty folders are dropped and sealed with the network off, and nothing is sent', async () => {
  const count = 3000
  const top = await aTree(
    '客户名单',
    Object.fromEntries(
      Array.from({ length: count }, (_, place) => [`${place % 20}/${place}.txt`, contentOf(1 + (place % 900), place)]),
    ),
  )
  await mkdir(join(top, '空/更空'), { recursive: true })
  const seen = await visit({ offline: true })
  const { page } = seen
  await drop(seen, [top])
  await page.getByText('已选 3,000 个文件').waitFor()
  await page.getByText('1 个空文件夹').waitFor()
  await start(page)
  await sealed(page)
  await page.getByText('已发送 0 字节').waitFor()
  const { file, records } = await openingOf(page)
  expect(records).toHaveLength(count + 1)
  expect(recordOf(records, '客户名单/空/更空')).toMatchObject({ kind: 'empty-directory', sizeBytes: 0 })
  const originals = await Promise.all(
    records.map(async ({ path, kind }): Promise<Original> => {
      const name = shownPath(path)
      return kind === 'file'
        ? { path: name, kind: 0, content: await readFile(join(files, name)) }
        : { path: name, kind: 2, content: Buffer.alloc(0) }
    }),
  )
  expect(await shown(page, '承诺值（SHA-256）')).toBe(naiveCommitments(file.seed, file.blind, originals).sha256)
  expect(seen.requests).toEqual([])
  expect(seen.complaints).toEqual([])
})

test('a file of 300 MB is read in pieces, and the page says how fast', async () => {
  const path = join(files, '大文件.bin')
  const length = 300_000_123
  await writeFile(path, contentOf(1_000_000, 5))
  await truncate(path, length)
  const { page, requests } = await visit({ offline: true })
  await choose(page, '选择文件', path)
  const began = performance.now()
  await start(page)
  const rate = page.locator('dl > div', { hasText: '速度' }).getByText(/MB\/秒/)
  await rate.waitFor()
  await sealed(page)
  console.log(`  300 MB in one file, both digests: ${Math.round(length / 1000 / (performance.now() - began))} MB/s`)
  const { records } = await openingOf(page)
  const content = await readFile(path)
  const { sizeBytes, sha256, sm3 } = recordOf(records, '大文件.bin')
  expect(sizeBytes).toBe(length)
  expect(Buffer.from(sha256)).toEqual(hash('sha256', content))
  expect(Buffer.from(sm3)).toEqual(hash('sm3', content))
  expect(requests).toEqual([])
})

/** Processor time that the page's process, workers included, takes in so many milliseconds. */
async function rendererSeconds(page: Page, milliseconds: number): Promise<number> {
  const devtools = await page.context().browser()?.newBrowserCDPSession()
  if (!devtools) throw new Error('the browser is gone')
  const total = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0), 0)
  }
  const before = await total()
  await page.waitForTimeout(milliseconds)
  const spent = (await total()) - before
  await devtools.detach()
  return spent
}

test('stopping ends the reading at once, leaves nothing behind, and the page can seal again', async () => {
  const path = join(files, '十个 GB.bin')
  await writeFile(path, '')
  await truncate(path, 10 * 1024 ** 3)
  const small = join(files, '小.txt')
  await writeFile(small, '小')
  const { page } = await visit({ offline: true })
  await choose(page, '选择文件', path)
  await page.getByText('速度就是一个核心的速度').waitFor()
  await start(page)
  await page
    .locator('.seal-sent')
    .getByText(/已读取 [\d.]+ MB/)
    .waitFor()
  const whileReading = await rendererSeconds(page, 1500)
  await page.getByRole('button', { name: '停止' }).click()
  await page.getByText('没有生成任何东西，文件也没有被改动').waitFor()
  expect(await rendererSeconds(page, 1500)).toBeLessThan(whileReading / 4)
  await page.getByRole('button', { name: '清空' }).click()
  await choose(page, '选择文件', small)
  await start(page)
  await sealed(page)
  const { records } = await openingOf(page)
  expect(records.map(({ path: name }) => shownPath(name))).toEqual(['小.txt'])
})

test('a file that was written to after it was chosen is sealed as it is now and flagged, or named as not sealed', async () => {
  const top = await aTree('账目', { '一.txt': Buffer.from('一'), '二.txt': Buffer.from('二') })
  const dropped = await visit()
  await drop(dropped, [top])
  await dropped.page.getByText('已选 2 个文件').waitFor()
  await writeFile(join(top, '二.txt'), '二改过')
  await start(dropped.page)
  await sealed(dropped.page)
  await dropped.page.getByText('封存的是改动后的内容').waitFor()
  const { records } = await openingOf(dropped.page)
  expect(recordOf(records, '账目/一.txt').flags).toBe(0)
  const changed = recordOf(records, '账目/二.txt')
  expect(changed.flags).toBe(recordFlags.changedWhileSealing)
  expect(Buffer.from(changed.sha256)).toEqual(hash('sha256', Buffer.from('二改过')))

  // A picker gives no way back to the file, so the browser goes on refusing it.
  const picked = await visit()
  await choose(picked.page, '选择文件', [join(top, '一.txt'), join(top, '二.txt')])
  await rm(join(top, '二.txt'))
  await start(picked.page)
  await sealed(picked.page)
  await picked.page.getByText('有 1 项没有读到').waitFor()
  await picked.page.getByText(/NotReadableError|NotFoundError/).waitFor()
  const after = await openingOf(picked.page)
  expect(recordOf(after.records, '二.txt').kind).toBe('unreadable')
  expect(rebuild(after.file).manifest.leafCount).toBe(1)
})

test('a second file of the same path is turned away by name, and names that look alike are flagged', async () => {
  const one = await aTree('甲', { '合同.pdf': Buffer.from('甲'), 'Plan.txt': Buffer.from('1') })
  const two = await aTree('乙', { '合同.pdf': Buffer.from('乙'), 'plan.txt': Buffer.from('2') })
  const { page } = await visit()
  await choose(page, '选择文件', [join(one, '合同.pdf'), join(one, 'Plan.txt')])
  await choose(page, '选择文件', [join(two, '合同.pdf'), join(two, 'plan.txt')])
  await page.getByText('有 1 项没有加入').waitFor()
  await page.getByText('有 2 个文件名只差大小写').waitFor()
  await start(page)
  await sealed(page)
  const { file, records } = await openingOf(page)
  expect(records.map(({ path }) => shownPath(path)).sort()).toEqual(['Plan.txt', 'plan.txt', '合同.pdf'])
  expect(Buffer.from(recordOf(records, '合同.pdf').sha256)).toEqual(hash('sha256', Buffer.from('甲')))
  expect(records.map(({ flags }) => flags).sort()).toEqual([0, recordFlags.nameCollides, recordFlags.nameCollides])
  expect(rebuild(file).ordinals).toHaveLength(3)
})

test('two seals of the same files have nothing in common that could link them', async () => {
  const path = join(files, '报价.txt')
  await writeFile(path, '一百元')
  const { page } = await visit()
  const sealOnce = async () => {
    await choose(page, '选择文件', path)
    await start(page)
    await sealed(page)
    const { file } = await openingOf(page)
    await page.getByRole('button', { name: '封存另一批' }).click()
    return file
  }
  const [first, second] = [await sealOnce(), await sealOnce()]
  for (const field of ['seed', 'blind', 'requestId', 'rootSha256', 'rootSm3'] as const)
    expect(Buffer.from(first[field]).equals(second[field])).toBe(false)
})

test('the threads that read files can connect to nothing, and even an attempt would be counted', async () => {
  const path = join(files, '秘密.txt')
  await writeFile(path, '虚构的秘密')
  const { page, requests } = await visit()
  const attempts = page.workers().map((worker) =>
    worker.evaluate(
      () =>
        new Promise<string>((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
          fetch('/deposit', { method: 'POST', body: 'x' }).then(
            () => resolve('sent'),
            () => undefined,
          )
        }),
    ),
  )
  expect(new Set(await Promise.all(attempts))).toEqual(new Set(['connect-src']))
  expect(requests).toEqual([])
  await choose(page, '选择文件', path)
  await start(page)
  await sealed(page)
  await page.getByText(/已发送 [1-9]\d* 字节/).waitFor()
})

test('what the page sends is counted and named: the entry and its address, and nothing before', async () => {
  const path = join(files, '秘密.txt')
  await writeFile(path, '虚构的秘密')
  const { page, requests } = await visit()
  await choose(page, '选择文件', path)
  await start(page)
  await sealed(page)
  // Without the opening file a deposit would be worth nothing, so it comes first.
  expect(await page.getByRole('button', { name: '存证', exact: true }).count()).toBe(0)
  await openingOf(page)
  await page.getByText('已发送 0 字节').waitFor()
  const [request] = await Promise.all([
    page.waitForRequest('**/deposit'),
    page.getByRole('button', { name: '存证', exact: true }).click(),
  ])
  // 91 bytes of entry and 8 of a new address.
  expect(request.postDataBuffer()).toHaveLength(91)
  await page.getByText('已发送 99 字节').waitFor()
  await page.getByText('发送了什么').click()
  await page.getByText('POST /deposit').waitFor()
  // The same address again says nothing new; its body does.
  await page.getByRole('button', { name: '存证', exact: true }).click()
  await page.getByText('已发送 190 字节').waitFor()
  expect(requests).toEqual([`POST ${served.address}/deposit`, `POST ${served.address}/deposit`])
})

test('a seal made with the network off is deposited later from its opening file, and a damaged one is refused', async () => {
  const path = join(files, '离线.txt')
  await writeFile(path, '离线封存')
  const apart = await visit({ offline: true })
  await choose(apart.page, '选择文件', path)
  await start(apart.page)
  await sealed(apart.page)
  const commitment = await shown(apart.page, '承诺值（SM3）')
  const [download] = await Promise.all([
    apart.page.waitForEvent('download'),
    apart.page.getByRole('button', { name: '下载原件清单' }).click(),
  ])
  const saved = join(files, 'seal.tsopening')
  await download.saveAs(saved)
  await apart.context.close()

  const { page } = await visit()
  const reopen = async (name: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '已有原件清单' }).click(),
    ])
    await chooser.setFiles(name)
  }
  const damaged = join(files, 'damaged.tsopening')
  const bytes = await readFile(saved)
  await writeFile(damaged, bytes.with(200, bytes.readUInt8(200) ^ 1))
  await reopen(damaged)
  await page.getByRole('alert').getByText('不是完整的原件清单').waitFor()
  // One whose roots were exchanged, with its own closing digest made to fit.
  const exchanged = Buffer.from(bytes.subarray(0, -32))
  exchanged.fill(1, exchanged.length - 32)
  await writeFile(damaged, Buffer.concat([exchanged, hash('sha256', exchanged)]))
  await reopen(damaged)
  await page.getByRole('alert').getByText('自查没有通过').waitFor()
  await reopen(saved)
  await page.getByRole('heading', { name: '原件清单完整' }).waitFor()
  expect(await shown(page, '承诺值（SM3）')).toBe(commitment)
  const [request] = await Promise.all([
    page.waitForRequest('**/deposit'),
    page.getByRole('button', { name: '存证', exact: true }).click(),
  ])
  expect(request.postDataBuffer()?.subarray(42, 74).toString('hex')).toBe(commitment)
})

test('when the computing part cannot run or was not loaded, the page says why and makes nothing', async () => {
  const path = join(files, '一.txt')
  await writeFile(path, '一')
  const forbidding = await servePage(built, null)
  const old = await openPage({ address: forbidding.address })
  await old.page.goto('/')
  await choose(old.page, '选择文件', path)
  await start(old.page)
  await old.page.getByRole('alert').getByText('不允许运行 WebAssembly').waitFor()
  await old.context.close()
  await forbidding.close()

  const cutOff = await openPage({ address: served.address })
  await cutOff.context.route('**/seal-worker-*', (route) => route.abort())
  await cutOff.page.goto('/')
  await choose(cutOff.page, '选择文件', path)
  await start(cutOff.page)
  await cutOff.page.getByRole('alert').getByText('计算程序没有载入').waitFor()
  expect(await cutOff.page.getByRole('button', { name: '下载原件清单' }).count()).toBe(0)
})

test('whoever leaves with work unsaved is asked first', async () => {
  const path = join(files, '未保存.txt')
  await writeFile(path, '一')
  const { page } = await visit()
  await choose(page, '选择文件', path)
  await start(page)
  await sealed(page)
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await openingOf(page)
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
})

test('the page needs only a keyboard, fits a small phone, reads well in English and passes the accessibility check in every state', async () => {
  const big = join(files, '可停.bin')
  await writeFile(big, '')
  await truncate(big, 4 * 1024 ** 3)
  const { page } = await visit({ width: 360 })
  const fits = async () => {
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  }
  await fits()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('选择文件')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')])
  await chooser.setFiles(big)
  await fits()
  await page.getByRole('button', { name: '开始封存' }).press('Enter')
  await page.getByRole('status').getByText('开始封存，共 1 个文件。').waitFor({ state: 'attached' })
  await page.getByRole('progressbar', { name: '封存进度' }).waitFor()
  await fits()
  await page.getByRole('button', { name: '停止' }).press('Enter')
  await page.getByRole('button', { name: '清空' }).press('Enter')
  const small = await aTree('长名', { [`${'很长的文件名'.repeat(12)}.txt`]: Buffer.from('一') })
  await choose(page, '选择文件夹', small)
  await start(page)
  await sealed(page)
  for (const summary of await page.locator('summary').all()) await summary.press('Enter')
  await fits()

  const english = await visit({ locale: 'en' })
  await english.page.getByText('0 bytes sent').waitFor()
  expect(await english.page.locator('main section, main details').allTextContents()).not.toContainEqual(
    expect.stringMatching(/\p{Script=Han}/u),
  )
})
