import type { ReactNode } from 'react'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
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

type FieldProps = {
  name: string
  label: string
  hint?: string
  value?: string | undefined
  required?: boolean
  rows?: number
  maxLength?: number
  error?: string | undefined
  type?: 'text' | 'tel'
  autoComplete?: string
}

/** One field with its name, its hint and what is wrong with it, for readers with and without eyes. */
export function PlainField({ name, label, hint, value, required, rows, error, type = 'text', ...rest }: FieldProps) {
  const w = useWords(tipWords)
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const shared = {
    className: 'input',
    id: name,
    name,
    required,
    defaultValue: value,
    autoComplete: 'off',
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby': described || undefined,
    ...rest,
  }
  return (
    <div className="field">
      <label htmlFor={name}>
        {label}
        {!required && <span className="hint"> {w('optional')}</span>}
      </label>
      {hint && (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {rows ? <textarea {...shared} rows={rows} /> : <input {...shared} type={type} />}
      {error && (
        <span className="error" id={`${name}-error`}>
          {error}
        </span>
      )}
    </div>
  )
}

export const Check = ({ name, value, children }: { name: string; value: string; children: ReactNode }) => (
  <label className="choice">
    <input type="checkbox" name={name} value={value} />
    <span>{children}</span>
  </label>
)
