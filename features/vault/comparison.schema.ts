import { z } from 'zod'
import { Recipient } from './vault.schema.ts'

/**
 * Which public key of somebody was found to be theirs, kept in the vault: whoever cannot open the vault, a server among them, cannot write one.
 * The record of a person has the person's id, those of the paper and of the shares have ids of their own.
 */
export const Comparison = z.strictObject({
  v: z.literal(1),
  recipient: Recipient,
  /** `compared`: two people read the code to each other. `own`: its owner had the vault open, or made the key there. */
  how: z.enum(['compared', 'own']),
  by: z.string().max(200),
  at: z.iso.datetime(),
})
export type Comparison = z.infer<typeof Comparison>

export const comparisonIds = {
  printed: '00000000-0000-4000-8000-000000000001',
  shared: '00000000-0000-4000-8000-000000000002',
} as const
