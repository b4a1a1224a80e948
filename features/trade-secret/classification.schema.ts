import { z } from 'zod'
import { contentHead, Said, SourceRef } from '../../core/content.ts'

const sources = z.array(SourceRef).optional()
export const levelIds = ['core', 'important', 'general', 'internal', 'public'] as const
export const LevelId = z.enum(levelIds)
export type LevelId = z.infer<typeof LevelId>
/** The levels under which something is a trade secret at all. */
export const secretLevels = ['core', 'important', 'general'] as const

export const factorIds = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6'] as const
export type FactorId = (typeof factorIds)[number]
export const Score = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type Score = z.infer<typeof Score>

const Level = z.strictObject({
  id: LevelId,
  rank: z.int(),
  name: Said,
  mark: Said.nullable(),
  criteria: Said,
  scoreRange: z.tuple([z.int(), z.int()]),
  examples: z.array(Said),
  note: Said.optional(),
})
const Factor = z.strictObject({
  id: z.enum(factorIds),
  name: Said,
  scale: z.array(z.strictObject({ score: Score, zh: z.string(), en: z.string() })).length(4),
  sources,
})
export const InfoKind = z.strictObject({
  code: z.string().regex(/^[TB]\d\d$/),
  name: Said,
  meaning: Said,
  examples: z.array(Said),
  typicalCarriers: z.array(Said).optional(),
  watchOut: Said.optional(),
  note: Said.optional(),
  sources,
})
export type InfoKind = z.infer<typeof InfoKind>
const Handling = z.strictObject({
  id: z.string(),
  topic: Said,
  core: Said,
  important: Said,
  general: Said,
  sources,
  note: Said.optional(),
})

/** `content/classification.yaml`: how an enterprise sorts, grades, registers and handles what it keeps secret. */
export const Classification = z.strictObject({
  ...contentHead('classification'),
  legalRestriction: z.strictObject({
    text: Said,
    forbiddenTerms: z.array(z.string().min(1)),
    forbiddenTermsNote: Said,
    ifStateSecret: Said,
    sources,
  }),
  levels: z.array(Level).length(levelIds.length),
  levelFactors: z.array(Factor).length(factorIds.length),
  levelRule: Said,
  levelMapping: z.array(
    z.strictObject({ scheme: Said, core: Said, important: Said, general: Said, sources, note: Said.optional() }),
  ),
  period: z.strictObject({
    text: Said,
    options: z.array(z.strictObject({ id: z.enum(['date', 'event', 'untilPublished', 'longTerm']), name: Said })),
    sources,
  }),
  handling: z.array(Handling),
  technicalInformation: z.array(InfoKind),
  businessInformation: z.array(InfoKind),
  notProtectable: z.array(z.strictObject({ id: z.string(), name: Said, note: Said.optional(), sources })),
  publicExceptionNote: Said,
  patentOrSecret: z.strictObject({
    text: Said,
    questions: z.array(z.strictObject({ q: Said, patentIf: Said, secretIf: Said })),
    sources,
  }),
  secretPoint: z.strictObject({
    definition: Said,
    writingRules: z.array(Said),
    badExamples: z.array(Said),
    goodExamples: z.array(Said),
    sources,
  }),
  registerFields: z.array(
    z.strictObject({
      key: z.string(),
      label: Said,
      type: z.string(),
      options: z.string().optional(),
      required: z.boolean(),
      public: z.boolean(),
    }),
  ),
  lifecycle: z.array(
    z.strictObject({
      state: z.enum(['draft', 'active', 'changed', 'released', 'destroyed']),
      name: Said,
      act: Said,
    }),
  ),
  industryHints: z.array(
    z.strictObject({
      id: z.string(),
      name: Said,
      focus: z.array(Said),
      risk: z.array(Said),
      doFirst: z.array(Said),
      sources,
    }),
  ),
  industryHintsNote: Said,
})
export type Classification = z.infer<typeof Classification>
