import { adoptKernelModule, type Kernels, openKernels } from '../../evidence/kernels.ts'

/**
 * One worker's WebAssembly memory: files are read into it, digests, records, openings and leaves are made in it, and
 * nothing is copied out before the record goes to disk.
 */
const memoryPages = 64
/** A file below this is read whole; a larger one is streamed through a lane. */
export const largeFrom = 256 * 1024
/** Fits a core's own cache together with what surrounds it. */
export const arenaBytes = 1024 * 1024
export const laneBytes = 128 * 1024
const paddingRoom = 256

/** Offsets; states are four lanes interleaved, 128 bytes. */
export const layout = {
  state: 0,
  /** Of large files, which stay between one call and the next. */
  streamState: 128,
  scalar: 256,
  saltInner: 512,
  saltOuter: 640,
  saltState: 768,
  saltMessages: 1024,
  digests: 2048,
  files: 0x1_0000,
  records: 0x1_0000 + arenaBytes + largeFrom + paddingRoom,
  leaves: 0x1_0000 + arenaBytes + largeFrom + paddingRoom + 768 * 1024,
} as const
export const recordsBytes = 768 * 1024
export const leavesBytes = 512 * 1024
export const laneAt = (lane: number): number => layout.files + lane * (laneBytes + paddingRoom)

export type WorkerMemory = {
  readonly kernels: Kernels
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly buffer: Buffer<ArrayBuffer>
  readonly words: Uint32Array<ArrayBuffer>
  /** Big-endian where not said otherwise. */
  readonly view: DataView<ArrayBuffer>
}

export function openMemory(module: WebAssembly.Module): WorkerMemory {
  adoptKernelModule(module)
  const kernels = openKernels(memoryPages)
  const { buffer } = kernels.memory
  if (!(buffer instanceof ArrayBuffer)) throw new TypeError('the memory of the kernels is never shared')
  return {
    kernels,
    bytes: new Uint8Array(buffer),
    buffer: Buffer.from(buffer),
    words: new Uint32Array(buffer),
    view: new DataView(buffer),
  }
}

/**
 * Both hashes pad alike: one bit, zeros, the length in bits in the last eight bytes.
 *
 * @param at - just behind the message's last bytes
 * @param held - how many of the message's bytes stand right before `at`, in whole blocks from their beginning
 * @param messageBytes - of the whole message
 * @returns how many blocks now stand there
 */
export function pad({ bytes, view }: WorkerMemory, at: number, held: number, messageBytes: number): number {
  const stop = at - held + (((held + 9 + 63) >>> 6) << 6)
  bytes[at] = 0x80
  bytes.fill(0, at + 1, stop - 8)
  view.setUint32(stop - 8, Math.floor(messageBytes / 0x2000_0000))
  view.setUint32(stop - 4, (messageBytes * 8) % 0x1_0000_0000)
  return (held + 9 + 63) >>> 6
}
