import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import axeCore, { type AxeResults } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const root = join(import.meta.dirname, '..')

/** The browser of the npm package, unpacked once into a folder of its own version: nothing is fetched, nothing else is found by chance. */
function unpacked(): string {
  const home = join(dirname(require.resolve('@sparticuz/chromium')), '..')
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = join(root, 'node_modules/.cache', `chromium-${version}`)
  if (existsSync(folder)) return folder
  const making = `${folder}.${process.pid}`
  mkdirSync(making, { recursive: true })
  const part = (name: string) => brotliDecompressSync(readFileSync(join(home, 'bin', name)))
  writeFileSync(join(making, 'chromium'), part('chromium.br'), { mode: 0o755 })
  for (const name of ['al2023.tar.br', 'swiftshader.tar.br']) {
    const { status } = spawnSync('tar', ['-x', '-C', making], { input: part(name), maxBuffer: 1 << 30 })
    if (status !== 0) throw new Error(`cannot unpack ${name}`)
  }
  const fonts = join(dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json')), '400Regular')
  writeFileSync(
    join(making, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  )
  try {
    renameSync(making, folder)
  } catch {
    rmSync(making, { recursive: true, force: true })
  }
  return folder
}

let launched: Promise<Browser> | undefined
const browser = () => {
  launched ??= (async () => {
    const folder = unpacked()
    return chromium.launch({
      executablePath: join(folder, 'chromium'),
      args: [
        '--no-sandbox',
        '--no-zygote',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
      env: {
        ...process.env,
        FONTCONFIG_FILE: join(folder, 'fonts.conf'),
        LD_LIBRARY_PATH: [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      },
    })
  })()
  return launched
}

export type Seen = {
  page: Page
  context: BrowserContext /** What the page complained of: console errors, refused content, failed requests. */
  complaints: string[]
}

/** A fresh visitor, with a window of this width. */
export async function openPage(
  options: { width?: number; locale?: string; script?: boolean; address?: string } = {},
): Promise<Seen> {
  const context = await (await browser()).newContext({
    viewport: { width: options.width ?? 1280, height: options.width && options.width < 600 ? 780 : 860 },
    locale: options.locale ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    javaScriptEnabled: options.script ?? true,
    ...(options.address && { baseURL: options.address }),
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, context, complaints }
}

export async function closeBrowser() {
  await (await launched)?.close()
  launched = undefined
}

/** What axe finds against WCAG 2.2 A and AA, one line each; empty when nothing. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source)
  const { violations } = await page.evaluate<AxeResults>(
    // What passes is not told of here, and describing every element of it takes its time.
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')} — ${failureSummary?.split('\n').slice(1).join(' ').trim()}`,
    ),
  )
}

/** Whether something sticks out at the side: a page must fit its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
