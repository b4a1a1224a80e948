import type { ComponentProps, ReactNode } from 'react'

type Shared = Pick<
  ComponentProps<'input'>,
  'required' | 'defaultValue' | 'minLength' | 'maxLength' | 'autoComplete' | 'inputMode' | 'aria-invalid'
>
type Props = Shared & {
  name: string
  label: ReactNode
  /** Where another field of the page has the name already. */
  id?: string
  hint?: string | undefined
  error?: string | undefined
  type?: 'text' | 'tel' | 'search'
  /** More than one line to write on. */
  rows?: number | undefined
}

/** One field of a plain form, with its hint and what is wrong with it, for readers with and without eyes: no script. */
export function PlainField({ name, label, id = name, hint, error, type = 'text', rows, ...rest }: Props) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const shared = {
    className: 'input',
    id,
    name,
    'aria-invalid': error ? (true as const) : undefined,
    'aria-describedby': described || undefined,
    ...rest,
  }
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {rows ? <textarea {...shared} rows={rows} /> : <input {...shared} type={type} />}
      {error && (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  )
}
