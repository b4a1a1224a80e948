import { type EntryType, encodeEntry } from '../../evidence/entry.ts'
import { commitmentOf } from '../../evidence/manifest.ts'
import { leafHash } from '../../evidence/merkle.ts'
import { canonicalJson } from '../journal.ts'
import type { WaitingFact } from './log-store.ts'

/** What the log sees of a content of one piece: the same commitment as of a seal with one leaf. */
export function blindedEntry(type: EntryType, content: Uint8Array, blind: Uint8Array, requestId: Uint8Array) {
  const roots = { leafCount: 1, rootSha256: leafHash('sha256', content), rootSm3: leafHash('sm3', content) }
  return encodeEntry({ type, withSm3: true, requestId, signatures: [], commitment: commitmentOf({ ...roots, blind }) })
}

/** The fact as the journal digested it when it was written. */
export const factText = (fact: WaitingFact['fact']): string =>
  canonicalJson({ ...fact, at: Temporal.Instant.from(String(fact['at'])).toString() })
