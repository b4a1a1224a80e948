import { type Cipher, tagBytes } from './chacha.ts'
import { RoomError } from './room-error.ts'

/**
 * The payload of an age file: chunks of 64 KiB, each sealed for itself with its number and whether it is the last.
 *
 * Chunks depend on nothing but their number, so that several can be worked on at once.
 *
 * @source https://c2sp.org/age (Payload)
 */
const chunkBytes = 64 * 1024
const sealedChunkBytes = chunkBytes + tagBytes
/** As many chunks as are worked on at once. */
const together = 16

type Way = {
  readonly from: number
  readonly to: number
  turn(nonce: Uint8Array<ArrayBuffer>, chunk: Uint8Array<ArrayBuffer>): Promise<Uint8Array>
}
const sealing = (cipher: Cipher): Way => ({ from: chunkBytes, to: sealedChunkBytes, turn: cipher.seal })
const opening = (cipher: Cipher): Way => ({
  from: sealedChunkBytes,
  to: chunkBytes,
  turn: (nonce, chunk) =>
    chunk.length < tagBytes
      ? Promise.reject(new RoomError('damaged'))
      : cipher.open(nonce, chunk).catch(() => {
          throw new RoomError('damaged')
        }),
})

function nonceOf(number: number, last: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(3, BigInt(number))
  nonce[11] = last ? 1 : 0
  return nonce
}

/** @param first - number of the first chunk in `bytes`; only the last of the file may be shorter, and empty only where it is the first too */
async function turnChunks(
  { from, turn }: Way,
  bytes: Uint8Array<ArrayBuffer>,
  first: number,
  isEnd: boolean,
  put: (chunk: Uint8Array, at: number) => void,
) {
  const count = Math.max(1, Math.ceil(bytes.length / from))
  for (let begin = 0; begin < count; begin += together) {
    const batch = Array.from({ length: Math.min(together, count - begin) }, (_, at) => {
      const index = begin + at
      return turn(
        nonceOf(first + index, isEnd && index === count - 1),
        bytes.subarray(index * from, (index + 1) * from),
      )
    })
    for (const [at, chunk] of (await Promise.all(batch)).entries()) {
      if (chunk.length === 0 && first + begin + at > 0) throw new RoomError('damaged')
      put(chunk, begin + at)
    }
  }
}

const whole = async (way: Way, bytes: Uint8Array<ArrayBuffer>) => {
  const chunks = Math.max(1, Math.ceil(bytes.length / way.from))
  const turned = new Uint8Array(Math.max(0, bytes.length + chunks * (way.to - way.from)))
  await turnChunks(way, bytes, 0, true, (chunk, at) => turned.set(chunk, at * way.to))
  return turned
}

export const sealPayload = (cipher: Cipher, plain: Uint8Array<ArrayBuffer>) => whole(sealing(cipher), plain)
/** @throws RoomError `damaged`, for a payload that was cut off as well */
export const openPayload = (cipher: Cipher, sealed: Uint8Array<ArrayBuffer>) => whole(opening(cipher), sealed)

/** One megabyte is held back at a time: which chunk is the last is known only when nothing follows. */
function throughWay(way: Way): TransformStream<Uint8Array, Uint8Array> {
  const held = new Uint8Array(together * way.from)
  let length = 0
  let number = 0
  const turn = async (controller: TransformStreamDefaultController<Uint8Array>, isEnd: boolean) => {
    await turnChunks(way, held.subarray(0, length), number, isEnd, (chunk) => controller.enqueue(chunk))
    number += together
    length = 0
  }
  return new TransformStream({
    async transform(piece, controller) {
      for (let at = 0; at < piece.length; ) {
        if (length === held.length) await turn(controller, false)
        const taken = Math.min(held.length - length, piece.length - at)
        held.set(piece.subarray(at, at + taken), length)
        length += taken
        at += taken
      }
    },
    flush: (controller) => turn(controller, true),
  })
}

export const sealingStream = (cipher: Cipher) => throughWay(sealing(cipher))
/** What comes out of it was really sealed so, but only the end tells that nothing is missing: it errs with `damaged` then. */
export const openingStream = (cipher: Cipher) => throughWay(opening(cipher))
