import { SelectField } from '../../platform/ui/controls.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { FieldSpec } from './document.schema.ts'
import { templateWords } from './document-template-page.words.ts'

/** What was typed, kept within what is allowed. */
export const wholeNumber = (text: string, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.trunc(Number(text.replace(/\D/g, ''))) || least))

/** Which signature, seal or notice that the law demands stands here. */
export function PlaceSelect({
  fields,
  place,
  onChange,
  label,
}: {
  fields: readonly FieldSpec[]
  place: string | undefined
  onChange: (place: string | undefined) => void
  label?: string
}) {
  const w = useWords(templateWords)
  const say = useSay()
  const places = fields.filter(({ kind }) => kind === 'place')
  if (places.length === 0) return null
  return (
    <SelectField
      label={label ?? w('place')}
      value={place ?? ''}
      filter
      onChange={(key) => onChange(key || undefined)}
      options={[
        { id: '', text: w('noPlace') },
        ...places.map(({ key, label: name }) => ({ id: key, text: say(name) })),
      ]}
    />
  )
}
