import { describe, expect, it } from 'vitest'
import { readContent } from '../../platform/content.ts'
import { planOf } from '../checklist/checklist.rules.ts'
import { Checklists, type StepDone } from '../checklist/checklist.schema.ts'
import { clocks, clocksOf, liesAhead, timelineOf, writtenLate } from './incident.rules.ts'
import { Incident } from './incident.schema.ts'

const { checklists } = await readContent('checklists', Checklists)
const list = checklists.find(({ id }) => id === 'CL-IN')
if (!list) throw new RangeError('no list of incidents')
const discoveredAt = '2026-12-31T23:30:00+08:00'
const done = (at: string): StepDone => ({ at, by: '虚构法务', outcome: 'done', note: '', record: '日志 3' })
const incident = (steps: Record<string, StepDone> = {}): Incident =>
  Incident.parse({
    v: 1,
    title: '虚构：图纸外发',
    discoveredAt,
    discoverer: '虚构班长',
    channel: '邮件',
    secretIds: [],
    contacts: [],
    log: [
      {
        id: '01a21546-0000-7000-8000-0000000000e1',
        at: '2027-01-01T00:10:00+08:00',
        writtenAt: '2026-12-31T16:40:00.000Z',
        by: '虚构记录人',
        kind: 'fact',
        text: '邮件日志显示 23:05 外发',
        evidence: '存证 ab12',
      },
    ],
    run: { checklistId: 'CL-IN', anchorAt: discoveredAt, startedAt: '2026-12-31T15:35:00.000Z', steps, closedAt: null },
    state: 'running',
  })
const at = (text: string) => Temporal.Instant.from(text)
const plan = (one: Incident, now: string) => planOf(list, one.run, at(now))

describe('the clocks', () => {
  it('cover every phase of the first three days, once', () => {
    const phases = clocks.flatMap((clock) => [...clock.phases])
    expect(phases).toEqual(list.phases.map(({ id }) => id).slice(0, 5))
  })
  it('run from the discovery over the turn of the year, and are overdue by the minute', () => {
    const one = incident()
    const told = clocksOf(one, plan(one, '2026-12-31T16:31:00Z'), at('2026-12-31T16:31:00Z'))
    expect(told.map(({ hours, dueAt, minutesLeft, state }) => [hours, dueAt.toString(), minutesLeft, state])).toEqual([
      [1, '2026-12-31T16:30:00Z', -1, 'overdue'],
      [24, '2027-01-01T15:30:00Z', 1379, 'running'],
      [72, '2027-01-03T15:30:00Z', 4259, 'running'],
    ])
  })
  it('are met when no mandatory step of theirs is missing', () => {
    const first = list.phases[0]?.steps.filter(({ mandatory }) => mandatory) ?? []
    const one = incident(Object.fromEntries(first.map(({ id }) => [id, done('2026-12-31T15:50:00.000Z')])))
    const [clock] = clocksOf(one, plan(one, '2027-01-05T00:00:00Z'), at('2027-01-05T00:00:00Z'))
    expect(clock?.state).toBe('met')
  })
})

describe('the timeline', () => {
  it('puts log and steps in the order in which they happened', () => {
    const one = incident({ 'IN-01': done('2026-12-31T15:40:00.000Z'), 'IN-05': done('2026-12-31T17:00:00.000Z') })
    expect(timelineOf(one, plan(one, '2027-01-01T00:00:00Z')).map(({ text }) => text.slice(0, 5))).toEqual([
      'IN-01',
      '邮件日志显',
      'IN-05',
    ])
  })
  it('tells what was written down long after it happened, and takes nothing from the future', () => {
    const [entry] = incident().log
    if (!entry) throw new RangeError('no entry')
    expect(writtenLate(entry)).toBe(true)
    expect(writtenLate({ ...entry, at: '2027-01-01T00:30:00+08:00' })).toBe(false)
    expect(liesAhead('2027-01-01T00:30:00+08:00', at('2026-12-31T16:29:59Z'))).toBe(true)
    expect(liesAhead('2027-01-01T00:30:00+08:00', at('2026-12-31T16:30:00Z'))).toBe(false)
  })
})
