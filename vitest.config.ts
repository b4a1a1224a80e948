import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,bin,core,evidence,features,platform,test,vault}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts'],
    reporters: ['default', './test/closing-line.reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
})
