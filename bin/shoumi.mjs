#!/usr/bin/env node
import { join } from 'node:path'
import { ensureDependencies, main, nodeFlags, root, runUnderNode } from './bootstrap.mjs'

await main(async (args) => {
  await ensureDependencies({ development: false })
  // Node keeps there what it made of our files, for the next start; where it may not write, it does without.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'node-compile')
  // Paths that a person types are theirs, not ours.
  return runUnderNode([...nodeFlags, join(import.meta.dirname, '../app/cli.ts'), ...args], { cwd: process.cwd() })
})
