import { ensureDependencies, main, nodeFlags, runUnderNode } from './bootstrap.mjs'

await main(async (args) => {
  await ensureDependencies({ development: false })
  return runUnderNode([...nodeFlags, 'app/server.ts', ...args], { serves: true })
})
