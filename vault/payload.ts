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

type Way = { readonly from: number; readonly to: number; readonly turn: Cipher['seal'] }
const sealing = ({ seal: turn }: Cipher): Way => ({ from: chunkBytes, to: sealedChunkBytes, turn })
const opening = ({ open }: Cipher): Way => ({
  from: sealedChunkBytes,
  to: chunkBytes,
  turn: (nonce, chunk, into) =>
    open(nonce, chunk, into).catch(() => {
      throw new RoomError('damaged')
    }),
})

function nonceOf(number: number, last: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(3, BigInt(number))
  nonce[11] = last ? 1 : 0
  return nonce
}

/**
 * @param first - number of the first chunk in `bytes`
 * @param isEnd - whether nothing follows: only the last chunk of a file may be shorter, and be empty only where it is the first too
 */
async function turnChunks(
  { from, to, turn }: Way,
  bytes: Uint8Array<ArrayBuffer>,
  first: number,
  isEnd: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const count = Math.max(1, Math.ceil(bytes.length / from))
  const lastBytes = bytes.length - (count - 1) * from + to - from
  // Too short for a tag, or an empty chunk behind others, which age forbids.
  if (lastBytes < 0 || (lastBytes === 0 && first + count > 1)) throw new RoomError('damaged')
  const turned = new Uint8Array((count - 1) * to + lastBytes)
  for (let begin = 0; begin < count; begin += together)
    await Promise.all(
      Array.from({ length: Math.min(together, count - begin) }, (_, at) => {
        const index = begin + at
        return turn(
          nonceOf(first + index, isEnd && index === count - 1),
          bytes.subarray(index * from, (index + 1) * from),
          turned.subarray(index * to, (index + 1) * to),
        )
      }),
    )
  return turned
}

export const sealPayload = (cipher: Cipher, plain: Uint8Array<ArrayBuffer>) =>
  turnChunks(sealing(cipher), plain, 0, true)
/** @throws RoomError `damaged`, for a payload that was cut off as well */
export const openPayload = (cipher: Cipher, sealed: Uint8Array<ArrayBuffer>) =>
  turnChunks(opening(cipher), sealed, 0, true)

/** Some pieces wait at either side, so that what is read, sealed and written go on beside each other. */
const waiting = { highWaterMark: 4 }

/** One megabyte is held back at a time: which chunk is the last is known only when nothing follows. */
function throughWay(way: Way): TransformStream<Uint8Array, Uint8Array> {
  const held = new Uint8Array(together * way.from)
  let length = 0
  let number = 0
  const turn = async (controller: TransformStreamDefaultController<Uint8Array>, isEnd: boolean) => {
    controller.enqueue(await turnChunks(way, held.subarray(0, length), number, isEnd))
    number += together
    length = 0
  }
  return new TransformStream(
    {
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
    },
    waiting,
    waiting,
  )
}

export const sealingStream = (cipher: Cipher) => throughWay(sealing(cipher))
/** What comes out of it was really sealed so, but only the end tells that nothing is missing: it errs with `damaged` then. */
export const openingStream = (cipher: Cipher) => throughWay(opening(cipher))
