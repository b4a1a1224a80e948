import { equalBytes } from './bytes.ts'
import { type Algorithm, digestOf } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'
import { openKernels } from './kernels.ts'

/**
 * Merkle trees as RFC 6962 §2.1 and RFC 9162 §2.1 define them: 0x00 before a leaf, 0x01 before a node, the last
 * node of an odd level goes up as it is (never doubled, which is what makes two trees with one root elsewhere).
 * The same shape is used with SM3.
 */
const leafPrefix = new Uint8Array([0])
const nodePrefix = new Uint8Array([1])
export const hashLength = 32

export const leafHash = (algorithm: Algorithm, bytes: Uint8Array): Uint8Array => digestOf(algorithm, leafPrefix, bytes)
export const nodeHash = (algorithm: Algorithm, left: Uint8Array, right: Uint8Array): Uint8Array =>
  digestOf(algorithm, nodePrefix, left, right)

/** @param leaves - n × 32 bytes of leaf hashes, one after the other; n = 0 gives the hash of nothing */
export function treeRoot(algorithm: Algorithm, leaves: Uint8Array): Uint8Array {
  const count = leafCount(leaves)
  if (count === 0) return digestOf(algorithm)
  let level = leaves
  while (level.length > hashLength) level = levelAbove(algorithm, level)
  return level.slice()
}

/** Sibling hashes from the leaf upward. @source RFC 9162 §2.1.3.1 */
export function auditPath(algorithm: Algorithm, leaves: Uint8Array, index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafCount(leaves)) throw new RangeError('no such leaf')
  const path: Uint8Array[] = []
  let at = index
  for (let level = leaves; level.length > hashLength; level = levelAbove(algorithm, level)) {
    const sibling = at % 2 === 0 ? at + 1 : at - 1
    if (sibling * hashLength < level.length) path.push(level.slice(sibling * hashLength, (sibling + 1) * hashLength))
    at = Math.floor(at / 2)
  }
  return path
}

/** The hashes that show that the first `older` leaves are a tree's beginning. @source RFC 9162 §2.1.4.1 */
export function consistencyPath(algorithm: Algorithm, leaves: Uint8Array, older: number): Uint8Array[] {
  const count = leafCount(leaves)
  if (!Number.isInteger(older) || older < 1 || older > count) throw new RangeError('no such older tree')
  return subProof(algorithm, leaves, older, true)
}

function subProof(algorithm: Algorithm, leaves: Uint8Array, older: number, known: boolean): Uint8Array[] {
  const count = leafCount(leaves)
  if (older === count) return known ? [] : [treeRoot(algorithm, leaves)]
  const split = splitOf(count)
  const left = leaves.subarray(0, split * hashLength)
  const right = leaves.subarray(split * hashLength)
  return older <= split
    ? [...subProof(algorithm, left, older, known), treeRoot(algorithm, right)]
    : [...subProof(algorithm, right, older - split, false), treeRoot(algorithm, left)]
}

/** The largest power of two below `count`, which is at least 2. */
export const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1))

export type InclusionClaim = {
  /** From zero. */
  readonly index: number
  readonly size: number
  /** The leaf's hash, 32 bytes. */
  readonly leaf: Uint8Array
  /** Sibling hashes from the leaf upward, 32 bytes each. */
  readonly path: readonly Uint8Array[]
}

/**
 * The root that this claim leads to; the caller compares it with one that was signed.
 *
 * The claim may come from an adversary. Over-long and over-short paths are refused, so that a claim has one spelling.
 *
 * @throws EvidenceError `proof-malformed`
 * @source RFC 9162 §2.1.3.2
 */
export function rootFromPath(algorithm: Algorithm, { index, size, leaf, path }: InclusionClaim): Uint8Array {
  if (!isCount(size) || !isCount(index) || index >= size) throw new EvidenceError('proof-malformed', { index, size })
  checkHashes([leaf, ...path])
  let position = index
  let last = size - 1
  let hash = leaf
  for (const sibling of path) {
    if (last === 0) throw new EvidenceError('proof-malformed', { reason: 'path too long' })
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(algorithm, sibling, hash)
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2)
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(algorithm, hash, sibling)
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw new EvidenceError('proof-malformed', { reason: 'path too short' })
  return hash
}

/** @throws EvidenceError `proof-malformed` or `root-mismatch` */
export function verifyInclusion(algorithm: Algorithm, claim: InclusionClaim, root: Uint8Array): void {
  if (!equalBytes(rootFromPath(algorithm, claim), root)) throw new EvidenceError('root-mismatch')
}

export type ConsistencyClaim = {
  readonly older: { readonly size: number; readonly root: Uint8Array }
  readonly newer: { readonly size: number; readonly root: Uint8Array }
  readonly path: readonly Uint8Array[]
}

/**
 * Shows that the newer tree only added to the older one.
 *
 * @throws EvidenceError `proof-malformed`; `root-mismatch` when either root is not reached
 * @source RFC 9162 §2.1.4.2
 */
export function verifyConsistency(algorithm: Algorithm, { older, newer, path }: ConsistencyClaim): void {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size)
    throw new EvidenceError('proof-malformed', { older: older.size, newer: newer.size })
  checkHashes([older.root, newer.root, ...path])
  if (older.size === newer.size) {
    if (path.length > 0) throw new EvidenceError('proof-malformed', { reason: 'path too long' })
    if (!equalBytes(older.root, newer.root)) throw new EvidenceError('root-mismatch')
    return
  }
  // Nothing is a beginning of everything; its root says nothing more, but it must be the root of nothing.
  if (older.size === 0) {
    if (path.length > 0) throw new EvidenceError('proof-malformed', { reason: 'path too long' })
    if (!equalBytes(older.root, digestOf(algorithm))) throw new EvidenceError('root-mismatch')
    return
  }
  const hashes = isPowerOfTwo(older.size) ? [older.root, ...path] : [...path]
  const first = hashes.shift()
  if (!first) throw new EvidenceError('proof-malformed', { reason: 'path too short' })
  let position = older.size - 1
  let last = newer.size - 1
  while (position % 2 === 1) {
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  let fromOlder = first
  let fromNewer = first
  for (const hash of hashes) {
    if (last === 0) throw new EvidenceError('proof-malformed', { reason: 'path too long' })
    if (position % 2 === 1 || position === last) {
      fromOlder = nodeHash(algorithm, hash, fromOlder)
      fromNewer = nodeHash(algorithm, hash, fromNewer)
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2)
        last = Math.floor(last / 2)
      }
    } else fromNewer = nodeHash(algorithm, fromNewer, hash)
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw new EvidenceError('proof-malformed', { reason: 'path too short' })
  if (!equalBytes(fromOlder, older.root) || !equalBytes(fromNewer, newer.root)) throw new EvidenceError('root-mismatch')
}

function leafCount(leaves: Uint8Array): number {
  if (leaves.length % hashLength !== 0) throw new RangeError('leaves must be 32 bytes each')
  return leaves.length / hashLength
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value))

function checkHashes(hashes: readonly Uint8Array[]): void {
  // 63 levels hold more entries than any log will have; more is an attempt to keep the verifier busy.
  if (hashes.length > 65 || hashes.some((hash) => hash.length !== hashLength))
    throw new EvidenceError('proof-malformed', { reason: 'wrong length or count of hashes' })
}

// --- one level of nodes, four at a time -----------------------------------------------------------------------

const messageAt = 4096
/** Two blocks a node (65 bytes and padding), in groups of four; the fixed bytes are written once. */
const batch = 256
let engine: ReturnType<typeof openEngine> | null = null

function openEngine() {
  const kernels = openKernels(2)
  const bytes = new Uint8Array(kernels.memory.buffer)
  for (let node = 0; node < batch; node++) {
    const start = messageAt + node * 128
    bytes[start] = 1
    bytes[start + 65] = 0x80
    bytes[start + 126] = (65 * 8) >>> 8
    bytes[start + 127] = (65 * 8) & 255
  }
  return { kernels, bytes }
}

const pairsAt = messageAt + batch * 128
const outAt = pairsAt + batch * 64

/** @param level - two or more hashes; @returns the level above, half as long, an odd last one carried up */
export function levelAbove(algorithm: Algorithm, level: Uint8Array): Uint8Array {
  engine ??= openEngine()
  const { kernels, bytes } = engine
  const run = algorithm === 'sha256' ? kernels.sha256Digests : kernels.sm3Digests
  const pairs = Math.floor(level.length / 64)
  const carried = level.length % 64 === 32
  const above = new Uint8Array(pairs * 32 + (carried ? 32 : 0))
  for (let from = 0; from < pairs; from += batch) {
    const count = Math.min(batch, pairs - from)
    bytes.set(level.subarray(from * 64, (from + count) * 64), pairsAt)
    for (let node = 0; node < count; node++)
      bytes.copyWithin(messageAt + node * 128 + 1, pairsAt + node * 64, pairsAt + node * 64 + 64)
    for (let node = 0; node < count; node += 4) {
      const first = messageAt + node * 128
      run(outAt + node * 32, first, first + 128, first + 256, first + 384, 2)
    }
    above.set(bytes.subarray(outAt, outAt + count * 32), from * 32)
  }
  if (carried) above.set(level.subarray(pairs * 64), pairs * 32)
  return above
}
