import { ensureDependencies, main, nodeFlags, runUnderNode } from './bootstrap.mjs'

await main(async (args) => {
  await ensureDependencies({ development: true })
  return runUnderNode([...nodeFlags, 'node_modules/vitest/vitest.mjs', 'run', ...args])
})
