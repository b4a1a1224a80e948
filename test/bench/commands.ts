import { spawn, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Tree } from './trees.ts'

const cores = availableParallelism()

export const isInstalled = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined

/** @throws Error with what the command said */
function run(command: string, args: readonly string[], keep: boolean): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', keep ? 'pipe' : 'ignore', 'pipe'] })
  let [said, complained] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${complained}`)),
    )
  })
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

const pipeline =
  'tree=$1 each=$2 at_once=$3; shift 3; find "$tree" -type f -print0 | xargs -0 -P"$at_once" -n"$each" "$@"'
const overAllFiles = (tree: Tree, each: number, tool: readonly string[]) =>
  run('sh', ['-c', pipeline, 'sh', tree.folder, `${each}`, `${cores}`, ...tool], false)

/** Everything back into memory: a system that is idle for a while gives it away. */
export async function warm(tree: Tree): Promise<void> {
  await overAllFiles(tree, 500, ['cat'])
}

export type Anchor = { readonly name: string; readonly side: () => Promise<number> }

/** `find | xargs` with as many files a call as is quickest for this tree: each possible number is tried once. */
export async function quickestOverAllFiles(tree: Tree, tool: readonly string[]): Promise<Anchor> {
  let best = { each: 1, seconds: Number.POSITIVE_INFINITY }
  const possible = [1, 8, 64, 500, 4000].filter((each) => tree.files / each >= cores && tree.files / each <= 1000)
  for (const each of possible) {
    await warm(tree)
    const seconds = await timed(() => overAllFiles(tree, each, tool))
    if (seconds < best.seconds) best = { each, seconds }
  }
  return {
    name: `find | xargs -P${cores} -n${best.each} ${tool.join(' ')}`,
    side: () => timed(() => overAllFiles(tree, best.each, tool)),
  }
}

/** One after the other, as somebody does who wants both digests. */
export const oneAfterTheOther = (...anchors: readonly Anchor[]): Anchor => ({
  name: anchors.map(({ name }) => name.replace(/^.*(openssl)/, '$1')).join(', then '),
  side: async () => {
    let sum = 0
    for (const { side } of anchors) sum += await side()
    return sum
  },
})

const Summary = z.object({ counts: z.object({ files: z.number(), reused: z.number() }) })

/** The real command, from the start of its process to the end of it. @returns seconds, and what it said of its work */
export async function shoumiSeal(path: string, base: string, ...flags: readonly string[]) {
  const from = performance.now()
  const command = join(import.meta.dirname, '../../bin/shoumi.mjs')
  const said = await run(process.execPath, [command, 'seal', path, '--out', base, '--json', ...flags], true)
  const seconds = (performance.now() - from) / 1000
  return { seconds, ...Summary.parse(JSON.parse(said)).counts }
}
