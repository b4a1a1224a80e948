import { type ReactNode, useState } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { commonWords } from './common.words.ts'
import { Button, TextArea } from './controls.tsx'
import { ErrorNotice } from './feedback.tsx'
import { useWords } from './locale.tsx'

export const Dialog = ({
  title,
  open,
  onClose,
  children,
  wide,
}: {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  wide?: boolean
}) => {
  const w = useWords(commonWords)
  return (
    <ModalOverlay className="overlay" isOpen={open} onOpenChange={(now) => !now && onClose()} isDismissable>
      <Modal className={wide ? 'modal wide' : 'modal'}>
        <AriaDialog className="dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            <Button kind="quiet" onPress={onClose} aria-label={w('close')}>
              ×
            </Button>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Asks once more, with a reason where the act needs one. */
export function ReasonDialog({
  title,
  text,
  open,
  onClose,
  onConfirm,
  confirm,
  needsReason = true,
  danger,
  error,
  pending,
}: {
  title: string
  text: string
  open: boolean
  onClose: () => void
  onConfirm: (reason: string) => void
  confirm: string
  needsReason?: boolean
  danger?: boolean
  error?: unknown
  pending?: boolean
}) {
  const w = useWords(commonWords)
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <p>{text}</p>
      {needsReason && <TextArea label={w('reason')} value={reason} onChange={setReason} required rows={3} />}
      <ErrorNotice error={error} />
      <div className="actions">
        <Button
          kind={danger ? 'danger' : 'primary'}
          isDisabled={(needsReason && reason.trim().length < 2) || pending === true}
          onPress={() => onConfirm(reason)}
        >
          {confirm}
        </Button>
        <Button onPress={onClose}>{w('cancel')}</Button>
      </div>
    </Dialog>
  )
}
