import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { calendarMistakes, type WorkCalendar, workCalendar } from '../core/calendar.ts'
import type { DataMistake } from '../core/data-mistake.ts'
import { collectMistakes, DataError, readDataFile } from './data-file.ts'

export const lawFolder = join(import.meta.dirname, '../law')

/** ● the primary text was read · ◐ an excerpt, translation or official news · ○ commentary or an older version: shown as 待核 */
export const Verified = z.enum(['●', '◐', '○'])
export type Verified = z.infer<typeof Verified>

const text = z.string().min(1)
const Calendar = z.strictObject({
  year: z.int(),
  source: text,
  verified: Verified,
  note: text.optional(),
  holidays: z.array(z.strictObject({ name: z.tuple([text, text]), from: z.iso.date(), to: z.iso.date() })),
  daysOff: z.array(z.iso.date()),
  workingDays: z.array(z.iso.date()),
})

/** @throws DataError for an unknown key, a missing source, a day in the wrong place, a gap between years */
export async function readCalendar(folder = join(lawFolder, 'calendar')): Promise<WorkCalendar> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const years = await collectMistakes(names.map((name) => readDataFile(join(folder, name), Calendar)))
  if (years.length === 0)
    throw new DataError([
      { file: 'calendar', path: '', message: '没有任何年份的日历，请补上 / no year at all: add one' },
    ])
  const mistakes = years.flatMap((year, index) => {
    const before = years[index - 1]
    const gap = before && year.year !== before.year + 1 ? [`年份不连续 / a year is missing before ${year.year}`] : []
    return [...calendarMistakes(year), ...gap].map((message) => ({ file: `${year.year}.yaml`, path: '', message }))
  })
  if (mistakes.length > 0) throw new DataError(mistakes)
  return workCalendar(years)
}

/** Where the reference gives no whole day, its own words stand here and `lawInForceOn` does not guess. */
const dayOrWords = z.union([z.string().regex(/^\d{4}-\d{2}-\d{2}(?!\d)/), z.enum(['公布日', '未注明'])])

export const Instrument = z.strictObject({
  id: z.string().regex(/^[A-Z]+\d*$/),
  title: text,
  titleEn: text.nullable(),
  version: text,
  effectiveFrom: dayOrWords,
  /** Null while it is in force. */
  effectiveTo: z.iso.date().nullable(),
  verified: Verified,
  note: text.nullable(),
  source: text,
})
export type Instrument = z.infer<typeof Instrument>

export const Period = z.strictObject({
  id: z.string().regex(/^[TXCP]-\d{2}[a-z]?$/),
  matter: text,
  trigger: text,
  length: text,
  /** WD 工作日 · D 自然日 · H 小时 · M 月 · Y 年 · D(R8) as counting rule R8 says · — none, or several that `length` names */
  unit: z.enum(['WD', 'D', 'H', 'M', 'Y', 'D(R8)', '—']),
  extension: text.nullable(),
  pauses: text.nullable(),
  note: text.nullable(),
  basis: text,
  verified: Verified,
})
export type Period = z.infer<typeof Period>

const CountingRule = z.strictObject({ id: z.string().regex(/^R\d{1,2}a?$/), rule: text, content: text, basis: text })

export type Law = {
  instruments: readonly Instrument[]
  periods: readonly Period[]
  countingRules: readonly z.infer<typeof CountingRule>[]
}

/**
 * The law as data, as far as this release uses it.
 * @throws DataError as `readCalendar`, and for a repeated id, a basis in a law that is not listed, an end before the beginning
 */
export async function readLaw(folder = lawFolder): Promise<Law> {
  const instrumentsFile = z.strictObject({ checkedOn: z.iso.date(), instruments: z.array(Instrument) })
  const periodsFile = z.strictObject({
    checkedOn: z.iso.date(),
    countingRules: z.array(CountingRule),
    periods: z.array(Period),
  })
  const instruments = readDataFile(join(folder, 'instruments.yaml'), instrumentsFile)
  const periods = readDataFile(join(folder, 'periods.yaml'), periodsFile)
  await collectMistakes<unknown>([instruments, periods])
  const law = { instruments: (await instruments).instruments, ...(await periods) }
  const mistakes = lawMistakes(law)
  if (mistakes.length > 0) throw new DataError(mistakes)
  return law
}

function lawMistakes({ instruments, periods, countingRules }: Law): DataMistake[] {
  const ids = [...instruments, ...periods, ...countingRules].map(({ id }) => id)
  const laws = new Set(instruments.map(({ id }) => id))
  const unlisted = (basis: string) =>
    basis
      .replace(/\([^)]*\)/g, '')
      .match(/[A-Z]{2,}\d*/g)
      ?.filter((id) => !laws.has(id)) ?? []
  const basisMistakes = (list: 'periods' | 'countingRules', all: readonly { basis: string }[]) =>
    all.flatMap(({ basis }, index) =>
      unlisted(basis).map((id) => ({
        file: 'periods.yaml',
        path: `${list}[${index}].basis`,
        message: `依据 ${id} 不在 instruments.yaml 中，请补列或改正 / ${id} is not in instruments.yaml: list it or correct it`,
      })),
    )
  return [
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => ({ file: 'law', path: id, message: '编号重复，请改正 / this id stands twice: correct one' })),
    ...basisMistakes('periods', periods),
    ...basisMistakes('countingRules', countingRules),
    ...periods.flatMap(({ basis, verified }, index) =>
      basis === '—' && verified !== '○'
        ? [
            {
              file: 'periods.yaml',
              path: `periods[${index}].basis`,
              message: '没有依据的只能标 ○,请补依据 / without a basis it can only be ○: give the basis',
            },
          ]
        : [],
    ),
    ...instruments.flatMap((one, index) => {
      const from = effectiveDay(one)
      return one.effectiveTo !== null && from !== null && one.effectiveTo < from
        ? [
            {
              file: 'instruments.yaml',
              path: `instruments[${index}].effectiveTo`,
              message: '失效日早于施行日，请核对 / it ends before it begins: check both days',
            },
          ]
        : []
    }),
  ]
}

/** The day this instrument began to apply; null where the reference gives none. */
export const effectiveDay = ({ effectiveFrom }: Instrument): string | null =>
  /^\d{4}-\d{2}-\d{2}/.exec(effectiveFrom)?.[0] ?? null

/**
 * The listed instruments that certainly apply on a day, and those of which the list does not say since when.
 *
 * A version is chosen by the day on which the act ended. Where an instrument was amended after it began (PROC), the day is
 * that of its beginning: the wording of that time still has to be looked up.
 *
 * @source 《行政处罚法》第三十七条
 */
export function lawInForceOn(law: Law, day: Temporal.PlainDate) {
  const text = day.toString()
  const notEnded = law.instruments.filter(({ effectiveTo }) => effectiveTo === null || text <= effectiveTo)
  return {
    inForce: notEnded.filter((one) => (effectiveDay(one) ?? '9999') <= text),
    beginningUnknown: notEnded.filter((one) => effectiveDay(one) === null),
  }
}
