import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IRunOptions,
  LeaderType,
  LineRuleType,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Block, FormCell, FormRow } from '../../core/document-layout.ts'
import { breaksAcrossPages, margins, type Page } from './official-layout.ts'
import { officialFont, officialRuns, officialSize } from './official-text.ts'
import { sealPlace } from './seal-place.ts'

export const twips = (millimetres: number) => Math.round(millimetres * 56.7)
/** What the margins leave of A4. */
const textWidth = (page: Page) => twips(210 - margins[page].left - margins[page].right)
export const exactLine = { line: 579, lineRule: LineRuleType.EXACT } as const
/** 小四 in a cell. Exact here too: whatever is not would be as high as a line of running text, by the grid of the page. */
const cellLine = { line: 310, lineRule: LineRuleType.EXACT } as const

/**
 * @param keepNext - whether its end must stand on the page of what follows: a signature never stands on a page without text
 * @source GB/T 9704—2012 §7.3.5.4
 */
export function officialBlock(block: Block, page: Page, keepNext = false): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': {
      const font = [officialFont.first, officialFont.second, officialFont.body][block.level - 1] ?? officialFont.body
      return [officialLine(block.text, { font, bold: block.level === 3 }, { indent: true, keepNext: true })]
    }
    case 'paragraph':
      return flow(block.text, { indent: true }, keepNext)
    case 'line':
      return flow(block.text, {}, keepNext)
    case 'centre':
      return [officialLine(block.text, {}, { alignment: AlignmentType.CENTER, keepNext })]
    case 'note':
      return [note(block.text, page)]
    case 'table':
      return [table(block, textWidth(page)), gap()]
    case 'form':
      return [form(block, textWidth(page)), gap()]
    case 'signs':
      return block.places.map((label, index) =>
        signPlace(label, textWidth(page), keepNext || index < block.places.length - 1),
      )
    case 'seal':
      return sealed(block, keepNext)
    case 'ruled':
      return Array.from({ length: block.lines }, () => ruledLine(textWidth(page)))
    case 'cut':
      return [cut(block.text, keepNext)]
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })]
  }
}

const flow = (text: string, setting: Setting, keepNext: boolean) =>
  text
    .split('\n')
    .map((line, index, lines) =>
      officialLine(line, {}, { ...setting, keepNext: keepNext && index === lines.length - 1 }),
    )

const note = (text: string, page: Page) =>
  new Paragraph({
    spacing: page === 'form' ? cellLine : exactLine,
    indent: { firstLine: 560, firstLineChars: 200 },
    children: officialRuns(text, {
      font: officialFont.second,
      size: page === 'form' ? officialSize.table : officialSize.page,
    }),
  })

type Setting = {
  alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]
  indent?: boolean
  keepNext?: boolean
}

export const officialLine = (
  text: string,
  run: Partial<IRunOptions> = {},
  { alignment, indent, keepNext }: Setting = {},
): Paragraph =>
  new Paragraph({
    spacing: exactLine,
    ...(alignment && { alignment }),
    ...(indent && { indent: { firstLine: 640, firstLineChars: 200 } }),
    ...(keepNext && { keepNext }),
    children: officialRuns(text, run),
  })

/** @param indent - characters of the body between the text and the right edge */
const officialRight = (text: string, indent: number, keepNext: boolean) =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: exactLine,
    indent: { right: Math.round(indent * 320) },
    keepLines: true,
    keepNext,
    children: officialRuns(text),
  })

/** Who signs, on which day: never parted by the end of a page. */
export function officialSignature({ name, day }: { readonly name: string; readonly day: string }, sealed = false) {
  const place = sealPlace(name, day)
  return [officialRight(name, place.name, true), officialRight(day, place.day, sealed)]
}

const sealed = (block: { readonly name: string; readonly day: string }, keepNext: boolean) => [
  gap(true),
  ...officialSignature(block, true),
  officialRight('（印章）', 4, keepNext),
]

/** A small line between what may not touch: two tables would become one. */
const gap = (keepNext = false) =>
  new Paragraph({
    spacing: { line: 240, lineRule: LineRuleType.EXACT },
    keepNext,
    children: [new TextRun({ size: 12 })],
  })

const signPlace = (label: string, width: number, keepNext: boolean) =>
  new Paragraph({
    spacing: exactLine,
    keepLines: true,
    keepNext,
    tabStops: [
      { type: TabStopType.LEFT, position: Math.round(width * 0.68), leader: LeaderType.UNDERSCORE },
      { type: TabStopType.RIGHT, position: width },
    ],
    children: [
      ...officialRuns(`${label}：`, { size: officialSize.page }),
      ...officialRuns('\t\t年　月　日', { size: officialSize.page }),
    ],
  })

const ruledLine = (width: number) =>
  new Paragraph({
    spacing: exactLine,
    tabStops: [{ type: TabStopType.RIGHT, position: width, leader: LeaderType.UNDERSCORE }],
    children: officialRuns('\t'),
  })

const cut = (text: string, keepNext: boolean) =>
  new Paragraph({
    keepNext,
    alignment: AlignmentType.CENTER,
    spacing: { before: 240, after: 240 },
    border: { bottom: { style: BorderStyle.DASHED, size: 6, color: '000000', space: 4 } },
    children: officialRuns(text, { size: officialSize.table }),
  })

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const edges = { top: thin, bottom: thin, left: thin, right: thin } as const
const cellMargins = { top: 60, bottom: 60, left: 80, right: 80 } as const

const cellText = (text: string, head: boolean, alignment?: Setting['alignment']) =>
  text.split('\n').map(
    (part) =>
      new Paragraph({
        spacing: cellLine,
        ...(alignment && { alignment }),
        children: officialRuns(part, {
          font: head ? officialFont.first : officialFont.body,
          size: officialSize.table,
        }),
      }),
  )

function table({ columns, rows }: Extract<Block, { kind: 'table' }>, width: number): Table {
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: columns[index]?.percent ?? 10, type: WidthType.PERCENTAGE },
            margins: cellMargins,
            borders: edges,
            children: cellText(text, head, head ? AlignmentType.CENTER : undefined),
          }),
      ),
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: columns.map(({ percent }) => Math.round((width * percent) / 100)),
    rows: [
      row(
        columns.map(({ title }) => title),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
  })
}

function form({ percents, rows }: Extract<Block, { kind: 'form' }>, width: number): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: percents.map((percent) => Math.round((width * percent) / 100)),
    rows: rows.map((row) => formRow(row, percents)),
  })
}

function formRow(row: FormRow, percents: readonly number[]): TableRow {
  const { cells, lines } = row
  let column = 0
  return new TableRow({
    cantSplit: !breaksAcrossPages(row),
    height: { value: 454 + (lines - 1) * 300, rule: HeightRule.ATLEAST },
    children: cells.map((cell) => {
      const percent = percents.slice(column, column + cell.span).reduce((sum, one) => sum + one, 0)
      column += cell.span
      return formCell(cell, percent)
    }),
  })
}

const formCell = ({ text, label, span, sign }: FormCell, percent: number) =>
  new TableCell({
    columnSpan: span,
    width: { size: percent, type: WidthType.PERCENTAGE },
    margins: cellMargins,
    borders: edges,
    verticalAlign: VerticalAlignTable.CENTER,
    children: [
      ...cellText(text, label, label ? AlignmentType.CENTER : undefined),
      ...(sign === undefined ? [] : cellText(sign, false, AlignmentType.RIGHT)),
    ],
  })
