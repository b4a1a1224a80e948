import { type ArchiveEntry, archiveMoment, crc32, directoryOf, isPlainName, localHeader } from './archive.ts'
import { joined, textOf, toHex, utf8 } from './bytes.ts'
import { sha256, sm3 } from './digest.ts'
import { EvidenceError, readOrNull } from './evidence-error.ts'
import { compareFiles, type FileFound, type GivenFiles, type ListedFile, wholeOf, withFolders } from './given-files.ts'
import type { Disclosure } from './manifest.ts'
import { malformedAs } from './note.ts'
import { isProofOf, readOneFileProof } from './one-file.ts'
import { decodeProofPackage } from './proof-package.ts'
import { contentOf, decodeReceipt, fieldsOf, parseJson, type Receipt, textIn } from './receipt.ts'
import type { Trust } from './trust.ts'
import { type Verification, verifyReceipt } from './verify.ts'

/**
 * A proof pack (举证包): what a right holder lays before an authority about one secret, as one archive.
 *
 * `index.json` lists every piece with its digests, in the order of the complaint; `index.tsproof`, where there is one, shows
 * that this index was in a public log no later than its receipt tells; receipts of deposits are pieces among the others.
 */
export type PackIndex = {
  /** A moment in UTC, to the second, as the maker's clock had it: a claim. */
  readonly madeAt: string
  readonly organisation: string
  readonly subject: string
  readonly pieces: readonly PackPiece[]
}
/** `part` is that of the complaint, 1 to 11; 0 for what only explains the pack. */
export type PackPiece = ListedFile & { readonly part: number; readonly title: string }

export const packFormat = 'shoumi-pack'
export const packIndexName = 'index.json'
export const packProofName = 'index.tsproof'
const beside = [packIndexName, packProofName]
const receiptEnding = '.tsreceipt.json'
const proofEnding = '.tsproof'
const lastPart = 11
const largestIndex = 16 * 1024 * 1024

export const encodePackIndex = ({ madeAt, organisation, subject, pieces }: PackIndex): string =>
  `${JSON.stringify(
    {
      ...{ format: packFormat, v: 1, madeAt, organisation, subject },
      pieces: pieces.map(({ part, name, title, sizeBytes, sha256, sm3 }, at) => ({
        ...{ number: at + 1, part, name, title, sizeBytes, sha256, sm3 },
      })),
    },
    null,
    2,
  )}\n`

/** @throws EvidenceError `not-json`, `kind-unknown`, `version-unknown`, `too-large` or `pack-malformed` with the piece and the field */
export function decodePackIndex(source: string): PackIndex {
  if (source.length > largestIndex) throw new EvidenceError('too-large')
  const fields = ['madeAt', 'organisation', 'subject', 'pieces']
  const { madeAt, organisation, subject, pieces } = contentOf(parseJson(source), packFormat, fields, 'pack-malformed')
  if (!Array.isArray(pieces) || pieces.length === 0) throw wrong('pieces')
  const index = malformedAs('pack-malformed', () => ({
    madeAt: textIn(madeAt),
    organisation: textIn(organisation),
    subject: textIn(subject),
    pieces: pieces.map(pieceFrom),
  }))
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(index.madeAt) || Number.isNaN(Date.parse(index.madeAt)))
    throw wrong('madeAt')
  const names = new Set(beside)
  for (const [at, { name, part }] of index.pieces.entries()) {
    if (part < (index.pieces[at - 1]?.part ?? 0)) throw wrong('part', at)
    if (names.has(name.toLowerCase())) throw wrong('name', at)
    names.add(name.toLowerCase())
  }
  return index
}

const wrong = (field: string, at?: number) =>
  new EvidenceError('pack-malformed', { field, ...(at !== undefined && { piece: at + 1 }) })

function pieceFrom(value: unknown, at: number): PackPiece {
  const fields = ['number', 'part', 'name', 'title', 'sizeBytes', 'sha256', 'sm3']
  const { number, part, name, title, sizeBytes, ...digests } = fieldsOf(value, fields)
  if (number !== at + 1) throw wrong('number', at)
  if (typeof part !== 'number' || !Number.isInteger(part) || part < 0 || part > lastPart) throw wrong('part', at)
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw wrong('sizeBytes', at)
  if (!isPlainName(textIn(name))) throw wrong('name', at)
  const digest = (field: 'sha256' | 'sm3'): string => {
    const text = textIn(digests[field])
    if (!/^[0-9a-f]{64}$/.test(text)) throw wrong(field, at)
    return text
  }
  return {
    ...{ part, sizeBytes, name: textIn(name), title: textIn(title) },
    ...{ sha256: digest('sha256'), sm3: digest('sm3') },
  }
}

export type PieceGiven = {
  readonly part: number
  readonly name: string
  readonly title: string
  readonly bytes: Uint8Array
}

/**
 * The index of these pieces, in the order of the parts; within a part they stay as they are given.
 *
 * @throws EvidenceError `pack-malformed` for no piece, two of one name, or a name that not every system takes
 */
export function packIndexOf(
  given: readonly PieceGiven[],
  { madeAt, organisation, subject }: Omit<PackIndex, 'pieces'>,
): PackIndex {
  const pieces = given
    .toSorted((a, b) => a.part - b.part)
    .map(({ bytes, part, name, title }) => ({
      ...{ part, name, title, sizeBytes: bytes.length, sha256: toHex(sha256(bytes)), sm3: toHex(sm3(bytes)) },
    }))
  return decodePackIndex(encodePackIndex({ madeAt, organisation, subject, pieces }))
}

/**
 * The archive: the index, its proof where there is one, then every piece as the index has it.
 *
 * @throws EvidenceError `too-large`
 */
export function packArchive(
  index: Uint8Array,
  proof: Uint8Array | null,
  given: readonly PieceGiven[],
): Uint8Array<ArrayBuffer> {
  const { madeAt, pieces } = decodePackIndex(textOf(index))
  const moment = archiveMoment(Date.parse(madeAt))
  const byName = new Map(given.map(({ name, bytes }) => [name, bytes]))
  const files: [string, Uint8Array][] = [
    [packIndexName, index],
    ...(proof ? [[packProofName, proof] satisfies [string, Uint8Array]] : []),
    ...pieces.map(({ name }): [string, Uint8Array] => [name, byName.get(name) ?? new Uint8Array()]),
  ]
  const entries = files.map(([name, bytes]): ArchiveEntry => ({ name, sizeBytes: bytes.length, crc32: crc32(bytes) }))
  return new Uint8Array(
    joined([
      ...files.flatMap(([, bytes], at) => [localHeader(entries[at] as ArchiveEntry, moment), bytes]),
      directoryOf(entries, moment),
    ]),
  )
}

/** A receipt or a disclosure among the pieces. `null`: it could not be read. */
export type ReceiptFound = { readonly name: string; readonly verification: Verification | null }

export type PackVerification = {
  /**
   * `proven`: every piece is the one of the index, the index was in the log, and every receipt holds. `agrees`: the pieces are
   * those of the index and nothing contradicts, but something is not proven, such as when it was made. `differs`: something
   * was changed, taken out or put in.
   */
  readonly verdict: 'proven' | 'agrees' | 'differs'
  readonly index: PackIndex | null
  /** SHA-256 of `index.json`, hexadecimal: what names the pack. */
  readonly indexSha256: string | null
  /** Why the archive could not be read as it was made; null for one that could, and for loose files. */
  readonly archive: 'whole' | 'loose' | 'malformed' | 'checksum-differs'
  readonly files: readonly FileFound[]
  /** `missing`: there is no proof of the index; `other`: there is one, of something else or not readable. */
  readonly proof: 'missing' | 'other' | Verification
  readonly receipts: readonly ReceiptFound[]
}

export type VerifyPackInput = GivenFiles & {
  /** What is believed of the log of a receipt; a pack may hold receipts of several. */
  readonly trustOf: (receipt: Receipt) => Trust
  /** Milliseconds since 1970, of the verifier's own clock. */
  readonly now: number
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void
}

/** A report on a pack; never throws for what is in it. It does not say that what the pieces tell is true. */
export async function verifyPack(input: VerifyPackInput): Promise<PackVerification> {
  const bytes = await wholeOf(input.files, packIndexName)
  const index = bytes && readOrNull(() => decodePackIndex(textOf(bytes)))
  const pieces = index?.pieces ?? []
  const names = [...beside, ...pieces.map(({ name }) => name)]
  const named = input.archive === null ? withFolders(input.files, names) : input.files
  const { found, crcHolds } = await compareFiles(named, pieces, beside, input.onProgress)
  const archive =
    input.archive === null
      ? 'loose'
      : input.archive instanceof EvidenceError
        ? 'malformed'
        : crcHolds
          ? 'whole'
          : 'checksum-differs'
  const proof = bytes ? proofOf(bytes, await wholeOf(named, packProofName), input) : 'missing'
  const receipts: ReceiptFound[] = []
  for (const { name } of pieces.filter(({ name }) => name.endsWith(receiptEnding) || name.endsWith(proofEnding)))
    receipts.push({ name, verification: receiptOf(name, await wholeOf(named, name), input) })
  const reports = [...(typeof proof === 'string' ? [] : [proof]), ...receipts.map(({ verification }) => verification)]
  const whole = index !== null && (archive === 'whole' || archive === 'loose')
  const broken =
    !whole ||
    proof === 'other' ||
    found.some(({ state }) => state !== 'matches') ||
    reports.some((report) => report === null || report.checks.some(({ outcome }) => outcome === 'failed'))
  const proven = proof !== 'missing' && reports.every((report) => report?.verdict === 'proven')
  return {
    verdict: broken ? 'differs' : proven ? 'proven' : 'agrees',
    indexSha256: bytes && toHex(sha256(bytes)),
    ...{ index, archive, files: found, proof, receipts },
  }
}

type Believing = Pick<VerifyPackInput, 'trustOf' | 'now'>

function proofOf(index: Uint8Array, bytes: Uint8Array | null, believing: Believing): PackVerification['proof'] {
  if (!bytes) return 'missing'
  const proof = readOrNull(() => readOneFileProof(bytes))
  if (!proof?.receipt || !isProofOf(proof, { name: packIndexName, content: index })) return 'other'
  return reportOn(proof.receipt, believing, proof)
}

function receiptOf(name: string, bytes: Uint8Array | null, believing: Believing): Verification | null {
  if (!bytes) return null
  return readOrNull(() => {
    if (name.endsWith(receiptEnding)) return reportOn(decodeReceipt(textOf(bytes)), believing)
    const proof = decodeProofPackage(textOf(bytes))
    return proof.receipt && reportOn(proof.receipt, believing, proof)
  })
}

const reportOn = (receipt: Receipt, { trustOf, now }: Believing, disclosure?: Disclosure): Verification =>
  verifyReceipt({ receipt, trust: trustOf(receipt), now, ...(disclosure && { disclosure }) })

/** What goes into the log under these secrets is made by `oneFileEntry('single-file', packIndexFile(index), …)`. */
export const packIndexFile = (index: Uint8Array) => ({ name: packIndexName, content: index })

/** @returns the bytes of the index: what its digest is taken of */
export const packIndexBytes = (index: PackIndex): Uint8Array => utf8(encodePackIndex(index))
