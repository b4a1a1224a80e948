import type { StepDone } from '../checklist/checklist.schema.ts'
import { outcomes } from '../checklist/checklist.words.ts'
import { momentText, withLine } from './incident.rules.ts'
import type { Contact, Incident } from './incident.schema.ts'
import type { ChangeOf, IncidentChange } from './incident-change.schema.ts'

/** The incident with one more change, whatever it is by now. Applied twice it is the same; nothing of what a colleague wrote disappears. */
export function withChange(incident: Incident, change: IncidentChange): Incident {
  switch (change.act) {
    case 'line':
      return withLine(incident, change.line)
    case 'step':
      return withStep(incident, change)
    case 'close':
      return incident.state === 'closed'
        ? incident
        : { ...incident, state: 'closed', run: { ...incident.run, closedAt: change.at } }
    case 'contacts':
      return change.rows.reduce((now, row) => withContact(now, change, row), incident)
    case 'secrets': {
      const kept = incident.secretIds.filter((id) => !change.removed.includes(id))
      return { ...incident, secretIds: [...new Set([...kept, ...change.added])] }
    }
  }
}

/**
 * The step as it was recorded last stands, and what else was said about it is in the log: what a correction replaced, and what came when
 * a colleague had recorded the step later or the incident was closed.
 */
function withStep(incident: Incident, change: ChangeOf<'step'>): Incident {
  const { step, before, done } = change
  const now = incident.run.steps[step] ?? null
  if (same(now, done)) return incident
  const overtaken = !same(now, before) && now !== null && !isEarlier(now, done)
  if (overtaken || incident.state === 'closed') return noted(incident, change, `${step} 另有登记：${saidOf(done)}`)
  const next = { ...incident, run: { ...incident.run, steps: { ...incident.run.steps, [step]: done } } }
  return now === null ? next : noted(next, change, `更正 ${step} 的登记。原登记：${saidOf(now)}`)
}

/** A row that a colleague changed meanwhile: what stands after it is this one's, and the log has theirs. It is not removed unseen. */
function withContact(
  incident: Incident,
  change: ChangeOf<'contacts'>,
  { before, after }: ChangeOf<'contacts'>['rows'][number],
) {
  const id = (after ?? before)?.id
  const now = incident.contacts.find((one) => one.id === id) ?? null
  if (same(now, after)) return incident
  const unseen = now !== null && !same(now, before)
  if (after === null)
    return unseen ? incident : { ...incident, contacts: incident.contacts.filter((one) => one !== now) }
  const contacts = now ? incident.contacts.map((one) => (one === now ? after : one)) : [...incident.contacts, after]
  const next = { ...incident, contacts }
  if (!unseen) return next
  const text = `更正联系人“${now.role}”。原登记：${[now.name, now.phone].filter((part) => part !== '').join('，') || '未填写'}`
  return noted(next, change, text)
}

/** What turned these contacts into those. */
export const contactRows = (before: readonly Contact[], after: readonly Contact[]): ChangeOf<'contacts'>['rows'] => [
  ...after.flatMap((row) => {
    const found = before.find(({ id }) => id === row.id) ?? null
    return same(found, row) ? [] : [{ before: found, after: row }]
  }),
  ...before.filter(({ id }) => !after.some((row) => row.id === id)).map((row) => ({ before: row, after: null })),
]

const saidOf = ({ by, at, outcome, record, note }: StepDone): string =>
  `${by}，${momentText(Temporal.Instant.from(at))}，${[outcomes[outcome][0], record, note].filter((text) => text !== '').join('；')}`

const noted = (incident: Incident, { id, by, at }: ChangeOf<'step'> | ChangeOf<'contacts'>, text: string): Incident =>
  withLine(incident, { id, at, writtenAt: at, by, kind: 'fact', text: text.slice(0, 5000), evidence: '' })

const isEarlier = (one: StepDone, other: StepDone): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(one.at), Temporal.Instant.from(other.at)) < 0

const same = (one: object | null, other: object | null): boolean => JSON.stringify(one) === JSON.stringify(other)
