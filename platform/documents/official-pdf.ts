import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { officialPage, type PrintedPaper } from './official-page.ts'
import { openTypesetter, type PdfStandard } from './typeset.ts'

export type PrintedCopy = PrintedPaper & {
  readonly fontFolder?: string
  readonly standard?: PdfStandard
}

/**
 * The same paper as a PDF to read and print where no word processor is. What was issued is the DOCX; this is a copy of it, and
 * says so at its foot.
 *
 * @throws TypesetError
 */
export async function officialPdf({ fontFolder, standard, ...copy }: PrintedCopy): Promise<Uint8Array> {
  const typesetter = await openTypesetter(fontFolder)
  return typesetter.typeset(template(), officialPage(copy, typesetter.covers), standard).bytes
}

let templateText: string | undefined
const template = (): string => {
  templateText ??= readFileSync(join(import.meta.dirname, 'official-pdf.typ'), 'utf8')
  return templateText
}
