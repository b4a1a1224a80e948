import { concat, equalBytes, textOf, u32, u64, utf8 } from '../evidence/bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { encodeText } from './envelope.ts'
import type { Identity } from './identity.ts'
import type { RecordPlace } from './room.ts'
import { RoomError } from './room-error.ts'

/**
 * A record: a value of JSON, sealed with AES-256-GCM under a key of its organisation, generation and collection.
 *
 *     SRRECD\0\1 · nonce 12 · ciphertext · tag 16
 *
 * The place is authenticated with it, so that a record put in the place of another, or of an older revision of itself, does not open.
 * Inside stand the length (u32), the value and zeros up to a size that many records share.
 */
const magic = utf8('SRRECD\0\x01')
const nonceBytes = 12
const tagBytes = 16
const lengthBytes = 4

/** One key a collection: deriving one a record would take longer than opening it. Random nonces hold for 2³² records under a key. */
export async function recordKey(
  { secret }: Pick<Identity, 'secret'>,
  { organisation, collection }: Pick<RecordPlace, 'organisation' | 'collection'>,
  generation: number,
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret.slice(), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: recordInfo({ organisation, collection }, generation),
    },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

const recordInfo = (
  { organisation, collection }: Pick<RecordPlace, 'organisation' | 'collection'>,
  generation: number,
) =>
  new Uint8Array(
    concat(utf8('shoumi-vault/record/v1\0'), u32(generation), encodeText(organisation), encodeText(collection)),
  )

/** What is authenticated beside the value. */
export const encodePlace = ({ organisation, collection, id, revision }: RecordPlace, generation: number): Uint8Array =>
  concat(magic, u32(generation), u64(revision), encodeText(organisation), encodeText(collection), encodeText(id))

/** @param nonce - random, never twice under one key */
export async function sealRecord(
  key: CryptoKey,
  place: RecordPlace,
  generation: number,
  value: unknown,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const text = utf8(canonicalJson(value))
  const padded = new Uint8Array(paddedLength(lengthBytes + text.length))
  padded.set(u32(text.length))
  padded.set(text, lengthBytes)
  const cipher = await crypto.subtle.encrypt(cipherOf(place, generation, nonce), key, padded)
  return concat(magic, nonce, new Uint8Array(cipher))
}

/** @throws RoomError `damaged` for anything but what was sealed for this place, whole */
export async function openRecord(
  key: CryptoKey,
  place: RecordPlace,
  generation: number,
  sealed: Uint8Array,
): Promise<unknown> {
  const cipherAt = magic.length + nonceBytes
  if (sealed.length < cipherAt + tagBytes + lengthBytes || !equalBytes(sealed.subarray(0, magic.length), magic))
    throw new RoomError('damaged')
  try {
    const cipher = cipherOf(place, generation, sealed.slice(magic.length, cipherAt))
    const padded = new Uint8Array(await crypto.subtle.decrypt(cipher, key, sealed.slice(cipherAt)))
    const length = new DataView(padded.buffer).getUint32(0)
    if (length > padded.length - lengthBytes) throw new RoomError('damaged')
    return JSON.parse(textOf(padded.subarray(lengthBytes, lengthBytes + length)))
  } catch {
    throw new RoomError('damaged')
  }
}

const cipherOf = (place: RecordPlace, generation: number, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new Uint8Array(encodePlace(place, generation)),
})

const leastBytes = 256
const doublingBytes = 4096

/**
 * The size a record is filled up to: 256, 512 … 4096 bytes, above that Padmé, which adds at most 12 % and tells no more than a
 * floating-point number of its length would.
 *
 * @source Nikitin et al., Reducing Metadata Leakage from Encrypted Files and Communication with PURBs, 2019, §4
 */
export function paddedLength(length: number): number {
  if (length <= doublingBytes) return 2 ** Math.ceil(Math.log2(Math.max(length, leastBytes)))
  const exponent = Math.floor(Math.log2(length))
  const kept = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - kept)
  return Math.ceil(length / step) * step
}
