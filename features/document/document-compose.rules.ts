import type { Block, FormCell, FormRow, OfficialDocument } from '../../core/document-layout.ts'
import type { FormFacts, FormTable } from '../../core/form-facts.ts'
import type { FieldSpec, Template, TemplateBlock, TemplateRow } from './document.schema.ts'
import { isBlank, isTable } from './document-fill.rules.ts'

export type Composing = {
  /** On the screen what is missing is named; on paper it is left blank, to be written in. */
  readonly missing: 'named' | 'blank'
  readonly confidential?: boolean
  readonly warning?: string
}

/**
 * The form with its values, as it is laid out. A value is put in once and as it is: braces in it are not looked at again.
 */
export function compose(template: Template, values: FormFacts, how: Composing): OfficialDocument {
  const say = speaker(template, values, how)
  const isShown = ({ when, unless }: { when?: string | undefined; unless?: string | undefined }) =>
    (when === undefined || !isBlank(values[when])) && (unless === undefined || isBlank(values[unless]))
  return {
    title: say(template.heading),
    ...(formLayouts.some((one) => one === template.layout) && { page: 'form' }),
    ...(how.confidential && { mark: '涉密附卷' }),
    ...(how.warning && { warning: how.warning }),
    ...(template.agencyLine && { agency: say('{{agency}}') }),
    ...(template.numbered && { number: say('{{docNo}}') }),
    ...(template.everyPage && { everyPage: say(template.everyPage.text) }),
    blocks: template.blocks.filter(isShown).flatMap((block) => blockOf(block, { say, values, isShown })),
  }
}

const formLayouts = ['approval-form', 'receipt', 'list', 'cover', 'catalogue'] as const

type Say = (text: string, row?: Readonly<Record<string, string>>) => string
type Here = {
  readonly say: Say
  readonly values: FormFacts
  readonly isShown: (one: { when?: string | undefined; unless?: string | undefined }) => boolean
}

/** `{{party.name}}` is a field, `{{.name}}` a column of the row that is being written, `{{.n}}` its number. */
export const holePattern = /\{\{\s*(\.?[A-Za-z][\w.-]*)\s*\}\}/g

function speaker({ fields }: Template, values: FormFacts, { missing }: Composing): Say {
  const known = new Map(fields.map((field) => [field.key, field]))
  return (text, row) =>
    text.replace(holePattern, (_hole, key: string) => {
      if (key.startsWith('.')) return row?.[key.slice(1)] ?? ''
      const value = values[key]
      if (!isBlank(value) && value !== undefined) return isTable(value) ? inline(value) : value
      // Left empty on purpose.
      if (value === '' && missing === 'named' && known.get(key)?.statutory === null) return ''
      const field = known.get(key)
      return missing === 'named' ? `〔待填：${field?.label[0] ?? givenLabels[key] ?? key}〕` : blankFor(field)
    })
}

const givenLabels: Readonly<Record<string, string>> = { agency: '机关名称', docNo: '签发时编号', issuedOn: '签发日期' }

const blankFor = (field: FieldSpec | undefined): string =>
  field?.kind === 'day'
    ? '　　　　年　　月　　日'
    : field?.kind === 'text'
      ? '＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿'
      : '＿＿＿＿＿＿＿＿'

/** A table within a sentence: 张三（执法证号 1）、李四（执法证号 2）. */
const inline = (table: FormTable): string =>
  table
    .map((row) => Object.values(row).filter((cell) => cell.trim() !== ''))
    .filter((cells) => cells.length > 0)
    .map(([first, ...rest]) => (rest.length > 0 ? `${first}（${rest.join('，')}）` : first))
    .join('、')

function blockOf(block: TemplateBlock, here: Here): Block[] {
  const { say, values } = here
  if ('paragraph' in block) return [{ kind: 'paragraph', text: say(block.paragraph) }]
  if ('line' in block) return [{ kind: 'line', text: say(block.line) }]
  if ('centre' in block) return [{ kind: 'centre', text: say(block.centre) }]
  if ('heading' in block) return [{ kind: 'heading', level: block.level, text: say(block.heading) }]
  if ('note' in block) return [{ kind: 'note', text: say(block.note) }]
  if ('signs' in block) return [{ kind: 'signs', places: block.signs.map(({ label }) => label) }]
  if ('seal' in block) return [{ kind: 'seal', name: say('{{agency}}'), day: say('{{issuedOn}}') }]
  if ('ruled' in block) return [{ kind: 'ruled', lines: block.ruled }]
  if ('cut' in block) return [{ kind: 'cut', text: block.cut }]
  if ('pageBreak' in block) return [{ kind: 'page-break' }]
  if ('form' in block) {
    const rows = block.form.filter(here.isShown).map((row) => formRow(row, block.percents.length, say))
    return rows.length > 0 ? [{ kind: 'form', percents: block.percents, rows }] : []
  }
  const rows = rowsOf(values[block.table], block.columns[1]?.text ?? block.columns[0]?.text ?? '')
  const blanks = Array.from({ length: Math.max(0, block.blank - rows.length) }, () => block.columns.map(() => ''))
  return [
    {
      kind: 'table',
      columns: block.columns.map(({ title, percent }) => ({ title, percent })),
      rows: [
        ...rows.map((row, index) => block.columns.map(({ text }) => say(text, { n: String(index + 1), ...row }))),
        ...blanks,
      ],
    },
  ]
}

/** What was given as text for a table becomes one row a line, in the column that says the most. */
function rowsOf(value: string | FormTable | undefined, column: string): FormTable {
  if (value === undefined || isTable(value)) return value ?? []
  const key = /\{\{\s*\.(\w+)/.exec(column)?.[1] ?? 'name'
  return value
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ [key]: line }))
}

/** Cells stand in turn: label, value, label, value. The last one takes what is left of the row. */
function formRow(row: TemplateRow, columns: number, say: Say): FormRow {
  if ('head' in row) return { lines: 1, cells: [{ text: say(row.head), label: true, span: columns }] }
  const { cells, lines, sign } = row
  return {
    lines,
    cells: cells.map((text, index): FormCell => {
      const last = index === cells.length - 1
      return {
        text: cellSay(text, say),
        label: index % 2 === 0 && cells.length > 1,
        span: last ? columns - cells.length + 1 : 1,
        ...(last && sign !== undefined && { sign: say(sign) }),
      }
    }),
  }
}

/** In a cell the empty space itself is the blank. */
const cellSay = (text: string, say: Say): string => say(text).replace(/^＿+$/, '')
