import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { DataMistake } from '../../core/data-mistake.ts'
import { collectMistakes, DataError, readDataFile } from '../../platform/data-file.ts'
import { lawFolder } from '../../platform/law.ts'
import {
  FieldColumn,
  FieldKey,
  type FieldSpec,
  FormNumber,
  fieldKinds,
  SeriesKey,
  Template,
} from './document.schema.ts'
import { patternMistake } from './document-number.rules.ts'
import { templateMistakes } from './document-template.rules.ts'

const text = z.string().min(1)
const Described = z.strictObject({
  label: z.tuple([text, text]).optional(),
  kind: z.enum(fieldKinds).optional(),
  columns: z.array(FieldColumn).optional(),
  from: z.array(FieldKey).optional(),
})
type Described = z.infer<typeof Described>

const Dictionary = z.strictObject({
  status: z.literal('拟'),
  note: text,
  fields: z.record(FieldKey, Described.extend({ label: z.tuple([text, text]) })),
})

const FormFile = z.strictObject({
  ...Template.pick({
    form: true,
    title: true,
    layout: true,
    matters: true,
    numbered: true,
    issuedBy: true,
    blocks: true,
  }).shape,
  everyPage: Template.shape.everyPage.default(null),
  agencyLine: z.boolean().optional(),
  statutory: z.array(Described.extend({ key: FieldKey, source: text, unless: FieldKey.optional() })),
  suggested: z.array(z.union([FieldKey, Described.extend({ key: FieldKey })])),
})
type FormFile = z.infer<typeof FormFile>

const LeftOutFile = z.strictObject({
  status: z.literal('拟'),
  forms: z.array(z.strictObject({ form: FormNumber, reason: z.tuple([text, text]) })),
})
export type LeftOut = z.infer<typeof LeftOutFile>['forms'][number]

/** 《市场监督管理行政处罚文书格式范本（2021年修订版）》. @source 国市监法发〔2021〕42号 */
const officialForms = 56

export type ShippedForms = {
  readonly templates: ReadonlyMap<number, Template>
  /** What the office may also use in its own templates. */
  readonly dictionary: readonly FieldSpec[]
  /** What all of them have in common to say about themselves. */
  readonly note: string
  /** Of the official list those without a template, each with why. */
  readonly leftOut: readonly LeftOut[]
}

/**
 * The forms as shipped: one file each, and the dictionary of what they ask for.
 * @throws DataError naming file, place and remedy: an unknown field, a statutory content without a place on the paper
 */
export async function readForms(folder = join(lawFolder, 'forms')): Promise<ShippedForms> {
  const names = (await readdir(folder)).filter((name) => /^\d\d\.yaml$/.test(name)).sort()
  const dictionary = readDataFile(join(folder, 'fields.yaml'), Dictionary)
  const files = names.map((name) => readDataFile(join(folder, name), FormFile))
  const omissions = readDataFile(join(folder, 'left-out.yaml'), LeftOutFile)
  await collectMistakes<unknown>([dictionary, omissions, ...files])
  const { fields, note } = await dictionary
  const { forms: leftOut } = await omissions
  const mistakes: DataMistake[] = []
  const templates = new Map<number, Template>()
  for (const [index, name] of names.entries()) {
    const file = (await files[index]) as FormFile
    if (name !== `${String(file.form).padStart(2, '0')}.yaml`)
      mistakes.push({ file: name, path: 'form', message: '编号与文件名不一致 / the number is not that of the file' })
    const specs = [
      ...file.statutory.map((one) => ({ ...one, statutory: one.source })),
      ...file.suggested.map(suggested),
    ]
    for (const { key, label } of specs)
      if (!label && !fields[key])
        mistakes.push({ file: name, path: key, message: '没有名称，请写 label 或列入 fields.yaml / give it a label' })
    const template = templateOf(
      file,
      specs.map((one) => specOf(one, fields[one.key])),
    )
    mistakes.push(
      ...templateMistakes(template).map(({ at, words }) => ({ file: name, path: at, message: words.join(' / ') })),
    )
    templates.set(file.form, template)
  }
  for (let form = 1; form <= officialForms; form++)
    if (templates.has(form) === leftOut.some((one) => one.form === form))
      mistakes.push({
        file: 'left-out.yaml',
        path: String(form),
        message: '须有模板，或者在此写明为何没有 / either a template or a reason why there is none',
      })
  if (mistakes.length > 0) throw new DataError(mistakes)
  return {
    templates,
    note,
    leftOut,
    dictionary: Object.entries(fields).map(([key, one]) => specOf({ key, statutory: null }, one)),
  }
}

type Declared = Described & { key: string; statutory: string | null; unless?: string | undefined }

const suggested = (one: FormFile['suggested'][number]): Declared =>
  typeof one === 'string' ? { key: one, statutory: null } : { ...one, statutory: null }

/** What a form says of a field goes before what the dictionary says. */
const specOf = ({ key, statutory, unless, ...own }: Declared, known: Described | undefined): FieldSpec => ({
  key,
  label: own.label ?? known?.label ?? [key, key],
  kind: own.kind ?? known?.kind ?? 'line',
  columns: own.columns ?? known?.columns ?? [],
  from: own.from ?? known?.from ?? [],
  statutory,
  ...(unless !== undefined && { unless }),
})

const outward = ['letter', 'decision'] as const

const templateOf = ({ statutory: _, suggested: __, agencyLine, ...file }: FormFile, fields: FieldSpec[]): Template => ({
  ...file,
  fields,
  heading: file.title[0],
  agencyLine: agencyLine ?? outward.some((one) => one === file.layout),
  version: 0,
})

const SeriesFile = z.strictObject({
  status: z.literal('拟'),
  note: text,
  reviewBody: text,
  court: text,
  pattern: text,
  series: z.array(
    z.strictObject({ key: SeriesKey, label: z.tuple([text, text]), kind: text.max(20), pattern: text.optional() }),
  ),
})
export type ShippedSeries = {
  readonly key: string
  readonly label: readonly [string, string]
  readonly kind: string
  readonly pattern: string
}
export type ShippedNumbering = {
  readonly note: string
  /** How forms name the remedies while the authority has not said it more exactly. */
  readonly remedies: { readonly reviewBody: string; readonly court: string }
  readonly series: readonly ShippedSeries[]
}

/** @throws DataError for a pattern that could give the same number twice */
export async function readNumbering(path = join(lawFolder, 'numbering.yaml')): Promise<ShippedNumbering> {
  const { pattern: usual, series: given, note, reviewBody, court } = await readDataFile(path, SeriesFile)
  const series = given.map(({ key, label, kind, pattern }) => ({ key, label, kind, pattern: pattern ?? usual }))
  const mistakes = series.flatMap((one) => {
    const mistake = patternMistake(one, series)
    return mistake ? [{ file: 'numbering.yaml', path: one.key, message: mistake.join(' / ') }] : []
  })
  if (mistakes.length > 0) throw new DataError(mistakes)
  return { note, remedies: { reviewBody, court }, series }
}

let forms: Promise<ShippedForms> | undefined
let numbering: Promise<ShippedNumbering> | undefined
/** Read once; the start reads them too, so that a mistake in them is named there. */
export const shippedForms = (): Promise<ShippedForms> => {
  forms ??= readForms()
  return forms
}
export const shippedNumbering = (): Promise<ShippedNumbering> => {
  numbering ??= readNumbering()
  return numbering
}
