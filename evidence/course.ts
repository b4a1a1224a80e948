import { concat, equalBytes, fromHex, toBase64, toHex, utf8 } from './bytes.ts'
import { sha256 } from './digest.ts'
import { decodeEntry } from './entry.ts'
import { EvidenceError } from './evidence-error.ts'
import { commitmentOf } from './manifest.ts'
import { leafHash } from './merkle.ts'
import { malformedAs } from './note.ts'
import { bytesIn, contentOf, encodeReceipt, fieldsOf, parseJson, type Receipt, receiptFrom, textIn } from './receipt.ts'
import type { Trust } from './trust.ts'
import { type Verification, verifyReceipt } from './verify.ts'

/**
 * `*.tscourse.json`: the course of a matter (办理经过), act by act, as somebody outside may check it.
 *
 * Each act's digest covers what the act says and the digest of the act before, so that nothing can be changed, put in or
 * taken out without every later digest being another. Each digest stands in a fact of the platform's journal, and each fact
 * is an entry of the public log. An act whose text may not be shown is withheld: its digest still holds its place.
 */
export type Course = {
  readonly matterId: string
  readonly acts: readonly CourseAct[]
}

export type CourseAct = {
  readonly seq: number
  readonly digest: Uint8Array
  /** What the act says, word for word as it was digested, with its salt; null when it is withheld. */
  readonly shown: { readonly text: string; readonly salt: Uint8Array } | null
  /** The journal's fact, word for word, and its place in the log; null as long as it has none. */
  readonly logged: { readonly fact: string; readonly blind: Uint8Array; readonly receipt: Receipt } | null
}

export const courseFormat = 'shoumi-course'
const largestCourse = 64 * 1024 * 1024
const mostActs = 10_000

const magic = concat(utf8('SHOUMIACT'), new Uint8Array([0, 1]))
const beginning = new Uint8Array(32)

/** @param before - the digest of the act before; null for the first. @param salt - 32 random bytes, so that a short text cannot be guessed */
export const digestOfAct = (text: string, salt: Uint8Array, before: Uint8Array | null): Uint8Array =>
  sha256(concat(magic, before ?? beginning, salt, utf8(text)))

export const encodeCourse = ({ matterId, acts }: Course): string =>
  `${JSON.stringify(
    {
      format: courseFormat,
      v: 1,
      matterId,
      acts: acts.map(({ seq, digest, shown, logged }) => ({
        seq,
        digest: toHex(digest),
        shown: shown && { text: shown.text, salt: toBase64(shown.salt) },
        logged: logged && {
          fact: logged.fact,
          blind: toBase64(logged.blind),
          receipt: JSON.parse(encodeReceipt(logged.receipt)),
        },
      })),
    },
    null,
    2,
  )}\n`

/** @throws EvidenceError `not-json`, `kind-unknown`, `version-unknown`, `course-malformed`, `too-large`, or what is wrong with a receipt */
export function decodeCourse(source: string): Course {
  if (source.length > largestCourse) throw new EvidenceError('too-large')
  const { matterId, acts } = contentOf(parseJson(source), courseFormat, ['matterId', 'acts'], 'course-malformed')
  if (!Array.isArray(acts) || acts.length > mostActs) throw new EvidenceError('course-malformed', { field: 'acts' })
  return { matterId: malformedAs('course-malformed', () => textIn(matterId)), acts: acts.map(actFrom) }
}

function actFrom(value: unknown, index: number): CourseAct {
  const { seq, digest, shown, logged } = malformedAs('course-malformed', () =>
    fieldsOf(value, ['seq', 'digest', 'shown', 'logged']),
  )
  if (seq !== index + 1) throw new EvidenceError('course-malformed', { field: 'seq' })
  const act = malformedAs('course-malformed', () => ({
    seq: index + 1,
    digest: thirtyTwo(fromHex(textIn(digest))),
    shown: shown === null ? null : shownFrom(fieldsOf(shown, ['text', 'salt'])),
  }))
  if (logged === null) return { ...act, logged: null }
  const given = malformedAs('course-malformed', () => fieldsOf(logged, ['fact', 'blind', 'receipt']))
  return {
    ...act,
    logged: {
      ...malformedAs('course-malformed', () => ({
        fact: textIn(given['fact']),
        blind: thirtyTwo(bytesIn(given['blind'])),
      })),
      receipt: receiptFrom(given['receipt']),
    },
  }
}

const shownFrom = ({ text, salt }: Readonly<Record<string, unknown>>) => ({
  text: textIn(text),
  salt: thirtyTwo(bytesIn(salt)),
})

/** Of any other length, bytes could be moved from what is hashed beside them without another digest. */
function thirtyTwo(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== 32) throw new EvidenceError('course-malformed', { reason: `${bytes.length} bytes` })
  return bytes
}

export type ActFound = {
  readonly seq: number
  /** Whether the text has the digest, over the digest before; `withheld` when it is not shown. */
  readonly text: 'matches' | 'differs' | 'withheld'
  /** Whether the journal's fact says this digest at this place of this matter; `missing` when it is not enclosed. */
  readonly fact: 'matches' | 'differs' | 'missing'
  /** Whether the fact is what the log's entry commits to, and everything about the receipt. */
  readonly entry: 'matches' | 'differs' | 'missing'
  readonly receipt: Verification | null
  /** Whether all of it does; a withheld text is no objection. */
  readonly holds: boolean
}

export type CourseVerification = {
  /** `proven` only if every act holds. */
  readonly verdict: 'proven' | 'not-proven'
  readonly acts: readonly ActFound[]
  readonly withheld: number
}

/**
 * Checks a course without anybody's help. It does not say that nothing followed the last act, nor that what an act says is
 * true: it says that these acts, in this order, with these texts, were written down no later than their receipts tell.
 */
export function verifyCourse({ matterId, acts }: Course, trust: Trust, now: number): CourseVerification {
  const found = acts.map((act, index): ActFound => {
    const before = acts[index - 1]?.digest ?? null
    const { seq, shown, logged } = act
    const parts = {
      text: shown === null ? 'withheld' : textHolds(act, shown, before, matterId) ? 'matches' : 'differs',
      fact: logged === null ? 'missing' : factSays(logged.fact, matterId, act) ? 'matches' : 'differs',
      entry: logged === null ? 'missing' : entryHolds(logged) ? 'matches' : 'differs',
    } as const
    const receipt = logged && verifyReceipt({ receipt: logged.receipt, trust, now })
    const matches = parts.text !== 'differs' && parts.fact === 'matches' && parts.entry === 'matches'
    return { seq, ...parts, receipt, holds: matches && receipt?.verdict === 'proven' }
  })
  return {
    verdict: found.length > 0 && found.every(({ holds }) => holds) ? 'proven' : 'not-proven',
    acts: found,
    withheld: found.filter(({ text }) => text === 'withheld').length,
  }
}

/** The text must be about this act of this matter: one act's text cannot stand in for another's. */
function textHolds(
  { seq, digest }: CourseAct,
  shown: { text: string; salt: Uint8Array },
  before: Uint8Array | null,
  matterId: string,
) {
  if (!equalBytes(digestOfAct(shown.text, shown.salt, before), digest)) return false
  const said = objectIn(shown.text)
  return said?.['matterId'] === matterId && said['seq'] === seq
}

function factSays(fact: string, matterId: string, { seq, digest }: CourseAct): boolean {
  const said = objectIn(fact)
  const detail = said?.['detail']
  if (said?.['subject'] !== matterId || typeof detail !== 'object' || detail === null) return false
  return 'seq' in detail && detail.seq === seq && 'digest' in detail && detail.digest === toHex(digest)
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function entryHolds({ fact, blind, receipt }: NonNullable<CourseAct['logged']>): boolean {
  const content = utf8(fact)
  const roots = { leafCount: 1, rootSha256: leafHash('sha256', content), rootSm3: leafHash('sm3', content) }
  const { commitment, type } = decodeEntry(receipt.entry)
  const computed = commitmentOf({ ...roots, blind })
  return type === 'event' && equalBytes(commitment.sha256, computed.sha256) && equalBytes(commitment.sm3, computed.sm3)
}
