import { z } from 'zod'
import { defineWords } from '../../core/words.ts'
import { partNumbers } from '../clue/complaint.schema.ts'

const day = z.iso.date()
const line = z.string().trim().min(1).max(200)
const text = z.string().trim().max(5000)
const Digest = z.string().regex(/^[0-9a-f]{64}$/)

/** What a cell of the comparison may say. @source domain law.md §1.7, SPC20 13 ● */
export const outcomeWords = defineWords({
  same: ['相同', 'The same'],
  different: ['不同', 'Different'],
  easilyThoughtOf: ['有区别，但相关人员容易想到', 'Different, but the difference is easily thought of'],
  effectDiff: ['用途、使用方式、目的或者效果有实质差异', 'Use, way of use, purpose or effect differs in substance'],
})
type Outcome = keyof typeof outcomeWords

/** One piece of the information of the accused. */
export const AccusedInfo = z.strictObject({ id: z.uuid(), title: line, foundOn: day, source: text })
export type AccusedInfo = z.infer<typeof AccusedInfo>

/** A secret point set against a piece of the accused's information. */
export const ComparisonCell = z.strictObject({
  pointId: z.uuid(),
  accusedId: z.uuid(),
  outcome: z.enum(Object.keys(outcomeWords) as [Outcome, ...Outcome[]]),
  reason: text,
  evidence: text,
  /** Number of the expert opinion; empty where there is none. */
  opinion: z.string().trim().max(200),
})
export const Comparison = z.strictObject({
  accused: z.array(AccusedInfo).max(50),
  cells: z.array(ComparisonCell).max(2000),
})
export type Comparison = z.infer<typeof Comparison>

/** One file of a pack, in the part of the complaint it belongs to. */
export const PackPiece = z.strictObject({
  number: z.int().min(1).max(5000),
  part: z.literal(partNumbers),
  name: z.string().min(1).max(250),
  title: line,
  sizeBytes: z.int().min(0),
  sha256: Digest,
})
export type PackPiece = z.infer<typeof PackPiece>

/** The index of a pack: every piece numbered in the order of the eleven parts, with its digest. */
export const PackIndex = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal('shoumi-proof-pack'),
    madeOn: day,
    pieces: z.array(PackPiece).min(1).max(5000),
  })
  .superRefine(({ pieces }, found) => {
    const names = new Set<string>()
    for (const [at, piece] of pieces.entries()) {
      const fault =
        piece.number !== at + 1
          ? 'number'
          : piece.part < (pieces[at - 1]?.part ?? 1)
            ? 'part'
            : names.has(piece.name.toLowerCase())
              ? 'name'
              : null
      if (fault) found.addIssue({ code: 'custom', path: ['pieces', at, fault], message: fault })
      names.add(piece.name.toLowerCase())
    }
  })
export type PackIndex = z.infer<typeof PackIndex>

/** A pack in the making and, once it was sealed, what it was: kept in the vault, one for each making. */
export const PackRecord = z.strictObject({
  v: z.literal(1),
  secretId: z.uuid(),
  /** The day of the act complained of, as far as known. */
  actedOn: day.nullable(),
  accused: z.string().trim().max(200),
  comparison: Comparison,
  /** How loss or gain was reckoned. */
  lossBasis: text,
  signs: text,
  made: z
    .strictObject({
      on: day,
      indexSha256: Digest,
      fileSha256: Digest,
      pieces: z.int().min(1),
      /** To whom it is sealed besides the vault; null for a file of one's own. */
      receiver: z.string().max(200).nullable(),
      complaintId: z.uuid().nullable(),
    })
    .nullable(),
})
export type PackRecord = z.infer<typeof PackRecord>
