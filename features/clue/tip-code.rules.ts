/**
 * The return code of a reporter: eighty random bits as sixteen letters and digits, in groups of four.
 *
 * Of the 36 letters and digits, I, L, O and U are not used; whoever reads a one as an I or a zero as an O types what they
 * see and is understood all the same.
 *
 * @source Crockford, Base 32 (alphabet and forgiving reading)
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const codeBytes = 10
const codeLength = 16

/** @param random - ten bytes nobody can guess */
export function codeFrom(random: Uint8Array): string {
  if (random.length !== codeBytes) throw new RangeError(`a return code has ${codeBytes} bytes`)
  return grouped(base32(random))
}

/** A number to tell receipts apart: eight signs, read the same in capitals and small letters. */
export function receiptNumberFrom(random: Uint8Array): string {
  if (random.length !== 5) throw new RangeError('a receipt number has 5 bytes')
  return grouped(base32(random))
}

function base32(bytes: Uint8Array): string {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  const signs = (bytes.length * 8) / 5
  return Array.from({ length: signs }, (_, at) => alphabet[Number((value >> BigInt(5 * (signs - 1 - at))) & 31n)]).join(
    '',
  )
}

const grouped = (signs: string): string => signs.replace(/.{4}(?=.)/g, '$&-')

/**
 * A code as somebody typed it, as it was given out; null when it cannot be one. Capitals, small letters and full-width
 * signs, spaces and dashes make no difference.
 */
export function readCode(typed: string): string | null {
  const signs = plain(typed)
  return signs.length === codeLength && [...signs].every((sign) => alphabet.includes(sign)) ? grouped(signs) : null
}

/** Whether these are the last four signs of the code: shows that it was written down. */
export const endsWith = (code: string, typed: string): boolean => plain(typed) === plain(code).slice(-4)

const plain = (typed: string): string =>
  typed
    .slice(0, 200)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
