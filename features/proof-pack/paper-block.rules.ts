import type { Block } from '../../core/document-layout.ts'

/** Of what nobody filled in: said, never left out. */
export const unfilled = '（未填写）'
export const text = (given: string): Block => ({ kind: 'paragraph', text: given || unfilled })
export const line = (given: string): Block => ({ kind: 'line', text: given })
export const heading = (given: string): Block => ({ kind: 'heading', level: 1, text: given })

export function table(
  columns: readonly (readonly [title: string, percent: number])[],
  rows: readonly (readonly string[])[],
  empty: string,
): Block {
  return rows.length === 0
    ? { kind: 'paragraph', text: empty }
    : { kind: 'table', columns: columns.map(([title, percent]) => ({ title, percent })), rows }
}
