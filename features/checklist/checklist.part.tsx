import type { ReactNode } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { templateContract } from '../template/template.contract.ts'
import { TemplateSources } from '../template/template-sources.part.tsx'
import { checklistContract } from './checklist.contract.ts'
import { closable, missingSteps, type PlannedStep, planOf, type StepState } from './checklist.rules.ts'
import type { ChecklistRun, Checklists } from './checklist.schema.ts'
import { checklistWords, outcomes } from './checklist.words.ts'
import { Marking } from './marking.part.tsx'

/** The shipped lists; they do not change while the application is open. */
export const useChecklists = () => useDoor(checklistContract.read, {}).data

const tones: Readonly<Record<StepState, 'good' | 'plain' | 'info' | 'bad'>> = {
  done: 'good',
  later: 'plain',
  open: 'info',
  overdue: 'bad',
}

/** A list at work: its phases in the order of time, each step with its time, who does it, and what was recorded. */
export function ChecklistPanel({
  run,
  onChange,
  recordOf,
}: {
  run: ChecklistRun
  onChange: (run: ChecklistRun) => void
  /** Shows a record that a step leaves, where it can be written at once; else its name stands there. */
  recordOf?: (id: string) => ReactNode
}) {
  const lists = useChecklists()
  const list = lists?.checklists.find(({ id }) => id === run.checklistId)
  if (!list) return <Loading />
  const plan = planOf(list, run, Temporal.Now.instant())
  return (
    <Marking run={run} plan={plan} onDone={(id, done) => onChange({ ...run, steps: { ...run.steps, [id]: done } })}>
      {(onMark) => (
        <ChecklistSteps
          run={run}
          onMark={onMark}
          onClose={(closedAt) => onChange({ ...run, closedAt })}
          {...(recordOf && { recordOf })}
        />
      )}
    </Marking>
  )
}

/** The same, where the page has a way of its own to record a step (`Marking`). */
export function ChecklistSteps({
  run,
  onMark,
  onClose,
  recordOf,
}: {
  run: ChecklistRun
  onMark: (planned: PlannedStep) => void
  onClose: (at: string) => void
  recordOf?: (id: string) => ReactNode
}) {
  const w = useWords(checklistWords)
  const say = useSay()
  const locale = useLocale()
  const lists = useChecklists()
  const list = lists?.checklists.find(({ id }) => id === run.checklistId)
  if (!lists || !list) return <Loading />
  const plan = planOf(list, run, Temporal.Now.instant())
  const missing = missingSteps(plan)
  return (
    <>
      <p>{say(pairOf(list.purpose))}</p>
      {list.phases.map((phase) => {
        const steps = plan.filter((planned) => planned.phase.id === phase.id)
        const [first] = steps
        return (
          <section key={phase.id}>
            <h3>{say(pairOf(phase.name))}</h3>
            {first && (
              <p className="hint">{w('until', { at: formatMoment(first.until.toInstant().toString(), locale) })}</p>
            )}
            <ul className="lines">
              {steps.map((planned) => (
                <StepLine
                  key={planned.step.id}
                  planned={planned}
                  lists={lists}
                  closed={run.closedAt !== null}
                  recordOf={recordOf}
                  onMark={() => onMark(planned)}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {run.closedAt ? (
        <Notice kind="good">{w('closed', { at: formatMoment(run.closedAt, locale) })}</Notice>
      ) : (
        <>
          <p role="status">{missing.length > 0 ? w('missing', { n: missing.length }) : w('complete')}</p>
          <Button kind="primary" isDisabled={!closable(plan)} onPress={() => onClose(new Date().toISOString())}>
            {w('close')}
          </Button>
        </>
      )}
      <details>
        <summary>{w('redLines')}</summary>
        <ul>
          {lists.redLines.map(({ id, text }) => (
            <li key={id}>{say(pairOf(text))}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

function StepLine({
  planned: { step, state, done },
  lists,
  closed,
  recordOf,
  onMark,
}: {
  planned: PlannedStep
  lists: Checklists
  closed: boolean
  recordOf: ((id: string) => ReactNode) | undefined
  onMark: () => void
}) {
  const w = useWords(checklistWords)
  const say = useSay()
  const locale = useLocale()
  const actor = lists.actors.find(({ id }) => id === step.actor)
  const templates = useDoor(templateContract.templates, {}).data?.templates ?? []
  const titleOf = (id: string) => {
    const template = templates.find((one) => one.id === id)
    return template ? w('paper', { title: say(pairOf(template.title)) }) : id
  }
  return (
    <li>
      <Badge tone={tones[state]}>{done ? say(outcomes[done.outcome]) : w(state)}</Badge>{' '}
      <Badge>{w(step.mandatory ? 'mandatory' : 'advised')}</Badge> {say(pairOf(step.action))}
      <p className="hint">
        {step.id} · {actor && say(pairOf(actor.name))}
        {step.records.length > 0 && ` · ${w('keeps')} `}
        {step.records.map((id) => (
          <span key={id}>{recordOf?.(id) ?? titleOf(id)} </span>
        ))}
      </p>
      {done && (
        <p>
          {w('doneBy', { by: done.by, at: formatMoment(done.at, locale) })}
          {done.record && ` · ${done.record}`}
          {done.note && ` · ${done.note}`}
        </p>
      )}
      <div className="actions">
        {!closed && (
          <Button kind="quiet" onPress={onMark} aria-label={`${w(done ? 'change' : 'mark')} ${step.id}`}>
            {w(done ? 'change' : 'mark')}
          </Button>
        )}
        {step.sources.length > 0 && (
          <details>
            <summary className="small">{w('basis')}</summary>
            <TemplateSources content={lists} refs={step.sources} />
          </details>
        )}
      </div>
    </li>
  )
}
