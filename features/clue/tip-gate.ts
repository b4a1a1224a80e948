import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '../../core/refusal.ts'

/**
 * Slows down whoever tries codes, without knowing who they are: no address is looked at.
 *
 * - Everybody: after many wrong codes within a minute every attempt waits a moment. Nobody is locked out.
 * - One beginning: who knows the first group of somebody's code and tries the rest meets a wait that doubles with each try.
 *   Beginnings are kept only in memory, as hashes under a key of this process, for an hour.
 * - Beginners: after many new reports within a minute each further one waits a little longer.
 * - The machine: so many hashes and so many uploads at a time, a few wait in line, the rest is refused; and so many bytes of
 *   files in an hour, so that nobody fills the disk.
 *
 * A process of several has a gate of its own: the waits then grow more slowly, which eighty random bits bear easily.
 */
export type TipGate = {
  /**
   * Waits as long as this code must, then does the work.
   * @param more.holding - the caller holds files in memory, so it is not let wait long: it may come again later
   * @throws Refusal `busy`
   */
  check<T>(code: string, work: () => Promise<T | null>, more?: { readonly holding?: boolean }): Promise<T | null>
  /** Waits while too many reports are begun. @throws Refusal `busy` when too many wait already */
  begin(): Promise<void>
  /** One digest in its turn. @throws Refusal `busy` when the line is too long */
  hash<T>(work: () => Promise<T>): Promise<T>
  /** Reads and handles one form with files. @throws Refusal `busy` when the line is too long */
  upload<T>(work: () => Promise<T>): Promise<T>
  /** Takes room for so many bytes. @throws Refusal `busy` when the room of this hour is used up */
  takeRoom(bytes: number): void
}

type Options = { readonly now?: () => number; readonly sleep?: (ms: number) => Promise<unknown> }

const freeTries = 3
const longestWaitMs = 30_000
const memoryMs = 3_600_000
const calmPerMinute = 60
const alertWaitMs = 1_500
const mostRemembered = 10_000
const newPerMinute = 60
const newWaitMs = 500
const mostWaiting = 200
const roomPerHour = 4 * 1024 ** 3

export function openTipGate({ now = Date.now, sleep = wait }: Options = {}): TipGate {
  const key = randomBytes(32)
  const failures = new Map<string, { count: number; at: number }>()
  let wrong: number[] = []
  let begun: number[] = []
  let waiting = 0
  let room = { left: roomPerHour, since: now() }

  const beginningOf = (code: string) => createHmac('sha256', key).update(code.slice(0, 4)).digest('base64url')

  const ofThisMinute = (moments: readonly number[]) => moments.filter((at) => now() - at < 60_000)

  function waitFor(beginning: string): number {
    const known = failures.get(beginning)
    const tries = known && now() - known.at < memoryMs ? known.count - freeTries : -1
    const own = tries < 0 ? 0 : Math.min(1000 * 2 ** tries, longestWaitMs)
    wrong = ofThisMinute(wrong)
    return Math.max(own, wrong.length > calmPerMinute ? alertWaitMs : 0)
  }

  function remember(beginning: string) {
    wrong.push(now())
    const known = failures.get(beginning)
    failures.delete(beginning)
    failures.set(beginning, { count: known && now() - known.at < memoryMs ? known.count + 1 : 1, at: now() })
    // The oldest goes first: a flood of beginnings cannot fill the memory.
    if (failures.size > mostRemembered) failures.delete(failures.keys().next().value as string)
  }

  return {
    async check(code, work, { holding = false } = {}) {
      const beginning = beginningOf(code)
      const ms = waitFor(beginning)
      if (holding && ms > alertWaitMs) throw new Refusal('busy')
      if (ms > 0) await sleep(ms)
      const found = await work()
      if (found === null) remember(beginning)
      return found
    },
    async begin() {
      begun = [...ofThisMinute(begun), now()]
      const ms = Math.min(Math.max(0, begun.length - newPerMinute) * newWaitMs, longestWaitMs)
      if (ms === 0) return
      if (waiting >= mostWaiting) throw new Refusal('busy')
      waiting++
      await sleep(ms).finally(() => waiting--)
    },
    hash: lineOf(2, 40),
    upload: lineOf(4, 8),
    takeRoom(bytes) {
      if (now() - room.since >= 3_600_000) room = { left: roomPerHour, since: now() }
      if (bytes > room.left) throw new Refusal('busy')
      room.left -= bytes
    },
  }
}

/** At most `side` at work and `waiting` in line. */
function lineOf(side: number, waiting: number) {
  let working = 0
  const line: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (working >= side) {
      if (line.length >= waiting) throw new Refusal('busy')
      await new Promise<void>((resolve) => line.push(resolve))
    } else working++
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else working--
    }
  }
}
