import type { Answer, Profile } from './assessment.schema.ts'
import {
  type ElementId,
  everyIndustry,
  type GateId,
  gateRules,
  type Item,
  type SelfAssessment,
} from './diagnostic.schema.ts'

/** An exact number: a sum of weights over a sum of weights. Rounding a half up must not hang on how a machine writes 0.05. */
type Ratio = { readonly top: bigint; readonly bottom: bigint }

/** @source content/self-assessment.yaml scoring.rounding: one decimal, half up */
const rounded = ({ top, bottom }: Ratio): number => Number((top * 20n + bottom) / (2n * bottom)) / 10

type Weighted = { readonly weight: number; readonly score: number }
/** `factor * sum(weight * score) / sum(weight * 4)`; null where nothing applies. */
function share(items: readonly Weighted[], factor = 100): Ratio | null {
  const bottom = items.reduce((sum, { weight }) => sum + weight * 4, 0)
  const top = items.reduce((sum, { weight, score }) => sum + weight * score, 0)
  return bottom === 0 ? null : { top: BigInt(factor * top), bottom: BigInt(bottom) }
}

function weightedMean(parts: readonly { readonly weight: number; readonly of: Ratio }[]): Ratio | null {
  if (parts.length === 0) return null
  const sum = parts.reduce<Ratio>(
    (all, { weight, of }) => ({
      top: all.top * of.bottom + BigInt(weight) * of.top * all.bottom,
      bottom: all.bottom * of.bottom,
    }),
    { top: 0n, bottom: 1n },
  )
  return { top: sum.top, bottom: sum.bottom * BigInt(parts.reduce((all, { weight }) => all + weight, 0)) }
}

const roundedOr = (ratio: Ratio | null): number | null => (ratio === null ? null : rounded(ratio))

export type Answers = Readonly<Record<string, Answer | undefined>>

/**
 * The items that this enterprise is asked. Those of other industries are not applicable by themselves.
 * @source content/self-assessment.yaml scoring.itemScore, scoring.quickCheck
 */
export const itemsFor = ({ items }: SelfAssessment, { industries, scope }: Profile): readonly Item[] =>
  items.filter(
    (item) =>
      (scope === 'full' || item.quickCheck) &&
      item.industries.some((id) => id === everyIndustry || industries.includes(id)),
  )

/** Whether an item may be answered like this: “not applicable” only where the file opens it. @source content/self-assessment.yaml scoring.itemScore */
export const mayAnswer = ({ naAllowed }: Pick<Item, 'naAllowed'>, { score }: Pick<Answer, 'score'>): boolean =>
  score !== null || naAllowed

export type Scored = { readonly item: Item; readonly score: number }
/** Items with their scores. What is not applicable has none; nor has, as long as one is on the way, what is not answered yet. */
export const selfScores = (items: readonly Item[], answers: Answers): readonly Scored[] =>
  items.flatMap((item) => {
    const score = answers[item.id]?.score ?? null
    return score === null ? [] : [{ item, score }]
  })

/**
 * The same, where an item without any registered evidence counts one less than the score from which evidence is required.
 * @source content/self-assessment.yaml scoring.verifiedScore: 没有登记任何证据的题，得分按最高 1 分计算
 */
export const verifiedScores = (
  content: SelfAssessment,
  scored: readonly Scored[],
  answers: Answers,
): readonly Scored[] =>
  scored.map(({ item, score }) => ({
    item,
    score: lacksEvidence(content, answers[item.id]) ? content.scoring.evidenceRequiredFrom - 1 : score,
  }))

export const lacksEvidence = ({ scoring }: SelfAssessment, answer: Answer | undefined): boolean =>
  answer !== undefined && (answer.score ?? 0) >= scoring.evidenceRequiredFrom && answer.evidence.length === 0

const weighted = ({ item, score }: Scored): Weighted => ({ weight: item.weight, score })

export type Figures = {
  readonly overall: number | null
  /** By dimension and by legal element, in the order of the file; null where nothing applies. */
  readonly dimensions: Readonly<Record<string, number | null>>
  readonly elements: Readonly<Record<ElementId, number | null>>
}

/**
 * Scores of dimensions and elements, and the overall score from dimensions before they are rounded.
 * @source content/self-assessment.yaml scoring.dimensionScore, overallScore, elementScore
 */
export function figuresOf(content: SelfAssessment, scored: readonly Scored[]): Figures {
  const dimensions = content.dimensions.map(({ id, weight }) => ({
    ...{ id, weight },
    of: share(scored.filter(({ item }) => item.dimension === id).map(weighted)),
  }))
  const ofElement = (id: ElementId) =>
    roundedOr(share(scored.filter(({ item }) => item.supports.includes(id)).map(weighted)))
  return {
    overall: roundedOr(weightedMean(dimensions.flatMap(({ weight, of }) => (of ? [{ weight, of }] : [])))),
    dimensions: Object.fromEntries(dimensions.map(({ id, of }) => [id, roundedOr(of)])),
    elements: {
      secrecy: ofElement('secrecy'),
      value: ofElement('value'),
      confidentiality: ofElement('confidentiality'),
    },
  }
}

/** The score of the quick check: shown by itself, never turned into a level. @source content/self-assessment.yaml scoring.quickCheck */
export const quickScore = (scored: readonly Scored[]): number | null =>
  roundedOr(share(scored.filter(({ item }) => item.quickCheck).map(weighted)))

/** A gate that caps the level, and what closed it: ids of items, dimensions and elements; none for a missing confirmation. */
export type ClosedGate = { readonly id: GateId; readonly most: number; readonly because: readonly string[] }
export type Maturity = {
  readonly level: number
  /** What the score alone would give. */
  readonly byScore: number
  readonly closed: readonly ClosedGate[]
}

/**
 * The level of maturity: by the rounded overall score, then capped by each gate. Gates look at rounded scores too, so that what is
 * shown explains what is decided.
 *
 * @param confirmed - by somebody other than whoever answered, everywhere
 * @returns null where nothing applies
 * @source content/self-assessment.yaml scoring.levelBasis, maturityLevels, maturityGates
 */
export function maturityOf(
  content: SelfAssessment,
  scored: readonly Scored[],
  figures: Figures,
  confirmed: boolean,
): Maturity | null {
  const { overall } = figures
  if (overall === null) return null
  const below = (limit: number) =>
    scored.filter(({ item, score }) => item.mandatory && score < limit).map(({ item }) => item.id)
  const under = (values: Readonly<Record<string, number | null>>, limit: number) =>
    Object.entries(values).flatMap(([id, value]) => (value !== null && value < limit ? [id] : []))
  const reasons: Readonly<Record<GateId, { closed: boolean; because: readonly string[] }>> = {
    G1: closedBy(below(1)),
    G2: closedBy(below(2)),
    G3: closedBy(under(figures.dimensions, 50)),
    G4: closedBy([...below(3), ...under(figures.elements, 70)]),
    G5: { closed: !confirmed, because: [] },
  }
  const closed = content.maturityGates.flatMap(({ id }) =>
    reasons[id].closed ? [{ id, most: gateRules[id].most, because: reasons[id].because }] : [],
  )
  const byScore = Math.max(1, ...content.maturityLevels.filter(({ min }) => overall >= min).map(({ level }) => level))
  return { level: Math.min(byScore, ...closed.map(({ most }) => most)), byScore, closed }
}
const closedBy = (because: readonly string[]) => ({ closed: because.length > 0, because })

export type Gap = {
  readonly item: Item
  readonly score: number
  readonly target: number
  /** How much it weighs, for the order of work. */
  readonly urgency: number
}

/** What falls short of the target for this size, the heaviest first. @source content/self-assessment.yaml scoring.gap */
export function gapsOf(content: SelfAssessment, scored: readonly Scored[], { size }: Profile): readonly Gap[] {
  const weightOf = new Map(content.dimensions.map(({ id, weight }) => [id, weight]))
  const dimensionWeight = ({ item }: Gap) => weightOf.get(item.dimension) ?? 0
  return scored
    .map(({ item, score }) => {
      const target = item.targetBySize[size]
      return { item, score, target, urgency: item.weight * Math.max(0, target - score) * (item.mandatory ? 1.5 : 1) }
    })
    .filter(({ urgency }) => urgency > 0)
    .sort((a, b) => b.urgency - a.urgency || dimensionWeight(b) - dimensionWeight(a) || a.item.order - b.item.order)
}

export type Criterion = { readonly id: string; readonly points: number; readonly score: number | null }
export type Demonstration = {
  readonly criteria: readonly Criterion[]
  readonly total: number | null
  /** Mandatory items whose verified score is below 3 (prerequisite P5). */
  readonly unmet: readonly string[]
}

/**
 * The reference scheme of a demonstration unit, always by verified scores. The total adds the criteria before they are rounded.
 * @source content/self-assessment.yaml demonstration.criterionScore, demonstration.prerequisites P5
 */
export function demonstrationOf({ demonstration }: SelfAssessment, verified: readonly Scored[]): Demonstration {
  const criteria = demonstration.criteria.map(({ id, points }) => ({
    ...{ id, points },
    of: share(verified.filter(({ item }) => item.demonstration.includes(id)).map(weighted), points),
  }))
  const total = weightedMean(criteria.flatMap(({ of }) => (of ? [{ weight: 1, of }] : [])))
  const counted = criteria.filter(({ of }) => of !== null).length
  return {
    criteria: criteria.map(({ of, ...criterion }) => ({ ...criterion, score: roundedOr(of) })),
    total: total && rounded({ top: total.top * BigInt(counted), bottom: total.bottom }),
    unmet: verified.filter(({ item, score }) => item.mandatory && score < 3).map(({ item }) => item.id),
  }
}
