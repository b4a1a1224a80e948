import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { RoomState } from '../../vault/room.ts'
import {
  keepsHidden,
  leaveRoom,
  openVault,
  refreshRoom,
  useKeyWork,
  useRoomState,
  useVaultRoom,
} from './room.client.ts'
import { roomWords } from './room.words.ts'
import { MakeVault, SetUpKey, Unlock } from './room-key-form.tsx'

type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>
type Need = 'vault' | 'own-key'

/**
 * Shows its children once the room is unlocked and, unless only one's own key is needed, the vault is open.
 * On the way it sets up the key, makes the vault, unlocks, or says for whom one waits.
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
  useEffect(() => {
    refreshRoom()
  }, [])
  if (here.error) return <ErrorNotice error={here.error} onRetry={() => here.refetch()} />
  if (!here.data)
    return (
      <>
        {header}
        <Loading />
      </>
    )
  const step = nextStep(here.data, state, need)
  if (step === null) wasOpen.current = true
  if (step !== null && !(wasOpen.current && keepsHidden()))
    return (
      <>
        {header}
        {step}
      </>
    )
  return (
    <>
      {step !== null && header}
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
  if (generations.length === 0 && mayHold) return <MakeVault recipient={key.recipient} />
  if (!holds) return <WaitForKey here={here} />
  if (state.organisation !== organisation.id || here.changeDue) return <Opening here={here} />
  return null
}

function Open({ here, need, children }: { here: Here; need: Need; children: ReactNode }) {
  const w = useWords(roomWords)
  const queries = useQueryClient()
  return (
    <>
      <div className="room-bar">
        <span className="small">{w('lead')}</span>
        <Button kind="quiet" onPress={() => leaveRoom(queries)}>
          {w('lockNow')}
        </Button>
      </div>
      {need === 'vault' && !here.printed && !here.shares && <NoRecovery />}
      {children}
    </>
  )
}

function Opening({ here }: { here: Here }) {
  const w = useWords(roomWords)
  const open = useKeyWork(() => openVault(here))
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    open.mutate(undefined)
  })
  if (open.error)
    return (
      <ErrorNotice
        error={open.error}
        onRetry={() => {
          open.reset()
          open.mutate(undefined)
        }}
      />
    )
  return here.changeDue ? <Notice>{w('changing')}</Notice> : <Loading />
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
