import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { CompareDialog, KeyCode, StandingBadge, type ToCompare } from './compare-key.tsx'
import { useKnownKeys } from './comparison.client.ts'
import { standingOf } from './comparison.rules.ts'
import { collectShares, giveShare } from './recovery.client.ts'
import { type Here, useKeyWork, useRoomState } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'
import { vaultContract } from './vault.contract.ts'
import type { Recovery } from './vault.schema.ts'

type Outcome = 'rehearsalGood' | 'rehearsalBad' | 'recovered' | 'recoveryBad'
type Part = { recovery: Recovery; here: Here; onEnd: (outcome: Outcome) => void }

/** What runs stands above everything else on the page: somebody waits for it. */
export function RunningRecoveries({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const [ended, setEnded] = useState<Outcome | null>(null)
  const running = here.recoveries.filter(({ endedAt }) => endedAt === null)
  if (running.length === 0 && ended === null) return null
  return (
    <Panel title={w('runningTitle')} id="running">
      {ended && <Notice kind={ended.endsWith('Bad') ? 'bad' : 'good'}>{w(ended)}</Notice>}
      {running.map((one) => (
        <RunningRecovery key={one.id} recovery={one} here={here} onEnd={setEnded} />
      ))}
    </Panel>
  )
}

/** A recovery or rehearsal that runs: each who looks at it is told what is theirs to do next. */
function RunningRecovery({ recovery, here, onEnd }: Part) {
  const w = useWords(keysWords)
  const locale = useLocale()
  const { person } = useSession()
  const { unlocked } = useRoomState()
  const { purpose, askedBy, askedAt, reason, given, threshold } = recovery
  const mine = recovery.askedById === person.id
  const holdsShare = here.members.some(({ personId, holdsShare: holds }) => personId === person.id && holds)
  const gave = given.some(({ personId }) => personId === person.id)
  const missing = Math.max(0, threshold - given.length)
  return (
    <div className="card">
      <p>
        <Badge tone={purpose === 'recovery' ? 'warn' : 'info'}>{w(purpose)}</Badge>{' '}
        {w('askedBy', { name: askedBy, at: formatMoment(askedAt, locale), reason })}
      </p>
      <p>{w('givenBy', { names: given.map(({ name }) => name).join('、') || '—', given: given.length, threshold })}</p>
      {!unlocked ? (
        <p className="hint">{w('unlockToGive')}</p>
      ) : (
        <>
          {holdsShare && !gave && <GiveShare recovery={recovery} mine={mine} />}
          {gave && !mine && <p>{w('gaveNext', { name: askedBy })}</p>}
          {mine && missing > 0 && <WaitForShares missing={missing} />}
          {mine && <Collect recovery={recovery} here={here} ready={missing === 0} onEnd={onEnd} />}
        </>
      )}
    </div>
  )
}

/** Whoever asked reads this code to those who hold a share. */
function WaitForShares({ missing }: { missing: number }) {
  const w = useWords(keysWords)
  const { recipient } = useRoomState()
  return (
    <>
      <p>{w('waitForShares', { missing })}</p>
      {recipient && <KeyCode of="member" recipient={recipient} />}
    </>
  )
}

function GiveShare({ recovery, mine }: { recovery: Recovery; mine: boolean }) {
  const w = useWords(keysWords)
  const { person } = useSession()
  const known = useKnownKeys()
  const [comparing, setComparing] = useState<ToCompare | null>(null)
  const give = useKeyWork((recipient: string) => giveShare(person, recovery, recipient), {
    onDone: () => setComparing(null),
  })
  if (!known) return null
  const { askedById, askedBy, recipient } = recovery
  const standing = standingOf(askedById, recipient, known)
  if (mine && standing === 'own')
    return (
      <>
        <div className="actions">
          <Button isDisabled={give.isPending} onPress={() => give.mutate(recipient)}>
            {w('giveOwnShare')}
          </Button>
        </div>
        <ErrorNotice error={give.error} />
      </>
    )
  return (
    <>
      <p className="hint">{w('giveWarning')}</p>
      <p>
        {w('keyOf', { name: askedBy })} <StandingBadge standing={standing} />
      </p>
      <Button kind="primary" onPress={() => setComparing({ personId: askedById, name: askedBy, recipient, standing })}>
        {w('compareAndGiveShare')}
      </Button>
      {comparing && (
        <CompareDialog
          whose={comparing}
          confirm={w('giveShare')}
          onConfirm={() => give.mutate(comparing.recipient)}
          onClose={() => {
            give.reset()
            setComparing(null)
          }}
          pending={give.isPending}
          error={give.error}
        />
      )}
    </>
  )
}

function Collect({ recovery, here, ready, onEnd }: Part & { ready: boolean }) {
  const w = useWords(keysWords)
  const { person } = useSession()
  const end = useAct(vaultContract.endRecovery)
  const collect = useKeyWork(() => collectShares(here, person, recovery), {
    onDone: (opens) =>
      onEnd(
        recovery.purpose === 'rehearsal'
          ? opens
            ? 'rehearsalGood'
            : 'rehearsalBad'
          : opens
            ? 'recovered'
            : 'recoveryBad',
      ),
  })
  return (
    <>
      {ready && <Notice>{w(recovery.purpose === 'rehearsal' ? 'readyToRehearse' : 'readyToRecover')}</Notice>}
      <div className="actions">
        {ready && (
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
      <ErrorNotice error={collect.error ?? end.error} />
    </>
  )
}
