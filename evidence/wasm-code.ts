/**
 * What is needed of the WebAssembly binary format to write functions by hand. Code is a tree of bytes and parts, so that
 * parts are put together without being copied.
 *
 * @source WebAssembly Core Specification 2.0 §5, with fixed-width SIMD
 */
export type Code = readonly (number | Code)[]

/** LEB128. */
export function unsigned(value: number): Code {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    bytes.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest)
    rest >>>= 7
  } while (rest > 0)
  return bytes
}

function signed(value: number): Code {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 0x7f
    rest >>= 7
    const done = (rest === 0 && !(low & 0x40)) || (rest === -1 && Boolean(low & 0x40))
    bytes.push(done ? low : low | 0x80)
    if (done) return bytes
  }
}

export const types = { i32: 0x7f, v128: 0x7b } as const

const locals = (operation: number) => {
  const known: Code[] = []
  return (local: number): Code => {
    known[local] ??= [operation, unsigned(local)]
    return known[local]
  }
}
export const get = locals(0x20)
export const set = locals(0x21)
export const tee = locals(0x22)
export const i32 = (value: number): Code => [0x41, signed(value)]
export const simd = (operation: number): Code => [0xfd, unsigned(operation)]
export const shuffle = (indices: readonly number[]): Code => [simd(13), indices]
export const call = (index: number): Code => [0x10, unsigned(index)]
export const end: Code = [0x0b]
export const loopStart: Code = [0x03, 0x40]

export type Func = {
  readonly name: string
  readonly parameters: number
  /** Behind the parameters, which are all `i32`: how many of which type. */
  readonly locals: readonly (readonly [count: number, type: number])[]
  readonly code: Code
}

/** A module of functions without results over one exported memory, which is one page long. */
export function moduleOf(functions: readonly Func[]): Uint8Array<ArrayBuffer> {
  const signatures = [...new Set(functions.map(({ parameters }) => parameters))]
  const vector = (items: readonly Code[]): Code => [unsigned(items.length), items]
  const sized = (content: Code): Code => {
    const bytes = flat(content)
    return [unsigned(bytes.length), bytes]
  }
  const section = (id: number, items: readonly Code[]): Code => [id, sized(vector(items))]
  const name = (text: string): Code => vector([...new TextEncoder().encode(text)].map((byte) => [byte]))
  return Uint8Array.from(
    flat([
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(
        1,
        signatures.map((count) => [0x60, vector(Array.from({ length: count }, () => [types.i32])), 0]),
      ),
      section(
        3,
        functions.map(({ parameters }) => unsigned(signatures.indexOf(parameters))),
      ),
      section(5, [[0, 1]]),
      section(7, [
        [name('memory'), 2, 0],
        ...functions.map((one, index): Code => [name(one.name), 0, unsigned(index)]),
      ]),
      section(
        10,
        functions.map(({ locals: own, code }) =>
          sized([vector(own.map(([count, type]) => [unsigned(count), type])), code, end]),
        ),
      ),
    ]),
  )
}

/** The engine's own way of flattening is quicker than code that runs but once. */
const flat = (code: readonly unknown[]) => code.flat(Number.POSITIVE_INFINITY) as number[]
