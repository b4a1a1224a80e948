import { randomBytes } from 'node:crypto'
import { joined } from '../evidence/bytes.ts'
import { checkpointText } from '../evidence/checkpoint.ts'
import { auditPath, leafHash, treeRoot } from '../evidence/merkle.ts'
import { encodeNote, encodeVerifierKey, type SignerKey, signLine, verifierOf } from '../evidence/note.ts'
import { policyDigest, type Receipt } from '../evidence/receipt.ts'
import { encodeTlogProof } from '../evidence/tlog-proof.ts'
import type { Trust } from '../evidence/trust.ts'

export const some = (length: number) => new Uint8Array(randomBytes(length))
const nonce = () => some(32)

/** When the witness of a small log saw it. */
export const witnessedAt = '2026-11-24T02:00:05.000Z'

/** A log of its own that grows: signed with Ed25519 and SM2, seen by one witness; a receipt for each entry. */
export function openSmallLog(origin = 'log.example/2026') {
  const signers = (['ed25519', 'sm2'] as const).map((type): SignerKey => ({ name: origin, type, seed: some(32) }))
  const witness: SignerKey = { name: 'witness.example/w1', type: 'ed25519-cosignature', seed: some(32) }
  const logKeys = signers.map(verifierOf)
  const [first] = logKeys
  if (!first) throw new Error('a log has a key')
  const policy = `log ${encodeVerifierKey(first)}\nwitness w1 ${encodeVerifierKey(verifierOf(witness))}\nquorum w1\n`
  const trust: Trust = { policy, logKeys, timestampRoots: [] }
  const all: Uint8Array[] = []
  const add = (...entries: readonly Uint8Array[]): readonly Receipt[] => {
    const from = all.length
    all.push(...entries)
    const leaves = joined(all.map((entry) => leafHash('sha256', entry)))
    const text = checkpointText({ origin, size: all.length, root: treeRoot('sha256', leaves) })
    const moment = Date.parse(witnessedAt) / 1000
    const checkpoint = encodeNote({
      text,
      signatures: [
        ...signers.map((signer) => signLine(signer, text, { nonce })),
        signLine(witness, text, { moment, nonce }),
      ],
    })
    return entries.map((entry, at) => ({
      ...{ entry, timestamps: [], policy: policyDigest(policy), logKeys },
      tlogProof: encodeTlogProof({ index: from + at, path: auditPath('sha256', leaves, from + at), checkpoint }),
    }))
  }
  return { trust, add }
}

/** The same with all its entries at once. */
export function aSmallLog(
  entries: readonly Uint8Array[],
  origin?: string,
): { receipts: readonly Receipt[]; trust: Trust } {
  const { trust, add } = openSmallLog(origin)
  return { trust, receipts: add(...entries) }
}
