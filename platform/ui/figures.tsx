import type { Locale } from '../../core/words.ts'
import { formatDay, formatNumber } from './format.ts'

export type Point = { readonly day: string; readonly value: number }

/** A value against its goal, as a bar. `goal` null: there is nothing to measure against, so there is no bar. */
export function GoalBar({ value, goal, label }: { value: number; goal: number | null; label: string }) {
  if (goal === null) return null
  const share = Math.max(0, Math.min(1, value / goal))
  return (
    <svg className="goal-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect width="100" height="8" rx="1" className="track" />
      <rect width={share * 100} height="8" rx="1" className={share >= 1 ? 'fill reached' : 'fill'} />
    </svg>
  )
}

/** How a number came about, step by step; the goal as a dashed line. The same numbers follow as text. */
export function StepChart({
  points,
  goal,
  locale,
  label,
  unit,
}: {
  points: readonly Point[]
  goal: number | null
  locale: Locale
  label: string
  unit: string
}) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
  const span = Math.max(1, at(last.day) - at(first.day))
  const top = Math.max(1, goal ?? 0, ...points.map(({ value }) => value)) * 1.1
  const x = (day: string) => 48 + ((at(day) - at(first.day)) / span) * 540
  const y = (value: number) => 170 - (value / top) * 150
  const path = points
    .map(({ day, value }, index) => (index === 0 ? `M${x(day)},${y(value)}` : `H${x(day)}V${y(value)}`))
    .join('')
  return (
    <figure className="chart">
      <svg viewBox="0 0 600 200" role="img" aria-label={label}>
        <line x1="48" x2="590" y1="170" y2="170" className="axis" />
        {goal !== null && <line x1="48" x2="590" y1={y(goal)} y2={y(goal)} className="goal" />}
        {goal !== null && (
          <text x="42" y={y(goal) + 4} className="tick end">
            {formatNumber(goal, locale)}
          </text>
        )}
        <path d={path} className="line" />
        <circle cx={x(last.day)} cy={y(last.value)} r="4" className="dot" />
        <text x="48" y="190" className="tick">
          {formatDay(first.day, locale)}
        </text>
        {last !== first && (
          <text x="588" y="190" className="tick end">
            {formatDay(last.day, locale)}
          </text>
        )}
      </svg>
      <figcaption>
        {formatDay(last.day, locale)} · {formatNumber(last.value, locale)}
        {unit}
      </figcaption>
    </figure>
  )
}

export type PhaseStep = {
  readonly id: string
  readonly title: string
  readonly when: string
  readonly state: 'past' | 'present' | 'future'
}

/** The phases in their order, with today's place among them. */
export const PhaseLine = ({ phases, here }: { phases: readonly PhaseStep[]; here: string }) => (
  <ol className="phase-line">
    {phases.map(({ id, title, when, state }) => (
      <li key={id} className={state} aria-current={state === 'present' ? 'step' : undefined}>
        <span className="phase-title">{title}</span>
        <span className="phase-when">{when}</span>
        {state === 'present' && <span className="phase-here">{here}</span>}
      </li>
    ))}
  </ol>
)
