import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { closable, lacksReason, missingSteps, momentOf, planOf } from './checklist.rules.ts'
import { type ChecklistRun, Checklists, type StepDone } from './checklist.schema.ts'

const { checklists } = await readContent('checklists', Checklists)
const list = (id: string) => {
  const found = checklists.find((one) => one.id === id)
  if (!found) throw new RangeError(`no list ${id}`)
  return found
}
const run = (checklistId: string, anchorAt: string, steps: ChecklistRun['steps'] = {}): ChecklistRun => ({
  ...{ checklistId, anchorAt, steps, startedAt: '2026-11-01T00:00:00Z', closedAt: null },
})
const done: StepDone = { at: '2026-11-01T00:00:00Z', by: '虚构人事', outcome: 'done', note: '', record: '档案甲-1' }
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Asia/Shanghai]`)

describe('times of a step', () => {
  it.each([
    ['-P30D', 'from', '2026-11-20T09:00:00', '2026-10-21T00:00:00'],
    ['-P1D', 'until', '2026-11-20T09:00:00', '2026-11-19T23:59:59'],
    ['P0D', 'until', '2026-11-20T09:00:00', '2026-11-20T23:59:59'],
    ['P1M', 'from', '2026-01-31T09:00:00', '2026-02-28T00:00:00'],
    ['P24M', 'until', '2024-02-29T09:00:00', '2026-02-28T23:59:59'],
    ['PT24H', 'until', '2026-11-20T22:30:00', '2026-11-21T22:30:00'],
    ['PT1H', 'until', '2026-12-31T23:30:00', '2027-01-01T00:30:00'],
  ] as const)('%s (%s) of %s is %s', (offset, edge, anchor, expected) => {
    expect(momentOf(at(anchor), offset, edge).toString()).toBe(at(expected).toString())
  })
})

describe('a leaver', () => {
  const leaver = (steps: ChecklistRun['steps'] = {}) => run('CL-EX', '2026-11-30T10:00:00+08:00', steps)

  it('goes through the list in the order of time', () => {
    const plan = planOf(list('CL-EX'), leaver(), Temporal.Instant.from('2026-11-24T02:00:00Z'))
    expect(plan).toHaveLength(20)
    expect(plan.map(({ step }) => step.id)[0]).toBe('EX-01')
    expect(plan.at(-1)?.phase.id).toBe('CL-EX-P6')
    const until = plan.map((one) => one.until.epochMilliseconds)
    expect(until).toEqual([...until].sort((a, b) => a - b))
  })

  it('shows what is overdue, to do and for later, and what was done', () => {
    const plan = planOf(list('CL-EX'), leaver({ 'EX-01': done }), Temporal.Instant.from('2026-11-24T02:00:00Z'))
    const states = Object.fromEntries(plan.map(({ step, state }) => [step.id, state]))
    expect(states).toMatchObject({ 'EX-01': 'done', 'EX-02': 'overdue', 'EX-09': 'open', 'EX-12': 'later' })
  })

  it('is closed only when every mandatory step is recorded', () => {
    const now = Temporal.Instant.from('2026-12-31T02:00:00Z')
    const mandatory = list('CL-EX').phases.flatMap(({ steps }) => steps.filter((step) => step.mandatory))
    const all = Object.fromEntries(mandatory.map(({ id }) => [id, done]))
    expect(closable(planOf(list('CL-EX'), leaver(all), now))).toBe(true)
    const { 'EX-12': _, ...one } = all
    expect(missingSteps(planOf(list('CL-EX'), leaver(one), now)).map(({ step }) => step.id)).toEqual(['EX-12'])
  })
})

it('an incident counts hours from its discovery', () => {
  const plan = planOf(
    list('CL-IN'),
    run('CL-IN', '2026-11-24T10:00:00+08:00'),
    Temporal.Instant.from('2026-11-24T03:30:00Z'),
  )
  const [first] = plan
  expect(first?.until.toString()).toBe(at('2026-11-24T11:00:00').toString())
  expect(first?.state).toBe('overdue')
  expect(plan.find(({ phase }) => phase.id === 'CL-IN-P5')?.until.toString()).toBe(at('2026-11-27T10:00:00').toString())
})

it('a mandatory step needs its record, and one left out its reason', () => {
  const [step] = list('CL-EX').phases[0]?.steps ?? []
  if (!step) throw new RangeError('no step')
  const lacks = (outcome: StepDone['outcome'], note: string, record: string) =>
    lacksReason(step, { outcome, note, record })
  expect(lacks('done', '', '')).toBe(true)
  expect(lacks('done', '', '档案甲-1')).toBe(false)
  expect(lacks('refused', '', '档案甲-1')).toBe(true)
  expect(lacks('refused', '拒签，两人见证', '')).toBe(false)
  expect(lacksReason({ ...step, mandatory: false }, { outcome: 'done', note: '', record: '' })).toBe(false)
})
