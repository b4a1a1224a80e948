import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export type ArchiveEntry = { readonly name: string; readonly content: Buffer | { readonly file: string } }
export type ArchivedEntry = { name: string; sizeBytes: number; sha256: string }

/** A name that means the same on every system: no folder tricks, no reserved signs, at most 120 characters with its ending kept. */
export function safeEntryName(name: string): string {
  const plain =
    name
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, '_')
      .replace(/^[.\s]+|[.\s]+$/g, '') || '_'
  const dot = plain.lastIndexOf('.')
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : ''
  return [...plain.slice(0, plain.length - ending.length)].slice(0, 120).join('') + ending
}

/**
 * Writes a ZIP file, never holding more than one entry's buffer, with two manifests at its end: `manifest.sha256`, which
 * `sha256sum -c` reads, and `manifest.json`.
 *
 * The file appears under its name only when it is whole.
 *
 * @param at - the moment put on every entry, so that the same content gives the same bytes
 */
export async function writeArchive(
  path: string,
  entries: AsyncIterable<ArchiveEntry>,
  { at, onEntry }: { at: Temporal.Instant; onEntry?: (done: number) => Promise<void> },
): Promise<{ sizeBytes: number; sha256: string; entries: ArchivedEntry[] }> {
  const incoming = `${path}.making`
  const zip = new ZipFile()
  const written: ArchivedEntry[] = []
  const mtime = new Date(at.epochMilliseconds)
  const hash = createHash('sha256')
  const finished = pipeline(
    zip.outputStream,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(incoming, { flush: true }),
  )
  try {
    for await (const { name, content } of entries) {
      written.push({ name, ...(await measure(content)) })
      if (Buffer.isBuffer(content)) zip.addBuffer(content, name, { mtime })
      else zip.addFile(content.file, name, { mtime })
      await onEntry?.(written.length)
    }
    const sums = written.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('')
    zip.addBuffer(Buffer.from(sums), 'manifest.sha256', { mtime })
    zip.addBuffer(
      Buffer.from(`${JSON.stringify({ madeAt: at.toString(), files: written }, null, 2)}\n`),
      'manifest.json',
      { mtime },
    )
    zip.end()
    await finished
    await rename(incoming, path)
    return { sizeBytes: (await stat(path)).size, sha256: hash.digest('hex'), entries: written }
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

async function measure(content: ArchiveEntry['content']): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256')
  if (Buffer.isBuffer(content)) return { sizeBytes: content.length, sha256: hash.update(content).digest('hex') }
  let sizeBytes = 0
  for await (const chunk of createReadStream(content.file)) {
    hash.update(chunk)
    sizeBytes += chunk.length
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}
