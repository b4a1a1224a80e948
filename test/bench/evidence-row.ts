/** One line of the table: anchor and candidate of the same run, and how they compare. */
export type Row = {
  readonly name: string
  readonly anchor: string
  readonly ours: string
  /** Above 1 ours is better; null when there is no anchor. */
  readonly ratio: number | null
  readonly wanted: number | null
}

export function printRows(rows: readonly Row[]): void {
  for (const { name, anchor, ours, ratio, wanted } of rows) {
    const judged = ratio === null ? '' : ` · ${ratio.toFixed(2)}×${wanted === null ? '' : ` (wanted ${wanted}×)`}`
    console.log(`  ${name}: ours ${ours} · ${anchor}${judged}`)
  }
}
