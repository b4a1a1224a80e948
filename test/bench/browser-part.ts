import { build } from 'esbuild'
import { z } from 'zod'
import { closeBrowser, openPage } from '../browser.ts'
import type { Row } from './evidence-row.ts'

const rounds = 5
const root = `${import.meta.dirname}/../..`

/** What runs in the page: each measure gives milliseconds of anchor and candidate by turns, after one turn to warm up. */
const measured = `
import { createSM3, createSHA256 } from 'hash-wasm'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { openFourLanes } from './platform/ui/seal/four-lanes.ts'
import { auditPath, rootFromPath } from './evidence/merkle.ts'
import { createSm3 } from './evidence/digest.ts'
import { toHex } from './evidence/bytes.ts'

const piece = 1024 * 1024
const pieces = 8
const files = [0, 1, 2, 3].map((file) => {
  const bytes = new Uint8Array(piece)
  for (let at = 0; at < piece; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
  return bytes
})
const same = (a, b) => { if (a.join() !== b.join()) throw new Error('different results: ' + a + ' / ' + b) }

async function byTurns(rounds, anchor, ours) {
  same(await anchor(), await ours())
  const times = { anchor: [], ours: [] }
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of round % 2 ? [['ours', ours], ['anchor', anchor]] : [['anchor', anchor], ['ours', ours]]) {
      const from = performance.now()
      await run()
      times[name].push(performance.now() - from)
    }
  return { anchor: Math.min(...times.anchor), ours: Math.min(...times.ours) }
}

/** Four files one after the other, piece by piece. */
const hashWasm = (make) => async () => {
  const hash = await make()
  return files.map((bytes) => {
    hash.init()
    for (let n = 0; n < pieces; n++) hash.update(bytes)
    return hash.digest('hex')
  })
}
/** The same four files as the sealing worker takes them: side by side, piece by piece, copied into its memory. */
const lanes = openFourLanes()
const ourLanes = (algorithm) => () => {
  const given = [0, 0, 0, 0]
  for (let lane = 0; lane < 4; lane++) lanes.start(lane, new Set([algorithm]))
  while ([0, 1, 2, 3].some((lane) => !lanes.isReady(lane))) {
    for (let lane = 0; lane < 4; lane++)
      if (lanes.needsChunk(lane)) lanes.feed(lane, files[lane], ++given[lane] === pieces)
    lanes.work()
  }
  return [0, 1, 2, 3].map((lane) => {
    const digest = toHex(lanes.digest(lane, algorithm))
    lanes.free(lane)
    return digest
  })
}
const ourStream = () =>
  files.map((bytes) => {
    const hash = createSm3()
    for (let n = 0; n < pieces; n++) hash.update(bytes)
    return toHex(hash.digest())
  })

const size = 2 ** 12
const leaves = new Uint8Array(size * 32)
for (let at = 0; at < leaves.length; at += 65536) crypto.getRandomValues(leaves.subarray(at, at + 65536))
/** Twenty levels, as in a log of a million entries: the levels above the tree that is here are given any sibling. */
const levels = 20
const claims = Array.from({ length: 500 }, (_, n) => {
  const index = (n * 7919) % size
  const path = auditPath('sha256', leaves, index)
  while (path.length < levels) path.push(leaves.slice(path.length * 32, path.length * 32 + 32))
  return { index, size: 2 ** levels, leaf: leaves.slice(index * 32, index * 32 + 32), path }
})
const node = new Uint8Array(65)
node[0] = 1
const nobleNode = (left, right) => {
  node.set(left, 1)
  node.set(right, 33)
  return nobleSha256(node)
}
/** The same steps for a whole tree, where the loop of RFC 9162 needs no special case. */
const nobleRoot = ({ index, leaf, path }) => {
  let hash = leaf
  for (let level = 0; level < path.length; level++)
    hash = (index >>> level) & 1 ? nobleNode(path[level], hash) : nobleNode(hash, path[level])
  return hash
}

window.measure = async (rounds) => ({
  bytes: 4 * piece * pieces,
  claims: claims.length,
  sm3: await byTurns(rounds, hashWasm(createSM3), ourLanes('sm3')),
  sha256: await byTurns(rounds, hashWasm(createSHA256), ourLanes('sha256')),
  sm3Stream: await byTurns(rounds, hashWasm(createSM3), ourStream),
  inclusion: await byTurns(rounds, () => claims.map((claim) => toHex(nobleRoot(claim))), () => claims.map((claim) => toHex(rootFromPath('sha256', claim)))),
})
`

const Times = z.object({ anchor: z.number().positive(), ours: z.number().positive() })
const Measured = z.object({
  bytes: z.number(),
  claims: z.number(),
  sm3: Times,
  sha256: Times,
  sm3Stream: Times,
  inclusion: Times,
})

/** SM3 and SHA-256 in Chromium beside hash-wasm, inclusion proofs beside noble: one core, by turns, the best of five. */
export async function browserRows(): Promise<Row[]> {
  const { outputFiles } = await build({
    stdin: { contents: measured, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  const { page, context } = await openPage()
  await page.setContent('<!doctype html><title>bench</title>')
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  const found = Measured.parse(await page.evaluate(`measure(${rounds})`))
  await context.close()
  await closeBrowser()
  const rate = (milliseconds: number) => `${Math.round(found.bytes / milliseconds / 1000)} MB/s`
  const proofs = (milliseconds: number) => `${Math.round((found.claims / milliseconds) * 1000).toLocaleString('en')}/s`
  const row = (
    name: string,
    peer: string,
    { anchor, ours }: z.infer<typeof Times>,
    wanted: number | null,
    show: typeof rate,
  ): Row => ({ name, anchor: `${peer} ${show(anchor)}`, ours: show(ours), ratio: anchor / ours, wanted })
  return [
    row('Chromium, SM3, four files, one core', 'hash-wasm', found.sm3, 2.2, rate),
    row('Chromium, SM3, one stream', 'hash-wasm', found.sm3Stream, null, rate),
    row('Chromium, SHA-256, four files, one core', 'hash-wasm', found.sha256, null, rate),
    row('Chromium, inclusion proofs of 20 levels', 'noble', found.inclusion, 3, proofs),
  ]
}
