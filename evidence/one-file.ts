import { equalBytes, textOf, utf8 } from './bytes.ts'
import { sha256, sm3 } from './digest.ts'
import { type EntryType, encodeEntry } from './entry.ts'
import { EvidenceError, readOrNull } from './evidence-error.ts'
import { type Disclosure, decodeOpening, encodeOpening, openDisclosure } from './manifest.ts'
import { decodeProofPackage, encodeProofPackage, type ProofPackage } from './proof-package.ts'
import type { Receipt } from './receipt.ts'

/** One file that is entered in a log by itself, in the ordinary form of a seal, so that the ordinary tools verify it. */
export type OneFile = { readonly name: string; readonly content: Uint8Array }
/** 32, 32 and 16 bytes: random, or derived from a content that is public. The same ones give the same entry, so entering it twice is entering it once. */
export type OneFileSecrets = { readonly salt: Uint8Array; readonly blind: Uint8Array; readonly requestId: Uint8Array }

function disclosureOf({ name, content }: OneFile, { salt, blind }: OneFileSecrets): Disclosure {
  const opening = encodeOpening({
    salt,
    kind: 'file',
    withSm3: true,
    sizeBytes: content.length,
    sha256: sha256(content),
    sm3: sm3(content),
    path: utf8(name),
  })
  return { opening, index: 0, leafCount: 1, pathSha256: [], pathSm3: [], blind }
}

/** What goes into the log: a blinded commitment and the request id. */
export const oneFileEntry = (type: EntryType, file: OneFile, secrets: OneFileSecrets): Uint8Array =>
  encodeEntry({
    type,
    withSm3: true,
    requestId: secrets.requestId,
    signatures: [],
    commitment: openDisclosure(disclosureOf(file, secrets)).commitment,
  })

/** A `*.tsproof` with the file's place in the log. */
export const oneFileProof = (file: OneFile, secrets: OneFileSecrets, receipt: Receipt): string =>
  encodeProofPackage({ ...disclosureOf(file, secrets), receipt })

/** Read no other way than it was written, so that a change anywhere in the file is noticed. @throws EvidenceError as of `decodeProofPackage` */
export function readOneFileProof(bytes: Uint8Array): ProofPackage {
  const proof = decodeProofPackage(textOf(bytes))
  if (!equalBytes(utf8(encodeProofPackage(proof)), bytes)) throw new EvidenceError('package-malformed')
  return proof
}

/** Whether what was entered is this file: its name, its length and both its digests. False, too, for an opening that cannot be read. */
export function isProofOf({ opening: bytes }: ProofPackage, { name, content }: OneFile): boolean {
  const opening = readOrNull(() => decodeOpening(bytes))
  return (
    opening !== null &&
    equalBytes(opening.path, utf8(name)) &&
    opening.sizeBytes === content.length &&
    equalBytes(opening.sha256, sha256(content)) &&
    opening.withSm3 &&
    equalBytes(opening.sm3, sm3(content))
  )
}
