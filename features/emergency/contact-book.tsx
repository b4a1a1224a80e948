import { todayAt } from '../../core/calendar.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { useChecklists } from '../checklist/checklist.part.tsx'
import { dialled, rolesOf } from './contact.rules.ts'
import type { Contact, ContactBook } from './incident.schema.ts'
import { contactWords } from './incident.words.ts'
import { incidentList } from './incident-start.tsx'
import type { Incidents } from './incidents.client.ts'

/** Roles, names and numbers, each number to be dialled. */
export function ContactRows({
  contacts,
  empty,
  onChange,
}: {
  contacts: readonly Contact[]
  empty: string
  onChange: (contacts: Contact[]) => void
}) {
  const w = useWords(contactWords)
  return (
    <RowsEditor<Contact>
      title={w('contacts')}
      rows={contacts}
      fields={[
        { key: 'role', label: w('role'), kind: 'line', required: true },
        { key: 'name', label: w('name'), kind: 'line' },
        { key: 'phone', label: w('phone'), kind: 'line' },
      ]}
      fresh={() => ({ id: crypto.randomUUID(), role: '', name: '', phone: '' })}
      onChange={(rows) => onChange([...rows])}
      empty={empty}
      extra={({ role, phone }) => {
        const number = dialled(phone)
        return number ? (
          <a className="button plain" href={`tel:${number}`} aria-label={`${w('call')} ${role}`}>
            {w('call')}
          </a>
        ) : null
      }}
    />
  )
}

/** The firm's own list, filled in while nothing is wrong. */
export function ContactBookPanel({ incidents: { records, book } }: { incidents: Incidents }) {
  const w = useWords(contactWords)
  const say = useSay()
  const locale = useLocale()
  const lists = useChecklists()
  const { save } = records
  const keep = (contacts: Contact[]) => {
    const value: ContactBook = {
      ...{ v: 1, kind: 'contacts', contacts, checkedOn: todayAt(Temporal.Now.instant()).toString() },
    }
    save.mutate([{ id: book?.id ?? crypto.randomUUID(), revision: book?.revision ?? 0, value }])
  }
  const unfilled = book?.value.contacts.filter(({ name, phone }) => name === '' && phone === '') ?? []
  return (
    <Panel title={w('book')} id="book">
      <p className="hint">{w('bookText')}</p>
      {book ? (
        <>
          {unfilled.length > 0 && <p>{w('unfilled', { roles: unfilled.map(({ role }) => role).join('、') })}</p>}
          <ContactRows contacts={book.value.contacts} empty={w('bookEmpty')} onChange={keep} />
          <p>{w('bookChecked', { on: formatDay(book.value.checkedOn, locale) })}</p>
          <Button isDisabled={save.isPending} onPress={() => keep(book.value.contacts)}>
            {w('checked')}
          </Button>
        </>
      ) : (
        <>
          <p>{w('bookEmpty')}</p>
          <Button
            isDisabled={!lists || save.isPending}
            onPress={() =>
              lists &&
              keep(
                rolesOf(lists, incidentList).map((role) => ({
                  ...{ id: crypto.randomUUID(), role: say(role), name: '', phone: '' },
                })),
              )
            }
          >
            {w('prepare')}
          </Button>
        </>
      )}
      <ErrorNotice error={save.error} />
    </Panel>
  )
}
