import type { ComponentProps, ReactNode } from 'react'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { PlainField } from '../../platform/ui/plain-field.tsx'
import { localised } from '../../platform/ui/public-layout.tsx'
import { tipWords } from './tip.words.ts'

/** What every form of a reporter carries with it: in the body of the request, where no address, log or history sees it. */
export type Carried = { readonly code: string; readonly ticket?: string }

/** A plain form to a page of the reporter. `step` says what is to be done. */
export function StepForm({
  to = '/tip/return',
  step,
  carried,
  files,
  label,
  children,
}: {
  to?: '/tip' | '/tip/return'
  step: string
  carried?: Carried
  /** Whether files go with it. */
  files?: boolean
  /** The id of the heading that names it. */
  label?: string
  children: ReactNode
}) {
  const locale = useLocale()
  return (
    <form
      method="post"
      action={localised(to, locale)}
      aria-labelledby={label}
      {...(files && { encType: 'multipart/form-data' })}
    >
      <input type="hidden" name="step" value={step} />
      {carried && <input type="hidden" name="code" value={carried.code} />}
      {carried?.ticket && <input type="hidden" name="ticket" value={carried.ticket} />}
      {children}
    </form>
  )
}

/** One field of a reporter's form; the browser keeps nothing of it. */
export function TipField({ label, ...field }: ComponentProps<typeof PlainField>) {
  const w = useWords(tipWords)
  const optional = <span className="hint"> {w('optional')}</span>
  return (
    <PlainField
      autoComplete="off"
      label={
        <>
          {label}
          {!field.required && optional}
        </>
      }
      {...field}
    />
  )
}

export const Check = ({ name, value, children }: { name: string; value: string; children: ReactNode }) => (
  <label className="choice">
    <input type="checkbox" name={name} value={value} />
    <span>{children}</span>
  </label>
)
