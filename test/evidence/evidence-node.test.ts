import { describe, it } from 'vitest'
import { suite } from './all.suite.ts'

describe('the evidence library, in Node', () => {
  for (const { title, run } of suite) it(title, run)
})
