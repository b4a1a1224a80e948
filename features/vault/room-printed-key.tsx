import { useState } from 'react'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { generationsIn, room, useKeyWork, useRoomState, type useVaultRoom, wrapOut } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'

type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/** A recovery key on paper: made and shown once, and used when every other way is lost. */
export function PrintedKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const state = useRoomState()
  const [shown, setShown] = useState<string | null>(null)
  const open = state.organisation === here.organisation.id
  const make = useKeyWork(
    async () => {
      const { printed, wrap } = await room().makePrintedKey()
      await callDoor(vaultContract.addHolder, {
        generation: here.generations[0]?.number ?? 1,
        wrap: { holder: 'printed', personId: null, recipient: wrap.recipient, sealed: toBase64(wrap.sealed) },
      })
      return printed
    },
    { onDone: setShown },
  )
  return (
    <Panel title={w('printedTitle')} id="printed-key">
      <p>{w('printedText')}</p>
      {shown !== null ? (
        <div className="printed-key">
          <h3>{w('printedHead', { organisation: here.organisation.name })}</h3>
          <pre>{shown}</pre>
          <p>{w('printedNote')}</p>
          <div className="actions no-print">
            <Button kind="primary" onPress={() => window.print()}>
              {w('printNow')}
            </Button>
            <Button onPress={() => setShown(null)}>{w('printedDone')}</Button>
          </div>
        </div>
      ) : (
        open && (
          <Button kind="primary" isDisabled={make.isPending} onPress={() => make.mutate(undefined)}>
            {w(here.printed ? 'remakePrinted' : 'makePrinted')}
          </Button>
        )
      )}
      <ErrorNotice error={make.error} />
      {here.printed && !open && <UsePrintedKey here={here} />}
    </Panel>
  )
}

function UsePrintedKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { unlocked, recipient } = useRoomState()
  const { person } = useSession()
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const use = useKeyWork(
    async () => {
      const { wrap, organisationId, generations } = await callDoor(vaultContract.openWithPrintedKey, { reason })
      await room().openWithPrintedKey(organisationId, text, fromBase64(wrap), generationsIn(generations))
      const [own] = await room().wrapFor([recipient ?? ''])
      if (own)
        await callDoor(vaultContract.addHolder, {
          generation: here.generations[0]?.number ?? 1,
          wrap: wrapOut(own, person.id),
        })
    },
    { onDone: () => setText('') },
  )
  if (!unlocked) return <p className="hint">{w('unlockFirst')}</p>
  return (
    <details>
      <summary>{w('usePrinted')}</summary>
      <TextArea label={w('printedInput')} value={text} onChange={setText} rows={8} required />
      <TextField label={w('askReason')} value={reason} onChange={setReason} required />
      <ErrorNotice error={use.error} />
      <Button
        kind="primary"
        isDisabled={use.isPending || text.trim() === '' || reason.trim().length < 2}
        onPress={() => use.mutate(undefined)}
      >
        {w('usePrinted')}
      </Button>
      {use.isSuccess && <Notice kind="good">{w('recovered')}</Notice>}
    </details>
  )
}
