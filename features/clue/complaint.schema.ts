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

/** @source domain law.md §1.2: AUCL 10(4) ●, kinds by SPC20 1 ● */
export const secretKindWords = defineWords({
  T01: ['结构', 'Structure'],
  T02: ['原料', 'Raw materials'],
  T03: ['组分', 'Components'],
  T04: ['配方', 'Formula'],
  T05: ['材料', 'Materials'],
  T06: ['样品、样式', 'Samples, patterns'],
  T07: ['植物新品种繁殖材料', 'Propagating material of plant varieties'],
  T08: ['工艺、方法或其步骤', 'Process, method or its steps'],
  T09: ['算法', 'Algorithm'],
  T10: ['数据（技术）', 'Data (technical)'],
  T11: ['计算机程序及其有关文档、代码', 'Program, its documents, code'],
  T99: ['其他技术信息', 'Other technical information'],
  B01: ['创意', 'Creative ideas'],
  B02: ['管理', 'Management'],
  B03: ['销售', 'Sales'],
  B04: ['财务', 'Finance'],
  B05: ['计划', 'Plans'],
  B06: ['样本', 'Samples (business)'],
  B07: ['招投标材料', 'Tender material'],
  B08: ['客户信息', 'Customer information'],
  B09: ['数据（经营）', 'Data (business)'],
  B99: ['其他经营信息', 'Other business information'],
})
export const secretKinds = Object.keys(secretKindWords) as [keyof typeof secretKindWords]

/** @source domain law.md §1.4: SPC20 6 ●; M8 by TSP ◐ */
export const measureWords = defineWords({
  M1: ['签订保密协议或者在合同中约定保密义务', 'Confidentiality agreements or clauses'],
  M2: ['章程、培训、制度、书面告知', 'Charters, training, rules, written notices'],
  M3: ['涉密厂房、车间限制来访或者分区管理', 'Restricted visits or zones'],
  M4: [
    '标记、分类、隔离、加密、封存、限制接触人员范围',
    'Marking, classing, isolating, encrypting, sealing, limiting who has access',
  ],
  M5: [
    '对计算机、网络、存储设备和软件禁止或者限制使用、访问、存储、复制',
    'Limits on computers, networks, storage and software',
  ],
  M6: [
    '离职登记、返还、清除、销毁，继续保密',
    'On leaving: registering, returning, erasing, destroying, keeping silent',
  ],
  M7: ['其他合理措施', 'Other reasonable measures'],
  M8: [
    '远程办公、跨境协作的权限分级、脱敏、日志留痕',
    'Graded rights, masking and logs for remote and cross-border work',
  ],
})
export const measures = Object.keys(measureWords) as [keyof typeof measureWords]

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
