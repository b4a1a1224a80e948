import { type ByteSource, crc32, readArchive } from './archive.ts'
import { toHex } from './bytes.ts'
import { createSha256, createSm3 } from './digest.ts'
import { EvidenceError } from './evidence-error.ts'

/** A file beside a list that says what it should be: out of an archive, or lying loose. */
export type GivenFile = { readonly name: string; readonly content: ByteSource; readonly crc32?: number }
/** What was dropped or named: the archive as it was made, or loose files. */
export type GivenFiles = {
  readonly files: readonly GivenFile[]
  /** The moment of an archive that could be read, why it could not, or null for loose files. */
  readonly archive: { readonly moment: number } | EvidenceError | null
}

/** As the list has it; digests are hexadecimal. */
export type ListedFile = {
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly sm3: string
}
export type FileState = 'matches' | 'differs' | 'missing' | 'added'
export type FileFound = { readonly name: string; readonly state: FileState }

/** Never throws for what is in the file: an archive that cannot be read is told as such. */
export async function openArchive(source: ByteSource): Promise<GivenFiles> {
  try {
    const { entries, moment } = await readArchive(source)
    return { files: entries, archive: { moment } }
  } catch (error) {
    if (error instanceof EvidenceError) return { files: [], archive: error }
    throw error
  }
}

/** Files of an unpacked archive: their names begin where its list lies, or they have none of the folders at all. */
export function looseFiles(given: readonly GivenFile[], listName: string): GivenFiles {
  const own = given.find(({ name }) => name === listName || name.endsWith(`/${listName}`))
  const folder = own ? own.name.slice(0, -listName.length) : ''
  const files = given.map((file) => ({
    ...file,
    name: folder !== '' && file.name.startsWith(folder) ? file.name.slice(folder.length) : file.name,
  }))
  return { files, archive: null }
}

/** Loose files that were dropped one by one have lost their folder. */
export function withFolders(files: readonly GivenFile[], names: readonly string[]): readonly GivenFile[] {
  const byBase = new Map(names.map((name) => [name.slice(name.lastIndexOf('/') + 1), name]))
  return files.map((file) => ({ ...file, name: byBase.get(file.name) ?? file.name }))
}

const largestWhole = 32 * 1024 * 1024

/** @returns null where there is none of this name, or it is larger than any list or receipt */
export async function wholeOf(files: readonly GivenFile[], name: string): Promise<Uint8Array | null> {
  const file = files.find((one) => one.name === name)
  if (!file || file.content.sizeBytes > largestWhole) return null
  return file.content.read(0, file.content.sizeBytes)
}

/**
 * Reads every file once and holds it against the list.
 *
 * @param beside - names that are not in the list and belong there
 * @returns what is listed, in its order, then what is there without being listed; and whether the checksums of the archive hold
 */
export async function compareFiles(
  files: readonly GivenFile[],
  listed: readonly ListedFile[],
  beside: readonly string[],
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<{ found: FileFound[]; crcHolds: boolean }> {
  const total = files.reduce((sum, { content }) => sum + content.sizeBytes, 0)
  let done = 0
  let crcHolds = true
  const read: ListedFile[] = []
  for (const { name, content, crc32: claimed } of files) {
    const { crc32: computed, ...digests } = await digestsOf(content, (more) => {
      done += more
      onProgress?.(done, total)
    })
    if (claimed !== undefined && claimed !== computed) crcHolds = false
    read.push({ name, sizeBytes: content.sizeBytes, ...digests })
  }
  const found = listed.map((wanted): FileFound => {
    // Of loose files there may be several of one name: then every one of them must be the right one.
    const copies = read.filter(({ name }) => name === wanted.name)
    if (copies.length === 0) return { name: wanted.name, state: 'missing' }
    return { name: wanted.name, state: copies.every((copy) => sameFile(copy, wanted)) ? 'matches' : 'differs' }
  })
  const known = new Set([...listed.map(({ name }) => name), ...beside])
  const added = read.filter(({ name }) => !known.has(name)).map(({ name }): FileFound => ({ name, state: 'added' }))
  return { found: [...found, ...added], crcHolds }
}

const sameFile = (a: ListedFile, b: ListedFile) =>
  a.sizeBytes === b.sizeBytes && a.sha256 === b.sha256 && a.sm3 === b.sm3

const pieceBytes = 4 * 1024 * 1024

/** A piece at a time: a video never stands in memory. */
async function digestsOf(content: ByteSource, onRead: (bytes: number) => void) {
  const [first, second] = [createSha256(), createSm3()]
  let check = 0
  for (let from = 0; from < content.sizeBytes; from += pieceBytes) {
    const piece = await content.read(from, Math.min(pieceBytes, content.sizeBytes - from))
    first.update(piece)
    second.update(piece)
    check = crc32(piece, check)
    onRead(piece.length)
  }
  return { sha256: toHex(first.digest()), sm3: toHex(second.digest()), crc32: check }
}
