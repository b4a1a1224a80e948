// Plain JavaScript for whatever Node ≥ 18 the machine has: installs what the lock file names, then hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const marker = join(modules, '.shoumi-install.json')

/** One line per step, with its time. */
export async function step(words, work) {
  const started = performance.now()
  process.stdout.write(`${words} … `)
  try {
    const result = await work()
    process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    return result
  } catch (error) {
    process.stdout.write('\n')
    throw error
  }
}

const lockDigest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

function installed(withDevelopment) {
  try {
    const { lock, development } = JSON.parse(readFileSync(marker, 'utf8'))
    return lock === lockDigest() && (development || !withDevelopment)
  } catch {
    return false
  }
}

/** `npm ci` from the lock file, unless that was done before. Tests need the development packages as well. */
export async function ensureDependencies({ development }) {
  if (installed(development)) return
  await step('① 安装依赖 / install dependencies', () => {
    mkdirSync(modules, { recursive: true })
    const log = join(root, 'npm-install.log')
    const out = openSync(log, 'w')
    const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', ...(development ? [] : ['--omit=dev'])]
    const npm = process.env.npm_execpath
    const viaNode = npm !== undefined && /\.[cm]?js$/.test(npm)
    const { status } = spawnSync(viaNode ? process.execPath : 'npm', viaNode ? [npm, ...args] : args, {
      cwd: root,
      stdio: ['ignore', out, out],
      env: { ...process.env, NODE_ENV: '' },
    })
    if (status !== 0) {
      const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n')
      throw new Error(`依赖安装失败，详见 ${log} / installing dependencies failed, see ${log}\n${tail}`)
    }
    writeFileSync(marker, JSON.stringify({ lock: lockDigest(), development }))
  })
}

/** The Node that the lock file pins for this machine; the running one when it is new enough. */
export function pinnedNode() {
  const pinned = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  throw new Error(
    `npm 没有适用于本机(${process.platform}-${process.arch})的 Node 26，请先安装 Node 26。 / npm has no Node 26 for this machine; install Node 26 first.`,
  )
}

export const nodeFlags = ['--disable-warning=ExperimentalWarning', '--import', join(root, 'platform', 'tsx-loader.mjs')]

/**
 * Runs one program under the pinned Node and ends as it ends. Signals reach it; it is never left behind: a program that
 * serves listens for `disconnect`, which it hears as soon as this process is gone, however it went.
 */
export function runUnderNode(args, { serves = false, cwd = root } = {}) {
  const node = pinnedNode()
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` }
  const stdio = serves ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit'
  const child = spawn(node, args, { cwd, stdio, env })
  const passOn = (signal) => child.kill(signal)
  // Ctrl-C reaches the child by itself, being in the same terminal, and a second SIGINT would mean "do not wait"; where it
  // was sent to us alone, letting go of the channel says the same once.
  const interrupted = () => child.connected && child.disconnect()
  process.on('SIGINT', interrupted)
  for (const signal of passedOn) process.on(signal, passOn)
  const watch = serves ? watchNpm(() => child.kill('SIGTERM')) : undefined
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  }).finally(() => {
    clearInterval(watch)
    process.off('SIGINT', interrupted)
    for (const signal of passedOn) process.off(signal, passOn)
  })
}

const passedOn = ['SIGTERM', 'SIGHUP']

/** npm killed outright tells nobody; without it, what it started would go on holding the port and the data folder. */
function watchNpm(gone) {
  if (process.env.npm_lifecycle_event === undefined) return
  const started = lineage()
  return setInterval(() => lineage() !== started && gone(), 500).unref()
}

/** Our parent; and its parent where npm's shell stands between (dash stays, bash makes way). */
function lineage() {
  try {
    const [, name, parent] = /^Name:\t(.*)\n[\s\S]*^PPid:\t(\d+)/m.exec(
      readFileSync(`/proc/${process.ppid}/status`, 'utf8'),
    )
    return /sh$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`
  } catch {
    return `${process.ppid}`
  }
}

export async function main(work) {
  try {
    process.exitCode = await work(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}
