import { type Entry, fromBuffer, type ZipFile as OpenZip } from 'yauzl'
import { ZipFile } from 'yazl'
import { Refusal } from '../../../core/refusal.ts'

export type ZipPart = { readonly name: string; readonly bytes: Buffer }

const limits = { parts: 2000, bytes: 60 * 1024 * 1024 } as const

/**
 * Everything in a ZIP file, in its order; null for what is none, is broken or locked.
 *
 * What it unpacks to is measured before the first part is unpacked, and the library holds every part to the size it declares.
 *
 * @throws Refusal `file-bomb` for what would unpack to more than we are willing to hold
 */
export async function readZip(bytes: Buffer): Promise<ZipPart[] | null> {
  try {
    return await partsOf(bytes)
  } catch (error) {
    if (error instanceof Refusal) throw error
    return null
  }
}

const partsOf = (bytes: Buffer): Promise<ZipPart[]> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error ?? new Error('no ZIP file'))
      const entries: Entry[] = []
      let total = 0
      zip.on('entry', (entry) => {
        total += entry.uncompressedSize
        entries.push(entry)
        if (entries.length > limits.parts || total > limits.bytes) return reject(new Refusal('file-bomb'))
        zip.readEntry()
      })
      zip.once('error', reject)
      zip.once('end', async () => {
        try {
          const parts: ZipPart[] = []
          for (const entry of entries)
            if (!entry.fileName.endsWith('/')) parts.push({ name: entry.fileName, bytes: await contentOf(zip, entry) })
          resolve(parts)
        } catch (problem) {
          reject(problem)
        }
      })
      zip.readEntry()
    })
  })

const contentOf = (zip: OpenZip, entry: Entry): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error || !stream) return reject(error ?? new Error('unreadable part'))
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('error', reject)
      stream.once('end', () => resolve(Buffer.concat(chunks)))
    })
  })

/** The same moment on every part: when it was packed is nobody's business. */
const noMoment = new Date(1980, 0, 1)

export async function writeZip(parts: readonly ZipPart[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, bytes } of parts) zip.addBuffer(bytes, name, { mtime: noMoment, mode: 0o100644 })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
