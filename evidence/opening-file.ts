import { concat, equalBytes, joined, readerOf, textOf, toHex, u32, u64, utf8 } from './bytes.ts'
import { createSha256 } from './digest.ts'
import { type Entry, encodeEntry } from './entry.ts'
import { EvidenceError } from './evidence-error.ts'
import {
  commitmentOf,
  type Disclosure,
  discloseOf,
  encodeOpening,
  longestPath,
  manifestOfLeaves,
  type Opening,
  paddingCount,
  paddingOpening,
  type Roots,
  saltOf,
} from './manifest.ts'
import { leafHash } from './merkle.ts'

/**
 * `*.tsopening`: the private side of a seal. Whoever has it can show any of the files, or all; without it nothing can
 * be shown at all.
 *
 *     0    8  "TSOPEN" 0 1
 *     8    1  algorithms: 1 SHA-256, 3 with SM3
 *     9   32  seed           salts follow from it and the ordinal
 *    41   32  blind
 *    73   16  request id
 *    89       records in the order of discovery; a record's ordinal is its number, from zero:
 *             4 length of the rest · 1 kind · 1 flags · 8 size · 8 mtime ns · 8 ctime ns · 8 inode · 4 mode ·
 *             32 SHA-256 · 32 SM3 · path
 *             4 × 0xff · 8 number of records · 8 leaves, padding included · 32 root SHA-256 · 32 root SM3
 *             32 SHA-256 of everything before
 *
 * Times, inode and mode are no evidence; they are there for a re-check to know what it need not read again.
 */
const fileMagic = concat(utf8('TSOPEN'), new Uint8Array([0, 1]))
export const openingHeaderLength = 89
export const recordFixedLength = 106
const footerMark = 0xffffffff
const footerLength = 4 + 8 + 8 + 32 + 32 + 32

/** A special file (pipe, socket, device) or an unreadable one is written down but has no leaf: nothing of it was read. */
export const recordKinds = { file: 0, symlink: 1, 'empty-directory': 2, special: 4, unreadable: 5 } as const
export type RecordKind = keyof typeof recordKinds
const kindOfCode = new Map<number, RecordKind>(
  Object.entries(recordKinds).map(([kind, code]) => [code, kind as RecordKind]),
)
/** Bits of `flags`. */
export const recordFlags = { changedWhileSealing: 1, nameNotUtf8: 2, nameCollides: 4 } as const

export type SealRecord = {
  readonly kind: RecordKind
  readonly flags: number
  readonly sizeBytes: number
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
  readonly inode: bigint
  readonly mode: number
  readonly sha256: Uint8Array
  readonly sm3: Uint8Array
  readonly path: Uint8Array
}

export type SealSecrets = {
  readonly withSm3: boolean
  readonly seed: Uint8Array
  readonly blind: Uint8Array
  readonly requestId: Uint8Array
}

export const hasLeaf = (kind: RecordKind): boolean => kind !== 'special' && kind !== 'unreadable'

export const encodeOpeningHeader = ({ withSm3, seed, blind, requestId }: SealSecrets): Uint8Array =>
  concat(fileMagic, new Uint8Array([withSm3 ? 3 : 1]), seed, blind, requestId)

export const encodeRecord = (record: SealRecord): Uint8Array =>
  concat(
    u32(recordFixedLength - 4 + record.path.length),
    new Uint8Array([recordKinds[record.kind], record.flags]),
    u64(record.sizeBytes),
    u64(record.mtimeNs),
    u64(record.ctimeNs),
    u64(record.inode),
    u32(record.mode),
    record.sha256,
    record.sm3,
    record.path,
  )

/** The footer without the digest of the whole, which the writer appends. */
export const encodeOpeningFooter = (recordCount: number, { leafCount, rootSha256, rootSm3 }: Roots): Uint8Array =>
  concat(u32(footerMark), u64(recordCount), u64(leafCount), rootSha256, rootSm3)

/** A whole file from records in memory; large seals write the same parts one after the other. */
export function encodeOpeningFile(secrets: SealSecrets, records: readonly SealRecord[], roots: Roots): Uint8Array {
  const content = joined([
    encodeOpeningHeader(secrets),
    ...records.map(encodeRecord),
    encodeOpeningFooter(records.length, roots),
  ])
  return concat(content, createSha256().update(content).digest())
}

export type OpeningFile = SealSecrets &
  Roots & { readonly recordCount: number; readonly records: () => Generator<SealRecord> }

/**
 * Opens the file and checks that it is whole; whether its roots follow from its records is for `rebuild` to say.
 *
 * @throws EvidenceError `opening-file-malformed`; `version-unknown` for a later version
 */
export function readOpeningFile(bytes: Uint8Array): OpeningFile {
  const wrong = (reason: string) => new EvidenceError('opening-file-malformed', { reason })
  if (bytes.length < openingHeaderLength + footerLength) throw wrong('too short')
  const head = readerOf(bytes.subarray(0, openingHeaderLength), 'opening-file-malformed')
  const found = head.take(8)
  if (!equalBytes(found.subarray(0, 7), fileMagic.subarray(0, 7))) throw wrong('magic')
  if (found[7] !== 1) throw new EvidenceError('version-unknown')
  const algorithms = head.u8()
  if (algorithms !== 1 && algorithms !== 3) throw wrong('algorithms')
  const secrets = { withSm3: algorithms === 3, seed: head.take(32), blind: head.take(32), requestId: head.take(16) }
  const footerAt = bytes.length - footerLength
  const foot = readerOf(bytes.subarray(footerAt), 'opening-file-malformed')
  if (foot.u32() !== footerMark) throw wrong('no end')
  const recordCount = foot.u64()
  const roots = { leafCount: foot.u64(), rootSha256: foot.take(32), rootSm3: foot.take(32) }
  if (!equalBytes(createSha256().update(bytes.subarray(0, -32)).digest(), foot.take(32))) throw wrong('digest')
  return {
    ...secrets,
    ...roots,
    recordCount,
    records: () => recordsOf(bytes.subarray(openingHeaderLength, footerAt), recordCount),
  }
}

function* recordsOf(bytes: Uint8Array, count: number): Generator<SealRecord> {
  const reader = readerOf(bytes, 'opening-file-malformed')
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const length = reader.u32()
    const pathLength = length - (recordFixedLength - 4)
    const kind = kindOfCode.get(reader.u8())
    if (!kind || pathLength < 0 || pathLength > longestPath)
      throw new EvidenceError('opening-file-malformed', { reason: 'record', ordinal })
    yield {
      kind,
      flags: reader.u8(),
      sizeBytes: reader.u64(),
      mtimeNs: reader.bigU64(),
      ctimeNs: reader.bigU64(),
      inode: reader.bigU64(),
      mode: reader.u32(),
      sha256: reader.take(32),
      sm3: reader.take(32),
      path: reader.take(pathLength),
    }
  }
  reader.end()
}

const openingOf = (record: SealRecord, ordinal: number, { seed, withSm3 }: SealSecrets): Opening => ({
  salt: saltOf(seed, ordinal),
  kind: record.kind as Opening['kind'],
  withSm3,
  sizeBytes: record.sizeBytes,
  sha256: record.sha256,
  sm3: record.sm3,
  path: record.path,
})

/**
 * Computes every leaf and both roots again from the records.
 *
 * @returns `ordinals[i]` is the record of leaf i before ordering; padding has none
 * @throws EvidenceError `opening-file-malformed` when a path stands twice; `root-mismatch` when the footer says otherwise
 */
export function rebuild(file: OpeningFile) {
  const ordinals: number[] = []
  const sha256Leaves: Uint8Array[] = []
  const sm3Leaves: Uint8Array[] = []
  const paths = new Set<string>()
  const add = (opening: Opening) => {
    const bytes = encodeOpening(opening)
    sha256Leaves.push(leafHash('sha256', bytes))
    sm3Leaves.push(leafHash('sm3', bytes))
  }
  let ordinal = 0
  for (const record of file.records()) {
    const path = toHex(record.path)
    if (paths.has(path)) throw new EvidenceError('opening-file-malformed', { reason: 'a path stands twice', ordinal })
    paths.add(path)
    if (hasLeaf(record.kind)) {
      add(openingOf(record, ordinal, file))
      ordinals.push(ordinal)
    }
    ordinal++
  }
  const padding = paddingCount(ordinals.length)
  for (let extra = 0; extra < padding; extra++) add(paddingOpening(file.seed, file.recordCount + extra, file.withSm3))
  const manifest = manifestOfLeaves(joined(sha256Leaves), joined(sm3Leaves))
  if (
    manifest.leafCount !== file.leafCount ||
    !equalBytes(manifest.rootSha256, file.rootSha256) ||
    !equalBytes(manifest.rootSm3, file.rootSm3)
  )
    throw new EvidenceError('root-mismatch')
  return { manifest, ordinals }
}

/** The entry that this seal puts in the log. */
export const entryOf = (file: SealSecrets & Roots): Entry => ({
  type: file.leafCount === 1 ? 'single-file' : 'manifest',
  withSm3: file.withSm3,
  commitment: commitmentOf(file),
  requestId: file.requestId,
  signatures: [],
})

export const encodedEntryOf = (file: SealSecrets & Roots): Uint8Array => encodeEntry(entryOf(file))

/**
 * Shows one file and nothing of the others.
 *
 * @param path - raw bytes as recorded
 * @throws EvidenceError `digest-mismatch` when no record with a leaf has this path
 */
export function discloseFile(file: OpeningFile, path: Uint8Array): Disclosure {
  const { manifest, ordinals } = rebuild(file)
  let ordinal = 0
  for (const record of file.records()) {
    if (equalBytes(record.path, path) && hasLeaf(record.kind)) {
      const place = manifest.order.indexOf(ordinals.indexOf(ordinal))
      return discloseOf(manifest, {
        opening: encodeOpening(openingOf(record, ordinal, file)),
        place,
        blind: file.blind,
      })
    }
    ordinal++
  }
  throw new EvidenceError('digest-mismatch', { reason: 'no such file in the seal' })
}

/** For display only: bytes that are no UTF-8 are shown as �. */
export function shownPath(path: Uint8Array): string {
  try {
    return textOf(path)
  } catch {
    return new TextDecoder().decode(path)
  }
}
