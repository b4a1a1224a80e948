import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { calendarMistakes, type WorkCalendar, workCalendar } from '../core/calendar.ts'
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
  daysOff: z.array(z.iso.date()),
  workingDays: z.array(z.iso.date()),
})

/** @throws DataError for an unknown key, a missing source, a day in the wrong place, a gap between years */
export async function readCalendar(folder = join(lawFolder, 'calendar')): Promise<WorkCalendar> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const years = await collectMistakes(names.map((name) => readDataFile(join(folder, name), Calendar)))
  const mistakes = years.flatMap((year, index) => {
    const before = years[index - 1]
    const gap = before && year.year !== before.year + 1 ? [`年份不连续 / a year is missing before ${year.year}`] : []
    return [...calendarMistakes(year), ...gap].map((message) => ({ file: `${year.year}.yaml`, path: '', message }))
  })
  if (mistakes.length > 0) throw new DataError(mistakes)
  return workCalendar(years)
}

export const Instrument = z.strictObject({
  id: text,
  title: text,
  titleEn: text.nullable(),
  version: text,
  effectiveFrom: text,
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
  unit: text,
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

/** The law as data, as far as this release uses it. @throws DataError as `readCalendar`, and for a repeated id */
export async function readLaw(folder = lawFolder): Promise<Law> {
  const [instruments, periods] = await Promise.all([
    readDataFile(
      join(folder, 'instruments.yaml'),
      z.strictObject({ checkedOn: z.iso.date(), instruments: z.array(Instrument) }),
    ),
    readDataFile(
      join(folder, 'periods.yaml'),
      z.strictObject({ countingRules: z.array(CountingRule), periods: z.array(Period) }),
    ),
  ])
  const law = { instruments: instruments.instruments, ...periods }
  const ids = [...law.instruments, ...law.periods, ...law.countingRules].map(({ id }) => id)
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (repeated.length > 0)
    throw new DataError(repeated.map((id) => ({ file: 'law', path: id, message: '编号重复 / this id stands twice' })))
  return law
}
