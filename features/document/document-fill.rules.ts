import type { FormFacts, FormTable } from '../../core/form-facts.ts'
import { printableText } from '../../core/printable-text.ts'
import type { Unmet } from '../../core/proceeding.ts'
import type { FactValue, FactValues, FieldSpec, Template } from './document.schema.ts'

/** What every form may say without declaring it; known at the latest when it is issued. */
export const givenKeys = ['agency', 'docNo', 'issuedOn'] as const

/** The values of a form's fields, as the facts of its matter give them. What the facts do not know stays absent. */
export function fillFrom(template: Pick<Template, 'fields'>, facts: FormFacts): FactValues {
  const filled: FactValues = {}
  for (const { key, from, kind } of template.fields) {
    if (kind === 'place') continue
    const found = [key, ...from].map((one) => facts[one]).find((value) => value !== undefined)
    if (found !== undefined) filled[key] = printable(found)
  }
  return filled
}

/** A value as it can be kept and printed. */
export const printable = (value: string | FormTable): FactValue =>
  isTable(value)
    ? value.map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, printableText(cell)])))
    : printableText(value)

export const isTable = (value: string | FormTable | undefined): value is FormTable => Array.isArray(value)

/** Whether a value says nothing: no text, or a table without one. */
export const isBlank = (value: string | FormTable | undefined): boolean =>
  value === undefined ||
  (isTable(value) ? value.every((row) => Object.values(row).every((cell) => cell.trim() === '')) : value.trim() === '')

export type Missing = { readonly statutory: readonly FieldSpec[]; readonly suggested: readonly FieldSpec[] }

/**
 * What the form still lacks. Statutory content must be there; of suggested content an empty text was left empty on purpose.
 * Places for signatures and seals are filled on the paper.
 */
export function missingOf({ fields }: Pick<Template, 'fields'>, values: FormFacts): Missing {
  const open = fields.filter(({ kind }) => kind !== 'place')
  return {
    statutory: open.filter(
      ({ key, statutory, unless }) =>
        statutory !== null && isBlank(values[key]) && (unless === undefined || isBlank(values[unless])),
    ),
    suggested: open.filter(({ key, statutory }) => statutory === null && values[key] === undefined),
  }
}

/** As the conditions of an act are told: each with the article that sets it. */
export const unmetOf = (template: Pick<Template, 'title' | 'fields'>, values: FormFacts): Unmet[] =>
  missingOf(template, values).statutory.map(({ label, statutory }) => ({
    code: 'form-field-missing',
    words: [
      `《${template.title[0]}》缺少法定内容“${label[0]}”，请补充。`,
      `“${template.title[1]}” lacks what the law demands: ${label[1]}. Add it.`,
    ],
    source: statutory ?? '',
  }))
