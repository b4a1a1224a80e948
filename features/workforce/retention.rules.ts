import type { FirmPaper } from '../template/template.schema.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { HandedOut } from './answered.rules.ts'
import { isSame } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'

/**
 * What the platform suggests, to be changed by whoever decides: to be able to prove it as long as a claim may be brought. A breach
 * of a non-compete may be the last day's of its term.
 *
 * @source 《民法典》第一百八十八条; domain law.md C-01: three years
 */
export function suggestedRetention(
  { clearedUntil, nonCompete }: Pick<ClearedPerson, 'clearedUntil' | 'nonCompete'>,
  today: string,
): { until: string; why: string } {
  const left = Temporal.PlainDate.from(clearedUntil ?? today)
  const free = nonCompete?.startsOn
    ? Temporal.PlainDate.from(nonCompete.startsOn).add({ months: nonCompete.months }).subtract({ days: 1 })
    : left
  const isBound = Temporal.PlainDate.compare(free, left) > 0
  return {
    until: (isBound ? free : left).add({ years: 3 }).toString(),
    why: `备作证据：诉讼时效三年（《民法典》第一百八十八条）${isBound ? '，自竞业限制期满起计' : ''}`,
  }
}

/** The last day is still a day of keeping. */
export const isDue = ({ retention }: Pick<ClearedPerson, 'retention'>, today: string): boolean =>
  retention !== null && retention.until < today

type Of<T> = readonly { readonly value: T }[]
/** Where a person is still named once their record is erased. */
export const remainsOf = (
  clearedId: string,
  person: Pick<ClearedPerson, 'name' | 'personId'>,
  register: Of<Pick<TradeSecret, 'knowers' | 'carriers'>>,
  papers: Of<Pick<FirmPaper, 'forWhom' | 'handed'>>,
  sent: readonly HandedOut[],
): { secrets: number; papers: number; sent: number } => ({
  secrets: register.filter(
    ({ value }) =>
      value.knowers.some((knower) => isSame(knower, person)) ||
      value.carriers.some(({ keeper }) => keeper.trim() === person.name),
  ).length,
  papers: papers.filter(
    ({ value }) =>
      value.forWhom?.clearedId === clearedId ||
      value.handed.some(({ personId }) => person.personId !== null && personId === person.personId),
  ).length,
  sent: sent.filter(({ personId }) => person.personId !== null && personId === person.personId).length,
})
