import readWorkbook from 'read-excel-file/node'
import writeWorkbookFile, { type CellObject } from 'write-excel-file/node'
import { fromBuffer } from 'yauzl'
import { type Pair, type Said, say, sayBoth } from '../../core/words.ts'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type CellValue = string | number | null
export type Column = { readonly title: string; readonly width: number; readonly kind?: 'text' | 'number' | 'day' }
export type SheetContent = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly CellValue[])[]
}

/** Texts are written as text cells, never as formulas, so that a title beginning with `=` stays a title. */
export async function writeWorkbook(sheets: readonly SheetContent[]): Promise<Buffer> {
  const { toBuffer } = await writeWorkbookFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: [
        columns.map(
          ({ title }): CellObject => ({ value: title, fontWeight: 'bold', backgroundColor: '#E6EFEF', wrap: true }),
        ),
        ...rows.map((row) => row.map((value, index) => cell(value, columns[index]?.kind ?? 'text'))),
      ],
    })),
  )
  return toBuffer()
}

function cell(value: CellValue, kind: NonNullable<Column['kind']>): CellObject | null {
  if (value === null || value === '') return null
  if (kind === 'number' && typeof value === 'number') return { value, type: Number }
  if (kind === 'day') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'left' }
  return { value: String(value), type: String, wrap: true, alignVertical: 'top' }
}

export class NotAWorkbook extends Error {
  override name = 'NotAWorkbook'
}

const limits = { uncompressedBytes: 50 * 1024 * 1024, rows: 5000, parts: 200 } as const

/**
 * The first sheet, row by row, as a stranger may have made it.
 * @throws NotAWorkbook for what is not XLSX, or unpacks to more than we are willing to read
 */
export async function readRows(bytes: Buffer): Promise<unknown[][]> {
  await refuseBomb(bytes)
  try {
    const [sheet] = await readWorkbook(bytes)
    if (!sheet || sheet.data.length > limits.rows) throw new NotAWorkbook()
    return sheet.data
  } catch (error) {
    throw error instanceof NotAWorkbook ? error : new NotAWorkbook('unreadable', { cause: error })
  }
}

const refuseBomb = (bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(new NotAWorkbook('not a ZIP file'))
      let [total, parts] = [0, 0]
      zip.on('entry', ({ uncompressedSize }: { uncompressedSize: number }) => {
        total += uncompressedSize
        if (++parts > limits.parts || total > limits.uncompressedBytes)
          return reject(new NotAWorkbook('unpacks to too much'))
        zip.readEntry()
      })
      zip.once('end', () => resolve())
      zip.once('error', () => reject(new NotAWorkbook('broken ZIP file')))
      zip.readEntry()
    })
  })

/** A column as people may head it, and what one of its cells must be. */
export type Field<T> = { readonly title: Pair; readonly read: (text: string) => T | Mistake }
export class Mistake {
  readonly words: Pair
  readonly params: Readonly<Record<string, unknown>>
  constructor(words: Pair, params: Readonly<Record<string, unknown>> = {}) {
    this.words = words
    this.params = params
  }
}
export type RowIssue = { row: number; column: string; value: string; message: Said }
type Fields = Readonly<Record<string, Field<unknown>>>
export type RowOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/**
 * Reads a table whose first row names its columns, in either language and any order, and reports everything that is wrong with it,
 * each with the row as the person sees it in the file.
 *
 * @returns the rows in which nothing is wrong, and everything that is
 */
export function readTable<F extends Fields>(
  rows: readonly (readonly unknown[])[],
  fields: F,
): { rows: { row: number; values: RowOf<F> }[]; issues: RowIssue[] } {
  const [head = [], ...body] = rows
  const issues: RowIssue[] = []
  const names = head.map((title) => nameOf(String(title ?? '').trim(), fields))
  for (const [index, title] of head.entries()) {
    const text = String(title ?? '').trim()
    if (text !== '' && names[index] === null)
      issues.push({
        row: 1,
        column: text,
        value: text,
        message: sayBoth(['不认识的列，请按模板的列名', 'Unknown column; use the template’s headings']),
      })
    if (names[index] !== null && names.indexOf(names[index] ?? null) !== index)
      issues.push({ row: 1, column: text, value: text, message: sayBoth(['这一列重复了', 'This column stands twice']) })
  }
  for (const [name, { title }] of Object.entries(fields))
    if (!names.includes(name))
      issues.push({
        row: 1,
        column: say(title, 'zh-CN'),
        value: '',
        message: sayBoth(['缺少这一列', 'This column is missing']),
      })
  if (issues.length > 0) return { rows: [], issues }
  const read = body.flatMap((cells, index) => {
    if (cells.every((value) => textOf(value) === '')) return []
    const row = index + 2
    const before = issues.length
    const values = Object.entries(fields).map(([name, field]) => {
      const text = textOf(cells[names.indexOf(name)])
      const value = field.read(text)
      if (value instanceof Mistake)
        issues.push({
          row,
          column: say(field.title, 'zh-CN'),
          value: text,
          message: sayBoth(value.words, value.params),
        })
      return [name, value]
    })
    return issues.length > before ? [] : [{ row, values: Object.fromEntries(values) as RowOf<F> }]
  })
  return { rows: read, issues }
}

const nameOf = (title: string, fields: Fields): string | null =>
  Object.entries(fields).find(([name, field]) =>
    [name, ...field.title].some((one) => one.toLowerCase() === title.toLowerCase()),
  )?.[0] ?? null

const textOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '').trim()

/** `2026-11-24`, `2026/11/24`, `2026.11.24`, `2026年11月24日` */
export function readDay(text: string): string | Mistake {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  const mistake = new Mistake(['不是日期，请写成 2026-11-24', 'Not a date; write it as 2026-11-24'])
  if (!parts) return mistake
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return mistake
  }
}
