import type { OneFileSecrets } from '../../../evidence/one-file.ts'
import type { PackIndex, PackVerification, PieceGiven } from '../../../evidence/pack.ts'

/** What the worker does: what it is asked, and what it answers. */
export type EvidenceWork = {
  /** Both digests of a file of any size, read in parts; in hexadecimal. */
  'digest-file': {
    asked: { readonly file: Blob }
    answer: { readonly sha256: string; readonly sm3: string }
  }
  'verify-receipt': {
    asked: {
      readonly receipt: string
      readonly trust: string
      /** The deposit that the receipt must be of. */
      readonly requestId: string
    }
    answer: ReceiptFound
  }
  'verify-pack': {
    asked: { readonly zip: Uint8Array; readonly trust: string | null }
    answer: PackVerification
  }
  /** Numbers and digests the pieces, and keeps them until the pack is finished. The entry is what goes into the log for the index. */
  'begin-pack': {
    asked: {
      readonly pieces: readonly PieceGiven[]
      readonly about: Omit<PackIndex, 'pieces'>
      readonly secrets: OneFileSecrets
    }
    answer: { readonly indexSha256: string; readonly entry: Uint8Array; readonly count: number }
  }
  /** The archive, with the place of its index in the log where a receipt is given. */
  'finish-pack': {
    asked: { readonly receipt: string | null }
    answer: { readonly zip: Uint8Array<ArrayBuffer> }
  }
}
export type Task = keyof EvidenceWork
export type Asked<T extends Task> = EvidenceWork[T]['asked']
export type Answer<T extends Task> = EvidenceWork[T]['answer']

/** `notLaterThan` is null when no outside party says when. */
export type ReceiptFound =
  | { readonly state: 'proven'; readonly notLaterThan: string | null }
  | { readonly state: 'not-proven' }

export type ToEvidenceWorker = {
  [T in Task]: { readonly id: number; readonly task: T; readonly asked: Asked<T> }
}[Task]
export type FromEvidenceWorker =
  | { readonly id: number; readonly answer: Answer<Task> }
  | { readonly id: number; readonly failed: string }
