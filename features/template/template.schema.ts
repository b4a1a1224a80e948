import { z } from 'zod'
import { contentHead, Said, SourceRef } from '../../core/content.ts'
import { Paper } from '../document/document-paper.schema.ts'

export const fieldTypes = [
  ...(['text', 'textarea', 'date', 'datetime', 'number'] as const),
  ...(['money', 'enum', 'boolean', 'table', 'checklist'] as const),
] as const
export const paperKinds = ['rules', 'agreement', 'undertaking', 'form', 'record', 'letter', 'clause'] as const
export type PaperKind = (typeof paperKinds)[number]

const sources = z.array(SourceRef).min(1)
const Field = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z]*$/),
  label: Said,
  type: z.enum(fieldTypes),
  required: z.boolean(),
  options: z.array(z.strictObject({ value: z.string().min(1), zh: z.string(), en: z.string() })).optional(),
})
export type Field = z.infer<typeof Field>
const Clause = z.strictObject({
  id: z.string().regex(/^TPL-\d\d\.\d+$/),
  required: z.boolean(),
  heading: Said,
  /** The text itself is Chinese only; English says what the clause is about. */
  draft: z.strictObject({ zh: z.string().min(1) }),
  gist: z.strictObject({ en: z.string().min(1) }),
  sources,
})
export type Clause = z.infer<typeof Clause>
const Template = z
  .strictObject({
    id: z.string().regex(/^TPL-\d\d$/),
    kind: z.enum(paperKinds),
    title: Said,
    purpose: Said,
    assessmentItems: z.array(z.string()),
    legalLimits: z.array(z.strictObject({ zh: z.string(), en: z.string(), sources })),
    fields: z.array(Field).min(1),
    clauses: z.array(Clause).min(1),
  })
  .superRefine(({ fields, clauses }, check) => {
    const keys = new Set(fields.map(({ key }) => key))
    for (const { id, draft } of clauses)
      for (const key of holesOf(draft.zh))
        if (!keys.has(key)) check.addIssue(`${id}：没有字段 ${key} / there is no field ${key}`)
  })
export type Template = z.infer<typeof Template>

/** Keys of the fields that a draft asks for, each as often as it stands there. */
export const holesOf = (draft: string): string[] => [...draft.matchAll(/\{\{(\w+)\}\}/g)].map(([, key = '']) => key)

const Named = <const T extends readonly [string, ...string[]]>(ids: T) =>
  z.array(z.strictObject({ id: z.enum(ids), name: Said })).length(ids.length)

/** `content/templates.yaml`: policies, agreements and forms that a firm fills in. */
export const Templates = z.strictObject({
  ...contentHead('templates'),
  languageNote: Said,
  generalLimits: z.array(z.strictObject({ id: z.string(), text: Said, sources })),
  fieldTypes: Named(fieldTypes),
  kinds: Named(paperKinds),
  templates: z.array(Template).min(1),
})
export type Templates = z.infer<typeof Templates>

const Row = z.strictObject({ id: z.string().max(50), cells: z.array(z.string().max(500)).max(8) })
export type Row = z.infer<typeof Row>
/** What a firm answered, by the key of the field. */
export const Answers = z.strictObject({
  text: z.record(z.string(), z.string().max(4000)),
  ticks: z.record(z.string(), z.array(z.string())),
  rows: z.record(z.string(), z.array(Row).max(200)),
})
export type Answers = z.infer<typeof Answers>

const Approval = z.strictObject({
  version: z.int().min(1),
  approvedBy: z.string().min(1).max(100),
  approvedOn: z.iso.date(),
  /** The whole text as it was approved. */
  text: z.string(),
  /** The newest approval also keeps the paper as it was laid out: what a template says later does not change what was approved. */
  laidOut: Paper.nullable().default(null),
})
/** The cleared person whom a paper was drafted for; `personId` where they have an account. */
const ForWhom = z.strictObject({ clearedId: z.uuid(), personId: z.uuid().nullable(), name: z.string().max(200) })
export type ForWhom = z.infer<typeof ForWhom>
const Handed = z.strictObject({
  personId: z.uuid(),
  name: z.string(),
  version: z.int().min(1),
  handoutId: z.uuid(),
  digest: z.string(),
  sentOn: z.iso.date(),
})

/** A paper of the firm: a record of the vault's collection `document`. */
export const FirmPaper = z.strictObject({
  v: z.literal(1),
  templateId: z.string(),
  /** Version of the content file that the wording came from. */
  templateVersion: z.string(),
  title: z.string().min(1).max(150),
  /** The incident that it was written for, whose record shows it. */
  incidentId: z.uuid().optional(),
  answers: Answers,
  /** Whether an optional clause stands in it, where somebody decided; otherwise the answers decide. */
  choices: z.record(z.string(), z.boolean()),
  /** The firm's own wording of a clause, with the same holes. */
  edits: z.record(z.string(), z.string().max(5000)),
  state: z.enum(['draft', 'approved']),
  version: z.int().min(1),
  approvals: z.array(Approval),
  handed: z.array(Handed),
  /** Null where it is for everybody, or for whom was not said. */
  forWhom: ForWhom.nullable().default(null),
})
export type FirmPaper = z.infer<typeof FirmPaper>
