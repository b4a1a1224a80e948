import { z } from 'zod'

/**
 * How far a text of the programme may be trusted: 官 official text · 校 official text repaired · 例 precedent from elsewhere ·
 * 拟 our proposal, not official · 未得 not obtained, therefore empty.
 */
export const marks = ['官', '校', '例', '拟', '未得'] as const
export const Mark = z.enum(marks)
export type Mark = z.infer<typeof Mark>

const text = z.string().min(1)
const day = z.iso.date()
/** Every datum says how it is known and from where; `source` is an id of `sources`. */
const known = { status: Mark, source: text, note: text.optional() }

export const Statement = z.strictObject({
  text: z.string(),
  gloss: text.optional(),
  place: text.optional(),
  subject: text.optional(),
  ...known,
})
export type Statement = z.infer<typeof Statement>

export const ResponsibleUnits = z.strictObject({ units: z.array(text), ...known })

export const ItemId = z.string().regex(/^\d\.\d{1,2}$/)
export const Item = z.strictObject({
  id: ItemId,
  title: text,
  gloss: text,
  responsibleUnits: ResponsibleUnits,
  ...known,
})
export type Item = z.infer<typeof Item>

export const Measure = z.strictObject({
  id: z.string().regex(/^\d$/),
  ordinal: text,
  title: text,
  gloss: text,
  nationalTask: Statement,
  items: z.array(Item).min(1),
  ...known,
})
export type Measure = z.infer<typeof Measure>

export const TargetId = z.string().regex(/^T\d{1,2}$/)
export const targetKinds = ['count', 'coverage', 'ratio', 'survey', 'qualitative'] as const
export const Target = z.strictObject({
  id: TargetId,
  title: text,
  gloss: text,
  /** The target value as a number in `unit`; null where the official text gives none. */
  goal: z.number().nullable(),
  goalText: text,
  nature: text,
  undefinedByOffice: text.nullable(),
  kind: z.enum(targetKinds),
  unit: text.nullable(),
  ...known,
})
export type Target = z.infer<typeof Target>

export const Phase = z.strictObject({
  id: text,
  title: text,
  gloss: text,
  when: text,
  /** Both days belong to the phase; null where the official text leaves that end open. */
  from: day.nullable(),
  to: day.nullable(),
  content: text,
  contentGloss: text,
  ...known,
})
export type Phase = z.infer<typeof Phase>

const Requirement = z.strictObject({ ordinal: text, title: text, gloss: text, ...known })
const Incentive = z.strictObject({
  id: text,
  title: text,
  gloss: text,
  content: text,
  contentGloss: text,
  ...known,
})
export const Question = z.strictObject({
  id: text,
  question: text,
  gloss: text,
  answer: z.string(),
  answerGloss: text.optional(),
  refersTo: z.enum(['incentives', 'targets', 'phases']).optional(),
  ...known,
})
const Table = z.strictObject({ columns: z.array(text), rows: z.array(z.array(z.string())), ...known })
export const ReferenceSection = z.strictObject({
  id: text,
  title: text,
  gloss: text.optional(),
  /** Each with its own mark: one section may hold official text, precedents and our own remarks. */
  paragraphs: z.array(Statement),
  tables: z.array(Table),
})
export type ReferenceSection = z.infer<typeof ReferenceSection>
const Module = z.strictObject({
  id: text,
  title: text,
  gloss: text,
  /** With `*` what is about trade secrets or plainly includes them; the rest is general co-operation. */
  precedent: z.string(),
  tradeSecretSpecific: z.boolean(),
  /** Only an agreement that was signed turns a module on. */
  enabled: z.boolean(),
  ...known,
})
export const Source = z.strictObject({
  id: text,
  title: text,
  url: z.url().nullable(),
  date: day.nullable(),
  /** Whether what is taken from here may be marked 官 or 校. */
  official: z.boolean(),
})
export type Source = z.infer<typeof Source>

/** One file of the programme folder each; the file's name is the key. */
export const programmeFiles = {
  instrument: z.strictObject({
    district: z.strictObject({ name: text, fullName: text, nameEn: text }),
    counts: z.strictObject({ measures: z.int(), items: z.int(), targets: z.int(), phases: z.int() }),
    title: Statement,
    number: Statement,
    issuedBy: Statement,
    approved: Statement,
    addressees: Statement,
    interpretation: Statement,
    formula: Statement,
    basis: z.array(Statement),
  }),
  measures: z.strictObject({
    measures: z.array(Measure),
    responsibleUnitsHint: Statement,
    pitfalls: z.array(Statement),
  }),
  targets: z.strictObject({
    sentence: Statement,
    deadline: z.strictObject({ day, ...known }),
    targets: z.array(Target),
    achieved: Statement,
  }),
  phases: z.strictObject({ phases: z.array(Phase) }),
  incentives: z.strictObject({
    requirements: z.array(Requirement),
    incentives: z.array(Incentive),
    note: Statement,
    precedent: Statement,
  }),
  questions: z.strictObject({ questions: z.array(Question), lawSince: z.array(Statement) }),
  frame: z.strictObject({ sections: z.array(ReferenceSection) }),
  demonstration: z.strictObject({ official: Statement, sections: z.array(ReferenceSection) }),
  cooperation: z.strictObject({
    official: Statement,
    agreement: Statement,
    above: Statement,
    rule: Statement,
    modules: z.array(Module),
    legend: Statement,
    note: Statement,
  }),
  corrections: z.strictObject({
    corrections: z.array(z.strictObject({ page: text, readAs: text, ...known })),
    toBeFilled: z.array(Statement),
  }),
  sources: z.strictObject({ checkedOn: day, sources: z.array(Source), others: z.array(text) }),
} as const
export type ProgrammeFile = keyof typeof programmeFiles

export const Programme = z.strictObject(programmeFiles)
export type Programme = z.infer<typeof Programme>

/** All items with the measure they stand under, in the order of the programme. */
export const itemsOf = (programme: Programme) =>
  programme.measures.measures.flatMap((measure) => measure.items.map((item) => ({ measure, item })))
