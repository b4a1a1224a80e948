import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { CheckGroup, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { Answers, Field } from './template.schema.ts'
import { faultWords, paperWords } from './template.words.ts'
import { columnsOf, faultOf, isCode } from './template-field.rules.ts'

/** The fields of a paper, each entered as its type asks. */
export const PaperFields = ({
  fields,
  answers,
  onChange,
}: {
  fields: readonly Field[]
  answers: Answers
  onChange: (answers: Answers) => void
}) =>
  fields.map((field) => (
    <div key={field.key} id={`field-${field.key}`}>
      <PaperField field={field} answers={answers} onChange={onChange} />
    </div>
  ))

type Props = { field: Field; answers: Answers; onChange: (answers: Answers) => void }

function PaperField({ field, answers, onChange }: Props) {
  const w = useWords(paperWords)
  const faults = useWords(faultWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { key, type, options = [], required } = field
  const label = say(pairOf(field.label))
  const fault = faultOf(field, answers)
  const given = {
    label,
    required,
    value: answers.text[key] ?? '',
    error: fault ? faults(fault) : undefined,
    onChange: (text: string) => onChange({ ...answers, text: { ...answers.text, [key]: text } }),
  }
  switch (type) {
    case 'table':
      return <TableField field={field} answers={answers} onChange={onChange} />
    case 'checklist':
      return (
        <CheckGroup
          label={label}
          options={options.map((option) => ({ id: option.value, text: say(pairOf(option)) }))}
          value={answers.ticks[key] ?? []}
          onChange={(ticks) => onChange({ ...answers, ticks: { ...answers.ticks, [key]: ticks } })}
        />
      )
    case 'textarea':
      return <TextArea {...given} rows={3} maxLength={4000} />
    case 'date':
      return <DayField {...given} />
    case 'boolean':
      return (
        <SelectField
          {...given}
          options={[
            { id: 'yes', text: common('yes') },
            { id: 'no', text: common('no') },
          ]}
        />
      )
    case 'enum':
      if (isCode(field)) return <TextField {...given} hint={w('codeHint')} maxLength={3} />
      return <SelectField {...given} options={options.map((one) => ({ id: one.value, text: say(pairOf(one)) }))} />
    case 'datetime':
      return <TextField {...given} hint={w('momentHint')} maxLength={200} />
    case 'money':
      return <TextField {...given} hint={w('moneyHint')} inputMode="numeric" maxLength={15} />
    case 'number':
      return <TextField {...given} inputMode="numeric" maxLength={9} />
    case 'text':
      return <TextField {...given} maxLength={200} />
  }
}

type Editable = { id: string } & Readonly<Record<string, string>>

function TableField({ field, answers, onChange }: Props) {
  const w = useWords(paperWords)
  const say = useSay()
  const columns = columnsOf(field)
  const title = say(pairOf(field.label))
  const rows: readonly Editable[] = (answers.rows[field.key] ?? []).map(({ id, cells }) => ({
    ...Object.fromEntries(columns.map((_, at) => [`c${at}`, cells[at] ?? ''])),
    id,
  }))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this needs
    <div role="group" aria-label={title} className="field">
      <span className="label">{title}</span>
      <RowsEditor<Editable>
        title={title}
        rows={rows}
        fields={columns.map((column, at) => ({
          key: `c${at}`,
          label: say(column),
          kind: 'line' as const,
          ...(at === 0 && { required: true }),
        }))}
        fresh={() => ({ id: crypto.randomUUID() })}
        onChange={(changed) =>
          onChange({
            ...answers,
            rows: {
              ...answers.rows,
              [field.key]: changed.map((row) => ({ id: row.id, cells: columns.map((_, at) => row[`c${at}`] ?? '') })),
            },
          })
        }
        empty={w('rowsEmpty')}
      />
    </div>
  )
}
