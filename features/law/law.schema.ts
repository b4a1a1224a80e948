import { z } from 'zod'
import { ParameterValue } from '../../core/law-data.ts'

export const OpenValue = z.object({
  path: z.string(),
  value: ParameterValue.nullable(),
  kind: z.enum(['count', 'number', 'yes-no', 'choice']),
  choices: z.array(z.object({ value: z.string(), zh: z.string(), en: z.string() })),
  because: z.enum(['to-verify', 'ours']),
})
export type OpenValue = z.infer<typeof OpenValue>

/** What the office set, why and when; `by` is null for whoever may not know the person. */
export const SetValue = z.object({
  id: z.number().int(),
  path: z.string(),
  value: ParameterValue.nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  setAt: z.iso.datetime(),
})
export type SetValue = z.infer<typeof SetValue>

const text = z.string()
export const CalendarYear = z.object({
  year: z.number().int(),
  source: text,
  holidays: z
    .array(z.object({ name: z.tuple([text, text]).readonly(), from: z.iso.date(), to: z.iso.date() }).readonly())
    .readonly(),
  daysOff: z.array(z.iso.date()).readonly(),
  workingDays: z.array(z.iso.date()).readonly(),
})
