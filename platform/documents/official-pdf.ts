import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block, FormRow, OfficialDocument } from '../../core/document-layout.ts'
import { printableText } from '../../core/printable-text.ts'
import { breaksAcrossPages, keepsNext, margins } from './official-block.ts'
import { sealPlace } from './seal-place.ts'
import { openTypesetter, type PdfStandard, printable, type Run, type Typesetter } from './typeset.ts'

export type PrintedCopy = {
  readonly paper: OfficialDocument
  /** The day of the document itself: the same paper gives the same bytes whenever it is printed. */
  readonly issuedOn: Temporal.PlainDate
  /** Small at the foot of every page: what this copy is of. */
  readonly foot: string
  readonly fontFolder?: string
  readonly standard?: PdfStandard
}

/**
 * The same paper as a PDF to read and print where no word processor is. What was issued is the DOCX; this is a copy of it, and
 * says so at its foot.
 *
 * @throws TypesetError
 */
export async function officialPdf({ paper, issuedOn, foot, fontFolder, standard }: PrintedCopy): Promise<Uint8Array> {
  const typesetter = await openTypesetter(fontFolder)
  const inputs = { ...inputsOf(paper, writer(typesetter.covers)), issuedOn: dateOf(issuedOn) }
  return typesetter.typeset(template(), { ...inputs, foot: writer(typesetter.covers).line(foot) }, standard).bytes
}

let templateText: string | undefined
const template = (): string => {
  templateText ??= readFileSync(join(import.meta.dirname, 'official-pdf.typ'), 'utf8')
  return templateText
}

const dateOf = ({ year, month, day }: Temporal.PlainDate) => ({ year, month, day })

type Writer = { readonly line: (text: string) => Run[]; readonly lines: (text: string | undefined) => Run[][] }
const writer = (covers: Typesetter['covers']): Writer => {
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
