import type { Algorithm } from '../../evidence/digest.ts'
import { initialState } from '../../evidence/kernels.ts'
import { layout, type WorkerMemory } from './worker-memory.ts'

/** Padded messages in memory and where each one's digest goes. */
export type Messages = {
  count: number
  readonly at: Int32Array
  readonly blocks: Int32Array
  readonly target: Int32Array
}

export const roomForMessages = (most: number): Messages => ({
  count: 0,
  at: new Int32Array(most),
  blocks: new Int32Array(most),
  target: new Int32Array(most),
})

const indexBits = 13
export const mostMessages = 2 ** indexBits
const left: number[] = []

/**
 * Digests of messages of many lengths, four side by side. Those of one length go through together from beginning to end;
 * the rest share the lanes, the longest first, a lane taking the next message as soon as it is free.
 *
 * @param upTo - leaves out messages of more blocks than this
 */
export function digestMessages(
  memory: WorkerMemory,
  algorithm: Algorithm,
  messages: Messages,
  upTo = Number.POSITIVE_INFINITY,
): void {
  const { bytes, kernels } = memory
  const run = algorithm === 'sha256' ? kernels.sha256Digests : kernels.sm3Digests
  const keys = new Uint32Array(messages.count)
  let count = 0
  for (let index = 0; index < messages.count; index++) {
    const blocks = messages.blocks[index] as number
    if (blocks <= upTo) keys[count++] = blocks * mostMessages + index
  }
  const sorted = keys.subarray(0, count).sort()
  left.length = 0
  for (let from = count; from > 0; ) {
    const index = (key: number) => (sorted[key] as number) % mostMessages
    const blocks = Math.floor((sorted[from - 1] as number) / mostMessages)
    if (from >= 4 && Math.floor((sorted[from - 4] as number) / mostMessages) === blocks) {
      const [a, b, c, d] = [index(from - 1), index(from - 2), index(from - 3), index(from - 4)]
      const { at, target } = messages
      run(layout.digests, at[a] as number, at[b] as number, at[c] as number, at[d] as number, blocks)
      bytes.copyWithin(target[a] as number, layout.digests, layout.digests + 32)
      bytes.copyWithin(target[b] as number, layout.digests + 32, layout.digests + 64)
      bytes.copyWithin(target[c] as number, layout.digests + 64, layout.digests + 96)
      bytes.copyWithin(target[d] as number, layout.digests + 96, layout.digests + 128)
      from -= 4
    } else {
      left.push(index(from - 1))
      from--
    }
  }
  shareLanes(memory, algorithm, messages, left)
}

const laneAt = new Int32Array(4)
const laneBlocks = new Int32Array(4)
const laneTarget = new Int32Array(4)

function shareLanes(memory: WorkerMemory, algorithm: Algorithm, messages: Messages, order: readonly number[]): void {
  const { kernels } = memory
  const run = algorithm === 'sha256' ? kernels.sha256Lanes : kernels.sm3Lanes
  laneTarget.fill(-1)
  laneBlocks.fill(0)
  for (let next = 0; ; ) {
    let live = 0
    let least = 0
    let any = -1
    for (let lane = 0; lane < 4; lane++) {
      if (laneBlocks[lane] === 0) {
        const target = laneTarget[lane] as number
        if (target >= 0) writeLane(memory, layout.state, lane, target)
        laneTarget[lane] = -1
        if (next < order.length) {
          const message = order[next++] as number
          laneAt[lane] = messages.at[message] as number
          laneBlocks[lane] = messages.blocks[message] as number
          laneTarget[lane] = messages.target[message] as number
          startLane(memory, algorithm, layout.state, lane)
        }
      }
      const blocks = laneBlocks[lane] as number
      if (blocks > 0) {
        live++
        any = lane
        least = least === 0 || blocks < least ? blocks : least
      }
    }
    if (live === 0) return
    if (live === 1) {
      runAlone(memory, algorithm, layout.state, any, laneAt[any] as number, laneBlocks[any] as number)
      laneBlocks[any] = 0
      continue
    }
    // A lane without work reads somebody else's bytes; its state is set anew before it is used.
    const from = (lane: number) => (laneBlocks[lane] === 0 ? (laneAt[any] as number) : (laneAt[lane] as number))
    run(layout.state, from(0), from(1), from(2), from(3), least)
    for (let lane = 0; lane < 4; lane++)
      if (laneBlocks[lane] !== 0) {
        laneAt[lane] = (laneAt[lane] as number) + least * 64
        laneBlocks[lane] = (laneBlocks[lane] as number) - least
      }
  }
}

/** @param state - offset of four interleaved states */
export function startLane({ words }: WorkerMemory, algorithm: Algorithm, state: number, lane: number): void {
  const initial = initialState[algorithm]
  for (let word = 0; word < 8; word++) words[state / 4 + 4 * word + lane] = initial[word] as number
}

/** Writes a lane's finished state as 32 bytes. */
export function writeLane({ words, view }: WorkerMemory, state: number, lane: number, target: number): void {
  for (let word = 0; word < 8; word++) view.setUint32(target + 4 * word, words[state / 4 + 4 * word + lane] as number)
}

/** One lane by itself is quicker without the other three. */
export function runAlone(
  { kernels, words }: WorkerMemory,
  algorithm: Algorithm,
  state: number,
  lane: number,
  at: number,
  blocks: number,
): void {
  const four = state / 4
  const own = layout.scalar / 4
  for (let word = 0; word < 8; word++) words[own + word] = words[four + 4 * word + lane] as number
  ;(algorithm === 'sha256' ? kernels.sha256Blocks : kernels.sm3Blocks)(layout.scalar, at, blocks)
  for (let word = 0; word < 8; word++) words[four + 4 * word + lane] = words[own + word] as number
}
