import { toHex } from '../../../evidence/bytes.ts'
import type { Commitment } from '../../../evidence/manifest.ts'
import { trustedAddress } from '../trusted-address.ts'
import { collidingPaths, type Found, isNameReplaced } from './found-files.ts'
import { type FoundRecords, type FromWorker, foundFlags, foundKinds, type Job, type ToWorker } from './seal-messages.ts'
import workerAddress from './seal-worker.ts?worker&url'

/** What a seal made in the browser leaves: the private opening file, and the entry that may be deposited. */
export type Seal = {
  readonly openingFile: Blob
  /** 91 bytes, format F.4. */
  readonly entry: Uint8Array
  /** 32 hexadecimal digits. */
  readonly requestId: string
  /** Files that have a leaf. */
  readonly fileCount: number
  readonly totalBytes: number
  readonly commitments: Commitment
}

export type FileState = 'waiting' | 'reading' | 'done' | 'changed' | 'unreadable'
/** `changed`: sealed as it was at the second reading. `changing`: changed in both readings, so it is not sealed. */
export type Problem = {
  readonly path: string
  readonly kind: 'changed' | 'changing' | 'unreadable'
  readonly error: string
}

export type Progress = {
  readonly phase: 'reading' | 'composing'
  readonly filesDone: number
  readonly filesTotal: number
  readonly readBytes: number
  readonly totalBytes: number
  /** Of the last seconds. */
  readonly bytesPerSecond: number
  /** Null until a rate is known. */
  readonly secondsLeft: number | null
  /** Of the phase `composing`, 0 to 1. */
  readonly composed: number
  readonly states: readonly FileState[]
  readonly problems: readonly Problem[]
}

export type SealFailureCode =
  | 'no-wasm'
  | 'self-check'
  | 'engine-not-loaded'
  | 'nothing-to-seal'
  | 'not-an-opening'
  | 'defect'
export class SealFailure extends Error {
  override readonly name = 'SealFailure'
  readonly code: SealFailureCode
  constructor(code: SealFailureCode, detail = '') {
    super(`${code} ${detail}`.trim())
    this.code = code
  }
}

export type Sealer = {
  /**
   * @param options.signal - stops within a piece of a file; rejects with its reason
   * @throws SealFailure
   */
  seal(
    found: readonly Found[],
    options: { signal: AbortSignal; onProgress(progress: Progress): void },
  ): Promise<SealedFiles>
  /** Reads an opening file made earlier and computes its entry again. @throws SealFailure `not-an-opening`, `self-check` */
  reopen(file: File): Promise<Seal>
  close(): void
}
export type SealedFiles = { readonly seal: Seal; readonly problems: readonly Problem[] }

const largeBytes = 32 * 1024 * 1024
const batchFiles = 128
const batchBytes = 16 * 1024 * 1024
const retryAfterMs = 400
const rateOverMs = 4000

/** Under a policy that requires trusted types, a worker's address has to be vouched for: this one and no other. */
const trustedWorkerAddress = trustedAddress('shoumi-seal-worker', workerAddress)

/** What all seals since the application was opened have read and, as the workers count it, sent, which is nothing. */
export const traffic = (() => {
  let read = 0
  let sent = 0
  let telling = false
  const listeners = new Set<() => void>()
  return {
    readBytes: () => read,
    sentByWorkers: () => sent,
    add(more: { read: number; sent: number }) {
      read += more.read
      sent += more.sent
      // Several workers tell several times a second; nobody reads that fast.
      if (telling) return
      telling = true
      setTimeout(() => {
        telling = false
        for (const listener of listeners) listener()
      }, 200)
    },
    listen(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
})()

type Member = {
  readonly worker: Worker
  sentBytes: number
  /** Set when its script did not load or did not run, which may be before there is anything to do. */
  broken: string | null
}

/**
 * Starts the workers at once, so that everything is loaded before the network may be switched off.
 *
 * Two to as many as the machine has cores; two where the device says that it has little memory.
 */
export function openSealer(): Sealer {
  const cores = navigator.hardwareConcurrency || 2
  const { deviceMemory = 8 } = navigator as { deviceMemory?: number }
  const size = deviceMemory <= 4 ? 2 : Math.min(8, Math.max(2, cores))
  const members = Array.from({ length: size }, () => startMember((deviceMemory <= 4 ? 96 : 384) / size))
  let run = 0
  let busy = false
  async function alone<T>(work: (run: number) => Promise<T>): Promise<T> {
    if (busy) throw new RangeError('this sealer is at work')
    busy = true
    run++
    try {
      return await work(run)
    } finally {
      busy = false
    }
  }
  return {
    seal: (found, options) => alone((run) => sealRun(members, run, found, options)),
    reopen: (file) => alone((run) => reopenRun(members[0] as Member, run, file)),
    close() {
      for (const { worker } of members) worker.terminate()
    },
  }
}

/** @param budgetMiB - of files in memory at once, beyond which only one file is read */
function startMember(budgetMiB: number): Member {
  const member: Member = {
    worker: new Worker(trustedWorkerAddress(), { type: 'module', name: 'seal' }),
    sentBytes: 0,
    broken: null,
  }
  member.worker.addEventListener('error', ({ message }) => {
    member.broken = message || 'not loaded'
  })
  member.worker.postMessage({ type: 'budget', bytes: budgetMiB * 1024 * 1024 } satisfies ToWorker)
  return member
}

type Row = {
  readonly found: Found
  file: File | null
  kind: keyof typeof foundKinds
  flags: number
  state: FileState
  attempts: number
}

function sealRun(
  members: readonly Member[],
  run: number,
  found: readonly Found[],
  { signal, onProgress }: { signal: AbortSignal; onProgress(progress: Progress): void },
): Promise<SealedFiles> {
  const rows = rowsOf(found)
  const sha256 = new Uint8Array(rows.length * 32)
  const sm3 = new Uint8Array(rows.length * 32)
  const problems: Problem[] = rows
    .filter(({ kind }) => kind === 'unreadable')
    .map(({ found: { path, error } }) => ({ path, kind: 'unreadable', error }))
  const jobs = rows.flatMap(({ file }, index) => (file ? [{ index, file }] : []))
  const large = jobs.filter(({ file }) => file.size > largeBytes).sort((a, b) => a.file.size - b.file.size)
  const small = jobs.filter(({ file }) => file.size <= largeBytes).reverse()
  // One large file alone is shared by two workers, one digest each.
  const alone = large.length === 1
  const totalBytes = jobs.reduce((sum, { file }) => sum + file.size, 0)
  const rate = rateMeter()
  let open = jobs.length
  let readBytes = 0
  let composed = 0
  let phase: Progress['phase'] = 'reading'
  const idle = new Set<Member>()

  return new Promise((resolve, reject) => {
    const tell = () => {
      const bytesPerSecond = rate.perSecond()
      onProgress({
        phase,
        filesDone: jobs.length - open,
        filesTotal: jobs.length,
        readBytes,
        totalBytes,
        bytesPerSecond,
        secondsLeft: bytesPerSecond > 0 ? Math.max(0, totalBytes - readBytes) / bytesPerSecond : null,
        composed,
        states: rows.map(({ state }) => state),
        problems: [...problems],
      })
    }
    const ticking = setInterval(tell, 250)
    const listeners = members.map((member) => ({
      member,
      hear: ({ data }: MessageEvent<FromWorker>) => hear(member, data),
      broken: (event: ErrorEvent) => fail('engine-not-loaded', event.message),
    }))
    let ended = false
    function end(settle: () => void) {
      ended = true
      clearInterval(ticking)
      signal.removeEventListener('abort', abort)
      for (const { member, hear: listener, broken } of listeners) {
        member.worker.removeEventListener('message', listener)
        member.worker.removeEventListener('error', broken)
      }
      settle()
    }
    function stopAll() {
      for (const member of members) say(member, { type: 'cancel' })
    }
    function abort() {
      stopAll()
      end(() => reject(signal.reason))
    }
    function fail(code: SealFailureCode, detail = '') {
      stopAll()
      end(() => reject(new SealFailure(code, detail)))
    }
    const say = ({ worker }: Member, message: ToWorker, transfer: Transferable[] = []) =>
      worker.postMessage(message, transfer)

    function assign(member: Member) {
      const one = large.pop()
      if (one && alone && members[1]) return share(one, member)
      const batch = one ? [one] : nextBatch(small)
      if (batch.length === 0) return void idle.add(member)
      idle.delete(member)
      give(member, batch)
    }
    function give(member: Member, batch: readonly Job[]) {
      for (const { index } of batch) (rows[index] as Row).state = 'reading'
      say(member, { type: 'jobs', run, jobs: batch })
    }
    function share(job: Job, member: Member) {
      const { port1, port2 } = new MessageChannel()
      const other = members.find((one) => one !== member) as Member
      ;(rows[job.index] as Row).state = 'reading'
      say(member, { type: 'share', run, job, port: port1 }, [port1])
      say(other, { type: 'help', run, port: port2 }, [port2])
    }

    function hear(member: Member, message: FromWorker) {
      if (message.type === 'ready' || message.run !== run) return
      if (message.type === 'failed') return fail(message.reason, message.detail)
      if (message.type === 'finishing') {
        composed = message.total === 0 ? 1 : message.done / message.total
        return
      }
      if (message.type === 'finished') {
        tell()
        return end(() => resolve({ seal: sealOf(message), problems }))
      }
      traffic.add({ read: message.readBytes, sent: message.sentBytes - member.sentBytes })
      member.sentBytes = message.sentBytes
      readBytes += message.readBytes
      rate.add(message.readBytes)
      message.indices.forEach((index, place) => {
        sha256.set(message.digests.subarray(place * 64, place * 64 + 32), index * 32)
        sm3.set(message.digests.subarray(place * 64 + 32, place * 64 + 64), index * 32)
        void settle(index, message.outcomes[place] ?? 'unreadable', message.errors[place] ?? '')
      })
      if (message.wants !== 'nothing') assign(member)
    }

    async function settle(index: number, outcome: 'read' | 'changed' | 'unreadable', error: string) {
      const row = rows[index] as Row
      row.attempts++
      const last = row.attempts === 2
      const after = outcome === 'read' ? await changedSince(row) : outcome
      if (after !== 'read' && !last) {
        row.state = 'waiting'
        await new Promise((done) => setTimeout(done, retryAfterMs))
        const again = (await row.found.fresh?.().catch(() => null)) ?? row.file
        if (ended || !again) return
        if (after === 'changed' || again.size !== row.file?.size || again.lastModified !== row.file.lastModified)
          row.flags |= foundFlags.changedWhileSealing
        row.file = again
        return give([...idle][0] ?? (members[0] as Member), [{ index, file: again }])
      }
      if (after === 'read') {
        row.state = row.flags & foundFlags.changedWhileSealing ? 'changed' : 'done'
        if (row.state === 'changed') problems.push({ path: row.found.path, kind: 'changed', error })
      } else {
        row.kind = 'unreadable'
        row.state = 'unreadable'
        if (after === 'changed') row.flags |= foundFlags.changedWhileSealing
        sha256.fill(0, index * 32, index * 32 + 32)
        sm3.fill(0, index * 32, index * 32 + 32)
        problems.push({ path: row.found.path, kind: after === 'changed' ? 'changing' : 'unreadable', error })
      }
      open--
      if (open === 0) compose()
    }

    function compose() {
      if (ended) return
      if (rows.every(({ kind }) => kind === 'unreadable')) {
        tell()
        return fail('nothing-to-seal')
      }
      phase = 'composing'
      tell()
      const records = recordsOf(rows, sha256, sm3)
      say(members[0] as Member, { type: 'finish', run, records })
    }

    if (signal.aborted) return end(() => reject(signal.reason))
    const lost = members.find(({ broken }) => broken !== null)
    if (lost) return fail('engine-not-loaded', lost.broken ?? '')
    signal.addEventListener('abort', abort)
    for (const { member, hear: listener, broken } of listeners) {
      member.worker.addEventListener('message', listener)
      member.worker.addEventListener('error', broken)
    }
    tell()
    if (open === 0) compose()
    else for (const member of members) assign(member)
  })
}

function rowsOf(found: readonly Found[]): Row[] {
  const colliding = collidingPaths(found)
  return found.map((one) => ({
    found: one,
    file: one.file,
    kind: one.kind,
    flags:
      (colliding.has(one.path) ? foundFlags.nameCollides : 0) | (isNameReplaced(one.path) ? foundFlags.nameNotUtf8 : 0),
    state: one.kind === 'unreadable' ? 'unreadable' : one.kind === 'empty-directory' ? 'done' : 'waiting',
    attempts: 0,
  }))
}

/** Chromium refuses to read a file that was written to; for a large one in another browser the system is asked again. */
async function changedSince({ found, file }: Row): Promise<'read' | 'changed'> {
  if (!file || file.size <= largeBytes || !found.fresh) return 'read'
  const now = await found.fresh().catch(() => null)
  return now && now.size === file.size && now.lastModified === file.lastModified ? 'read' : 'changed'
}

function nextBatch(small: Job[]): Job[] {
  const batch: Job[] = []
  let bytes = 0
  while (batch.length < batchFiles && bytes < batchBytes) {
    const job = small.pop()
    if (!job) break
    batch.push(job)
    bytes += job.file.size
  }
  return batch
}

function recordsOf(rows: readonly Row[], sha256: Uint8Array, sm3: Uint8Array): FoundRecords {
  const encoder = new TextEncoder()
  const encoded = rows.map(({ found }) => encoder.encode(found.path))
  const pathEnds = new Uint32Array(rows.length)
  const paths = new Uint8Array(encoded.reduce((sum, path) => sum + path.length, 0))
  let at = 0
  encoded.forEach((path, index) => {
    paths.set(path, at)
    at += path.length
    pathEnds[index] = at
  })
  return {
    count: rows.length,
    kinds: Uint8Array.from(rows, ({ kind }) => foundKinds[kind]),
    flags: Uint8Array.from(rows, ({ flags }) => flags),
    sizes: Float64Array.from(rows, ({ file, kind }) => (kind === 'file' ? (file?.size ?? 0) : 0)),
    modified: Float64Array.from(rows, ({ file }) => file?.lastModified ?? 0),
    sha256,
    sm3,
    paths,
    pathEnds,
  }
}

function sealOf(message: FromWorker & { type: 'finished' }): Seal {
  const { openingFile, entry, fileCount, totalBytes, commitments } = message
  return { openingFile, entry, requestId: toHex(message.requestId), fileCount, totalBytes, commitments }
}

function reopenRun({ worker, broken }: Member, run: number, file: File): Promise<Seal> {
  if (broken !== null) return Promise.reject(new SealFailure('engine-not-loaded', broken))
  return new Promise((resolve, reject) => {
    const ending = new AbortController()
    const end = (settle: () => void) => {
      ending.abort()
      settle()
    }
    const { signal } = ending
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'ready' || data.run !== run) return
        if (data.type === 'finished') end(() => resolve(sealOf(data)))
        else if (data.type === 'failed') end(() => reject(new SealFailure(data.reason, data.detail)))
      },
      { signal },
    )
    worker.addEventListener('error', () => end(() => reject(new SealFailure('engine-not-loaded'))), { signal })
    worker.postMessage({ type: 'reopen', run, file } satisfies ToWorker)
  })
}

/** Bytes a second over the last few seconds. */
function rateMeter() {
  const seen: { at: number; bytes: number }[] = []
  const began = performance.now()
  return {
    add(bytes: number) {
      seen.push({ at: performance.now(), bytes })
    },
    perSecond() {
      const now = performance.now()
      while (seen[0] && now - seen[0].at > rateOverMs) seen.shift()
      const over = Math.min(rateOverMs, now - began) / 1000
      return over < 0.5 ? 0 : seen.reduce((sum, { bytes }) => sum + bytes, 0) / over
    },
  }
}
