import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { Decrypter, Encrypter } from 'age-encryption'
import { concat, utf8 } from '../evidence/bytes.ts'
import { type Cipher, cipherOf } from './chacha.ts'
import { type Identity, identityText, randomBytes } from './identity.ts'
import { openingStream, openPayload, sealingStream, sealPayload } from './payload.ts'
import { RoomError } from './room-error.ts'

/**
 * Files of age v1, readable by its command line. The header is left to `age-encryption`; the payload, which is all the work of a large
 * file, is sealed here with the fastest cipher of the realm.
 *
 * @source https://c2sp.org/age
 */
const nonceBytes = 16
/** An empty payload as `age-encryption` ends a file with: the nonce and one tag. */
const emptyPayloadBytes = nonceBytes + 16
/** A header grows with its recipients, some 100 bytes each; a longer one is not of ours. */
const mostHeaderBytes = 64 * 1024

export async function sealFile(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { start, cipher } = await beginFile(recipients)
  return joinTwo(start, await sealPayload(cipher, owned(plain)))
}

/** @throws RoomError `not-for-this-key` · `damaged` */
export async function openFile(identities: readonly Identity[], sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const headerBytes = headerLength(sealed)
  if (headerBytes === null || sealed.length < headerBytes + emptyPayloadBytes) throw new RoomError('damaged')
  const fileKey = await fileKeyOf(identities, sealed.subarray(0, headerBytes))
  const payloadAt = headerBytes + nonceBytes
  const cipher = await payloadCipher(fileKey, sealed.subarray(headerBytes, payloadAt))
  return openPayload(cipher, owned(sealed.subarray(payloadAt)))
}

/** The same for what is too large to be held at once. */
export async function sealStream(
  recipients: readonly string[],
  plain: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const { start, cipher } = await beginFile(recipients)
  return beginningWith(start, plain.pipeThrough(sealingStream(cipher)))
}

/** @throws RoomError at once `not-for-this-key` or, for a bad header, `damaged`; in the stream `damaged` for its rest */
export async function openStream(
  identities: readonly Identity[],
  sealed: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array>> {
  const { start, headerBytes } = await readStart(sealed)
  const fileKey = await fileKeyOf(identities, start.subarray(0, headerBytes))
  const payloadAt = headerBytes + nonceBytes
  const cipher = await payloadCipher(fileKey, start.subarray(headerBytes, payloadAt))
  return beginningWith(start.subarray(payloadAt), sealed).pipeThrough(openingStream(cipher))
}

/** Reads until header and nonce are there; what was read beyond them stands behind. */
async function readStart(sealed: ReadableStream<Uint8Array>): Promise<{ start: Uint8Array; headerBytes: number }> {
  const reader = sealed.getReader()
  try {
    for (let start: Uint8Array = new Uint8Array(); ; ) {
      const headerBytes = headerLength(start)
      if (headerBytes !== null && start.length >= headerBytes + nonceBytes) return { start, headerBytes }
      const { done, value } = await reader.read()
      if (done || start.length > mostHeaderBytes) throw new RoomError('damaged')
      start = concat(start, value)
    }
  } finally {
    reader.releaseLock()
  }
}

async function beginFile(recipients: readonly string[]): Promise<{ start: Uint8Array; cipher: Cipher }> {
  if (recipients.length === 0) throw new TypeError('sealed to nobody')
  let fileKey: Uint8Array | null = null
  const encrypter = new Encrypter()
  // A recipient that leaves no trace in the header, and learns the key of the file.
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = key.slice()
      return []
    },
  })
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const empty = await encrypter.encrypt(new Uint8Array())
  if (!fileKey) throw new TypeError('no file key')
  const nonce = randomBytes(nonceBytes)
  const start = concat(empty.subarray(0, empty.length - emptyPayloadBytes), nonce)
  return { start, cipher: await payloadCipher(fileKey, nonce) }
}

const payloadCipher = (fileKey: Uint8Array, nonce: Uint8Array) =>
  cipherOf(owned(hkdf(sha256, fileKey, nonce, utf8('payload'), 32)))

async function fileKeyOf(identities: readonly Identity[], header: Uint8Array): Promise<Uint8Array> {
  let nobody = false
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identityText(identity))
  // Asked last: when it is, none of the others fitted.
  decrypter.addIdentity({
    unwrapFileKey() {
      nobody = true
      return null
    },
  })
  try {
    return await decrypter.decryptHeader(header)
  } catch {
    throw new RoomError(nobody ? 'not-for-this-key' : 'damaged')
  }
}

/** Up to and with the line of the header's MAC. @returns null when it is not there */
function headerLength(bytes: Uint8Array): number | null {
  const limit = Math.min(bytes.length, mostHeaderBytes)
  let lineAt = 0
  for (let at = 0; at < limit; at++) {
    if (bytes[at] !== 10) continue
    if (bytes[lineAt] === 45 && bytes[lineAt + 1] === 45 && bytes[lineAt + 2] === 45) return at + 1
    lineAt = at + 1
  }
  return null
}

/** Browsers' ciphers take only bytes that no other thread shares. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes)

function joinTwo(start: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(start.length + rest.length)
  both.set(start)
  both.set(rest, start.length)
  return both
}

const beginningWith = (start: Uint8Array, rest: ReadableStream<Uint8Array>) =>
  rest.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        controller.enqueue(start)
      },
    }),
  )
