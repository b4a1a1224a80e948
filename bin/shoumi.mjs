#!/usr/bin/env node
import { join } from 'node:path'
import { ensureDependencies, main, nodeFlags, runUnderNode } from './bootstrap.mjs'

await main(async (args) => {
  await ensureDependencies({ development: false })
  // Paths that a person types are theirs, not ours.
  return runUnderNode([...nodeFlags, join(import.meta.dirname, '../app/cli.ts'), ...args], { cwd: process.cwd() })
})
