import { type ReactNode, useEffect, useRef } from 'react'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import type { RoomState } from '../../vault/room.ts'
import { vaultStanding } from './comparison.rules.ts'
import { noteTyping } from './leaving.client.ts'
import { type Here, useKeyWork, useRoomOf, useRoomState, useVaultRoom } from './room.client.ts'
import { roomRefusalWords, roomWords } from './room.words.ts'
import { MakeVault, SetUpKey, Unlock } from './room-key-form.tsx'
import { RoomBar } from './room-lock.tsx'
import { TypedBefore } from './room-typed.tsx'
import { UnsentElsewhere } from './unsent.part.tsx'
import { changeKey, openVault } from './vault-key.client.ts'

type Need = 'vault' | 'own-key'

/**
 * Shows its children once the room is unlocked and, unless only one's own key is needed, the vault is open.
 * On the way it sets up the key, makes the vault, unlocks, or says for whom one waits. When the room locks, nothing of them stays.
 */
export function SealedRoom({
  children,
  need = 'vault',
  header,
}: {
  children: ReactNode
  need?: Need
  /** Stands above as long as the room is not open, where the page's own heading is something sealed. */
  header?: ReactNode
}) {
  const here = useVaultRoom()
  const state = useRoomState()
  const wasOpen = useRef(false)
  useRoomOf(useSession().person.id)
  if (here.error && !here.data) return <ErrorNotice error={here.error} onRetry={() => here.refetch()} />
  const step = here.data ? nextStep(here.data, state, need) : <Loading />
  wasOpen.current = state.unlocked && (wasOpen.current || step === null)
  if (!here.data || !wasOpen.current)
    return (
      <>
        {header}
        {step}
      </>
    )
  // While the vault is opened anew because its key changed, what somebody is writing stays where it is.
  return (
    <>
      {step}
      <div hidden={step !== null}>
        <Open here={here.data} need={need}>
          {children}
        </Open>
      </div>
    </>
  )
}

/** What still stands between the person and the open room. */
function nextStep(here: Here, state: RoomState, need: Need): ReactNode {
  const { key, generations, mayHold, holds, organisation } = here
  if (!key) return <SetUpKey withVault={mayHold && generations.length === 0} />
  if (!state.unlocked) return <Unlock locks={key.locks} />
  if (need === 'own-key') return null
  if (generations.length === 0 && mayHold) return <MakeVault />
  if (!holds) return <WaitForKey here={here} />
  if (state.organisation !== organisation.id) return <Opening />
  const standing = vaultStanding(state, generations[0])
  return standing === 'open' ? null : standing === 'behind' ? <Opening /> : <Replaced />
}

const Replaced = () => {
  const w = useWords(roomRefusalWords)
  return <Notice kind="bad">{w('vault-replaced')}</Notice>
}

function Open({ here, need, children }: { here: Here; need: Need; children: ReactNode }) {
  return (
    <>
      <RoomBar />
      <TypedBefore />
      <UnsentElsewhere />
      {need === 'vault' && !here.printed && !here.shares && <NoRecovery />}
      {need === 'vault' && here.changeDue && <KeyChange here={here} />}
      <div onInput={({ target }) => noteTyping(target)}>{children}</div>
    </>
  )
}

/** Opens the vault without being asked: whoever holds its key and has unlocked theirs wants it open. */
export function Opening() {
  const { person } = useSession()
  const open = useOnce(() => openVault(person))
  return open.error ? <ErrorNotice error={open.error} onRetry={() => open.mutate(undefined)} /> : <Loading />
}

/** The next keeper who is there changes the key; where a public key is unknown, the room stays usable and says so until it was compared. */
function KeyChange({ here }: { here: Here }) {
  const w = useWords(roomWords)
  const { person } = useSession()
  const change = useOnce(() => changeKey(here, person))
  if (!change.error) return <Notice>{w('changing')}</Notice>
  return (
    <>
      <Notice kind="bad">
        {w('changeDue')} <A to="/room/keys">{w('toKeys')}</A>
      </Notice>
      <ErrorNotice error={change.error} />
    </>
  )
}

/** Key work that begins when its part is shown, once. */
function useOnce(work: () => Promise<unknown>) {
  const act = useKeyWork(work)
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    act.mutate(undefined)
  })
  return act
}

function WaitForKey({ here }: { here: Here }) {
  const w = useWords(roomWords)
  const names = here.members.filter(({ holds }) => holds).map(({ name }) => name)
  return (
    <Panel title={w('waitTitle')}>
      <p>{w('waitText')}</p>
      <p>{w('waitNobody', { names: names.join('、') || '—' })}</p>
      <p>
        <A to="/room/keys">{w('toKeys')}</A>
      </p>
    </Panel>
  )
}

const NoRecovery = () => {
  const w = useWords(roomWords)
  return (
    <Notice kind="warn">
      <p>
        <strong>{w('printFirst')}</strong>：{w('printFirstText')} <A to="/room/keys">{w('toKeys')}</A>
      </p>
    </Notice>
  )
}
