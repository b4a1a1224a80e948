import { concat, readerOf, u16 } from './bytes.ts'
import { EvidenceError } from './evidence-error.ts'
import { hashLength, nodeHash, splitOf } from './merkle.ts'

/**
 * The log as files that never change: tiles of up to 256 hashes, and bundles of up to 256 entries.
 *
 * @source c2sp.org/tlog-tiles@v1.0.0
 */
export const tileWidth = 256

export type TileAddress = {
  /** 0 holds leaf hashes; one hash of a level stands for a full tile of the level below. */
  readonly level: number
  readonly index: number
  /** Below 256 only for the last tile of its level. */
  readonly width: number
}

/** 1234067 is written x001/x234/067. */
function indexPath(index: number): string {
  const groups: string[] = []
  let rest = index
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'))
    rest = Math.floor(rest / 1000)
  } while (rest > 0)
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
}

const partial = (width: number) => (width === tileWidth ? '' : `.p/${width}`)

export const tilePath = ({ level, index, width }: TileAddress): string =>
  `tile/${level}/${indexPath(index)}${partial(width)}`
export const entriesPath = (index: number, width: number): string => `tile/entries/${indexPath(index)}${partial(width)}`

/** What an address below the log's prefix names; null when nothing of a log can be there. */
export function readTilePath(path: string): (TileAddress & { readonly entries: boolean }) | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!match) return null
  const [, kind = '', groups = '', width] = match
  const index = Number(groups.replaceAll(/[x/]/g, ''))
  const address = { level: kind === 'entries' ? 0 : Number(kind), index, width: width ? Number(width) : tileWidth }
  const entries = kind === 'entries'
  const canonical = entries ? entriesPath(index, address.width) : tilePath(address)
  if (!Number.isSafeInteger(index) || address.level > 63 || canonical !== path || width === '256') return null
  return address.width > tileWidth ? null : { ...address, entries }
}

/** Entries with their lengths before them, each at most 65,535 bytes. */
export const encodeBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concat(...entries.flatMap((entry) => [u16(entry.length), entry]))

/** @throws EvidenceError `tile-malformed` */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const reader = readerOf(bytes, 'tile-malformed')
  const entries: Uint8Array[] = []
  while (reader.left > 0) entries.push(reader.take(reader.u16()))
  if (entries.length === 0 || entries.length > tileWidth) throw new EvidenceError('tile-malformed')
  return entries
}

/** Where a tree of this size keeps its right edge: for each level, the last tile and how full it is. */
export function tilesOf(size: number): TileAddress[] {
  const tiles: TileAddress[] = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    const full = Math.floor(count / tileWidth)
    for (let index = 0; index < full; index++) tiles.push({ level, index, width: tileWidth })
    if (count % tileWidth > 0) tiles.push({ level, index: full, width: count % tileWidth })
  }
  return tiles
}

/** Gives the bytes of a tile that is at least as full as asked for. */
export type TileSource = (address: { level: number; index: number }) => Uint8Array | Promise<Uint8Array>

/** The tiles that the hashes below name, each once: read them first, then compute without waiting. */
export function treeOver(read: TileSource, size: number) {
  const cache = new Map<string, Uint8Array>()
  /** A complete subtree of 2^height leaves whose first leaf is `index · 2^height`. */
  async function node(height: number, index: number): Promise<Uint8Array> {
    const level = Math.floor(height / 8)
    const within = height % 8
    const first = index * 2 ** within
    const tile = Math.floor(first / tileWidth)
    const name = `${level}/${tile}`
    let bytes = cache.get(name)
    if (!bytes) {
      bytes = await read({ level, index: tile })
      cache.set(name, bytes)
    }
    const from = (first % tileWidth) * hashLength
    const leaves = bytes.subarray(from, from + 2 ** within * hashLength)
    if (leaves.length !== 2 ** within * hashLength) throw new EvidenceError('tile-malformed', { name })
    let hashes: Uint8Array[] = Array.from({ length: 2 ** within }, (_, at) =>
      leaves.slice(at * hashLength, (at + 1) * hashLength),
    )
    while (hashes.length > 1)
      hashes = Array.from({ length: hashes.length / 2 }, (_, at) =>
        nodeHash('sha256', hashes[2 * at] as Uint8Array, hashes[2 * at + 1] as Uint8Array),
      )
    return hashes[0] as Uint8Array
  }
  /** The root over leaves from `start`, `count` of them; `start` is a multiple of the next power of two. */
  async function range(start: number, count: number): Promise<Uint8Array> {
    const height = Math.log2(count)
    if (Number.isInteger(height)) return node(height, start / count)
    const split = splitOf(count)
    return nodeHash('sha256', await range(start, split), await range(start + split, count - split))
  }
  async function path(index: number, start: number, count: number): Promise<Uint8Array[]> {
    if (count === 1) return []
    const split = splitOf(count)
    return index < split
      ? [...(await path(index, start, split)), await range(start + split, count - split)]
      : [...(await path(index - split, start + split, count - split)), await range(start, split)]
  }
  async function consistency(older: number, start: number, count: number, known: boolean): Promise<Uint8Array[]> {
    if (older === count) return known ? [] : [await range(start, count)]
    const split = splitOf(count)
    return older <= split
      ? [...(await consistency(older, start, split, known)), await range(start + split, count - split)]
      : [...(await consistency(older - split, start + split, count - split, false)), await range(start, split)]
  }
  return {
    leaf: (index: number) => node(0, index),
    /** The root of the first `count` entries, at least one. */
    root: (count: number = size) => range(0, count),
    /** @source RFC 9162 §2.1.3.1 */
    inclusionPath: (index: number) => path(index, 0, size),
    /** @source RFC 9162 §2.1.4.1 */
    consistencyPath: (older: number) => (older === 0 ? Promise.resolve([]) : consistency(older, 0, size, true)),
  }
}
