import { useState } from 'react'
import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { type Here, useKeyWork, useRoomState } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { makePrintedKey, openWithPrintedKey } from './vault-key.client.ts'

/** A recovery key on paper: made and shown once, and used when every other way is lost. */
export function PrintedKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { organisation } = useRoomState()
  const open = organisation === here.organisation.id
  return (
    <Panel title={w('printedTitle')} id="printed-key">
      <p>{w('printedText')}</p>
      {open ? <MakePrintedKey here={here} /> : here.printed && <UsePrintedKey here={here} />}
    </Panel>
  )
}

/** As long as the vault is open: locking takes the key off the screen. */
function MakePrintedKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { person } = useSession()
  const [shown, setShown] = useState<string | null>(null)
  const [putAway, setPutAway] = useState(false)
  const make = useKeyWork(() => makePrintedKey(here, person), { onDone: setShown })
  if (shown !== null)
    return (
      <div className="printed-key">
        <h3>{w('printedHead', { organisation: here.organisation.name })}</h3>
        <pre>{shown}</pre>
        <p>{w('printedNote')}</p>
        <div className="actions no-print">
          <Button kind="primary" onPress={() => window.print()}>
            {w('printNow')}
          </Button>
          <Button
            onPress={() => {
              make.reset()
              setShown(null)
              setPutAway(true)
            }}
          >
            {w('printedDone')}
          </Button>
        </div>
      </div>
    )
  return (
    <>
      {putAway && <Notice kind="good">{w('printedNext')}</Notice>}
      {here.printed && !putAway && <p>{w('printedExists')}</p>}
      <Button
        kind={here.printed ? 'plain' : 'primary'}
        isDisabled={make.isPending}
        onPress={() => make.mutate(undefined)}
      >
        {w(here.printed ? 'remakePrinted' : 'makePrinted')}
      </Button>
      <ErrorNotice error={make.error} />
    </>
  )
}

function UsePrintedKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { unlocked } = useRoomState()
  const { person } = useSession()
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const use = useKeyWork(() => openWithPrintedKey(here, person, text, reason), { onDone: () => setText('') })
  if (!unlocked) return <p className="hint">{w('unlockToRecover')}</p>
  return (
    <details open={!here.members.some(({ holds }) => holds)}>
      <summary>{w('usePrinted')}</summary>
      <TextArea
        label={w('printedInput')}
        hint={w('printedInputHint')}
        value={text}
        onChange={setText}
        rows={5}
        required
      />
      <TextField label={w('recoverReason')} value={reason} onChange={setReason} required maxLength={500} />
      <ErrorNotice error={use.error} />
      <Button
        kind="primary"
        isDisabled={use.isPending || text.trim() === '' || reason.trim().length < 2}
        onPress={() => use.mutate(undefined)}
      >
        {w('usePrinted')}
      </Button>
    </details>
  )
}
