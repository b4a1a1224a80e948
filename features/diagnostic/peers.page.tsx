import { useState } from 'react'
import { Button, SelectField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import type { OpenRound } from './assessment.rules.ts'
import { diagnosticContract, peersNeeded } from './diagnostic.contract.ts'
import { Opened, useSaid } from './diagnostic.part.tsx'
import type { SelfAssessment, SizeId } from './diagnostic.schema.ts'
import { peerWords } from './diagnostic-page.words.ts'
import { scoreText } from './result-maturity.tsx'
import { useSelfAssessment } from './use-diagnostic.ts'

/** An enterprise sees the spread beside its own scores, once its room is open; the office sees the spread alone. */
export default function PeersPage() {
  const w = useWords(peerWords)
  const keepsVault = useMay()('vault.open')
  const content = useSelfAssessment()
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead', { n: peersNeeded })} />
      <ErrorNotice error={content.error} onRetry={() => content.refetch()} />
      {content.data && !keepsVault && <Peers content={content.data} last={null} />}
      {content.data && keepsVault && (
        <SealedRoom>
          <Opened>
            {(questions, { rounds }) => {
              const last =
                rounds
                  .filter(({ round }) => round.finishedOn !== null && round.profile.scope === 'full')
                  .sort((a, b) => ((a.round.finishedOn ?? '') < (b.round.finishedOn ?? '') ? 1 : -1))[0] ?? null
              return (
                <>
                  <Peers content={questions} last={last} />
                  <Contribute content={questions} last={last} />
                </>
              )
            }}
          </Opened>
        </SealedRoom>
      )}
    </>
  )
}

function Peers({ content, last }: { content: SelfAssessment; last: OpenRound | null }) {
  const w = useWords(peerWords)
  const said = useSaid()
  const [size, setSize] = useState<SizeId>(last?.round.profile.size ?? 'small')
  const { data, error, refetch } = useDoor(diagnosticContract.peers, { size })
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { peers } = data
  const own = last?.round.result?.dimensions
  return (
    <Panel>
      <SelectField
        label={w('size')}
        value={size}
        onChange={(chosen) => setSize(content.sizes.find(({ id }) => id === chosen)?.id ?? size)}
        filter
        options={content.sizes.map(({ id, name }) => ({ id, text: said(name) }))}
      />
      {peers === null ? (
        <p>{w('tooFew', { n: data.threshold })}</p>
      ) : (
        <>
          <p>{w('of', { n: peers.enterprises })}</p>
          <DataTable
            caption={w('title')}
            rows={content.dimensions}
            keyOf={({ id }) => id}
            columns={[
              { key: 'name', title: w('dimension'), kind: 'main', cell: ({ name }) => said(name) },
              ...(own
                ? [
                    {
                      key: 'mine',
                      title: w('mine'),
                      kind: 'number' as const,
                      cell: ({ id }: { id: string }) => scoreText(own[id]?.verified),
                    },
                  ]
                : []),
              ...(['low', 'middle', 'high'] as const).map((at) => ({
                key: at,
                title: w(at),
                kind: 'number' as const,
                cell: ({ id }: { id: string }) => peers.dimensions[id]?.[at] ?? '—',
              })),
            ]}
          />
          <p className="hint">{w('quarterNote')}</p>
        </>
      )}
    </Panel>
  )
}

function Contribute({ content, last }: { content: SelfAssessment; last: OpenRound | null }) {
  const w = useWords(peerWords)
  const locale = useLocale()
  const give = useAct(diagnosticContract.contribute)
  const stop = useAct(diagnosticContract.withdraw)
  const { data } = useDoor(diagnosticContract.peers, { size: last?.round.profile.size ?? 'small' })
  const result = last?.round.result
  const current = last?.round.contentVersion === content.version
  return (
    <Panel title={w('contribute')}>
      <p>{w('contributeText', { n: peersNeeded })}</p>
      {data?.mine && <p>{w('given', { on: formatDay(data.mine.contributedOn, locale) })}</p>}
      {!result && <p className="hint">{w('noResult')}</p>}
      {result && !current && <p className="hint">{w('otherVersion')}</p>}
      <div className="actions">
        {result && current && (
          <Button
            kind="primary"
            isDisabled={give.isPending}
            onPress={() =>
              give.mutate({
                size: last.round.profile.size,
                version: content.version,
                scores: Object.fromEntries(
                  Object.entries(result.dimensions).map(([id, { verified }]) => [id, verified]),
                ),
              })
            }
          >
            {w(data?.mine ? 'renew' : 'agree')}
          </Button>
        )}
        {data?.mine && (
          <Button isDisabled={stop.isPending} onPress={() => stop.mutate({})}>
            {w('stop')}
          </Button>
        )}
      </div>
      {stop.isSuccess && !data?.mine && <Notice kind="good">{w('stopped')}</Notice>}
      <ErrorNotice error={give.error ?? stop.error} />
    </Panel>
  )
}
