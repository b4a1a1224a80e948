import { archiveMoment } from '../../../evidence/archive.ts'
import { textOf } from '../../../evidence/bytes.ts'
import { EvidenceError } from '../../../evidence/evidence-error.ts'
import {
  compareFiles,
  type FileFound,
  type GivenFile,
  type GivenFiles,
  wholeOf,
  withFolders,
} from '../../../evidence/given-files.ts'
import { readNote, signingsOf } from '../../../evidence/note.ts'
import { isProofOf, readOneFileProof } from '../../../evidence/one-file.ts'
import type { ProofPackage } from '../../../evidence/proof-package.ts'
import type { Trust } from '../../../evidence/trust.ts'
import { type Outcome, type Verification, verifyReceipt } from '../../../evidence/verify.ts'
import type { PacketCheckId, PacketManifest, PacketReason } from './packet.schema.ts'
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

export type PacketVerification = {
  readonly verdict: 'proven' | 'not-proven'
  readonly checks: readonly PacketCheck[]
  readonly files: readonly FileFound[]
  readonly manifest: PacketManifest | null
  /** The receipt's own report. */
  readonly receipt: Verification | null
}

export type VerifyPacketInput = GivenFiles & {
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
  const named = manifest ? withFolders(input.files, archiveNames(manifest)) : input.files
  const listed = manifest ? [...manifest.pages, ...manifest.items] : []
  const { found, crcHolds } = await compareFiles(named, listed, envelopeNames, input.onProgress)
  const envelope = {
    manifest: bytes,
    note: await wholeOf(named, signatureName),
    receipt: await wholeOf(named, receiptName),
  }
  const proof = envelope.receipt && attempt(() => readOneFileProof(envelope.receipt as Uint8Array))
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

function checkArchive(
  { archive }: GivenFiles,
  files: readonly GivenFile[],
  manifest: PacketManifest | null,
  crcHolds: boolean,
): PacketCheck {
  if (archive === null) return { id: 'archive', outcome: 'not-applicable', reason: 'loose-files' }
  if (archive instanceof EvidenceError) return failed('archive', 'malformed')
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

const receiptReport = (proof: ProofPackage, { trust, now }: VerifyPacketInput): Verification | null =>
  proof.receipt && verifyReceipt({ receipt: proof.receipt, trust, now, disclosure: proof })

/** What was entered in the log is this manifest: its name, its length and both its digests. */
function checkBound(proof: ProofPackage | null, bytes: Uint8Array | null): PacketCheck {
  if (!proof || !bytes) return failed('bound', 'missing')
  const same = isProofOf(proof, { name: manifestName, content: bytes })
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
