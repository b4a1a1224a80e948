import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { commonWords } from './common.words.ts'
import { Button } from './controls.tsx'
import { ErrorNotice } from './feedback.tsx'
import { useWords } from './locale.tsx'

/** What is filled in for one act: the fields, what the act was refused for, and the way to send it, once at a time. */
export function ActForm({
  act,
  onSubmit,
  submit,
  kind = 'primary',
  ready = true,
  onCancel,
  children,
}: {
  act: Pick<UseMutationResult, 'error' | 'isPending'>
  onSubmit: () => void
  /** What sending it is called. */
  submit: string
  kind?: 'primary' | 'plain' | 'danger'
  /** Whether enough is filled in to be sent; the act itself is the judge of the rest. */
  ready?: boolean
  /** Given where there is something to go back to. */
  onCancel?: () => void
  /** The fields. */
  children: ReactNode
}) {
  const common = useWords(commonWords)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      <ErrorNotice error={act.error} />
      <div className="actions">
        <Button kind={kind} type="submit" isDisabled={!ready || act.isPending}>
          {submit}
        </Button>
        {onCancel && <Button onPress={onCancel}>{common('cancel')}</Button>}
      </div>
    </form>
  )
}
