import { concat, equalBytes, joined, readerOf, u32, u64, utf8 } from './bytes.ts'
import { type Algorithm, hmacSha256, sha256, sm3 } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'
import { auditPath, hashLength, leafHash, rootFromPath, treeRoot } from './merkle.ts'

/**
 * What a seal commits to: one salted leaf per file, leaves in the order of their hashes, one root per algorithm, and a
 * blinded commitment over both roots. Every preimage begins with eight bytes of its own, so that no bytes can be read
 * as two things; everything is at a fixed offset except the path, which is last.
 */
const magic = (name: string, version: number) => concat(utf8(name), new Uint8Array([0, version]))
const leafMagic = magic('TSLEAF', 1)
const saltMagic = magic('TSSALT', 1)
const rootMagic = magic('TSROOT', 1)

export const openingKinds = ['file', 'symlink', 'empty-directory', 'padding'] as const
export type OpeningKind = (typeof openingKinds)[number]

/** What opens one leaf. It stays with the owner until the owner shows this one file. */
export type Opening = {
  /** 32 bytes from `saltOf`. A bare digest of a short price list could be guessed; a salted one cannot. */
  readonly salt: Uint8Array
  readonly kind: OpeningKind
  readonly withSm3: boolean
  /** Of the content; of a symlink, the length of its target. */
  readonly sizeBytes: number
  /** Of the content; of a symlink, of the bytes of its target. */
  readonly sha256: Uint8Array
  /** 32 zero bytes unless `withSm3`. */
  readonly sm3: Uint8Array
  /** Raw bytes, relative, parts joined by '/'; the letters' normal form is a matter of display only. */
  readonly path: Uint8Array
}

export const openingFixedLength = 118
export const longestPath = 65_535

/** @throws EvidenceError `opening-malformed` or `path-not-allowed` */
export function encodeOpening(opening: Opening): Uint8Array {
  checkOpening(opening)
  return concat(
    leafMagic,
    opening.salt,
    new Uint8Array([openingKinds.indexOf(opening.kind), opening.withSm3 ? 3 : 1]),
    u64(opening.sizeBytes),
    opening.sha256,
    opening.sm3,
    u32(opening.path.length),
    opening.path,
  )
}

/** Accepts exactly what `encodeOpening` writes. @throws EvidenceError `opening-malformed` or `path-not-allowed` */
export function decodeOpening(bytes: Uint8Array): Opening {
  const reader = readerOf(bytes, 'opening-malformed')
  if (!equalBytes(reader.take(8), leafMagic)) throw new EvidenceError('opening-malformed', { reason: 'magic' })
  const salt = reader.take(32)
  const kind = openingKinds[reader.u8()]
  const algorithms = reader.u8()
  if (!kind || (algorithms !== 1 && algorithms !== 3)) throw new EvidenceError('opening-malformed', { reason: 'kind' })
  const opening = {
    salt,
    kind,
    withSm3: algorithms === 3,
    sizeBytes: reader.u64(),
    sha256: reader.take(32),
    sm3: reader.take(32),
    path: reader.take(reader.u32()),
  }
  reader.end()
  checkOpening(opening)
  return opening
}

const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0)

function checkOpening({ salt, kind, withSm3, sizeBytes, sha256: first, sm3: second, path }: Opening): void {
  const wrong = (reason: string) => new EvidenceError('opening-malformed', { reason })
  if (salt.length !== 32 || first.length !== 32 || second.length !== 32) throw wrong('length')
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw wrong('size')
  if (!withSm3 && !isZero(second)) throw wrong('SM3 without its mark')
  if (kind === 'padding') {
    if (sizeBytes !== 0 || !isZero(first) || !isZero(second) || path.length > 0) throw wrong('padding is not empty')
  } else checkPath(path)
  if (kind === 'empty-directory' && (sizeBytes !== 0 || !isZero(first) || !isZero(second)))
    throw wrong('an empty folder has no content')
}

/** @throws EvidenceError `path-not-allowed` */
export function checkPath(path: Uint8Array): void {
  if (path.length === 0 || path.length > longestPath || path.includes(0)) throw new EvidenceError('path-not-allowed')
  let from = 0
  for (let at = 0; at <= path.length; at++) {
    if (at < path.length && path[at] !== 0x2f) continue
    const length = at - from
    const dots = length <= 2 && path.subarray(from, at).every((byte) => byte === 0x2e)
    if (length === 0 || dots) throw new EvidenceError('path-not-allowed')
    from = at + 1
  }
}

/** @param seed - 32 random bytes, new for every seal: the same seed twice would let equal files be linked */
export const saltOf = (seed: Uint8Array, ordinal: number): Uint8Array => hmacSha256(seed, saltMagic, u64(ordinal))

/** So many empty leaves are added that the number of files of a small seal stays unknown. */
export const paddingCount = (leaves: number): number =>
  leaves < 2 || leaves > 65_536 ? 0 : 2 ** Math.ceil(Math.log2(leaves)) - leaves

const nothing = new Uint8Array(32)
export const paddingOpening = (seed: Uint8Array, ordinal: number, withSm3: boolean): Opening => ({
  salt: saltOf(seed, ordinal),
  kind: 'padding',
  withSm3,
  sizeBytes: 0,
  sha256: nothing,
  sm3: nothing,
  path: new Uint8Array(),
})

/**
 * The places of the leaves by the order of their SHA-256 hashes: a position says nothing about a name.
 *
 * Hashes are spread evenly, so that as many buckets as leaves, by the first bits, hold about one leaf each.
 */
export function orderOf(leaves: Uint8Array): Uint32Array {
  const count = leaves.length / hashLength
  const view = new DataView(leaves.buffer, leaves.byteOffset, leaves.byteLength)
  const unused = 32 - Math.min(24, Math.max(1, Math.ceil(Math.log2(count + 1))))
  const bucketOf = (leaf: number) => view.getUint32(leaf * hashLength) >>> unused
  const ends = new Uint32Array(2 ** (32 - unused) + 1)
  for (let leaf = 0; leaf < count; leaf++) ends[bucketOf(leaf) + 1]!++
  for (let bucket = 1; bucket < ends.length; bucket++) ends[bucket]! += ends[bucket - 1]!
  const order = new Uint32Array(count)
  // Afterwards each bucket's place in the table is its end, no longer its beginning.
  for (let leaf = 0; leaf < count; leaf++) order[ends[bucketOf(leaf)]!++] = leaf
  const byHash = (a: number, b: number) => {
    for (let at = 0; at < hashLength; at += 4) {
      const difference = view.getUint32(a * hashLength + at) - view.getUint32(b * hashLength + at)
      if (difference !== 0) return difference
    }
    return 0
  }
  let from = 0
  for (const end of ends) {
    if (end - from > few) order.subarray(from, end).sort(byHash)
    else if (end - from > 1) sortFew(order, from, end, byHash)
    from = end
  }
  return order
}

const few = 16

/** By insertion: quicker than the general way, and it leaves equals in their order too. */
function sortFew(list: Uint32Array, from: number, end: number, compare: (a: number, b: number) => number): void {
  for (let next = from + 1; next < end; next++) {
    const one = list[next]!
    let at = next
    for (; at > from && compare(list[at - 1]!, one) > 0; at--) list[at] = list[at - 1]!
    list[at] = one
  }
}

/** The hashes in a given order. */
export function arrange(leaves: Uint8Array, order: Uint32Array): Uint8Array {
  const wordCount = hashLength / 4
  const isAligned = leaves.byteOffset % 4 === 0
  const from = isAligned
    ? new Uint32Array(leaves.buffer, leaves.byteOffset, leaves.length / 4)
    : new Uint32Array(leaves.slice().buffer)
  const to = new Uint32Array(order.length * wordCount)
  for (let place = 0; place < order.length; place++) {
    const leaf = order[place]! * wordCount
    for (let word = 0; word < wordCount; word++) to[place * wordCount + word] = from[leaf + word]!
  }
  return new Uint8Array(to.buffer)
}

export type Roots = { readonly leafCount: number; readonly rootSha256: Uint8Array; readonly rootSm3: Uint8Array }

/** Both trees have the same leaves in the same order, that of the SHA-256 hashes. */
export type Manifest = Roots & {
  readonly order: Uint32Array
  readonly leavesSha256: Uint8Array
  readonly leavesSm3: Uint8Array
}

/** The plain way, opening by opening; large seals do the same in packed form. @param openings - padding included */
export function manifestOf(openings: Iterable<Opening>): Manifest {
  const encoded = [...openings].map(encodeOpening)
  const hashes = (algorithm: Algorithm) => joined(encoded.map((bytes) => leafHash(algorithm, bytes)))
  return manifestOfLeaves(hashes('sha256'), hashes('sm3'))
}

export function manifestOfLeaves(sha256Leaves: Uint8Array, sm3Leaves: Uint8Array): Manifest {
  const order = orderOf(sha256Leaves)
  const leavesSha256 = arrange(sha256Leaves, order)
  const leavesSm3 = arrange(sm3Leaves, order)
  return {
    order,
    leavesSha256,
    leavesSm3,
    leafCount: order.length,
    rootSha256: treeRoot('sha256', leavesSha256),
    rootSm3: treeRoot('sm3', leavesSm3),
  }
}

export type Commitment = { readonly sha256: Uint8Array; readonly sm3: Uint8Array }

/** What the log sees of a seal. @param blind - 32 random bytes, new for every seal */
export function commitmentOf({ blind, leafCount, rootSha256, rootSm3 }: Roots & { blind: Uint8Array }): Commitment {
  const preimage = concat(rootMagic, blind, u64(leafCount), rootSha256, rootSm3)
  return { sha256: sha256(preimage), sm3: sm3(preimage) }
}

/** One file shown out of a seal: its opening, where it stands, and what leads from it to both roots. */
export type Disclosure = {
  readonly opening: Uint8Array
  readonly index: number
  readonly leafCount: number
  readonly pathSha256: readonly Uint8Array[]
  readonly pathSm3: readonly Uint8Array[]
  readonly blind: Uint8Array
}

/** @param place - of the leaf in `manifest.order` */
export const discloseOf = (
  manifest: Manifest,
  { opening, place, blind }: { opening: Uint8Array; place: number; blind: Uint8Array },
): Disclosure => ({
  opening,
  index: place,
  leafCount: manifest.leafCount,
  pathSha256: auditPath('sha256', manifest.leavesSha256, place),
  pathSm3: auditPath('sm3', manifest.leavesSm3, place),
  blind,
})

/** @throws EvidenceError `opening-malformed`, `path-not-allowed` or `proof-malformed` */
export function openDisclosure(disclosure: Disclosure): { opening: Opening; commitment: Commitment } {
  const { index, leafCount: size, blind } = disclosure
  const opening = decodeOpening(disclosure.opening)
  if (blind.length !== 32) throw new EvidenceError('proof-malformed', { reason: 'blind' })
  const root = (algorithm: Algorithm, path: readonly Uint8Array[]) =>
    rootFromPath(algorithm, { index, size, path, leaf: leafHash(algorithm, disclosure.opening) })
  const roots = {
    leafCount: size,
    rootSha256: root('sha256', disclosure.pathSha256),
    rootSm3: root('sm3', disclosure.pathSm3),
  }
  return { opening, commitment: commitmentOf({ ...roots, blind }) }
}
