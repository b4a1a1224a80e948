import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** What /proc counts in: hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100
const cores = availableParallelism()

type Process = { readonly pid: number; readonly parent: number; readonly ticks: number }

/** @returns null for a process that ended meanwhile */
function processOf(pid: number): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything; the fields are counted from behind it. Ended children count with their parent.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0] = fields.slice(1)
    return { pid, parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) }
  } catch {
    return null
  }
}

/** This process and everything it started, ended children apart. */
function ourProcesses(): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])
  const ours = new Set([process.pid])
  for (let size = 0; size < ours.size; ) {
    size = ours.size
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid)
  }
  return all.filter(({ pid }) => ours.has(pid))
}

type Reading = { readonly busy: number; readonly own: number }

/** Seconds of all cores since the start of the machine, and our part of them; null where there is no /proc. */
function reading(): Reading | null {
  try {
    const [, user, nice, system, , , interrupts, softInterrupts, stolen] = readFileSync('/proc/stat', 'latin1')
      .split('\n', 1)[0]!
      .split(/\s+/)
      .map(Number) as [number, number, number, number, number, number, number, number, number]
    const busy = (user + nice + system + interrupts + softInterrupts + stolen) / ticksPerSecond
    const own = ourProcesses().reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond
    return { busy, own }
  } catch {
    return null
  }
}

export type Watched<T> = {
  readonly result: T
  readonly seconds: number
  /** User and system, of this process and all that it started. */
  readonly cpuSeconds: number | null
  /** What others, the kernel's own threads included, used of all cores meanwhile. */
  readonly foreignPercent: number | null
}

export async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  const before = reading()
  const from = performance.now()
  const result = await work()
  const seconds = (performance.now() - from) / 1000
  const after = reading()
  if (!before || !after) return { result, seconds, cpuSeconds: null, foreignPercent: null }
  const cpuSeconds = after.own - before.own
  const foreign = after.busy - before.busy - cpuSeconds
  return { result, seconds, cpuSeconds, foreignPercent: Math.max(0, (100 * foreign) / (seconds * cores)) }
}

/**
 * The sum of the largest resident sizes of all processes that the work starts.
 *
 * @returns null where there is no /proc
 */
export async function peakMemoryBytes(work: () => Promise<void>): Promise<number | null> {
  const peaks = new Map<number, number>()
  const look = () => {
    for (const { pid } of ourProcesses()) {
      if (pid === process.pid) continue
      try {
        const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
        if (found) peaks.set(pid, Number(found[1]) * 1024)
      } catch {
        // ended meanwhile
      }
    }
  }
  if (!reading()) {
    await work()
    return null
  }
  const timer = setInterval(look, 20)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0)
}
