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

/** Above what any system takes for a path. */
const longestPath = 65_536

/**
 * Paths as bytes for `node:fs`, one after the other in one buffer, what the names of a folder share written once: a new
 * buffer or a decoding for each name costs as much as a system call. A path is good until the next one is asked for.
 */
export function pathsBelow(root: BytePath): (folder: BytePath, name: BytePath) => Buffer {
  const bytes = Buffer.allocUnsafe(longestPath)
  let shared: BytePath | null = null
  let length = 0
  return (folder, name) => {
    if (folder !== shared) {
      shared = folder
      length = bytes.write(folder === '' ? `${root}/` : `${root}/${folder}/`, 'latin1')
    }
    const stop = length + name.length
    if (stop > longestPath) return bytesOfPath(`${root}/${joinBytePath(folder, name)}`)
    bytes.write(name, length, 'latin1')
    return bytes.subarray(0, stop)
  }
}

export const joinBytePath = (folder: BytePath, name: BytePath): BytePath => (folder === '' ? name : `${folder}/${name}`)

export const isValidUtf8 = (path: BytePath): boolean => isAscii(path) || isUtf8(bytesOfPath(path))

/** Two names that fold alike cannot both stand in one folder of macOS or Windows. */
export const foldedName = (name: BytePath): string =>
  isValidUtf8(name)
    ? bytesOfPath(name).toString().normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
    : `\0${name.toLowerCase()}`
