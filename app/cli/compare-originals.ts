import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { Opening } from '../../evidence/manifest.ts'
import { hasLeaf, type OpeningFile, type SealRecord } from '../../evidence/opening-file.ts'
import { contentMatches } from '../../evidence/verify.ts'
import { type BytePath, bytePathOf, bytesOfPath, joinBytePath } from '../seal/byte-path.ts'
import { outputFilter } from '../seal/seal-root.ts'
import { type WalkStart, walk } from '../seal/walk.ts'
import { CliError } from './cli-error.ts'
import { nameText } from './shown-name.ts'

export const comparedStates = ['matches', 'differs', 'kind-changed', 'missing', 'unreadable', 'added'] as const
export type ComparedState = (typeof comparedStates)[number]
export type Compared = { readonly path: string; readonly state: ComparedState }
export type Comparison = {
  readonly compared: readonly Compared[]
  /** Sealed, and not looked at because something else was asked for. */
  readonly elsewhere: number
  /** Pipes, sockets and what could not be read when it was sealed: there is nothing to compare with. */
  readonly withoutContent: number
}

/**
 * What was sealed with what is on the disk now, by reading it. Names are raw bytes, links are never followed.
 *
 * @param given - the folder that was sealed, or anything in it; or what was named when several things were sealed at once
 * @param base - of the opening file, whose own family is not something new among the originals
 * @param options - `withAdded`: whether what is there and was not sealed is looked for
 * @throws CliError when there is nothing, or it has no part in this seal
 */
export function compareOriginals(
  opening: OpeningFile,
  given: string,
  base: string,
  { withAdded = true }: { withAdded?: boolean } = {},
): Comparison {
  const records = [...opening.records()]
  const asked = askedFor(records, given)
  const place = placeOf(records, asked)
  const [first] = records
  if (!place && records.length === 1 && first) return aloneAs(first, asked.path, opening.withSm3)
  if (!place) throw new CliError(`清单里没有 ${given}。 / the opening has no ${given}.`, 2)
  const { root, below } = place
  const own = records.filter(({ path }) => isWithin(pathOf(path), below))
  const comparable = own.filter(({ kind }) => hasLeaf(kind))
  const compared = comparable.map(
    (record): Compared => ({
      path: nameText(record.path),
      state: stateOf(record, bytesOfPath(`${bytePathOf(root)}/${pathOf(record.path)}`), opening.withSm3),
    }),
  )
  return {
    compared: [...compared, ...(asked.isFolder && withAdded ? addedTo(own, root, below, base) : [])],
    elsewhere: records.length - own.length,
    withoutContent: own.length - comparable.length,
  }
}

/**
 * Where most of what was sealed is found, so that lists of several folders can be compared with what lies above them all.
 *
 * @param otherwise - taken when nothing is found anywhere: everything is missing there
 */
export function bestPlace(opening: OpeningFile, otherwise: string, candidates: readonly string[]): string {
  const records = [...opening.records()]
  const found = candidates.map((path) => ({
    path,
    count: statSync(path, { throwIfNoEntry: false })?.isDirectory() ? foundAt(records, withoutEnd(path), '') : 0,
  }))
  const most = Math.max(...found.map(({ count }) => count))
  return most === 0 ? otherwise : (found.find(({ count }) => count === most)?.path ?? otherwise)
}

/** One sealed file may have been given another name since; what counts is what is in it. */
function aloneAs(record: SealRecord, path: string, withSm3: boolean): Comparison {
  const isComparable = hasLeaf(record.kind)
  return {
    compared: isComparable ? [{ path: nameText(record.path), state: stateOf(record, path, withSm3) }] : [],
    elsewhere: 0,
    withoutContent: isComparable ? 0 : 1,
  }
}

type Asked = { readonly path: string; readonly isFolder: boolean }

/** A link to a folder stands for the folder, as it does for a shell, unless the link itself was sealed. */
function askedFor(records: readonly SealRecord[], given: string): Asked {
  const stat = lstatSync(given, { throwIfNoEntry: false })
  if (!stat) throw new CliError(`没有这个文件或文件夹：${given} / there is no ${given}`, 2)
  const path = resolve(given)
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false
  const isSealedLink = records.some(
    (one) => one.kind === 'symlink' && bytePathOf(path).endsWith(`/${pathOf(one.path)}`),
  )
  if (!isFolder || (stat.isSymbolicLink() && isSealedLink)) return { path, isFolder: false }
  return { path: realpathSync(path), isFolder }
}

const pathOf = (path: Uint8Array): BytePath => Buffer.from(path).toString('latin1')
const isWithin = (path: BytePath, below: BytePath) => below === '' || path === below || path.startsWith(`${below}/`)

/**
 * Where the recorded names start: at what was asked for, or so many folders above it that its own name is one of theirs.
 * The place where most of them are found is taken, the nearest of equals.
 *
 * @returns null for a file that is none of the recorded ones
 */
function placeOf(records: readonly SealRecord[], { path, isFolder }: Asked): { root: string; below: BytePath } | null {
  let place = isFolder ? { root: withoutEnd(path), below: '' } : null
  let most = place ? foundAt(records, place.root, place.below) : 0
  let below: BytePath = ''
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    below = below === '' ? bytePathOf(basename(at)) : joinBytePath(bytePathOf(basename(at)), below)
    const root = withoutEnd(dirname(at))
    const found = foundAt(records, root, below)
    if (found > most) {
      place = { root, below }
      most = found
    }
  }
  return place
}

/** The root of the file system is written as nothing, so that a slash can follow. */
const withoutEnd = (folder: string) => (folder === '/' ? '' : folder)

const sampleSize = 50

function foundAt(records: readonly SealRecord[], root: string, below: BytePath): number {
  let looked = 0
  let found = 0
  for (const { kind, path } of records) {
    if (!hasLeaf(kind) || !isWithin(pathOf(path), below)) continue
    if (exists(bytesOfPath(`${bytePathOf(root)}/${pathOf(path)}`))) found++
    if (++looked === sampleSize) break
  }
  return found
}

function exists(path: Buffer): boolean {
  try {
    lstatSync(path)
    return true
  } catch {
    return false
  }
}

function addedTo(own: readonly SealRecord[], root: string, below: BytePath, base: string): Compared[] {
  const known = new Set(own.flatMap(({ path }) => withFoldersAbove(pathOf(path))))
  const starts: WalkStart[] | null = below === '' ? null : [{ folder: '', name: below }]
  const added: Compared[] = []
  for (const { folder, names } of walk({ root: bytePathOf(root), starts, skip: outputFilter(root || '/', base) }))
    for (const name of names) {
      const path = joinBytePath(folder, name)
      if (!known.has(path)) added.push({ path: nameText(bytesOfPath(path)), state: 'added' })
    }
  return added
}

/** A folder that has become empty is nothing new. */
function withFoldersAbove(path: BytePath): BytePath[] {
  const all = [path]
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) all.push(path.slice(0, cut))
  return all
}

type Sealed = Pick<Opening, 'sizeBytes' | 'sha256' | 'sm3'> & { readonly kind: Opening['kind'] | SealRecord['kind'] }

/** @param sealed - of a kind that has a leaf */
export function stateOf(sealed: Sealed, path: Buffer | string, withSm3: boolean): ComparedState {
  try {
    const stat = lstatSync(path)
    if (sealed.kind === 'empty-directory')
      return !stat.isDirectory() ? 'kind-changed' : readdirSync(path).length === 0 ? 'matches' : 'differs'
    if (sealed.kind === 'symlink') {
      if (!stat.isSymbolicLink()) return 'kind-changed'
      const target = readlinkSync(path, { encoding: 'buffer' })
      return createHash('sha256').update(target).digest().equals(sealed.sha256) ? 'matches' : 'differs'
    }
    if (!stat.isFile()) return 'kind-changed'
    // Another length says it all.
    if (stat.size !== sealed.sizeBytes) return 'differs'
    return contentMatches({ ...sealed, withSm3 }, digestsOf(path, withSm3)) ? 'matches' : 'differs'
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
    return isGone ? 'missing' : 'unreadable'
  }
}

const buffer = Buffer.alloc(1024 * 1024)

/** Read once for both digests. @throws what the file system says */
function digestsOf(path: Buffer | string, withSm3: boolean) {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
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

export const countOf = (comparison: Comparison, state: ComparedState): number =>
  comparison.compared.filter((one) => one.state === state).length
