import { randomBytes } from 'node:crypto'
import { concat, toHex, utf8 } from '../evidence/bytes.ts'
import { checkpointText } from '../evidence/checkpoint.ts'
import { type Course, digestOfAct } from '../evidence/course.ts'
import { auditPath, leafHash, treeRoot } from '../evidence/merkle.ts'
import { encodeNote, encodeVerifierKey, type SignerKey, signLine, verifierOf } from '../evidence/note.ts'
import { policyDigest } from '../evidence/receipt.ts'
import { encodeTlogProof } from '../evidence/tlog-proof.ts'
import type { Trust } from '../evidence/trust.ts'
import { canonicalJson } from '../platform/journal.ts'
import { blindedEntry } from '../platform/log/log-entry.ts'

const some = (length: number) => new Uint8Array(randomBytes(length))
const nonce = () => some(32)

/** A fictitious matter whose acts say these things, each entered in a small log of our own with a witness. */
export function aCourse(
  said: readonly string[],
  matterId = '0195f0c0-0000-7000-8000-000000000001',
): { course: Course; trust: Trust; now: number } {
  const origin = 'log.example/2026'
  const key: SignerKey = { name: origin, type: 'ed25519', seed: some(32) }
  const witness: SignerKey = { name: 'witness.example/w1', type: 'ed25519-cosignature', seed: some(32) }
  const policy = `log ${encodeVerifierKey(verifierOf(key))}\nwitness w1 ${encodeVerifierKey(verifierOf(witness))}\nquorum w1\n`
  const trust = { policy, logKeys: [verifierOf(key)], timestampRoots: [] }

  let before: Uint8Array | null = null
  const acts = said.map((what, index) => {
    const seq = index + 1
    const text = canonicalJson({ matterId, seq, act: 'record', on: '2026-11-24', fields: { remark: what } })
    const salt = some(32)
    const digest: Uint8Array = digestOfAct(text, salt, before)
    before = digest
    const detail = { kind: 'case', seq, act: 'record', digest: toHex(digest) }
    const fact = canonicalJson({ act: 'proceeding.act', at: '2026-11-24T02:00:00Z', subject: matterId, detail })
    const blind = some(32)
    return { seq, text, salt, digest, fact, blind, entry: blindedEntry('event', utf8(fact), blind, some(16)) }
  })
  const leaves = concat(...acts.map(({ entry }) => leafHash('sha256', entry)))
  const text = checkpointText({ origin, size: acts.length, root: treeRoot('sha256', leaves) })
  const moment = Date.parse('2026-11-24T02:00:05Z') / 1000
  const signatures = [signLine(key, text, { nonce }), signLine(witness, text, { moment, nonce })]
  const checkpoint = encodeNote({ text, signatures })
  return {
    trust,
    now: Date.parse('2026-11-26T00:00:00Z'),
    course: {
      matterId,
      acts: acts.map(({ seq, text, salt, digest, fact, blind, entry }, index) => ({
        ...{ seq, digest, shown: { text, salt } },
        logged: {
          ...{ fact, blind },
          receipt: {
            ...{ entry, timestamps: [], policy: policyDigest(policy), logKeys: trust.logKeys },
            tlogProof: encodeTlogProof({ index, path: auditPath('sha256', leaves, index), checkpoint }),
          },
        },
      })),
    },
  }
}
