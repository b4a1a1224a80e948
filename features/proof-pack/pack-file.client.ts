import { unzipSync, zipSync } from 'fflate'
import { textOf, utf8 } from '../../evidence/bytes.ts'
import { indexName, indexOfPack, type PackFault, type PieceGiven, verifyPack } from './pack-verify.rules.ts'
import type { PackIndex } from './proof-pack.schema.ts'

/** The same day in every archive, so that the same pieces give the same bytes. */
const epoch = new Date(Date.UTC(2000, 0, 1))

/** One ZIP with the index first and every piece as it stands in it, stored without compression. */
export function packFile(
  pieces: readonly PieceGiven[],
  madeOn: string,
): { zip: Uint8Array; index: PackIndex; indexBytes: Uint8Array } {
  const index = indexOfPack(pieces, madeOn)
  const indexBytes = utf8(`${JSON.stringify(index, null, 2)}\n`)
  const files = Object.fromEntries([
    [indexName, indexBytes] as const,
    ...index.pieces.map(
      ({ name }) => [name, pieces.find((one) => one.name === name)?.bytes ?? new Uint8Array()] as const,
    ),
  ])
  return { zip: zipSync(files, { level: 0, mtime: epoch }), index, indexBytes }
}

/** @throws Error when it is no ZIP. @returns what does not agree, how many pieces there are, and all files */
export function checkPackFile(zip: Uint8Array): {
  faults: readonly PackFault[]
  pieces: number
  files: readonly { name: string; bytes: Uint8Array }[]
} {
  const files = new Map(
    Object.entries(unzipSync(zip, { filter: ({ originalSize }) => originalSize < 200 * 1024 * 1024 })),
  )
  const text = files.get(indexName)
  let index: unknown = null
  try {
    index = text && JSON.parse(textOf(text))
  } catch {
    index = null
  }
  return {
    faults: verifyPack(index, files),
    pieces: Math.max(0, files.size - 1),
    files: [...files].map(([name, bytes]) => ({ name, bytes })),
  }
}
