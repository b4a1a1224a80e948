import type { UseMutationResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { Watermarked } from '../../platform/ui/watermark.tsx'
import { confidentialWords } from './confidential.words.ts'

/** Asks for the reason first; the look is recorded before the content comes, marked with who looks. */
export function Look<Seen extends { readonly watermark: string }>({
  title,
  look,
  onLook,
  onClose,
  children: shown,
}: {
  title: string
  look: Pick<UseMutationResult<Seen>, 'data' | 'error' | 'isPending'>
  onLook: (reason: string) => void
  onClose: () => void
  /** What was looked at, and for which reason. */
  children: (seen: Seen, reason: string) => ReactNode
}) {
  const w = useWords(confidentialWords)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} open onClose={onClose} wide>
      {look.data ? (
        <Watermarked text={look.data.watermark}>{shown(look.data, reason)}</Watermarked>
      ) : (
        <ActForm act={look} onSubmit={() => onLook(reason)} submit={w('look')} ready={reason.trim().length >= 2}>
          <TextField label={w('lookReason')} value={reason} onChange={setReason} required />
        </ActForm>
      )}
    </Dialog>
  )
}
