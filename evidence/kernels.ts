import {
  type Code,
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
 * streams and engines without SIMD. One function describes each hash; `Lane` says how a word is held and rotated.
 *
 * @source SHA-256: FIPS 180-4 · SM3: GB/T 32905-2016
 */

/** How one 32-bit word is held: alone, or four of them side by side. */
type Lane = {
  readonly add: Code
  readonly xor: Code
  readonly and: Code
  /** One of the round constants. */
  readonly constant: (word: number) => Code
  /** Rotate the word in a local to the left. */
  readonly rotate: (local: number, by: number) => Code
  readonly shiftRight: (local: number, by: number) => Code
}

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

/** Emits 64 rounds over locals: `message` is a window of 16 words, `state` the eight working words, `spare` free. */
type Rounds = (lane: Lane, message: readonly number[], state: readonly number[], spare: readonly number[]) => Code

const at = (list: readonly number[], index: number): number => {
  const found = list[index]
  if (found === undefined) throw new RangeError('no such local')
  return found
}

const sha256Constants = (() => {
  const constants: number[] = []
  const isPrime = (n: number) => {
    for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
    return true
  }
  for (let n = 2; constants.length < 64; n++)
    if (isPrime(n)) {
      const root = Math.cbrt(n)
      constants.push(Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0)
    }
  return constants
})()

/** @source FIPS 180-4 §6.2.2 */
const sha256Rounds: Rounds = ({ add, xor, and, constant, rotate, shiftRight }, message, state, spare) => {
  const right = (local: number, by: number) => rotate(local, 32 - by)
  const t = at(spare, 0)
  const code: Code[] = []
  let turn = [...state]
  for (let round = 0; round < 64; round++) {
    const [a, b, c, d, e, f, g, h] = turn as [number, number, number, number, number, number, number, number]
    const word = (back: number) => at(message, (round - back + 64) % 16)
    const now = word(0)
    if (round >= 16) {
      const w2 = word(2)
      const w15 = word(15)
      code.push(
        get(now),
        [right(w2, 17), right(w2, 19), xor, shiftRight(w2, 10), xor, add],
        [get(word(7)), add],
        [right(w15, 7), right(w15, 18), xor, shiftRight(w15, 3), xor, add, set(now)],
      )
    }
    code.push(
      [get(h), right(e, 6), right(e, 11), xor, right(e, 25), xor, add],
      [get(f), get(g), xor, get(e), and, get(g), xor, add],
      [get(now), constant(at(sha256Constants, round)), add, add, set(t)],
      [get(d), get(t), add, set(d)],
      [get(t), right(a, 2), right(a, 13), xor, right(a, 22), xor, add],
      [get(a), get(b), xor, get(b), get(c), xor, and, get(b), xor, add, set(h)],
    )
    turn = [h, a, b, c, d, e, f, g]
  }
  return code
}

const sm3Constant = (round: number) => {
  const base = round < 16 ? 0x79cc4519 : 0x7a879d8a
  const by = round % 32
  return by === 0 ? base : (base << by) | (base >>> (32 - by))
}

/**
 * P0 and P1 rotate by 9 and 17, 15 and 23; with y = x ⊕ (x ⋘ 8) they become one rotation of y by 9 or 15, and the
 * rotation by 8 is one instruction in SIMD. What is known early is added first, so that the next round need not wait.
 *
 * @source GB/T 32905-2016 §5.3
 */
const sm3Rounds: Rounds = ({ add, xor, and, constant, rotate }, message, state, spare) => {
  const [t0, t1, t2, t3] = spare as [number, number, number, number, number]
  const code: Code[] = []
  const permute = (from: number, scratch: number, by: number): Code => [
    [rotate(from, 8), get(from), xor, set(scratch)],
    [rotate(scratch, by), get(from), xor],
  ]
  let turn = [...state]
  for (let round = 0; round < 64; round++) {
    const [a, b, c, d, e, f, g, h] = turn as [number, number, number, number, number, number, number, number]
    const word = (index: number) => at(message, index % 16)
    if (round + 4 >= 16) {
      const next = round + 4
      const target = word(next)
      code.push(
        [get(target), get(word(next - 9)), xor, rotate(word(next - 3), 15), xor, set(t0)],
        [permute(t0, t1, 15), rotate(word(next - 13), 7), xor, get(word(next - 6)), xor, set(target)],
      )
    }
    const now = word(round)
    const ff: Code =
      round < 16 ? [get(a), get(b), xor, get(c), xor] : [get(a), get(b), xor, get(b), get(c), xor, and, get(b), xor]
    const gg: Code = round < 16 ? [get(e), get(f), xor, get(g), xor] : [get(f), get(g), xor, get(e), and, get(g), xor]
    code.push(
      [rotate(a, 12), tee(t0), constant(sm3Constant(round)), add, get(e), add, set(t1)],
      [rotate(t1, 7), tee(t1), get(t0), xor, set(t0)],
      [get(d), get(now), get(word(round + 4)), xor, add, ff, add, get(t0), add, set(d)],
      [get(h), get(now), add, gg, add, get(t1), add, set(t2)],
      [rotate(b, 9), set(b), rotate(f, 19), set(f)],
      [permute(t2, t3, 9), set(h)],
    )
    turn = [d, a, b, c, h, e, f, g]
  }
  return code
}

/** Where the code of four lanes finds them: at the end of the memory. */
const roundConstants = [...sha256Constants, ...Array.from({ length: 64 }, (_, round) => sm3Constant(round) >>> 0)]
const tableBytes = 4 * roundConstants.length
const pageBytes = 65_536

type Hash = { readonly rounds: Rounds; readonly fold: (lane: Lane) => Code; readonly initial: readonly number[] }
const hashes = {
  sha256: {
    rounds: sha256Rounds,
    fold: (lane) => lane.add,
    initial: [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
  },
  sm3: {
    rounds: sm3Rounds,
    fold: (lane) => lane.xor,
    initial: [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e],
  },
} satisfies Record<string, Hash>

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)
const nothingToDo = (blocks: number): Code => [get(blocks), 0x45, 0x04, 0x40, 0x0f, 0x0b]
const nextBlock = (blocks: number): Code => [get(blocks), i32(1), 0x6b, tee(blocks), 0x0d, 0x00]
const advance = (pointer: number): Code => [get(pointer), i32(64), 0x6a, set(pointer)]

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

/** (state or output, four pointers, blocks): four messages of the same number of blocks. */
function lanes(name: string, hash: Hash, oneShot: boolean): Func {
  const [target, p0, blocks] = [0, 1, 5]
  const message = range(8, 16)
  const state = range(24, 8)
  const spare = range(32, 4)
  const before = range(36, 8)
  const code: Code[] = [
    nothingToDo(blocks),
    [0x3f, 0, i32(16), 0x74, i32(tableBytes), 0x6b, set(tableAt)],
    [vector(rotatedBytes), set(byteRotation)],
  ]
  state.forEach((local, word) => {
    const initial = bytesOfWord(at(hash.initial, word))
    code.push(
      oneShot ? vector([...initial, ...initial, ...initial, ...initial]) : [get(target), load4(16 * word)],
      set(local),
    )
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
  if (oneShot)
    for (let half = 0; half < 2; half++) {
      const rows = state.slice(4 * half, 4 * half + 4)
      code.push(transpose(rows, spare))
      rows.forEach((row, lane) => {
        code.push(get(target), get(row), get(row), shuffle(swapEachWord), store4(32 * lane + 16 * half))
      })
    }
  else
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
const laneFunctions = () => [
  lanes('sha256Lanes', hashes.sha256, false),
  lanes('sha256Digests', hashes.sha256, true),
  lanes('sm3Lanes', hashes.sm3, false),
  lanes('sm3Digests', hashes.sm3, true),
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
    const whole = moduleOf([...scalarFunctions(), ...laneFunctions()])
    compiled = new WebAssembly.Module(WebAssembly.validate(whole) ? whole : moduleOf(scalarFunctions()))
  }
  return compiled
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
