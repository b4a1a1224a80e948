import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { webRoutes } from '../app/web-routes.ts'
import { createServer } from '../platform/http/server.ts'
import config from '../vite.config.ts'

const root = join(import.meta.dirname, '..')

export type BuiltPage = {
  readonly address: string
  /** The built files, below `/assets/`. */
  readonly built: string
  close(): Promise<void>
}

/**
 * A page of our own around a part of the kit, built as the web is built and served at `/app` under the platform's own headers.
 *
 * @param script - its module; `from` gives the address of a source of ours to import
 */
export async function aBuiltPage(
  name: string,
  script: (from: (source: string) => string) => string,
): Promise<BuiltPage> {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, `${name}-page-`))
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${name}</title><script type="module" src="./main.ts"></script></head><body></body></html>`,
  )
  await writeFile(
    join(folder, 'main.ts'),
    script((source) => JSON.stringify(join(root, source))),
  )
  const built = join(folder, 'built')
  const vite = await import('vite')
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await vite.build({
      ...config,
      configFile: false,
      root: folder,
      build: { ...config.build, outDir: built, rollupOptions: { input: join(folder, 'index.html') } },
    })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  const server = await createServer({ trustProxy: false, secure: false, logger: false, perMinute: 100_000 })
  const index = await readFile(join(built, 'index.html'), 'utf8')
  await webRoutes(server, { folder: built, index, stylesheet: '', script: '', served: '' })
  return {
    address: await server.listen({ port: 0, host: '127.0.0.1' }),
    built,
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
