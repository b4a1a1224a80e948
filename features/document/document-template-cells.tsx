import { Button, TextField } from '../../platform/ui/controls.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { FieldSpec, TemplateBlock, TemplateRow } from './document.schema.ts'
import { templateWords } from './document-template-page.words.ts'
import { PlaceSelect, wholeNumber } from './document-template-part.tsx'

type Cells = Extract<TemplateBlock, { form: unknown }>
type Listed = Extract<TemplateBlock, { table: unknown }>
type Signs = Extract<TemplateBlock, { signs: unknown }>

/** Labelled cells: label and content in turn. */
export function CellsEdit({
  block,
  fields,
  onChange,
}: {
  block: Cells
  fields: readonly FieldSpec[]
  onChange: (block: TemplateBlock) => void
}) {
  const w = useWords(templateWords)
  const change = (index: number, ...by: TemplateRow[]) =>
    onChange({ ...block, form: [...block.form.slice(0, index), ...by, ...block.form.slice(index + 1)] })
  return (
    <>
      <Widths percents={block.percents} onChange={(percents) => onChange({ ...block, percents })} />
      {block.form.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
        <div key={index} className="row-fields">
          <RowEdit row={row} n={index + 1} fields={fields} onChange={(changed) => change(index, changed)} />
          <Button
            kind="quiet"
            isDisabled={block.form.length === 1}
            onPress={() => change(index)}
            aria-label={`${w('remove')}：${w('row', { n: index + 1 })}`}
          >
            {w('remove')}
          </Button>
        </div>
      ))}
      <Button onPress={() => onChange({ ...block, form: [...block.form, { cells: ['', ''], lines: 1 }] })}>
        {w('addRow')}
      </Button>
    </>
  )
}

function RowEdit({
  row,
  n,
  fields,
  onChange,
}: {
  row: TemplateRow
  n: number
  fields: readonly FieldSpec[]
  onChange: (row: TemplateRow) => void
}) {
  const w = useWords(templateWords)
  if ('head' in row)
    return (
      <TextField
        label={w('row', { n })}
        value={row.head}
        onChange={(head) => onChange({ ...row, head })}
        maxLength={8000}
        required
      />
    )
  return (
    <>
      {row.cells.map((text, index) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
          key={index}
          label={w('cell', { row: n, n: index + 1 })}
          value={text}
          onChange={(changed) =>
            onChange({ ...row, cells: row.cells.map((one, at) => (at === index ? changed : one)) })
          }
          maxLength={8000}
          filter
        />
      ))}
      <TextField
        label={w('sign', { n })}
        value={row.sign ?? ''}
        onChange={(sign) => {
          const { sign: _, ...rest } = row
          onChange(sign ? { ...rest, sign } : rest)
        }}
        maxLength={8000}
      />
      <TextField
        label={w('rowLines', { n })}
        value={String(row.lines)}
        onChange={(lines) => onChange({ ...row, lines: wholeNumber(lines, 1, 40) })}
        inputMode="numeric"
        required
      />
      <PlaceSelect
        label={`${w('row', { n })} · ${w('place')}`}
        fields={fields}
        place={row.place}
        onChange={(place) => {
          const { place: _, ...rest } = row
          onChange(place ? { ...rest, place } : rest)
        }}
      />
    </>
  )
}

function Widths({ percents, onChange }: { percents: readonly number[]; onChange: (percents: number[]) => void }) {
  const w = useWords(templateWords)
  return (
    <TextField
      label={w('widths')}
      value={percents.join('，')}
      onChange={(text) => onChange(text.split(/[,，\s]+/).map((one) => wholeNumber(one, 0, 100)))}
      required
    />
  )
}

/** A list of things: what stands in each column, and how long it is printed at least. */
export function TableEdit({ block, onChange }: { block: Listed; onChange: (block: TemplateBlock) => void }) {
  const w = useWords(templateWords)
  const { columns } = block
  const change = (index: number, part: Partial<Listed['columns'][number]>) =>
    onChange({ ...block, columns: columns.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  return (
    <>
      <Widths
        percents={columns.map(({ percent }) => percent)}
        onChange={(percents) =>
          onChange({ ...block, columns: columns.map((one, at) => ({ ...one, percent: percents[at] ?? one.percent })) })
        }
      />
      {columns.map(({ title, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
        <div key={index} className="row-fields">
          <TextField
            label={w('column', { n: index + 1 })}
            value={title}
            onChange={(changed) => change(index, { title: changed })}
            required
          />
          <TextField
            label={w('columnText', { n: index + 1 })}
            value={text}
            onChange={(changed) => change(index, { text: changed })}
            required
          />
        </div>
      ))}
      <TextField
        label={w('blank')}
        value={String(block.blank)}
        onChange={(text) => onChange({ ...block, blank: wholeNumber(text, 0, 30) })}
        inputMode="numeric"
        required
      />
    </>
  )
}

/** Places to sign, each with what the law demands there. */
export function SignsEdit({
  block,
  fields,
  onChange,
}: {
  block: Signs
  fields: readonly FieldSpec[]
  onChange: (block: TemplateBlock) => void
}) {
  const w = useWords(templateWords)
  const { signs } = block
  const change = (index: number, ...by: Signs['signs']) =>
    onChange({ ...block, signs: [...signs.slice(0, index), ...by, ...signs.slice(index + 1)] })
  return (
    <>
      {signs.map((sign, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places have no other name than their order
        <div key={index} className="row-fields">
          <TextField
            label={w('signLabel', { n: index + 1 })}
            value={sign.label}
            onChange={(label) => change(index, { ...sign, label })}
            required
            maxLength={100}
          />
          <PlaceSelect
            label={`${w('signLabel', { n: index + 1 })} · ${w('place')}`}
            fields={fields}
            place={sign.place}
            onChange={(place) => change(index, place ? { label: sign.label, place } : { label: sign.label })}
          />
          <Button
            kind="quiet"
            isDisabled={signs.length === 1}
            onPress={() => change(index)}
            aria-label={`${w('remove')}：${w('signLabel', { n: index + 1 })}`}
          >
            {w('remove')}
          </Button>
        </div>
      ))}
      <Button onPress={() => onChange({ ...block, signs: [...signs, { label: '签名' }] })}>{w('addRow')}</Button>
    </>
  )
}
