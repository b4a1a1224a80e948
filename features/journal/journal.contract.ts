import { z } from 'zod'
import { endpoint, pageInput } from '../../core/contract.ts'

export const JournalEntry = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  act: z.string(),
  subject: z.string().nullable(),
  person: z.string().nullable(),
  organisation: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  digest: z.string().describe('SHA-256 of the entry in canonical JSON, hexadecimal'),
})

export const journalContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/journal',
    permission: 'journal.read',
    summary: ['办事日志', 'The journal of acts'],
    input: z.object({ act: z.string().max(100).optional(), subject: z.string().max(100).optional(), ...pageInput }),
    output: z.object({ entries: z.array(JournalEntry), next: z.string().nullable() }),
    refusals: [],
    journalled: true,
  }),
}
