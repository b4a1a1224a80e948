import type { TradeSecret } from './trade-secret.schema.ts'

type Entry = { readonly id: string; readonly value: TradeSecret }
export type RegisterIndex = readonly { readonly id: string; readonly text: string }[]

/** Everything of an entry that a person may look for, once, so that each key stroke only scans. */
export const indexOf = (entries: readonly Entry[]): RegisterIndex =>
  entries.map(({ id, value }) => ({
    id,
    text: plain(
      [
        value.number,
        value.name,
        value.infoKind,
        value.owner.name,
        value.secrecyBasis,
        value.valueBasis,
        ...value.creators,
        ...value.points.flatMap(({ title, versions }) => [title, versions.at(-1)?.text ?? '']),
        ...value.carriers.flatMap(({ what, where, keeper }) => [what, where, keeper]),
        ...value.knowers.map(({ name, post }) => `${name} ${post}`),
      ].join('\n'),
    ),
  }))

/** Ids of the entries that have every word, in their order. */
export function search(index: RegisterIndex, typed: string): readonly string[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
  return index.filter(({ text }) => words.every((word) => text.includes(word))).map(({ id }) => id)
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** The next number of a year, after the highest that was given. */
export function nextNumber(given: readonly string[], year: number): string {
  const prefix = `SM-${year}-`
  const highest = given.reduce((top, number) => {
    const of = number.startsWith(prefix) ? Number(number.slice(prefix.length)) : 0
    return Number.isSafeInteger(of) ? Math.max(top, of) : top
  }, 0)
  return `${prefix}${String(highest + 1).padStart(3, '0')}`
}

/** Months until an entry is looked at again. @source content/classification.yaml handling, review; two years become one, as the stricter */
const reviewMonths = { core: 6, important: 12, general: 12 } as const
export const nextReview = (level: TradeSecret['level'], from: Temporal.PlainDate): Temporal.PlainDate =>
  from.add({ months: reviewMonths[level] })

/** How many entries stand at each level and of each kind; nothing else of them. Only what is in force counts. */
export function countsOf(entries: readonly Entry[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { value } of entries) {
    if (value.status !== 'active' && value.status !== 'changed') continue
    for (const key of [`level:${value.level}`, `kind:${value.infoKind}`]) counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

/** Whether two counts say the same. */
export function sameCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => (a[key] ?? 0) === (b[key] ?? 0))
}

/** Names that the state reserves for its own secrets must not be used as a mark. @source content/classification.yaml legalRestriction */
export const forbiddenTerm = (name: string, terms: readonly string[]): string | undefined =>
  terms.find((term) => name.includes(term))

/** An entry with the days on which its notices were acknowledged, by the number of the handout. */
export const withAcknowledged = (secret: TradeSecret, days: ReadonlyMap<string, string>): TradeSecret => ({
  ...secret,
  knowers: secret.knowers.map((knower) => {
    const day = knower.notice?.handoutId ? days.get(knower.notice.handoutId) : undefined
    return knower.notice && day && knower.notice.acknowledgedOn === null
      ? { ...knower, notice: { ...knower.notice, acknowledgedOn: day } }
      : knower
  }),
})
