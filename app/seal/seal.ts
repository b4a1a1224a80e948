import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fdatasync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { concat } from '../../evidence/bytes.ts'
import { kernelModule } from '../../evidence/kernels.ts'
import { orderOf, paddingCount, type Roots } from '../../evidence/manifest.ts'
import {
  encodedEntryOf,
  encodeOpeningFooter,
  encodeOpeningHeader,
  openingHeaderLength,
  recordFixedLength,
  type SealSecrets,
} from '../../evidence/opening-file.ts'
import { CliError } from '../cli/cli-error.ts'
import { bytePathOf, shownBytePath } from './byte-path.ts'
import { collectKnown } from './known-digests.ts'
import { openJournal, readKnownFromOpening, writerOf } from './resume-journal.ts'
import type { Done, FoundGroup, Job, LargeFile, Remark, SealSetting } from './seal-messages.ts'
import { filesOf, outputFilter, rootOf } from './seal-root.ts'
import { walk } from './walk.ts'
import { memoryPages } from './worker-memory.ts'

export type SealOrder = {
  readonly paths: readonly string[]
  /** Where the files go, without an ending. Nothing that is there is ever replaced. */
  readonly base: string
  /** An earlier seal whose digests may be taken over where nothing changed. */
  readonly earlier: string | null
  /** Where an unfinished seal left its journal, and this one leaves its own. */
  readonly resume: boolean
  readonly withSm3: boolean
  readonly workers: number
  readonly onProgress?: (progress: SealProgress) => void
}

export type SealProgress = {
  readonly files: number
  readonly bytes: number
  /** null as long as folders are still being read. */
  readonly allFiles: number | null
  /** Of large files only: those that are left. */
  readonly largeBytesLeft: number
  readonly seconds: number
}

export type SealCounts = {
  readonly files: number
  readonly bytes: number
  readonly reused: number
  readonly unreadable: number
  readonly vanished: number
  readonly special: number
  readonly changed: number
  readonly leafCount: number
  readonly records: number
}

export type SealResult = {
  readonly root: string
  readonly opening: string
  readonly requestId: Uint8Array
  /** What the log is given, and all that leaves this machine. */
  readonly entry: Uint8Array
  readonly counts: SealCounts
  /** The first thousand. */
  readonly remarks: readonly { readonly path: string; readonly what: Remark['what'] | 'name' }[]
  readonly resumedFromJournal: boolean
  readonly seconds: number
}

const mostRemarks = 1000
const batchRecords = 2000
const batchBytes = 256 * 1024
/** Jobs waiting at a worker, so that it never waits for us. */
const jobsAhead = 2
const leafBytes = 32
const mostLeaves = 2 ** 26
const writeBackBytes = 32 * 1024 * 1024

/**
 * Seals a tree: records, digests, salted leaves and both roots. The main thread only walks the folders; workers read,
 * hash and write their records at the place that the walk foretold, since a record's length follows from its path.
 *
 * @throws CliError
 */
export async function sealTree(order: SealOrder): Promise<SealResult> {
  const started = performance.now()
  const { root, starts } = rootOf(order.paths)
  const files = filesOf(order.base)
  if (existsSync(files.opening))
    throw new CliError(
      `${files.opening} 已存在，不会覆盖。请用 --out 另取名称，或加 --resume 再封存一次。 / ${files.opening} exists and is never replaced; choose another --out, or seal again with --resume.`,
      2,
    )
  const skip = outputFilter(root, order.base)
  const secrets: SealSecrets = {
    withSm3: order.withSm3,
    ...{ seed: randomBytes(32), blind: randomBytes(32), requestId: randomBytes(16) },
  }
  const writer = writerOf(files.journal)
  if (writer !== null)
    throw new CliError(
      `另一个封存（进程 ${writer}）正在写 ${files.journal}。 / another seal (process ${writer}) is writing ${files.journal}.`,
    )
  const known = order.resume ? collectKnown() : null
  const journal = openJournal(files.journal, order.withSm3, known)
  if (known && order.earlier) readKnownFromOpening(order.earlier, order.withSm3, known)
  const descriptor = openSync(files.part, 'w+', 0o600)
  const crew = openCrew(order.workers, {
    module: kernelModule(memoryPages),
    root: bytePathOf(root === '/' ? '' : root),
    withSm3: order.withSm3,
    seed: secrets.seed,
    descriptor,
    journal: journal.descriptor,
    known: known?.finish() ?? null,
  })
  try {
    writeSync(descriptor, encodeOpeningHeader(secrets))
    const body = await sealRecords(crew, descriptor, {
      order,
      started,
      walk: { root: bytePathOf(root === '/' ? '' : root), starts, skip },
    })
    if (body.leaves === 0) throw new CliError(`没有可封存的内容：${root} / there is nothing to seal in ${root}`)
    const roots = await rootsOf(crew, descriptor, body)
    await finishFile(descriptor, body, roots)
    renameSync(files.part, files.opening)
    syncFolder(dirname(files.opening))
    const all = { ...secrets, ...roots }
    return {
      root,
      opening: files.opening,
      requestId: secrets.requestId,
      entry: encodedEntryOf(all),
      counts: { ...crew.counts(), ...body.counts, leafCount: roots.leafCount, records: body.records },
      remarks: body.remarks.map(({ path, what }) => ({ path: shownBytePath(path), what })),
      resumedFromJournal: journal.resumed,
      seconds: (performance.now() - started) / 1000,
    }
  } catch (error) {
    rmSync(files.part, { force: true })
    throw error
  } finally {
    await crew.close()
    closeSync(descriptor)
    closeSync(journal.descriptor)
    if (existsSync(files.opening)) rmSync(files.journal, { force: true })
  }
}

type Crew = ReturnType<typeof openCrew>

type Member = {
  readonly worker: Worker /** Who hears of its jobs, in order. */
  readonly waiting: ((done: Done) => void)[]
}

/** The workers, each with a short queue. */
function openCrew(size: number, setting: Omit<SealSetting, 'number' | 'progress' | 'sha256Leaves' | 'sm3Leaves'>) {
  const progress = new SharedArrayBuffer(size * 16)
  const leaves = () => new SharedArrayBuffer(leafBytes * 65_536, { maxByteLength: leafBytes * mostLeaves })
  const sha256Leaves = leaves()
  const sm3Leaves = leaves()
  const told = new Float64Array(progress)
  let failure: Error | null = null
  let wake = () => {}
  const members = Array.from({ length: size }, (_, number) => {
    const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), {
      workerData: { ...setting, number, progress, sha256Leaves, sm3Leaves } satisfies SealSetting,
      // What the parent was started with (loaders, test runners) is of no use to it.
      execArgv: [],
    })
    const member: Member = { worker, waiting: [] }
    worker.on('message', (done: Done) => {
      member.waiting.shift()?.(done)
      wake()
    })
    worker.on('error', (error) => {
      failure ??= error instanceof Error ? error : new Error(String(error))
      wake()
    })
    return member
  })
  const sum = (field: 0 | 1) => members.reduce((total, _, number) => total + (told[number * 2 + field] as number), 0)
  return {
    size,
    counts: () => ({ files: sum(0), bytes: sum(1) }),
    leaves: { sha256: new Uint8Array(sha256Leaves), sm3: new Uint8Array(sm3Leaves) },
    makeRoom(count: number) {
      if (count > mostLeaves)
        throw new CliError(`文件太多：一次最多 ${mostLeaves} 个。 / too many files: at most ${mostLeaves} at once.`)
      const wanted = Math.min(mostLeaves, 2 ** Math.ceil(Math.log2(count))) * leafBytes
      for (const buffer of [sha256Leaves, sm3Leaves]) if (buffer.byteLength < wanted) buffer.grow(wanted)
    },
    /** Gives a job to the least busy member, or to a certain one. Resolves when that member can be given another. */
    async give(job: Job, done: (done: Done) => void, number?: number): Promise<void> {
      const member =
        number === undefined
          ? members.reduce((best, other) => (other.waiting.length < best.waiting.length ? other : best))
          : members[number % size]
      if (!member) throw new RangeError('no such worker')
      member.waiting.push(done)
      member.worker.postMessage(job)
      while (!failure && members.every(({ waiting }) => waiting.length >= jobsAhead)) await woken()
      if (failure) throw failure
    },
    async idle(): Promise<void> {
      while (!failure && members.some(({ waiting }) => waiting.length > 0)) await woken()
      if (failure) throw failure
    },
    close: () => Promise.all(members.map(({ worker }) => worker.terminate())),
  }
  function woken() {
    return new Promise<void>((resolve) => {
      wake = resolve
    })
  }
}

type Body = {
  /** Ends here; the footer follows. */
  readonly end: number
  readonly records: number
  readonly leaves: number
  readonly counts: Pick<SealCounts, 'reused' | 'unreadable' | 'vanished' | 'special' | 'changed'>
  readonly remarks: readonly Remark[]
}

async function sealRecords(
  crew: Crew,
  descriptor: number,
  { order, started, walk: way }: { order: SealOrder; started: number; walk: Parameters<typeof walk>[0] },
): Promise<Body> {
  const large: LargeFile[] = []
  const leafless: number[] = []
  const remarks: Remark[] = []
  const counts = { reused: 0, unreadable: 0, vanished: 0, special: 0, changed: 0 }
  const take = (done: Done) => {
    counts.reused += done.reused
    for (const file of done.large) large.push(file)
    for (const ordinal of done.leafless) leafless.push(ordinal)
    for (const remark of done.remarks) {
      if (remarks.length < mostRemarks) remarks.push(remark)
      counts[remark.what === 'changed-while-sealing' ? 'changed' : remark.what]++
    }
  }
  let allFiles: number | null = null
  let largeAll = 0
  let smallBytes = 0
  const timer = setInterval(() => {
    const { files, bytes } = crew.counts()
    const largeBytesLeft = largeAll === 0 ? 0 : Math.max(0, largeAll - (bytes - smallBytes))
    order.onProgress?.({ files, bytes, allFiles, largeBytesLeft, seconds: (performance.now() - started) / 1000 })
  }, 200)
  try {
    let ordinal = 0
    let offset = openingHeaderLength
    let writtenBack = offset
    let writingBack: Promise<void> | null = null
    for (const batch of batchesOf(walk(way))) {
      crew.makeRoom(ordinal + batch.kinds.length)
      await crew.give({ kind: 'batch', ordinal, offset, ...batch }, take)
      ordinal += batch.kinds.length
      offset += batch.bytes
      if (writingBack === null && offset - writtenBack > writeBackBytes) {
        writtenBack = offset
        writingBack = promisify(fdatasync)(descriptor).finally(() => {
          writingBack = null
        })
      }
    }
    await crew.idle()
    allFiles = ordinal
    smallBytes = crew.counts().bytes
    largeAll = large.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    if (large.length > 0) {
      large.sort((a, b) => b.sizeBytes - a.sizeBytes)
      const next = new SharedArrayBuffer(4)
      for (let number = 0; number < crew.size; number++)
        await crew.give({ kind: 'large', files: large, next }, take, number)
      await crew.idle()
    }
    await writingBack
    leafless.sort((a, b) => a - b)
    for (const leaves of [crew.leaves.sha256, crew.leaves.sm3]) closeGaps(leaves, leafless, ordinal)
    return { end: offset, records: ordinal, leaves: ordinal - leafless.length, counts, remarks }
  } finally {
    clearInterval(timer)
  }
}

type Batch = {
  readonly groups: readonly FoundGroup[]
  readonly kinds: Uint8Array
  readonly flags: Uint8Array
  /** That its records will take. */
  readonly bytes: number
}

/** Cuts what the walk finds into jobs; the first ones are small, so that every worker has one soon. */
function* batchesOf(found: ReturnType<typeof walk>): Generator<Batch> {
  let groups: FoundGroup[] = []
  let kinds: number[] = []
  let flags: number[] = []
  let bytes = 0
  let total = 0
  const cut = (): Batch => {
    const batch = { groups, kinds: Uint8Array.from(kinds), flags: Uint8Array.from(flags), bytes }
    total += kinds.length
    groups = []
    kinds = []
    flags = []
    bytes = 0
    return batch
  }
  for (const here of found) {
    let from = 0
    for (let at = 0; at < here.names.length; at++) {
      const name = here.names[at] as string
      kinds.push(here.kinds[at] as number)
      flags.push(here.flags[at] as number)
      bytes += recordFixedLength + (here.folder === '' ? 0 : here.folder.length + 1) + name.length
      if (kinds.length >= Math.min(batchRecords, 100 + total / 4) || bytes >= batchBytes) {
        groups.push({ folder: here.folder, names: here.names.slice(from, at + 1).join('\0') })
        from = at + 1
        yield cut()
      }
    }
    if (from < here.names.length) groups.push({ folder: here.folder, names: here.names.slice(from).join('\0') })
  }
  if (kinds.length > 0) yield cut()
}

/** What has no leaf leaves a gap at its ordinal; the leaves behind it move up. */
function closeGaps(leaves: Uint8Array, gaps: readonly number[], count: number): void {
  gaps.forEach((gap, index) => {
    const next = gaps[index + 1] ?? count
    leaves.copyWithin((gap - index) * leafBytes, (gap + 1) * leafBytes, next * leafBytes)
  })
}

async function rootsOf(crew: Crew, descriptor: number, { records, leaves }: Body): Promise<Roots> {
  const writingBack = promisify(fdatasync)(descriptor)
  const padding = paddingCount(leaves)
  const leafCount = leaves + padding
  crew.makeRoom(leafCount)
  const share = Math.ceil(padding / crew.size)
  for (let number = 0; number < crew.size; number++) {
    const from = number * share
    const count = Math.min(share, padding - from)
    if (count > 0)
      await crew.give({ kind: 'padding', ordinal: records + from, place: leaves + from, count }, () => {}, number)
  }
  await crew.idle()
  const order = new SharedArrayBuffer(leafCount * 4)
  new Uint32Array(order).set(orderOf(crew.leaves.sha256.subarray(0, leafCount * leafBytes)))
  const roots: Record<'sha256' | 'sm3', Uint8Array> = { sha256: new Uint8Array(), sm3: new Uint8Array() }
  for (const [number, algorithm] of (['sha256', 'sm3'] as const).entries())
    await crew.give(
      { kind: 'root', algorithm, order },
      ({ root = new Uint8Array() }) => {
        roots[algorithm] = root
      },
      number,
    )
  await crew.idle()
  await writingBack
  return { leafCount, rootSha256: roots.sha256, rootSm3: roots.sm3 }
}

/** The digest at the end covers everything before, so the file is read once more, from memory. */
async function finishFile(descriptor: number, { end, records }: Body, roots: Roots): Promise<void> {
  const digest = createHash('sha256')
  const window = Buffer.allocUnsafe(1024 * 1024)
  for (let at = 0; at < end; ) {
    const read = readSync(descriptor, window, 0, Math.min(window.length, end - at), at)
    if (read === 0) throw new Error('the opening file is shorter than what was written')
    digest.update(window.subarray(0, read))
    at += read
  }
  const footer = encodeOpeningFooter(records, roots)
  digest.update(footer)
  const tail = concat(footer, digest.digest())
  writeSync(descriptor, tail, 0, tail.length, end)
  await promisify(fdatasync)(descriptor)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
