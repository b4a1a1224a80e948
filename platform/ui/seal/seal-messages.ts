import type { recordFlags, recordKinds } from '../../../evidence/opening-file.ts'
import type { SealSummary } from './compose-seal.ts'

/** What page and worker say to each other. Every answer carries the number of the run it belongs to, so that a late one of a cancelled run is known. */

// The page itself needs no more of the library than these numbers, so it does not load it.
export const foundKinds = { file: 0, 'empty-directory': 2, unreadable: 5 } satisfies Partial<typeof recordKinds>
export const foundFlags = { changedWhileSealing: 1, nameNotUtf8: 2, nameCollides: 4 } satisfies typeof recordFlags

export type Job = { readonly index: number; readonly file: File }

/**
 * `changed`: size or time was another after reading, or the bytes did not add up. `unreadable`: the browser could not
 * read it, which is also what Chromium says of a file that was written to after it was chosen.
 */
export type JobOutcome = 'read' | 'changed' | 'unreadable'

/** Everything found, in the order of discovery, in packed form. */
export type FoundRecords = {
  readonly count: number
  /** `recordKinds` and `recordFlags` of the opening file. */
  readonly kinds: Uint8Array
  readonly flags: Uint8Array
  readonly sizes: Float64Array
  /** Milliseconds since 1970. */
  readonly modified: Float64Array
  readonly sha256: Uint8Array
  readonly sm3: Uint8Array
  /** UTF-8, one after the other; `pathEnds[i]` is where the i-th one stops. */
  readonly paths: Uint8Array
  readonly pathEnds: Uint32Array
}

export type ToWorker =
  | { readonly type: 'jobs'; readonly run: number; readonly jobs: readonly Job[] }
  | { readonly type: 'share'; readonly run: number; readonly job: Job; readonly port: MessagePort }
  | { readonly type: 'help'; readonly run: number; readonly port: MessagePort }
  | { readonly type: 'finish'; readonly run: number; readonly records: FoundRecords }
  /** An opening file made earlier. */
  | { readonly type: 'reopen'; readonly run: number; readonly file: File }
  | { readonly type: 'cancel' }
  /** How much of the files this worker may hold in memory. */
  | { readonly type: 'budget'; readonly bytes: number }

export type FromWorker =
  | { readonly type: 'ready' }
  /** `wants` more work; bytes read since the last message; `sent` since the worker began. */
  | {
      readonly type: 'progress'
      readonly run: number
      readonly readBytes: number
      readonly sentBytes: number
      readonly indices: Uint32Array
      readonly outcomes: readonly JobOutcome[]
      /** Names of the browser's errors, '' where there was none. */
      readonly errors: readonly string[]
      /** 64 bytes a job: SHA-256, SM3. */
      readonly digests: Uint8Array
      readonly wants: 'nothing' | 'more' | 'idle'
    }
  | { readonly type: 'finishing'; readonly run: number; readonly done: number; readonly total: number }
  | (SealSummary & { readonly type: 'finished'; readonly run: number; readonly openingFile: Blob })
  | {
      readonly type: 'failed'
      readonly run: number
      readonly reason: 'no-wasm' | 'self-check' | 'not-an-opening' | 'defect'
      readonly detail: string
    }
