import { useEffect } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { usePages } from '../../platform/ui/query.ts'
import { refreshRoom, useRoomState, useVaultRoom } from './room.client.ts'
import { Holders } from './room-holders.tsx'
import { SetUpKey, Unlock } from './room-key-form.tsx'
import { keysWords } from './room-keys.words.ts'
import { OwnKey } from './room-own-key.tsx'
import { PrintedKey } from './room-printed-key.tsx'
import { Shares } from './room-shares.tsx'
import { vaultContract } from './vault.contract.ts'
import { recoveryOutcomes, type VaultEvent, vaultEvents } from './vault.schema.ts'

export default function RoomKeys() {
  const w = useWords(keysWords)
  const here = useVaultRoom()
  const state = useRoomState()
  useEffect(() => {
    refreshRoom()
  }, [])
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <ErrorNotice error={here.error} onRetry={() => here.refetch()} />
      {here.isPending && <Loading />}
      {here.data && !here.data.key && <SetUpKey withVault={here.data.mayHold && here.data.generations.length === 0} />}
      {here.data?.key && (
        <>
          {!state.unlocked && <Unlock locks={here.data.key.locks} />}
          <OwnKey here={here.data} />
          {here.data.mayHold && <Holders here={here.data} />}
          {here.data.mayHold && here.data.generations.length > 0 && <PrintedKey here={here.data} />}
          {here.data.generations.length > 0 && <Shares here={here.data} />}
        </>
      )}
      <Events />
    </>
  )
}

const isEvent = (event: string): event is VaultEvent => event in vaultEvents
const isOutcome = (note: string): note is keyof typeof recoveryOutcomes => note in recoveryOutcomes

function Events() {
  const w = useWords(keysWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const pages = usePages(vaultContract.events, {})
  const events = pages.data?.flatMap((page) => page.events) ?? []
  if (events.length === 0) return null
  return (
    <Panel title={w('eventsTitle')} id="events">
      <p className="hint">{w('eventsLead')}</p>
      <ol className="timeline">
        {events.map(({ id, at, person, event, subject, note }) => (
          <li key={id}>
            {person ?? ''} {isEvent(event) ? say(vaultEvents[event]) : event} {subject ?? ''}
            {note && `（${isOutcome(note) ? say(recoveryOutcomes[note]) : note}）`}
            <p className="hint">{formatMoment(at, locale)}</p>
          </li>
        ))}
      </ol>
      {pages.hasNextPage && <Button onPress={() => pages.fetchNextPage()}>{common('more')}</Button>}
    </Panel>
  )
}
