import { concat } from './bytes.ts'
import { initialState, type Kernels, openKernels } from './kernels.ts'

export type Algorithm = 'sha256' | 'sm3'

/** Takes bytes as they come; `digest` may be asked once. */
export type Hasher = { update(bytes: Uint8Array): Hasher; digest(): Uint8Array }

const windowAt = 1024
const windowSize = 64 * 1024 - windowAt - 1024

let shared: { kernels: Kernels; bytes: Uint8Array; words: Uint32Array } | null = null
/** One small instance per realm, opened when first needed. Each call leaves nothing in it that the next one reads. */
function scratch() {
  if (!shared) {
    const kernels = openKernels(1)
    const { buffer } = kernels.memory
    shared = { kernels, bytes: new Uint8Array(buffer), words: new Uint32Array(buffer) }
  }
  return shared
}

function hasher(algorithm: Algorithm): Hasher {
  const { kernels, bytes, words } = scratch()
  const compress = algorithm === 'sha256' ? kernels.sha256Blocks : kernels.sm3Blocks
  const state = Uint32Array.from(initialState[algorithm])
  const held = new Uint8Array(64)
  let heldLength = 0
  let length = 0
  let done = false
  const run = (chunk: Uint8Array) => {
    words.set(state)
    for (let from = 0; from < chunk.length; from += windowSize) {
      const part = chunk.subarray(from, from + windowSize)
      bytes.set(part, windowAt)
      compress(0, windowAt, part.length / 64)
    }
    state.set(words.subarray(0, 8))
  }
  const self: Hasher = {
    update(chunk) {
      if (done) throw new TypeError('the digest was already taken')
      length += chunk.length
      let from = 0
      if (heldLength > 0) {
        from = Math.min(64 - heldLength, chunk.length)
        held.set(chunk.subarray(0, from), heldLength)
        heldLength += from
        if (heldLength < 64) return self
        run(held)
        heldLength = 0
      }
      const whole = (chunk.length - from) & ~63
      if (whole > 0) run(chunk.subarray(from, from + whole))
      heldLength = chunk.length - from - whole
      held.set(chunk.subarray(from + whole), 0)
      return self
    },
    digest() {
      if (done) throw new TypeError('the digest was already taken')
      done = true
      const tail = new Uint8Array(heldLength < 56 ? 64 : 128)
      tail.set(held.subarray(0, heldLength))
      tail[heldLength] = 0x80
      const view = new DataView(tail.buffer)
      view.setUint32(tail.length - 8, Math.floor(length / 0x20000000))
      view.setUint32(tail.length - 4, (length << 3) >>> 0)
      run(tail)
      const out = new DataView(new ArrayBuffer(32))
      state.forEach((word, index) => {
        out.setUint32(4 * index, word)
      })
      return new Uint8Array(out.buffer)
    },
  }
  return self
}

export const createSha256 = (): Hasher => hasher('sha256')
export const createSm3 = (): Hasher => hasher('sm3')
export const createHasher = hasher

const blocksFor = (length: number) => (length + 9 + 63) >>> 6

/** The short way: a message that fits the window is padded in place, with no copies besides. */
function digest(algorithm: Algorithm, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const blocks = blocksFor(length)
  if (blocks * 64 > windowSize) {
    const hash = hasher(algorithm)
    for (const part of parts) hash.update(part)
    return hash.digest()
  }
  const { kernels, bytes, words } = scratch()
  let at = windowAt
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  const stop = windowAt + blocks * 64
  bytes[at] = 0x80
  bytes.fill(0, at + 1, stop)
  words[(stop - 4) / 4] = swap((length << 3) >>> 0)
  words.set(initialState[algorithm])
  ;(algorithm === 'sha256' ? kernels.sha256Blocks : kernels.sm3Blocks)(0, windowAt, blocks)
  const out = new Uint8Array(32)
  for (let word = 0; word < 8; word++) {
    const value = words[word] as number
    out[4 * word] = value >>> 24
    out[4 * word + 1] = value >>> 16
    out[4 * word + 2] = value >>> 8
    out[4 * word + 3] = value
  }
  return out
}

const swap = (word: number) => ((word & 255) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)

/** 32 bytes over the parts one after the other. @source FIPS 180-4 */
export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => digest('sha256', parts)
/** 32 bytes over the parts one after the other. @source GB/T 32905-2016 */
export const sm3 = (...parts: readonly Uint8Array[]): Uint8Array => digest('sm3', parts)
export const digestOf = (algorithm: Algorithm, ...parts: readonly Uint8Array[]): Uint8Array => digest(algorithm, parts)

/** @source RFC 2104 */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha256(key) : key)
  const pad = (byte: number) => block.map((own) => own ^ byte)
  return sha256(pad(0x5c), sha256(concat(pad(0x36), ...parts)))
}
