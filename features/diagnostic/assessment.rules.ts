import type { Action, Answer, Result, Round, Section } from './assessment.schema.ts'
import {
  type Answers,
  type Figures,
  figuresOf,
  itemsFor,
  type Maturity,
  maturityOf,
  mayAnswer,
  quickScore,
  type Scored,
  selfScores,
  verifiedScores,
} from './diagnostic.rules.ts'
import type { Item, SelfAssessment } from './diagnostic.schema.ts'

export type SectionEntry = { readonly id: string; readonly revision: number; readonly value: Section }
/** A round with its sections, opened. */
export type OpenRound = {
  readonly id: string
  readonly revision: number
  readonly round: Round
  readonly sections: readonly SectionEntry[]
}

export const answersOf = (sections: readonly { readonly value: Section }[]): Answers =>
  Object.assign({}, ...sections.map(({ value }) => value.answers))

/** What says “not applicable” of a question that always applies is no answer, wherever it came from. */
const permitted = ({ items }: SelfAssessment, answers: Answers): Answers => {
  const barred = items.filter((item) => {
    const answer = answers[item.id]
    return answer && !mayAnswer(item, answer)
  })
  return { ...answers, ...Object.fromEntries(barred.map(({ id }) => [id, undefined])) }
}

/** Everything that is shown of a round, counted once. */
export type Standing = {
  readonly items: readonly Item[]
  readonly answers: Answers
  readonly answered: number
  readonly complete: boolean
  readonly confirmed: boolean
  readonly self: Counted
  readonly verified: Counted
}
export type Counted = {
  readonly scored: readonly Scored[]
  readonly figures: Figures
  readonly quick: number | null
  /** Null until every question is answered, and for the quick check for good. */
  readonly maturity: Maturity | null
}

export function standingOf(
  content: SelfAssessment,
  { round, sections }: Pick<OpenRound, 'round' | 'sections'>,
): Standing {
  const items = itemsFor(content, round.profile)
  const answers = permitted(content, answersOf(sections))
  const answered = items.filter(({ id }) => answers[id]).length
  const complete = answered === items.length
  const confirmed = isConfirmed(items, sections)
  const count = (scored: readonly Scored[]): Counted => {
    const figures = figuresOf(content, scored)
    const maturity = complete && round.profile.scope === 'full' ? maturityOf(content, scored, figures, confirmed) : null
    return { scored, figures, quick: quickScore(scored), maturity }
  }
  const scored = selfScores(items, answers)
  return {
    ...{ items, answers, answered, complete, confirmed },
    self: count(scored),
    verified: count(verifiedScores(content, scored, answers)),
  }
}

/** Whether every section that has a question was confirmed. */
const isConfirmed = (items: readonly Item[], sections: OpenRound['sections']): boolean =>
  [...new Set(items.map(({ dimension }) => dimension))].every((id) =>
    sections.some(({ value }) => value.dimension === id && value.confirmed !== null),
  )

/** The figures to be kept when a round is finished. */
export function resultOf({ self, verified }: Standing): Result {
  const both = <K extends string>(a: Readonly<Record<K, number | null>>, b: Readonly<Record<K, number | null>>) =>
    Object.fromEntries(
      (Object.keys(a) as K[]).map((key) => [key, { self: a[key], verified: b[key] }] as const),
    ) as Record<K, { self: number | null; verified: number | null }>
  return {
    overall: { self: self.figures.overall, verified: verified.figures.overall },
    level: { self: self.maturity?.level ?? null, verified: verified.maturity?.level ?? null },
    quick: { self: self.quick, verified: verified.quick },
    dimensions: both(self.figures.dimensions, verified.figures.dimensions),
    elements: both(self.figures.elements, verified.figures.elements),
  }
}

/**
 * Where to go on: the first open question after the one answered last, then from the beginning.
 * @returns null when nothing is open
 */
export function resumeAt(items: readonly Item[], answers: Answers): Item | null {
  const last = items.reduce<{ at: string; place: number }>(
    (latest, { id }, place) => {
      const at = answers[id]?.at ?? ''
      return at > latest.at ? { at, place } : latest
    },
    { at: '', place: -1 },
  ).place
  const open = (item: Item) => !answers[item.id]
  return items.slice(last + 1).find(open) ?? items.find(open) ?? null
}

/** A section with this answer in it. What was confirmed was another answer: the confirmation is gone. */
export const withAnswers = (section: Section, answers: Readonly<Record<string, Answer>>): Section => ({
  ...section,
  answers: { ...section.answers, ...answers },
  confirmed: null,
})

export type NotConfirmable = 'unanswered' | 'own-answers'
/**
 * Why this person may not confirm a section; null when they may.
 * @source content/self-assessment.yaml maturityGates G5: 由作答人以外的人核实
 */
export function whyNotConfirm(
  items: readonly Item[],
  { dimension, answers }: Section,
  personId: string,
): NotConfirmable | null {
  const asked = items.filter((item) => item.dimension === dimension)
  const isOpen = (item: Item) => {
    const answer = answers[item.id]
    return !answer || !mayAnswer(item, answer)
  }
  if (asked.some(isOpen)) return 'unanswered'
  return asked.some(({ id }) => answers[id]?.by.personId === personId) ? 'own-answers' : null
}

/** Sections of a new round, one for each dimension: made together, so that two people never make the same one. */
export const newSections = ({ dimensions }: SelfAssessment, roundId: string): Section[] =>
  dimensions.map(({ id }) => ({
    ...{ v: 1, kind: 'section', roundId, dimension: id, answers: {}, invited: [], confirmed: null },
  }))

export type Offered = { readonly item: Item; readonly offered: Answer; readonly present: Answer | null }
/** What somebody offers for a section, beside what stands there; neither the same answer twice nor one that the file does not open. */
export const offersOf = (
  items: readonly Item[],
  present: Section,
  offered: Readonly<Record<string, Answer>>,
): readonly Offered[] =>
  items
    .filter(({ dimension }) => dimension === present.dimension)
    .flatMap((item) => {
      const answer = offered[item.id]
      const here = present.answers[item.id] ?? null
      return answer && mayAnswer(item, answer) && !(here && sameAnswer(here, answer))
        ? [{ item, offered: answer, present: here }]
        : []
    })

const sameAnswer = (a: Answer, b: Answer): boolean =>
  a.score === b.score && a.note === b.note && JSON.stringify(a.evidence) === JSON.stringify(b.evidence)

/** The finished round before this one, of the same kind: a quick check is not held against a full assessment. */
export const previousOf = (rounds: readonly OpenRound[], { id, round }: OpenRound): OpenRound | null =>
  rounds
    .filter(
      (one) =>
        one.id !== id &&
        one.round.finishedOn !== null &&
        one.round.profile.scope === round.profile.scope &&
        one.round.finishedOn <= (round.finishedOn ?? '9999-12-31') &&
        one.round.begunOn <= round.begunOn,
    )
    .sort((a, b) => ((a.round.finishedOn ?? '') < (b.round.finishedOn ?? '') ? 1 : -1))[0] ?? null

export type Moved = { readonly better: readonly string[]; readonly worse: readonly string[] }
/** Questions that scored otherwise than the last time; one that had no score then or has none now is neither. */
export function movedSince(items: readonly Item[], now: Answers, before: Answers): Moved {
  const moved = items.flatMap(({ id }) => {
    const [to, from] = [now[id]?.score ?? null, before[id]?.score ?? null]
    return to === null || from === null || to === from ? [] : [{ id, better: to > from }]
  })
  return {
    better: moved.filter(({ better }) => better).map(({ id }) => id),
    worse: moved.filter(({ better }) => !better).map(({ id }) => id),
  }
}

/** How many whole days an open action is over its day; 0 when it is not. */
export const daysLate = ({ dueOn, state }: Pick<Action, 'dueOn' | 'state'>, today: string): number =>
  state === 'open'
    ? Math.max(0, Temporal.PlainDate.from(dueOn).until(Temporal.PlainDate.from(today), { largestUnit: 'days' }).days)
    : 0
