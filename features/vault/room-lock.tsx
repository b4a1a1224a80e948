import { useEffect } from 'react'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { idleChoices } from '../../platform/ui/vault/idle-minutes.ts'
import { leaveRoom, sealAll } from './leaving.client.ts'
import { lockAfter, useIdleMinutes, useLockingIn, useRoomState } from './room.client.ts'
import { roomWords } from './room.words.ts'

/** Above everything that is open: that it is sealed, when it closes by itself, and the way to close it now. */
export function RoomBar() {
  const w = useWords(roomWords)
  const minutes = useIdleMinutes()
  return (
    <>
      <div className="room-bar">
        <span className="small">
          {w('lead')} {w('locksAfter', { minutes })} <A to="/room/keys">{w('changeIdle')}</A>
        </span>
        <Button kind="quiet" onPress={() => leaveRoom()}>
          {w('lockNow')}
        </Button>
      </div>
      <LockingSoon />
    </>
  )
}

/** Any touch or key keeps the room open, so “stay” needs to do nothing of its own. */
function LockingSoon() {
  const w = useWords(roomWords)
  const leftMs = useLockingIn()
  const isSoon = leftMs !== null
  useEffect(() => {
    if (isSoon) sealAll()
  }, [isSoon])
  if (!isSoon) return null
  return (
    <div className="notice warn locking-soon">
      <p role="alert">{w('lockingSoon')}</p>
      <p className="hint" aria-hidden="true">
        {w('lockingIn', { seconds: Math.ceil(leftMs / 1000) })}
      </p>
      <div className="actions">
        <Button kind="primary">{w('stay')}</Button>
        <Button onPress={() => leaveRoom()}>{w('lockNow')}</Button>
      </div>
    </div>
  )
}

/** How long the room waits for somebody, on this device. */
export function LockSetting() {
  const w = useWords(roomWords)
  const minutes = useIdleMinutes()
  const { unlocked } = useRoomState()
  return (
    <Panel title={w('lockTitle')} id="lock">
      <p>{w('lockText')}</p>
      <SelectField
        label={w('idle')}
        hint={w('idleHint')}
        value={String(minutes)}
        onChange={(chosen) => lockAfter(Number(chosen))}
        options={idleChoices.map((one) => ({ id: String(one), text: w('minutes', { n: one }) }))}
        required
      />
      {unlocked && <Button onPress={() => leaveRoom()}>{w('lockNow')}</Button>}
    </Panel>
  )
}
