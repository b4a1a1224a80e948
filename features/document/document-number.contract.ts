import { z } from 'zod'
import { type Contract, Done, endpoint, NoInput } from '../../core/contract.ts'
import { AgencyParticulars, NumberSeries, SeriesKey } from './document.schema.ts'

const reason = z.string().trim().min(2).max(500)

/** 案号, 文号, and what the authority says of itself. */
export const numberContract = {
  list: endpoint({
    method: 'GET',
    path: '/api/numbering',
    permission: 'document.draft',
    summary: ['编号规则与机关信息', 'Rules of numbering, and what the authority says of itself'],
    input: NoInput,
    output: z.object({
      note: z.string(),
      /** What numbers begin with: the short name, or the full one as long as none was given. */
      agency: z.string(),
      particulars: AgencyParticulars.extend({ shortName: z.string(), known: z.boolean() }),
      series: z.array(NumberSeries),
      history: z.array(
        z.object({
          key: SeriesKey,
          kind: z.string(),
          pattern: z.string(),
          reason: z.string(),
          by: z.string(),
          madeAt: z.iso.datetime(),
        }),
      ),
    }),
    refusals: [],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/numbering/:key',
    permission: 'document.edit-templates',
    summary: ['修改编号规则', 'Change how a series is numbered'],
    input: z.strictObject({
      key: SeriesKey,
      kind: z
        .string()
        .trim()
        .min(1)
        .max(20)
        .regex(/^[^{}]*$/),
      pattern: z.string().trim().min(3).max(100),
      reason,
    }),
    output: Done,
    refusals: ['pattern-wrong'],
  }),
  check: endpoint({
    method: 'GET',
    path: '/api/numbering/:key/check',
    permission: 'document.draft',
    summary: ['核对本年编号是否连续', 'Whether numbers of this year are missing from a series'],
    input: z.object({ key: SeriesKey }),
    output: z.object({
      /** 0 for a series that never begins anew. */
      year: z.int(),
      last: z.int(),
      used: z.int(),
      voided: z.int(),
      gaps: z.array(z.object({ from: z.int(), to: z.int() })),
    }),
    refusals: [],
  }),
  skip: endpoint({
    method: 'POST',
    path: '/api/numbering/:key/next',
    permission: 'document.edit-templates',
    summary: ['续接纸面已用的编号', 'Continue after numbers already used on paper'],
    input: z.strictObject({ key: SeriesKey, next: z.int().min(2).max(999_999), reason }),
    output: Done,
    refusals: ['numbers-only-rise'],
  }),
  describe: endpoint({
    method: 'PUT',
    path: '/api/agency-particulars',
    permission: 'document.edit-templates',
    summary: ['修改机关信息', 'Change what the authority says of itself'],
    input: AgencyParticulars.extend({ reason }),
    output: Done,
    refusals: [],
  }),
} as const satisfies Contract
