import { Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { KeyCode } from './compare-key.tsx'
import { compareWords } from './comparison.words.ts'
import { type Here, useRoomState } from './room.client.ts'

/** One's own code, made of the key that the room holds and not of what the server says, and the vault's. */
export function MyCode({ here }: { here: Here }) {
  const w = useWords(compareWords)
  const { recipient } = useRoomState()
  const [vault] = here.generations
  return (
    <Panel title={w('myCodeTitle')} id="codes">
      <h3>{w('myCode')}</h3>
      {recipient === null ? (
        <p className="hint">{w('myCodeLocked')}</p>
      ) : (
        <>
          {recipient !== here.key?.recipient && <Notice kind="bad">{w('notMine')}</Notice>}
          <KeyCode of="member" recipient={recipient} />
          <p className="hint">{w('myCodeText')}</p>
        </>
      )}
      {vault && (
        <>
          <h3>{w('vaultCode', { n: vault.number })}</h3>
          <KeyCode of="vault" recipient={vault.recipient} />
          <p className="hint">{w('vaultCodeText')}</p>
        </>
      )}
    </Panel>
  )
}
