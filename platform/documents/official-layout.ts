import type { Block, FormRow } from '../../core/document-layout.ts'

/** Margins in millimetres. @source GB/T 9704—2012 §5.2.1 for letters; forms as offices print them (拟) */
export const margins = {
  letter: { top: 37, bottom: 35, left: 28, right: 26 },
  form: { top: 25, bottom: 22, left: 25, right: 20 },
} as const
export type Page = keyof typeof margins

const runningText: readonly Block['kind'][] = ['heading', 'paragraph', 'line', 'centre', 'note']

/** Whose end stays with what follows: the text with the signature or the places to sign under it, the seal with its note; a receipt is one piece. */
export const keepsNext = (blocks: readonly Block[], index: number): boolean => {
  const [block, next] = [blocks[index], blocks[index + 1]]
  if (!block || !next || next.kind === 'page-break' || block.kind === 'page-break') return false
  const before = blocks.slice(0, index + 1).map(({ kind }) => kind)
  const inReceipt = before.lastIndexOf('cut') > before.lastIndexOf('page-break')
  if (next.kind === 'signs') return inReceipt || runningText.includes(block.kind)
  return inReceipt || next.kind === 'seal' || (block.kind === 'seal' && next.kind === 'note')
}

/** A long text flows onto the next page; a short row stays whole. */
export const breaksAcrossPages = ({ cells }: FormRow): boolean => cells.some(({ text }) => text.length >= 400)
