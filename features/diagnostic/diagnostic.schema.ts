import { z } from 'zod'
import { contentHead, Said, SourceRef } from '../../core/content.ts'

const sources = z.array(SourceRef).min(1)
export const sizeIds = ['micro', 'small', 'medium', 'large'] as const
export const SizeId = z.enum(sizeIds)
export type SizeId = z.infer<typeof SizeId>
export const elementIds = ['secrecy', 'value', 'confidentiality'] as const
export const ElementId = z.enum(elementIds)
export type ElementId = z.infer<typeof ElementId>
export const DimensionId = z.string().regex(/^[A-Z]{3}$/)
export const ItemId = z.string().regex(/^[A-Z]{3}-\d\d$/)
const CriterionId = z.string().regex(/^DU-\d+$/)
/** The industry that every item of general use names. */
export const everyIndustry = 'all'

export const scores = [0, 1, 2, 3, 4] as const
export const Score = z.literal(scores)
export type Score = z.infer<typeof Score>

/*
 * The program counts by the sentences below and by no others. A file that states another formula, rule or rounding is refused at start,
 * so that what people read and what is counted cannot part.
 */
const share = z.literal('100 * sum(weight * score) / sum(weight * 4)')
const rounding = 'one decimal, half up'
export const gateRules = {
  G1: { rule: 'any applicable mandatory item scores 0', effect: 'level at most 1', most: 1 },
  G2: { rule: 'any applicable mandatory item scores below 2', effect: 'level at most 2', most: 2 },
  G3: { rule: 'any dimension score below 50', effect: 'level at most 3', most: 3 },
  G4: {
    rule: 'any applicable mandatory item scores below 3, or any element score below 70',
    effect: 'level at most 4',
    most: 4,
  },
  G5: {
    rule: 'verified score not confirmed by a person other than the one who answered',
    effect: 'level at most 4',
    most: 4,
  },
} as const
export const gateIds = ['G1', 'G2', 'G3', 'G4', 'G5'] as const
export type GateId = (typeof gateIds)[number]
const gate = <I extends GateId>(id: I) =>
  z.strictObject({
    id: z.literal(id),
    rule: z.literal(gateRules[id].rule),
    effect: z.literal(gateRules[id].effect),
    text: Said,
  })

const Scoring = z.strictObject({
  itemScore: Said,
  dimensionScore: z.strictObject({ formula: share, over: z.literal('applicable items of the dimension') }),
  overallScore: z.strictObject({
    formula: z.literal('sum(dimensionWeight * dimensionScore) / sum(dimensionWeight)'),
    over: z.literal('dimensions with at least one applicable item'),
  }),
  elementScore: z.strictObject({
    formula: share,
    over: z.literal('applicable items whose supports contains the element'),
  }),
  verifiedScore: Said,
  evidenceRequiredFrom: Score,
  rounding: z.literal(rounding),
  levelBasis: Said,
  gap: z.strictObject({
    formula: z.literal('weight * max(0, target - score) * (mandatory ? 1.5 : 1)'),
    order: z.literal('descending; ties by dimension weight, then item order'),
    target: Said,
  }),
  quickCheck: Said,
  testVectors: z.array(z.strictObject({ name: z.string(), overall: z.number(), level: z.int().min(1).max(5) })),
})

const Item = z.strictObject({
  id: ItemId,
  dimension: DimensionId,
  order: z.int().min(1),
  question: Said,
  why: Said,
  evidence: z.array(Said).min(1),
  levels: z.array(z.strictObject({ score: Score, zh: z.string().min(1), en: z.string().min(1) })).length(scores.length),
  weight: z.int().min(1),
  mandatory: z.boolean(),
  quickCheck: z.boolean(),
  naAllowed: z.boolean(),
  supports: z.array(ElementId).min(1),
  targetBySize: z.strictObject({ micro: Score, small: Score, medium: Score, large: Score }),
  industries: z.array(z.string()).min(1),
  demonstration: z.array(CriterionId),
  sources,
})
export type Item = z.infer<typeof Item>

const Demonstration = z.strictObject({
  official: z.boolean(),
  notice: Said,
  sources,
  criteria: z.array(z.strictObject({ id: CriterionId, points: z.int().min(1), name: Said })),
  criterionScore: z.strictObject({
    formula: z.literal('points * sum(weight * score) / sum(weight * 4)'),
    over: z.literal('applicable items mapped to the criterion, verified scores'),
  }),
  prerequisites: z.array(z.strictObject({ id: z.string().regex(/^P\d$/), text: Said, check: z.string().min(1) })),
  recommendedPass: z.number().min(0).max(100),
  onSiteChecks: z.array(Said),
  renewal: Said,
})

const named = <I extends z.ZodType>(id: I) => z.strictObject({ id, name: Said })

/** `content/self-assessment.yaml`: the questions, and how answers become scores, levels and gaps. */
export const SelfAssessment = z
  .strictObject({
    ...contentHead('self-assessment'),
    privacyNotice: Said,
    levelNames: z
      .array(z.strictObject({ score: Score, zh: z.string().min(1), en: z.string().min(1) }))
      .length(scores.length),
    legalElements: z
      .array(z.strictObject({ id: ElementId, name: Said, meaning: Said, sources }))
      .length(elementIds.length),
    sizes: z.array(named(SizeId)).length(sizeIds.length),
    sizeNote: Said,
    industries: z.array(named(z.string())),
    scoring: Scoring,
    maturityLevels: z
      .array(z.strictObject({ level: z.int(), min: z.number().min(0).max(100), name: Said, meaning: Said }))
      .length(5),
    maturityGates: z.tuple([gate('G1'), gate('G2'), gate('G3'), gate('G4'), gate('G5')]),
    demonstration: Demonstration,
    dimensions: z.array(z.strictObject({ id: DimensionId, weight: z.int().min(1), name: Said, aim: Said })).min(1),
    items: z.array(Item).min(1),
  })
  .superRefine((content, context) => {
    for (const { path, message } of strayNames(content)) context.addIssue({ code: 'custom', path, message })
  })
export type SelfAssessment = z.infer<typeof SelfAssessment>

type Names = {
  dimensions: readonly { id: string }[]
  industries: readonly { id: string }[]
  demonstration: { criteria: readonly { id: string }[] }
  maturityLevels: readonly { level: number; min: number }[]
  items: readonly Pick<Item, 'id' | 'dimension' | 'order' | 'industries' | 'demonstration' | 'levels'>[]
}
/** Names that stand for nothing in the file, numbers that do not run on, what is there twice. */
function strayNames(content: Names) {
  const known = {
    dimension: new Set(content.dimensions.map(({ id }) => id)),
    industry: new Set(content.industries.map(({ id }) => id)),
    criterion: new Set(content.demonstration.criteria.map(({ id }) => id)),
  }
  const stray: { path: (string | number)[]; message: string }[] = []
  const expect = (right: boolean, path: (string | number)[], message: string) => {
    if (!right) stray.push({ path, message })
  }
  const met = new Set<string>()
  for (const [at, item] of content.items.entries()) {
    expect(!met.has(item.id), ['items', at, 'id'], `${item.id} is there twice`)
    met.add(item.id)
    expect(item.order === at + 1, ['items', at, 'order'], `the order of ${item.id} is not its place`)
    expect(
      known.dimension.has(item.dimension) && item.id.startsWith(item.dimension),
      ['items', at, 'dimension'],
      `${item.id} is not of a dimension of the file`,
    )
    for (const id of item.industries)
      expect(known.industry.has(id), ['items', at, 'industries'], `no industry ${id} in the file`)
    for (const id of item.demonstration)
      expect(known.criterion.has(id), ['items', at, 'demonstration'], `no criterion ${id} in the file`)
    for (const [score, level] of item.levels.entries())
      expect(level.score === score, ['items', at, 'levels', score], 'levels are not in the order of their scores')
  }
  for (const [at, { level, min }] of content.maturityLevels.entries())
    expect(
      level === at + 1 && min >= (content.maturityLevels[at - 1]?.min ?? 0),
      ['maturityLevels', at],
      'levels do not rise from 1',
    )
  return stray
}
