import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../core/refusal.ts'

/** Immutable bytes, named by their SHA-256. Writing the same bytes twice keeps one copy. */
export type ObjectStore = {
  /** Durable on disk before it answers. @throws Refusal `too-large` beyond `maxBytes`, leaving nothing behind */
  put(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ sha256: string; sizeBytes: number }>
  read(sha256: string): Readable
  has(sha256: string): Promise<boolean>
  pathOf(sha256: string): string
  list(): AsyncIterable<string>
  /** Only for bytes that nothing can ever name again, such as a file sealed with a key of its own. */
  remove(sha256: string): Promise<void>
}

export function folderStore(folder: string): ObjectStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256 digest')
    return join(folder, sha256.slice(0, 2), sha256)
  }
  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      (found) => found.isFile(),
      () => false,
    )
  return {
    pathOf,
    has,
    read: (sha256) => createReadStream(pathOf(sha256)),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async put(content, maxBytes) {
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const incoming = join(folder, 'incoming', randomUUID())
      const hash = createHash('sha256')
      let sizeBytes = 0
      const measure = new Transform({
        transform(chunk: Uint8Array, _encoding, next) {
          sizeBytes += chunk.byteLength
          hash.update(chunk)
          next(sizeBytes > maxBytes ? new Refusal('too-large', { maxBytes }) : null, chunk)
        },
      })
      try {
        await pipeline(Readable.from(content), measure, createWriteStream(incoming, { flush: true }))
        const sha256 = hash.digest('hex')
        await mkdir(dirname(pathOf(sha256)), { recursive: true })
        await rename(incoming, pathOf(sha256))
        await syncFolder(dirname(pathOf(sha256)))
        return { sha256, sizeBytes }
      } catch (error) {
        await rm(incoming, { force: true })
        throw error
      }
    },
    async *list() {
      for (const shelf of await readdir(folder).catch(() => []))
        if (/^[0-9a-f]{2}$/.test(shelf)) yield* await readdir(join(folder, shelf))
    },
  }
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
