import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { useChecklists } from '../checklist/checklist.part.tsx'
import { dialled, reachable, rolesOf } from './contact.rules.ts'
import type { Contact, ContactBook } from './incident.schema.ts'
import { contactWords } from './incident.words.ts'
import { incidentList } from './incident-start.tsx'
import type { Incidents } from './incidents.client.ts'

/** Who can be called, each number to be dialled; then whom nobody has filled in, and the way to do so. */
export function Contacts({
  contacts,
  empty,
  onChange,
}: {
  contacts: readonly Contact[]
  empty: string
  onChange: (contacts: Contact[]) => void
}) {
  const w = useWords(contactWords)
  const known = reachable(contacts)
  const unfilled = contacts.filter((one) => !known.includes(one))
  return (
    <>
      {known.length === 0 && <p>{empty}</p>}
      <ul className="lines">
        {known.map((contact) => (
          <OneContact key={contact.id} contact={contact} />
        ))}
      </ul>
      {unfilled.length > 0 && (
        <p className="hint">{w('unfilled', { roles: unfilled.map(({ role }) => role).join('、') })}</p>
      )}
      <details>
        <summary>{w('edit')}</summary>
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
        />
      </details>
    </>
  )
}

function OneContact({ contact: { role, name, phone } }: { contact: Contact }) {
  const w = useWords(contactWords)
  const number = dialled(phone)
  return (
    <li>
      <strong>{role}</strong> {name} {phone}{' '}
      {number && (
        <a className="button plain" href={`tel:${number}`} aria-label={`${w('call')} ${role}`}>
          {w('call')}
        </a>
      )}
    </li>
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
      ...{ v: 1, kind: 'contacts', contacts, checkedOn: todayHere() },
    }
    save.mutate([{ id: book?.id ?? crypto.randomUUID(), revision: book?.revision ?? 0, value }])
  }
  return (
    <Panel title={w('book')} id="book">
      <p className="hint">{w('bookText')}</p>
      {book ? (
        <>
          <Contacts contacts={book.value.contacts} empty={w('bookEmpty')} onChange={keep} />
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
