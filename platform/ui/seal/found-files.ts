/** What was dropped or picked, before anything of it is read. */
export type Found = {
  /** Relative, parts joined by '/', letters exactly as the browser gives them. */
  readonly path: string
  readonly kind: 'file' | 'empty-directory' | 'unreadable'
  readonly file: File | null
  /** Asks the system for the file again; null where the browser keeps no way back to it. */
  readonly fresh: (() => Promise<File>) | null
  /** The browser's name for what went wrong; '' otherwise. */
  readonly error: string
}

export const foundFile = (file: File, path: string, fresh: Found['fresh'] = null): Found => ({
  path,
  kind: 'file',
  file,
  fresh,
  error: '',
})

/** From a file or folder picker. A folder picker tells nothing of empty folders. */
export const foundInPicker = (files: Iterable<File>): Found[] =>
  Array.from(files, (file) => foundFile(file, file.webkitRelativePath || file.name))

/**
 * Walks what was dropped, folders included.
 *
 * Must be called in the drop event itself: the browser forgets the items afterwards.
 *
 * @param onCount - hears how much was found so far
 */
export function foundInDrop(
  data: DataTransfer,
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<Found[]> {
  const entries: FileSystemEntry[] = []
  const loose: Found[] = []
  for (const item of data.items) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    if (entry) entries.push(entry)
    else {
      const file = item.getAsFile()
      if (file) loose.push(foundFile(file, file.name))
    }
  }
  return walk(entries, loose, signal, onCount)
}

async function walk(entries: FileSystemEntry[], found: Found[], signal: AbortSignal, onCount: (count: number) => void) {
  const folders: FileSystemDirectoryEntry[] = []
  const take = async (some: readonly FileSystemEntry[]) => {
    for (const entry of some) if (isFolder(entry)) folders.push(entry)
    found.push(...(await Promise.all(some.filter(isFile).map(fileOf))))
    onCount(found.length)
  }
  await take(entries)
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    const reader = folder.createReader()
    let empty = true
    for (;;) {
      signal.throwIfAborted()
      // At most a hundred at a time, until none come.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)).catch(
        (error: unknown) => {
          found.push({ path: pathOf(folder), kind: 'unreadable', file: null, fresh: null, error: nameOf(error) })
          empty = false
          return []
        },
      )
      if (some.length === 0) break
      empty = false
      await take(some)
    }
    if (empty) found.push({ path: pathOf(folder), kind: 'empty-directory', file: null, fresh: null, error: '' })
  }
  return found
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const pathOf = (entry: FileSystemEntry) => entry.fullPath.replace(/^\/+/, '')
const nameOf = (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : 'Error')

async function fileOf(entry: FileSystemFileEntry): Promise<Found> {
  const fresh = () => new Promise<File>((resolve, reject) => entry.file(resolve, reject))
  const path = pathOf(entry)
  try {
    return foundFile(await fresh(), path, fresh)
  } catch (error) {
    return { path, kind: 'unreadable', file: null, fresh: null, error: nameOf(error) }
  }
}

/** The length of a path is told in bytes in the formats. */
const longestPathBytes = 65_535
const encoder = new TextEncoder()

/**
 * Adds what was found to what is there. A path can stand in a seal once: a second thing of the same path is turned away
 * and named, never silently dropped or renamed.
 */
export function addFound(
  present: readonly Found[],
  added: readonly Found[],
): { found: Found[]; turnedAway: readonly { path: string; reason: 'same-path' | 'path-not-allowed' }[] } {
  const paths = new Set(present.map(({ path }) => path))
  const found = [...present]
  const turnedAway: { path: string; reason: 'same-path' | 'path-not-allowed' }[] = []
  for (const one of added) {
    if (one.path === '' || encoder.encode(one.path).length > longestPathBytes)
      turnedAway.push({ path: one.path, reason: 'path-not-allowed' })
    else if (paths.has(one.path)) turnedAway.push({ path: one.path, reason: 'same-path' })
    else {
      paths.add(one.path)
      found.push(one)
    }
  }
  return { found, turnedAway }
}

/** Paths that another system would take for one: they differ only in case or in the composition of letters. */
export function collidingPaths(found: readonly Found[]): ReadonlySet<string> {
  const first = new Map<string, string>()
  const colliding = new Set<string>()
  for (const { path } of found) {
    const folded = path.normalize('NFC').toLowerCase()
    const other = first.get(folded)
    if (other === undefined) first.set(folded, path)
    else colliding.add(path).add(other)
  }
  return colliding
}

/** A name that is no Unicode reaches a page with letters replaced; what is recorded is then not quite its name. */
export const isNameReplaced = (path: string): boolean => /\p{Surrogate}|�/u.test(path)
