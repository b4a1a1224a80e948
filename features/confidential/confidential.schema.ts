import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { defineWords } from '../../core/words.ts'

export const itemKindWords = defineWords({
  'secret-point': ['秘密点', 'Secret point'],
  'accused-information': ['被控信息', 'Accused information'],
  appraisal: ['鉴定意见', 'Appraisal'],
  other: ['其他涉密材料', 'Other confidential material'],
})
export const itemKinds = Object.keys(itemKindWords) as [keyof typeof itemKindWords]
export type ItemKind = keyof typeof itemKindWords

/** @source domain law.md §1.7 (SPC20 13): 异同程度、容易想到、用途方式目的效果 */
export const outcomeWords = defineWords({
  same: ['相同或实质相同', 'the same, or substantially'],
  different: ['不同', 'different'],
  'easily-thought-of': ['有差异，但相关人员容易想到', 'different, but easily thought of'],
  'effect-differs': ['用途、方式、目的或效果有实质差异', 'use, manner, purpose or effect differs in substance'],
  undecided: ['尚未判断', 'not decided yet'],
})
export const outcomes = Object.keys(outcomeWords) as [keyof typeof outcomeWords]
export type Outcome = keyof typeof outcomeWords

export const ConfidentialItem = z.object({
  id: Id,
  kind: z.enum(itemKinds),
  label: z.string(),
  version: z.int(),
  replaces: Id.nullable(),
  /** A newer version stands in its place. */
  replaced: z.boolean(),
  derivedFromPublic: z.boolean(),
  attachments: z.int(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
  lockedAt: z.iso.datetime().nullable(),
})
export type ConfidentialItem = z.infer<typeof ConfidentialItem>

export const Cell = z.object({
  pointId: Id,
  accusedId: Id,
  outcome: z.enum(outcomes),
  evidenceIds: z.array(Id),
  appraisalIds: z.array(Id),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
})
export type Cell = z.infer<typeof Cell>

export const Grant = z.object({
  id: Id,
  personId: Id,
  person: z.string(),
  grantedBy: z.string(),
  reason: z.string(),
  grantedAt: z.iso.datetime(),
  expiresOn: z.iso.date(),
  revokedAt: z.iso.datetime().nullable(),
})

export const Look = z.object({
  id: Id,
  matterNumber: z.string().nullable(),
  item: z.string(),
  person: z.string(),
  reason: z.string(),
  lookedAt: z.iso.datetime(),
})
