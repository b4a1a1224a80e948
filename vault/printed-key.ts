import { sha256 } from '@noble/hashes/sha2.js'
import { concat, equalBytes, utf8 } from '../evidence/bytes.ts'
import { secretBytes } from './identity.ts'
import { RoomError } from './room-error.ts'

/**
 * A key on paper: four lines of eight bytes, each with a checksum of its own, so that whoever types it in is told which line to look at.
 *
 *     1  0123-4567-89AB-CDEF
 *
 * Letters are Crockford's: no I, L, O or U. The last 16 bits of a line are the first of SHA-256 over a name, the line's number and its bytes:
 * one misread line in 65,536 goes unnoticed, and then the key opens nothing.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const lineCount = 4
const lineBytes = secretBytes / lineCount
const checkBytes = 2
const lineLetters = ((lineBytes + checkBytes) * 8) / 5

const checkOf = (line: number, bytes: Uint8Array) =>
  sha256(concat(utf8('shoumi-vault/printed/v1\0'), Uint8Array.of(line), bytes)).subarray(0, checkBytes)

export function printKey(secret: Uint8Array): string {
  const lines = Array.from({ length: lineCount }, (_, at) => {
    const bytes = secret.subarray(at * lineBytes, (at + 1) * lineBytes)
    const letters = lettersOf(concat(bytes, checkOf(at + 1, bytes)))
    return `${at + 1}  ${letters.replace(/.{4}(?=.)/g, '$&-')}`
  })
  return `${lines.join('\n')}\n`
}

/**
 * Reads what somebody typed or scanned: spaces, dashes, small and full-width letters do not matter, nor does O for 0 or I and L for 1.
 *
 * @throws RoomError `printed-key-misread` with the first line that is wrong or missing
 */
export function readPrintedKey(text: string): Uint8Array<ArrayBuffer> {
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .split('\n')
    .map((line) => line.replace(/^\s*[1-4][\s.:)、]+/, '').replace(/[\s\p{Pd}]/gu, ''))
    .filter((line) => line !== '')
  const secret = new Uint8Array(secretBytes)
  for (let at = 0; at < lineCount; at++) {
    const bytes = bytesOf(letters[at] ?? '')
    const kept = bytes.subarray(0, lineBytes)
    if (bytes.length !== lineBytes + checkBytes || !equalBytes(bytes.subarray(lineBytes), checkOf(at + 1, kept)))
      throw new RoomError('printed-key-misread', at + 1)
    secret.set(kept, at * lineBytes)
  }
  if (letters.length > lineCount) throw new RoomError('printed-key-misread', lineCount + 1)
  return secret
}

function lettersOf(bytes: Uint8Array): string {
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  let letters = ''
  for (let at = 0; at < lineLetters; at++) {
    letters = alphabet.charAt(Number(number & 31n)) + letters
    number >>= 5n
  }
  return letters
}

/** Empty when the letters are not those of a line. */
function bytesOf(letters: string): Uint8Array {
  let number = 0n
  for (const letter of letters) {
    const value = alphabet.indexOf(sameLetter[letter] ?? letter)
    if (value < 0 || letters.length !== lineLetters) return new Uint8Array()
    number = (number << 5n) | BigInt(value)
  }
  const bytes = new Uint8Array(letters === '' ? 0 : lineBytes + checkBytes)
  for (let at = bytes.length - 1; at >= 0; at--) {
    bytes[at] = Number(number & 255n)
    number >>= 8n
  }
  return bytes
}

const sameLetter: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }
