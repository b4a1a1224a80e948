import { parentPort, workerData } from 'node:worker_threads'
import { recordFlags, recordKinds } from '../../evidence/opening-file.ts'
import { joinBytePath } from './byte-path.ts'
import { openFileRecords } from './file-records.ts'
import { knownRowBytes, lookUpKnown } from './known-digests.ts'
import { type Streamed, streamLargeFiles } from './large-files.ts'
import { openPackedLeaves, recordAt } from './packed-leaves.ts'
import { rootInOrder } from './packed-root.ts'
import { appendFrame, isReusable, writeRow } from './resume-journal.ts'
import type { Done, Job, LargeFile, Remark, SealSetting } from './seal-messages.ts'
import { layout, openMemory, recordsBytes } from './worker-memory.ts'
import { writeAll } from './write-all.ts'

const setting: SealSetting = workerData
const { root, withSm3, seed, descriptor, journal } = setting
const memory = openMemory(setting.module)
const { bytes, buffer } = memory
const known = setting.known && lookUpKnown(setting.known)
const shared = { sha256: new Uint8Array(setting.sha256Leaves), sm3: new Uint8Array(setting.sm3Leaves) }
const leaves = openPackedLeaves(memory, seed, withSm3, shared)
const reading = { memory, root, withSm3, known }
const records = openFileRecords(reading)
const progress = new Float64Array(setting.progress, setting.number * 16, 2)
const told = (files: number, byteCount: number) => {
  progress[0] = (progress[0] as number) + files
  progress[1] = (progress[1] as number) + byteCount
}
const nothing: Omit<Done, 'kind'> = { reused: 0, symlinks: 0, emptyFolders: 0, large: [], leafless: [], remarks: [] }

/** Records of one batch, in one piece of memory and from there to their place on disk. */
function sealBatch(job: Extract<Job, { kind: 'batch' }>): Omit<Done, 'kind'> {
  const large: LargeFile[] = []
  const leafless: number[] = []
  const remarks: Remark[] = []
  const fresh: number[] = []
  const whole: number[] = []
  const ordinals: number[] = []
  let reused = 0
  let symlinks = 0
  let emptyFolders = 0
  let index = 0
  let at: number = layout.records
  let offset = job.offset
  /** Digests, leaves, journal and disk for all records since the last time. */
  const flush = () => {
    records.flush()
    whole.forEach((record, place) => {
      leaves.ofRecord(record, ordinals[place] as number)
    })
    leaves.flush()
    const rows = Buffer.allocUnsafe(fresh.length * knownRowBytes)
    let rowCount = 0
    for (const record of fresh) if (isReusable(bytes, record)) writeRow(rows, rowCount++ * knownRowBytes, bytes, record)
    appendFrame(journal, rows.subarray(0, rowCount * knownRowBytes))
    writeAll(descriptor, buffer.subarray(layout.records, at), offset)
    offset += at - layout.records
    at = layout.records
    whole.length = 0
    fresh.length = 0
    ordinals.length = 0
  }
  records.begin(Date.now())
  for (const { folder, names } of job.groups) {
    for (const name of names.split('\0')) {
      const kind = job.kinds[index] as number
      const flags = job.flags[index] as number
      if (at + records.lengthOf(folder, name) > layout.records + recordsBytes) flush()
      const { stop, outcome } = records.write(at, folder, name, kind, flags)
      const ordinal = job.ordinal + index
      if (outcome === 'large')
        large.push({
          ...{ ordinal, offset: offset + at - layout.records, flags },
          ...{ path: joinBytePath(folder, name), sizeBytes: Number(memory.view.getBigUint64(at + recordAt.size)) },
        })
      else if (outcome === 'special' || outcome === 'unreadable' || outcome === 'vanished') leafless.push(ordinal)
      else {
        whole.push(at)
        ordinals.push(ordinal)
        if (outcome === 'reused') reused++
        else fresh.push(at)
        const recorded = bytes[at + recordAt.kind]
        if (recorded === recordKinds.file) told(1, Number(memory.view.getBigUint64(at + recordAt.size)))
        else if (recorded === recordKinds.symlink) symlinks++
        else emptyFolders++
      }
      if (outcome !== 'done' && outcome !== 'reused' && outcome !== 'large')
        remarks.push({ path: joinBytePath(folder, name), what: outcome })
      at = stop
      index++
    }
  }
  flush()
  return { reused, symlinks, emptyFolders, large, leafless, remarks }
}

/** Puts what was read of a large file into the place that its batch left for it. */
function sealLarge(job: Extract<Job, { kind: 'large' }>): Omit<Done, 'kind'> {
  const leafless: number[] = []
  const remarks: Remark[] = []
  const next = new Int32Array(job.next)
  const take = () => job.files[Atomics.add(next, 0, 1)] ?? null
  const finished = ({ file, sizeBytes, stat, still, gone, sha256, sm3At }: Streamed) => {
    const at = layout.records
    const changed = stat !== null && !still
    const kind = stat === null ? recordKinds.unreadable : recordKinds.file
    records.lengthAndPath(at, '', file.path)
    const flags = file.flags | (changed || gone ? recordFlags.changedWhileSealing : 0)
    records.writeHead(at, kind, flags, BigInt(sizeBytes), still ? stat : null)
    records.noDigests(at)
    bytes.set(sha256, at + recordAt.digests)
    if (sm3At >= 0) bytes.copyWithin(at + recordAt.digests + 32, sm3At, sm3At + 32)
    if (stat === null) leafless.push(file.ordinal)
    else {
      leaves.ofRecord(at, file.ordinal)
      leaves.flush()
      told(1, 0)
    }
    if (stat === null || changed)
      remarks.push({ path: file.path, what: changed ? 'changed-while-sealing' : gone ? 'vanished' : 'unreadable' })
    if (isReusable(bytes, at)) {
      const row = Buffer.allocUnsafe(knownRowBytes)
      writeRow(row, 0, bytes, at)
      appendFrame(journal, row)
    }
    writeAll(descriptor, buffer.subarray(at, at + recordAt.path), file.offset)
  }
  records.begin(Date.now())
  streamLargeFiles(reading, take, finished, (count) => told(0, count))
  return { ...nothing, leafless, remarks }
}

function sealPadding({ ordinal, place, count }: Extract<Job, { kind: 'padding' }>): Omit<Done, 'kind'> {
  for (let extra = 0; extra < count; extra++) leaves.ofPadding(ordinal + extra, place + extra)
  leaves.flush()
  return nothing
}

function work(job: Job): Omit<Done, 'kind'> {
  if (job.kind === 'batch') return sealBatch(job)
  if (job.kind === 'large') return sealLarge(job)
  if (job.kind === 'padding') return sealPadding(job)
  return { ...nothing, root: rootInOrder(job.algorithm, shared[job.algorithm], new Uint32Array(job.order)) }
}

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage({ kind: job.kind, ...work(job) } satisfies Done)
})
