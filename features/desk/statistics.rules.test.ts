import { describe, expect, it } from 'vitest'
import type { Machine } from '../../core/proceeding.ts'
import { caseMachine } from '../case/case.rules.ts'
import { preservationMachine } from '../case/preservation.rules.ts'
import { seizureMachine } from '../case/seizure.rules.ts'
import { clueMachine } from '../clue/clue.rules.ts'
import { referralMachine } from '../criminal-referral/criminal-referral.rules.ts'
import { type CountedAct, type CountedMatter, countMeasure, daysPerStage, measures } from './statistics.rules.ts'

const range = { from: '2026-01-01', to: '2026-12-31' }
const matter = (id: string, kind: string, openedOn: string, closedOn: string | null = null): CountedMatter => ({
  id,
  kind,
  openedOn,
  closedOn,
  state: '',
})
const act = (
  proceedingId: string,
  kind: string,
  name: string,
  on: string,
  more: Partial<CountedAct> = {},
): CountedAct => ({
  proceedingId,
  kind,
  act: name,
  from: 'a',
  to: 'a',
  on,
  fields: {},
  ...more,
})
const figure = (id: string, matters: readonly CountedMatter[], acts: readonly CountedAct[]) => {
  const measure = measures.find((one) => one.id === id)
  if (!measure) throw new RangeError(id)
  return countMeasure(measure, matters, acts, range)
}

const machines: readonly Machine[] = [caseMachine, preservationMachine, seizureMachine, clueMachine, referralMachine]

describe('a figure', () => {
  it.each(measures.map((measure) => [measure.id, measure] as const))(
    'is counted from acts that the procedures really have: %s',
    (_id, measure) => {
      const machine = machines.find(({ kind }) => kind === measure.kind)
      expect(machine?.kind).toBe(measure.kind)
      if (measure.of === 'opened') return
      for (const act of measure.acts) {
        expect(Object.keys(machine?.acts ?? {})).toContain(act)
        if (measure.of === 'sum') expect(machine?.acts[act]?.fields[measure.field]?.kind).toBe('fen')
      }
    },
  )

  it('counts the matters opened within the range, its first and last day included', () => {
    const matters = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day, at) =>
      matter(`${at}`, 'clue', day),
    )
    expect(figure('clues', [...matters, matter('x', 'case', '2026-05-05')], [])).toEqual({
      value: 2,
      matterIds: ['1', '2'],
    })
  })

  it('counts a matter once however often the act was done in it', () => {
    const acts = [act('1', 'case', 'hold-hearing', '2026-03-01'), act('1', 'case', 'hold-hearing', '2026-03-09')]
    expect(figure('hearings', [], acts)).toEqual({ value: 1, matterIds: ['1'] })
  })

  it('adds up the fines of the range to the fen, and nothing of other kinds or days', () => {
    const fine = (id: string, on: string, fineFen: number, kind = 'case') =>
      act(id, kind, 'decide', on, { fields: { fineFen } })
    const acts = [
      fine('1', '2026-03-01', 10_000_001),
      fine('2', '2026-03-02', 99),
      fine('3', '2025-03-02', 7),
      fine('4', '2026-03-02', 7, 'seizure'),
      act('5', 'case', 'decide', '2026-03-02'),
    ]
    expect(figure('fines', [], acts).value).toBe(10_000_100)
  })
})

describe('days in a stage', () => {
  it('are counted from the day it was entered to the day it was left, if it was left within the range', () => {
    const matters = [
      matter('1', 'case', '2026-01-10'),
      matter('2', 'case', '2026-01-10'),
      matter('3', 'case', '2025-01-10'),
    ]
    const left = (id: string, on: string, from: string, to: string) => act(id, 'case', 'x', on, { from, to })
    const acts = [
      left('1', '2026-01-20', 'filed', 'investigating'),
      left('1', '2026-01-25', 'investigating', 'investigating'),
      left('1', '2026-02-20', 'investigating', 'reported'),
      left('2', '2026-01-14', 'filed', 'investigating'),
      left('3', '2025-06-10', 'filed', 'investigating'),
    ]
    expect(daysPerStage(matters, acts, range)).toEqual([
      { kind: 'case', state: 'filed', matters: 2, median: 7, longest: 10 },
      { kind: 'case', state: 'investigating', matters: 1, median: 31, longest: 31 },
    ])
  })
})
