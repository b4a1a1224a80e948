import { execFileSync } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { random } from './random.ts'

const mebibyte = 1024 * 1024
const filesPerFolder = 200
const largestBytes = 200 * mebibyte

export type Tree = { readonly folder: string; readonly files: number; readonly bytes: number }

export const largeFiles = (count: number, sizeBytes: number): number[] => new Array(count).fill(sizeBytes)

/**
 * Sizes as in folders of an office: most files are small, few are very large (log-normal).
 *
 * @param spread - standard deviation of the logarithm
 * @param totalBytes - reached to within a per cent or so
 */
export function officeFiles(count: number, spread: number, totalBytes: number): number[] {
  const next = random(count)
  const raw = Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return Math.exp(spread * normal)
  })
  const scale = totalBytes / raw.reduce((sum, size) => sum + size, 0)
  return raw.map((size) => Math.min(largestBytes, Math.round(size * scale)))
}

/** The same tree every time: names, sizes and contents follow from the list. It is on disk when this returns. */
export function plantTree(folder: string, sizes: readonly number[]): Tree {
  // The key stream of a cipher is the quickest source of bytes that never repeat.
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
  const zeros = Buffer.alloc(mebibyte)
  let here = folder
  sizes.forEach((sizeBytes, index) => {
    if (index % filesPerFolder === 0) {
      const number = index / filesPerFolder
      here = join(folder, `部门 ${Math.floor(number / 40)}`, `${number % 40}`)
      mkdirSync(here, { recursive: true })
    }
    const descriptor = openSync(join(here, `file-${index}.dat`), 'w')
    for (let left = sizeBytes; left > 0; left -= mebibyte)
      writeSync(descriptor, stream.update(zeros.subarray(0, Math.min(left, mebibyte))))
    closeSync(descriptor)
  })
  // What is still to be written would disturb the first runs.
  execFileSync('sync')
  return { folder, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** A place that is gone afterwards, however the work ends. */
export async function inFolder<T>(folder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const interrupted = () => process.exit(130)
  process.on('exit', remove)
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', interrupted)
  mkdirSync(folder, { recursive: true })
  try {
    return await work(folder)
  } finally {
    remove()
    process.off('exit', remove)
    process.off('SIGINT', interrupted)
    process.off('SIGTERM', interrupted)
  }
}
