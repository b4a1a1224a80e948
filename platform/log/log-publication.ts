import { utf8 } from '../../evidence/bytes.ts'
import { encodeBundle, entriesPath, type TileSource, tilePath, tileWidth } from '../../evidence/tile.ts'
import type { LogFiles } from './log-files.ts'
import type { LogStore, PublishedCheckpoint } from './log-store.ts'

/** The last part of the origin, under which its files stand. */
export const yearOf = (origin: string): string => origin.slice(origin.lastIndexOf('/') + 1)

export const tilesIn =
  (store: LogStore, origin: string): TileSource =>
  async ({ level, index }) => {
    const data = await store.tile(origin, level, index)
    if (!data) throw new RangeError('a tile of the log is missing')
    return data
  }

/** The log as files for everybody: tiles and bundles that never change, and a checkpoint that only grows. */
export function publicationOf(store: LogStore, files: LogFiles) {
  async function writeTiles(origin: string, from: number, to: number): Promise<void> {
    const prefix = yearOf(origin)
    const read = tilesIn(store, origin)
    for (let level = 0, before = from, count = to; count > 0; level++) {
      for (let index = Math.floor(before / tileWidth); index * tileWidth < count; index++) {
        const width = Math.min(tileWidth, count - index * tileWidth)
        const data = await read({ level, index })
        await files.put(`${prefix}/${tilePath({ level, index, width })}`, data.slice(0, width * 32))
        if (level === 0) {
          const entries = await store.entries(origin, index * tileWidth, index * tileWidth + width)
          await files.put(`${prefix}/${entriesPath(index, width)}`, encodeBundle(entries))
        }
        if (width === tileWidth) {
          await files.removeFolder(`${prefix}/${tilePath({ level, index, width })}.p`)
          if (level === 0) await files.removeFolder(`${prefix}/${entriesPath(index, width)}.p`)
        }
      }
      before = Math.floor(before / tileWidth)
      count = Math.floor(count / tileWidth)
    }
  }

  /** Always the newest note there is: another process may have published a larger one while this one waited for witnesses. */
  async function writeCheckpoint(origin: string): Promise<void> {
    let written: PublishedCheckpoint | null = null
    for (;;) {
      const newest = await store.lastCheckpoint(origin)
      if (!newest || newest.note === written?.note) return
      await files.put(`${yearOf(origin)}/checkpoint`, utf8(newest.note))
      written = newest
    }
  }

  /** What was published once stands in the database; a folder that was lost, or a new bucket, gets it again. */
  async function writeMissing(): Promise<void> {
    for (const { origin } of await store.heads()) {
      const last = await store.lastCheckpoint(origin)
      if (!last || (await files.get(`${yearOf(origin)}/checkpoint`))) continue
      await writeTiles(origin, 0, last.size)
      await writeCheckpoint(origin)
    }
  }

  return { writeTiles, writeCheckpoint, writeMissing }
}
