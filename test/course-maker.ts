import { toHex, utf8 } from '../evidence/bytes.ts'
import { type Course, digestOfAct } from '../evidence/course.ts'
import type { Receipt } from '../evidence/receipt.ts'
import type { Trust } from '../evidence/trust.ts'
import { canonicalJson } from '../platform/journal.ts'
import { blindedEntry } from '../platform/log/log-entry.ts'
import { aSmallLog, some } from './small-log.ts'

/** A fictitious matter whose acts say these things, each entered in a small log of our own with a witness. */
export function aCourse(
  said: readonly string[],
  matterId = '0195f0c0-0000-7000-8000-000000000001',
): { course: Course; trust: Trust; now: number } {
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
  const { receipts, trust } = aSmallLog(acts.map(({ entry }) => entry))
  return {
    trust,
    now: Date.parse('2026-11-26T00:00:00Z'),
    course: {
      matterId,
      acts: acts.map(({ seq, text, salt, digest, fact, blind }, index) => ({
        ...{ seq, digest, shown: { text, salt } },
        logged: {
          ...{ fact, blind },
          receipt: receipts[index] as Receipt,
        },
      })),
    },
  }
}
