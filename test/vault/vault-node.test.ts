import { describe, it } from 'vitest'
import { suite } from './all.suite.ts'

describe('the vault, in Node', () => {
  for (const { title, run } of suite) it(title, run)
})
