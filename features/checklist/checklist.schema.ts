import { z } from 'zod'
import { contentHead, Said, SourceRef } from '../../core/content.ts'

/** Whole days, months or hours before (`-`) or after an anchor, as ISO 8601 writes them. */
const Offset = z.string().regex(/^-?P(\d+[DM]|T\d+H)$/)

const Step = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-\d\d$/),
  actor: z.string(),
  mandatory: z.boolean(),
  action: Said,
  /** Templates (`TPL-…`) or records that prove it was done. */
  records: z.array(z.string()),
  sources: z.array(SourceRef),
})
export type Step = z.infer<typeof Step>
const Phase = z.strictObject({ id: z.string(), from: Offset, to: Offset, name: Said, steps: z.array(Step).min(1) })
export const Checklist = z.strictObject({
  id: z.string().regex(/^CL-[A-Z]{2}$/),
  anchor: z.string(),
  title: Said,
  purpose: Said,
  phases: z.array(Phase).min(1),
})
export type Checklist = z.infer<typeof Checklist>
const Named = z.strictObject({ id: z.string(), name: Said })

/** `content/checklists.yaml`: who does what, when, and what record is kept. */
export const Checklists = z.strictObject({
  ...contentHead('checklists'),
  actors: z.array(Named),
  anchors: z.array(Named),
  redLines: z.array(z.strictObject({ id: z.string(), text: Said, sources: z.array(SourceRef) })),
  checklists: z.array(Checklist),
})
export type Checklists = z.infer<typeof Checklists>

/** One step that was done, by whom, and what proves it. */
export const StepDone = z.strictObject({
  at: z.iso.datetime(),
  by: z.string().min(1).max(100),
  outcome: z.enum(['done', 'not-needed', 'refused']),
  note: z.string().max(2000),
  /** Where the record of it is: a number, a place, a digest. */
  record: z.string().max(500),
})
export type StepDone = z.infer<typeof StepDone>

/** A checklist at work for one person, visit or incident; part of a sealed record. */
export const ChecklistRun = z.strictObject({
  checklistId: z.string(),
  /** A moment, in Chongqing time where the list counts days. */
  anchorAt: z.iso.datetime({ offset: true }),
  startedAt: z.iso.datetime(),
  steps: z.record(z.string(), StepDone),
  closedAt: z.iso.datetime().nullable(),
})
export type ChecklistRun = z.infer<typeof ChecklistRun>
