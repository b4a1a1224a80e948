import { z } from 'zod'
import { Id } from '../../core/contract.ts'
import { Paper } from './document-paper.schema.ts'

/** 《市场监督管理行政处罚文书格式范本（2021年修订版）》 has 56 forms. @source 国市监法发〔2021〕42号 */
export const FormNumber = z.coerce.number().int().min(1).max(56)

const text = z.string().min(1)
const Label = z.tuple([text, text])
/** `party.name`, `file-case.reason` */
export const FieldKey = z.string().regex(/^[a-z][A-Za-z0-9]*([.-][A-Za-z0-9]+)*$/)

export const fieldKinds = ['line', 'text', 'day', 'table', 'place'] as const
export const FieldColumn = z.strictObject({ key: z.string().regex(/^[a-z][A-Za-z0-9]*$/), label: Label })

/**
 * One thing a form says. Statutory content names the article that demands it; the rest is suggested (建议). A `place` is
 * filled by hand on the paper — a signature, a seal — and only has to be there.
 */
export const FieldSpec = z.strictObject({
  key: FieldKey,
  label: Label,
  kind: z.enum(fieldKinds),
  columns: z.array(FieldColumn).default([]),
  statutory: text.nullable(),
  /** Not demanded when this one has a value: a form of two uses, such as filing or declining. */
  unless: FieldKey.optional(),
  /** Where else in the facts of a matter the value stands, tried in this order when the key itself is absent. */
  from: z.array(FieldKey).default([]),
})
export type FieldSpec = z.infer<typeof FieldSpec>

/** Shown only when this key has a value (`when`), or only when it has none (`unless`). */
const shown = { when: FieldKey.optional(), unless: FieldKey.optional() }
/** Which place, such as a signature, stands here. */
const place = { place: FieldKey.optional() }
const words = z.string().max(8000)
const Row = z.union([
  z.strictObject({ head: words, ...shown }),
  z.strictObject({
    cells: z.array(words).min(1).max(8),
    lines: z.int().min(1).max(40).default(1),
    sign: words.optional(),
    ...place,
    ...shown,
  }),
])
export type TemplateRow = z.infer<typeof Row>

export const TemplateBlock = z.union([
  z.strictObject({ paragraph: words, ...place, ...shown }),
  z.strictObject({ line: words, ...place, ...shown }),
  z.strictObject({ centre: words, ...shown }),
  z.strictObject({ heading: words, level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1), ...shown }),
  z.strictObject({ note: words, ...place, ...shown }),
  z.strictObject({
    form: z.array(Row).min(1).max(60),
    percents: z.array(z.int().min(4).max(96)).min(1).max(8).default([18, 32, 18, 32]),
    ...shown,
  }),
  z.strictObject({
    table: FieldKey,
    columns: z
      .array(z.strictObject({ title: z.string(), percent: z.int().min(4).max(100), text: words }))
      .min(1)
      .max(10),
    /** Printed at least so many rows long, the rest empty to be written in by hand. */
    blank: z.int().min(0).max(30).default(0),
    ...shown,
  }),
  z.strictObject({
    signs: z
      .array(z.strictObject({ label: text.max(100), ...place }))
      .min(1)
      .max(12),
    ...shown,
  }),
  z.strictObject({ seal: z.literal(true), ...place, ...shown }),
  z.strictObject({ ruled: z.int().min(1).max(40), ...shown }),
  z.strictObject({ cut: words, ...shown }),
  z.strictObject({ pageBreak: z.literal(true), ...shown }),
])
export type TemplateBlock = z.infer<typeof TemplateBlock>

/** What the office may put its own provincial format in place of (PROC 86). */
export const TemplateContent = z.strictObject({
  /** As printed above the text. */
  heading: text.max(100),
  agencyLine: z.boolean(),
  everyPage: z.strictObject({ text: words, ...place }).nullable(),
  fields: z.array(FieldSpec).max(200),
  blocks: z.array(TemplateBlock).min(1).max(200),
})
export type TemplateContent = z.infer<typeof TemplateContent>

export const layouts = [
  'approval-form',
  'letter',
  'decision',
  'record',
  'receipt',
  'list',
  'report',
  'cover',
  'catalogue',
] as const
export const issuers = ['handler', 'head'] as const

export const Template = TemplateContent.extend({
  form: FormNumber,
  title: Label,
  layout: z.enum(layouts),
  /** In which kinds of matter it is offered. */
  matters: z.array(z.string()),
  /** Whether it gets a 文号. */
  numbered: z.boolean(),
  /** Who signs it when no act of a procedure issues it. */
  issuedBy: z.enum(issuers),
  /** 0 as shipped; the office's own versions count from 1. */
  version: z.int().min(0),
})
export type Template = z.infer<typeof Template>

const FactTable = z.array(z.record(z.string().max(60), z.string().max(20_000))).max(2000)
export const FactValue = z.union([z.string().max(20_000), FactTable])
export const FactValues = z.record(FieldKey, FactValue)
export type FactValue = z.infer<typeof FactValue>
export type FactValues = z.infer<typeof FactValues>

export const documentStates = ['draft', 'issued', 'voided'] as const
export const DocumentState = z.enum(documentStates)

/** 正卷、副卷、涉密附卷 (§7.4). */
export const volumes = ['main', 'side', 'confidential'] as const
export const Volume = z.enum(volumes)
export type Volume = z.infer<typeof Volume>

/** How a document was served. @source 《市场监督管理行政处罚程序规定》第八十二条、第八十三条 */
export const serviceManners = ['direct', 'left', 'electronic', 'entrusted', 'post', 'announcement'] as const
export const ServiceFacts = z.strictObject({
  servedOn: z.iso.date(),
  manner: z.enum(serviceManners),
  servedTo: z.string().trim().min(1).max(200),
  note: z.string().trim().max(1000).default(''),
})
export type ServiceFacts = z.infer<typeof ServiceFacts>

export const DocumentSummary = z.object({
  id: Id,
  form: FormNumber,
  title: z.string(),
  state: DocumentState,
  number: z.string().nullable(),
  confidential: z.boolean(),
  volume: Volume.nullable(),
  draftedAt: z.iso.datetime(),
  draftedBy: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  issuedBy: z.string().nullable(),
  digest: z.string().nullable(),
  service: ServiceFacts.nullable(),
  aboutId: Id.nullable(),
  replacesId: Id.nullable(),
  voidedAt: z.iso.datetime().nullable(),
  voidReason: z.string().nullable(),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

/** What a masked copy is for. */
export const copyPurposes = ['serve', 'publish', 'file'] as const
export const CopyPurpose = z.enum(copyPurposes)

export const DocumentCopy = z.object({
  id: Id,
  documentId: Id,
  form: FormNumber,
  title: z.string(),
  number: z.string().nullable(),
  purpose: CopyPurpose,
  /** How many places were masked. */
  masked: z.int(),
  digest: z.string(),
  madeBy: z.string().nullable(),
  madeAt: z.iso.datetime(),
})
export type DocumentCopy = z.infer<typeof DocumentCopy>

export const DocumentView = z.object({
  document: DocumentSummary.extend({
    proceedingId: Id,
    revision: z.int(),
    matterKind: z.string(),
    /** Where its matter is shown. */
    matterLink: z.string().nullable(),
    templateVersion: z.int().nullable(),
  }),
  template: Template,
  /** What the record said. */
  filled: FactValues,
  /** What a person put in its place. */
  changed: FactValues,
  /** What is only known once it is issued, as it stands there. */
  given: FactValues,
  /** As it was laid out when it was issued, whatever the template is today; null for a draft. */
  paper: Paper.nullable(),
  copies: z.array(DocumentCopy),
})
export type DocumentView = z.infer<typeof DocumentView>

export const SeriesKey = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
/** What the authority says of itself in its forms. `shortName` is 机关代字. */
export const AgencyParticulars = z.object({
  shortName: z.string().trim().min(1).max(40),
  reviewBody: z.string().trim().min(2).max(100),
  court: z.string().trim().min(2).max(100),
  address: z.string().trim().max(200),
  contactName: z.string().trim().max(60),
  contactPhone: z.string().trim().max(60),
})
export type AgencyParticulars = z.infer<typeof AgencyParticulars>

export const NumberSeries = z.object({
  key: SeriesKey,
  label: Label,
  /** 文种, such as 罚 or 听告. */
  kind: z.string(),
  pattern: z.string(),
  shipped: z.boolean(),
  /** The number that will be drawn next, this year. */
  next: z.int(),
  sample: z.string(),
})
export type NumberSeries = z.infer<typeof NumberSeries>
