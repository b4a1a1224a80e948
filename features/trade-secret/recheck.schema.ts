import { z } from 'zod'

const count = z.int().min(0)

/** One list of originals (an opening file), compared with what lies on the disk. */
export const ListCompared = z.strictObject({
  /** Names the deposit; null when the list could not be read. */
  requestId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  state: z.enum(['compared', 'unreadable', 'without-list']),
  /** Whether the receipt beside the list belongs to it. Its signatures are for `shoumi verify`. */
  receipt: z.enum(['belongs', 'other', 'none']),
  checked: count,
  different: count,
  /** Of those that do not match, in what way. */
  how: z.strictObject({ differs: count, 'kind-changed': count, missing: count, unreadable: count }),
  /** Only when asked for. */
  names: z.array(z.string().max(1000)).max(100).optional(),
})
export type ListCompared = z.infer<typeof ListCompared>

/** What `shoumi recheck` leaves behind: counts, and names only when they were asked for; never a content or a digest. */
export const RecheckResult = z.strictObject({
  format: z.literal('shoumi-recheck-1'),
  at: z.iso.datetime(),
  checked: count,
  different: count,
  /** Lists that could not be compared at all. */
  failed: count,
  lists: z.array(ListCompared).max(10_000),
})
export type RecheckResult = z.infer<typeof RecheckResult>
