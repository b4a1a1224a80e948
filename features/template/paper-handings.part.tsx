import { Button } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { countOf, type Handing, type HandingState } from './handing.rules.ts'
import { handingWords } from './handing.words.ts'
import { dayHere, today } from './use-papers.ts'

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
          <Table handings={standing} caption={w('version', { n: version })} />
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
          <Table handings={earlier} caption={w('earlier')} withVersion />
        </details>
      )}
    </>
  )
}

const tones = { acknowledged: 'good', objected: 'bad', unreadable: 'bad', opened: 'warn', waiting: 'warn' } as const

function Table({
  handings,
  caption,
  withVersion = false,
}: {
  handings: readonly Handing[]
  caption: string
  withVersion?: boolean
}) {
  const w = useWords(handingWords)
  const locale = useLocale()
  const withdraw = useAct(sealedContract.withdraw)
  const versionOf = ({ version }: Handing) => (version === 0 ? w('versionUnknown') : w('version', { n: version }))
  return (
    <>
      <DataTable
        caption={caption}
        rows={handings}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'person',
            title: w('person'),
            kind: 'main',
            cell: (one) => (withVersion ? `${one.person}，${versionOf(one)}` : one.person),
          },
          { key: 'sentOn', title: w('sentOn'), cell: ({ madeAt }) => formatDay(dayHere(madeAt), locale) },
          {
            key: 'result',
            title: w('result'),
            cell: (one) => (
              <>
                <Badge tone={tones[one.state]}>{w(one.state, { on: one.on && formatDay(one.on, locale) })}</Badge>{' '}
                {one.note}
                {isOpen(one.state) && (
                  <>
                    {one.dueOn && <DueOn dueOn={one.dueOn} />}{' '}
                    <Button
                      kind="quiet"
                      isDisabled={withdraw.isPending}
                      onPress={() => withdraw.mutate({ id: one.id })}
                    >
                      {w('withdraw')}
                    </Button>
                  </>
                )}
              </>
            ),
          },
        ]}
      />
      <ErrorNotice error={withdraw.error} />
    </>
  )
}

const isOpen = (state: HandingState) => state === 'waiting' || state === 'opened'

function DueOn({ dueOn }: { dueOn: string }) {
  const w = useWords(handingWords)
  const locale = useLocale()
  const on = formatDay(dueOn, locale)
  return dueOn < today() ? (
    <Badge tone="bad">{w('late', { on })}</Badge>
  ) : (
    <span className="small">{w('due', { on })}</span>
  )
}
