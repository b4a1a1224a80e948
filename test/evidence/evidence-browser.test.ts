import { describe, expect, it } from 'vitest'
import { suiteInBrowser } from '../suite-in-browser.ts'
import { suite } from './all.suite.ts'

/** The very same cases, bundled and run by Chromium. */
describe('the evidence library, in Chromium', async () => {
  const results = await suiteInBrowser(import.meta.dirname)
  for (const { title } of suite)
    it(title, () => {
      expect(results.find((one) => one.title === title)).toEqual({ title, failure: null })
    })
})
