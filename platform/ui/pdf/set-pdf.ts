import type { PrintedPaper } from '../../documents/official-page.ts'
import template from '../../documents/official-pdf.typ?raw'
import { ownFamilies } from '../../documents/own-fonts.ts'
import { trustedAddress } from '../trusted-address.ts'
import { pdfFailure } from './pdf-failure.ts'
import type { FromPdfWorker, ToPdfWorker } from './pdf-messages.ts'
import { loadPdfParts } from './pdf-parts.ts'
import workerAddress from './pdf-worker.ts?worker&url'

export { firstLoadMegabytes } from './pdf-parts.ts'

/** Loading the program and the fonts, 0 to 1, or at work on the paper. */
export type PdfProgress = { readonly at: 'loading'; readonly share: number } | { readonly at: 'setting' }

const address = trustedAddress('shoumi-pdf-worker', workerAddress)
/** It holds more than a hundred megabytes, and what it set last: after half a minute without a paper it is ended. */
const keptMs = 30_000

let ready: Promise<Worker> | null = null
/** One paper after the other: whoever asks waits for who asked before. */
let before: Promise<unknown> = Promise.resolve()
let idle: ReturnType<typeof setTimeout> | undefined
/** Rare characters come again: what was needed once is loaded from then on. */
let families = 1
let isLoaded = false
/** Whether program and fonts have come to this page once: a further paper takes a moment. */
export const isPdfLoaded = (): boolean => isLoaded

/**
 * Typesets a paper as a PDF in this browser, with the template of the server: nothing of it is sent. What it needs is loaded the first time
 * (`firstLoadMegabytes`), and more for characters that the first font lacks.
 *
 * @returns the same pages as the server's copy of the same paper; tagged, without the claim of PDF/A that the server's has
 * @throws ApiError `pdf-parts-unreachable`, `pdf-parts-changed`, `pdf-not-supported` or `pdf-failed`
 */
export function setPdf(
  copy: PrintedPaper,
  onProgress: (progress: PdfProgress) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const made = before.then(() => setNow(copy, onProgress))
  before = made.catch(() => undefined)
  return made
}

async function setNow(copy: PrintedPaper, onProgress: (progress: PdfProgress) => void) {
  clearTimeout(idle)
  try {
    let answer = await askFor(copy, onProgress)
    if (answer.type === 'lacks-font') {
      await stop()
      families = ownFamilies.length
      answer = await askFor(copy, onProgress)
    }
    if (answer.type === 'done') return answer.pdf
    throw answer.type === 'failed' && answer.during === 'set'
      ? pdfFailure('pdf-failed', answer.reason)
      : pdfFailure('pdf-not-supported')
  } catch (thrown) {
    // Whatever state it is in, the next paper begins with a new one.
    await stop()
    throw thrown
  } finally {
    idle = setTimeout(stop, keptMs)
  }
}

/** A day of `Temporal` cannot be posted: its numbers are. */
async function askFor(
  { paper, foot, issuedOn: { year, month, day } }: PrintedPaper,
  onProgress: (progress: PdfProgress) => void,
): Promise<FromPdfWorker> {
  ready ??= startWorker(families, (share) => onProgress({ at: 'loading', share }))
  const worker = await ready
  onProgress({ at: 'setting' })
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromPdfWorker>) => resolve(data)
    worker.onerror = () => resolve({ type: 'failed', during: 'start', reason: '' })
    worker.postMessage({ type: 'set', copy: { paper, foot, issuedOn: { year, month, day } } } satisfies ToPdfWorker)
  })
}

async function startWorker(families: number, onShare: (share: number) => void): Promise<Worker> {
  const parts = await loadPdfParts(families, onShare)
  isLoaded = true
  const worker = new Worker(address(), { type: 'module', name: 'pdf' })
  worker.postMessage({ type: 'start', template, ...parts } satisfies ToPdfWorker, [
    parts.compiler,
    ...parts.fonts.flat(),
  ])
  return worker
}

async function stop() {
  const present = ready
  ready = null
  const worker = await present?.catch(() => null)
  worker?.terminate()
}
