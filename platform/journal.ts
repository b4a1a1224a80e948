import { createHash } from 'node:crypto'
import type { Ctx } from './context.ts'

export type JournalEntry = {
  act: string
  subject?: string | undefined
  detail?: Record<string, unknown>
  personId?: string
}

/**
 * Text that is the same for the same facts, whoever writes it: keys sorted, no white space.
 * @source RFC 8785 in what we use of it (strings, integers, booleans, null, arrays, objects)
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

/**
 * Writes down that this act happened, in the act's own transaction: both are kept or neither.
 *
 * `mount` does it for every door that changes something; call it yourself only for acts that are not
 * a door's own, such as a failed sign-in.
 *
 * @param entry - `detail` must carry no secret and no content of a trade secret; it can never be removed
 */
export async function journal(ctx: Ctx, entry: JournalEntry): Promise<void> {
  const fact = {
    // The database keeps microseconds; a finer moment could not be read back to check the digest.
    at: ctx.now.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }).toString(),
    requestId: ctx.requestId,
    personId: entry.personId ?? ctx.actor.person?.id ?? null,
    organisationId: ctx.actor.organisation?.id ?? null,
    act: entry.act,
    subject: entry.subject ?? null,
    detail: entry.detail ?? {},
  }
  await ctx.db
    .insertInto('journal')
    .values({ ...fact, detail: JSON.stringify(fact.detail), digest: digestOf(fact) })
    .execute()
}

const digestOf = (fact: Record<string, unknown>) => createHash('sha256').update(canonicalJson(fact)).digest()
