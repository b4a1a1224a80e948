import { concat, equalBytes } from '../../../evidence/bytes.ts'
import { createSha256 } from '../../../evidence/digest.ts'
import {
  type Commitment,
  commitmentOf,
  encodeOpening,
  type Manifest,
  manifestOfLeaves,
  type Opening,
  paddingCount,
  paddingOpening,
  saltOf,
} from '../../../evidence/manifest.ts'
import { hashLength, leafHash } from '../../../evidence/merkle.ts'
import {
  encodedEntryOf,
  encodeOpeningFooter,
  encodeOpeningHeader,
  encodeRecord,
  type RecordKind,
  readOpeningFile,
  recordKinds,
  type SealRecord,
  type SealSecrets,
} from '../../../evidence/opening-file.ts'
import type { FoundRecords } from './seal-messages.ts'

/** What follows from an opening file. */
export type SealSummary = {
  readonly entry: Uint8Array
  readonly requestId: Uint8Array
  readonly commitments: Commitment
  /** Files that have a leaf. */
  readonly fileCount: number
  readonly totalBytes: number
}
export type ComposedSeal = SealSummary & { readonly openingFile: Uint8Array<ArrayBuffer> }

/** The produced opening file does not lead back to the commitment: nothing of it may be used. */
export class SelfCheckFailed extends Error {
  override readonly name = 'SelfCheckFailed'
}

const kindOf = new Map<number, RecordKind>(
  (Object.keys(recordKinds) as RecordKind[]).map((kind) => [recordKinds[kind], kind]),
)
const hashAt = (hashes: Uint8Array, index: number) => hashes.subarray(index * hashLength, (index + 1) * hashLength)

/**
 * From what was found and hashed to the opening file, the entry and the commitment.
 *
 * The opening file is then read back from its bytes, every leaf computed again, and the commitment compared.
 *
 * @param pause - called now and then with the share done, 0 to 1, so that progress can be told and a cancel be heard;
 *   what it throws ends the work
 * @throws SelfCheckFailed
 */
export async function composeSeal(
  found: FoundRecords,
  random: (length: number) => Uint8Array,
  pause: (share: number) => Promise<void>,
): Promise<ComposedSeal> {
  const secrets: SealSecrets = { withSm3: true, seed: random(32), blind: random(32), requestId: random(16) }
  const manifest = await manifestOfRecords(secrets, found.count, recordsOf(found), (share) => pause(share * 0.4))
  const openingFile = await write(secrets, found, manifest, (share) => pause(0.4 + share * 0.2))
  const summary = await reopenSeal(openingFile, (share) => pause(0.6 + share * 0.4))
  const { sha256, sm3 } = commitmentOf({ ...manifest, blind: secrets.blind })
  if (!equalBytes(concat(sha256, sm3), concat(summary.commitments.sha256, summary.commitments.sm3)))
    throw new SelfCheckFailed()
  return { openingFile, ...summary }
}

/**
 * Reads an opening file and computes every leaf and both roots again.
 *
 * @throws SelfCheckFailed when its roots do not follow from its records
 * @throws EvidenceError when it is no whole opening file
 */
export async function reopenSeal(bytes: Uint8Array, pause: (share: number) => Promise<void>): Promise<SealSummary> {
  const file = readOpeningFile(bytes)
  const manifest = await manifestOfRecords(file, file.recordCount, file.records(), pause)
  if (
    manifest.leafCount !== file.leafCount ||
    !equalBytes(concat(manifest.rootSha256, manifest.rootSm3), concat(file.rootSha256, file.rootSm3))
  )
    throw new SelfCheckFailed()
  let fileCount = 0
  let totalBytes = 0
  for (const { kind, sizeBytes } of file.records())
    if (kind === 'file') {
      fileCount++
      totalBytes += sizeBytes
    }
  return {
    entry: encodedEntryOf(file),
    requestId: file.requestId,
    commitments: commitmentOf(file),
    fileCount,
    totalBytes,
  }
}

function* recordsOf(found: FoundRecords): Generator<SealRecord> {
  let from = 0
  for (let index = 0; index < found.count; index++) {
    const to = found.pathEnds[index] as number
    const kind = kindOf.get(found.kinds[index] as number)
    if (!kind) throw new RangeError('no such kind of record')
    yield {
      kind,
      flags: found.flags[index] as number,
      sizeBytes: found.sizes[index] as number,
      // A browser tells milliseconds, and may tell a time before 1970; it tells neither inode nor mode.
      mtimeNs: BigInt(Math.max(0, Math.trunc(found.modified[index] as number))) * 1_000_000n,
      ctimeNs: 0n,
      inode: 0n,
      mode: 0,
      sha256: hashAt(found.sha256, index),
      sm3: hashAt(found.sm3, index),
      path: found.paths.subarray(from, to),
    }
    from = to
  }
}

/** As many records as take a few milliseconds. */
const stride = 512

async function manifestOfRecords(
  secrets: SealSecrets,
  count: number,
  records: Iterable<SealRecord>,
  pause: (share: number) => Promise<void>,
): Promise<Manifest> {
  // At most as many again are added as padding.
  const sha256Leaves = new Uint8Array((count + paddingRoom(count)) * hashLength)
  const sm3Leaves = new Uint8Array(sha256Leaves.length)
  let leaves = 0
  const add = (opening: Opening) => {
    const bytes = encodeOpening(opening)
    sha256Leaves.set(leafHash('sha256', bytes), leaves * hashLength)
    sm3Leaves.set(leafHash('sm3', bytes), leaves * hashLength)
    leaves++
  }
  let ordinal = 0
  for (const { kind, sizeBytes, sha256, sm3, path } of records) {
    if (kind !== 'special' && kind !== 'unreadable')
      add({ salt: saltOf(secrets.seed, ordinal), kind, withSm3: secrets.withSm3, sizeBytes, sha256, sm3, path })
    ordinal++
    if (ordinal % stride === 0) await pause(ordinal / count)
  }
  const padding = paddingCount(leaves)
  for (let extra = 0; extra < padding; extra++) {
    add(paddingOpening(secrets.seed, count + extra, secrets.withSm3))
    if (extra % stride === 0) await pause(1)
  }
  return manifestOfLeaves(sha256Leaves.subarray(0, leaves * hashLength), sm3Leaves.subarray(0, leaves * hashLength))
}

const paddingRoom = (count: number) => (count > 65_536 ? 65_536 : count)

async function write(
  secrets: SealSecrets,
  found: FoundRecords,
  manifest: Manifest,
  pause: (share: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [encodeOpeningHeader(secrets)]
  for (const record of recordsOf(found)) {
    parts.push(encodeRecord(record))
    if (parts.length % stride === 0) await pause(parts.length / found.count)
  }
  parts.push(encodeOpeningFooter(found.count, manifest))
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, hashLength))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  whole.set(createSha256().update(whole.subarray(0, at)).digest(), at)
  return whole
}
