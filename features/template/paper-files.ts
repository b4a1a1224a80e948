import { type Zippable, zipSync } from 'fflate'
import { type PdfProgress, setPdf } from '../../platform/ui/pdf/set-pdf.ts'
import { contentsPaper, footOf, issuedOnOf, numbered, type PaperFile } from './paper-files.rules.ts'
import { standingPaper } from './template.rules.ts'
import type { FirmPaper, Template, Templates } from './template.schema.ts'

export type Format = 'docx' | 'pdf'

/** A paper of the firm as a PDF, made in this browser; a draft says at its foot that it is one. */
export const pdfOf = (
  template: Template,
  paper: FirmPaper,
  today: Temporal.PlainDate,
  onProgress: (progress: PdfProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> =>
  setPdf({ paper: standingPaper(template, paper), issuedOn: issuedOnOf(paper, today), foot: footOf(paper) }, onProgress)

export type BundleProgress = {
  /** Papers that are done, of how many; the table of contents is the last. */
  readonly done: number
  readonly of: number
  readonly title: string
  readonly pdf: PdfProgress | null
}

/**
 * Papers as one ZIP: each as DOCX and PDF under its number, and a table of contents before them. One paper after the other, so that the page
 * stays at hand.
 *
 * @returns null when it was stopped
 * @throws ApiError what `setPdf` throws
 */
export function bundleOf(
  given: Given,
  papers: readonly PaperFile[],
  formats: readonly Format[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: BundleProgress) => void },
): Promise<Blob | null> {
  // Also while the fonts come, which may take minutes, nobody waits for what they stopped.
  const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)))
  const tell = (progress: BundleProgress) => signal.aborted || onProgress(progress)
  return Promise.race([stopped, makeBundle(given, papers, formats, signal, tell)])
}

type Given = { readonly content: Templates; readonly company: string; readonly today: Temporal.PlainDate }

async function makeBundle(
  { content, company, today }: Given,
  papers: readonly PaperFile[],
  formats: readonly Format[],
  signal: AbortSignal,
  onProgress: (progress: BundleProgress) => void,
): Promise<Blob | null> {
  const { officialBlob } = await import('../../platform/documents/official-document.ts')
  const files: Zippable = {}
  const inOrder = numbered(content, papers)
  const contents = contentsPaper(content, company, today, inOrder)
  const all = [
    ...inOrder.map(({ name, template, paper }) => ({
      name,
      paper: standingPaper(template, paper),
      issuedOn: issuedOnOf(paper, today),
      foot: footOf(paper),
    })),
    { name: `${'0'.repeat(inOrder[0]?.name.indexOf(' ') ?? 2)} 目录`, paper: contents, issuedOn: today, foot: '' },
  ]
  for (const [done, { name, ...copy }] of all.entries()) {
    if (signal.aborted) return null
    const tell = (pdf: PdfProgress | null) => onProgress({ done, of: all.length, title: copy.paper.title, pdf })
    tell(null)
    // Before the work that follows, the page draws how far it is.
    await new Promise((drawn) => setTimeout(drawn))
    if (formats.includes('docx'))
      files[`${name}.docx`] = new Uint8Array(await (await officialBlob(copy.paper)).arrayBuffer())
    if (formats.includes('pdf')) files[`${name}.pdf`] = await setPdf(copy, tell)
  }
  // Both are compressed already.
  return new Blob([zipSync(files, { level: 0 })], { type: 'application/zip' })
}
