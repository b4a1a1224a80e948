import { z } from 'zod'
import { endpoint, NoInput } from '../../core/contract.ts'
import { LawData, ParameterValue } from '../../core/law-data.ts'
import { CalendarYear, OpenValue, SetValue } from './law.schema.ts'

export const lawContract = {
  read: endpoint({
    method: 'GET',
    path: '/api/law',
    permission: 'public',
    summary: [
      '法规参数：期限、门槛、条号、要件、文书',
      'The law as data: periods, thresholds, articles, elements, forms',
    ],
    input: NoInput,
    output: z.object({
      law: LawData.describe('with what the office has set already in it'),
      open: z
        .array(OpenValue)
        .describe('what the office may set: values still to be verified, and its own earlier warnings'),
      set: z.array(SetValue).describe('everything the office has ever set, newest first'),
      calendar: z.array(CalendarYear).describe('the published working calendars'),
    }),
    refusals: [],
  }),
  edit: endpoint({
    method: 'POST',
    path: '/api/law/overrides',
    permission: 'law.edit',
    summary: ['设定一项待核的参数', 'Set a value that is still to be verified'],
    input: z.object({
      path: z.string().max(100),
      value: ParameterValue.nullable().describe('null: back to what was shipped'),
      reason: z.string().trim().min(1).max(1000),
    }),
    output: z.object({ id: z.number().int() }),
    refusals: ['value-not-open', 'value-not-fitting'],
  }),
}
