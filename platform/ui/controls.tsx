import { type ReactNode, useId } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Checkbox as AriaCheckbox,
  Select as AriaSelect,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components'
import { commonWords } from './common.words.ts'
import { useWords } from './locale.tsx'

type ButtonProps = Omit<AriaButtonProps, 'className' | 'style'> & { kind?: 'primary' | 'plain' | 'danger' | 'quiet' }
export const Button = ({ kind = 'plain', ...props }: ButtonProps) => (
  <AriaButton {...props} className={`button ${kind}`} />
)

type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  /** What is wrong, from the server's reply or the form's own check. */
  error?: string | undefined
  required?: boolean
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url'
  autoComplete?: string
  inputMode?: 'numeric' | 'text' | 'email'
  maxLength?: number
  placeholder?: string
  autoFocus?: boolean
  isDisabled?: boolean
  name?: string
  /** Part of a list's filters: being empty is no omission. */
  filter?: boolean
}

const Mark = ({ required }: { required: boolean | undefined }) => {
  const w = useWords(commonWords)
  return required ? null : <span className="optional"> {w('optional')}</span>
}

export const TextField = ({
  label,
  hint,
  error,
  required,
  filter,
  type = 'text',
  placeholder,
  ...props
}: FieldProps) => (
  <AriaTextField
    {...props}
    type={type}
    isRequired={required ?? false}
    isInvalid={error !== undefined}
    validationBehavior="aria"
    className="field"
  >
    <Label>
      {label}
      <Mark required={required || filter} />
    </Label>
    {hint && (
      <Text slot="description" className="hint">
        {hint}
      </Text>
    )}
    <Input className="input" {...(placeholder && { placeholder })} />
    <FieldError className="error">{error}</FieldError>
  </AriaTextField>
)

export const TextArea = ({
  label,
  hint,
  error,
  required,
  rows = 4,
  type: _,
  placeholder: __,
  ...props
}: FieldProps & { rows?: number }) => (
  <AriaTextField
    {...props}
    isRequired={required ?? false}
    isInvalid={error !== undefined}
    validationBehavior="aria"
    className="field"
  >
    <Label>
      {label}
      <Mark required={required} />
    </Label>
    {hint && (
      <Text slot="description" className="hint">
        {hint}
      </Text>
    )}
    <AriaTextArea className="input" rows={rows} />
    <FieldError className="error">{error}</FieldError>
  </AriaTextField>
)

/** A day, written out: the browser's own picker shows the browser's language, not the page's. */
export const DayField = (props: Omit<FieldProps, 'type' | 'hint'> & { hint?: string }) => {
  const w = useWords(commonWords)
  return (
    <TextField
      inputMode="numeric"
      maxLength={10}
      placeholder="2026-11-24"
      {...props}
      hint={props.hint ?? w('dayHint')}
    />
  )
}

/** A list box needs a key for the empty choice as well. */
const empty = '-'

export type Option = { readonly id: string; readonly text: string }

export function SelectField({
  label,
  value,
  onChange,
  options,
  error,
  required,
  hint,
  filter,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  /** The option with an empty id stands for “none” or “all”. */
  options: readonly Option[]
  error?: string | undefined
  required?: boolean
  hint?: string
  /** Part of a list's filters: being empty is no omission. */
  filter?: boolean
}) {
  return (
    <AriaSelect
      className="field"
      value={value === '' ? (options.some(({ id }) => id === '') ? empty : null) : value}
      onChange={(key) => onChange(key === null || key === empty ? '' : String(key))}
      isInvalid={error !== undefined}
      isRequired={required ?? false}
      // A press before there is anything to choose from would open nothing, and say nothing.
      isDisabled={options.length === 0}
      validationBehavior="aria"
    >
      <Label>
        {label}
        <Mark required={required || filter} />
      </Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <AriaButton className="input select">
        <SelectValue className="select-value">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <span aria-hidden="true" className="select-arrow" />
      </AriaButton>
      <FieldError className="error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="listbox" items={options}>
          {({ id, text }) => (
            <ListBoxItem id={id === '' ? empty : id} textValue={text} className="option">
              {text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

export const CheckField = ({
  label,
  value,
  onChange,
}: {
  label: ReactNode
  value: boolean
  onChange: (value: boolean) => void
}) => (
  <AriaCheckbox isSelected={value} onChange={onChange} className="check">
    <span className="check-box" aria-hidden="true" />
    {label}
  </AriaCheckbox>
)

/** Several of a few: a group of check boxes under one heading. */
export function CheckGroup<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly { id: T; text: string }[]
  value: readonly T[]
  onChange: (value: T[]) => void
}) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this needs
    <div role="group" aria-labelledby={id} className="field">
      <span id={id} className="label">
        {label}
      </span>
      {options.map((option) => (
        <CheckField
          key={option.id}
          label={option.text}
          value={value.includes(option.id)}
          onChange={(on) => onChange(on ? [...value, option.id] : value.filter((one) => one !== option.id))}
        />
      ))}
    </div>
  )
}
