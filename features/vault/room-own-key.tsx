import { useState } from 'react'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { type Here, room, useKeyWork, useRoomState } from './room.client.ts'
import { lockOfKey, NewPassphrase } from './room-key-form.tsx'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'

/** One's own key: how it is unlocked, and replacing it when it is lost. */
export function OwnKey({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const locale = useLocale()
  const { person } = useSession()
  const { unlocked } = useRoomState()
  const [adding, setAdding] = useState(false)
  const remove = useAct(vaultContract.removeLock)
  const add = useKeyWork(
    async (how: Parameters<typeof lockOfKey>[0]) => {
      await callDoor(vaultContract.addLock, { lock: await lockOfKey(how) })
    },
    { onDone: () => setAdding(false) },
  )
  if (!here.key) return null
  return (
    <Panel title={w('ownTitle')} id="own-key">
      <DataTable
        caption={w('lockTitle')}
        rows={here.key.locks}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'kind',
            title: w('lockTitle'),
            kind: 'main',
            cell: ({ kind, label }) => (kind === 'passkey' ? `${w('passkey')} · ${label}` : w('passphrase')),
          },
          { key: 'madeAt', title: w('setAt'), cell: ({ madeAt }) => formatMoment(madeAt, locale) },
          {
            key: 'act',
            title: w('act'),
            // The only way in is not taken away.
            cell: ({ id }) =>
              here.key?.locks.length === 1 ? (
                '—'
              ) : (
                <Button kind="quiet" isDisabled={remove.isPending} onPress={() => remove.mutate({ id })}>
                  {w('removeLock')}
                </Button>
              ),
          },
        ]}
      />
      <ErrorNotice error={remove.error} />
      {unlocked ? (
        <>
          <div className="actions">
            <Button onPress={() => setAdding(!adding)}>{w('addPassphrase')}</Button>
            <Button
              isDisabled={add.isPending}
              onPress={() => add.mutate({ passkeyOf: person, label: `${person.name} ${new Date().getFullYear()}` })}
            >
              {w('addPasskey')}
            </Button>
          </div>
          {adding && (
            <NewPassphrase
              button={w('addPassphrase')}
              pending={add.isPending}
              onChosen={(passphrase) => add.mutate({ passphrase })}
            />
          )}
        </>
      ) : (
        <p className="hint">{w('unlockFirst')}</p>
      )}
      <ErrorNotice error={add.error} />
      <ReplaceKey />
    </Panel>
  )
}

function ReplaceKey() {
  const w = useWords(keysWords)
  const [reason, setReason] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const replace = useKeyWork(
    async (passphrase: string) => {
      await room().lock()
      const { recipient } = await room().makeMemberKey()
      await callDoor(vaultContract.replaceKey, { recipient, lock: await lockOfKey({ passphrase }), reason })
    },
    {
      onDone: () => {
        setReason('')
        setIsOpen(false)
      },
    },
  )
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{w('replaceTitle')}</summary>
      <p>{w('replaceText')}</p>
      <TextField label={w('replaceReason')} value={reason} onChange={setReason} required maxLength={500} />
      <NewPassphrase
        button={w('replace')}
        pending={replace.isPending || reason.trim().length < 2}
        onChosen={(passphrase) => replace.mutate(passphrase)}
      />
      <ErrorNotice error={replace.error} />
    </details>
  )
}
