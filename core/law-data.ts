import { z } from 'zod'
import { Citable } from './citable.ts'
import { countingLaws, ExtensionRule, pauseKinds, periodUnits, Verified } from './period-rule.ts'

/** The shapes of `law/*.yaml`: the law as data, checked at every start and sent to the browser as it is. */

const text = z.string().min(1)
const day = z.iso.date()

/** Where the reference gives no whole day, its own words stand here and nobody guesses. */
const dayOrWords = z.union([z.string().regex(/^\d{4}-\d{2}-\d{2}(?!\d)/), z.enum(['公布日', '未注明'])])

export const Instrument = z.strictObject({
  id: z.string().regex(/^[A-Z]+\d*$/),
  title: text,
  titleEn: text.nullable(),
  version: text,
  effectiveFrom: dayOrWords,
  /** Null while it is in force. */
  effectiveTo: day.nullable(),
  verified: Verified,
  note: text.nullable(),
  source: text,
})
export type Instrument = z.infer<typeof Instrument>

const machine = {
  length: z.int().positive().optional(),
  unit: z.enum(periodUnits).optional(),
  extensions: z.array(ExtensionRule).optional(),
  pauses: z.array(z.enum(pauseKinds)).optional(),
  lead: z.int().min(0).optional(),
  onExpiry: text.optional(),
  onExpiryEn: text.optional(),
}

/** One of several periods that a single row gives; what it does not say itself is the row's. */
const PeriodPart = z.strictObject({
  id: z.string().regex(/^[TXCP]-\d{2}[a-z]?-\d$/),
  matter: text,
  matterEn: text,
  trigger: text.optional(),
  triggerEn: text.optional(),
  lengthWords: text,
  ...machine,
})
export type PeriodPart = z.infer<typeof PeriodPart>

export const PeriodRow = z.strictObject({
  id: z.string().regex(/^[TXCP]-\d{2}[a-z]?$/),
  matter: text,
  matterEn: text,
  trigger: text,
  triggerEn: text,
  /** The row as the reference has it. WD 工作日 · D 自然日 · H 小时 · M 月 · Y 年 · D(R8) as R8 says · — none, or several */
  words: z.strictObject({
    length: text,
    unit: z.enum([...periodUnits, 'D(R8)', '—']),
    extension: text.nullable(),
    pauses: text.nullable(),
  }),
  ...machine,
  direction: z.enum(['forward', 'backward']).default('forward'),
  sense: z.enum(['within', 'after', 'keep']).default('within'),
  whose: z.enum(['authority', 'party']),
  countedBy: z.enum(countingLaws),
  lapses: z.boolean().default(false),
  internalLength: z.int().positive().optional(),
  onExpiry: text,
  onExpiryEn: text,
  note: text.nullable(),
  basis: text,
  verified: Verified,
  parts: z.array(PeriodPart).default([]),
})
export type PeriodRow = z.infer<typeof PeriodRow>

export const CountingRule = z.strictObject({
  id: z.string().regex(/^R\d{1,2}a?$/),
  rule: text,
  ruleEn: text,
  content: text,
  contentEn: text,
  basis: text,
})

export const ParameterValue = z.union([z.number(), z.boolean(), z.string()])
export type ParameterValue = z.infer<typeof ParameterValue>

/** A number, a yes or no, or a choice that the law gives or leaves open. */
export const LawParameter = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/),
  matter: text,
  matterEn: text,
  value: ParameterValue,
  /** 元, 年, 倍 …; null for a yes or no and for a choice. */
  unit: text.nullable(),
  /** What may be chosen, where it is a choice. */
  choices: z.array(z.strictObject({ value: text, zh: text, en: text })).default([]),
  effectiveFrom: day.nullable(),
  effectiveTo: day.nullable(),
  basis: text,
  verified: Verified,
  note: text.nullable(),
})
export type LawParameter = z.infer<typeof LawParameter>

/** A rule that is read, not computed: one line of a table of the reference. */
const Statement = z.strictObject({
  id: text,
  topic: text,
  topicEn: text,
  rule: text,
  basis: text,
  verified: Verified,
  note: text.nullable().default(null),
})
export const StatementGroup = z.strictObject({
  id: text,
  title: text,
  titleEn: text,
  statements: z.array(Statement).min(1),
})

export const Enumeration = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: text,
  titleEn: text,
  basis: text,
  verified: Verified,
  note: text.nullable().default(null),
  entries: z
    .array(
      z.strictObject({
        code: text,
        text,
        textEn: text,
        /** Where an entry belongs to a part of the list: 技术信息, 经营信息 … */
        group: text.nullable().default(null),
        detail: text.nullable().default(null),
        basis: text.nullable().default(null),
        verified: Verified.nullable().default(null),
      }),
    )
    .min(1),
})
export type Enumeration = z.infer<typeof Enumeration>

export const ArticleTopic = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  topic: text,
  topicEn: text,
  /** The article in the version of 2019; null where that version has none. */
  before: text.nullable(),
  now: text,
  added: z.boolean().default(false),
  change: text.nullable(),
  verified: Verified,
})

export const PenaltyTier = z.strictObject({
  id: z.enum(['ordinary', 'serious']),
  name: text,
  nameEn: text,
  /** The acts it covers by the day they ended; null: without a limit on that side. */
  endedFrom: day.nullable(),
  endedTo: day.nullable(),
  fineYuan: z.strictObject({ from: z.int().positive(), to: z.int().positive() }),
  besides: text,
  basis: text,
  verified: Verified,
  note: text.nullable(),
})
export type PenaltyTier = z.infer<typeof PenaltyTier>

export const DocumentForm = z.strictObject({
  number: z.int().min(1).max(56),
  name: text,
  nameEn: text,
  /** What the articles require in it (●), with those articles; null where the reference names nothing. */
  required: text.nullable().default(null),
  requiredFields: z.array(text).default([]),
  requiredBasis: text.nullable().default(null),
  /** What the platform adds (○: the official form was not compared column by column). */
  suggestedFields: z.array(text).default([]),
})
export type DocumentForm = z.infer<typeof DocumentForm>

const Numbered = z.strictObject({
  number: z.int().positive(),
  name: text,
  nameEn: text,
  detail: text.nullable().default(null),
})

export const Documents = z.strictObject({
  title: text,
  basis: text,
  verified: Verified,
  note: text,
  header: z.array(z.strictObject({ field: text, name: text, nameEn: text })),
  forms: z.array(DocumentForm).length(56),
  archive: z.array(
    z.strictObject({
      id: text,
      name: text,
      nameEn: text,
      verified: Verified,
      basis: text,
      contents: z.array(text).min(1),
    }),
  ),
  complaintPackage: z.strictObject({
    verified: Verified,
    note: text,
    items: z.array(Numbered).min(1),
    states: z.array(z.strictObject({ code: text, name: text, nameEn: text })).min(1),
  }),
  referralPackage: z.strictObject({ basis: text, verified: Verified, items: z.array(Numbered).min(1) }),
})

/** All of it, as one object: what a `Law` is made of. */
export const LawData = z.strictObject({
  checkedOn: day,
  instruments: z.array(Instrument),
  countingRules: z.array(CountingRule),
  periods: z.array(PeriodRow),
  parameters: z.array(LawParameter),
  statements: z.array(StatementGroup),
  enumerations: z.array(Enumeration),
  articles: z.array(ArticleTopic),
  articlesSince: day,
  penaltyTiers: z.array(PenaltyTier),
  documents: Documents,
  /** What of each law may be cited without 待核. */
  citable: z.array(Citable),
})
export type LawData = z.infer<typeof LawData>
