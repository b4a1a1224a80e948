import { isUtf8 } from 'node:buffer'

/** The recorded bytes as text; what is no UTF-8 is written out byte by byte, so that it can be typed. */
export function nameText(path: Uint8Array): string {
  const bytes = Buffer.from(path.buffer, path.byteOffset, path.byteLength)
  if (isUtf8(bytes)) return bytes.toString()
  return bytes.toString('latin1').replace(/[^ -~]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

const obeyed = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** For a terminal, which a name must neither move, nor clear, nor turn around. */
export const printable = (text: string): string =>
  text.replace(obeyed, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const shownName = (path: Uint8Array): string => printable(nameText(path))

/** A path as it can be typed again here: short where it lies below, quoted where a shell would take it apart. */
export function typedPath(path: string, folder = process.cwd()): string {
  const short = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
  const plain = short.startsWith('-') ? `./${short}` : short
  return /^[\p{L}\p{N}_./-]+$/u.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`
}
