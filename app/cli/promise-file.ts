import { z } from 'zod'
import { RequestId } from '../../features/deposit/deposit.schema.ts'

/** What a log promised: kept until there is a receipt. */
export const PromiseFile = z.strictObject({
  format: z.literal('shoumi-promise'),
  v: z.literal(1),
  server: z.string(),
  requestId: RequestId,
  origin: z.string(),
  index: z.number().int().min(0),
  checkpoint: z
    .string()
    .nullable()
    .describe('signed by the log: it holds the entry, and can be held to it; null when the log began a new book since'),
})
export type Promised = z.infer<typeof PromiseFile>
