import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { ItemId } from './programme.schema.ts'

export const taskStates = ['planned', 'under-way', 'done', 'dropped'] as const
export const TaskState = z.enum(taskStates)
export type TaskState = z.infer<typeof TaskState>
export const taskActs = ['report', 'finish', 'drop', 'reopen', 'reassign'] as const
export type TaskAct = (typeof taskActs)[number]

export const Task = z.object({
  id: Id,
  itemId: ItemId,
  organisationId: Id,
  organisation: z.string(),
  personId: Id.nullable(),
  person: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  startsOn: z.iso.date().nullable(),
  dueOn: z.iso.date(),
  state: TaskState,
  progress: z.number().int(),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  /** Calendar days past the due day while still open; 0 otherwise. */
  daysLate: z.number().int(),
})
export type Task = z.infer<typeof Task>

export const TaskReport = z.object({
  id: Id,
  act: z.string(),
  progress: z.number().int(),
  note: z.string(),
  by: z.string().nullable(),
  reportedAt: z.iso.datetime(),
})
