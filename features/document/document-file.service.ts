import { join } from 'node:path'
import type { Download } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import { docxType, officialDocument } from '../../platform/documents/official-document.ts'
import { officialPdf } from '../../platform/documents/official-pdf.ts'
import { TypesetError } from '../../platform/documents/typeset.ts'
import type { Paper } from './document-paper.schema.ts'

/** Made once, and kept byte for byte under its digest. */
export async function keepFile({ world }: Pick<Ctx, 'world'>, paper: Paper): Promise<string> {
  const bytes = await officialDocument(paper)
  return (await world.objects.put(inOnePiece(bytes), bytes.length)).sha256
}

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes
}

type Kept = { readonly paper: Paper; readonly digest: string; readonly issuedOn: string }

/** The kept file itself. */
export const fileOf = ({ world }: Pick<Ctx, 'world'>, { paper, digest }: Omit<Kept, 'issuedOn'>): Download => ({
  name: `${fileName(paper)}.docx`,
  mediaType: docxType,
  content: { file: world.objects.pathOf(digest) },
})

/** A copy of the kept file to read and print, which names at its foot what it is of. @throws Refusal `typesetter-missing` */
export async function printOf({ world }: Pick<Ctx, 'world'>, { paper, digest, issuedOn }: Kept): Promise<Download> {
  const bytes = await officialPdf({
    paper,
    issuedOn: Temporal.PlainDate.from(issuedOn),
    foot: `阅读件，以留存的 DOCX 原件为准。原件 SHA-256：${digest}`,
    fontFolder: join(world.settings.dataDir, 'fonts'),
  }).catch((error: unknown) => {
    throw error instanceof TypesetError && error.code === 'typesetter-missing'
      ? new Refusal(error.code, error.detail)
      : error
  })
  return { name: `${fileName(paper)}.pdf`, mediaType: 'application/pdf', content: { bytes: Buffer.from(bytes) } }
}

const fileName = ({ title, number, mark }: Paper): string =>
  [title.replaceAll('/', '、').replaceAll('\n', ''), number, mark === '脱敏件' ? `（${mark}）` : '']
    .filter(Boolean)
    .join(' ')
