import { z } from 'zod'
import { defineWords } from '../../core/words.ts'

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
export type ComparisonCell = z.infer<typeof ComparisonCell>
export type Comparison = z.infer<typeof Comparison>

/** How somebody with access came by a secret. @source domain law.md §1.7, SPC20 12 ● */
export const accessFactors = defineWords({
  duties: ['职务、职责、权限', 'Post, duties and powers'],
  task: ['承担的本职工作或者单位分配的任务', 'Their own work, or a task that was given to them'],
  activity: ['参与和商业秘密有关的生产经营活动', 'Taking part in the business that it concerns'],
  carrier: [
    '保管、使用、存储、复制、控制或者以其他方式接触载体',
    'Keeping, using, storing, copying, controlling or otherwise reaching a carrier',
  ],
  other: ['其他', 'Other'],
})
export type AccessFactor = keyof typeof accessFactors
const factorIds = Object.keys(accessFactors) as [AccessFactor, ...AccessFactor[]]

/** Through whom the accused could get at it. */
export const AccessPath = z.strictObject({
  id: z.uuid(),
  /** Who knew it, or to whom it was given, as the register names them. */
  who: line,
  factor: z.enum(factorIds),
  /** What ties them to the accused: employment, cooperation, negotiation. */
  tie: text,
  evidence: text,
})
export type AccessPath = z.infer<typeof AccessPath>

/** On what an amount rests, in the order in which it is looked for. @source domain law.md §6.2, AUCL 22 ●, SPC20 19 ● */
export const lossBases = defineWords({
  actual: ['权利人的实际损失', 'Actual loss of the right holder'],
  gain: ['侵权人的获利', 'Gain of the infringer'],
  value: [
    '秘密已经公开：研发成本、实施收益、可得利益、竞争优势时间',
    'It became public: cost of development, income, profit to be expected, time of advantage',
  ],
  undetermined: ['实际损失和获利都难以确定', 'Neither loss nor gain can be determined'],
})
export type LossBasis = keyof typeof lossBases
export const Loss = z.strictObject({
  basis: z.enum(Object.keys(lossBases) as [LossBasis, ...LossBasis[]]).nullable(),
  amountFen: z.int().min(0).nullable(),
})
export type Loss = z.infer<typeof Loss>

/** A pack in the making and, once it was sealed, what it was: kept in the vault, one for each making. */
export const PackRecord = z.strictObject({
  v: z.literal(1),
  secretId: z.uuid(),
  /** The day of the act complained of, as far as known. */
  actedOn: day.nullable(),
  accused: z.string().trim().max(200),
  comparison: Comparison,
  access: z.array(AccessPath).max(50).default([]),
  loss: Loss.default({ basis: null, amountFen: null }),
  /** How loss or gain was reckoned, and on what evidence. */
  lossBasis: text,
  signs: text,
  /** Part 9: what else is going on about it. */
  proceedings: text.default(''),
  /** Part 10: what must stay confidential, what may be disclosed. */
  confidentiality: text.default(''),
  made: z
    .strictObject({
      on: day,
      indexSha256: Digest,
      fileSha256: Digest,
      pieces: z.int().min(1),
      /** The number under which the digest of the index was deposited; null where it was not. */
      depositId: z.string().max(64).nullable().default(null),
      /** To whom it is sealed besides the vault; null for a file of one's own. */
      receiver: z.string().max(200).nullable(),
      complaintId: z.uuid().nullable(),
    })
    .nullable(),
})
export type PackRecord = z.infer<typeof PackRecord>
