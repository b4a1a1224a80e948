import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { Target } from './programme.schema.ts'

export const denominators = ['admitted-enterprises', 'named-number'] as const

export const TargetDefinition = z.object({
  definition: z.string(),
  denominator: z.enum(denominators).nullable(),
  namedNumber: z.number().int().nullable(),
  source: z.string(),
  reason: z.string(),
  by: z.string().nullable(),
  madeAt: z.iso.datetime(),
})
export type TargetDefinition = z.infer<typeof TargetDefinition>

/** A record that is counted: drilling down shows each. */
export const CountedRecord = z.object({
  id: Id,
  title: z.string(),
  organisation: z.string(),
  day: z.iso.date(),
  link: z.string(),
})
export type CountedRecord = z.infer<typeof CountedRecord>

export const TargetReading = z.object({
  asOf: z.iso.date(),
  numerator: z.number().int(),
  denominator: z.number().int().nullable(),
})
export type TargetReading = z.infer<typeof TargetReading>

export const TargetView = z.object({
  target: Target,
  asOf: z.iso.date(),
  numerator: z.number().int(),
  /** Null: not needed for a count, or not yet defined by the office. */
  denominator: z.number().int().nullable(),
  /** Percent for ratios, null while there is no denominator. */
  percent: z.number().nullable(),
  reached: z.boolean().nullable(),
  definition: TargetDefinition.nullable(),
  needsDefinition: z.boolean(),
  history: z.array(TargetReading),
})
export type TargetView = z.infer<typeof TargetView>
