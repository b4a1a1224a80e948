import { concat, joined, u32, u64, utf8 } from '../../evidence/bytes.ts'
import { leafHash, treeRoot } from '../../evidence/merkle.ts'
import type { Log } from './log.ts'
import type { LogStore, StoredTimestamp } from './log-store.ts'

/**
 * A signature or a digest does not hold for ever. Once a year everything that the log's timestamps rest on — the stamped
 * text, the token, its chain, its revocation information — is put under one root of both digests and entered in the log,
 * so that newer signatures and newer timestamps, by other authorities, cover the older ones before they weaken.
 *
 * @source RFC 4998 §5 for the idea; the form is ours
 */
const renewalMagic = concat(utf8('TSRENEW'), new Uint8Array([1]))

/** What is renewed of one stamped checkpoint. Every part has its length before it. */
export const renewalLeaf = (note: string, { token, certificates, revocation }: StoredTimestamp): Uint8Array =>
  joined([utf8(note), token, ...certificates, ...revocation].flatMap((part) => [u32(part.length), part]))

/** 80 bytes: magic, number of leaves, both roots. */
export function renewalContent(leaves: readonly Uint8Array[]): Uint8Array {
  const root = (algorithm: 'sha256' | 'sm3') =>
    treeRoot(algorithm, joined(leaves.map((leaf) => leafHash(algorithm, leaf))))
  return concat(renewalMagic, u64(leaves.length), root('sha256'), root('sm3'))
}

export type Renewed = { readonly leaves: number; readonly index: number; readonly path: string }

/**
 * Enters a renewal over every timestamp there is, and keeps beside the log what shows each of them in it.
 *
 * @returns null when there is nothing to renew
 */
export async function renew(store: LogStore, log: Log): Promise<Renewed | null> {
  const stamped = await store.allTimestamps()
  if (stamped.length === 0) return null
  const leaves = stamped.map(({ note, timestamp }) => renewalLeaf(note, timestamp))
  const content = renewalContent(leaves)
  const { index, blind } = await log.appendOwn('renewal', content)
  const path = await log.keepBeside(
    `renewal/${index}`,
    joined([content, blind, ...leaves.flatMap((leaf) => [u32(leaf.length), leaf])]),
  )
  await log.publish()
  return { leaves: leaves.length, index, path }
}
