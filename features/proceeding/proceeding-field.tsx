import { useState } from 'react'
import type { Field, Fields, Values } from '../../core/proceeding.ts'
import { CheckField, CheckGroup, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { momentOf } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { proceedingContract } from './proceeding.contract.ts'
import { proceedingWords } from './proceeding.words.ts'

/** What a person has entered so far: texts as typed, several as lists. */
export type Entered = Readonly<Record<string, string | readonly string[] | boolean | readonly ChosenAttachment[]>>

export const emptyEntry = (fields: Fields): Entered =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { kind }]) => [
      key,
      kind === 'check' ? false : kind === 'persons' || kind === 'choices' || kind === 'attachments' ? [] : '',
    ]),
  )

/** As the door wants it: money in fen, empty optional fields left out. */
export function valuesOf(fields: Fields, entered: Entered): Values {
  const values: Record<string, unknown> = {}
  for (const [key, { kind }] of Object.entries(fields)) {
    const entry = entered[key]
    if (Array.isArray(entry)) {
      const several = entry.map((one: string | ChosenAttachment) => (typeof one === 'string' ? one : one.id))
      if (several.length > 0) values[key] = several
    } else if (typeof entry === 'boolean') {
      if (entry) values[key] = true
    } else if (typeof entry === 'string' && entry.trim() !== '') {
      values[key] =
        kind === 'fen' ? fenOf(entry) : kind === 'count' ? Number(entry) : kind === 'moment' ? momentOf(entry) : entry
    }
  }
  return values
}

/** Yuan as people write it (1,234.5) in fen; what is no amount becomes NaN, which the server refuses by field. */
export const fenOf = (yuan: string): number => {
  const found = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(yuan.replaceAll(/[,，\s]/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : Number.NaN
}

type Props = {
  field: Field
  name: string
  value: Entered[string]
  onChange: (value: Entered[string]) => void
  error: string | undefined
  /** Whom or what a person, persons or organisation field chooses among. */
  capacity: string | undefined
}

/** One field of an act, drawn from its description. */
export function ActField({ field, value, onChange, error, capacity }: Props) {
  const say = useSay()
  const w = useWords(proceedingWords)
  const mark = field.source ? `${w('statutory')} · ${field.source}` : undefined
  const hint = [field.hint && say(field.hint), field.kind === 'fen' && w('yuanHint'), mark].filter(Boolean).join(' · ')
  const shared = {
    label: say(field.label),
    error,
    required: field.required === true,
    ...(hint && { hint }),
  }
  const options = Object.entries(field.options ?? {}).map(([id, pair]) => ({ id, text: say(pair) }))
  switch (field.kind) {
    case 'text':
      return <TextArea {...shared} value={String(value)} onChange={onChange} />
    case 'day':
      return <DayField {...shared} value={String(value)} onChange={onChange} />
    case 'moment':
      return <MomentField {...shared} value={String(value)} onChange={onChange} />
    case 'choice':
      return <SelectField {...shared} value={String(value)} onChange={onChange} options={options} />
    case 'choices':
      return (
        <CheckGroup
          label={hint ? `${shared.label}（${hint}）` : shared.label}
          options={options}
          value={value as readonly string[]}
          onChange={onChange}
        />
      )
    case 'check':
      return (
        <>
          <CheckField
            label={
              <span>
                {shared.label} {mark && <span className="source">{mark}</span>}
              </span>
            }
            value={value === true}
            onChange={onChange}
          />
          {error && <p className="error">{error}</p>}
        </>
      )
    case 'person':
    case 'organisation':
    case 'persons':
      return <CandidateField {...shared} field={field} value={value} onChange={onChange} capacity={capacity} />
    case 'attachments':
      return <AttachmentField chosen={value as readonly ChosenAttachment[]} onChange={onChange} />
    default:
      return (
        <TextField
          {...shared}
          value={String(value)}
          onChange={onChange}
          {...((field.kind === 'fen' || field.kind === 'count') && { inputMode: 'numeric' as const })}
        />
      )
  }
}

type Shared = { label: string; error: string | undefined; required: boolean; hint?: string }

function MomentField({
  value,
  onChange,
  label,
  ...rest
}: Shared & { value: string; onChange: (value: string) => void }) {
  const [day, setDay] = useState(value.split(' ')[0] ?? '')
  const [time, setTime] = useState(value.split(' ')[1] ?? '')
  const w = useWords(proceedingWords)
  const change = (nextDay: string, nextTime: string) => {
    setDay(nextDay)
    setTime(nextTime)
    onChange(nextDay === '' && nextTime === '' ? '' : `${nextDay} ${nextTime}`)
  }
  return (
    <div className="field-row">
      <DayField {...rest} label={label} value={day} onChange={(next) => change(next, time)} />
      <TextField
        label={`${label} · ${w('clock')}`}
        required={rest.required}
        value={time}
        onChange={(next) => change(day, next)}
        placeholder="14:30"
      />
    </div>
  )
}

function CandidateField({
  field,
  value,
  onChange,
  capacity,
  ...shared
}: Shared & {
  field: Field
  value: Entered[string]
  onChange: (value: Entered[string]) => void
  capacity: string | undefined
}) {
  const { data } = useDoor(proceedingContract.candidates, { capacity: (capacity ?? 'handler') as 'handler' })
  const options = (data?.candidates ?? []).map(({ id, name }) => ({ id, text: name }))
  if (field.kind === 'persons')
    return (
      <CheckGroup
        label={shared.hint ? `${shared.label}（${shared.hint}）` : shared.label}
        options={options}
        value={value as readonly string[]}
        onChange={onChange}
      />
    )
  return <SelectField {...shared} value={String(value)} onChange={onChange} options={options} />
}
