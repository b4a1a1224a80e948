import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { roomWords } from './room.words.ts'
import { MakeVault, SetUpKey, Unlock } from './room-key-form.tsx'
import { room as client, openVault, refreshRoom, useKeyWork, useRoomState, useVaultRoom } from './use-room.ts'

type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/**
 * Shows its children once the room is unlocked and, unless only one's own key is needed, the vault is open.
 * On the way it sets up the key, makes the vault, unlocks, or says for whom one waits.
 */
export function SealedRoom({ children, need = 'vault' }: { children: ReactNode; need?: 'vault' | 'own-key' }) {
  const here = useVaultRoom()
  const state = useRoomState()
  useEffect(() => {
    refreshRoom()
  }, [])
  if (here.error) return <ErrorNotice error={here.error} onRetry={() => here.refetch()} />
  if (!here.data) return <Loading />
  const { key, generations, mayHold, holds, organisation } = here.data
  if (!key) return <SetUpKey withVault={mayHold && generations.length === 0} />
  if (!state.unlocked) return <Unlock locks={key.locks} />
  if (need === 'own-key') return <Open>{children}</Open>
  if (generations.length === 0 && mayHold) return <MakeVault recipient={key.recipient} />
  if (!holds) return <WaitForKey here={here.data} />
  if (state.organisation !== organisation.id || here.data.changeDue) return <Opening here={here.data} />
  return (
    <Open>
      {!here.data.printed && !here.data.shares && <NoRecovery />}
      {children}
    </Open>
  )
}

function Open({ children }: { children: ReactNode }) {
  const w = useWords(roomWords)
  return (
    <>
      <div className="room-bar">
        <span className="small">🔓 {w('lead')}</span>
        <Button kind="quiet" onPress={() => client().lock()}>
          {w('lockNow')}
        </Button>
      </div>
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
