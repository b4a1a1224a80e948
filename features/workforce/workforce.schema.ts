import { z } from 'zod'
import { defineWords } from '../../core/words.ts'
import { ChecklistRun } from '../checklist/checklist.schema.ts'
import { LevelId } from '../trade-secret/classification.schema.ts'

const day = z.iso.date()
const line = z.string().trim().min(1).max(200)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const agreementKinds = defineWords({
  confidentiality: ['保密协议', 'Confidentiality agreement'],
  pledge: ['保密承诺书', 'Pledge'],
  'non-compete': ['竞业限制协议', 'Non-compete agreement'],
  other: ['其他', 'Other'],
})
export const Agreement = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['confidentiality', 'pledge', 'non-compete', 'other']),
  /** `null`: asked for, not yet signed. */
  signedOn: day.nullable(),
  expiresOn: day.nullable(),
  /** Where the paper is kept. */
  paperAt: z.string().trim().max(200),
  /** The paper of the firm that was handed to the person here, and the SHA-256 that their acknowledgement names; null for one signed by hand. */
  paper: z.strictObject({ documentId: z.uuid(), handoutId: z.uuid(), title: line, digest }).nullable().default(null),
})
export type Agreement = z.infer<typeof Agreement>

export const Training = z.strictObject({
  id: z.uuid(),
  course: line,
  on: day,
  passed: z.boolean(),
  until: day.nullable(),
  /** The marks of a course that was learned and answered here; null for one that was entered by hand. */
  result: z
    .strictObject({ courseId: z.string(), score: z.int().min(0).max(100) })
    .nullable()
    .default(null),
})
export type Training = z.infer<typeof Training>

export const standings = defineWords({
  senior: ['高级管理人员、高级技术人员', 'Senior manager or senior technician'],
  bound: ['其他负有保密义务的人员', 'Others bound to secrecy'],
  none: ['不接触商业秘密', 'No access to secrets'],
})
/** A non-compete as it was agreed; money in fen. */
export const NonCompete = z.strictObject({
  standing: z.enum(['senior', 'bound', 'none']),
  months: z.int().min(0).max(120),
  scope: z.string().trim().max(500),
  region: z.string().trim().max(200),
  averageWageFen: z.int().min(0).nullable(),
  monthlyFen: z.int().min(0).nullable(),
  penaltyFen: z.int().min(0).nullable(),
  startsOn: day.nullable(),
  paidUntil: day.nullable(),
})
export type NonCompete = z.infer<typeof NonCompete>

/** The record of a close-out as it was made: its text never changes, so that its SHA-256 stays the one that was deposited. */
export const CloseOut = z.strictObject({
  /** Of which run, by its start. */
  startedAt: z.iso.datetime(),
  closedAt: z.iso.datetime(),
  text: z.string().min(1).max(60_000),
  sha256: digest,
})
export type CloseOut = z.infer<typeof CloseOut>

/** A person of a firm cleared for its secrets; kept sealed in the vault's collection `person`. */
export const ClearedPerson = z.strictObject({
  v: z.literal(1),
  name: line,
  personId: z.uuid().nullable(),
  post: z.string().trim().max(100),
  level: LevelId,
  clearedSince: day,
  clearedUntil: day.nullable(),
  agreements: z.array(Agreement).max(100),
  nonCompete: NonCompete.nullable(),
  training: z.array(Training).max(200),
  runs: z.array(ChecklistRun).max(50),
  closeOuts: z.array(CloseOut).max(50).default([]),
  /** Until when personal data are kept, and why; then they are erased. */
  retention: z.strictObject({ until: day, why: line }).nullable(),
})
export type ClearedPerson = z.infer<typeof ClearedPerson>
