import type { PrintedPaper } from '../../documents/official-page.ts'
import type { PdfParts } from './pdf-parts.ts'

export type ToPdfWorker =
  | ({ readonly type: 'start'; readonly template: string } & PdfParts)
  | { readonly type: 'set'; readonly copy: PrintedPaper }

/** One answer to each paper, in their order. */
export type FromPdfWorker =
  | { readonly type: 'done'; readonly pdf: Uint8Array<ArrayBuffer> }
  /** A character is in none of the fonts that were given, and there are further ones. */
  | { readonly type: 'lacks-font' }
  | { readonly type: 'failed'; readonly during: 'start' | 'set'; readonly reason: string }
