import { concat, utf8 } from '../../evidence/bytes.ts'
import { initialState } from '../../evidence/kernels.ts'
import { openingFixedLength } from '../../evidence/manifest.ts'
import { digestMessages, roomForMessages } from './many-messages.ts'
import { layout, leavesBytes, pad, type WorkerMemory } from './worker-memory.ts'

/** Where the fields of a record stand. @source evidence/opening-file.ts */
export const recordAt = {
  kind: 4,
  flags: 5,
  size: 6,
  mtime: 14,
  ctime: 22,
  inode: 30,
  mode: 38,
  digests: 42,
  path: 106,
}

const magic = (name: string) => concat(utf8(name), new Uint8Array([0, 1]))
const leafHead = concat(new Uint8Array([0]), magic('TSLEAF'))
const saltHead = magic('TSSALT')
const paddingKind = 3
const mostLeavesAtOnce = 2048
const digestsBytes = mostLeavesAtOnce * 32

/** Both kinds of leaf hashes by ordinal, 32 bytes each, shared by all workers. */
export type SharedLeaves = { readonly sha256: Uint8Array; readonly sm3: Uint8Array }

/**
 * Openings and leaves as `encodeOpening`, `saltOf` and `leafHash` define them, made in the worker's memory, four at a
 * time: salts by HMAC with both pads absorbed beforehand, leaves in groups of equal length.
 */
export function openPackedLeaves(memory: WorkerMemory, seed: Uint8Array, withSm3: boolean, leaves: SharedLeaves) {
  const { bytes, view, words, kernels } = memory
  const messages = roomForMessages(mostLeavesAtOnce)
  const places: number[] = []
  const digestsAt = layout.leaves
  const messagesAt = digestsAt + digestsBytes
  const stop = layout.leaves + leavesBytes
  let top = messagesAt
  preparePads(memory, seed)

  /** Salts of four ordinals, left in `digests` area as 4 × 32 bytes. */
  function salts(first: number) {
    for (let lane = 0; lane < 4; lane++) {
      const at = layout.saltMessages + lane * 64 + saltHead.length
      view.setUint32(at, Math.floor((first + lane) / 0x1_0000_0000))
      view.setUint32(at + 4, (first + lane) >>> 0)
    }
    const inner = layout.saltMessages
    bytes.copyWithin(layout.saltState, layout.saltInner, layout.saltInner + 128)
    kernels.sha256Lanes(layout.saltState, inner, inner + 64, inner + 128, inner + 192, 1)
    const outer = layout.saltMessages + 256
    writeStates(outer, 64)
    bytes.copyWithin(layout.saltState, layout.saltOuter, layout.saltOuter + 128)
    kernels.sha256Lanes(layout.saltState, outer, outer + 64, outer + 128, outer + 192, 1)
    writeStates(saltsAt, 32)
  }
  function writeStates(target: number, stride: number) {
    for (let lane = 0; lane < 4; lane++)
      for (let word = 0; word < 8; word++)
        view.setUint32(target + lane * stride + 4 * word, words[layout.saltState / 4 + 4 * word + lane] as number)
  }

  let saltsFrom = -1
  /** Where the salt of this ordinal stands. */
  function saltAt(ordinal: number): number {
    if (saltsFrom < 0 || ordinal < saltsFrom || ordinal >= saltsFrom + 4) {
      saltsFrom = ordinal
      salts(ordinal)
    }
    return saltsAt + (ordinal - saltsFrom) * 32
  }

  function flush() {
    if (messages.count === 0) return
    for (const [algorithm, into] of [
      ['sha256', leaves.sha256],
      ['sm3', leaves.sm3],
    ] as const) {
      digestMessages(memory, algorithm, messages)
      // Places that follow one another, as nearly all do, are filled at once.
      for (let from = 0; from < messages.count; ) {
        const place = places[from] as number
        let to = from + 1
        while (to < messages.count && places[to] === place + (to - from)) to++
        into.set(bytes.subarray(digestsAt + from * 32, digestsAt + to * 32), place * 32)
        from = to
      }
    }
    messages.count = 0
    places.length = 0
    top = messagesAt
  }

  function begin(ordinal: number, kind: number, pathLength: number): number {
    if (messages.count === mostLeavesAtOnce || top + openingFixedLength + pathLength + 256 > stop) flush()
    const at = top
    bytes.set(leafHead, at)
    const salt = saltAt(ordinal)
    bytes.copyWithin(at + 9, salt, salt + 32)
    bytes[at + 41] = kind
    bytes[at + 42] = withSm3 ? 3 : 1
    view.setUint32(at + 115, pathLength)
    return at
  }
  function end(at: number, pathLength: number, place: number) {
    const length = 1 + openingFixedLength + pathLength
    const blocks = pad(memory, at + length, length, length)
    const { count } = messages
    messages.at[count] = at
    messages.blocks[count] = blocks
    messages.target[count] = digestsAt + count * 32
    places[count] = place
    messages.count = count + 1
    top = at + blocks * 64
  }

  return {
    /** @param record - where a finished record stands in memory; its ordinal is its leaf's place for now */
    ofRecord(record: number, ordinal: number) {
      const pathLength = view.getUint32(record) - (recordAt.path - 4)
      const at = begin(ordinal, bytes[record + recordAt.kind] as number, pathLength)
      bytes.copyWithin(at + 43, record + recordAt.size, record + recordAt.size + 8)
      bytes.copyWithin(at + 51, record + recordAt.digests, record + recordAt.digests + 64)
      bytes.copyWithin(at + 119, record + recordAt.path, record + recordAt.path + pathLength)
      end(at, pathLength, ordinal)
    },
    ofPadding(ordinal: number, place: number) {
      const at = begin(ordinal, paddingKind, 0)
      bytes.fill(0, at + 43, at + 119)
      end(at, 0, place)
    },
    flush,
  }
}

const saltsAt = layout.saltMessages + 512

/** Both pads of HMAC absorbed into a state each, and the fixed bytes of the two messages that follow. @source RFC 2104 */
function preparePads({ bytes, words, view, kernels }: WorkerMemory, seed: Uint8Array): void {
  for (const [target, mask] of [
    [layout.saltInner, 0x36],
    [layout.saltOuter, 0x5c],
  ] as const) {
    bytes.fill(mask, layout.digests, layout.digests + 64)
    seed.forEach((byte, index) => {
      bytes[layout.digests + index] = byte ^ mask
    })
    words.set(initialState.sha256, layout.scalar / 4)
    kernels.sha256Blocks(layout.scalar, layout.digests, 1)
    for (let word = 0; word < 8; word++)
      words.fill(words[layout.scalar / 4 + word] as number, target / 4 + 4 * word, target / 4 + 4 * word + 4)
  }
  for (let lane = 0; lane < 4; lane++) {
    const inner = layout.saltMessages + lane * 64
    const outer = inner + 256
    bytes.fill(0, inner, inner + 64)
    bytes.fill(0, outer, outer + 64)
    bytes.set(saltHead, inner)
    bytes[inner + 16] = 0x80
    view.setUint32(inner + 60, (64 + 16) * 8)
    bytes[outer + 32] = 0x80
    view.setUint32(outer + 60, (64 + 32) * 8)
  }
}
