import { isUtf8 } from 'node:buffer'

/**
 * A path as the file system has it: bytes, one character each ('latin1'). Names need not be UTF-8, and a string is far
 * cheaper to hold, join and hand to a worker than a buffer per name.
 */
export type BytePath = string

// biome-ignore lint/suspicious/noControlCharactersInRegex: every byte below 128 is meant
const ascii = /^[\x00-\x7f]*$/
export const isAscii = (path: BytePath): boolean => ascii.test(path)

export const bytePathOf = (text: string): BytePath => (isAscii(text) ? text : Buffer.from(text).toString('latin1'))
export const bytesOfPath = (path: BytePath): Buffer => Buffer.from(path, 'latin1')

/** What `node:fs` takes: the plain string where every encoding agrees on it, the bytes otherwise. */
export const forFs = (path: BytePath): string | Buffer => (isAscii(path) ? path : bytesOfPath(path))

export const joinBytePath = (folder: BytePath, name: BytePath): BytePath => (folder === '' ? name : `${folder}/${name}`)

export const isValidUtf8 = (path: BytePath): boolean => isAscii(path) || isUtf8(bytesOfPath(path))

/** Two names that fold alike cannot both stand in one folder of macOS or Windows. */
export const foldedName = (name: BytePath): string =>
  isValidUtf8(name)
    ? bytesOfPath(name).toString().normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
    : `\0${name.toLowerCase()}`
