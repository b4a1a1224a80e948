import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { defineWords } from '../../core/words.ts'

/**
 * The package of a right holder, in eleven parts. A suggestion ○: the statutory list of the 2026 provisions is to be verified.
 * @source domain law.md §7.5
 */
export const partWords = defineWords({
  1: ['权利人身份与权属、许可', 'The right holder, ownership and licences'],
  2: ['秘密点清单', 'List of secret points'],
  3: ['秘密性说明', 'Why it is not publicly known'],
  4: ['商业价值', 'Commercial value'],
  5: ['保密措施证据', 'Evidence of confidentiality measures'],
  6: ['被投诉人与接触可能', 'The accused, and how they had access'],
  7: ['侵权线索', 'Signs of the infringement'],
  8: ['损失或者获利初算', 'Loss or gain, a first estimate'],
  9: ['其他程序情况', 'Other proceedings'],
  10: ['保密请求与可披露范围', 'Confidentiality asked for, and what may be disclosed'],
  11: ['材料真实性承诺', 'Declaration that all of it is true'],
})
export const partNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
export type PartNumber = (typeof partNumbers)[number]

/** @source domain law.md §7.5 (缺失、已交、已核、涉密) */
export const partStateWords = defineWords({
  missing: ['缺失', 'Missing'],
  given: ['已交', 'Handed in'],
  checked: ['已核', 'Checked'],
  confidential: ['涉密', 'Confidential'],
})
export const partStates = ['missing', 'given', 'checked', 'confidential'] as const
export type PartState = (typeof partStates)[number]

/** Kinds of information by their codes; what they are called is in the tables of the law (`information-type`). @source domain law.md §1.2 */
export const secretKinds = [
  ...['T01', 'T02', 'T03', 'T04', 'T05', 'T06', 'T07', 'T08', 'T09', 'T10', 'T11', 'T99'],
  ...['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B99'],
] as const

/** Confidentiality measures by their codes (`measure`). @source domain law.md §1.4 */
export const measures = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8'] as const

/** Without these nobody could look into it. */
export const lackingWords = defineWords({
  accused: ['被投诉人', 'who is accused'],
  infringement: ['侵权线索', 'the signs of the infringement'],
  truthful: ['材料真实性承诺', 'the declaration that it is true'],
})

/** How the infringement shows. @source domain law.md §2.5: AUCL 39 ●, civil proceedings only; used here to group what is told */
export const signWords = defineWords({
  same: [
    '有渠道或者机会获取，且所用信息实质相同',
    'There was a way to obtain it, and what is used is substantially the same',
  ],
  disclosed: ['已被披露、使用，或者有此风险', 'It was disclosed or used, or may be'],
  other: ['有其他证据', 'There is other evidence'],
})
export const signs = ['same', 'disclosed', 'other'] as const

const line = z.string().trim().max(300).default('')
const text = z.string().trim().max(10_000).default('')

/** The number, kind and carrier of a secret point. What the secret is, never stands here. */
export const SecretPoint = z.object({
  number: z.string().trim().max(40).default(''),
  kind: z.enum(secretKinds).nullable().default(null),
  carrier: line,
  formedOn: line,
  version: line,
  publicSearch: text,
})

/** A deposit that supports a part, as its own record tells it; whoever holds the number can verify it without an account. */
export const ComplaintDeposit = z.object({
  part: z.int().min(1).max(11),
  id: Id,
  requestId: z.string().max(64),
  label: z.string().max(200),
  madeAt: z.string().max(40),
})
export type ComplaintDeposit = z.infer<typeof ComplaintDeposit>

/** Everything may be empty while it is a draft. */
export const ComplaintBody = z.object({
  rightHolder: line,
  standing: z.enum(['owner', 'licensee', 'agent']).nullable().default(null),
  ownership: text,
  secretPoints: z.array(SecretPoint).max(50).default([]),
  secrecy: text,
  value: text,
  measures: z.array(z.enum(measures)).max(20).default([]),
  measuresText: text,
  accused: line,
  accusedMore: text,
  access: text,
  signs: z.array(z.enum(signs)).max(3).default([]),
  infringement: text,
  when: line,
  where: line,
  loss: text,
  otherProceedings: text,
  confidentiality: text,
  /** Parts that are handed over separately, in the confidential way. */
  confidentialParts: z.array(z.int().min(1).max(11)).max(11).default([]),
  deposits: z.array(ComplaintDeposit).max(100).default([]),
  truthful: z.boolean().default(false),
})
export type ComplaintBody = z.infer<typeof ComplaintBody>

export const ComplaintAttachment = z.object({
  part: z.int().min(1).max(11),
  id: Id,
  name: z.string(),
  sizeBytes: z.int(),
})
export type ComplaintAttachment = z.infer<typeof ComplaintAttachment>

export const ComplaintPart = z.object({
  part: z.int().min(1).max(11),
  state: z.enum(partStates),
  remark: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
})
export type ComplaintPart = z.infer<typeof ComplaintPart>

export const ComplaintSummary = z.object({
  id: Id,
  accused: z.string(),
  savedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  toldState: z.string().nullable(),
  toldDueOn: z.iso.date().nullable(),
})
