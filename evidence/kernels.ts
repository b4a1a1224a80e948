import { at, type Hash, hashes, type Lane, roundConstants } from './hash-rounds.ts'
import {
  type Code,
  call,
  type Func,
  get,
  i32,
  loopStart,
  moduleOf,
  set,
  shuffle,
  simd,
  tee,
  types,
  unsigned,
} from './wasm-code.ts'

/**
 * SHA-256 and SM3 compression as WebAssembly, emitted here: no toolchain, no binary in the tree.
 *
 * Four messages at a time in SIMD lanes (no platform offers SM3 that way), and one at a time for tails, single
 * streams and engines without SIMD.
 */

const single: Lane = {
  add: [0x6a],
  xor: [0x73],
  and: [0x71],
  constant: i32,
  rotate: (local, by) => [get(local), i32(by), 0x77],
  shiftRight: (local, by) => [get(local), i32(by), 0x76],
}

/** Locals of the functions for four lanes, behind their six parameters. */
const tableAt = 6
const byteRotation = 7
const rotatedBytes = [3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14]

/**
 * Engines put a vector constant together with four or five instructions wherever it is used, that of a shuffle included.
 * The round constants are loaded from memory instead, and one vector is kept for all rotations by eight: a quarter faster.
 */
const four: Lane = {
  add: simd(174),
  xor: simd(81),
  and: simd(78),
  constant: (word) => [get(tableAt), simd(9), 2, unsigned(4 * roundConstants.indexOf(word >>> 0))],
  rotate: (local, by) =>
    by === 8
      ? [get(local), get(byteRotation), simd(14)]
      : [get(local), i32(by), simd(171), get(local), i32(32 - by), simd(173), simd(80)],
  shiftRight: (local, by) => [get(local), i32(by), simd(173)],
}

/** The constants stand at the very end of the memory; what its last page begins with is scratch. */
const tableBytes = 4 * roundConstants.length
const pageBytes = 65_536

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)
const nothingToDo = (blocks: number): Code => [get(blocks), 0x45, 0x04, 0x40, 0x0f, 0x0b]
const nextBlock = (blocks: number): Code => [get(blocks), i32(1), 0x6b, tee(blocks), 0x0d, 0x00]
const advance = (pointer: number): Code => [get(pointer), i32(64), 0x6a, set(pointer)]

/** Where so many last bytes of the memory begin. */
const fromTheEnd = (bytes: number): Code => [0x3f, 0, i32(16), 0x74, i32(bytes), 0x6b]
const load4 = (offset: number): Code => [simd(0), 0, unsigned(offset)]
const store4 = (offset: number): Code => [simd(11), 0, unsigned(offset)]
const vector = (bytes: readonly number[]): Code => [simd(12), bytes]
const bytesOfWord = (word: number) => [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, (word >>> 24) & 255]
const swapEachWord = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]

/** Turns four rows of four words into columns, in place. */
function transpose(rows: readonly number[], spare: readonly number[]): Code {
  const lowWords = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
  const highWords = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]
  const lowHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]
  const highHalves = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31]
  const [a, b, c, d] = rows as [number, number, number, number]
  const [t0, t1, t2, t3] = spare as [number, number, number, number]
  const mix = (x: number, y: number, indices: readonly number[], into: number): Code => [
    [get(x), get(y), shuffle(indices), set(into)],
  ]
  return [
    [mix(a, b, lowWords, t0), mix(a, b, highWords, t1)],
    [mix(c, d, lowWords, t2), mix(c, d, highWords, t3)],
    [mix(t0, t2, lowHalves, a), mix(t0, t2, highHalves, b)],
    [mix(t1, t3, lowHalves, c), mix(t1, t3, highHalves, d)],
  ]
}

/** (state, four pointers, blocks): four messages of the same number of blocks. */
function lanes(name: string, hash: Hash): Func {
  const [target, p0, blocks] = [0, 1, 5]
  const message = range(8, 16)
  const state = range(24, 8)
  const spare = range(32, 4)
  const before = range(36, 8)
  const code: Code[] = [
    nothingToDo(blocks),
    [fromTheEnd(tableBytes), set(tableAt)],
    [vector(rotatedBytes), set(byteRotation)],
  ]
  state.forEach((local, word) => {
    code.push(get(target), load4(16 * word), set(local))
  })
  code.push(loopStart)
  state.forEach((local, word) => {
    code.push(get(local), set(at(before, word)))
  })
  for (let quarter = 0; quarter < 4; quarter++) {
    const rows = message.slice(4 * quarter, 4 * quarter + 4)
    rows.forEach((row, lane) => {
      code.push([get(p0 + lane), load4(16 * quarter), tee(row), get(row), shuffle(swapEachWord), set(row)])
    })
    code.push(transpose(rows, spare))
  }
  code.push(hash.rounds(four, message, state, spare))
  state.forEach((local, word) => {
    code.push(get(local), get(at(before, word)), hash.fold(four), set(local))
  })
  for (let lane = 0; lane < 4; lane++) code.push(advance(p0 + lane))
  code.push(nextBlock(blocks), [0x0b])
  state.forEach((local, word) => {
    code.push(get(target), get(local), store4(16 * word))
  })
  return {
    name,
    parameters: 6,
    locals: [
      [1, types.i32],
      [37, types.v128],
    ],
    code,
  }
}

/** (output, four pointers, blocks): from the initial state to digests, by the function for four lanes. */
function digests(name: string, hash: Hash, lanesIndex: number): Func {
  const [target, p0, blocks] = [0, 1, 5]
  const scratch = 6
  const rows = range(7, 4)
  const spare = range(11, 4)
  const code: Code[] = [nothingToDo(blocks), fromTheEnd(pageBytes), set(scratch)]
  hash.initial.forEach((word, index) => {
    const initial = bytesOfWord(word)
    code.push(get(scratch), vector([...initial, ...initial, ...initial, ...initial]), store4(16 * index))
  })
  code.push(get(scratch), range(p0, 4).map(get), get(blocks), call(lanesIndex))
  for (let half = 0; half < 2; half++) {
    rows.forEach((row, word) => {
      code.push(get(scratch), load4(64 * half + 16 * word), set(row))
    })
    code.push(transpose(rows, spare))
    rows.forEach((row, lane) => {
      code.push(get(target), get(row), get(row), shuffle(swapEachWord), store4(32 * lane + 16 * half))
    })
  }
  return {
    name,
    parameters: 6,
    locals: [
      [1, types.i32],
      [8, types.v128],
    ],
    code,
  }
}

/** (state, pointer, blocks): one message. */
function blocksOfOne(name: string, hash: Hash): Func {
  const [target, pointer, blocks] = [0, 1, 2]
  const message = range(3, 16)
  const state = range(19, 8)
  const spare = range(27, 4)
  const before = range(31, 8)
  const swap = at(spare, 0)
  const load = (offset: number): Code => [0x28, 2, unsigned(offset)]
  const code: Code[] = [nothingToDo(blocks)]
  state.forEach((local, word) => {
    code.push(get(target), load(4 * word), set(local))
  })
  code.push(loopStart)
  state.forEach((local, word) => {
    code.push(get(local), set(at(before, word)))
  })
  message.forEach((local, word) => {
    code.push(
      [get(pointer), load(4 * word), tee(swap), i32(0x00ff00ff), 0x71, i32(24), 0x77],
      [get(swap), i32(0xff00ff00 | 0), 0x71, i32(8), 0x77, 0x72, set(local)],
    )
  })
  code.push(hash.rounds(single, message, state, spare))
  state.forEach((local, word) => {
    code.push(get(local), get(at(before, word)), hash.fold(single), set(local))
  })
  code.push(advance(pointer), nextBlock(blocks), [0x0b])
  state.forEach((local, word) => {
    code.push([get(target), get(local), 0x36, 2, unsigned(4 * word)])
  })
  return { name, parameters: 3, locals: [[36, types.i32]], code }
}

const scalarFunctions = () => [blocksOfOne('sha256Blocks', hashes.sha256), blocksOfOne('sm3Blocks', hashes.sm3)]
/** Behind the scalar ones, which have the numbers 0 and 1. */
const laneFunctions = () => [
  lanes('sha256Lanes', hashes.sha256),
  lanes('sm3Lanes', hashes.sm3),
  digests('sha256Digests', hashes.sha256, 2),
  digests('sm3Digests', hashes.sm3, 3),
]

type FourLanes = (target: number, p0: number, p1: number, p2: number, p3: number, blocks: number) => void
type OneLane = (state: number, pointer: number, blocks: number) => void

/** All pointers are byte offsets into `memory`; lengths are whole 64-byte blocks, padding already in place. */
export type Kernels = {
  readonly memory: WebAssembly.Memory
  /** State: eight native-endian words at `state`. */
  readonly sha256Blocks: OneLane
  readonly sm3Blocks: OneLane
  /** State: word i of lane l at `state + 16·i + 4·l`. */
  readonly sha256Lanes: FourLanes
  readonly sm3Lanes: FourLanes
  /** From the initial state to four finished digests of 32 bytes, one after the other. */
  readonly sha256Digests: FourLanes
  readonly sm3Digests: FourLanes
}

export const initialState = {
  sha256: Uint32Array.from(hashes.sha256.initial),
  sm3: Uint32Array.from(hashes.sm3.initial),
}

let compiled: WebAssembly.Module | null = null

/** Made once in each realm, whatever the memory: making it takes longer than all else at the start of a worker. */
export function kernelModule(): WebAssembly.Module {
  if (compiled === null) {
    const scalar = scalarFunctions()
    compiled = moduleIfValid(moduleOf([...scalar, ...laneFunctions()])) ?? new WebAssembly.Module(moduleOf(scalar))
  }
  return compiled
}

/** Null where the engine has no SIMD. */
function moduleIfValid(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return null
    throw error
  }
}

/** Takes the module that another realm made, instead of making it again. */
export const adoptKernelModule = (module: WebAssembly.Module): void => {
  compiled = module
}

/** @param pages - of 64 KiB, for the caller; the kernels keep one more, behind them */
export function openKernels(pages: number): Kernels {
  const { exports } = new WebAssembly.Instance(kernelModule())
  const found = exports as Kernels
  found.memory.grow(pages)
  const { buffer } = found.memory
  new Uint32Array(buffer, buffer.byteLength - tableBytes).set(roundConstants)
  return 'sha256Lanes' in exports ? found : { ...found, ...lanesOneByOne(found) }
}

/** The scalar fallback, for engines without SIMD: the same calls, one lane after the other. */
export function lanesOneByOne(kernels: Pick<Kernels, 'memory' | 'sha256Blocks' | 'sm3Blocks'>): Kernels {
  const words = new Uint32Array(kernels.memory.buffer)
  const scratch = kernels.memory.buffer.byteLength - pageBytes
  const streaming =
    (one: OneLane): FourLanes =>
    (state, p0, p1, p2, p3, blocks) => {
      ;[p0, p1, p2, p3].forEach((pointer, lane) => {
        for (let word = 0; word < 8; word++) words[scratch / 4 + word] = words[state / 4 + 4 * word + lane] as number
        one(scratch, pointer, blocks)
        for (let word = 0; word < 8; word++) words[state / 4 + 4 * word + lane] = words[scratch / 4 + word] as number
      })
    }
  const finished =
    (one: OneLane, initial: Uint32Array): FourLanes =>
    (out, p0, p1, p2, p3, blocks) => {
      const view = new DataView(kernels.memory.buffer)
      ;[p0, p1, p2, p3].forEach((pointer, lane) => {
        words.set(initial, scratch / 4)
        one(scratch, pointer, blocks)
        for (let word = 0; word < 8; word++)
          view.setUint32(out + 32 * lane + 4 * word, words[scratch / 4 + word] as number)
      })
    }
  return {
    memory: kernels.memory,
    sha256Blocks: kernels.sha256Blocks,
    sm3Blocks: kernels.sm3Blocks,
    sha256Lanes: streaming(kernels.sha256Blocks),
    sm3Lanes: streaming(kernels.sm3Blocks),
    sha256Digests: finished(kernels.sha256Blocks, initialState.sha256),
    sm3Digests: finished(kernels.sm3Blocks, initialState.sm3),
  }
}
