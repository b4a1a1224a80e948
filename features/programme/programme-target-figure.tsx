import { GoalBar } from '../../platform/ui/figures.tsx'
import { formatDay, formatNumber } from '../../platform/ui/format.ts'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { programmePageWords } from './programme-page.words.ts'
import { isShare } from './programme-target.rules.ts'
import type { TargetView } from './programme-target.schema.ts'

/** One target as it stands: value, goal, day, and what nobody has defined yet. Used inside and on the public page. */
export function TargetFigure({ view }: { view: TargetView }) {
  const w = useWords(programmePageWords)
  const locale = useLocale()
  const { target, numerator, denominator, percent, asOf, definition, needsDefinition } = view
  const value = percent !== null ? `${formatNumber(percent, locale)}%` : formatNumber(numerator, locale)
  const measured = percent ?? (target.kind === 'count' ? numerator : null)
  return (
    <>
      <p className="figure">
        {value} <small>/ {target.goalText}</small>
      </p>
      {measured !== null && <GoalBar value={measured} goal={target.goal} label={`${value} / ${target.goalText}`} />}
      <p className="small soft">
        {denominator !== null && `${formatNumber(numerator, locale)} / ${formatNumber(denominator, locale)} · `}
        {w('asOf', { day: formatDay(asOf, locale) })}
        {target.kind === 'qualitative' && ` · ${w('qualitative')}`}
      </p>
      {definition && (
        <p className="small">
          {w('definition')}:{definition.definition}
        </p>
      )}
      {needsDefinition && <p className="small late">{w('needsDefinition', { what: target.undefinedByOffice })}</p>}
      {isShare(target) && denominator === null && <p className="small soft">{w('noDenominator')}</p>}
    </>
  )
}
