import type { Service } from '../../core/contract.ts'
import type { Ctx } from '../../platform/context.ts'
import type { journalContract } from './journal.contract.ts'
import { listEntries } from './journal.store.ts'

export const journalService: Service<typeof journalContract, Ctx> = {
  async list(ctx, filter) {
    const entries = await listEntries(ctx, filter)
    return { entries, next: entries.length === filter.limit ? String(entries.at(-1)!.id) : null }
  },
}
