import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import { recordFlags, recordKinds } from '../../evidence/opening-file.ts'
import { type BytePath, foldedName, forFs, isValidUtf8, joinBytePath } from './byte-path.ts'

/** What stands in one folder, in the order in which the file system named it. */
export type Found = {
  /** Relative to the root, '' for the root itself. */
  readonly folder: BytePath
  readonly names: readonly BytePath[]
  /** Codes of `recordKinds`: what the folder said each name is; whoever opens it looks again. */
  readonly kinds: readonly number[]
  /** Bits of `recordFlags`. */
  readonly flags: readonly number[]
}

export type WalkStart = { readonly folder: BytePath; readonly name: BytePath }

export type Walk = {
  /** Absolute; '' for the root of the file system. */
  readonly root: BytePath
  /** What was named; `null` for the root as a whole. */
  readonly starts: readonly WalkStart[] | null
  /** Whether to leave out a name in a folder given relative to the root. */
  readonly skip: (folder: BytePath, name: BytePath) => boolean
}

type Folder = { readonly path: BytePath; readonly flags: number }
type Entry = { readonly name: BytePath; readonly kind: number | 'folder' }

/**
 * Goes through a tree, folder by folder, never through a symbolic link. A folder that cannot be read, and an empty one,
 * is given as an entry of the folder above it.
 */
export function* walk({ root, starts, skip }: Walk): Generator<Found> {
  const waiting: Folder[] = []
  if (starts === null) waiting.push({ path: '', flags: 0 })
  else {
    const paths = starts.map(({ folder, name }) => joinBytePath(folder, name))
    const flagOf = flagsIn(paths)
    for (const [index, { folder, name }] of starts.entries()) {
      const path = paths[index] as BytePath
      const { kind } = lookAt(`${root}/${path}`, name)
      if (kind === 'folder') waiting.push({ path, flags: flagOf(path) })
      else yield { folder, names: [name], kinds: [kind], flags: [flagOf(path)] }
    }
  }
  for (let here = waiting.pop(); here; here = waiting.pop()) {
    const entries = entriesOf(here.path === '' ? root || '/' : `${root}/${here.path}`)
    if (entries === 'unreadable' || (entries.length === 0 && here.path !== '')) {
      const cut = here.path.lastIndexOf('/')
      yield {
        folder: here.path.slice(0, Math.max(0, cut)),
        names: [here.path.slice(cut + 1)],
        kinds: [entries === 'unreadable' ? recordKinds.unreadable : recordKinds['empty-directory']],
        flags: [here.flags],
      }
      continue
    }
    const flagOf = flagsIn(entries.map(({ name }) => name))
    const names: BytePath[] = []
    const kinds: number[] = []
    const flags: number[] = []
    for (const { name, kind } of entries) {
      if (skip(here.path, name)) continue
      // What stands below a folder whose name is a problem has that problem in its path.
      const own = flagOf(name) | here.flags
      if (kind === 'folder') waiting.push({ path: joinBytePath(here.path, name), flags: own })
      else {
        names.push(name)
        kinds.push(kind)
        flags.push(own)
      }
    }
    if (names.length > 0) yield { folder: here.path, names, kinds, flags }
  }
}

function entriesOf(folder: BytePath): readonly Entry[] | 'unreadable' {
  try {
    return process.platform === 'win32' ? carefulEntries(folder) : quickEntries(folder)
  } catch {
    return 'unreadable'
  }
}

function quickEntries(folder: BytePath): readonly Entry[] {
  try {
    const found = readdirSync(forFs(folder), { encoding: 'latin1', withFileTypes: true })
    return found.map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
  } catch {
    // On a file system that tells no types Node asks for each name as if it were text, and does not find it.
    return carefulEntries(folder)
  }
}

function carefulEntries(folder: BytePath): readonly Entry[] {
  return readdirSync(Buffer.from(folder, 'latin1'), { encoding: 'buffer' }).map((name) =>
    lookAt(`${folder}/${name.toString('latin1')}`, name.toString('latin1')),
  )
}

const kindOf = (entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): number | 'folder' =>
  entry.isFile()
    ? recordKinds.file
    : entry.isDirectory()
      ? 'folder'
      : entry.isSymbolicLink()
        ? recordKinds.symlink
        : recordKinds.special

function lookAt(path: BytePath, name: BytePath): Entry {
  try {
    return { name, kind: kindOf(lstatSync(forFs(path))) }
  } catch (error) {
    // What is gone already is taken for a file, so that whoever comes to open it finds it gone.
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { name, kind: isGone ? recordKinds.file : recordKinds.unreadable }
  }
}

const ownFlags = (name: BytePath) => (isValidUtf8(name) ? 0 : recordFlags.nameNotUtf8)

// Names in lower-case ASCII fold to themselves, so that no two of them can collide.
const mayFold = /[A-Z\x80-\xff]/

function flagsIn(names: readonly BytePath[]): (name: BytePath) => number {
  if (!names.some((name) => mayFold.test(name))) return () => 0
  const seen = new Map<string, number>()
  for (const name of names) {
    const folded = foldedName(name)
    seen.set(folded, (seen.get(folded) ?? 0) + 1)
  }
  return (name) => ownFlags(name) | ((seen.get(foldedName(name)) ?? 0) > 1 ? recordFlags.nameCollides : 0)
}
