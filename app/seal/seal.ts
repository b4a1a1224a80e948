import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { kernelModule } from '../../evidence/kernels.ts'
import { orderOf, paddingCount, type Roots } from '../../evidence/manifest.ts'
import {
  encodedEntryOf,
  encodeOpeningHeader,
  openingHeaderLength,
  recordFixedLength,
  recordFlags,
  type SealSecrets,
} from '../../evidence/opening-file.ts'
import { CliError } from '../cli/cli-error.ts'
import { systemError } from '../cli/system-error.ts'
import { type BytePath, bytePathOf, joinBytePath } from './byte-path.ts'
import { type Crew, leafBytes, openCrew } from './crew.ts'
import { collectKnown } from './known-digests.ts'
import { digestOfBody, openWriteBack, syncFolder, writeFooter } from './opening-output.ts'
import { journalHeadBytes, openJournal, readKnownFromOpening, writerOf } from './resume-journal.ts'
import type { Done, FoundGroup, LargeFile, Remark } from './seal-messages.ts'
import { filesOf, outputFilter, rootOf, type SealFiles, takenBy } from './seal-root.ts'
import { walk } from './walk.ts'
import { writeAll } from './write-all.ts'

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
  /** Of the contents of the files. */
  readonly bytes: number
  readonly symlinks: number
  readonly emptyFolders: number
  /** Files that have not changed since an earlier seal or before the interruption, and were not read again. */
  readonly reused: number
  readonly unreadable: number
  readonly vanished: number
  readonly special: number
  readonly changed: number
  readonly namesColliding: number
  readonly namesNotUtf8: number
  /** Padding included. */
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
  /** The first thousand of what was found in the files, and of what is remarkable in their names. */
  readonly remarks: readonly Remark[]
  readonly resumedFromJournal: boolean
  readonly seconds: number
}

const mostRemarks = 1000
const batchRecords = 2000
const batchBytes = 256 * 1024
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
  refuseToReplace(files, order.resume)
  const skip = outputFilter(root, order.base)
  const secrets: SealSecrets = {
    withSm3: order.withSm3,
    ...{ seed: randomBytes(32), blind: randomBytes(32), requestId: randomBytes(16) },
  }
  const known = order.resume ? collectKnown() : null
  const journal = openJournal(files.journal, order.withSm3, known)
  if (known && order.earlier) readKnownFromOpening(order.earlier, order.withSm3, known)
  const descriptor = openSync(files.part, 'w+', 0o600)
  const crew = openCrew(order.workers, {
    module: kernelModule(),
    root: bytePathOf(root === '/' ? '' : root),
    withSm3: order.withSm3,
    seed: secrets.seed,
    descriptor,
    journal: journal.descriptor,
    known: known?.finish() ?? null,
  })
  try {
    writeAll(descriptor, encodeOpeningHeader(secrets), 0)
    const writeBack = openWriteBack(descriptor)
    const body = await sealRecords(crew, writeBack, {
      order,
      started,
      walk: { root: bytePathOf(root === '/' ? '' : root), starts, skip },
    })
    if (body.leaves === 0)
      throw new CliError(
        body.counts.unreadable > 0
          ? `读不到，没有可封存的内容：${root} / it cannot be read, so there is nothing to seal: ${root}`
          : `没有可封存的内容：${root} / there is nothing to seal in ${root}`,
      )
    writeBack.begin()
    const rooting = rootsOf(crew, await inOrder(crew, body))
    // While the workers make the roots.
    const digest = digestOfBody(descriptor, body.end)
    const roots = await rooting
    await writeBack.done()
    await writeFooter(descriptor, { ...body, digest }, roots)
    renameSync(files.part, files.opening)
    syncFolder(dirname(files.opening))
    const all = { ...secrets, ...roots }
    return {
      root,
      opening: files.opening,
      requestId: secrets.requestId,
      entry: encodedEntryOf(all),
      counts: { ...crew.counts(), ...body.counts, leafCount: roots.leafCount, records: body.records },
      remarks: body.remarks,
      resumedFromJournal: journal.resumed,
      seconds: (performance.now() - started) / 1000,
    }
  } catch (error) {
    const known = systemError(error)
    if (!known) throw error
    throw new CliError(
      `${known.message}\n封存没有完成。排除后加 --resume 接着做，已读过的文件不再读。 / the seal is not complete; once that is put right, go on with --resume: what was read is not read again.`,
    )
  } finally {
    await crew.close()
    closeSync(descriptor)
    rmSync(files.part, { force: true })
    // Without an opening it is what the next attempt goes on from, if there is anything in it.
    const isOfUse = !existsSync(files.opening) && fstatSync(journal.descriptor).size > journalHeadBytes
    closeSync(journal.descriptor)
    if (!isOfUse) rmSync(files.journal, { force: true })
  }
}

/** @throws CliError when something of another seal stands where this one is to be written */
function refuseToReplace(files: SealFiles, resume: boolean): void {
  const taken = takenBy(files)
  if (taken !== null)
    throw new CliError(
      `${taken} 已存在，不会覆盖。请用 --out 另取名称，或加 --resume 再封存一次。 / ${taken} exists and is never replaced; choose another --out, or seal again with --resume.`,
      2,
    )
  const writer = writerOf(files.journal)
  if (writer !== null)
    throw new CliError(
      `另一个封存（进程 ${writer}）正在写 ${files.journal}。 / another seal (process ${writer}) is writing ${files.journal}.`,
    )
  if (!resume && (statSync(files.journal, { throwIfNoEntry: false })?.size ?? 0) > journalHeadBytes)
    throw new CliError(
      `上次封存没有做完。加 --resume 接着做；要从头开始，先删除 ${files.journal}。 / an earlier seal was broken off: go on with --resume, or delete ${files.journal} to begin anew.`,
      2,
    )
}

type Body = {
  /** Ends here; the footer follows. */
  readonly end: number
  readonly records: number
  readonly leaves: number
  readonly counts: Omit<SealCounts, 'files' | 'bytes' | 'leafCount' | 'records'>
  readonly remarks: readonly Remark[]
}

const noCounts = {
  ...{ symlinks: 0, emptyFolders: 0, reused: 0, unreadable: 0, vanished: 0, special: 0, changed: 0 },
  ...{ namesColliding: 0, namesNotUtf8: 0 },
}
/** Where remarks of a kind are counted. */
export const countOfRemark = {
  unreadable: 'unreadable',
  vanished: 'vanished',
  special: 'special',
  'changed-while-sealing': 'changed',
  'name-collides': 'namesColliding',
  'name-not-utf8': 'namesNotUtf8',
} as const satisfies Record<Remark['what'], keyof SealCounts>
const nameFlags = [
  [recordFlags.nameCollides, 'name-collides'],
  [recordFlags.nameNotUtf8, 'name-not-utf8'],
] as const

async function sealRecords(
  crew: Crew,
  writeBack: ReturnType<typeof openWriteBack>,
  { order, started, walk: way }: { order: SealOrder; started: number; walk: Parameters<typeof walk>[0] },
): Promise<Body> {
  const large: LargeFile[] = []
  const leafless: number[] = []
  const remarks: Remark[] = []
  const nameRemarks: Remark[] = []
  const counts = { ...noCounts }
  const take = (done: Done) => {
    counts.reused += done.reused
    counts.symlinks += done.symlinks
    counts.emptyFolders += done.emptyFolders
    for (const file of done.large) large.push(file)
    for (const ordinal of done.leafless) leafless.push(ordinal)
    for (const remark of done.remarks) {
      if (remarks.length < mostRemarks) remarks.push(remark)
      counts[countOfRemark[remark.what]]++
    }
  }
  const flagged = (path: BytePath, flags: number) => {
    for (const [flag, what] of nameFlags)
      if ((flags & flag) !== 0) {
        if (nameRemarks.length < mostRemarks) nameRemarks.push({ path, what })
        counts[countOfRemark[what]]++
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
    for (const batch of batchesOf(walk(way), flagged)) {
      crew.makeRoom(ordinal + batch.kinds.length)
      await crew.give({ kind: 'batch', ordinal, offset, ...batch }, take)
      ordinal += batch.kinds.length
      offset += batch.bytes
      if (!writeBack.isRunning && offset - writtenBack > writeBackBytes) {
        writtenBack = offset
        writeBack.begin()
      }
    }
    await crew.idle()
    allFiles = crew.counts().files + large.length
    smallBytes = crew.counts().bytes
    largeAll = large.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    if (large.length > 0) {
      large.sort((a, b) => b.sizeBytes - a.sizeBytes)
      const next = new SharedArrayBuffer(4)
      for (let number = 0; number < crew.size; number++)
        await crew.give({ kind: 'large', files: large, next }, take, number)
      await crew.idle()
    }
    leafless.sort((a, b) => a - b)
    for (const leaves of [crew.leaves.sha256, crew.leaves.sm3]) closeGaps(leaves, leafless, ordinal)
    return {
      ...{ end: offset, records: ordinal, leaves: ordinal - leafless.length, counts },
      remarks: [...remarks, ...nameRemarks],
    }
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
function* batchesOf(
  found: ReturnType<typeof walk>,
  flagged: (path: BytePath, flags: number) => void,
): Generator<Batch> {
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
      const flag = here.flags[at] as number
      flags.push(flag)
      if (flag !== 0) flagged(joinBytePath(here.folder, name), flag)
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

/** Adds the padding. @returns the places of all leaves by their hashes */
async function inOrder(crew: Crew, { records, leaves }: Body): Promise<SharedArrayBuffer> {
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
  return order
}

/** Both jobs are with the workers when this first waits. */
async function rootsOf(crew: Crew, order: SharedArrayBuffer): Promise<Roots> {
  const roots: Record<'sha256' | 'sm3', Uint8Array> = { sha256: new Uint8Array(), sm3: new Uint8Array() }
  const take = (algorithm: 'sha256' | 'sm3', number: number) =>
    crew.give(
      { kind: 'root', algorithm, order },
      ({ root = new Uint8Array() }) => {
        roots[algorithm] = root
      },
      number,
    )
  await Promise.all([take('sha256', 0), take('sm3', 1)])
  await crew.idle()
  return { leafCount: order.byteLength / 4, rootSha256: roots.sha256, rootSm3: roots.sm3 }
}
