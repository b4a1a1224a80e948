import type { Algorithm } from '../../../evidence/digest.ts'
import { initialState, openKernels } from '../../../evidence/kernels.ts'

/**
 * Up to four messages hashed side by side on one core. Bytes are copied into the kernels' memory once and both digests
 * are taken from there; padding is written in place.
 *
 *     0 …   two interleaved states, then two scalar ones
 *     4096  four areas of 64 KiB and room for the padding
 */
const areaBytes = 64 * 1024
const areaStride = areaBytes + 256
const areasAt = 4096
const stateAt = { sha256: 0, sm3: 128 } as const
const scalarAt = { sha256: 256, sm3: 288 } as const
const algorithms = ['sha256', 'sm3'] as const
export const laneCount = 4

type Lane = {
  busy: boolean
  wanted: ReadonlySet<Algorithm>
  chunk: Uint8Array
  /** How much of the chunk is in the area already. */
  taken: number
  last: boolean
  padded: boolean
  messageBytes: number
  /** Where the unread blocks of the area begin. */
  from: number
  blocks: number
}

const nothing = new Uint8Array()
const blocksOf = (bytes: number) => Math.floor(bytes / 64)

export type FourLanes = ReturnType<typeof openFourLanes>

export function openFourLanes() {
  const kernels = openKernels(6)
  const bytes = new Uint8Array(kernels.memory.buffer)
  const words = new Uint32Array(kernels.memory.buffer)
  const view = new DataView(kernels.memory.buffer)
  const lanes: Lane[] = Array.from({ length: laneCount }, (_, lane) => ({
    busy: false,
    wanted: new Set(),
    chunk: nothing,
    taken: 0,
    last: false,
    padded: false,
    messageBytes: 0,
    from: areasAt + lane * areaStride,
    blocks: 0,
  }))
  const laneOf = (number: number): Lane => {
    const lane = lanes[number]
    if (!lane) throw new RangeError('no such lane')
    return lane
  }

  /** Copies as much as fits, and the padding behind the last byte. */
  function fill(lane: Lane, number: number) {
    const start = areasAt + number * areaStride
    const length = Math.min(areaBytes, lane.chunk.length - lane.taken)
    bytes.set(lane.chunk.subarray(lane.taken, lane.taken + length), start)
    lane.taken += length
    lane.messageBytes += length
    let stop = length
    if (lane.last && lane.taken === lane.chunk.length) {
      stop = ((length + 9 + 63) >>> 6) << 6
      bytes[start + length] = 0x80
      bytes.fill(0, start + length + 1, start + stop)
      view.setUint32(start + stop - 8, Math.floor(lane.messageBytes / 0x20000000))
      view.setUint32(start + stop - 4, (lane.messageBytes * 8) % 0x100000000)
      lane.padded = true
      lane.chunk = nothing
      lane.taken = 0
    }
    lane.from = start
    lane.blocks = blocksOf(stop)
  }

  const needs = (lane: Lane) => lane.busy && lane.blocks === 0 && !lane.padded && lane.taken === lane.chunk.length
  const ready = (lane: Lane) => lane.busy && lane.padded && lane.blocks === 0

  function runOne(lane: Lane, number: number, blocks: number) {
    for (const algorithm of algorithms) {
      if (!lane.wanted.has(algorithm)) continue
      const from = stateAt[algorithm] / 4
      const at = scalarAt[algorithm] / 4
      for (let word = 0; word < 8; word++) words[at + word] = words[from + 4 * word + number] as number
      ;(algorithm === 'sha256' ? kernels.sha256Blocks : kernels.sm3Blocks)(scalarAt[algorithm], lane.from, blocks)
      for (let word = 0; word < 8; word++) words[from + 4 * word + number] = words[at + word] as number
    }
  }

  function runMany(working: readonly Lane[], blocks: number) {
    // A lane without work is given somebody else's bytes; its state is set anew before it is used.
    const spare = (working[0] as Lane).from
    const [p0, p1, p2, p3] = lanes.map((lane) => (working.includes(lane) ? lane.from : spare)) as [
      number,
      number,
      number,
      number,
    ]
    for (const algorithm of algorithms) {
      if (!working.some((lane) => lane.wanted.has(algorithm))) continue
      ;(algorithm === 'sha256' ? kernels.sha256Lanes : kernels.sm3Lanes)(stateAt[algorithm], p0, p1, p2, p3, blocks)
    }
  }

  return {
    start(number: number, wanted: ReadonlySet<Algorithm>) {
      Object.assign(laneOf(number), {
        busy: true,
        wanted,
        chunk: nothing,
        taken: 0,
        last: false,
        padded: false,
        messageBytes: 0,
        blocks: 0,
      } satisfies Partial<Lane>)
      for (const algorithm of algorithms)
        initialState[algorithm].forEach((word, index) => {
          words[stateAt[algorithm] / 4 + 4 * index + number] = word
        })
    },
    /** @param chunk - a multiple of 64 bytes unless it is the last; kept until hashed, not copied */
    feed(number: number, chunk: Uint8Array, last: boolean) {
      const lane = laneOf(number)
      if (!needs(lane) || (!last && chunk.length % 64 !== 0)) throw new RangeError('this lane takes no such chunk now')
      lane.chunk = chunk
      lane.taken = 0
      lane.last = last
      if (last && chunk.length === 0) fill(lane, number)
    },
    needsChunk: (number: number) => needs(laneOf(number)),
    isReady: (number: number) => ready(laneOf(number)),
    isBusy: (number: number) => laneOf(number).busy,
    /** Works until a lane is finished or has nothing left to hash. */
    work() {
      for (;;) {
        lanes.forEach((lane, number) => {
          if (lane.busy && lane.blocks === 0 && !lane.padded && lane.taken < lane.chunk.length) fill(lane, number)
        })
        if (lanes.some((lane) => needs(lane) || ready(lane))) return
        const working = lanes.filter((lane) => lane.busy)
        if (working.length === 0) return
        const blocks = Math.min(...working.map((lane) => lane.blocks))
        const only = working[0]
        if (only && working.length === 1) runOne(only, lanes.indexOf(only), blocks)
        else runMany(working, blocks)
        for (const lane of working) {
          lane.blocks -= blocks
          lane.from += blocks * 64
        }
      }
    },
    digest(number: number, algorithm: Algorithm): Uint8Array {
      const out = new DataView(new ArrayBuffer(32))
      for (let word = 0; word < 8; word++)
        out.setUint32(4 * word, words[stateAt[algorithm] / 4 + 4 * word + number] as number)
      return new Uint8Array(out.buffer)
    },
    messageBytes: (number: number) => laneOf(number).messageBytes,
    free(number: number) {
      const lane = laneOf(number)
      lane.busy = false
      lane.chunk = nothing
      lane.taken = 0
    },
  }
}
