import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { dayHere, todayHere } from '../../platform/ui/moment.ts'
import { useAct } from '../../platform/ui/query.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { countOf, type Handing, type HandingState } from './handing.rules.ts'
import { handingWords } from './handing.words.ts'

/** Who acknowledged the version in force, who did not yet, whom it was not handed; and what was said of earlier ones. */
export function Handings({
  handings,
  standing,
  version,
  members,
}: {
  handings: readonly Handing[]
  /** Of the version in force, the newest of each person. */
  standing: readonly Handing[]
  version: number
  members: readonly { personId: string; name: string }[]
}) {
  const w = useWords(handingWords)
  if (handings.length === 0) return null
  const earlier = handings.filter((one) => !standing.includes(one))
  const notHanded = members.filter(({ personId }) => !standing.some((one) => one.personId === personId))
  return (
    <>
      {standing.length > 0 && (
        <>
          <p>
            {w('count', {
              version,
              n: standing.length,
              acknowledged: countOf(standing, 'acknowledged'),
              waiting: countOf(standing, 'waiting') + countOf(standing, 'opened') + countOf(standing, 'unreadable'),
              objected: countOf(standing, 'objected'),
            })}
          </p>
          <List handings={standing} label={w('version', { n: version })} />
        </>
      )}
      {notHanded.length > 0 && (
        <p className="hint">
          {w('notHanded', { names: notHanded.map(({ name }) => name).join('、'), n: notHanded.length })}
        </p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{w('earlier')}</summary>
          <List handings={earlier} label={w('earlier')} withVersion />
        </details>
      )}
    </>
  )
}

const tones = { acknowledged: 'good', objected: 'bad', unreadable: 'bad', opened: 'warn', waiting: 'warn' } as const

function List({
  handings,
  label,
  withVersion = false,
}: {
  handings: readonly Handing[]
  label: string
  withVersion?: boolean
}) {
  const w = useWords(handingWords)
  const locale = useLocale()
  const withdraw = useAct(sealedContract.withdraw)
  return (
    <>
      <ul className="lines" aria-label={label}>
        {handings.map((one) => (
          <li key={one.id}>
            <strong>{one.person}</strong>{' '}
            <Badge tone={tones[one.state]}>{w(one.state, { on: one.on && formatDay(one.on, locale) })}</Badge>
            {one.note && <p>{w('note', { note: one.note })}</p>}
            <p className="small">
              {withVersion && `${one.version === 0 ? w('versionUnknown') : w('version', { n: one.version })} · `}
              {w('sentOn', { on: formatDay(dayHere(one.madeAt), locale) })}
              {isOpen(one.state) && (
                <>
                  {one.dueOn && <DueOn dueOn={one.dueOn} />}{' '}
                  <Button kind="quiet" isDisabled={withdraw.isPending} onPress={() => withdraw.mutate({ id: one.id })}>
                    {w('withdraw')}
                  </Button>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      <ErrorNotice error={withdraw.error} />
    </>
  )
}

const isOpen = (state: HandingState) => state === 'waiting' || state === 'opened'

function DueOn({ dueOn }: { dueOn: string }) {
  const w = useWords(handingWords)
  const locale = useLocale()
  const on = formatDay(dueOn, locale)
  return <> · {dueOn < todayHere() ? <Badge tone="bad">{w('late', { on })}</Badge> : w('due', { on })}</>
}
