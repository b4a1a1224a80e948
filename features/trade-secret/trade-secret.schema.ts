import { z } from 'zod'
import { defineWords } from '../../core/words.ts'
import { factorIds, LevelId, Score, secretLevels } from './classification.schema.ts'

const day = z.iso.date()
const line = z.string().trim().min(1).max(200)
const text = z.string().trim().max(20_000)
const Ref = z.uuid()

/** Somebody of the firm; `personId` where they have an account. */
export const Who = z.strictObject({
  name: line,
  personId: Ref.nullable().default(null),
  post: z.string().max(100).default(''),
})
export type Who = z.infer<typeof Who>

/** A secret point, dated and in versions. Locked for a litigation, it is not changed any more. */
export const SecretPoint = z.strictObject({
  id: Ref,
  title: line,
  derivedFromPublic: z.boolean(),
  /** What is new against what is public, where it derives from it. */
  increment: text,
  versions: z.array(z.strictObject({ on: day, by: line, text })).min(1),
  lockedOn: day.nullable(),
  lockReason: z.string().max(500),
})
export type SecretPoint = z.infer<typeof SecretPoint>

export const carrierKinds = defineWords({
  paper: ['纸质', 'Paper'],
  file: ['电子文件', 'Electronic file'],
  system: ['信息系统', 'System'],
  object: ['样品、模具或设备', 'Sample, mould or machine'],
  place: ['场所', 'Place'],
  person: ['人员掌握', 'Known by people'],
})
export const Carrier = z.strictObject({
  id: Ref,
  kind: z.enum(Object.keys(carrierKinds) as [keyof typeof carrierKinds, ...(keyof typeof carrierKinds)[]]),
  what: line,
  where: z.string().trim().max(200),
  keeper: z.string().trim().max(100),
  marked: z.boolean(),
})
export type Carrier = z.infer<typeof Carrier>

/** The measures of domain law.md §1.4, SPC20 6. */
export const measureWords = defineWords({
  M1: ['签保密协议或合同约定保密义务', 'A confidentiality agreement or clause'],
  M2: ['章程、培训、制度、书面告知', 'Rules, training, policies, written notice'],
  M3: ['涉密厂房、车间限制来访或分区管理', 'Premises closed to visitors or zoned'],
  M4: ['标记、分类、隔离、加密、封存、限制接触', 'Marking, classing, isolating, encrypting, sealing, limiting access'],
  M5: [
    '对计算机、电子设备、网络、存储设备和软件禁止或者限制使用、访问、存储、复制',
    'Computers, electronic devices, networks, storage and software: use, access, storing and copying barred or limited',
  ],
  M6: ['离职登记、返还、清除、销毁，继续保密', 'Leavers register, return, erase, destroy and keep secrecy'],
  M7: ['其他合理措施', 'Other reasonable measures'],
  // @source domain law.md §1.3: TSP ◐, its article not read
  M8: [
    '远程办公、跨境协作：权限分级、脱敏、留痕（据转述，条号待核）',
    'Remote and cross-border work: graded access, masking, logs (as reported; article to be verified)',
  ],
})
export const measureCodes = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8'] as const
export const Measure = z.strictObject({
  id: Ref,
  code: z.enum(measureCodes),
  what: line,
  since: day,
  until: day.nullable(),
  /** Where what proves it is kept. */
  evidence: z.string().trim().max(500),
  /** Which line of the catalogue's handling it carries out, where it carries out one. */
  topic: z.string().max(40).optional(),
})
export type Measure = z.infer<typeof Measure>

/** Somebody who may know, from when to when, and the notice that was given of it. */
export const Knower = z.strictObject({
  ...Who.shape,
  since: day,
  until: day.nullable(),
  notice: z
    .strictObject({ handoutId: Ref.nullable(), digest: z.string(), sentOn: day, acknowledgedOn: day.nullable() })
    .nullable(),
})
export type Knower = z.infer<typeof Knower>

export const stages = defineWords({ idea: ['构想', 'Idea'], draft: ['草稿', 'Draft'], final: ['定稿', 'Final'] })
export const stageIds = ['idea', 'draft', 'final'] as const
/** A deposit of the version chain, by its request. */
export const DepositLink = z.strictObject({
  requestId: z.string().regex(/^[0-9a-f]{32,64}$/),
  label: line,
  stage: z.enum(stageIds),
  on: day,
  /** With whom it was made, when it was not here; empty for a deposit of this installation. */
  elsewhere: z.string().trim().max(200).default(''),
})
export type DepositLink = z.infer<typeof DepositLink>

/** What the command line found when it compared the originals on the firm's own machine; taken in from its result file. */
export const Recheck = z.strictObject({
  at: z.iso.datetime(),
  checked: z.int().min(0),
  different: z.int().min(0),
  /** Of those that no longer match; only when they were asked for, and never more than fit. */
  names: z.array(z.string().max(1000)).max(100),
  /** Whether it was about the deposits of this entry, or taken in whole. */
  scope: z.enum(['deposits', 'whole']),
})
export type Recheck = z.infer<typeof Recheck>

export const Disclosure = z.strictObject({
  to: line,
  on: day,
  what: line,
  under: z.string().trim().max(200),
  returnBy: day.nullable(),
  returnedOn: day.nullable(),
})

export type Disclosed = z.infer<typeof Disclosure>

export const aiPermissions = defineWords({
  never: ['禁止输入任何外部智能工具', 'Never put into outside AI tools'],
  approved: ['仅限经批准、有保密约定的工具，先脱敏', 'Approved tools under confidentiality terms only, masked first'],
  allowed: [
    '可以使用经批准的工具，不得含客户或个人信息',
    'Approved tools may be used, without customer or personal data',
  ],
})
export const ownerships = defineWords({
  own: ['自有', 'Own'],
  assigned: ['受让', 'Assigned'],
  licensed: ['许可', 'Licensed'],
  joint: ['合作', 'Joint'],
})
export const statuses = defineWords({
  draft: ['拟定', 'Draft'],
  active: ['生效', 'Active'],
  changed: ['变更', 'Changed'],
  released: ['解密', 'Released'],
  destroyed: ['销毁', 'Destroyed'],
})

export const Grading = z.strictObject({
  scores: z.partialRecord(z.enum(factorIds), Score),
  suggested: LevelId.nullable(),
  /** Required where the level is not the suggested one, and kept with every change. */
  reason: z.string().trim().max(1000),
  gradedOn: day,
  gradedBy: line,
})

/** One entry of the register: what it is called, where it is kept, who may know; the content itself only in its secret points. */
export const TradeSecret = z.strictObject({
  v: z.literal(1),
  number: z.string().max(40),
  name: line,
  infoKind: z.string().regex(/^[TB]\d\d$/),
  level: z.enum(secretLevels),
  grading: Grading,
  points: z.array(SecretPoint).max(100),
  secrecyBasis: text,
  valueBasis: text,
  formedOn: day,
  creators: z.array(line).max(50),
  ownership: z.enum(['own', 'assigned', 'licensed', 'joint']),
  owner: Who,
  knowers: z.array(Knower).max(500),
  carriers: z.array(Carrier).max(200),
  measures: z.array(Measure).max(200),
  aiUse: z.enum(['never', 'approved', 'allowed']),
  period: z.strictObject({
    kind: z.enum(['date', 'event', 'untilPublished', 'longTerm']),
    until: day.nullable(),
    event: z.string().max(200),
  }),
  deposits: z.array(DepositLink).max(500),
  rechecks: z.array(Recheck).max(200).default([]),
  disclosures: z.array(Disclosure).max(500),
  reviewOn: day,
  status: z.enum(['draft', 'active', 'changed', 'released', 'destroyed']),
})
export type TradeSecret = z.infer<typeof TradeSecret>

/** What anybody of the firm proposes for the register; the keeper makes an entry of it. */
export const SecretProposal = z.strictObject({
  v: z.literal(1),
  name: line,
  infoKind: z
    .string()
    .regex(/^[TB]\d\d$/)
    .nullable(),
  why: text,
  where: z.string().trim().max(500),
  proposedOn: day,
})
export type SecretProposal = z.infer<typeof SecretProposal>
