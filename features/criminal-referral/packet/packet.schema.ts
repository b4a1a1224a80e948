import type { ListedFile } from '../../../evidence/given-files.ts'
import type { VerifierKey } from '../../../evidence/note.ts'

/** The five kinds of material. @source 《行政执法机关移送涉嫌犯罪案件的规定》第六条 */
export const materialNumbers = [1, 2, 3, 4, 5] as const
export type MaterialNumber = (typeof materialNumbers)[number]

export type PacketFile = ListedFile

/** `masked`: what is confidential was made unreadable · `confidential`: it is in the packet because somebody marked this one item */
export const waysOfShowing = ['plain', 'masked', 'confidential'] as const
export type WayOfShowing = (typeof waysOfShowing)[number]

export type PacketItem = PacketFile & {
  readonly material: MaterialNumber
  readonly title: string
  /** Where it comes from: who gave or made it, how and when it was obtained. */
  readonly provenance: string
  /** Why it is handed over. */
  readonly reason: string
  readonly shownAs: WayOfShowing
}

/** What was left out, so that its absence is seen: named, never shown. */
export type WithheldItem = { readonly title: string; readonly reason: string }

/** `manifest.json`: all that a packet is, signed and entered in the public log. */
export type PacketManifest = {
  readonly packetId: string
  readonly referralId: string
  readonly number: string
  readonly part: 'referral' | 'supplement'
  readonly caseName: string
  readonly sender: string
  readonly receiver: string
  /** A moment in UTC, to the second. */
  readonly frozenAt: string
  readonly crimes: readonly string[]
  readonly items: readonly PacketItem[]
  readonly withheld: readonly WithheldItem[]
  /** `index.html` and `verify.html`: they show and verify, and are no material. */
  readonly pages: readonly PacketFile[]
  /** By which the packet is signed; the entry in the log vouches for them. */
  readonly keys: readonly VerifierKey[]
}

/** What is checked in a packet, and how each check may end. */
export type PacketCheckId =
  | 'archive'
  | 'manifest'
  | 'files'
  | 'signature-ed25519'
  | 'signature-sm2'
  | 'bound'
  | 'receipt'
  | 'platform-act'
export type PacketReason =
  | 'ok'
  | 'malformed'
  | 'missing'
  | 'loose-files'
  | 'moment-differs'
  | 'order-differs'
  | 'checksum-differs'
  | 'files-differ'
  | 'no-signature'
  | 'signature-invalid'
  | 'other-content'
  | 'receipt-failed'
  | 'log-key-unknown'
  | 'not-by-platform'
