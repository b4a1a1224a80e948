import { execFileSync, spawn } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { build } from 'esbuild'
import { openStream, sealStream } from '../../vault/age-file.ts'
import { identityText, makeIdentity } from '../../vault/identity.ts'
import { closeBrowser, openPage } from '../browser.ts'
import { isInstalled } from './commands.ts'
import { compared, megabytesPerSecond, printTable, type Row } from './evidence-row.ts'
import { inFolder } from './trees.ts'
import { byTurns, type Side, undisturbed } from './turns.ts'
import { measureFile, measureRecords, type RecordTimes, type Times } from './vault-measures.ts'

const mebibyte = 1024 * 1024
const recordCount = 10_000

/**
 * What the sealed room costs: files beside `age` or `rage` if the machine has them, and beside `age-encryption` used as it is; ten thousand
 * records sealed and opened, in Node and in Chromium, with the memory that takes.
 */
export async function run(words: readonly string[]): Promise<void> {
  const quick = words.includes('--quick')
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-bench-'))
  console.log(`vault: anchor and candidate alternating, best of 3 or more; load before: ${loadavg()[0]?.toFixed(2)}`)
  const rows = await inFolder(folder, async () => [
    ...(await fileRows(folder, quick ? 32 : 256)),
    ...(await memoryRows(quick ? 8 : 32)),
    ...(await browserRows(quick ? 4 : 16)),
  ])
  printTable(rows)
}

const told = (
  rate: (milliseconds: number) => string,
  times: Times,
  name: string,
  anchor: string,
  foreign: number | null,
  wanted: string | null,
): Row => ({
  ...{ name, anchor, wanted, anchorFigure: rate(times.anchor), ours: rate(times.ours) },
  ratio: times.anchor / times.ours,
  foreignPercent: foreign,
})

/**
 * From file to file, as streams. The command's start, some milliseconds, counts against it; ours runs in this process, already warm. Both
 * read the file from the system's cache and neither waits for the disk to have written.
 */
async function fileRows(folder: string, mebibytes: number): Promise<Row[]> {
  const identity = await makeIdentity()
  const [plain, key, theirs, ours, back] = ['plain', 'key', 'theirs', 'ours', 'back'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string]
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
    Buffer.alloc(mebibytes * mebibyte),
  )
  writeFileSync(plain, noise)
  writeFileSync(key, `${identityText(identity)}\n`, { mode: 0o600 })
  const perByte = (seconds: number) => seconds / noise.length
  const timed = async (work: () => Promise<unknown>) => {
    const from = performance.now()
    await work()
    return perByte((performance.now() - from) / 1000)
  }
  const through =
    (
      from: string,
      to: string,
      turn: (bytes: ReadableStream<Uint8Array>) => Promise<ReadableStream<Uint8Array>>,
    ): Side =>
    () =>
      timed(async () => {
        const input = Readable.toWeb(createReadStream(from, { highWaterMark: mebibyte })) as ReadableStream<Uint8Array>
        await pipeline(await turn(input), createWriteStream(to))
      })
  const command =
    (tool: string, args: readonly string[]): Side =>
    () =>
      timed(() => finished(tool, args))
  const seal = through(plain, ours, (bytes) => sealStream([identity.recipient], bytes))
  const open = through(ours, back, (bytes) => openStream([identity], bytes))
  const rows: Row[] = []
  const words = { wanted: '≥ 0.45×', figure: megabytesPerSecond }
  const tool = ['age', 'rage'].find(isInstalled)
  if (!tool)
    rows.push({
      ...{ name: `seal ${mebibytes} MiB, file to file`, anchor: 'age, rage: not installed', ours: 'not measured' },
      ...{ wanted: words.wanted, foreignPercent: null },
    })
  if (tool) {
    const sides = await byTurns(
      { theirs: command(tool, ['-r', identity.recipient, '-o', theirs, plain]), ours: seal },
      { rounds: 3 },
    )
    rows.push(
      compared(
        { ...words, name: `seal ${mebibytes} MiB, file to file`, anchor: versionOf(tool) },
        sides.theirs,
        sides.ours,
      ),
    )
    // Each opens what the other sealed, and the contents are compared.
    await finished(tool, ['-d', '-i', key, '-o', back, ours])
    if (!readFileSync(back).equals(noise)) throw new Error(`${tool} opened something else`)
    const opened = await byTurns(
      { theirs: command(tool, ['-d', '-i', key, '-o', back, theirs]), ours: open },
      { rounds: 3 },
    )
    if (!readFileSync(back).equals(noise)) throw new Error('something else was opened')
    rows.push(
      compared(
        { ...words, name: `open ${mebibytes} MiB, file to file`, anchor: `${tool} -d` },
        opened.theirs,
        opened.ours,
      ),
    )
  }
  const cipher = ['enc', '-chacha20', '-K', '0'.repeat(64), '-iv', '0'.repeat(32), '-in', plain, '-out', theirs]
  const peer = isInstalled('openssl') ? command('openssl', cipher) : null
  const sides = await byTurns({ ours: seal, ...(peer && { theirs: peer }) } as Record<'ours' | 'theirs', Side>, {
    rounds: 3,
  })
  rows.push(
    compared(
      {
        name: `seal ${mebibytes} MiB, file to file`,
        anchor: peer ? 'openssl enc -chacha20 (no authentication)' : 'openssl: not installed',
        wanted: null,
        figure: megabytesPerSecond,
      },
      peer && sides.theirs,
      sides.ours,
    ),
  )
  return rows
}

const versionOf = (tool: string) =>
  `${tool} ${execFileSync(tool, ['--version'], { encoding: 'utf8' }).trim()}`.replace(/^(\w+) \1 /, '$1 ')

const finished = (tool: string, args: readonly string[]) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8')
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${tool} ended with ${code}: ${said}`))))
  })

/** Of the opened records alone: what was needed on the way is collected first. */
const weight = (bytes: number) => `${Math.round(bytes / 1e6)} MB held`

function heapInNode(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

const rateOf = (bytes: number) => (milliseconds: number) => `${Math.round(bytes / milliseconds / 1000)} MB/s`
const recordWords = (
  { seal, open, bytes }: RecordTimes,
  where: string,
  memory: string,
  foreignPercent: number | null,
): Row[] => [
  {
    name: `${where}, seal ${recordCount} records`,
    anchor: null,
    ours: `${Math.round(seal)} ms`,
    wanted: null,
    foreignPercent,
  },
  {
    name: `${where}, open ${recordCount} records (${(bytes / 1e6).toFixed(1)} MB sealed)`,
    anchor: null,
    ours: `${Math.round(open)} ms, ${memory}`,
    wanted: '< 1,000 ms',
    foreignPercent,
  },
]

async function memoryRows(mebibytes: number): Promise<Row[]> {
  const bytes = mebibytes * mebibyte
  const { result: file, foreignPercent } = await undisturbed(() => measureFile(bytes, 3))
  const before = heapInNode()
  const records = await undisturbed(() => measureRecords(recordCount, 3))
  const memory = weight(heapInNode() - before)
  return [
    told(rateOf(bytes), file.seal, `Node, seal ${mebibytes} MiB in memory`, 'age-encryption', foreignPercent, '≥ 5×'),
    told(rateOf(bytes), file.open, `Node, open ${mebibytes} MiB in memory`, 'age-encryption', foreignPercent, '≥ 5×'),
    ...recordWords(records.result, 'Node', memory, records.foreignPercent),
  ]
}

async function browserRows(mebibytes: number): Promise<Row[]> {
  const { outputFiles } = await build({
    stdin: {
      contents: "import * as measures from './vault-measures.ts'\nwindow.measures = measures",
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    ...{ bundle: true, write: false, format: 'iife', target: 'es2022' },
  })
  const { page, context } = await openPage()
  await context.route('http://localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' }),
  )
  await page.goto('http://localhost/bench')
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
  const bytes = mebibytes * mebibyte
  const file = await undisturbed(() => page.evaluate<{ seal: Times; open: Times }>(`measures.measureFile(${bytes}, 3)`))
  const devtools = await context.newCDPSession(page)
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    return (await devtools.send('Runtime.getHeapUsage')).usedSize
  }
  const before = await heap()
  const records = await undisturbed(() =>
    page.evaluate<RecordTimes>(
      `measures.measureRecords(${recordCount}, 3).then(({ opened, ...times }) => ((window.opened = opened), times))`,
    ),
  )
  const memory = weight((await heap()) - before)
  const cipher = await page.evaluate<boolean>(
    "crypto.subtle.importKey('raw-secret', new Uint8Array(32), 'ChaCha20-Poly1305', false, ['encrypt']).then(() => true, () => false)",
  )
  await context.close()
  await closeBrowser()
  const how = cipher ? 'its own cipher' : 'no cipher of its own'
  return [
    told(
      rateOf(bytes),
      file.result.seal,
      `Chromium, ${how}, seal ${mebibytes} MiB`,
      'age-encryption',
      file.foreignPercent,
      cipher ? '≥ 7×' : null,
    ),
    told(
      rateOf(bytes),
      file.result.open,
      `Chromium, ${how}, open ${mebibytes} MiB`,
      'age-encryption',
      file.foreignPercent,
      cipher ? '≥ 7×' : null,
    ),
    ...recordWords(records.result, 'Chromium', memory, records.foreignPercent),
  ]
}
