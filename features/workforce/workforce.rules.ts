import type { ClearedPerson } from './workforce.schema.ts'

export type Due = 'unsigned' | 'agreement-expiring' | 'untrained' | 'open-run' | 'erase'

/** What is to be done about a person, as of a day; an expiry counts from `notice` days before it. */
export const dueOf = (person: ClearedPerson, today: Temporal.PlainDate, notice = 30): Due[] => {
  const by = (on: string, days: number) => Temporal.PlainDate.compare(on, today.add({ days })) <= 0
  const { agreements, training, runs, retention } = person
  const isTrained = training.some(({ passed, until }) => passed && (!until || !by(until, -1)))
  const due: Record<Due, boolean> = {
    unsigned: !agreements.some(({ signedOn }) => signedOn) || agreements.some(({ signedOn }) => !signedOn),
    'agreement-expiring': agreements.some(({ signedOn, expiresOn }) => signedOn && expiresOn && by(expiresOn, notice)),
    untrained: !isTrained,
    'open-run': runs.some(({ closedAt }) => !closedAt),
    erase: retention !== null && by(retention.until, -1),
  }
  return (Object.keys(due) as Due[]).filter((one) => due[one])
}
