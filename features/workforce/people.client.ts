import { useMemo } from 'react'
import { useDoor } from '../../platform/ui/query.ts'
import { FirmPaper } from '../template/template.schema.ts'
import { useSent } from '../vault/answers.client.ts'
import { useRecords } from '../vault/records.client.ts'
import { withAgreements, withTraining } from './answered.rules.ts'
import { workforceContract } from './workforce.contract.ts'
import { ClearedPerson } from './workforce.schema.ts'

/** Courses and questions never change while the application is open. */
export const useCourses = () => useDoor(workforceContract.courses, {}).data

/** The cleared persons, opened, with what they acknowledged and learned since their records were kept. */
export function usePeople() {
  const people = useRecords('person', ClearedPerson)
  const papers = useRecords('document', FirmPaper)
  const content = useCourses()
  const { sent, error } = useSent()
  const { entries: kept } = people
  const entries = useMemo(
    () =>
      new Map(
        [...kept].map(([id, one]) => {
          if (!content || !sent) return [id, one]
          const value = withTraining(withAgreements(one.value, papers.entries, sent), id, content, sent)
          return [id, { ...one, value }]
        }),
      ),
    [kept, papers.entries, content, sent],
  )
  return {
    ...people,
    /** Before the answers are read nobody has signed: nothing is shown or kept till then. */
    isOpen: people.isOpen && papers.isOpen && content !== undefined && sent !== undefined,
    error: people.error ?? papers.error ?? error,
    entries,
    list: [...entries.values()],
    sent: sent ?? [],
  }
}
