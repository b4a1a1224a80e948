import { useState } from 'react'
import { SelectField, TextField } from '../../platform/ui/controls.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useRecords } from '../vault/records.client.ts'
import { useVaultRoom } from '../vault/room.client.ts'
import { ClearedPerson } from '../workforce/workforce.schema.ts'
import { planWords } from './diagnostic-page.words.ts'

/** Somebody who is in neither list: a name is typed. */
const other = 'other'

/** People of the firm: those with an account and those who are cleared, by name. */
function usePeopleOfFirm(): readonly string[] {
  const here = useVaultRoom()
  const cleared = useRecords('person', ClearedPerson)
  const names = [
    ...(here.data?.members.map(({ name }) => name) ?? []),
    ...cleared.list.filter(({ value }) => value.clearedUntil === null).map(({ value }) => value.name),
  ]
  return [...new Set(names)].sort((a, b) => a.localeCompare(b, 'zh-CN'))
}

export function OwnerField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const w = useWords(planWords)
  const people = usePeopleOfFirm()
  const known = people.includes(value)
  const [typing, setTyping] = useState(false)
  const typed = typing || (value !== '' && !known)
  return (
    <>
      <SelectField
        label={w('owner')}
        value={typed ? other : value}
        onChange={(chosen) => {
          setTyping(chosen === other)
          onChange(chosen === other ? '' : chosen)
        }}
        required
        options={[...people.map((name) => ({ id: name, text: name })), { id: other, text: w('ownerOther') }]}
      />
      {typed && <TextField label={w('ownerName')} value={value} onChange={onChange} maxLength={100} required />}
    </>
  )
}
