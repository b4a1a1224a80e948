import { hash } from 'node:crypto'
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs'
import { recordFixedLength, recordFlags, recordKinds } from '../../evidence/opening-file.ts'
import { type BytePath, pathsBelow } from './byte-path.ts'
import type { lookUpKnown } from './known-digests.ts'
import { deviceOfOwnClock } from './local-clock.ts'
import { digestMessages, mostMessages, roomForMessages } from './many-messages.ts'
import { recordAt } from './packed-leaves.ts'
import type { Remark } from './seal-messages.ts'
import { arenaBytes, largeFrom, layout, pad, type WorkerMemory } from './worker-memory.ts'

/**
 * Opening what may have been replaced since the folder was read: a link is refused, a pipe does not make us wait.
 * Windows has neither flag.
 */
export const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
/** Below this the lanes are quicker for SHA-256 as well: a call into OpenSSL costs as much as a thousand bytes. */
const laneSha256Blocks = 17
const fileType = BigInt(constants.S_IFMT)
const regular = BigInt(constants.S_IFREG)
/**
 * Clocks of file systems tick in steps, up to two seconds: what changed that shortly before it was read may change again
 * without its times telling. Such a file is written down without its time of change, so that it is read again.
 */
const settledAfterMs = 2000n
const nsPerMs = 1_000_000n
/** More at once is read with care: it may be a large file, which is not read here. */
const quickBytes = 64 * 1024

export const isRegular = (stat: BigIntStats) => (stat.mode & fileType) === regular
export const sameFile = (a: BigIntStats, b: BigIntStats) =>
  a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.size === b.size && a.ino === b.ino

export type Reading = {
  readonly memory: WorkerMemory
  readonly root: BytePath
  readonly withSm3: boolean
  readonly known: ReturnType<typeof lookUpKnown> | null
}

export type Outcome = 'done' | 'reused' | 'large' | Remark['what']

/**
 * Writes the record of each thing found. Small files are read whole into memory and digested many at a time; `flush`
 * must be called before their digests are read.
 */
export function openFileRecords({ memory, root, withSm3, known }: Reading) {
  const { bytes, buffer, view } = memory
  const messages = roomForMessages(mostMessages)
  const pathOf = pathsBelow(root)
  const ownDevice = deviceOfOwnClock(root)
  let top: number = layout.files
  let settledBefore = 0n
  const end = layout.files + arenaBytes

  function writeHead(at: number, kind: number, flags: number, sizeBytes: bigint, stat: BigIntStats | null) {
    bytes[at + recordAt.kind] = kind
    bytes[at + recordAt.flags] = flags
    view.setBigUint64(at + recordAt.size, sizeBytes)
    if (stat === null) {
      bytes.fill(0, at + recordAt.mtime, at + recordAt.digests)
      return
    }
    view.setBigUint64(at + recordAt.mtime, BigInt.asUintN(64, stat.mtimeNs))
    view.setBigUint64(at + recordAt.ctime, stat.ctimeNs < settledBefore ? BigInt.asUintN(64, stat.ctimeNs) : 0n)
    view.setBigUint64(at + recordAt.inode, stat.ino)
    view.setUint32(at + recordAt.mode, Number(stat.mode))
  }
  const noDigests = (at: number) => bytes.fill(0, at + recordAt.digests, at + recordAt.path)

  function lengthAndPath(at: number, folder: BytePath, name: BytePath): number {
    let stop = at + recordAt.path
    if (folder !== '') {
      stop += buffer.write(folder, stop, 'latin1')
      bytes[stop++] = 0x2f
    }
    stop += buffer.write(name, stop, 'latin1')
    view.setUint32(at, stop - at - 4)
    return stop
  }

  function flush() {
    if (messages.count === 0) return
    if (withSm3) {
      for (let index = 0; index < messages.count; index++)
        messages.target[index] = (messages.target[index] as number) + 32
      digestMessages(memory, 'sm3', messages)
      for (let index = 0; index < messages.count; index++)
        messages.target[index] = (messages.target[index] as number) - 32
    }
    digestMessages(memory, 'sha256', messages, laneSha256Blocks)
    messages.count = 0
    top = layout.files
  }

  /** @param length - of the content that stands at `top` */
  function digestContent(at: number, length: number) {
    const target = at + recordAt.digests
    const inLanes = length < laneSha256Blocks * 64 - 8
    // As characters: a buffer for 32 bytes costs more than digesting a thousand.
    if (!inLanes) buffer.write(hash('sha256', buffer.subarray(top, top + length), 'binary'), target, 'latin1')
    if (!withSm3) bytes.fill(0, target + 32, target + 64)
    if (!withSm3 && !inLanes) return
    const blocks = pad(memory, top + length, length, length)
    const { count } = messages
    messages.at[count] = top
    messages.blocks[count] = blocks
    messages.target[count] = target
    messages.count = count + 1
    top += blocks * 64
  }

  function readRegular(at: number, path: Buffer, flags: number): Outcome {
    if (known) {
      const stat = lstatSync(path, { bigint: true })
      const digests =
        isRegular(stat) &&
        known({ inode: stat.ino, sizeBytes: stat.size, mtimeNs: stat.mtimeNs, ctimeNs: stat.ctimeNs })
      if (digests) {
        writeHead(at, recordKinds.file, flags, stat.size, stat)
        bytes.set(digests, at + recordAt.digests)
        if (!withSm3) bytes.fill(0, at + recordAt.digests + 32, at + recordAt.path)
        return 'reused'
      }
    }
    if (top + largeFrom + 256 > end || messages.count === mostMessages) flush()
    for (let attempt = ownDevice === null ? 1 : 0; ; attempt++) {
      const descriptor = openSync(path, openFlags)
      try {
        if (attempt === 0) {
          if (readSettled(at, descriptor, flags)) return 'done'
          continue
        }
        const before = fstatSync(descriptor, { bigint: true })
        if (!isRegular(before)) return special(at, flags, before)
        if (before.size >= largeFrom) return large(at, flags, before)
        const length = readWhole(descriptor, Number(before.size))
        // What says it is empty or small and still does not end is read as a stream.
        if (length > largeFrom) return large(at, flags, before)
        const after = fstatSync(descriptor, { bigint: true })
        const still = sameFile(before, after)
        if (!still && attempt === 1) continue
        writeHead(
          at,
          recordKinds.file,
          flags | (still ? 0 : recordFlags.changedWhileSealing),
          BigInt(length),
          still ? before : null,
        )
        digestContent(at, length)
        return still ? 'done' : 'changed-while-sealing'
      } finally {
        closeSync(descriptor)
      }
    }
  }

  /**
   * A file that was last changed well before this batch began, by the same clock, held still while it was read: one look
   * after the reading shows that, and saves the one before.
   *
   * @returns false for all others, which are read with care
   */
  function readSettled(at: number, descriptor: number, flags: number): boolean {
    const length = readSync(descriptor, buffer, top, quickBytes, null)
    const stat = fstatSync(descriptor, { bigint: true })
    const isSettled = stat.dev === ownDevice && stat.ctimeNs < settledBefore && isRegular(stat)
    if (!isSettled || length === quickBytes || stat.size !== BigInt(length)) return false
    writeHead(at, recordKinds.file, flags, stat.size, stat)
    digestContent(at, length)
    return true
  }

  /** Reads to `top`; asking for one byte more than there should be shows the end with one call. */
  function readWhole(descriptor: number, expected: number): number {
    let length = readSync(descriptor, buffer, top, expected === 0 ? 4096 : expected + 1, null)
    if (length === expected) return length
    while (length <= largeFrom) {
      const more = readSync(descriptor, buffer, top + length, largeFrom + 1 - length, null)
      if (more === 0) return length
      length += more
    }
    return length
  }

  function special(at: number, flags: number, stat: BigIntStats | null): Outcome {
    writeHead(at, recordKinds.special, flags, 0n, stat)
    noDigests(at)
    return 'special'
  }
  function large(at: number, flags: number, stat: BigIntStats): Outcome {
    writeHead(at, recordKinds.file, flags, stat.size, stat)
    noDigests(at)
    return 'large'
  }
  function unreadable(at: number, flags: number, stat: BigIntStats | null, gone: boolean): Outcome {
    writeHead(at, recordKinds.unreadable, flags | (gone ? recordFlags.changedWhileSealing : 0), 0n, stat)
    noDigests(at)
    return gone ? 'vanished' : 'unreadable'
  }

  function readLink(at: number, path: Buffer, flags: number): Outcome {
    for (let attempt = 0; ; attempt++) {
      const before = lstatSync(path, { bigint: true })
      const target = readlinkSync(path, { encoding: 'buffer' })
      const after = lstatSync(path, { bigint: true })
      const still = sameFile(before, after)
      if (!still && attempt === 0) continue
      writeHead(
        at,
        recordKinds.symlink,
        flags | (still ? 0 : recordFlags.changedWhileSealing),
        BigInt(target.length),
        before,
      )
      noDigests(at)
      bytes.set(hash('sha256', target, 'buffer'), at + recordAt.digests)
      if (withSm3) bytes.set(hash('sm3', target, 'buffer'), at + recordAt.digests + 32)
      return still ? 'done' : 'changed-while-sealing'
    }
  }

  function readThing(at: number, path: Buffer, kind: number, flags: number): Outcome {
    if (kind === recordKinds.file) return readRegular(at, path, flags)
    if (kind === recordKinds.symlink) return readLink(at, path, flags)
    const stat = lstatSync(path, { bigint: true })
    if (kind === recordKinds['empty-directory']) {
      if (!stat.isDirectory()) return unreadable(at, flags, stat, true)
      writeHead(at, kind, flags, 0n, stat)
      noDigests(at)
      return 'done'
    }
    if (kind === recordKinds.special) return special(at, flags, stat)
    return unreadable(at, flags, stat, false)
  }

  /** What can be said of something that could not be read: what it is now, as far as the file system tells. */
  function afterFailure(at: number, path: Buffer, kind: number, flags: number, again: boolean): Outcome {
    let stat: BigIntStats
    try {
      stat = lstatSync(path, { bigint: true })
    } catch {
      return unreadable(at, flags, null, kind !== recordKinds.unreadable)
    }
    const now = stat.isSymbolicLink() ? recordKinds.symlink : stat.isFile() ? recordKinds.file : null
    // Replaced between the reading of its folder and its opening: it is taken as what it is now, once.
    if (again && now !== null && now !== kind && kind !== recordKinds.unreadable)
      return attempt(at, path, now, flags | recordFlags.changedWhileSealing, false)
    return unreadable(at, flags, stat, stat.isDirectory() && kind !== recordKinds.unreadable)
  }

  function attempt(at: number, path: Buffer, kind: number, flags: number, again: boolean): Outcome {
    try {
      return readThing(at, path, kind, flags)
    } catch {
      return afterFailure(at, path, kind, flags, again)
    }
  }

  return {
    /** @param now - ms since 1970, before anything of this batch is read */
    begin(now: number) {
      settledBefore = (BigInt(now) - settledAfterMs) * nsPerMs
    },
    lengthOf: (folder: BytePath, name: BytePath) =>
      recordFixedLength + (folder === '' ? 0 : folder.length + 1) + name.length,
    /** @returns where the record ends, and what became of it */
    write(
      at: number,
      folder: BytePath,
      name: BytePath,
      kind: number,
      flags: number,
    ): { stop: number; outcome: Outcome } {
      const stop = lengthAndPath(at, folder, name)
      return { stop, outcome: attempt(at, pathOf(folder, name), kind, flags, true) }
    },
    flush,
    writeHead,
    noDigests,
    lengthAndPath,
  }
}
