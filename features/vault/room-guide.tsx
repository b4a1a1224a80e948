import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { type Here, useRoomState } from './room.client.ts'
import { keysWords } from './room-keys.words.ts'

/** The way of a small firm to a room that survives a forgotten passphrase, and what is next on it. Gone once all is done. */
export function SetUpGuide({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const keepers = here.members.filter(({ holds }) => holds).length
  const steps = [
    { key: 'guideKey', done: here.key !== null, at: 'own-key' },
    { key: 'guideVault', done: here.generations.length > 0, at: 'holders' },
    { key: 'guidePrinted', done: here.printed, at: 'printed-key' },
    { key: 'guideSecond', done: keepers > 1, at: 'holders' },
    { key: 'guideShares', done: here.shares !== null, at: 'shares' },
    { key: 'guideRehearse', done: here.shares?.rehearsedAt != null, at: 'shares' },
  ] as const
  const next = steps.find(({ done }) => !done)
  if (!next) return null
  return (
    <Panel title={w('guideTitle')}>
      <p>{w('guideText')}</p>
      <ol className="steps-to-do">
        {steps.map(({ key, done, at }) => (
          <li key={key}>
            {done ? (
              <Badge tone="good">{w('stepDone')}</Badge>
            ) : (
              key === next.key && <Badge tone="info">{w('stepNext')}</Badge>
            )}{' '}
            {done ? w(key) : <a href={`#${at}`}>{w(key)}</a>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** For a keeper who has a key and not the vault's: after it was replaced, or before it was given. */
export function WaysIn({ here }: { here: Here }) {
  const w = useWords(keysWords)
  const { person } = useSession()
  const { unlocked } = useRoomState()
  const others = here.members.filter(({ holds, personId }) => holds && personId !== person.id).map(({ name }) => name)
  if (!unlocked || here.holds || !here.mayHold || here.generations.length === 0) return null
  return (
    <Panel title={w('waysTitle')}>
      <p>{w('waysText')}</p>
      <ul>
        {others.length > 0 && (
          <li>
            {w('wayKeeper', { names: others.join('、') })} <a href="#codes">{w('toMyCode')}</a>
          </li>
        )}
        {here.printed && (
          <li>
            {w('wayPrinted')} <a href="#printed-key">{w('usePrinted')}</a>
          </li>
        )}
        {here.shares && (
          <li>
            {w('wayShares', { threshold: here.shares.threshold })} <a href="#shares">{w('askRecovery')}</a>
          </li>
        )}
      </ul>
      {others.length === 0 && !here.printed && !here.shares && <p>{w('wayNone')}</p>}
    </Panel>
  )
}
