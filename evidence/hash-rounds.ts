import { type Code, get, set, tee } from './wasm-code.ts'

/**
 * What SHA-256 and SM3 do with one block, written down once for a word that is held alone and for four of them side by
 * side: `Lane` says how a word is held and rotated.
 *
 * @source SHA-256: FIPS 180-4 · SM3: GB/T 32905-2016
 */

/** How one 32-bit word is held: alone, or four of them side by side. */
export type Lane = {
  readonly add: Code
  readonly xor: Code
  readonly and: Code
  /** One of the round constants. */
  readonly constant: (word: number) => Code
  /** Rotate the word in a local to the left. */
  readonly rotate: (local: number, by: number) => Code
  readonly shiftRight: (local: number, by: number) => Code
}

/** Emits 64 rounds over locals: `message` is a window of 16 words, `state` the eight working words, `spare` free. */
type Rounds = (lane: Lane, message: readonly number[], state: readonly number[], spare: readonly number[]) => Code

export const at = (list: readonly number[], index: number): number => {
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

/** Every constant of both, in the order in which they stand in memory. */
export const roundConstants = [
  ...sha256Constants,
  ...Array.from({ length: 64 }, (_, round) => sm3Constant(round) >>> 0),
]

export type Hash = { readonly rounds: Rounds; readonly fold: (lane: Lane) => Code; readonly initial: readonly number[] }
export const hashes = {
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
