import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { FieldSpec, TemplateBlock, TemplateContent } from './document.schema.ts'
import { CellsEdit, SignsEdit, TableEdit } from './document-template-cells.tsx'
import { templateWords } from './document-template-page.words.ts'
import { PlaceSelect, wholeNumber } from './document-template-part.tsx'

/** A new part of each kind, ready to be written in. */
const newBlocks = {
  paragraph: { paragraph: '' },
  line: { line: '' },
  centre: { centre: '' },
  headingBlock: { heading: '', level: 1 },
  note: { note: '' },
  formBlock: { form: [{ cells: ['', ''], lines: 1 }], percents: [18, 32, 18, 32] },
  signs: { signs: [{ label: '签名' }] },
  seal: { seal: true },
  ruled: { ruled: 6 },
  cut: { cut: '' },
  pageBreak: { pageBreak: true },
} as const satisfies Record<string, TemplateBlock>
type NewKind = keyof typeof newBlocks
const newKinds = Object.keys(newBlocks) as NewKind[]

const kindOf = (block: TemplateBlock): NewKind | 'table' => {
  if ('heading' in block) return 'headingBlock'
  if ('form' in block) return 'formBlock'
  if ('table' in block) return 'table'
  return newKinds.find((kind) => kind in block) ?? 'pageBreak'
}

/** The parts of a template, one below the other as they are printed. */
export function TemplateBlocks({
  content: { blocks, fields },
  onChange,
}: {
  content: TemplateContent
  onChange: (blocks: TemplateBlock[]) => void
}) {
  const w = useWords(templateWords)
  const say = useSay()
  const tables = fields.filter(({ kind }) => kind === 'table')
  const replace = (index: number, ...by: TemplateBlock[]) =>
    onChange([...blocks.slice(0, index), ...by, ...blocks.slice(index + 1)])
  const swap = (index: number) => {
    const [first, second] = [blocks[index], blocks[index + 1]]
    if (first && second) onChange([...blocks.slice(0, index), second, first, ...blocks.slice(index + 2)])
  }
  return (
    <Panel title={w('blocks')}>
      {blocks.map((block, index) => {
        const title = w('blockTitle', { n: index + 1, kind: w(kindOf(block)) })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
          <section key={index} className="block-edit" aria-label={title}>
            <div className="row">
              <h3>{title}</h3>
              <span className="actions">
                <Button
                  kind="quiet"
                  onPress={() => swap(index - 1)}
                  isDisabled={index === 0}
                  aria-label={`${w('up')}：${title}`}
                >
                  {w('up')}
                </Button>
                <Button
                  kind="quiet"
                  onPress={() => swap(index)}
                  isDisabled={index === blocks.length - 1}
                  aria-label={`${w('down')}：${title}`}
                >
                  {w('down')}
                </Button>
                <Button
                  kind="quiet"
                  onPress={() => replace(index)}
                  isDisabled={blocks.length === 1}
                  aria-label={`${w('remove')}：${title}`}
                >
                  {w('remove')}
                </Button>
              </span>
            </div>
            <BlockEdit block={block} fields={fields} onChange={(changed) => replace(index, changed)} />
          </section>
        )
      })}
      <SelectField
        label={w('add')}
        value=""
        filter
        onChange={(chosen) => {
          const table = tables.find(({ key }) => `table ${key}` === chosen)
          const kind = newKinds.find((one) => one === chosen)
          if (table) onChange([...blocks, newTable(table)])
          else if (kind) onChange([...blocks, newBlocks[kind]])
        }}
        options={[
          ...newKinds.map((kind) => ({ id: kind, text: w(kind) })),
          ...tables.map(({ key, label }) => ({ id: `table ${key}`, text: `${w('table')}：${say(label)}` })),
        ]}
      />
    </Panel>
  )
}

/** A column for each of the table's own, as wide as there is room. */
function newTable({ key, columns }: FieldSpec): TemplateBlock {
  const percent = Math.floor(100 / columns.length)
  return {
    table: key,
    blank: 3,
    columns: columns.map((column, index) => ({
      title: column.label[0],
      percent: index === 0 ? 100 - percent * (columns.length - 1) : percent,
      text: `{{.${column.key}}}`,
    })),
  }
}

type EditProps = { block: TemplateBlock; fields: readonly FieldSpec[]; onChange: (block: TemplateBlock) => void }

function BlockEdit({ block, fields, onChange }: EditProps) {
  const w = useWords(templateWords)
  return (
    <>
      <BlockContent block={block} fields={fields} onChange={onChange} />
      <details>
        <summary>{w('more')}</summary>
        <InsertField block={block} fields={fields} onChange={onChange} />
        {'heading' in block && (
          <SelectField
            label={w('level')}
            value={String(block.level)}
            onChange={(level) => onChange({ ...block, level: level === '3' ? 3 : level === '2' ? 2 : 1 })}
            options={['1', '2', '3'].map((id) => ({ id, text: id }))}
            required
          />
        )}
        <Condition block={block} fields={fields} onChange={onChange} />
        {('paragraph' in block || 'line' in block || 'note' in block || 'seal' in block) && (
          <PlaceSelect
            fields={fields}
            place={block.place}
            onChange={(place) => {
              const { place: _, ...rest } = block
              onChange(place ? { ...rest, place } : rest)
            }}
          />
        )}
      </details>
    </>
  )
}

/** The kinds of parts that are one text. */
const textOf = (block: TemplateBlock): string | null => {
  if ('paragraph' in block) return block.paragraph
  if ('line' in block) return block.line
  if ('centre' in block) return block.centre
  if ('heading' in block) return block.heading
  if ('note' in block) return block.note
  return 'cut' in block ? block.cut : null
}
const withText = (block: TemplateBlock, text: string): TemplateBlock => {
  if ('paragraph' in block) return { ...block, paragraph: text }
  if ('line' in block) return { ...block, line: text }
  if ('centre' in block) return { ...block, centre: text }
  if ('heading' in block) return { ...block, heading: text }
  if ('note' in block) return { ...block, note: text }
  return 'cut' in block ? { ...block, cut: text } : block
}

function BlockContent({ block, fields, onChange }: EditProps) {
  const w = useWords(templateWords)
  const text = textOf(block)
  if (text !== null)
    return (
      <TextArea
        label={w('text')}
        value={text}
        onChange={(changed) => onChange(withText(block, changed))}
        rows={text.length > 60 ? 4 : 2}
        maxLength={8000}
        required
      />
    )
  if ('ruled' in block)
    return (
      <TextField
        label={w('rows')}
        value={String(block.ruled)}
        onChange={(lines) => onChange({ ...block, ruled: wholeNumber(lines, 1, 40) })}
        inputMode="numeric"
        required
      />
    )
  if ('form' in block) return <CellsEdit block={block} fields={fields} onChange={onChange} />
  if ('table' in block) return <TableEdit block={block} onChange={onChange} />
  if ('signs' in block) return <SignsEdit block={block} fields={fields} onChange={onChange} />
  return null
}

/** Puts a field behind the text. */
function InsertField({ block, fields, onChange }: EditProps) {
  const w = useWords(templateWords)
  const say = useSay()
  const text = textOf(block)
  if (text === null) return null
  return (
    <SelectField
      label={w('insert')}
      value=""
      filter
      onChange={(key) => key && onChange(withText(block, `${text}{{${key}}}`))}
      options={fields.filter(({ kind }) => kind !== 'place').map(({ key, label }) => ({ id: key, text: say(label) }))}
    />
  )
}

/** When a part is printed: always, or by whether something has content. */
function Condition({ block, fields, onChange }: EditProps) {
  const w = useWords(templateWords)
  const say = useSay()
  const value = block.when ? `when ${block.when}` : block.unless ? `unless ${block.unless}` : ''
  return (
    <SelectField
      label={w('condition')}
      value={value}
      filter
      onChange={(chosen) => {
        const { when: _, unless: __, ...rest } = block
        const [name, key] = chosen.split(' ')
        if (key && name === 'when') onChange({ ...rest, when: key })
        else if (key && name === 'unless') onChange({ ...rest, unless: key })
        else onChange(rest)
      }}
      options={[
        { id: '', text: w('always') },
        ...fields
          .filter(({ kind }) => kind !== 'place')
          .flatMap(({ key, label }) => [
            { id: `when ${key}`, text: w('when', { name: say(label) }) },
            { id: `unless ${key}`, text: w('unless', { name: say(label) }) },
          ]),
      ]}
    />
  )
}
