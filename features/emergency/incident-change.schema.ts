import { z } from 'zod'
import { StepDone } from '../checklist/checklist.schema.ts'
import { Contact, LogEntry } from './incident.schema.ts'

const who = { id: z.uuid(), by: z.string().trim().min(1).max(200), at: z.iso.datetime() }

/**
 * What somebody did to an incident, as data, with what they saw when they did it. It may wait sealed on a device and reach the incident
 * hours later, after colleagues have gone on with it, and more than once, when an answer of the server was lost.
 */
export const IncidentChange = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('line'), line: LogEntry }),
  z.strictObject({ act: z.literal('step'), ...who, step: z.string(), before: StepDone.nullable(), done: StepDone }),
  z.strictObject({ act: z.literal('close'), at: z.iso.datetime() }),
  z.strictObject({
    ...{ act: z.literal('contacts'), ...who },
    rows: z.array(z.strictObject({ before: Contact.nullable(), after: Contact.nullable() })),
  }),
  z.strictObject({ act: z.literal('secrets'), added: z.array(z.uuid()), removed: z.array(z.uuid()) }),
])
export type IncidentChange = z.infer<typeof IncidentChange>
export type ChangeOf<Act extends IncidentChange['act']> = Extract<IncidentChange, { act: Act }>
