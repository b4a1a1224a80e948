import { build } from 'esbuild'
import { openPage } from './browser.ts'

export type Result = { readonly title: string; readonly failure: string | null }

/**
 * Runs a suite in Chromium, bundled, in a page that counts as secure, since browsers have their ciphers only there.
 *
 * @param folder - where `all.suite.ts` is
 */
export async function suiteInBrowser(folder: string): Promise<Result[]> {
  const bundled = await build({
    stdin: {
      contents: `import { suite } from './all.suite.ts'
        window.runSuite = async () => {
          const results = []
          for (const { title, run } of suite) {
            try { await run(); results.push({ title, failure: null }) }
            catch (error) { results.push({ title, failure: String(error && error.stack || error) }) }
          }
          return results
        }`,
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  const { page, context } = await openPage()
  await context.route('http://localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>suite</title>' }),
  )
  await page.goto('http://localhost/suite')
  await page.addScriptTag({ content: bundled.outputFiles[0]?.text ?? '' })
  const results = await page.evaluate<Result[]>('runSuite()')
  await context.close()
  return results
}
