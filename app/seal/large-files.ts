import { createHash, type Hash } from 'node:crypto'
import { type BigIntStats, closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { forFs } from './byte-path.ts'
import { isRegular, openFlags, type Reading, sameFile } from './file-records.ts'
import { runAlone, startLane, writeLane } from './many-messages.ts'
import type { LargeFile } from './seal-messages.ts'
import { laneAt, laneBytes, layout, pad } from './worker-memory.ts'

/** A file that yields more than this above what it said it has is growing without end, or is no file. */
const mostAboveSize = 64 * 1024 * 1024

type Stream = {
  readonly file: LargeFile
  descriptor: number
  before: BigIntStats
  sha256: Hash
  read: number
  from: number
  blocks: number
  last: boolean
  attempt: number
}

export type Streamed = {
  readonly file: LargeFile
  readonly sizeBytes: number
  /** null when the file could not be read. */
  readonly stat: BigIntStats | null
  readonly still: boolean
  /** It was there when its folder was read, and no longer when it was to be opened. */
  readonly gone: boolean
  readonly sha256: Uint8Array
  /** Where in memory the 32 bytes of SM3 stand for now. */
  readonly sm3At: number
}

/**
 * Streams large files: one per lane where SM3 is wanted, each lane taking the next file when it is free; otherwise one
 * after the other through OpenSSL.
 *
 * @param next - the next file for this worker, null when there is none
 */
export function streamLargeFiles(
  { memory, root, withSm3 }: Reading,
  next: () => LargeFile | null,
  finished: (done: Streamed) => void,
  progress: (bytes: number) => void,
): void {
  const { buffer, kernels } = memory
  const lanes: (Stream | null)[] = [null, null, null, null]
  const laneCount = withSm3 ? 4 : 1
  const step = withSm3 ? laneBytes : 4 * laneBytes

  const notRead = (file: LargeFile, gone: boolean) =>
    finished({ file, sizeBytes: 0, stat: null, still: false, gone, sha256: new Uint8Array(32), sm3At: -1 })

  function start(file: LargeFile, attempt: number): Stream | null {
    let descriptor = -1
    try {
      descriptor = openSync(forFs(`${root}/${file.path}`), openFlags)
      const before = fstatSync(descriptor, { bigint: true })
      if (!isRegular(before)) throw new Error('no longer a file')
      return {
        ...{ file, descriptor, before, attempt, sha256: createHash('sha256') },
        ...{ read: 0, from: 0, blocks: 0, last: false },
      }
    } catch (error) {
      if (descriptor >= 0) closeSync(descriptor)
      notRead(file, error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return null
    }
  }

  function fill(stream: Stream, lane: number): void {
    const at = laneAt(lane)
    let held = 0
    while (held < step) {
      const read = readSync(stream.descriptor, buffer, at + held, step - held, null)
      if (read === 0) break
      held += read
    }
    stream.read += held
    if (held > 0) stream.sha256.update(buffer.subarray(at, at + held))
    progress(held)
    stream.last = held < step || stream.read > Number(stream.before.size) + mostAboveSize
    stream.from = at
    if (!withSm3) stream.blocks = 0
    else stream.blocks = stream.last ? pad(memory, at + held, held, stream.read) : step / 64
  }

  function isStill({ descriptor, before }: Stream): boolean {
    try {
      return sameFile(before, fstatSync(descriptor, { bigint: true }))
    } finally {
      closeSync(descriptor)
    }
  }

  /** @returns the stream begun anew when the file changed under the first reading */
  function finish(stream: Stream, lane: number): Stream | null {
    const still = isStill(stream) && stream.read <= Number(stream.before.size) + mostAboveSize
    if (!still && stream.attempt === 0) {
      progress(-stream.read)
      return begun(start(stream.file, 1), lane)
    }
    if (withSm3) writeLane(memory, layout.streamState, lane, layout.digests)
    finished({
      ...{ file: stream.file, sizeBytes: stream.read, stat: stream.before, still, gone: false },
      ...{ sha256: stream.sha256.digest(), sm3At: withSm3 ? layout.digests : -1 },
    })
    return null
  }

  function begun(stream: Stream | null, lane: number): Stream | null {
    if (stream && withSm3) startLane(memory, 'sm3', layout.streamState, lane)
    return stream
  }

  /** A file that stops being readable midway is let go, and written down as that. */
  function advance(stream: Stream, lane: number): Stream | null {
    if (stream.last) return finish(stream, lane)
    try {
      fill(stream, lane)
      return stream
    } catch {
      closeSync(stream.descriptor)
      progress(-stream.read)
      notRead(stream.file, false)
      return null
    }
  }

  for (let exhausted = false; ; ) {
    for (let lane = 0; lane < laneCount; lane++) {
      for (
        let stream = lanes[lane] ?? null;
        (stream === null || stream.blocks === 0) && !(stream === null && exhausted);
      ) {
        if (stream !== null) stream = advance(stream, lane)
        else {
          const file = next()
          if (file === null) exhausted = true
          else stream = begun(start(file, 0), lane)
        }
        lanes[lane] = stream
      }
    }
    const live = lanes.filter((stream) => stream !== null)
    const only = live[0]
    if (!only) return
    const least = Math.min(...live.map(({ blocks }) => blocks))
    if (live.length === 1) runAlone(memory, 'sm3', layout.streamState, lanes.indexOf(only), only.from, least)
    else {
      const from = (lane: number) => (lanes[lane] ?? only).from
      kernels.sm3Lanes(layout.streamState, from(0), from(1), from(2), from(3), least)
    }
    for (const stream of live) {
      stream.from += least * 64
      stream.blocks -= least
    }
  }
}
