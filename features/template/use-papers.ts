import { todayAt } from '../../core/calendar.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { useRecords } from '../vault/records.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { templateContract } from './template.contract.ts'
import { FirmPaper } from './template.schema.ts'

/** The papers of the firm, opened. */
export const usePapers = () => useRecords('document', FirmPaper)

/** The templates never change while the application is open. */
export const useTemplates = () => useDoor(templateContract.templates, {}).data

export const today = (): string => todayAt(Temporal.Now.instant()).toString()

/** When what was handed out was acknowledged, by the id of the handout. */
export function useAnswers(): ReadonlyMap<string, string> {
  const { data } = useDoor(sealedContract.handouts, { box: 'sent' })
  return new Map(
    data?.handouts.flatMap(({ id, answeredAt }) =>
      answeredAt ? [[id, todayAt(Temporal.Instant.from(answeredAt)).toString()] as const] : [],
    ),
  )
}
