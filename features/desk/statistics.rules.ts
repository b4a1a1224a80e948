import { defineWords, type Pair } from '../../core/words.ts'

/** One act as statistics see it: no text, no name. */
export type CountedAct = {
  readonly proceedingId: string
  readonly kind: string
  readonly act: string
  readonly from: string
  readonly to: string
  readonly on: string
  readonly fields: Readonly<Record<string, unknown>>
}
export type CountedMatter = {
  readonly id: string
  readonly kind: string
  readonly openedOn: string
  readonly closedOn: string | null
  readonly state: string
}
export type Range = { readonly from: string; readonly to: string }

/** How a figure is counted, so that whoever reports it can say so. */
export type Measure = {
  readonly id: string
  readonly words: Pair
  readonly unit: 'count' | 'fen'
} & (
  | { readonly of: 'opened'; readonly kind: string }
  | { readonly of: 'acts'; readonly kind: string; readonly acts: readonly string[] }
  | { readonly of: 'sum'; readonly kind: string; readonly acts: readonly string[]; readonly field: string }
)

/**
 * What the upper level asks for, in the order of the procedure. Ours (拟): the forms in which a superior body wants them differ;
 * the figures are counted from the record and can be drilled down to.
 */
export const measures: readonly Measure[] = [
  { id: 'clues', words: ['新收线索', 'Clues received'], unit: 'count', of: 'opened', kind: 'clue' },
  { id: 'filed', words: ['立案', 'Cases filed'], unit: 'count', of: 'acts', kind: 'clue', acts: ['file-case'] },
  {
    id: 'declined',
    words: ['不予立案', 'Filing declined'],
    unit: 'count',
    of: 'acts',
    kind: 'clue',
    acts: ['decline-filing'],
  },
  {
    id: 'preserved',
    words: ['先行登记保存', 'Advance preservations'],
    unit: 'count',
    of: 'acts',
    kind: 'preservation',
    acts: ['take-into-force', 'take-urgently'],
  },
  {
    id: 'seized',
    words: ['查封、扣押', 'Sealings and seizures'],
    unit: 'count',
    of: 'acts',
    kind: 'seizure',
    acts: ['seize', 'seize-urgently'],
  },
  {
    id: 'hearings',
    words: ['举行听证', 'Hearings held'],
    unit: 'count',
    of: 'acts',
    kind: 'case',
    acts: ['hold-hearing'],
  },
  {
    id: 'penalties',
    words: ['处罚决定', 'Penalty decisions'],
    unit: 'count',
    of: 'acts',
    kind: 'case',
    acts: ['decide'],
  },
  {
    id: 'noPenalty',
    words: ['不予处罚决定', 'Decisions without penalty'],
    unit: 'count',
    of: 'acts',
    kind: 'case',
    acts: ['decide-no-penalty'],
  },
  {
    id: 'fines',
    words: ['罚款金额', 'Fines'],
    unit: 'fen',
    of: 'sum',
    kind: 'case',
    acts: ['decide'],
    field: 'fineFen',
  },
  {
    id: 'gains',
    words: ['没收违法所得', 'Unlawful gains confiscated'],
    unit: 'fen',
    of: 'sum',
    kind: 'case',
    acts: ['decide'],
    field: 'gainsFen',
  },
  { id: 'closed', words: ['结案', 'Cases closed'], unit: 'count', of: 'acts', kind: 'case', acts: ['close'] },
  {
    id: 'referred',
    words: ['移送公安机关', 'Referred to public security'],
    unit: 'count',
    of: 'acts',
    kind: 'criminal-referral',
    acts: ['send'],
  },
  {
    id: 'policeFiled',
    words: ['公安机关立案', 'Filed by public security'],
    unit: 'count',
    of: 'acts',
    kind: 'criminal-referral',
    acts: ['police-file'],
  },
]

const within = (day: string, { from, to }: Range) => day >= from && day <= to

/** @returns the figure, and the matters it comes from */
export function countMeasure(
  measure: Measure,
  matters: readonly CountedMatter[],
  acts: readonly CountedAct[],
  range: Range,
): { readonly value: number; readonly matterIds: readonly string[] } {
  if (measure.of === 'opened') {
    const found = matters.filter(({ kind, openedOn }) => kind === measure.kind && within(openedOn, range))
    return { value: found.length, matterIds: found.map(({ id }) => id) }
  }
  const found = acts.filter(
    ({ kind, act, on }) => kind === measure.kind && measure.acts.includes(act) && within(on, range),
  )
  const matterIds = [...new Set(found.map(({ proceedingId }) => proceedingId))]
  if (measure.of === 'acts') return { value: matterIds.length, matterIds }
  const amount = ({ fields }: CountedAct) =>
    typeof fields[measure.field] === 'number' ? Number(fields[measure.field]) : 0
  return { value: found.reduce((total, act) => total + amount(act), 0), matterIds }
}

export type StageDays = {
  readonly kind: string
  readonly state: string
  readonly matters: number
  readonly median: number
  readonly longest: number
}

/**
 * How many calendar days matters stayed in each stage, for stages that were left within the range. A stage that is entered again
 * counts each time.
 */
export function daysPerStage(
  matters: readonly CountedMatter[],
  acts: readonly CountedAct[],
  range: Range,
): StageDays[] {
  const stays = new Map<string, number[]>()
  const byMatter = Map.groupBy(acts, ({ proceedingId }) => proceedingId)
  for (const { id, kind, openedOn } of matters) {
    let since = openedOn
    for (const { from, to, on } of byMatter.get(id) ?? []) {
      if (from === to) continue
      if (within(on, range)) {
        const key = `${kind}\0${from}`
        stays.set(key, [...(stays.get(key) ?? []), daysBetween(since, on)])
      }
      since = on
    }
  }
  return [...stays].map(([key, days]) => {
    const [kind = '', state = ''] = key.split('\0')
    return { kind, state, matters: days.length, median: median(days), longest: Math.max(...days) }
  })
}

const daysBetween = (from: string, to: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export const howCounted: Readonly<Record<Measure['of'], Pair>> = defineWords({
  opened: ['按登记日期在统计期内的件数', 'matters opened within the range'],
  acts: ['按办理日期在统计期内的件数，一件只计一次', 'matters in which the act was done within the range, each once'],
  sum: ['按决定日期在统计期内的金额合计', 'amounts of the decisions within the range'],
})
