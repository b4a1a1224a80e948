import { A, Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { useMay, useSession } from '../../platform/ui/session.tsx'
import { useVaultRoom } from './room.client.ts'
import { sealedContract } from './sealed.contract.ts'
import { startSteps } from './start.rules.ts'
import { startWords } from './start.words.ts'

/** For the home page of somebody of a firm: what waits for them, and the way into the room as long as it is not gone to its end. */
export function RoomStart() {
  const may = useMay()
  const { organisation } = useSession()
  return organisation && may('vault.propose') ? <Standing /> : null
}

function Standing() {
  const w = useWords(startWords)
  const say = useSay()
  const may = useMay()
  const { person } = useSession()
  const here = useVaultRoom()
  const { data } = useDoor(sealedContract.standing, {})
  // What is only of help is left out while it cannot be had; the page has work of its own.
  if (!here.data || !data) return null
  const { members, generations, printed, shares, recoveries, changeDue, holds } = here.data
  const asked = recoveries.filter(
    ({ endedAt, given, askedById }) =>
      endedAt === null &&
      askedById !== person.id &&
      members.some(({ personId, holdsShare }) => personId === person.id && holdsShare) &&
      !given.some(({ personId }) => personId === person.id),
  )
  const waits = [
    ...(data.mine.open > 0
      ? [
          {
            to: '/to-do',
            text: w('toAcknowledge', { n: data.mine.open }),
            late: data.mine.overdue > 0 ? w('overdue', { n: data.mine.overdue }) : null,
          },
        ]
      : []),
    ...(may('vault.open') && data.proposalsWaiting > 0
      ? [{ to: '/secrets', text: w('proposals', { n: data.proposalsWaiting }), late: null }]
      : []),
    ...asked.map(({ askedBy }) => ({ to: '/room/keys', text: w('shares', { name: askedBy }), late: null })),
    ...(changeDue && holds ? [{ to: '/secrets', text: w('change'), late: null }] : []),
  ]
  const steps = may('vault.open')
    ? startSteps({
        ...{ hasVault: generations.length > 0, canRecover: printed || shares !== null, records: data.records },
        ...{ members: members.length, holders: members.filter((one) => one.holds).length },
      })
    : []
  const done = steps.filter((step) => step.done).length
  const next = steps.find((step) => !step.done)
  return (
    <>
      {waits.length > 0 && (
        <Panel title={w('waiting')} id="waiting">
          <ul className="lines">
            {waits.map(({ to, text, late }) => (
              <li key={text}>
                <A to={to}>{text}</A> {late && <Badge tone="bad">{late}</Badge>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {next && (
        <Panel title={w('title')} id="start">
          <p className="hint">{w('progress', { done, all: steps.length })}</p>
          <ol className="lines">
            {steps.map((step) => (
              <li key={step.id}>
                {step.done ? (
                  <>
                    {say(step.words)} <Badge tone="good">{w('done')}</Badge>
                  </>
                ) : (
                  <>
                    <A to={step.to} {...(step === next && { className: 'button primary' })}>
                      {say(step.words)}
                    </A>
                    <p className="hint">{say(step.hint)}</p>
                  </>
                )}
              </li>
            ))}
          </ol>
        </Panel>
      )}
    </>
  )
}
