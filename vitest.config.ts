import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,bin,core,evidence,features,platform,test,vault}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts'],
    reporters: ['default', './test/closing-line.reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    // What is waited for comes when the machine has time for it.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
})
