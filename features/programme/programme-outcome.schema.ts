import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { ItemId, TargetId } from './programme.schema.ts'

/** 制度性成果 · 工作记录 · 活动 · 认定(授牌)记录 */
export const outcomeKinds = ['institutional', 'record', 'activity', 'conferral'] as const
export const OutcomeKind = z.enum(outcomeKinds)

export const OutcomeText = z.object({
  itemId: ItemId,
  taskId: Id.nullable().default(null),
  /** The target this record counts for, if any. */
  targetId: TargetId.nullable().default(null),
  kind: OutcomeKind,
  title: z.string().trim().min(2).max(200),
  description: z.string().trim().max(10_000).default(''),
  /** The day it happened, which may lie years before the day it was recorded. */
  happenedOn: z.iso.date(),
  replicable: z.boolean().default(false),
})
export type OutcomeText = z.infer<typeof OutcomeText>

export const OutcomeAttachment = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  sha256: z.string(),
})

export const Outcome = OutcomeText.extend({
  id: Id,
  organisationId: Id,
  organisation: z.string(),
  state: z.enum(['recorded', 'withdrawn']),
  revision: z.number().int(),
  fictitious: z.boolean(),
  recordedBy: z.string().nullable(),
  recordedAt: z.iso.datetime(),
  attachmentCount: z.number().int(),
})
export type Outcome = z.infer<typeof Outcome>

export const OutcomeRevision = z.object({
  revision: z.number().int(),
  document: z.record(z.string(), z.unknown()),
  reason: z.string(),
  by: z.string().nullable(),
  madeAt: z.iso.datetime(),
})
