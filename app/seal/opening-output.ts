import { createHash, type Hash } from 'node:crypto'
import { closeSync, fdatasync, fsyncSync, openSync, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { concat } from '../../evidence/bytes.ts'
import type { Roots } from '../../evidence/manifest.ts'
import { encodeOpeningFooter } from '../../evidence/opening-file.ts'
import { writeAll } from './write-all.ts'

const sync = promisify(fdatasync)

/**
 * Puts on disk what was written so far while the work goes on, once at a time. A system tells of a failure only once, so
 * it is kept until somebody asks.
 */
export function openWriteBack(descriptor: number) {
  let running: Promise<void> | null = null
  let failure: unknown = null
  return {
    get isRunning() {
      return running !== null
    },
    begin() {
      running ??= sync(descriptor)
        .catch((error: unknown) => {
          failure ??= error
        })
        .finally(() => {
          running = null
        })
    },
    /** @throws what any of the calls threw */
    async done(): Promise<void> {
      await running
      if (failure !== null) throw failure
    },
  }
}

/** The digest at the end of an opening file covers everything before it: what was written is read once more, from memory. */
export function digestOfBody(descriptor: number, end: number): Hash {
  const digest = createHash('sha256')
  const window = Buffer.allocUnsafe(1024 * 1024)
  for (let at = 0; at < end; ) {
    const read = readSync(descriptor, window, 0, Math.min(window.length, end - at), at)
    if (read === 0) throw new Error('the opening file is shorter than what was written')
    digest.update(window.subarray(0, read))
    at += read
  }
  return digest
}

/** @param body - where the records end, how many there are, and the digest up to there */
export async function writeFooter(
  descriptor: number,
  body: { readonly end: number; readonly records: number; readonly digest: Hash },
  roots: Roots,
): Promise<void> {
  const footer = encodeOpeningFooter(body.records, roots)
  writeAll(descriptor, concat(footer, body.digest.update(footer).digest()), body.end)
  await sync(descriptor)
}

/** So that a renamed file is found after the power failed. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
