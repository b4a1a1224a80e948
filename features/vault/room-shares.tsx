import { useState } from 'react'
import { Button, CheckGroup, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { useKnownKeys } from './comparison.client.ts'
import { standingOf } from './comparison.rules.ts'
import { splitRecovery } from './recovery.client.ts'
import { type Here, useKeyWork, useRoomState } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'

/** Recovery by several people: who holds a share, the rehearsal, and a recovery when it is needed. */
export function Shares({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const locale = useLocale()
  const { person } = useSession()
  const state = useRoomState()
  const open = state.organisation === here.organisation.id
  const holders = here.members.filter(({ holdsShare }) => holdsShare).map(({ name }) => name)
  const mine = here.recoveries.some(({ endedAt, askedById }) => endedAt === null && askedById === person.id)
  return (
    <Panel title={w('sharesTitle')} id="shares">
      <p>{w('sharesText')}</p>
      {here.shares && (
        <>
          <p>{w('sharesNow', { people: holders.join('、'), threshold: here.shares.threshold })}</p>
          {holders.length < here.shares.threshold && <Notice kind="bad">{w('tooFewLeft')}</Notice>}
          {here.shares.rehearsedAt ? (
            <p>{w('rehearsedAt', { at: formatMoment(here.shares.rehearsedAt, locale) })}</p>
          ) : (
            <Notice kind="warn">{w('neverRehearsed')}</Notice>
          )}
        </>
      )}
      {here.shares &&
        here.mayHold &&
        !mine &&
        (state.unlocked ? <Ask open={open} /> : <p className="hint">{w('unlockToRecover')}</p>)}
      {open && <SplitForm here={here} />}
    </Panel>
  )
}

function SplitForm({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { person } = useSession()
  const known = useKnownKeys()
  const keyed = here.members.flatMap(({ personId, name, recipient }) =>
    recipient ? [{ id: personId, text: name, recipient }] : [],
  )
  const able = keyed.filter(({ id, recipient }) => {
    const standing = known && standingOf(id, recipient, known)
    return standing === 'own' || standing === 'compared'
  })
  const left = here.members.filter(({ personId }) => !able.some(({ id }) => id === personId)).map(({ name }) => name)
  const [picked, setPicked] = useState<readonly string[] | null>(null)
  const people = able.filter(({ id }, at) => (picked ? picked.includes(id) : at < 3))
  const [threshold, setThreshold] = useState('2')
  const split = useKeyWork(() => splitRecovery(here, person, Number(threshold), people))
  return (
    <details open={!here.shares}>
      <summary>{w(here.shares ? 'splitAgain' : 'splitFirst')}</summary>
      {here.shares && <p>{w('splitAgainText')}</p>}
      <CheckGroup label={w('sharePeople')} options={able} value={people.map(({ id }) => id)} onChange={setPicked} />
      {left.length > 0 && <p className="hint">{w('compareForShare', { names: left.join('、') })}</p>}
      {people.length > 1 && (
        <>
          <SelectField
            label={w('threshold')}
            hint={w('thresholdHint')}
            value={threshold}
            onChange={setThreshold}
            required
            options={Array.from({ length: people.length - 1 }, (_, at) => ({
              id: String(at + 2),
              text: w('thresholdOf', { n: at + 2, people: people.length }),
            }))}
          />
          <ErrorNotice error={split.error} />
          <Button
            kind="primary"
            isDisabled={split.isPending || Number(threshold) > people.length}
            onPress={() => split.mutate(undefined)}
          >
            {w('split')}
          </Button>
        </>
      )}
      {split.isSuccess && <Notice kind="good">{w('splitNext')}</Notice>}
    </details>
  )
}

/** A rehearsal while all is well; a recovery once the vault cannot be opened. */
function Ask({ open }: { open: boolean }) {
  const w = useWords(keysWords)
  const [reason, setReason] = useState('')
  const ask = useAct(vaultContract.askRecovery, { onDone: () => setReason('') })
  const purpose = open ? 'rehearsal' : 'recovery'
  return (
    <>
      <h3>{w(open ? 'askRehearsal' : 'askRecovery')}</h3>
      <p>{w(open ? 'rehearsalSteps' : 'recoverySteps')}</p>
      <TextField
        label={w(open ? 'rehearsalReason' : 'recoverReason')}
        value={reason}
        onChange={setReason}
        required
        maxLength={500}
      />
      <ErrorNotice error={ask.error} />
      <Button
        kind={open ? 'plain' : 'primary'}
        isDisabled={ask.isPending || reason.trim().length < 2}
        onPress={() => ask.mutate({ purpose, reason })}
      >
        {w(open ? 'askRehearsal' : 'askRecovery')}
      </Button>
    </>
  )
}
