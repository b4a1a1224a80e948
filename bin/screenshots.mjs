import { ensureDependencies, main, nodeFlags, runUnderNode } from './bootstrap.mjs'

await main(async (args) => {
  await ensureDependencies({ development: true })
  return runUnderNode([...nodeFlags, 'test/screenshots.ts', ...args])
})
