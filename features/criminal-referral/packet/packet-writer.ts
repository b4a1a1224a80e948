import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type ArchiveEntry, directoryOf, localHeader } from '../../../evidence/archive.ts'

export type WrittenEntry = { readonly name: string; readonly content: Uint8Array | { readonly file: string } }

/**
 * Writes a packet, never holding more than a piece of one entry. The file appears under its name only when it is whole.
 *
 * @param moment - from `archiveMoment`; the same entries and moment give the same bytes
 * @throws EvidenceError `too-large`, before anything is written
 */
export async function writePacket(
  path: string,
  entries: readonly WrittenEntry[],
  moment: number,
): Promise<{ sizeBytes: number; sha256: string }> {
  const measured: ArchiveEntry[] = []
  for (const { name, content } of entries) measured.push({ name, ...(await measure(content)) })
  const directory = directoryOf(measured, moment)
  const hash = createHash('sha256')
  const incoming = `${path}.making`
  let sizeBytes = 0
  try {
    await pipeline(
      async function* () {
        for (const [at, { content }] of entries.entries()) {
          yield localHeader(measured[at] as ArchiveEntry, moment)
          yield* bytesOf(content)
        }
        yield directory
      },
      async function* (pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          hash.update(piece)
          sizeBytes += piece.length
          yield piece
        }
      },
      createWriteStream(incoming, { flush: true }),
    )
    await rename(incoming, path)
    return { sizeBytes, sha256: hash.digest('hex') }
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

async function* bytesOf(content: WrittenEntry['content']): AsyncGenerator<Uint8Array> {
  if ('file' in content) yield* createReadStream(content.file)
  else yield content
}

async function measure(content: WrittenEntry['content']): Promise<{ sizeBytes: number; crc32: number }> {
  let check = 0
  let sizeBytes = 0
  for await (const piece of bytesOf(content)) {
    check = crc32(piece, check)
    sizeBytes += piece.length
  }
  return { sizeBytes, crc32: check }
}
