import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useRegister } from '../trade-secret/register.client.ts'
import { useRecords } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { CheckPack } from './check-pack.part.tsx'
import { meterOf } from './meter.rules.ts'
import { PackRecord } from './proof-pack.schema.ts'
import { packWords } from './proof-pack.words.ts'

export default function PacksPage() {
  const w = useWords(packWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Packs />
        <CheckPack />
      </SealedRoom>
    </>
  )
}

function Packs() {
  const w = useWords(packWords)
  const register = useRegister()
  const packs = useRecords('proof-pack', PackRecord)
  const error = register.error ?? packs.error
  if (error) return <ErrorNotice error={error} onRetry={() => register.refetch()} />
  if (!register.isOpen || !packs.isOpen) return <Loading />
  if (register.list.length === 0)
    return (
      <EmptyState title={w('title')} text={w('none')}>
        <A to="/secrets/new" className="button primary">
          {w('toRegister')}
        </A>
      </EmptyState>
    )
  return (
    <Panel>
      <ul className="lines">
        {register.list.map(({ id, value }) => {
          const own = packs.list.filter(({ value: pack }) => pack.secretId === id)
          const draft = own.find(({ value: pack }) => pack.made === null)?.value
          const lacks = meterOf(value, draft?.comparison ?? null, draft?.actedOn ?? null).flatMap((row) => row.lacks)
          return (
            <li key={id}>
              <A to={`/packs/${id}`}>
                {value.number} {value.name}
              </A>{' '}
              <Badge tone={lacks.length === 0 ? 'good' : 'warn'}>
                {lacks.length === 0 ? w('complete') : w('lacks', { n: lacks.length })}
              </Badge>
              {own.flatMap(({ id: packId, value: { made } }) =>
                made ? (
                  <p key={packId} className="hint">
                    {w('madeOne', {
                      on: made.on,
                      pieces: made.pieces,
                      receiver: made.receiver ? w('toOfficer', { name: made.receiver }) : w('ownFile'),
                    })}{' '}
                    <code className="break">{made.fileSha256}</code>
                  </p>
                ) : (
                  []
                ),
              )}
            </li>
          )
        })}
      </ul>
      <p>
        <A to="/looks">{w('looks')}</A>
      </p>
    </Panel>
  )
}
