import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'shoumi-closing-line-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another run of the same test program, on files of its own. @returns its last line and how it ended */
async function run(files: Readonly<Record<string, string>>, setup?: string) {
  const here = mkdtempSync(join(folder, 'run-'))
  const write = (name: string, words: string) => writeFileSync(join(here, name), words)
  for (const [name, body] of Object.entries(files)) write(name, `${preamble}\n${body}`)
  if (setup) write('setup.mjs', setup)
  // Vitest keeps its cache beside the nearest package: that must not be somebody else's above the temporary folder.
  write('package.json', '{}')
  const config = {
    test: {
      root: here,
      include: ['*.test.mjs'],
      globals: true,
      passWithNoTests: false,
      reporters: ['default', join(root, 'test/closing-line.reporter.ts')],
      ...(setup && { globalSetup: [join(here, 'setup.mjs')] }),
    },
  }
  write('vitest.config.mjs', `export default ${JSON.stringify(config)}`)
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(
    process.execPath,
    [program, 'run', '--configLoader', 'native', '--config', join(here, 'vitest.config.mjs')],
    {
      cwd: here,
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)))
  const lines = (await text(child.stdout)).trimEnd().split('\n')
  return { last: lines.at(-1), code: await ended }
}
const preamble = 'const { test, expect } = globalThis'
const good = "test('good', () => {})"
const bad = "test('bad', () => expect(1).toBe(2))"

test.each([
  ['passed tests are counted', { 'a.test.mjs': good, 'b.test.mjs': `${good}\n${good}` }, '3 passed, 0 failed', 0],
  ['a failed test ends the run as failed', { 'a.test.mjs': `${good}\n${bad}` }, '1 passed, 1 failed', 1],
  [
    'skipped tests are told only when there are any',
    { 'a.test.mjs': `${good}\ntest.skip('later', () => {})` },
    '1 passed, 0 failed, 1 skipped',
    0,
  ],
  [
    'a file that does not load counts as failed',
    { 'a.test.mjs': good, 'b.test.mjs': "throw new Error('broken')" },
    '1 passed, 1 failed',
    1,
  ],
  ['a run without a test has failed', {}, '0 passed, 1 failed', 1],
])('%s', async (_title, files, last, code) => {
  expect(await run(files)).toEqual({ last, code })
})

test('a run whose preparation fails has failed, and says so', async () => {
  const setup = "export default () => { throw new Error('no database') }"
  expect(await run({ 'a.test.mjs': good }, setup)).toEqual({ last: '0 passed, 1 failed', code: 1 })
})
