import { lstatSync, statfsSync } from 'node:fs'
import { type BytePath, forFs } from './byte-path.ts'

/** By the number that Linux gives each: file systems of this machine alone, whose times are those of its own clock. */
const localTypes: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x5846_5342, // XFS
  0x9123_683e, // Btrfs
  0xf2f5_2010, // F2FS
  0x2fc1_2fc1, // ZFS
  0x0102_1994, // tmpfs
  0x794c_7630, // overlay, as in containers
])

/**
 * The device of a folder when its files get their times from the clock that we read too; null when they may come from
 * another machine, or nothing is known of it.
 */
export function deviceOfOwnClock(folder: BytePath): bigint | null {
  if (process.platform !== 'linux') return null
  try {
    const path = forFs(folder === '' ? '/' : folder)
    return localTypes.has(statfsSync(path).type) ? lstatSync(path, { bigint: true }).dev : null
  } catch {
    return null
  }
}
