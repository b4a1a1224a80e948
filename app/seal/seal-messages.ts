import type { BytePath } from './byte-path.ts'
import type { KnownDigests } from './known-digests.ts'

/** What every worker is given once. */
export type SealSetting = {
  readonly number: number
  readonly module: WebAssembly.Module
  readonly root: BytePath
  readonly withSm3: boolean
  readonly seed: Uint8Array
  /** The growing opening file; each worker writes its records where they belong. */
  readonly descriptor: number
  /** Appended to, frame by frame. */
  readonly journal: number
  readonly sha256Leaves: SharedArrayBuffer
  readonly sm3Leaves: SharedArrayBuffer
  /** Two doubles per worker: files and bytes done. One writer each. */
  readonly progress: SharedArrayBuffer
  readonly known: KnownDigests | null
}

export type FoundGroup = { readonly folder: BytePath /** Joined by a zero byte. */; readonly names: string }

export type LargeFile = {
  readonly ordinal: number
  /** Of its record, in the opening file. */
  readonly offset: number
  readonly flags: number
  readonly path: BytePath
  readonly sizeBytes: number
}

export type Job =
  | {
      readonly kind: 'batch'
      readonly ordinal: number
      readonly offset: number
      readonly groups: readonly FoundGroup[]
      readonly kinds: Uint8Array
      readonly flags: Uint8Array
    }
  /** All large files; each worker takes the next when it is free. */
  | { readonly kind: 'large'; readonly files: readonly LargeFile[]; readonly next: SharedArrayBuffer }
  | { readonly kind: 'padding'; readonly ordinal: number; readonly place: number; readonly count: number }
  | { readonly kind: 'root'; readonly algorithm: 'sha256' | 'sm3'; readonly order: SharedArrayBuffer }

export const remarkKinds = [
  'unreadable',
  'vanished',
  'changed-while-sealing',
  'special',
  /** Two names in one folder that a system without capital letters, or with another normal form, takes for one. */
  'name-collides',
  'name-not-utf8',
] as const

/** Something about one record that a person should hear of. */
export type Remark = { readonly path: BytePath; readonly what: (typeof remarkKinds)[number] }

export type Done = {
  readonly kind: Job['kind']
  /** Files whose digests were taken over. */
  readonly reused: number
  readonly symlinks: number
  readonly emptyFolders: number
  readonly large: readonly LargeFile[]
  /** Ordinals that have no leaf. */
  readonly leafless: readonly number[]
  readonly remarks: readonly Remark[]
  readonly root?: Uint8Array
}
