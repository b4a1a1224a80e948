import { z } from 'zod'
import { ChecklistRun } from '../checklist/checklist.schema.ts'
import { LevelId } from '../trade-secret/classification.schema.ts'

const day = z.iso.date()
const line = z.string().trim().min(1).max(200)

export const Agreement = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['confidentiality', 'pledge', 'non-compete', 'other']),
  /** `null`: asked for, not yet signed. */
  signedOn: day.nullable(),
  expiresOn: day.nullable(),
  /** Where the paper is kept. */
  paperAt: z.string().trim().max(200),
})
export type Agreement = z.infer<typeof Agreement>

export const Training = z.strictObject({
  course: line,
  on: day,
  passed: z.boolean(),
  until: day.nullable(),
})
export type Training = z.infer<typeof Training>

/** A person of a firm cleared for its secrets; kept sealed in the vault's collection `person`. */
export const ClearedPerson = z.strictObject({
  v: z.literal(1),
  name: line,
  personId: z.uuid().nullable(),
  post: z.string().trim().max(100),
  level: LevelId,
  clearedSince: day,
  clearedUntil: day.nullable(),
  agreements: z.array(Agreement),
  training: z.array(Training),
  runs: z.array(ChecklistRun),
  /** Until when personal data are kept, and why; then they are erased. */
  retention: z.strictObject({ until: day, why: line }).nullable(),
})
export type ClearedPerson = z.infer<typeof ClearedPerson>
