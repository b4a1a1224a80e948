import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'dist/web')
const marker = join(out, 'built-from')

/** Where the built files are, and how the pages find the public ones. */
export type Web = {
  readonly folder: string
  readonly stylesheet: string
  readonly script: string
  readonly index: string
}

const Manifest = z.record(z.string(), z.looseObject({ file: z.string(), src: z.string().optional() }))

/** Builds the web from its sources, unless exactly these were built before. */
export async function buildWeb(): Promise<Web> {
  const digest = await digestOfSources()
  if (!existsSync(marker) || (await readFile(marker, 'utf8')) !== digest) {
    const { build } = await import('vite')
    await build({ configFile: join(root, 'vite.config.ts') })
    await writeFile(marker, digest)
  }
  const manifest = Manifest.parse(JSON.parse(await readFile(join(out, '.vite/manifest.json'), 'utf8')))
  const fileOf = (ending: string) => {
    const entry = Object.entries(manifest).find(([name]) => name.endsWith(ending))
    if (!entry) throw new Error(`the build has no ${ending}`)
    return `/assets/${entry[1].file}`
  }
  return {
    folder: out,
    stylesheet: fileOf('platform/ui/public.css'),
    script: fileOf('platform/ui/public-enhance.ts'),
    index: await readFile(join(out, 'index.html'), 'utf8'),
  }
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'vite.config.ts']
  for (const folder of ['app/web', 'core', 'features', 'platform/ui'])
    for (const name of await readdir(join(root, folder), { recursive: true }))
      if (/\.(tsx?|css|html|svg)$/.test(name) && !/\.test\./.test(name)) files.push(join(folder, name))
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)))
  return hash.digest('hex')
}
