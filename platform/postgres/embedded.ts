import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { canEnter, isWritable, postgresBinaries, type ServiceUser } from './binaries.ts'
import { askInstance, holdInstance, type InstanceFacts, type InstanceLock } from './instance-lock.ts'

const run = promisify(execFile)
const superuser = 'shoumi_owner'

export type Embedded = {
  /** A URL for the role that may do everything. The socket behind it lies in a folder only its owner may enter. */
  ownerUrl(database?: string): string
  /** Where the database files are; not always below the data folder, see `placeOfData`. */
  readonly folder: string
  /** The last run did not stop in order; PostgreSQL has replayed its log. */
  readonly recovered: boolean
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL for this data folder, on a private unix socket, as an unprivileged user.
 *
 * Whatever an earlier process left running on the same folder (it was killed) is stopped first.
 *
 * @param dataDir - exists and is writable
 * @throws InstanceRunning when another process holds this data folder
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true })
  const user = serviceUser()
  const binaries = postgresBinaries(user)
  const folder = placeOfData(realpathSync(dataDir), user)
  const runDir = privateRunDir(folder, user)
  const lock = await holdInstance(join(runDir, 'ctl'), { folder })
  try {
    const as = user ?? {}
    if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(binaries, folder, as)
    const recovered = await stopOrphan(binaries, folder, as)
    const server = await launch(binaries, folder, join(runDir, 'pg'), as)
    const url = (database = 'shoumi') =>
      `postgres://${superuser}@localhost/${database}?host=${encodeURIComponent(join(runDir, 'pg'))}`
    lock.tell({ pid: process.pid, ownerUrl: url() })
    return { ownerUrl: url, folder, recovered, stop: () => shutDown(server, lock) }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The instance that serves this data folder now, if any: the command line works beside it. */
export async function runningInstance(dataDir: string): Promise<InstanceFacts | null> {
  if (!existsSync(dataDir)) return null
  const user = serviceUser()
  return askInstance(join(privateRunDir(placeOfData(realpathSync(dataDir), user), user), 'ctl'))
}

/** The account that runs PostgreSQL when we are root; its name must be known to the system, or initdb refuses. */
function serviceUser(): ServiceUser | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['shoumi', 'postgres', 'nobody']) {
    const found = accounts.find(([account]) => account === name)
    if (found && Number(found[2]) !== 0) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new Error('没有可用的普通账户来运行 PostgreSQL。 / no unprivileged account to run PostgreSQL with.')
}

/**
 * Below the data folder, unless the service user may not enter it: then under /var/lib/shoumi, by the name of the
 * data folder, written down in the data folder so that it is found again after a move.
 */
function placeOfData(dataDir: string, user: ServiceUser | null): string {
  const note = join(dataDir, 'postgres-location')
  if (existsSync(note)) return readFileSync(note, 'utf8').trim()
  const inside = join(dataDir, 'postgres')
  if (existsSync(inside) || user === null || canEnter(dataDir, user)) return inside
  const outside = join('/var/lib/shoumi', createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  writeFileSync(note, `${outside}\n`)
  return outside
}

/** A short path for the sockets (their limit is 107 bytes), closed to other users. */
function privateRunDir(folder: string, user: ServiceUser | null): string {
  const mine = process.getuid?.() ?? 0
  const runDir = join(tmpdir(), `shoumi-${mine}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  mkdirSync(runDir, { recursive: true, mode: 0o711 })
  const found = statSync(runDir)
  if (found.uid !== mine || (found.mode & 0o022) !== 0)
    throw new Error(
      `文件夹 ${runDir} 属于他人或可被他人改写。 / ${runDir} belongs to somebody else or is open to others.`,
    )
  mkdirSync(join(runDir, 'ctl'), { recursive: true, mode: 0o700 })
  mkdirSync(join(runDir, 'pg'), { recursive: true, mode: 0o700 })
  if (user) chownSync(join(runDir, 'pg'), user.uid, user.gid)
  return runDir
}

/** Into a neighbouring folder that is then renamed: a start that is interrupted here leaves nothing half-made. */
async function initialise(binaries: string, folder: string, as: Partial<ServiceUser>) {
  const making = `${folder}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 })
  mkdirSync(making, { mode: 0o700 })
  if (as.uid !== undefined && as.gid !== undefined) chownSync(making, as.uid, as.gid)
  const options = [
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth=trust',
    '--no-instructions',
  ]
  await run(join(binaries, 'bin/initdb'), ['-D', making, '-U', superuser, ...options], { ...as, cwd: '/' })
  renameSync(making, folder)
}

/** @returns whether the last run ended without an orderly stop */
async function stopOrphan(binaries: string, folder: string, as: Partial<ServiceUser>): Promise<boolean> {
  if (!existsSync(join(folder, 'postmaster.pid'))) return false
  await run(join(binaries, 'bin/pg_ctl'), ['-D', folder, 'stop', '-m', 'fast', '-t', '60', '-s'], {
    ...as,
    cwd: '/',
  }).catch(() => undefined)
  return true
}

type Server = { exited: Promise<void>; running: () => boolean; interrupt: () => void }

async function launch(binaries: string, folder: string, socketDir: string, as: Partial<ServiceUser>): Promise<Server> {
  const log = join(folder, 'server.log')
  const out = openSync(log, 'a', 0o600)
  const options = {
    unix_socket_directories: socketDir,
    listen_addresses: '',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  // A process group of its own: Ctrl-C in the terminal is for us, and we stop PostgreSQL last.
  const child = spawn(
    join(binaries, 'bin/postgres'),
    ['-D', folder, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...as,
      cwd: '/',
      detached: true,
      stdio: ['ignore', out, out],
    },
  )
  let running = true
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running = false
      resolve()
    })
    child.once('error', () => {
      running = false
      resolve()
    })
  })
  const interrupt = () => {
    child.ref()
    child.kill('SIGINT')
  }
  const server: Server = { exited, running: () => running, interrupt }
  for (let tries = 0; running && tries < 3000; tries++) {
    if (isReady(folder, child.pid)) {
      await makeDatabase(socketDir)
      child.unref()
      return server
    }
    await wait(20)
  }
  const last = readFileSync(log, 'utf8').trim().split('\n').slice(-3).join('\n')
  throw new Error(`PostgreSQL 没有启动，日志 ${log}: / PostgreSQL did not start, log ${log}:\n${last}`)
}

/** The last line of postmaster.pid is its state. */
function isReady(folder: string, pid: number | undefined): boolean {
  const file = join(folder, 'postmaster.pid')
  if (!isWritable(folder) || !existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

async function makeDatabase(socketDir: string) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ host: socketDir, user: superuser, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'shoumi'")
    if (rowCount === 0) await client.query('create database shoumi')
  } finally {
    await client.end()
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function shutDown(server: Server, lock: InstanceLock) {
  if (server.running()) server.interrupt()
  await server.exited
  lock.release()
}
