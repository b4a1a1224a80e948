import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs'
import { dirname } from 'node:path'
import { toHex } from '../../evidence/bytes.ts'
import type { OpeningFile, SealRecord } from '../../evidence/opening-file.ts'
import { shownPath } from '../../evidence/opening-file.ts'
import { contentMatches } from '../../evidence/verify.ts'

export type ComparedState = 'matches' | 'differs' | 'missing' | 'kind-changed' | 'added'
export type Compared = { readonly path: string; readonly state: ComparedState }
export type Comparison = { readonly root: string; readonly compared: readonly Compared[] }

const slash = Buffer.from('/')
const under = (root: Buffer, path: Uint8Array) => Buffer.concat([root, slash, path])

/**
 * Every record of a seal with what is on the disk now, by reading it; names are raw bytes, links are never followed.
 *
 * @param path - the folder that was sealed, or the one file; the folder above it is tried too, because that is where
 *   the names start when several things were sealed at once
 */
export function compareOriginals(opening: OpeningFile, path: string): Comparison {
  const records = [...opening.records()]
  const root = rootOf(records, path)
  const compared = records.flatMap((record): Compared[] => {
    const shown = shownPath(record.path)
    if (record.kind === 'special' || record.kind === 'unreadable') return []
    return [{ path: shown, state: stateOf(record, under(root, record.path), opening.withSm3) }]
  })
  const known = new Set(records.map((record) => toHex(record.path)))
  const isFolder = lstatSync(path).isDirectory()
  const added = isFolder && root.toString() === path ? addedBelow(root, Buffer.alloc(0), known) : []
  return { root: root.toString(), compared: [...compared, ...added] }
}

/** Where the names start: the given path or the folder above it, whichever has more of them. */
function rootOf(records: readonly SealRecord[], path: string): Buffer {
  const sample = records.filter(({ kind }) => kind === 'file').slice(0, 50)
  const candidates = [path, dirname(path)].map((root) => Buffer.from(root.replace(/(.)\/+$/, '$1')))
  const found = (root: Buffer) => sample.filter((record) => exists(under(root, record.path))).length
  const [own, above] = candidates as [Buffer, Buffer]
  return found(above) > found(own) ? above : own
}

function exists(path: Buffer): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

function stateOf(record: SealRecord, path: Buffer, withSm3: boolean): ComparedState {
  let stat: ReturnType<typeof lstatSync>
  try {
    stat = lstatSync(path)
  } catch {
    return 'missing'
  }
  if (record.kind === 'empty-directory')
    return !stat.isDirectory() ? 'kind-changed' : readdirSync(path).length === 0 ? 'matches' : 'differs'
  if (record.kind === 'symlink') {
    if (!stat.isSymbolicLink()) return 'kind-changed'
    const target = readlinkSync(path, { encoding: 'buffer' })
    return createHash('sha256').update(target).digest().equals(record.sha256) ? 'matches' : 'differs'
  }
  if (!stat.isFile()) return 'kind-changed'
  try {
    return contentMatches({ ...record, withSm3 }, digestsOf(path, withSm3)) ? 'matches' : 'differs'
  } catch {
    return 'missing'
  }
}

const buffer = Buffer.alloc(1024 * 1024)

/** Read once for both digests. @throws what the file system says */
export function digestsOf(path: Buffer | string, withSm3: boolean) {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error('not a file')
    const sha256 = createHash('sha256')
    const sm3 = withSm3 ? createHash('sm3') : null
    let sizeBytes = 0
    for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
      sha256.update(buffer.subarray(0, read))
      sm3?.update(buffer.subarray(0, read))
      sizeBytes += read
    }
    return {
      sizeBytes,
      sha256: new Uint8Array(sha256.digest()),
      sm3: sm3 ? new Uint8Array(sm3.digest()) : null,
    }
  } finally {
    closeSync(descriptor)
  }
}

function addedBelow(root: Buffer, folder: Buffer, known: ReadonlySet<string>): Compared[] {
  const here = folder.length === 0 ? root : under(root, folder)
  return readdirSync(here, { encoding: 'buffer', withFileTypes: true }).flatMap((entry): Compared[] => {
    const name = entry.name as unknown as Buffer
    const path = folder.length === 0 ? name : under(folder, name)
    if (known.has(toHex(path))) return []
    if (entry.isDirectory()) return addedBelow(root, path, known)
    return [{ path: shownPath(path), state: 'added' }]
  })
}

export const countOf = (comparison: Comparison, state: ComparedState): number =>
  comparison.compared.filter((one) => one.state === state).length
