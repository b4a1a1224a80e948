import type { Enumeration, Instrument, LawData, ParameterValue, PenaltyTier } from './law-data.ts'
import { applied, type LawOverride } from './law-override.ts'
import { periodRulesOf } from './law-periods.ts'
import { Counting, type PeriodRule } from './period-rule.ts'

/**
 * The law as this office has it: the shipped tables, with what the office has set for rows that are still to be verified.
 * It only computes and reminds; a person decides.
 */
export type Law = {
  /** The tables with the overrides already in them. */
  readonly data: LawData
  readonly overrides: readonly LawOverride[]
  readonly periods: readonly PeriodRule[]
  /** How periods are counted where the law leaves it open (R2a, R8). */
  readonly counting: Counting
  /** @throws RangeError for an id that is not in the table, or one of several periods (`T-19b` is `T-19b-1` to `-3`) */
  period(id: string): PeriodRule
  /** @throws RangeError for an id that is not in the table */
  parameter(id: string): ParameterValue
  /** @throws RangeError as `parameter`; TypeError when it is no number */
  number(id: string): number
  /** @throws RangeError as `parameter`; TypeError when it is no yes or no */
  flag(id: string): boolean
  /** @throws RangeError for an id that is not in the tables */
  enumeration(id: string): Enumeration
}

export function lawFrom(shipped: LawData, overrides: readonly LawOverride[] = []): Law {
  const data = applied(shipped, overrides)
  const periods = periodRulesOf(data.periods)
  const parameter = (id: string) => found(data.parameters, id).value
  return {
    data,
    overrides,
    periods,
    counting: Counting.parse({
      authorityRollsOverWeekends: parameter('counting.authority-rolls-over-weekends'),
      partyRollsOverWeekends: parameter('counting.party-rolls-over-weekends'),
      referralDays: parameter('counting.referral-days'),
    }),
    period: (id) => found(periods, id),
    parameter,
    number: (id) => typed(id, parameter(id), 'number'),
    flag: (id) => typed(id, parameter(id), 'boolean'),
    enumeration: (id) => found(data.enumerations, id),
  }
}

function found<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const one = list.find((each) => each.id === id)
  if (!one) throw new RangeError(`${id} is not in the tables of the law`)
  return one
}

type Typed = { number: number; boolean: boolean }
function typed<K extends keyof Typed>(id: string, value: ParameterValue, kind: K): Typed[K]
function typed(id: string, value: ParameterValue, kind: keyof Typed): ParameterValue {
  if (typeof value === kind) return value
  throw new TypeError(`${id} is no ${kind}`)
}

/** The day this instrument began to apply; null where the reference gives none. */
export const effectiveDay = ({ effectiveFrom }: Instrument): string | null =>
  /^\d{4}-\d{2}-\d{2}/.exec(effectiveFrom)?.[0] ?? null

/**
 * The listed instruments that certainly apply on a day, and those of which the list does not say since when.
 *
 * A version is chosen by the day on which the act ended. Where an instrument was amended after it began (PROC), the day is
 * that of its beginning: the wording of that time still has to be looked up.
 *
 * @source 《行政处罚法》第三十七条
 */
export function lawInForceOn({ instruments }: Pick<LawData, 'instruments'>, day: Temporal.PlainDate) {
  const text = day.toString()
  const notEnded = instruments.filter(({ effectiveTo }) => effectiveTo === null || text <= effectiveTo)
  return {
    inForce: notEnded.filter((one) => (effectiveDay(one) ?? '9999') <= text),
    beginningUnknown: notEnded.filter((one) => effectiveDay(one) === null),
  }
}

/**
 * The tiers of the fine for an act that ended on this day.
 * @source 《反不正当竞争法》(2025) 第二十六条; 《行政处罚法》第三十七条: the law at the time of the act, the newer one where it is lighter
 */
export const penaltyTiersOn = (
  { penaltyTiers }: Pick<LawData, 'penaltyTiers'>,
  endedOn: Temporal.PlainDate,
): PenaltyTier[] =>
  penaltyTiers.filter(
    ({ endedFrom, endedTo }) =>
      (endedFrom === null || endedFrom <= endedOn.toString()) && (endedTo === null || endedOn.toString() <= endedTo),
  )

/**
 * The article of the Anti-Unfair Competition Law on a topic, in the version for an act that ended on this day.
 * @returns null where that version has none
 * @throws RangeError for a topic that is not in the map
 * @source domain law.md §2.1; 《行政处罚法》第三十七条
 */
export function articleOn(
  { articles, articlesSince }: Pick<LawData, 'articles' | 'articlesSince'>,
  topic: string,
  endedOn: Temporal.PlainDate,
): { readonly version: '2019' | '2025'; readonly article: string } | null {
  const { before, now } = found(articles, topic)
  if (endedOn.toString() >= articlesSince) return { version: '2025', article: now }
  return before === null ? null : { version: '2019', article: before }
}
