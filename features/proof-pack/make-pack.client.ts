import type { OfficialDocument } from '../../core/document-layout.ts'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import type { PieceGiven } from '../../evidence/pack.ts'
import { endEvidenceWorker, inEvidenceWorker } from '../../platform/ui/evidence/evidence-client.ts'
import { type PdfProgress, setPdf } from '../../platform/ui/pdf/set-pdf.ts'
import { enterEntry, fetchReceipt } from '../deposit/enter-file.client.ts'
import type { Sent } from '../vault/answers.client.ts'
import { encodeHandout } from '../vault/handout.schema.ts'
import { onRoomLock } from '../vault/room.client.ts'
import { contentsPaper, laidOut, type PackSources, papersOf } from './assemble.rules.ts'
import { noticePaper, noticesOf } from './notice-paper.rules.ts'
import { numbered } from './piece-name.rules.ts'

export type PaperFormat = 'pdf' | 'docx'
/** A file of the firm that goes into the pack as it is. */
export type OwnFile = { readonly id: string; readonly part: number; readonly file: File }
/** What goes on, for whoever waits. */
export type PackStep =
  | { readonly at: 'receipts' }
  | { readonly at: 'papers'; readonly done: number; readonly total: number; readonly pdf: PdfProgress | null }
  | { readonly at: 'deposit' }
  | { readonly at: 'sealing' }

export type PackOrder = {
  readonly sources: Omit<PackSources, 'receipts'>
  readonly sent: readonly Sent[]
  readonly files: readonly OwnFile[]
  readonly format: PaperFormat
  /** Whether the digest of the index is entered in the public log. */
  readonly deposit: boolean
}
export type MadePack = {
  readonly zip: Uint8Array<ArrayBuffer>
  readonly indexSha256: string
  readonly pieces: number
  readonly depositId: string | null
  /** Whether the place of the index in the log is in the pack. */
  readonly proven: boolean
}

// A pack that was begun and not finished lies there in the clear, and so may one that was checked.
onRoomLock(() => endEvidenceWorker('locked'))

/** More could not be attached to a complaint, and an old machine could not hold it. */
export const mostPackBytes = 150 * 1024 * 1024

type Unnamed = Omit<PieceGiven, 'name'> & { readonly ending: string }

/** Makes every piece, the index and the archive in this browser. @throws ApiError of the deposit or of the typesetter */
export async function makePack(order: PackOrder, onStep: (step: PackStep) => void): Promise<MadePack> {
  onStep({ at: 'receipts' })
  const receipts = await receiptsOf(order.sources.secret.deposits)
  const sources: PackSources = {
    ...order.sources,
    receipts: receipts.map(({ requestId, text }) => ({ requestId, enclosed: text !== null })),
  }
  const notices = noticesOf(sources.secret, order.sent)
  const papers = [
    ...papersOf(sources).map((paper) => ({ part: paper.part, title: paper.title, paper: laidOut(paper, sources) })),
    ...notices.map((notice) => ({
      ...{ part: 5, title: `告知与签收（${notice.person}）` },
      paper: laidOut(noticePaper(notice), sources),
    })),
  ]
  const made: Unnamed[] = []
  for (const [done, { part, title, paper }] of papers.entries()) {
    onStep({ at: 'papers', done, total: papers.length + 1, pdf: null })
    const bytes = await render(paper, order, (pdf) => onStep({ at: 'papers', done, total: papers.length + 1, pdf }))
    made.push({ part, title, bytes, ending: `.${order.format}` })
  }
  for (const { person, handout } of notices)
    made.push({ part: 5, title: `告知原文（${person}）`, bytes: utf8(encodeHandout(handout)), ending: '.json' })
  for (const { label, text } of receipts)
    if (text !== null) made.push({ part: 5, title: label, bytes: utf8(text), ending: '.tsreceipt.json' })
  for (const { part, file } of order.files) made.push({ part, ...(await ownPiece(file)) })
  const verifier = await verifierPage()
  if (verifier) made.push({ part: 0, title: '核验工具', bytes: verifier, ending: '.html' })
  const contents = { part: 0, title: '目录', bytes: new Uint8Array(), ending: `.${order.format}` }
  const [first, ...rest] = numbered([contents, ...made])
  if (!first) throw new RangeError('a pack has its contents')
  const bytes = await render(contentsPaper([first, ...rest], sources), order, () => undefined)
  return sealedIndex([{ ...first, bytes }, ...rest], order, onStep)
}

async function sealedIndex(
  pieces: readonly PieceGiven[],
  { sources: { organisation, secret }, deposit }: PackOrder,
  onStep: (step: PackStep) => void,
): Promise<MadePack> {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const secrets = { salt: random(32), blind: random(32), requestId: random(16) }
  const madeAt = `${new Date().toISOString().slice(0, 19)}Z`
  const about = { madeAt, organisation, subject: `${secret.number} ${secret.name}` }
  const { indexSha256, entry, count } = await inEvidenceWorker('begin-pack', { pieces, about, secrets })
  if (deposit) onStep({ at: 'deposit' })
  const receipt = deposit ? await enterEntry(entry, secrets.requestId, '举证包目录') : null
  const { zip } = await inEvidenceWorker('finish-pack', { receipt })
  return {
    ...{ zip, indexSha256, pieces: count, depositId: deposit ? toHex(secrets.requestId) : null },
    proven: receipt !== null,
  }
}

const receiptsOf = (deposits: PackSources['secret']['deposits']) =>
  Promise.all(
    deposits.map(async ({ requestId, label, elsewhere }) => {
      const receipt = elsewhere === '' ? await fetchReceipt(requestId) : null
      return { requestId, label, text: receipt === 'pending' ? null : receipt }
    }),
  )

async function render(
  paper: OfficialDocument,
  { format, sources: { madeOn, secret } }: PackOrder,
  onPdf: (progress: PdfProgress) => void,
): Promise<Uint8Array> {
  if (format === 'pdf') return setPdf({ paper, foot: secret.number, issuedOn: Temporal.PlainDate.from(madeOn) }, onPdf)
  const { officialBlob } = await import('../../platform/documents/official-document.ts')
  return new Uint8Array(await (await officialBlob(paper)).arrayBuffer())
}

async function ownPiece(file: File) {
  const dot = file.name.lastIndexOf('.')
  const [title, ending] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, '']
  return { title, ending: ending.replace(/[^\w.]/g, ''), bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** The page that verifies with the network off. A pack without it is a pack too: it can be had elsewhere. */
async function verifierPage(): Promise<Uint8Array | null> {
  const reply = await fetch('/verify/tool', { credentials: 'same-origin' })
  return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null
}
