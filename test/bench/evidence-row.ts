import type { Best } from './turns.ts'

/** One line of the table: anchor and candidate of the same run, and how they compare. */
export type Row = {
  readonly name: string
  /** What ours is measured beside, or that it is not installed; null when there is nothing to measure beside. */
  readonly anchor: string | null
  readonly anchorFigure?: string
  readonly ours: string
  /** Cost of the anchor by ours, so that above 1 ours is better, unless `wanted` says otherwise. */
  readonly ratio?: number
  readonly cpuRatio?: number | null
  readonly wanted: string | null
  /** The largest of both sides. */
  readonly foreignPercent: number | null
}

export const times = (ratio: number) => `${ratio.toFixed(2)}×`
export const seconds = ({ cost }: Best) => `${cost.toFixed(2)} s`
export const perSecond = ({ cost }: Best) => `${Math.round(1 / cost).toLocaleString('en')}/s`
export const megabytesPerSecond = ({ cost }: Best) => `${Math.round(1 / cost / 1e6)} MB/s`

export const worseForeign = (...sides: readonly Best[]): number | null => {
  const known = sides.flatMap(({ foreignPercent }) => foreignPercent ?? [])
  return known.length > 0 ? Math.max(...known) : null
}

type Compared = {
  readonly name: string
  readonly anchor: string
  readonly wanted: string | null
  readonly figure: (side: Best) => string
}

/** @param anchor - null when it is not installed */
export function compared({ name, anchor, wanted, figure }: Compared, theirs: Best | null, ours: Best): Row {
  if (theirs === null) return { name, anchor, ours: figure(ours), wanted, foreignPercent: ours.foreignPercent }
  return {
    ...{ name, anchor, wanted },
    ...{ anchorFigure: figure(theirs), ours: figure(ours), ratio: theirs.cost / ours.cost },
    cpuRatio: theirs.cpuSeconds && ours.cpuSeconds ? theirs.cpuSeconds / ours.cpuSeconds : null,
    foreignPercent: worseForeign(theirs, ours),
  }
}

const columns: readonly (readonly [string, (row: Row) => string])[] = [
  ['', ({ name }) => name],
  ['anchor, same run', ({ anchor }) => anchor ?? '–'],
  ['anchor', ({ anchorFigure }) => anchorFigure ?? '–'],
  ['ours', ({ ours }) => ours],
  ['ratio', ({ ratio }) => (ratio === undefined ? '–' : times(ratio))],
  ['wanted', ({ wanted }) => wanted ?? '–'],
  ['CPU ratio', ({ cpuRatio }) => (typeof cpuRatio === 'number' ? times(cpuRatio) : '–')],
  ['foreign CPU', ({ foreignPercent }) => (foreignPercent === null ? '–' : `${foreignPercent.toFixed(1)} %`)],
]

/** As Markdown, so that it can be kept as it is printed. */
export function printTable(rows: readonly Row[]): void {
  const cells = [columns.map(([title]) => title), ...rows.map((row) => columns.map(([, cell]) => cell(row)))]
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const print = (line: readonly string[], fill = ' ') =>
    console.log(`| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`)
  const [head = [], ...body] = cells
  print(head)
  print(
    head.map(() => ''),
    '-',
  )
  for (const line of body) print(line)
}
