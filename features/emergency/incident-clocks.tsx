import { pairOf } from '../../core/content.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useChecklists } from '../checklist/checklist.part.tsx'
import type { PlannedStep } from '../checklist/checklist.rules.ts'
import { checklistWords } from '../checklist/checklist.words.ts'
import { type Clock, clocksOf, nextSteps } from './incident.rules.ts'
import type { Incident } from './incident.schema.ts'
import { clockWords } from './incident.words.ts'

const inHours = (minutes: number) => ({ hours: Math.floor(minutes / 60), minutes: minutes % 60 })

/** How long each clock has to run or is over, in words, and by which steps. */
export function Clocks({
  incident,
  plan,
  now,
}: {
  incident: Incident
  plan: readonly PlannedStep[]
  now: Temporal.Instant
}) {
  const w = useWords(clockWords)
  const locale = useLocale()
  return (
    <Panel title={w('clocks')} id="clocks">
      <p className="hint">{w('since', { at: formatMoment(incident.discoveredAt, locale) })}</p>
      <ul className="lines">
        {clocksOf(incident, plan, now).map((clock) => (
          <OneClock key={clock.hours} clock={clock} />
        ))}
      </ul>
    </Panel>
  )
}

function OneClock({ clock: { words, dueAt, minutesLeft, missing, lateBy, state } }: { clock: Clock }) {
  const w = useWords(clockWords)
  const say = useSay()
  const locale = useLocale()
  const told = inHours(Math.abs(minutesLeft))
  return (
    <li>
      <strong>{say(words)}</strong>{' '}
      <span className="hint">{w('until', { at: formatMoment(dueAt.toString(), locale) })}</span>{' '}
      {state === 'met' ? (
        <Badge tone={lateBy > 0 ? 'warn' : 'good'}>{lateBy > 0 ? w('metLate', inHours(lateBy)) : w('met')}</Badge>
      ) : (
        <>
          <Badge tone={state === 'overdue' ? 'bad' : 'info'}>{w(state === 'overdue' ? 'over' : 'left', told)}</Badge>{' '}
          {w('missing', { n: missing.length })}
          {state === 'overdue' && (
            <>
              <p>{w('overdueSteps')}</p>
              <ul>
                {missing.map(({ step }) => (
                  <li key={step.id}>
                    {step.id} {say(pairOf(step.action))}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </li>
  )
}

/** The few steps that come first now; the whole list stands further down. */
export function NextSteps({ plan, onMark }: { plan: readonly PlannedStep[]; onMark: (planned: PlannedStep) => void }) {
  const w = useWords(clockWords)
  const checklist = useWords(checklistWords)
  const say = useSay()
  const lists = useChecklists()
  const steps = nextSteps(plan, 4)
  return (
    <Panel title={w('now')} id="now">
      {steps.length === 0 ? (
        <p>{w('nowNone')}</p>
      ) : (
        <>
          <p className="hint">{w('nowText')}</p>
          <ol className="lines">
            {steps.map((planned) => {
              const { step, state } = planned
              const actor = lists?.actors.find(({ id }) => id === step.actor)
              return (
                <li key={step.id}>
                  <Badge tone={state === 'overdue' ? 'bad' : 'info'}>{checklist(state)}</Badge>{' '}
                  {!step.mandatory && <Badge>{checklist('advised')}</Badge>} {say(pairOf(step.action))}
                  <p className="hint">
                    {step.id} · {actor && say(pairOf(actor.name))}
                  </p>
                  <Button onPress={() => onMark(planned)} aria-label={`${checklist('mark')} ${step.id}`}>
                    {checklist('mark')}
                  </Button>
                </li>
              )
            })}
          </ol>
        </>
      )}
    </Panel>
  )
}
