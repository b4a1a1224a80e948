import { z } from 'zod'
import { type Contract, Download, endpoint, NoInput } from '../../core/contract.ts'
import { MatterSummary, PeriodView } from '../proceeding/proceeding.schema.ts'

const Pair = z.tuple([z.string(), z.string()]).readonly()
export const Deadline = PeriodView.extend({ matterSummary: MatterSummary })
export type Deadline = z.infer<typeof Deadline>

const Figure = z.object({
  id: z.string(),
  words: Pair,
  counted: Pair,
  unit: z.enum(['count', 'fen']),
  value: z.number(),
  matters: z.array(MatterSummary),
})
const Stage = z.object({
  kind: Pair,
  state: Pair,
  matters: z.int(),
  median: z.number(),
  longest: z.number(),
})
const range = { from: z.iso.date(), to: z.iso.date() }

export const deskContract = {
  today: endpoint({
    method: 'GET',
    path: '/api/desk',
    permission: 'proceeding.read',
    summary: ['我的一天：到期、待审批、在办', 'My day: what is due, what waits, what is open'],
    input: NoInput,
    output: z.object({
      today: z.iso.date(),
      working: z.boolean().nullable(),
      overdue: z.array(Deadline),
      dueToday: z.array(Deadline),
      dueSoon: z.array(Deadline),
      approvals: z.int(),
      open: z.array(MatterSummary),
    }),
    refusals: [],
  }),
  calendar: endpoint({
    method: 'GET',
    path: '/api/desk/calendar',
    permission: 'proceeding.read',
    summary: ['办案日历：某月的到期日和提醒日', 'The month: last days and our own warnings'],
    input: z.object({ month: z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/), mine: z.stringbool().optional() }),
    output: z.object({
      days: z.array(
        z.object({
          day: z.iso.date(),
          working: z.boolean().nullable(),
          due: z.array(Deadline),
          warn: z.array(Deadline),
        }),
      ),
    }),
    refusals: [],
  }),
  statistics: endpoint({
    method: 'GET',
    path: '/api/statistics',
    permission: 'statistics.read',
    summary: ['办案统计', 'Statistics of enforcement, counted from the record'],
    input: z.object(range),
    output: z.object({ figures: z.array(Figure), stages: z.array(Stage), openNow: z.int(), overdueNow: z.int() }),
    refusals: ['range-upside-down'],
  }),
  statisticsFile: endpoint({
    method: 'GET',
    path: '/api/statistics.xlsx',
    permission: 'statistics.read',
    summary: ['导出办案统计', 'The statistics as a workbook'],
    input: z.object(range),
    output: Download,
    refusals: ['range-upside-down'],
    download: true,
  }),
} as const satisfies Contract
