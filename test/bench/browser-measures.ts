import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { createSHA256, createSM3, type IHasher } from 'hash-wasm'
import { toHex } from '../../evidence/bytes.ts'
import { type Algorithm, createSm3 } from '../../evidence/digest.ts'
import { auditPath, type InclusionClaim, rootFromPath } from '../../evidence/merkle.ts'
import { openFourLanes } from '../../platform/ui/seal/four-lanes.ts'

// Runs in the page: `browser-part.ts` bundles it. Every measure first compares the results of both sides.

const pieceBytes = 1024 * 1024
const pieces = 8
const random = (length: number) => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}
const files = [random(pieceBytes), random(pieceBytes), random(pieceBytes), random(pieceBytes)]

type Side = () => string[]
/** Milliseconds, the best of the rounds. */
export type Times = { readonly anchor: number; readonly ours: number }

function byTurns(rounds: number, anchor: Side, ours: Side): Times {
  if (anchor().join() !== ours().join()) throw new Error('the two sides compute different things')
  const best = { anchor: Number.POSITIVE_INFINITY, ours: Number.POSITIVE_INFINITY }
  const sides = { anchor, ours }
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? (['anchor', 'ours'] as const) : (['ours', 'anchor'] as const)) {
      const from = performance.now()
      sides[side]()
      best[side] = Math.min(best[side], performance.now() - from)
    }
  return best
}

/** Four files one after the other, piece by piece. */
const hashWasm = (hash: IHasher): Side => {
  return () =>
    files.map((bytes) => {
      hash.init()
      for (let piece = 0; piece < pieces; piece++) hash.update(bytes)
      return hash.digest('hex')
    })
}

const lanes = openFourLanes()
const laneNumbers = [0, 1, 2, 3]
/** The same four as the sealing worker takes them: side by side, piece by piece, copied into its memory. */
const fourLanes = (algorithm: Algorithm): Side => {
  const wanted = new Set([algorithm])
  return () => {
    const given = laneNumbers.map(() => 0)
    for (const lane of laneNumbers) lanes.start(lane, wanted)
    while (!laneNumbers.every(lanes.isReady)) {
      files.forEach((bytes, lane) => {
        if (!lanes.needsChunk(lane)) return
        const piece = (given[lane] ?? 0) + 1
        given[lane] = piece
        lanes.feed(lane, bytes, piece === pieces)
      })
      lanes.work()
    }
    return laneNumbers.map((lane) => {
      const digest = toHex(lanes.digest(lane, algorithm))
      lanes.free(lane)
      return digest
    })
  }
}

const oneStream: Side = () =>
  files.map((bytes) => {
    const hash = createSm3()
    for (let piece = 0; piece < pieces; piece++) hash.update(bytes)
    return toHex(hash.digest())
  })

/** Twenty levels, as in a log of a million entries; above the tree that is here any siblings will do. */
const levels = 20
function someClaims(count: number): InclusionClaim[] {
  const size = 2 ** 12
  const leaves = random(size * 32)
  return Array.from({ length: count }, (_, n) => {
    const index = (n * 7919) % size
    const path = auditPath('sha256', leaves, index)
    while (path.length < levels) path.push(leaves.slice(path.length * 32, path.length * 32 + 32))
    return { index, size: 2 ** levels, leaf: leaves.slice(index * 32, index * 32 + 32), path }
  })
}

const node = new Uint8Array(65)
node[0] = 1
const nobleNode = (left: Uint8Array, right: Uint8Array) => {
  node.set(left, 1)
  node.set(right, 33)
  return nobleSha256(node)
}
/** The same steps for a whole tree, where the loop of RFC 9162 has no special case. */
const nobleRoot = ({ index, leaf, path }: InclusionClaim) =>
  path.reduce(
    (hash, sibling, level) => ((index >>> level) & 1 ? nobleNode(sibling, hash) : nobleNode(hash, sibling)),
    leaf,
  )

export async function measure(rounds: number) {
  const [sm3, sha256] = [await createSM3(), await createSHA256()]
  const claims = someClaims(500)
  return {
    bytes: files.length * pieceBytes * pieces,
    claims: claims.length,
    sm3: byTurns(rounds, hashWasm(sm3), fourLanes('sm3')),
    sm3Stream: byTurns(rounds, hashWasm(sm3), oneStream),
    sha256: byTurns(rounds, hashWasm(sha256), fourLanes('sha256')),
    inclusion: byTurns(
      rounds,
      () => claims.map((claim) => toHex(nobleRoot(claim))),
      () => claims.map((claim) => toHex(rootFromPath('sha256', claim))),
    ),
  }
}
