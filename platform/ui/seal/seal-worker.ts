import type { Algorithm } from '../../../evidence/digest.ts'
import { EvidenceError } from '../../../evidence/evidence-error.ts'
import { composeSeal, reopenSeal, type SealSummary, SelfCheckFailed } from './compose-seal.ts'
import { type FourLanes, laneCount, openFourLanes } from './four-lanes.ts'
import type { FoundRecords, FromWorker, Job, JobOutcome, ToWorker } from './seal-messages.ts'
import { sendingOf } from './sent-bytes.ts'

/*
 * Reads files and hashes them; the only code that ever sees their content. It is served with a content policy of its
 * own under which it can connect to nothing (see `worker-policy.ts`).
 *
 * A file of up to 32 MiB is read whole and its SHA-256 left to the browser; a larger one is read piece by piece. SM3,
 * which no browser knows, and the SHA-256 of large files are computed for four files at a time.
 */
const wholeBytes = 32 * 1024 * 1024
/** Below this the browser's own SHA-256 costs more in asking than it saves. */
const smallBytes = 16 * 1024
const pieceBytes = 4 * 1024 * 1024
const aheadFiles = 32
const tellEveryMs = 100

const sending = sendingOf(globalThis)
const tell = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer })

class Cancelled extends Error {}

type Chunk = { readonly bytes: Uint8Array; readonly last: boolean }
type Work = {
  readonly wanted: ReadonlySet<Algorithm>
  next(): Promise<Chunk>
  /** @param lane - has finished this message */
  finish(lane: number): Promise<void>
  fail(error: unknown): void
}

const both: ReadonlySet<Algorithm> = new Set<Algorithm>(['sha256', 'sm3'])
const sm3Only: ReadonlySet<Algorithm> = new Set<Algorithm>(['sm3'])
const sha256Only: ReadonlySet<Algorithm> = new Set<Algorithm>(['sha256'])

let lanes: FourLanes | null = null
let run = 0
/** How much of the files may be in memory at once; one file always may. */
let budgetBytes = 64 * 1024 * 1024
type Held = { readonly work: Work; readonly bytes: number }
let queue: { readonly begin: () => Work; readonly bytes: number }[] = []
let ahead: Held[] = []
const atWork: (Held | null)[] = Array.from({ length: laneCount }, () => null)
let driving = false
let asked = false

const noResults = () => ({
  readBytes: 0,
  indices: [] as number[],
  outcomes: [] as JobOutcome[],
  errors: [] as string[],
  digests: [] as Uint8Array[],
})
let results = noResults()
let toldAt = 0
/** Called when a run ends early, so that nothing waits for a message that will not come. */
const wakes = new Set<() => void>()

/** @param arm - is given what ends the waiting */
const waiting = (arm: (wake: () => void) => void) =>
  new Promise<void>((done) => {
    const wake = () => {
      wakes.delete(wake)
      done()
    }
    wakes.add(wake)
    arm(wake)
  })

function tellProgress(force: boolean) {
  const left = queue.length + ahead.length
  const busy = atWork.some((held) => held !== null)
  const wants = asked || left >= aheadFiles / 2 ? 'nothing' : left === 0 && !busy ? 'idle' : 'more'
  if (!force && wants === 'nothing' && performance.now() - toldAt < tellEveryMs) return
  if (!force && wants === 'nothing' && results.readBytes === 0 && results.indices.length === 0) return
  toldAt = performance.now()
  if (wants !== 'nothing') asked = true
  const digests = new Uint8Array(results.digests.length * 64)
  results.digests.forEach((digest, index) => {
    digests.set(digest, index * 64)
  })
  const indices = Uint32Array.from(results.indices)
  tell(
    {
      type: 'progress',
      run,
      readBytes: results.readBytes,
      sentBytes: sending.bytes(),
      indices,
      outcomes: results.outcomes,
      errors: results.errors,
      digests,
      wants,
    },
    [digests.buffer, indices.buffer],
  )
  results = noResults()
}

function report(of: number, index: number, outcome: JobOutcome, error: string, sha256?: Uint8Array, sm3?: Uint8Array) {
  if (of !== run) return
  const digest = new Uint8Array(64)
  if (outcome === 'read') {
    if (!sha256 || !sm3) throw new TypeError('a digest is missing')
    digest.set(sha256)
    digest.set(sm3, 32)
  }
  results.indices.push(index)
  results.outcomes.push(outcome)
  results.errors.push(error)
  results.digests.push(digest)
}

const nameOf = (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : 'Error')

/** Reads the pieces of a file in order, one piece ahead. */
function piecesOf(file: File, sizeBytes: number): () => Promise<Chunk> {
  let from = 0
  const read = () => {
    const to = Math.min(sizeBytes, from + pieceBytes)
    const piece = file.slice(from, to).arrayBuffer()
    // A failure is heard where the piece is awaited.
    piece.catch(() => undefined)
    from = to
    return { piece, last: to === sizeBytes }
  }
  let coming: ReturnType<typeof read> | null = read()
  return async () => {
    if (!coming) throw new RangeError('no further piece')
    const { piece, last } = coming
    coming = last ? null : read()
    const bytes = new Uint8Array(await piece)
    results.readBytes += bytes.length
    return { bytes, last }
  }
}

const platformSha256 = (bytes: ArrayBuffer) =>
  // Without a secure connection there is no `subtle`.
  (crypto.subtle as SubtleCrypto | undefined)?.digest('SHA-256', bytes).then((digest) => new Uint8Array(digest))

/** What the file said of itself when it was begun, to be compared with what it says afterwards. */
function stillTheSame(file: File, sizeBytes: number, modified: number, messageBytes: number) {
  return file.size === sizeBytes && file.lastModified === modified && messageBytes === sizeBytes
}

function workOf({ index, file }: Job, share: MessagePort | null): Work {
  const of = run
  const { size, lastModified } = file
  const whole = size <= wholeBytes && share === null
  let platform: Promise<Uint8Array> | undefined
  let wanted = share ? sha256Only : both
  let next: () => Promise<Chunk>
  if (whole) {
    if (size >= smallBytes && (crypto.subtle as SubtleCrypto | undefined)) wanted = sm3Only
    const reading = file.arrayBuffer().then((buffer) => {
      if (wanted === sm3Only) {
        platform = platformSha256(buffer)
        platform?.catch(() => undefined)
      }
      return buffer
    })
    reading.catch(() => undefined)
    next = async () => {
      const bytes = new Uint8Array(await reading)
      results.readBytes += bytes.length
      return { bytes, last: true }
    }
  } else next = piecesOf(file, size)
  const helper = share && helperAt(share)
  return {
    wanted,
    async next() {
      const chunk = await next()
      if (helper) await helper.give(chunk)
      return chunk
    },
    async finish(lane) {
      if (!lanes) return
      const same = stillTheSame(file, size, lastModified, lanes.messageBytes(lane))
      const own = (algorithm: Algorithm) => lanes?.digest(lane, algorithm) ?? new Uint8Array(32)
      const sha256 = wanted.has('sha256') ? own('sha256') : undefined
      const sm3 = wanted.has('sm3') ? own('sm3') : undefined
      lanes.free(lane)
      const digests = [sha256 ?? (await platform), sm3 ?? (await helper?.digest())] as const
      report(of, index, same ? 'read' : 'changed', '', ...digests)
    },
    fail(error) {
      helper?.stop()
      report(of, index, 'unreadable', nameOf(error))
    },
  }
}

/** The other worker's half of one huge file: every piece is handed on after it was read, so both digest the same bytes. */
function helperAt(port: MessagePort) {
  let outstanding = 0
  let found: Uint8Array | null = null
  let wake = () => {}
  port.onmessage = ({ data }: MessageEvent<'taken' | Uint8Array>) => {
    if (data === 'taken') outstanding--
    else found = data
    wake()
  }
  const until = async (met: () => boolean) => {
    const of = run
    while (!met() && of === run)
      await waiting((done) => {
        wake = done
      })
  }
  return {
    async give({ bytes, last }: Chunk) {
      // A copy is handed on: the piece itself is still to be hashed here.
      const copy = bytes.slice()
      port.postMessage({ bytes: copy, last } satisfies Chunk, [copy.buffer])
      outstanding++
      await until(() => outstanding <= 2)
    },
    async digest() {
      await until(() => found !== null)
      port.close()
      return found ?? undefined
    },
    stop: () => port.postMessage('stop'),
  }
}

function helpAt(port: MessagePort): Work {
  const of = run
  const given: (Chunk | 'stop')[] = []
  let wake = () => {}
  port.onmessage = ({ data }: MessageEvent<Chunk | 'stop'>) => {
    given.push(data)
    wake()
  }
  return {
    wanted: sm3Only,
    async next() {
      while (given.length === 0 && of === run)
        await waiting((done) => {
          wake = done
        })
      const chunk = given.shift()
      if (!chunk || chunk === 'stop') throw new Cancelled()
      port.postMessage('taken')
      return chunk
    },
    async finish(lane) {
      port.postMessage(lanes?.digest(lane, 'sm3'))
      lanes?.free(lane)
    },
    fail: () => port.close(),
  }
}

function readAhead() {
  let held = 0
  for (const one of [...ahead, ...atWork]) held += one?.bytes ?? 0
  while (ahead.length < aheadFiles) {
    const next = queue[0]
    if (!next || (held > 0 && held + next.bytes > budgetBytes)) return
    queue.shift()
    ahead.push({ work: next.begin(), bytes: next.bytes })
    held += next.bytes
  }
}

async function drive() {
  if (driving) return
  driving = true
  try {
    lanes ??= openFourLanes()
    let of = run
    for (;;) {
      if (of !== run) {
        clear(lanes)
        of = run
      }
      fillLanes(lanes)
      if (atWork.every((held) => held === null)) break
      await feedLanes(lanes, of)
      if (of !== run) continue
      lanes.work()
      await finishLanes(lanes, of)
      tellProgress(false)
    }
    tellProgress(true)
  } catch (error) {
    tell({ type: 'failed', run, reason: lanes ? 'defect' : 'no-wasm', detail: nameOf(error) })
  } finally {
    driving = false
  }
}

function fillLanes(free: FourLanes) {
  readAhead()
  for (let lane = 0; lane < laneCount; lane++) {
    if (atWork[lane]) continue
    const next = ahead.shift()
    if (!next) break
    atWork[lane] = next
    free.start(lane, next.work.wanted)
  }
  readAhead()
}

async function feedLanes(hungry: FourLanes, of: number) {
  for (let lane = 0; lane < laneCount && of === run; lane++) {
    const work = atWork[lane]?.work
    if (!work || !hungry.needsChunk(lane)) continue
    try {
      const { bytes, last } = await work.next()
      if (of === run) hungry.feed(lane, bytes, last)
    } catch (error) {
      work.fail(error)
      hungry.free(lane)
      atWork[lane] = null
    }
  }
}

async function finishLanes(done: FourLanes, of: number) {
  for (let lane = 0; lane < laneCount && of === run; lane++) {
    const work = atWork[lane]?.work
    if (!work || !done.isReady(lane)) continue
    atWork[lane] = null
    await work.finish(lane)
  }
}

function clear(all: FourLanes) {
  for (let lane = 0; lane < laneCount; lane++) {
    all.free(lane)
    atWork[lane] = null
  }
}

function enter(next: number) {
  if (next === run) return
  run = next
  queue = []
  ahead = []
  asked = false
  results = noResults()
  for (const wake of [...wakes]) wake()
}

/** Larger ones would not have been made in a browser. */
const largestOpening = 1024 * 1024 * 1024

async function finish(records: FoundRecords) {
  await concluding(records.count, async (pause) => {
    const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
    const { openingFile, ...summary } = await composeSeal(records, random, pause)
    return { openingFile: new Blob([openingFile]), ...summary }
  })
}

async function reopen(file: File) {
  await concluding(1, async (pause) => {
    if (file.size > largestOpening) throw new EvidenceError('too-large')
    return { openingFile: file, ...(await reopenSeal(new Uint8Array(await file.arrayBuffer()), pause)) }
  })
}

async function concluding(
  total: number,
  work: (pause: (share: number) => Promise<void>) => Promise<SealSummary & { openingFile: Blob }>,
) {
  const of = run
  let toldShare = 0
  const pause = async (share: number) => {
    if (performance.now() - toldShare > tellEveryMs) {
      toldShare = performance.now()
      tell({ type: 'finishing', run, done: share * total, total })
      await new Promise((done) => setTimeout(done))
    }
    if (of !== run) throw new Cancelled()
  }
  try {
    tell({ type: 'finished', run: of, ...(await work(pause)) })
  } catch (error) {
    if (error instanceof Cancelled) return
    tell({ type: 'failed', run: of, reason: reasonOf(error), detail: nameOf(error) })
  }
}

function reasonOf(error: unknown) {
  if (error instanceof SelfCheckFailed) return 'self-check'
  if (error instanceof EvidenceError) return 'not-an-opening'
  return error instanceof WebAssembly.CompileError ? 'no-wasm' : 'defect'
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'cancel') return enter(-1)
  if (data.type === 'budget') {
    budgetBytes = data.bytes
    return
  }
  enter(data.run)
  if (data.type === 'finish') return void finish(data.records)
  if (data.type === 'reopen') return void reopen(data.file)
  const { run: of } = data
  const put = (sizeBytes: number, begin: () => Work) => {
    if (of !== run) return
    queue.push({ begin, bytes: sizeBytes <= wholeBytes ? sizeBytes : 2 * pieceBytes })
  }
  if (data.type === 'jobs') for (const job of data.jobs) put(job.file.size, () => workOf(job, null))
  else if (data.type === 'share') put(data.job.file.size, () => workOf(data.job, data.port))
  else put(0, () => helpAt(data.port))
  asked = false
  void drive()
})

tell({ type: 'ready' })
