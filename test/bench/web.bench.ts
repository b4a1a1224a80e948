import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { buildWeb } from '../../platform/ui/build-web.ts'

const Manifest = z.record(
  z.string(),
  z.looseObject({
    file: z.string(),
    imports: z.array(z.string()).optional(),
    css: z.array(z.string()).optional(),
    isEntry: z.boolean().optional(),
  }),
)

/** What a first visit loads, gzip: everything the entry needs before the first screen, and that screen's own part. */
export async function run() {
  const { folder } = await buildWeb()
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8')))
  const size = async (file: string) => gzipSync(await readFile(join(folder, file))).length
  const filesOf = (name: string, seen = new Set<string>()): Set<string> => {
    const part = manifest[name]
    if (!part || seen.has(part.file)) return seen
    seen.add(part.file)
    for (const css of part.css ?? []) seen.add(css)
    for (const one of part.imports ?? []) filesOf(one, seen)
    return seen
  }
  const sum = async (names: readonly string[], ending: string) => {
    const files = names.reduce((seen, name) => filesOf(name, seen), new Set<string>())
    let total = 0
    for (const file of files) if (file.endsWith(ending)) total += await size(file)
    return (total / 1024).toFixed(1)
  }
  const keyOf = (ending: string) => Object.keys(manifest).find((name) => name.endsWith(ending)) ?? ending
  const app = [keyOf('index.html'), keyOf('programme-home.page.tsx')]
  const signIn = [keyOf('index.html'), keyOf('account-sign-in.page.tsx')]
  const portal = [keyOf('public-enhance.ts')]
  console.log('web, KB gzip:')
  console.log(
    `  public page: script ${await sum(portal, '.js')} (optional), style ${await sum([keyOf('public.css')], '.css')}`,
  )
  console.log(`  application, home: script ${await sum(app, '.js')}, style ${await sum(app, '.css')}`)
  console.log(`  application, sign-in: script ${await sum(signIn, '.js')}`)
}
