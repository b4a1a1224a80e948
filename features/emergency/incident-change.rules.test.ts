import { describe, expect, it } from 'vitest'
import type { StepDone } from '../checklist/checklist.schema.ts'
import { Incident } from './incident.schema.ts'
import { contactRows, withChange } from './incident-change.rules.ts'
import { IncidentChange } from './incident-change.schema.ts'

const uuid = (end: string) => `01a21546-0000-7000-8000-0000000000${end}`
const discoveredAt = '2026-12-31T23:30:00+08:00'
const lawyer = { id: uuid('c1'), role: '律师', name: '虚构律师', phone: '023 1234' }
const done = (at: string, more: Partial<StepDone> = {}): StepDone => ({
  ...{ at, by: '虚构法务', outcome: 'done', note: '', record: '日志 3' },
  ...more,
})
const incident = (steps: Record<string, StepDone> = {}, more: Partial<Incident> = {}): Incident =>
  Incident.parse({
    ...{ v: 1, kind: 'incident', number: '2026-01', drill: false, title: '虚构：图纸外发', discoveredAt },
    ...{ discoverer: '虚构班长', channel: '邮件', secretIds: [uuid('a1')], log: [], state: 'running' },
    contacts: [lawyer],
    run: { checklistId: 'CL-IN', anchorAt: discoveredAt, startedAt: '2026-12-31T15:35:00.000Z', steps, closedAt: null },
    ...more,
  })
const made = { id: uuid('e2'), by: '虚构班长', at: '2026-12-31T17:10:00.000Z' }
const step = (before: StepDone | null, after: StepDone) =>
  IncidentChange.parse({ act: 'step', ...made, step: 'IN-03', before, done: after })
const rows = (before: Incident['contacts'], after: Incident['contacts']) =>
  IncidentChange.parse({ act: 'contacts', ...made, rows: contactRows(before, after) })
const logOf = ({ log }: Incident) => log.map(({ text }) => text)

const early = done('2026-12-31T15:40:00.000Z')
const mine = done('2026-12-31T17:10:00.000Z', { by: '虚构班长' })
const later = done('2026-12-31T18:00:00.000Z', { by: '虚构总工', record: '日志 9' })
const fact = IncidentChange.parse({
  act: 'line',
  line: { ...made, writtenAt: made.at, kind: 'fact', text: '虚构：邮件外发', evidence: '' },
})

describe('the record of a step', () => {
  it('adds nothing to the log the first time', () => {
    const after = withChange(incident(), step(null, mine))
    expect([after.run.steps['IN-03'], logOf(after)]).toEqual([mine, []])
  })
  it('is corrected with what it said before kept in the log', () => {
    const after = withChange(incident({ 'IN-03': early }), step(early, mine))
    expect(after.run.steps['IN-03']).toEqual(mine)
    expect(logOf(after)).toEqual(['更正 IN-03 的登记。原登记：虚构法务，2026-12-31 23:40，已做；日志 3'])
    expect(Incident.safeParse(after).success).toBe(true)
  })
  it('that reaches the incident after a colleague recorded the same step later leaves theirs, and is in the log', () => {
    const after = withChange(incident({ 'IN-03': later }), step(null, mine))
    expect(after.run.steps['IN-03']).toEqual(later)
    expect(logOf(after)).toEqual(['IN-03 另有登记：虚构班长，2027-01-01 01:10，已做；日志 3'])
  })
  it('that was made after a colleague’s, unseen, stands, and theirs is in the log', () => {
    const after = withChange(incident({ 'IN-03': early }), step(null, mine))
    expect(after.run.steps['IN-03']).toEqual(mine)
    expect(logOf(after)[0]).toContain('原登记：虚构法务')
  })
  it('neither opens nor changes an incident that a colleague closed meanwhile, and is in its log', () => {
    const closed = withChange(incident(), IncidentChange.parse({ act: 'close', at: '2026-12-31T18:00:00.000Z' }))
    const after = withChange(closed, step(null, mine))
    expect([after.state, after.run]).toEqual(['closed', closed.run])
    expect(logOf(after)[0]).toContain('IN-03 另有登记')
  })
})

describe('contacts', () => {
  const named = { ...lawyer, name: '虚构律师乙' }
  const theirs = { ...lawyer, phone: '023 9999' }
  const officer = { ...lawyer, id: uuid('c2'), role: '保密专员' }
  it('that two people add or change apart are all there', () => {
    const before = incident()
    const colleague = { ...before, contacts: [...before.contacts, officer] }
    const after = withChange(colleague, rows([lawyer], [named]))
    expect([after.contacts, logOf(after)]).toEqual([[named, officer], []])
  })
  it('that a colleague changed unseen are not lost: theirs is in the log', () => {
    const after = withChange(incident({}, { contacts: [theirs] }), rows([lawyer], [named]))
    expect(after.contacts).toEqual([named])
    expect(logOf(after)).toEqual(['更正联系人“律师”。原登记：虚构律师，023 9999'])
  })
  it('are removed only as they were seen', () => {
    expect(withChange(incident(), rows([lawyer], [])).contacts).toEqual([])
    expect(withChange(incident({}, { contacts: [theirs] }), rows([lawyer], [])).contacts).toEqual([theirs])
  })
})

it('entries of the register that two people choose are all chosen', () => {
  const change = IncidentChange.parse({ act: 'secrets', added: [uuid('a3')], removed: [uuid('a1')] })
  const after = withChange(incident({}, { secretIds: [uuid('a1'), uuid('a2')] }), change)
  expect(after.secretIds).toEqual([uuid('a2'), uuid('a3')])
})

it.each([
  ['a line', incident(), fact],
  ['a step', incident(), step(null, mine)],
  ['a correction', incident({ 'IN-03': early }), step(early, mine)],
  ['a step that was overtaken', incident({ 'IN-03': later }), step(null, mine)],
  ['closing', incident(), IncidentChange.parse({ act: 'close', at: made.at })],
  ['contacts', incident(), rows([lawyer], [{ ...lawyer, name: '虚构律师乙' }])],
  ['entries', incident(), IncidentChange.parse({ act: 'secrets', added: [uuid('a2')], removed: [uuid('a1')] })],
])('%s is the same however often it is applied, also to what came back from the server', (_, before, change) => {
  const once = withChange(before, change)
  expect(once).not.toEqual(before)
  const again = withChange(Incident.parse(structuredClone(once)), IncidentChange.parse(structuredClone(change)))
  expect(again).toEqual(once)
})
