import { Worker } from 'node:worker_threads'
import { CliError } from '../cli/cli-error.ts'
import type { Done, Job, SealSetting } from './seal-messages.ts'

/** Jobs waiting at a worker, so that it never waits for us. */
const jobsAhead = 2
export const leafBytes = 32
const mostLeaves = 2 ** 26

export type Crew = ReturnType<typeof openCrew>

type Member = {
  readonly worker: Worker /** Who hears of its jobs, in order. */
  readonly waiting: ((done: Done) => void)[]
}

/** The workers, each with a short queue. */
export function openCrew(
  size: number,
  setting: Omit<SealSetting, 'number' | 'progress' | 'sha256Leaves' | 'sm3Leaves'>,
) {
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
