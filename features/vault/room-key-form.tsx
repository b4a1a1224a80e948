import { useState } from 'react'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { askPasskeySecret, makePasskeySecret } from './passkey-secret.ts'
import { room, useKeyWork, useVaultRoom } from './room.client.ts'
import { roomWords } from './room.words.ts'
import { vaultContract } from './vault.contract.ts'
import type { Lock } from './vault.schema.ts'
import { makeVault } from './vault-key.client.ts'

/** A lock for the key that is in the room, under a passphrase or a new passkey, as doors take it. */
export async function lockOfKey(
  how: { passphrase: string } | { passkeyOf: { id: string; name: string }; label: string },
) {
  if ('passphrase' in how)
    return { kind: 'passphrase' as const, sealed: toBase64(await room().lockUnderPassphrase(how.passphrase)) }
  const { credentialId, salt, secret } = await makePasskeySecret(how.passkeyOf, how.label)
  return {
    kind: 'passkey' as const,
    label: how.label,
    credentialId,
    prfSalt: toBase64(salt),
    sealed: toBase64(await room().lockUnderSecret(secret)),
  }
}

/** Asks for a new passphrase, twice. */
export function NewPassphrase({
  button,
  pending,
  onChosen,
  onPasskey,
}: {
  button: string
  pending: boolean
  onChosen: (passphrase: string) => void
  onPasskey?: () => void
}) {
  const w = useWords(roomWords)
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const differs = second !== '' && first !== second
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (first !== second) return
        onChosen(first)
        // It stands nowhere longer than it has to.
        setFirst('')
        setSecond('')
      }}
    >
      <TextField
        label={w('passphrase')}
        hint={w('passphraseHint')}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={setFirst}
        required
      />
      <TextField
        label={w('passphraseAgain')}
        type="password"
        autoComplete="new-password"
        value={second}
        onChange={setSecond}
        error={differs ? w('passphraseDiffers') : undefined}
        required
      />
      <div className="actions">
        <Button kind="primary" type="submit" isDisabled={pending || first.length < 12 || first !== second}>
          {button}
        </Button>
        {onPasskey && (
          <Button isDisabled={pending} onPress={onPasskey}>
            {w('withPasskey')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** The first time: a key of one's own and, for the first keeper, the vault with it. */
export function SetUpKey({ withVault }: { withVault: boolean }) {
  const w = useWords(roomWords)
  const { person } = useSession()
  const here = useVaultRoom()
  const make = useKeyWork(async (how: Parameters<typeof lockOfKey>[0]) => {
    const { recipient } = await room().makeMemberKey()
    await callDoor(vaultContract.makeKey, { recipient, lock: await lockOfKey(how) })
    if (withVault && here.data) await makeVault(here.data.organisation.id, person)
  })
  return (
    <Panel title={w('setUpTitle')}>
      <p>{w('lead')}</p>
      <p>{w('setUpText')}</p>
      <NewPassphrase
        button={w(withVault ? 'makeKeyAndVault' : 'makeKey')}
        pending={make.isPending}
        onChosen={(passphrase) => make.mutate({ passphrase })}
        onPasskey={() => make.mutate({ passkeyOf: person, label: person.name })}
      />
      <ErrorNotice error={make.error} />
    </Panel>
  )
}

export function MakeVault() {
  const w = useWords(roomWords)
  const { person } = useSession()
  const here = useVaultRoom()
  const make = useKeyWork(() => makeVault(here.data?.organisation.id ?? '', person))
  return (
    <Panel title={w('makeVaultTitle')}>
      <p>{w('makeVaultText')}</p>
      <ErrorNotice error={make.error} />
      <Button kind="primary" isDisabled={make.isPending} onPress={() => make.mutate(undefined)}>
        {w('makeVault')}
      </Button>
    </Panel>
  )
}

export function Unlock({ locks }: { locks: readonly Lock[] }) {
  const w = useWords(roomWords)
  const [passphrase, setPassphrase] = useState('')
  const unlock = useKeyWork(
    async (lock: Lock | null) => {
      if (lock?.kind === 'passkey' && lock.credentialId && lock.prfSalt) {
        const secret = await askPasskeySecret(lock.credentialId, new Uint8Array(fromBase64(lock.prfSalt)))
        await room().unlockWithSecret(fromBase64(lock.sealed), secret)
        return
      }
      const under = locks.filter(({ kind }) => kind === 'passphrase')
      for (const [at, { sealed }] of under.entries())
        try {
          await room().unlockWithPassphrase(fromBase64(sealed), passphrase)
          return
        } catch (thrown) {
          if (at === under.length - 1) throw thrown
        }
    },
    { onDone: () => setPassphrase('') },
  )
  const byPassphrase = locks.some(({ kind }) => kind === 'passphrase')
  return (
    <Panel title={w('unlockTitle')}>
      <p>{w('lead')}</p>
      {byPassphrase && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            unlock.mutate(null)
          }}
        >
          <TextField
            label={w('passphrase')}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={setPassphrase}
            required
          />
          <div className="actions">
            <Button kind="primary" type="submit" isDisabled={unlock.isPending || passphrase === ''}>
              {w(unlock.isPending ? 'unlocking' : 'unlock')}
            </Button>
          </div>
        </form>
      )}
      {locks
        .filter(({ kind }) => kind === 'passkey')
        .map((lock) => (
          <p key={lock.id}>
            <Button isDisabled={unlock.isPending} onPress={() => unlock.mutate(lock)}>
              {w('withPasskey')} · {lock.label}
            </Button>
          </p>
        ))}
      {unlock.isPaused && <Notice kind="bad">{w('unlockOffline')}</Notice>}
      <ErrorNotice error={unlock.error} />
      <details>
        <summary>{w('forgotten')}</summary>
        <Notice>
          <p>{w('forgottenText')}</p>
        </Notice>
      </details>
    </Panel>
  )
}
