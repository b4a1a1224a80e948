import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { MorePages } from '../../platform/ui/more-pages.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { codeOf } from '../../platform/ui/vault/comparison.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'
import { eventNotes, type VaultEvent, vaultEvents } from './vault.schema.ts'

const isEvent = (event: string): event is VaultEvent => event in vaultEvents
const isKnown = (note: string): note is keyof typeof eventNotes => note in eventNotes

/** Every use of the keys, for everybody of the organisation, with where it stands in the public log. */
export function KeyEvents() {
  const w = useWords(keysWords)
  const say = useSay()
  const locale = useLocale()
  const pages = usePages(vaultContract.events, { limit: 20 })
  const events = pages.data?.flatMap((page) => page.events) ?? []
  if (events.length === 0) return null
  return (
    <Panel title={w('eventsTitle')} id="events">
      <p className="hint">{w('eventsLead')}</p>
      <ol className="timeline">
        {events.map(({ id, at, person, event, subject, note, generation, recipient, logIndex }) => (
          <li key={id}>
            {person ?? ''} {isEvent(event) ? say(vaultEvents[event]) : event} {subject ?? ''}
            {note && `（${isKnown(note) ? say(eventNotes[note]) : note}）`}
            {recipient && <p className="hint">{w('eventKey', { code: codeOf('member', recipient) ?? '—' })}</p>}
            <p className="hint">
              {formatMoment(at, locale)}
              {generation !== null && ` · ${w('eventGeneration', { n: generation })}`}
              {logIndex !== null && ` · ${w('eventLog', { n: logIndex })}`}
            </p>
          </li>
        ))}
      </ol>
      <MorePages of={pages} />
    </Panel>
  )
}
