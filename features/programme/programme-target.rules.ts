import type { Target } from './programme.schema.ts'
import type { TargetDefinition, TargetReading, TargetView } from './programme-target.schema.ts'

/** A target is a share of something, so that without a denominator there is nothing to show but the count. */
export const isShare = ({ kind }: Pick<Target, 'kind'>) => kind === 'coverage' || kind === 'ratio' || kind === 'survey'

/**
 * How a target stands. Percent is numerator over denominator, one decimal, never above what was counted.
 *
 * `reached` is null where nobody can say: a qualitative target, a share without denominator, a goal the official text leaves open.
 */
export function standing(
  target: Target,
  reading: TargetReading,
  definition: TargetDefinition | null,
  history: readonly TargetReading[],
): TargetView {
  const share = isShare(target)
  const percent =
    share && reading.denominator ? Math.floor((reading.numerator * 1000) / reading.denominator) / 10 : null
  const measured = share ? percent : target.kind === 'count' ? reading.numerator : null
  return {
    target,
    asOf: reading.asOf,
    numerator: reading.numerator,
    denominator: share ? reading.denominator : null,
    percent,
    reached: measured === null || target.goal === null ? null : measured >= target.goal,
    definition,
    needsDefinition: target.undefinedByOffice !== null && definition === null,
    history: [...history],
  }
}
