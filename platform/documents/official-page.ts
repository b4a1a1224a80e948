import type { Block, FormRow, OfficialDocument } from '../../core/document-layout.ts'
import { printableText } from '../../core/printable-text.ts'
import { breaksAcrossPages, keepsNext, margins } from './official-layout.ts'
import { type Covers, printable, type Run } from './printed-run.ts'
import { sealPlace } from './seal-place.ts'

export type PrintedPaper = {
  readonly paper: OfficialDocument
  /** The day of the document itself: the same paper gives the same bytes whenever it is printed. */
  readonly issuedOn: { readonly year: number; readonly month: number; readonly day: number }
  /** Small at the foot of every page: what this copy is of. */
  readonly foot: string
}

/** What `official-pdf.typ` reads, on the server and in a browser. Texts are runs, never markup. */
export function officialPage({ paper, issuedOn: { year, month, day }, foot }: PrintedPaper, covers: Covers) {
  const writer = writerOf(covers)
  return { ...inputsOf(paper, writer), issuedOn: { year, month, day }, foot: writer.line(foot) }
}

type Writer = { readonly line: (text: string) => Run[]; readonly lines: (text: string | undefined) => Run[][] }
const writerOf = (covers: Covers): Writer => {
  const line = (text: string) => printable(printableText(text).replaceAll('\t', '　'), covers)
  return { line, lines: (text) => (text === undefined ? [] : printableText(text).split('\n').map(line)) }
}

function inputsOf(paper: OfficialDocument, { line, lines }: Writer) {
  const { mark, warning, agency, title, number, addressee, signature, everyPage } = paper
  const page = paper.page ?? 'letter'
  return {
    page,
    margins: margins[page],
    documentTitle: printableText(title),
    title: lines(title),
    mark: lines(mark),
    warning: lines(warning),
    agency: lines(agency),
    number: lines(number),
    addressee: lines(addressee && `${addressee}：`),
    everyPage: lines(everyPage),
    blocks: paper.blocks.map((block, index) => ({
      ...blockInputs(block, { line, lines }),
      keep: keepsNext(paper.blocks, index),
    })),
    ...(signature && { signature: signed(signature, line) }),
  }
}

const signed = ({ name, day }: { readonly name: string; readonly day: string }, line: Writer['line']) => ({
  name: line(name),
  day: line(day),
  place: sealPlace(name, day),
})

function blockInputs(block: Block, { line, lines }: Writer) {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: lines(block.text) }
    case 'paragraph':
    case 'line':
    case 'centre':
    case 'note':
    case 'cut':
      return { kind: block.kind, text: lines(block.text) }
    case 'table':
      return {
        kind: block.kind,
        columns: block.columns.map(({ title, percent }) => ({ percent, title: lines(title) })),
        rows: block.rows.map((cells) => cells.map((text) => ({ lines: text === '' ? [] : lines(text) }))),
      }
    case 'form':
      return { kind: block.kind, percents: block.percents, rows: block.rows.map((row) => rowInputs(row, lines)) }
    case 'signs':
      return { kind: block.kind, places: block.places.map(line) }
    case 'seal':
      return { kind: block.kind, ...signed(block, line) }
    case 'ruled':
    case 'page-break':
      return block
  }
}

const rowInputs = (row: FormRow, lines: Writer['lines']) => ({
  lines: row.lines,
  breaks: breaksAcrossPages(row),
  cells: row.cells.map(({ text, label, span, sign }) => ({ text: lines(text), label, span, sign: lines(sign) })),
})
