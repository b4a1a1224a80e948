import { z } from 'zod'
import type { OfficialDocument } from '../../core/document-layout.ts'

const text = z.string()
const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly()
const Cell = z.object({ text, label: z.boolean(), span: z.int(), sign: text.exactOptional() })
const Block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2), z.literal(3)]), text }),
  z.object({ kind: z.literal('paragraph'), text }),
  z.object({ kind: z.literal('line'), text }),
  z.object({ kind: z.literal('centre'), text }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('cut'), text }),
  z.object({
    kind: z.literal('table'),
    columns: listOf(z.object({ title: text, percent: z.number() })),
    rows: listOf(listOf(text)),
  }),
  z.object({
    kind: z.literal('form'),
    percents: listOf(z.number()),
    rows: listOf(z.object({ cells: listOf(Cell), lines: z.int() })),
  }),
  z.object({ kind: z.literal('signs'), places: listOf(text) }),
  z.object({ kind: z.literal('seal'), name: text, day: text }),
  z.object({ kind: z.literal('ruled'), lines: z.int() }),
  z.object({ kind: z.literal('page-break') }),
])

/** A paper as it was laid out when it was issued, kept word for word. */
export const Paper: z.ZodType<OfficialDocument> = z.object({
  title: text,
  page: z.enum(['letter', 'form']).exactOptional(),
  warning: text.exactOptional(),
  mark: text.exactOptional(),
  agency: text.exactOptional(),
  number: text.exactOptional(),
  addressee: text.exactOptional(),
  signature: z.object({ name: text, day: text }).exactOptional(),
  everyPage: text.exactOptional(),
  blocks: listOf(Block),
})
export type Paper = z.infer<typeof Paper>
