import { useState } from 'react'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { callDoor } from '../../platform/ui/client.ts'
import { Button, CheckGroup, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { generationsIn, room, useKeyWork, useRoomState, type useVaultRoom, wrapOut } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'
import type { Recovery } from './vault.schema.ts'

type Here = NonNullable<ReturnType<typeof useVaultRoom>['data']>

/** Recovery by several people: who holds a share, the rehearsal, and a recovery when it is needed. */
export function Shares({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const locale = useLocale()
  const state = useRoomState()
  const open = state.organisation === here.organisation.id
  const holders = here.members.filter(({ holdsShare }) => holdsShare).map(({ name }) => name)
  const running = here.recoveries.filter(({ endedAt }) => endedAt === null)
  return (
    <Panel title={w('sharesTitle')} id="shares">
      <p>{w('sharesText')}</p>
      {here.shares && (
        <>
          <p>{w('sharesNow', { people: holders.join('、'), threshold: here.shares.threshold })}</p>
          {here.shares.rehearsedAt ? (
            <p>{w('rehearsedAt', { at: formatMoment(here.shares.rehearsedAt, locale) })}</p>
          ) : (
            <Notice kind="warn">{w('neverRehearsed')}</Notice>
          )}
          {here.mayHold && state.unlocked && <Ask />}
        </>
      )}
      {running.length > 0 && <h3>{w('runningTitle')}</h3>}
      {running.map((one) => (
        <Running key={one.id} recovery={one} here={here} />
      ))}
      {open && <SplitForm here={here} />}
    </Panel>
  )
}

function SplitForm({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const able = here.members.flatMap(({ personId, name, recipient }) =>
    recipient ? [{ id: personId, text: name, recipient }] : [],
  )
  const [people, setPeople] = useState<readonly string[]>(able.map(({ id }) => id).slice(0, 3))
  const [threshold, setThreshold] = useState('2')
  const split = useKeyWork(async () => {
    const chosen = able.filter(({ id }) => people.includes(id))
    const made = await room().splitRecovery(
      Number(threshold),
      chosen.map(({ recipient }) => recipient),
    )
    await callDoor(vaultContract.split, {
      generation: here.generations[0]?.number ?? 1,
      recipient: made.recipient,
      threshold: Number(threshold),
      wrap: { holder: 'shared', personId: null, recipient: made.wrap.recipient, sealed: toBase64(made.wrap.sealed) },
      shares: made.shares.flatMap(({ recipient, sealed }) => {
        const person = chosen.find((one) => one.recipient === recipient)
        return person ? [{ personId: person.id, recipient, sealed: toBase64(sealed) }] : []
      }),
    })
  })
  return (
    <details open={!here.shares}>
      <summary>{w('split')}</summary>
      <p className="hint">{w('needsKeyFirst')}</p>
      <CheckGroup label={w('sharePeople')} value={people} onChange={setPeople} options={able} />
      <SelectField
        label={w('threshold')}
        value={threshold}
        onChange={setThreshold}
        required
        options={Array.from({ length: Math.max(0, people.length - 1) }, (_, at) => ({
          id: String(at + 2),
          text: `${at + 2} / ${people.length}`,
        }))}
      />
      <ErrorNotice error={split.error} />
      <Button
        kind="primary"
        isDisabled={split.isPending || people.length < 2 || Number(threshold) > people.length}
        onPress={() => split.mutate(undefined)}
      >
        {w('split')}
      </Button>
    </details>
  )
}

function Ask() {
  const w = useWords(keysWords)
  const [reason, setReason] = useState('')
  const ask = useAct(vaultContract.askRecovery, { onDone: () => setReason('') })
  const send = (purpose: 'recovery' | 'rehearsal') => ask.mutate({ purpose, reason })
  const disabled = ask.isPending || reason.trim().length < 2
  return (
    <>
      <TextField label={w('askReason')} value={reason} onChange={setReason} required maxLength={500} />
      <ErrorNotice error={ask.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={disabled} onPress={() => send('rehearsal')}>
          {w('askRehearsal')}
        </Button>
        <Button isDisabled={disabled} onPress={() => send('recovery')}>
          {w('askRecovery')}
        </Button>
      </div>
    </>
  )
}

function Running({ recovery, here }: { recovery: Recovery; here: Here }) {
  const w = useWords(keysWords)
  const locale = useLocale()
  const { person } = useSession()
  const state = useRoomState()
  const mine = recovery.askedById === person.id
  const me = here.members.find(({ personId }) => personId === person.id)
  const gave = recovery.given.some(({ personId }) => personId === person.id)
  const end = useAct(vaultContract.endRecovery)
  const give = useKeyWork(async () => {
    const { sealed, recipient } = await callDoor(vaultContract.takeShare, { id: recovery.id })
    await callDoor(vaultContract.giveShare, {
      id: recovery.id,
      sealed: toBase64(await room().giveShare(fromBase64(sealed), recipient)),
    })
  })
  const collect = useKeyWork(async () => {
    const { organisationId, wrap, generations, shares } = await callDoor(vaultContract.collectShares, {
      id: recovery.id,
    })
    const rehearsal = recovery.purpose === 'rehearsal'
    const { opens } = await room().combineShares(
      organisationId,
      shares.map(fromBase64),
      fromBase64(wrap),
      generationsIn(generations),
      rehearsal,
    )
    if (opens && !rehearsal) {
      const [own] = await room().wrapFor([state.recipient ?? ''])
      if (own)
        await callDoor(vaultContract.addHolder, {
          generation: generations[0]?.number ?? 1,
          wrap: wrapOut(own, person.id),
        })
    }
    await callDoor(vaultContract.endRecovery, { id: recovery.id, outcome: opens ? 'opened' : 'failed' })
    return opens
  })
  return (
    <div className="card">
      <p>
        <Badge tone={recovery.purpose === 'recovery' ? 'warn' : 'info'}>{w(recovery.purpose)}</Badge>{' '}
        {w('askedBy', { name: recovery.askedBy, at: formatMoment(recovery.askedAt, locale), reason: recovery.reason })}
      </p>
      <p>
        {w('givenBy', {
          names: recovery.given.map(({ name }) => name).join('、') || '—',
          given: recovery.given.length,
          threshold: recovery.threshold,
        })}
      </p>
      {me?.holdsShare && !gave && state.unlocked && (
        <>
          <p className="hint">{w('giveWarning')}</p>
          <Button isDisabled={give.isPending} onPress={() => give.mutate(undefined)}>
            {w('giveShare')}
          </Button>
        </>
      )}
      {mine && (
        <div className="actions">
          {state.unlocked && recovery.given.length >= recovery.threshold && (
            <Button kind="primary" isDisabled={collect.isPending} onPress={() => collect.mutate(undefined)}>
              {w('collect')}
            </Button>
          )}
          <Button
            kind="quiet"
            isDisabled={end.isPending}
            onPress={() => end.mutate({ id: recovery.id, outcome: 'withdrawn' })}
          >
            {w('withdraw')}
          </Button>
        </div>
      )}
      {collect.isSuccess && (
        <Notice kind={collect.data ? 'good' : 'bad'}>
          {w(!collect.data ? 'rehearsalBad' : recovery.purpose === 'rehearsal' ? 'rehearsalGood' : 'recovered')}
        </Notice>
      )}
      <ErrorNotice error={give.error ?? collect.error ?? end.error} />
    </div>
  )
}
