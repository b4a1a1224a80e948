import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Whole or not at all, and on the disk before anybody is told. */
export function writeWhole(file: string, content: string): void {
  const incoming = `${file}.new`
  try {
    const descriptor = openSync(incoming, 'w', 0o644)
    try {
      writeFileSync(descriptor, content)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(incoming, file)
  } catch (error) {
    rmSync(incoming, { force: true })
    throw error
  }
}
