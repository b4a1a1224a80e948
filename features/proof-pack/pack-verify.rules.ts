import { sha256 } from '@noble/hashes/sha2.js'
import { defineWords } from '../../core/words.ts'
import { compareBytes, toHex, utf8 } from '../../evidence/bytes.ts'
import type { PartNumber } from '../clue/complaint.schema.ts'
import { PackIndex } from './proof-pack.schema.ts'

export const indexName = 'index.json'

/** What may be wrong with a pack. */
export const faultWords = defineWords({
  'index-malformed': ['目录（index.json）缺失或者格式有误', 'The index (index.json) is missing or malformed'],
  changed: ['文件内容与目录中的摘要不一致', 'The file is not the one whose digest is in the index'],
  missing: ['目录中列有，但文件不在', 'Listed in the index, but not there'],
  added: ['文件在，但目录中没有列出', 'There, but not listed in the index'],
})
export type PackFault = { readonly code: keyof typeof faultWords; readonly name: string }
export type PackFiles = ReadonlyMap<string, Uint8Array>

export type PieceGiven = {
  readonly part: PartNumber
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
}

/**
 * The index of these pieces; the same pieces give the same index in whatever order they come.
 *
 * @throws ZodError for no piece, or two of one name
 */
export function indexOfPack(given: readonly PieceGiven[], madeOn: string): PackIndex {
  const pieces = given
    .toSorted((a, b) => a.part - b.part || compareBytes(utf8(a.name), utf8(b.name)))
    .map(({ part, name, title, bytes }, at) => ({
      number: at + 1,
      part,
      name,
      title,
      sizeBytes: bytes.length,
      sha256: toHex(sha256(bytes)),
    }))
  return PackIndex.parse({ v: 1, kind: 'shoumi-proof-pack', madeOn, pieces })
}

/**
 * Everything that does not agree between an index and the files beside it; empty when all of it does. It tells that the
 * files are those of the index, not who made the index: for that, its digest is compared with the record of the pack.
 *
 * @param index - from a stranger
 * @param files - all files of the pack by name, with or without the index itself
 */
export function verifyPack(index: unknown, files: PackFiles): readonly PackFault[] {
  const read = PackIndex.safeParse(index)
  if (!read.success) return [{ code: 'index-malformed', name: indexName }]
  const listed = new Set(read.data.pieces.map(({ name }) => name))
  return [
    ...read.data.pieces.flatMap(({ name, sizeBytes, sha256: digest }): PackFault[] => {
      const bytes = files.get(name)
      if (!bytes) return [{ code: 'missing', name }]
      return bytes.length === sizeBytes && toHex(sha256(bytes)) === digest ? [] : [{ code: 'changed', name }]
    }),
    ...[...files.keys()]
      .filter((name) => name !== indexName && !listed.has(name))
      .map((name): PackFault => ({ code: 'added', name })),
  ]
}
