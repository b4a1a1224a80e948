import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { addIntegrity, listServedFiles } from './integrity.ts'

const root = join(import.meta.dirname, '../..')
const dist = join(root, 'dist')

/** Where the built files are, and how the pages find the public ones. */
export type Web = {
  readonly folder: string
  readonly stylesheet: string
  readonly script: string
  readonly index: string
  /** Every served file with its digest, one a line. */
  readonly served: string
}

const Manifest = z.record(z.string(), z.looseObject({ file: z.string(), src: z.string().optional() }))

/**
 * Builds the web from its sources, unless exactly these were built before. Each state of the sources has a folder of its own,
 * so that a running instance keeps its files while another one is built.
 */
export async function buildWeb(): Promise<Web> {
  const folder = join(dist, `web-${(await digestOfSources()).slice(0, 16)}`)
  if (!existsSync(folder)) await build(folder)
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')))
  const fileOf = (ending: string) => {
    const entry = Object.entries(manifest).find(([name]) => name.endsWith(ending))
    if (!entry) throw new Error(`the build has no ${ending}`)
    return `/assets/${entry[1].file}`
  }
  const index = await readFile(join(folder, 'index.html'), 'utf8')
  return {
    folder,
    stylesheet: fileOf('platform/ui/public.css'),
    script: fileOf('platform/ui/public-enhance.ts'),
    index,
    served: await listServedFiles(folder, index),
  }
}

async function build(folder: string) {
  const making = `${folder}.${process.pid}`
  const vite = await import('vite')
  // Vite takes the mode of React from here, and a test run says `test`: people always get the production build.
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await vite.build({
      configFile: join(root, 'vite.config.ts'),
      build: { outDir: making, emptyOutDir: true },
    })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  await addIntegrity(making)
  await rename(making, folder).catch(async (error: unknown) => {
    await rm(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  await removeOldBuilds(folder)
}

const hour = 3_600_000

async function removeOldBuilds(present: string) {
  await mkdir(dist, { recursive: true })
  for (const name of await readdir(dist)) {
    const path = join(dist, name)
    if (path !== present && name.startsWith('web-') && Date.now() - (await stat(path)).mtimeMs > hour)
      await rm(path, { recursive: true, force: true })
  }
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'vite.config.ts']
  for (const folder of ['app/web', 'core', 'evidence', 'features', 'platform/documents', 'platform/ui', 'vault'])
    for (const name of await readdir(join(root, folder), { recursive: true }))
      if (/\.(tsx?|css|html|svg|typ)$/.test(name) && !/\.test\./.test(name)) files.push(join(folder, name))
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex')
}
