import { equalBytes, textOf, toHex, utf8 } from '../../../evidence/bytes.ts'
import { createSha256, createSm3, sha256, sm3 } from '../../../evidence/digest.ts'
import { EvidenceError } from '../../../evidence/evidence-error.ts'
import { decodeOpening } from '../../../evidence/manifest.ts'
import { readNote, signingsOf } from '../../../evidence/note.ts'
import { decodeProofPackage, encodeProofPackage, type ProofPackage } from '../../../evidence/proof-package.ts'
import type { Trust } from '../../../evidence/trust.ts'
import { type Outcome, type Verification, verifyReceipt } from '../../../evidence/verify.ts'
import type { FileState, PacketCheckId, PacketFile, PacketManifest, PacketReason } from './packet.schema.ts'
import { archiveMoment, type ByteSource, crc32, readArchive } from './packet-archive.ts'
import { PacketError } from './packet-error.ts'
import {
  archiveNames,
  decodeManifest,
  envelopeNames,
  manifestName,
  receiptName,
  signatureName,
  signedText,
} from './packet-manifest.ts'

export type PacketCheck = { readonly id: PacketCheckId; readonly outcome: Outcome; readonly reason: PacketReason }

export type FileFound = { readonly name: string; readonly state: FileState }

export type PacketVerification = {
  readonly verdict: 'proven' | 'not-proven'
  readonly checks: readonly PacketCheck[]
  readonly files: readonly FileFound[]
  readonly manifest: PacketManifest | null
  /** The receipt's own report. */
  readonly receipt: Verification | null
}

export type GivenFile = { readonly name: string; readonly content: ByteSource; readonly crc32?: number }
/** What was dropped or named: the archive as it was made, or loose files. */
export type GivenPacket = {
  readonly files: readonly GivenFile[]
  /** The moment of an archive that could be read, why it could not, or null for loose files. */
  readonly archive: { readonly moment: number } | PacketError | null
}

export async function openPacket(source: ByteSource): Promise<GivenPacket> {
  try {
    const { entries, moment } = await readArchive(source)
    return { files: entries, archive: { moment } }
  } catch (error) {
    if (error instanceof PacketError) return { files: [], archive: error }
    throw error
  }
}

/** Files of an unpacked archive: their names begin where `manifest.json` lies, or they have none of the folders at all. */
export function looseFiles(given: readonly GivenFile[]): GivenPacket {
  const own = given.find(({ name }) => name === manifestName || name.endsWith(`/${manifestName}`))
  const folder = own ? own.name.slice(0, -manifestName.length) : ''
  const files = given.map((file) => ({
    ...file,
    name: folder !== '' && file.name.startsWith(folder) ? file.name.slice(folder.length) : file.name,
  }))
  return { files, archive: null }
}

export type VerifyPacketInput = GivenPacket & {
  readonly trust: Trust
  /** Milliseconds since 1970, of the verifier's own clock. */
  readonly now: number
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void
}

/**
 * Verification of a packet as a report: every check is made and listed. The only thing believed beforehand is the log's
 * key, in `trust`; all else follows from it, because nobody but the platform itself can make an entry of the kind `event`.
 */
export async function verifyPacket(input: VerifyPacketInput): Promise<PacketVerification> {
  const bytes = await wholeOf(input.files, manifestName)
  const manifest = bytes && attempt(() => decodeManifest(textOf(bytes)))
  const named = manifest ? withFolders(input.files, manifest) : input.files
  const { found, crcHolds } = await compareFiles(named, manifest, input.onProgress)
  const envelope = {
    manifest: bytes,
    note: await wholeOf(named, signatureName),
    receipt: await wholeOf(named, receiptName),
  }
  const proof = attempt(() => readProof(envelope.receipt))
  const receipt = proof ? receiptReport(proof, input) : null
  const checks: PacketCheck[] = [
    checkArchive(input, named, manifest, crcHolds),
    manifest ? passed('manifest') : failed('manifest', bytes ? 'malformed' : 'missing'),
    checkFiles(found, manifest !== null),
    ...(['ed25519', 'sm2'] as const).map((type) => checkSignature(type, manifest, envelope)),
    checkBound(proof, bytes),
    checkReceipt(envelope.receipt !== null, receipt),
    checkPlatformAct(receipt),
  ]
  const proven = checks.every(({ id, outcome }) => outcome === 'passed' || (id === 'archive' && isLoose(outcome)))
  return { verdict: proven ? 'proven' : 'not-proven', checks, files: found, manifest, receipt }
}

const isLoose = (outcome: Outcome) => outcome === 'not-applicable'
const passed = (id: PacketCheckId): PacketCheck => ({ id, outcome: 'passed', reason: 'ok' })
const failed = (id: PacketCheckId, reason: PacketReason): PacketCheck => ({ id, outcome: 'failed', reason })
/** What cannot be read is reported by the check that needs it; anything else is a defect. */
function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof EvidenceError || error instanceof PacketError) return null
    throw error
  }
}

const largestEnvelope = 32 * 1024 * 1024

async function wholeOf(files: readonly GivenFile[], name: string): Promise<Uint8Array | null> {
  const file = files.find((one) => one.name === name)
  if (!file || file.content.sizeBytes > largestEnvelope) return null
  return file.content.read(0, file.content.sizeBytes)
}

/** Loose files that were dropped one by one have lost their folder. */
function withFolders(files: readonly GivenFile[], manifest: PacketManifest): readonly GivenFile[] {
  const byBase = new Map(archiveNames(manifest).map((name) => [name.slice(name.lastIndexOf('/') + 1), name]))
  return files.map((file) => ({ ...file, name: byBase.get(file.name) ?? file.name }))
}

async function compareFiles(
  files: readonly GivenFile[],
  manifest: PacketManifest | null,
  onProgress: VerifyPacketInput['onProgress'],
): Promise<{ found: FileFound[]; crcHolds: boolean }> {
  const listed = manifest ? [...manifest.pages, ...manifest.items] : []
  const total = files.reduce((sum, { content }) => sum + content.sizeBytes, 0)
  let done = 0
  let crcHolds = true
  const read: PacketFile[] = []
  for (const { name, content, crc32: claimed } of files) {
    const { crc32: computed, ...digests } = await digestsOf(content, (more) => {
      done += more
      onProgress?.(done, total)
    })
    if (claimed !== undefined && claimed !== computed) crcHolds = false
    read.push({ name, sizeBytes: content.sizeBytes, ...digests })
  }
  const found = listed.map((wanted): FileFound => {
    // Of loose files there may be several of one name: then every one of them must be the right one.
    const copies = read.filter(({ name }) => name === wanted.name)
    if (copies.length === 0) return { name: wanted.name, state: 'missing' }
    return { name: wanted.name, state: copies.every((copy) => sameFile(copy, wanted)) ? 'matches' : 'differs' }
  })
  const known = new Set([...listed.map(({ name }) => name), ...envelopeNames])
  const added = read.filter(({ name }) => !known.has(name)).map(({ name }): FileFound => ({ name, state: 'added' }))
  return { found: [...found, ...added], crcHolds }
}

const sameFile = (a: PacketFile, b: PacketFile) =>
  a.sizeBytes === b.sizeBytes && a.sha256 === b.sha256 && a.sm3 === b.sm3

const pieceBytes = 4 * 1024 * 1024

/** A piece at a time: a video never stands in memory. */
async function digestsOf(content: ByteSource, onRead: (bytes: number) => void) {
  const [first, second] = [createSha256(), createSm3()]
  let check = 0
  for (let from = 0; from < content.sizeBytes; from += pieceBytes) {
    const piece = await content.read(from, Math.min(pieceBytes, content.sizeBytes - from))
    first.update(piece)
    second.update(piece)
    check = crc32(piece, check)
    onRead(piece.length)
  }
  return { sha256: toHex(first.digest()), sm3: toHex(second.digest()), crc32: check }
}

function checkArchive(
  { archive }: GivenPacket,
  files: readonly GivenFile[],
  manifest: PacketManifest | null,
  crcHolds: boolean,
): PacketCheck {
  if (archive === null) return { id: 'archive', outcome: 'not-applicable', reason: 'loose-files' }
  if (archive instanceof PacketError) return failed('archive', 'malformed')
  if (!crcHolds) return failed('archive', 'checksum-differs')
  if (!manifest) return passed('archive')
  if (archive.moment !== archiveMoment(Date.parse(manifest.frozenAt))) return failed('archive', 'moment-differs')
  const wanted = archiveNames(manifest)
  const inOrder = files.filter(({ name }) => wanted.includes(name)).map(({ name }) => name)
  const present = wanted.filter((name) => inOrder.includes(name))
  return present.every((name, at) => inOrder[at] === name) ? passed('archive') : failed('archive', 'order-differs')
}

function checkFiles(found: readonly FileFound[], listed: boolean): PacketCheck {
  if (!listed) return failed('files', 'missing')
  return found.every(({ state }) => state === 'matches') ? passed('files') : failed('files', 'files-differ')
}

/** What is about the manifest; null is not there. */
type Envelope = Readonly<Record<'manifest' | 'note' | 'receipt', Uint8Array | null>>

/** The note says what it says, in the spelling in which it was written, and both signatures hold. */
function checkSignature(
  type: 'ed25519' | 'sm2',
  manifest: PacketManifest | null,
  { manifest: bytes, note, receipt }: Envelope,
): PacketCheck {
  const id = `signature-${type}` as const
  if (!note || !manifest || !bytes || !receipt) return failed(id, 'missing')
  const keys = manifest.keys.filter((key) => key.type === type)
  const read = attempt(() => readNote(note))
  if (!read || read.signatures.length !== manifest.keys.length) return failed(id, 'no-signature')
  if (read.text !== signedText(manifest.packetId, bytes, receipt)) return failed(id, 'other-content')
  const signings = attempt(() => signingsOf(read, keys))
  if (signings === null) return failed(id, 'signature-invalid')
  return signings.length === 1 ? passed(id) : failed(id, 'no-signature')
}

/** Read no other way than it was written, so that a change anywhere in the file is noticed. */
function readProof(bytes: Uint8Array | null): ProofPackage | null {
  if (!bytes) return null
  const proof = decodeProofPackage(textOf(bytes))
  if (!equalBytes(utf8(encodeProofPackage(proof)), bytes)) throw new EvidenceError('package-malformed')
  return proof
}

const receiptReport = (proof: ProofPackage, { trust, now }: VerifyPacketInput): Verification | null =>
  proof.receipt && verifyReceipt({ receipt: proof.receipt, trust, now, disclosure: proof })

/** What was entered in the log is this manifest: its name, its length and both its digests. */
function checkBound(proof: ProofPackage | null, bytes: Uint8Array | null): PacketCheck {
  if (!proof || !bytes) return failed('bound', 'missing')
  const opening = attempt(() => decodeOpening(proof.opening))
  const same =
    opening !== null &&
    equalBytes(opening.path, utf8(manifestName)) &&
    opening.sizeBytes === bytes.length &&
    equalBytes(opening.sha256, sha256(bytes)) &&
    opening.withSm3 &&
    equalBytes(opening.sm3, sm3(bytes))
  return same ? passed('bound') : failed('bound', 'other-content')
}

function checkReceipt(present: boolean, receipt: Verification | null): PacketCheck {
  if (!receipt) return failed('receipt', present ? 'malformed' : 'missing')
  if (receipt.verdict === 'proven') return passed('receipt')
  const unknown = receipt.checks.every(({ outcome }) => outcome !== 'failed')
  return unknown
    ? { id: 'receipt', outcome: 'unknown', reason: 'log-key-unknown' }
    : failed('receipt', 'receipt-failed')
}

/** Anybody with an account may enter the digest of a file; an act only the platform itself. */
const checkPlatformAct = (receipt: Verification | null): PacketCheck =>
  receipt?.subject?.type === 'event' ? passed('platform-act') : failed('platform-act', 'not-by-platform')
