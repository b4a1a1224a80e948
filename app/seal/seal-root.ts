import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { CliError } from '../cli/cli-error.ts'
import { bytePathOf } from './byte-path.ts'
import type { WalkStart } from './walk.ts'

export type SealRoot = {
  /** Absolute; every recorded path is relative to it. */
  readonly root: string
  /** null for the whole of the root. */
  readonly starts: readonly WalkStart[] | null
}

/**
 * One folder is its own root. Files, or several folders, are recorded below the nearest folder that holds all of them.
 * A symbolic link is taken as a link, unless it ends in a slash: then what it leads to is meant.
 *
 * @throws CliError when a path is not there
 */
export function rootOf(paths: readonly string[]): SealRoot {
  const named = withoutNested(paths.map(resolved))
  const [only] = named
  if (named.length === 1 && only?.isFolder) return { root: only.path, starts: null }
  const root = named.map(({ path }) => dirname(path)).reduce(common)
  return {
    root,
    starts: named.map(({ path }) => ({
      folder: bytePathOf(relative(root, dirname(path)).split(sep).join('/')),
      name: bytePathOf(basename(path)),
    })),
  }
}

type Named = { readonly path: string; readonly isFolder: boolean }

function resolved(given: string): Named {
  try {
    const path = /[/\\]$/.test(given) ? realpathSync(given) : resolve(given)
    return { path, isFolder: lstatSync(path).isDirectory() }
  } catch {
    throw new CliError(`没有这个文件或文件夹：${given} / there is no ${given}`, 2)
  }
}

const isBelow = (path: string, folder: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

const withoutNested = (named: readonly Named[]): Named[] =>
  named.filter(
    ({ path }, index) =>
      !named.some(
        (other, place) => (other.isFolder && isBelow(path, other.path)) || (other.path === path && place < index),
      ),
  )

function common(a: string, b: string): string {
  let folder = a
  while (folder !== b && !isBelow(b, folder)) folder = dirname(folder)
  return folder
}

export type SealFiles = {
  readonly opening: string
  readonly receipt: string
  readonly promise: string
  readonly journal: string
  readonly part: string
}

/** @param base - as given to `--out`, without an ending */
export const filesOf = (base: string): SealFiles => ({
  opening: `${base}.tsopening`,
  receipt: `${base}.tsreceipt.json`,
  promise: `${base}.tspromise.json`,
  journal: `${base}.tsjournal`,
  part: `${base}.tsopening.part`,
})

/** @throws CliError when there is none */
function outputFolder(base: string): string {
  const folder = dirname(base)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`没有存放结果的文件夹：${folder} / there is no folder ${folder} to write to`, 2)
  return folder
}

const endings = String.raw`\.(?:tsopening(?:\.part)?|tsreceipt\.json|tspromise\.json|tsjournal)(?:\.new)?`

/** What stands there already, of these files, that a new seal must not replace; null when nothing does. */
export const takenBy = ({ opening, receipt, promise }: SealFiles): string | null =>
  [opening, receipt, promise].find((file) => existsSync(file)) ?? null

export const isTaken = (base: string): boolean => takenBy(filesOf(base)) !== null

/** Our own output, this seal's and that of earlier ones of the series, is never sealed itself. */
export function outputFilter(root: string, base: string): (folder: string, name: string) => boolean {
  const inside = relative(realpathSync(root), realpathSync(outputFolder(base)))
  if (inside.startsWith('..') || resolve(inside) === inside) return () => false
  const folder = bytePathOf(inside.split(sep).join('/'))
  const own = bytePathOf(basename(base))
  // A later one of a series has the name of the first with its number behind it.
  const family = [own, own.replace(/-[0-9]+$/, '')].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`^(?:${family.join('|')})(?:-[0-9]+)?${endings}$`)
  return (here, name) => here === folder && pattern.test(name)
}

export const defaultBase = (paths: readonly string[], { root, starts }: SealRoot): string => {
  const [only] = paths
  const name = basename(starts === null || paths.length > 1 || only === undefined ? root : only)
  return join(process.cwd(), name === '' ? 'seal' : name)
}
