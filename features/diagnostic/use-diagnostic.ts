import { useMemo } from 'react'
import { z } from 'zod'
import { todayAt } from '../../core/calendar.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import type { OpenRound, SectionEntry } from './assessment.rules.ts'
import { type Action, AssessmentRecord } from './assessment.schema.ts'
import { diagnosticContract } from './diagnostic.contract.ts'

/** The questions; they never change while the application is open. */
export const useSelfAssessment = () => useDoor(diagnosticContract.content, {})

export type ActionEntry = Omit<Entry<Action>, 'value'> & { readonly value: Action }

/** Everything of the collection, opened and put together: rounds with their sections, the newest first, and actions by day. */
export function useAssessments() {
  const records = useRecords('assessment', AssessmentRecord)
  const { entries } = records
  const { rounds, actions } = useMemo(() => {
    const sections = new Map<string, SectionEntry[]>()
    const found: OpenRound[] = []
    const doing: ActionEntry[] = []
    for (const { value, ...entry } of entries.values()) {
      if (value.kind === 'section')
        sections.set(value.roundId, [...(sections.get(value.roundId) ?? []), { ...entry, value }])
      if (value.kind === 'action') doing.push({ ...entry, value })
    }
    for (const { id, revision, value } of entries.values())
      if (value.kind === 'round') found.push({ id, revision, round: value, sections: sections.get(id) ?? [] })
    return {
      rounds: found.sort((a, b) =>
        a.round.begunOn < b.round.begunOn || (a.round.begunOn === b.round.begunOn && a.id < b.id) ? 1 : -1,
      ),
      actions: doing.sort((a, b) => (a.value.dueOn < b.value.dueOn ? -1 : 1)),
    }
  }, [entries])
  return { records, rounds, actions }
}
export type Assessments = ReturnType<typeof useAssessments>

export const todayHere = (): string => todayAt(Temporal.Now.instant()).toString()

export const isDay = (text: string): boolean => z.iso.date().safeParse(text).success
