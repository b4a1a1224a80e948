import type { Pair } from '../../core/words.ts'
import type { FieldSpec, TemplateBlock, TemplateContent } from './document.schema.ts'
import { holePattern } from './document-compose.rules.ts'
import { givenKeys } from './document-fill.rules.ts'

/** Something in a template that would print wrongly, or leave out what the law demands. */
export type TemplateMistake = { readonly at: string; readonly words: Pair }

/**
 * Everything that is wrong with a template, so that nobody mends one thing to be told of the next.
 *
 * @param content - its `fields` say what is statutory; whatever the office changes, each of these must still have its place
 */
export function templateMistakes(content: TemplateContent): TemplateMistake[] {
  const known = new Map(content.fields.map((field) => [field.key, field]))
  const texts = textsOf(content)
  return [
    ...content.fields
      .filter(({ key }, index) => content.fields.findIndex((one) => one.key === key) !== index)
      .map(twice),
    ...texts.flatMap(({ at, text, columns }) => textMistakes(at, text, known, columns)),
    ...content.blocks.flatMap((block, index) => blockMistakes(block, `blocks[${index}]`, known)),
    ...unprinted(content, texts),
  ]
}

const twice = ({ key }: FieldSpec): TemplateMistake => ({
  at: 'fields',
  words: [`填写项 ${key} 重复了。`, `The field ${key} stands twice.`],
})

type Text = { readonly at: string; readonly text: string; readonly columns?: ReadonlySet<string> }

function textsOf({ heading, everyPage, blocks, fields }: TemplateContent): Text[] {
  return [
    { at: 'heading', text: heading },
    ...(everyPage ? [{ at: 'everyPage', text: everyPage.text }] : []),
    ...blocks.flatMap((block, index) => textsIn(block, `blocks[${index}]`, fields)),
  ]
}

function textsIn(block: TemplateBlock, at: string, fields: readonly FieldSpec[]): Text[] {
  if ('form' in block)
    return block.form.flatMap((row, index) =>
      ('head' in row ? [row.head] : [...row.cells, row.sign ?? '']).map((text) => ({
        at: `${at}.form[${index}]`,
        text,
      })),
    )
  if ('table' in block) {
    const columns = new Set(fields.find(({ key }) => key === block.table)?.columns.map(({ key }) => key))
    return block.columns.map(({ text }) => ({ at, text, columns: columns.add('n') }))
  }
  if ('signs' in block) return block.signs.map(({ label }) => ({ at, text: label }))
  return Object.entries(block).flatMap(([key, text]) =>
    ['paragraph', 'line', 'centre', 'heading', 'note', 'cut'].includes(key) && typeof text === 'string'
      ? [{ at, text }]
      : [],
  )
}

function textMistakes(
  at: string,
  text: string,
  known: ReadonlyMap<string, FieldSpec>,
  columns: ReadonlySet<string> = new Set(),
): TemplateMistake[] {
  const mistakes = [...text.matchAll(holePattern)].flatMap(([, key = '']): TemplateMistake[] => {
    const isKnown = key.startsWith('.') ? columns.has(key.slice(1)) : known.has(key) || isGiven(key)
    return isKnown ? [] : [{ at, words: [`没有“${key}”这个填写项。`, `There is no field ${key}.`] }]
  })
  const rest = text.replace(holePattern, '')
  return /\{\{|\}\}/.test(rest)
    ? [
        ...mistakes,
        { at, words: ['花括号不成对，填写项应写成 {{party.name}}。', 'Braces do not match; write {{party.name}}.'] },
      ]
    : mistakes
}

const isGiven = (key: string) => givenKeys.some((one) => one === key)

function blockMistakes(block: TemplateBlock, at: string, known: ReadonlyMap<string, FieldSpec>): TemplateMistake[] {
  const mistakes: TemplateMistake[] = []
  for (const key of conditionsOf(block))
    if (!known.has(key) && !isGiven(key))
      mistakes.push({ at, words: [`显示条件中没有“${key}”这个填写项。`, `The condition names no field: ${key}.`] })
  const percents =
    'form' in block ? block.percents : 'columns' in block ? block.columns.map(({ percent }) => percent) : null
  if (percents && percents.reduce((sum, one) => sum + one, 0) !== 100)
    mistakes.push({ at, words: ['各栏宽度合计须为 100。', 'The widths of the columns must add up to 100.'] })
  if ('form' in block)
    for (const [index, row] of block.form.entries())
      if ('cells' in row && row.cells.length > block.percents.length)
        mistakes.push({
          at: `${at}.form[${index}]`,
          words: [
            `这一行的格数多于 ${block.percents.length} 栏。`,
            `This row has more than ${block.percents.length} cells.`,
          ],
        })
  if ('table' in block && known.get(block.table)?.kind !== 'table')
    mistakes.push({ at, words: [`“${block.table}”不是表格类填写项。`, `${block.table} is not a table.`] })
  return mistakes
}

function conditionsOf(block: TemplateBlock): string[] {
  const rows = 'form' in block ? block.form : []
  return [block, ...rows].flatMap(({ when, unless }) => [when, unless].filter((key) => key !== undefined))
}

/** Statutory content that would not appear on the paper, and places that are not there. */
function unprinted({ fields, blocks, everyPage }: TemplateContent, texts: readonly Text[]): TemplateMistake[] {
  const printed = new Set<string>()
  for (const { text } of texts) for (const [, key = ''] of text.matchAll(holePattern)) printed.add(key)
  for (const block of blocks) {
    if ('table' in block) printed.add(block.table)
    for (const place of placesOf(block)) printed.add(place)
  }
  if (everyPage?.place) printed.add(everyPage.place)
  return fields
    .filter(({ key, statutory }) => statutory !== null && !printed.has(key))
    .map(({ label, statutory }) => ({
      at: 'blocks',
      words: [
        `缺少法定内容“${label[0]}”（${statutory}），不能删去。`,
        `What the law demands is gone: ${label[1]} (${statutory}).`,
      ],
    }))
}

function placesOf(block: TemplateBlock): string[] {
  const parts = 'form' in block ? block.form : 'signs' in block ? block.signs : [block]
  return parts.flatMap((part) => ('place' in part && part.place ? [part.place] : []))
}

/**
 * A template of the office with what the law demands as shipped: the office may word and arrange it, and ask for more, but
 * neither take an article away nor claim one.
 */
export const withStatutory = (content: TemplateContent, shipped: Pick<TemplateContent, 'fields'>): TemplateContent => {
  const fixed = shipped.fields.filter(({ statutory }) => statutory !== null)
  const own = content.fields.filter(({ key }) => !fixed.some((one) => one.key === key))
  return { ...content, fields: [...fixed, ...own.map(({ unless: _, ...field }) => ({ ...field, statutory: null }))] }
}

/** What the office may change of a template. */
export const contentOf = ({ heading, agencyLine, everyPage, fields, blocks }: TemplateContent): TemplateContent => ({
  heading,
  agencyLine,
  everyPage,
  fields,
  blocks,
})
