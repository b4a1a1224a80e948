import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { openPage } from '../browser.ts'
import { suite } from './all.suite.ts'

/** The very same cases, bundled and run by Chromium. */
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
    resolveDir: join(import.meta.dirname),
    loader: 'ts',
  },
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
})

describe('the evidence library, in Chromium', async () => {
  const results = await (async () => {
    const { page, context } = await openPage()
    await page.setContent('<!doctype html><title>suite</title>')
    await page.addScriptTag({ content: bundled.outputFiles[0]?.text ?? '' })
    const found = await page.evaluate('runSuite()')
    await context.close()
    return found as { title: string; failure: string | null }[]
  })()
  for (const { title } of suite)
    it(title, () => {
      const result = results.find((one) => one.title === title)
      expect(result).toEqual({ title, failure: null })
    })
})
