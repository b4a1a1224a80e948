import { type ReactNode, useState } from 'react'
import { commonWords } from './common.words.ts'
import { Button, CheckField, DayField, type Option, SelectField, TextArea, TextField } from './controls.tsx'
import { DataTable } from './data-table.tsx'
import { Dialog } from './dialog.tsx'
import { useWords } from './locale.tsx'

/** One field of a row, as it is entered and shown. */
export type RowField<R> = {
  readonly key: keyof R & string
  readonly label: string
  readonly kind: 'line' | 'text' | 'day' | 'choice' | 'check'
  readonly options?: readonly Option[]
  readonly required?: boolean
  /** Not a column of the table, only of the form. */
  readonly formOnly?: boolean
  readonly hint?: string
}

type Value = string | boolean | null

/**
 * A list that belongs to one thing: shown as a table, each row entered in a dialog. Nothing is kept before `onChange`, which gets the whole list.
 *
 * @param fresh - a new row, before it is filled in
 * @param locked - rows that may be looked at only
 * @param begun - a new row that the page has begun, opened to be filled in; `onLeft` when it was kept or given up
 */
export function RowsEditor<R extends { id: string }>({
  title,
  rows,
  fields,
  fresh,
  onChange,
  empty,
  extra,
  locked,
  begun = null,
  onLeft,
}: {
  title: string
  rows: readonly R[]
  fields: readonly RowField<R>[]
  fresh: () => R
  onChange: (rows: readonly R[]) => void
  empty: string
  extra?: (row: R) => ReactNode
  locked?: (row: R) => boolean
  begun?: R | null
  onLeft?: () => void
}) {
  const common = useWords(commonWords)
  const [opened, setEditing] = useState<R | null>(null)
  const editing = opened ?? begun
  const leave = () => {
    setEditing(null)
    onLeft?.()
  }
  const isNew = editing !== null && !rows.some(({ id }) => id === editing.id)
  const shown = (row: R, { key, kind, options }: RowField<R>): string => {
    const value = row[key]
    if (kind === 'check') return common(value ? 'yes' : 'no')
    if (kind === 'choice') return options?.find(({ id }) => id === value)?.text ?? '—'
    return value === null || value === '' ? '—' : String(value)
  }
  const set = (key: keyof R & string, value: Value) => setEditing(editing && { ...editing, [key]: value })
  const complete =
    editing !== null && fields.every(({ key, required }) => !required || String(editing[key] ?? '').trim() !== '')
  return (
    <>
      {rows.length === 0 ? (
        <p className="hint">{empty}</p>
      ) : (
        <DataTable
          caption={title}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            ...fields
              .filter(({ formOnly }) => !formOnly)
              .map((field, at) => ({
                key: field.key,
                title: field.label,
                ...(at === 0 && { kind: 'main' as const }),
                cell: (row: R) => shown(row, field),
              })),
            {
              key: '_act',
              title: common('edit'),
              cell: (row: R) => (
                <>
                  {!locked?.(row) && (
                    <Button
                      kind="quiet"
                      onPress={() => setEditing(row)}
                      aria-label={`${common('edit')} ${shown(row, fields[0] as RowField<R>)}`}
                    >
                      {common('edit')}
                    </Button>
                  )}
                  {extra?.(row)}
                </>
              ),
            },
          ]}
        />
      )}
      <Button onPress={() => setEditing(fresh())} aria-label={`${common('add')} ${title}`}>
        {common('add')}
      </Button>
      <Dialog title={title} open={editing !== null} onClose={leave} wide>
        {editing &&
          fields.map((field) => (
            <RowInput
              key={field.key}
              field={field}
              value={editing[field.key] as Value}
              onChange={(value) => set(field.key, value)}
            />
          ))}
        <div className="actions">
          <Button
            kind="primary"
            isDisabled={!complete}
            onPress={() => {
              if (!editing) return
              onChange(isNew ? [...rows, editing] : rows.map((row) => (row.id === editing.id ? editing : row)))
              leave()
            }}
          >
            {common('confirm')}
          </Button>
          {!isNew && (
            <Button
              kind="quiet"
              onPress={() => {
                onChange(rows.filter(({ id }) => id !== editing?.id))
                leave()
              }}
            >
              {common('remove')}
            </Button>
          )}
          <Button onPress={leave}>{common('cancel')}</Button>
        </div>
      </Dialog>
    </>
  )
}

function RowInput<R>({
  field: { label, kind, options, required, hint },
  value,
  onChange,
}: {
  field: RowField<R>
  value: Value
  onChange: (value: Value) => void
}) {
  const given = { label, ...(required && { required }), ...(hint && { hint }) }
  const text = typeof value === 'string' ? value : ''
  if (kind === 'check') return <CheckField label={label} value={value === true} onChange={onChange} />
  if (kind === 'choice') return <SelectField {...given} value={text} onChange={onChange} options={options ?? []} />
  if (kind === 'text') return <TextArea {...given} value={text} onChange={onChange} />
  if (kind === 'day') return <DayField {...given} value={text} onChange={(day) => onChange(day === '' ? null : day)} />
  return <TextField {...given} value={text} onChange={onChange} maxLength={200} />
}
