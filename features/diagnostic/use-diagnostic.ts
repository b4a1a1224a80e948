import { useMemo } from 'react'
import { z } from 'zod'
import { ApiError } from '../../platform/ui/client.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { answersOf, type OpenRound, type SectionEntry, withAnswers } from './assessment.rules.ts'
import { type Action, type Answer, AssessmentRecord } from './assessment.schema.ts'
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
      rounds: found.sort(newestFirst),
      actions: doing.sort((a, b) => (a.value.dueOn < b.value.dueOn ? -1 : 1)),
    }
  }, [entries])
  return { records, rounds, actions }
}
/** Of two begun on one day, the one with more answers: whoever goes on takes over the fuller one. */
function newestFirst(a: OpenRound, b: OpenRound): number {
  if (a.round.begunOn !== b.round.begunOn) return a.round.begunOn < b.round.begunOn ? 1 : -1
  const count = ({ sections }: OpenRound) => Object.keys(answersOf(sections)).length
  return count(b) - count(a) || (a.id < b.id ? 1 : -1)
}
export type Assessments = ReturnType<typeof useAssessments>

export const isDay = (text: string): boolean => z.iso.date().safeParse(text).success

/**
 * Keeps answers in a section. Where a colleague has kept others of the same part meanwhile, both stand; an answer to the very same question
 * is not overwritten unseen.
 *
 * @throws ApiError `changed-meanwhile` when somebody else answered one of these questions since `seen`
 */
export function useKeepAnswers({ entries, refetch, save }: Assessments['records']) {
  const put = (entry: Entry<AssessmentRecord> | undefined, answers: Readonly<Record<string, Answer>>) => {
    if (entry?.value.kind !== 'section') throw new TypeError('answers belong in a section')
    return save.mutateAsync([{ id: entry.id, revision: entry.revision, value: withAnswers(entry.value, answers) }])
  }
  return async (sectionId: string, answers: Readonly<Record<string, Answer>>): Promise<void> => {
    const before = entries.get(sectionId)
    try {
      await put(before, answers)
    } catch (thrown) {
      if (!(thrown instanceof ApiError) || thrown.reply.code !== 'changed-meanwhile') throw thrown
      const newest = (await refetch()).data?.entries.get(sectionId)
      const seen = before?.value.kind === 'section' ? before.value.answers : {}
      const now = newest?.value.kind === 'section' ? newest.value.answers : {}
      if (Object.keys(answers).some((id) => now[id]?.at !== seen[id]?.at)) throw thrown
      await put(newest, answers)
    }
  }
}
