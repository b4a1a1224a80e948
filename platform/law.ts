import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { calendarMistakes, type WorkCalendar, workCalendar } from '../core/calendar.ts'
import { Citable } from '../core/citable.ts'
import type { DataMistake } from '../core/data-mistake.ts'
import {
  ArticleTopic,
  CountingRule,
  Documents,
  Enumeration,
  Instrument,
  type LawData,
  LawParameter,
  PenaltyTier,
  PeriodRow,
  StatementGroup,
} from '../core/law-data.ts'
import { lawMistakes } from '../core/law-mistakes.ts'
import { Verified } from '../core/period-rule.ts'
import { collectMistakes, DataError, readDataFile } from './data-file.ts'

export const lawFolder = join(import.meta.dirname, '../law')

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

const checkedOn = { checkedOn: z.iso.date() }

/**
 * The tables of the law as they are shipped.
 *
 * @throws DataError as `readCalendar`, and for a repeated id, a basis in a law that is not listed, an article that is not
 *   citable, an end before the beginning, a length that its counting law would not count in that unit
 */
export async function readLaw(folder = lawFolder): Promise<LawData> {
  const read = <S extends z.ZodRawShape>(file: string, shape: S) =>
    readDataFile(join(folder, `${file}.yaml`), z.strictObject({ ...checkedOn, ...shape }))
  const files = {
    instruments: read('instruments', { instruments: z.array(Instrument) }),
    periods: read('periods', { countingRules: z.array(CountingRule), periods: z.array(PeriodRow) }),
    thresholds: read('thresholds', { parameters: z.array(LawParameter), statements: z.array(StatementGroup) }),
    elements: read('elements', { enumerations: z.array(Enumeration) }),
    articles: read('articles', { articlesSince: z.iso.date(), articles: z.array(ArticleTopic) }),
    penalty: read('penalty', { penaltyTiers: z.array(PenaltyTier) }),
    documents: read('documents', { documents: Documents }),
    citable: read('citable', { citable: z.array(Citable) }),
  }
  await collectMistakes<unknown>(Object.values(files))
  const law: LawData = {
    ...(await files.instruments),
    ...(await files.periods),
    ...(await files.thresholds),
    ...(await files.elements),
    ...(await files.articles),
    ...(await files.penalty),
    ...(await files.documents),
    ...(await files.citable),
  }
  const mistakes: DataMistake[] = lawMistakes(law)
  if (mistakes.length > 0) throw new DataError(mistakes)
  return law
}
