import { commonWords } from './common.words.ts'
import { CheckField, DayField, type Option, SelectField, TextField } from './controls.tsx'
import { useWords } from './locale.tsx'

type Filters<K extends string> = Partial<Record<K, string>>

/** One filter of a list; `name` is its name in the address, where a ticked box is “1” and what is not filtered is absent. */
type FilterField<K extends string> = { readonly name: K } & (
  | { readonly kind: 'search'; readonly label: string | undefined }
  | { readonly kind: 'day' | 'check'; readonly label: string }
  | {
      readonly kind: 'choice'
      readonly label: string
      readonly options: readonly Option[]
      readonly unset: string | undefined
    }
)

/** @param label - the common word for searching unless given */
export const byText = <K extends string>(name: K, label?: string): FilterField<K> => ({ kind: 'search', name, label })
export const byDay = <K extends string>(name: K, label: string): FilterField<K> => ({ kind: 'day', name, label })
export const byTick = <K extends string>(name: K, label: string): FilterField<K> => ({ kind: 'check', name, label })

/** @param unset - what is chosen when nothing is; “all” unless given */
export const byOption = <K extends string>(
  name: K,
  label: string,
  options: readonly Option[],
  unset?: string,
): FilterField<K> => ({ kind: 'choice', name, label, options, unset })

/** One of a closed list, each as it is called. */
export const byChoice = <K extends string, Id extends string>(
  name: K,
  label: string,
  ids: readonly Id[],
  textOf: (id: Id) => string,
): FilterField<K> =>
  byOption(
    name,
    label,
    ids.map((id) => ({ id, text: textOf(id) })),
  )

/** The filters above a list, as `useFilters` keeps them. */
export function FilterRow<K extends string>({
  filters,
  onChange,
  fields,
}: {
  filters: { readonly [name in K]?: string | undefined }
  onChange: (change: Filters<K>) => void
  fields: readonly FilterField<NoInfer<K>>[]
}) {
  return (
    <div className="filters">
      {fields.map((field) => (
        <OneFilter
          key={field.name}
          field={field}
          value={filters[field.name] ?? ''}
          onChange={(value) => onChange({ [field.name]: value } as Filters<K>)}
        />
      ))}
    </div>
  )
}

type OneProps = { field: FilterField<string>; value: string; onChange: (value: string) => void }

function OneFilter({ field, value, onChange }: OneProps) {
  const common = useWords(commonWords)
  if (field.kind === 'check')
    return <CheckField label={field.label} value={value === '1'} onChange={(on) => onChange(on ? '1' : '')} />
  if (field.kind === 'choice') {
    const unset = { id: '', text: field.unset ?? common('all') }
    const options = [unset, ...field.options]
    return <SelectField filter label={field.label} value={value} onChange={onChange} options={options} />
  }
  if (field.kind === 'day') return <DayField filter label={field.label} value={value} onChange={onChange} />
  return <TextField filter type="search" label={field.label ?? common('search')} value={value} onChange={onChange} />
}
