import { z } from 'zod'
import { Id } from '../../core/contract.ts'

/** Thirty-two hexadecimal digits: the sixteen bytes that name a request in an entry. */
export const RequestId = z.string().regex(/^[0-9a-f]{32}$/)
const Day = z.iso.date()

export const depositStates = ['current', 'superseded', 'withdrawn'] as const
export type DepositState = (typeof depositStates)[number]

export const Deposit = z.object({
  id: Id,
  requestId: RequestId,
  origin: z.string(),
  index: z.number().int().describe('place in the log, from zero'),
  source: z.enum(['browser', 'command-line']),
  label: z.string(),
  remark: z.string(),
  fileCount: z.number().int().nullable(),
  totalBytes: z.number().int().nullable(),
  showDepositor: z.boolean(),
  state: z.enum(depositStates),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBecause: z.string().nullable(),
  supersededBy: Id.nullable(),
  recheckMonths: z.number().int().nullable(),
  recheckOn: Day.nullable(),
  recheckedOn: Day.nullable(),
  recheckResult: z.enum(['matches', 'differs']).nullable(),
})
export type Deposit = z.infer<typeof Deposit>

/** Given at once: the log has signed a state that holds every entry just sent. The proof of each comes with its receipt. */
export const DepositPromise = z.object({
  origin: z.string(),
  checkpoint: z
    .string()
    .describe('signed note (c2sp.org/tlog-checkpoint) whose size is above every index of this reply'),
})

export const DepositKey = z.object({
  id: Id,
  name: z.string(),
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

export const Standing = z.object({
  requestId: RequestId,
  origin: z.string(),
  index: z.number().int(),
  state: z.enum(depositStates),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBecause: z.string().nullable(),
  supersededBy: RequestId.nullable(),
  depositor: z.string().nullable().describe('only if the depositor wants it shown'),
  creditCode: z.string().nullable(),
})
export type Standing = z.infer<typeof Standing>
