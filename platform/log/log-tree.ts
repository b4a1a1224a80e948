import { concat } from '../../evidence/bytes.ts'
import { hashLength, leafHash, treeRoot } from '../../evidence/merkle.ts'
import { tileWidth } from '../../evidence/tile.ts'

export type TileData = { readonly level: number; readonly index: number; readonly data: Uint8Array }

/** The right edge of the tree, in memory: of each level the hashes of its last, unfinished tile. */
export type LogTree = {
  readonly size: number
  /** Appends entries and gives the tiles that changed, each as full as it now is. */
  append(entries: readonly Uint8Array[]): TileData[]
  root(): Uint8Array
  /** Another tree at the same place, to try an append that may not be kept. */
  copy(): LogTree
}

/** @param edges - by level, the hashes of the last tile that is not full */
export function logTree(size: number, edges: readonly (readonly Uint8Array[])[]): LogTree {
  const levels = edges.map((edge) => [...edge])
  let count = size

  function push(level: number, hash: Uint8Array, changed: Map<string, TileData>) {
    levels[level] ??= []
    const edge = levels[level]
    edge.push(hash)
    const index = Math.floor(Math.floor(count / tileWidth ** level) / tileWidth)
    const data = concat(...edge)
    changed.set(`${level}/${index}`, { level, index, data })
    if (edge.length < tileWidth) return
    levels[level] = []
    push(level + 1, treeRoot('sha256', data), changed)
  }

  return {
    get size() {
      return count
    },
    append(entries) {
      const changed = new Map<string, TileData>()
      for (const [at, entry] of entries.entries()) {
        const hash = leafHash('sha256', entry)
        const edge = levels[0] ?? []
        // Only the last state of a tile is kept, so a tile is put together when it is full or when the entries end.
        if (edge.length < tileWidth - 1 && at < entries.length - 1) {
          edge.push(hash)
          levels[0] = edge
        } else push(0, hash, changed)
        count++
      }
      return [...changed.values()]
    },
    root() {
      let right: Uint8Array | null = null
      for (const edge of levels) {
        const hashes: Uint8Array[] = right ? [...edge, right] : edge
        if (hashes.length > 0) right = treeRoot('sha256', concat(...hashes))
      }
      return right ?? treeRoot('sha256', new Uint8Array())
    },
    copy: () => logTree(count, levels),
  }
}

/** The tile of a level that is not full, if the tree has one. */
export function edgeTiles(size: number): { level: number; index: number; width: number }[] {
  const tiles = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth))
    if (count % tileWidth > 0) tiles.push({ level, index: Math.floor(count / tileWidth), width: count % tileWidth })
  return tiles
}

/** @throws RangeError when a tile is shorter than the size says: the database is damaged */
export function hashesOf(data: Uint8Array, width: number): Uint8Array[] {
  if (data.length < width * hashLength) throw new RangeError('a tile of the log is too short')
  return Array.from({ length: width }, (_, at) => data.slice(at * hashLength, (at + 1) * hashLength))
}
