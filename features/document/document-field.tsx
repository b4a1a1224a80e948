import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Badge } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { FactValue, FieldSpec } from './document.schema.ts'
import { isTable } from './document-fill.rules.ts'
import { documentWords } from './document-page.words.ts'

type Props = {
  field: FieldSpec
  /** What the record says; absent when it does not know. */
  filled: FactValue | undefined
  /** What a person put in its place. */
  changed: FactValue | undefined
  onChange: (value: FactValue | undefined) => void
}

/** One thing a form says: as the record has it, or as a person put it. */
export function DocumentField({ field, filled, changed, onChange }: Props) {
  const w = useWords(documentWords)
  const say = useSay()
  const value = changed ?? filled
  const label = say(field.label)
  return (
    <div>
      {field.kind === 'table' ? (
        <TableField field={field} value={value} onChange={onChange} />
      ) : (
        <TextInput field={field} label={label} value={asText(value)} onChange={onChange} />
      )}
      <p className="small soft">
        {field.statutory !== null && <span className="source">{field.statutory}</span>}{' '}
        {changed !== undefined ? (
          <>
            <Badge tone="info">{w('changedByHand')}</Badge>{' '}
            <Button kind="quiet" onPress={() => onChange(undefined)} aria-label={`${w('backToRecord')}：${label}`}>
              {w('backToRecord')}
            </Button>
          </>
        ) : (
          filled !== undefined && w('fromRecord')
        )}
        {value === undefined && field.statutory === null && (
          <Button kind="quiet" onPress={() => onChange('')} aria-label={`${w('leaveEmpty')}：${label}`}>
            {w('leaveEmpty')}
          </Button>
        )}
      </p>
    </div>
  )
}

const asText = (value: FactValue | undefined): string =>
  value === undefined
    ? ''
    : isTable(value)
      ? value.map((row) => Object.values(row).filter(Boolean).join(' ')).join('\n')
      : value

function TextInput({
  field,
  label,
  value,
  onChange,
}: Pick<Props, 'field' | 'onChange'> & { label: string; value: string }) {
  const input = { label, value, onChange, required: field.statutory !== null, maxLength: 20_000 }
  return field.kind === 'text' || value.includes('\n') ? <TextArea {...input} rows={4} /> : <TextField {...input} />
}

function TableField({ field, value, onChange }: Pick<Props, 'field' | 'onChange'> & { value: FactValue | undefined }) {
  const w = useWords(documentWords)
  const say = useSay()
  const columns = field.columns
  const rows = rowsOf(value, columns[0]?.key ?? 'name')
  const change = (index: number, key: string, text: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: text } : row)))
  return (
    <fieldset className="field">
      <legend className="label">{say(field.label)}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <div key={index} className="row-fields">
          {columns.map(({ key, label }) => (
            <TextField
              key={key}
              filter
              label={`${say(label)} ${index + 1}`}
              value={row[key] ?? ''}
              onChange={(text) => change(index, key, text)}
              maxLength={2000}
            />
          ))}
          <Button
            kind="quiet"
            onPress={() => onChange(rows.filter((_, at) => at !== index))}
            aria-label={`${say(field.label)}：${w('removeRow', { n: index + 1 })}`}
          >
            {w('removeRow', { n: index + 1 })}
          </Button>
        </div>
      ))}
      <Button
        onPress={() => onChange([...rows, Object.fromEntries(columns.map(({ key }) => [key, '']))])}
        aria-label={`${say(field.label)}：${w('addRow')}`}
      >
        {w('addRow')}
      </Button>
    </fieldset>
  )
}

/** What was given as text becomes one row a line, in the first column. */
const rowsOf = (value: FactValue | undefined, first: string): Record<string, string>[] =>
  value === undefined || value === ''
    ? []
    : isTable(value)
      ? [...value]
      : value.split('\n').map((line) => ({ [first]: line }))
