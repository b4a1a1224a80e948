import { ensureDependencies, main, nodeFlags, runUnderNode } from './bootstrap.mjs'

const checks = [
  ['类型 / types', ['node_modules/typescript-native/bin/tsc', '-p', '.']],
  ['格式与语法 / lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '.']],
  ['依赖方向 / dependency direction', [...nodeFlags, 'bin/check-direction.ts']],
  ['无用代码 / dead code', ['node_modules/knip/bin/knip.js']],
  ['测试 / tests', [...nodeFlags, 'node_modules/vitest/vitest.mjs', 'run']],
]

await main(async () => {
  await ensureDependencies({ development: true })
  let failed = 0
  for (const [words, args] of checks) {
    const started = performance.now()
    const code = await runUnderNode(args)
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${words} ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    if (code > 128) return code
    if (code !== 0) failed++
  }
  return failed === 0 ? 0 : 1
})
