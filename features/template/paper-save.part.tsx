import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiError } from '../../platform/ui/client.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { PdfStatus, usePdfLabel } from '../../platform/ui/pdf/pdf-status.tsx'
import type { PdfProgress } from '../../platform/ui/pdf/set-pdf.ts'
import { saveBlob, saveDocx } from '../../platform/ui/save-file.ts'
import { fileNameOf } from './paper-files.rules.ts'
import { pdfOf } from './paper-files.ts'
import { paperFilesWords } from './paper-files.words.ts'
import { standingPaper } from './template.rules.ts'
import type { FirmPaper, Template } from './template.schema.ts'
import { paperWords } from './template.words.ts'

/** A paper as a file, made here and sent nowhere. */
export function SavePaper({ template, paper }: { template: Template; paper: FirmPaper }) {
  const w = useWords(paperFilesWords)
  const words = useWords(paperWords)
  const [progress, setProgress] = useState<PdfProgress | null>(null)
  const label = usePdfLabel(w('pdf'))
  const name = fileNameOf(paper.title)
  const docx = useMutation<void, ApiError, void>({
    mutationFn: async () => {
      await saveDocx(standingPaper(template, paper), `${name}.docx`)
    },
  })
  const pdf = useMutation<void, ApiError, void>({
    mutationFn: async () => {
      const bytes = await pdfOf(template, paper, Temporal.PlainDate.from(todayHere()), setProgress)
      saveBlob(new Blob([bytes], { type: 'application/pdf' }), `${name}.pdf`)
    },
    onSettled: () => setProgress(null),
  })
  return (
    <div className="no-print paper-files">
      <div className="actions">
        <Button isDisabled={docx.isPending} onPress={() => docx.mutate()}>
          {w('docx')}
        </Button>
        <Button isDisabled={pdf.isPending} onPress={() => pdf.mutate()}>
          {label}
        </Button>
        <Button onPress={() => window.print()}>{words('print')}</Button>
      </div>
      {progress && <PdfStatus progress={progress} />}
      <ErrorNotice error={docx.error ?? pdf.error} />
      <p className="hint">{w('localOnly')}</p>
    </div>
  )
}
