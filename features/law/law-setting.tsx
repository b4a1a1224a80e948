import { useState } from 'react'
import type { ParameterValue } from '../../core/law-data.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { lawContract } from './law.contract.ts'
import type { OpenValue, SetValue } from './law.schema.ts'
import { lawPageWords } from './law-page.words.ts'

/** A value in words. */
export function useValue() {
  const w = useWords(lawPageWords)
  const english = useLocale() === 'en'
  return (value: ParameterValue | null, choices: OpenValue['choices'] = []): string => {
    if (value === null) return '—'
    if (typeof value === 'boolean') return w(value ? 'yes' : 'no')
    const choice = choices.find((one) => one.value === value)
    if (choice) return english ? choice.en : choice.zh
    return typeof value === 'number' ? value.toLocaleString() : value
  }
}

/** One value that the office may set: what it is now, who set it and why, and the way to set it. */
export function Setting({
  open,
  title,
  unit,
  set,
}: {
  open: OpenValue
  title: string
  unit?: string | null
  set: readonly SetValue[]
}) {
  const w = useWords(lawPageWords)
  const may = useMay()
  const locale = useLocale()
  const inWords = useValue()
  const [editing, setEditing] = useState(false)
  const mine = set.filter(({ path }) => path === open.path)
  const said = (value: ParameterValue) => `${inWords(value, open.choices)}${unit ? ` ${unit}` : ''}`
  return (
    <li>
      <div className="row">
        <span>
          {title}：<strong>{open.value === null ? '—' : said(open.value)}</strong>{' '}
          <Badge tone={open.because === 'ours' ? 'info' : 'warn'}>
            {w(open.because === 'ours' ? 'ours' : 'toVerify')}
          </Badge>{' '}
          {mine[0] && mine[0].value !== null && <Badge tone="good">{w('setByOffice')}</Badge>}
        </span>
        {may('law.edit') && (
          <Button onPress={() => setEditing(true)} aria-label={w('editTitle', { what: title })}>
            {w('edit')}
          </Button>
        )}
      </div>
      {mine.length > 0 && (
        <ul className="small soft">
          {mine.map(({ id, value, reason, by, setAt }) => (
            <li key={id}>
              {value === null ? w('restored') : said(value)} — {reason}（
              {w('setBy', { at: formatMoment(setAt, locale), by: by ?? w('somebody') })}）
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <SetDialog open={open} title={title} restorable={mine[0]?.value != null} onClose={() => setEditing(false)} />
      )}
    </li>
  )
}

function SetDialog({
  open,
  title,
  restorable,
  onClose,
}: {
  open: OpenValue
  title: string
  restorable: boolean
  onClose: () => void
}) {
  const w = useWords(lawPageWords)
  const common = useWords(commonWords)
  const english = useLocale() === 'en'
  const [value, setValue] = useState(String(open.value ?? ''))
  const [reason, setReason] = useState('')
  const edit = useAct(lawContract.edit, { onDone: onClose })
  const wrong = useFieldError(edit.error)
  const send = (sent: ParameterValue | null) => edit.mutate({ path: open.path, value: sent, reason })
  return (
    <Dialog title={w('editTitle', { what: title })} open onClose={onClose}>
      <p className="soft">{w('editText')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send(typedValue(open, value))
        }}
      >
        {open.kind === 'yes-no' || open.kind === 'choice' ? (
          <SelectField
            label={w('value')}
            value={value}
            onChange={setValue}
            options={
              open.kind === 'yes-no'
                ? [
                    { id: 'true', text: w('yes') },
                    { id: 'false', text: w('no') },
                  ]
                : open.choices.map((choice) => ({ id: choice.value, text: english ? choice.en : choice.zh }))
            }
            required
            error={wrong('value')}
          />
        ) : (
          <TextField
            label={w('value')}
            value={value}
            onChange={setValue}
            inputMode="numeric"
            maxLength={12}
            required
            error={wrong('value')}
          />
        )}
        <TextArea
          label={common('reason')}
          hint={w('reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          rows={3}
          required
          error={wrong('reason')}
        />
        <ErrorNotice error={edit.error} />
        <div className="actions">
          <Button kind="primary" type="submit" isDisabled={edit.isPending}>
            {common('save')}
          </Button>
          {restorable && (
            <Button onPress={() => send(null)} isDisabled={edit.isPending}>
              {w('restore')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

/** As the door takes it; what is no number goes as typed, and the door says why it does not fit. */
function typedValue({ kind }: OpenValue, text: string): ParameterValue {
  if (kind === 'yes-no') return text === 'true'
  const isNumber = kind !== 'choice' && /^\d+(\.\d+)?$/.test(text.trim())
  return isNumber ? Number(text) : text.trim()
}
