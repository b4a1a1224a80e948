import { useWords } from '../locale.tsx'
import { pdfWords } from './pdf.words.ts'
import { firstLoadMegabytes, isPdfLoaded, type PdfProgress } from './set-pdf.ts'

/** What a button says that makes a PDF: how much comes first, until it has come. */
export function usePdfLabel(label: string): string {
  const w = useWords(pdfWords)
  return isPdfLoaded() ? label : w('first', { label, n: firstLoadMegabytes })
}

/** What is going on, and for screen readers only its steps, not every percent. */
export function PdfStatus({ progress }: { progress: PdfProgress }) {
  const w = useWords(pdfWords)
  const percent = progress.at === 'loading' ? Math.floor(progress.share * 100) : 100
  return (
    <p className="hint" role="status">
      {progress.at === 'setting' ? (
        w('setting')
      ) : (
        <>
          <span>{w('loading')}</span> <progress max={100} value={percent} aria-label={w('loading')} />{' '}
          <span aria-hidden="true">{percent}%</span>
        </>
      )}
    </p>
  )
}
