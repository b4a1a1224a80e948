import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { complaintContract } from '../clue/complaint.contract.ts'
import { useRegister } from '../trade-secret/register.client.ts'
import { useRecords } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { CheckPack } from './check-pack.part.tsx'
import { meterOf, noMatter } from './meter.rules.ts'
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
          const lacks = meterOf(value, draft ?? noMatter, todayHere()).flatMap((row) => row.lacks)
          return (
            <li key={id}>
              <A to={`/packs/${id}`}>
                {value.number} {value.name}
              </A>{' '}
              <Badge tone={lacks.length === 0 ? 'good' : 'warn'}>
                {lacks.length === 0 ? w('complete') : w('lacks', { n: lacks.length })}
              </Badge>
              {own.flatMap(({ id: packId, value: { made } }) => (made ? <MadeOne key={packId} made={made} /> : []))}
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

/** A pack that was sealed, and, where it went with a complaint, who of the office took it. */
function MadeOne({ made }: { made: NonNullable<PackRecord['made']> }) {
  const w = useWords(packWords)
  return (
    <div className="hint">
      <p>
        {w('madeOne', {
          on: made.on,
          pieces: made.pieces,
          receiver: made.receiver ? w('toOfficer', { name: made.receiver }) : w('ownFile'),
        })}{' '}
        <code className="break">{made.fileSha256}</code>
      </p>
      {made.complaintId && <LooksAt complaintId={made.complaintId} />}
    </div>
  )
}

function LooksAt({ complaintId }: { complaintId: string }) {
  const w = useWords(packWords)
  const locale = useLocale()
  const { data, error } = useDoor(complaintContract.read, { id: complaintId })
  // Its owner may have discarded the draft.
  if (error || !data) return null
  return (
    <>
      <p>
        <A to={`/complaints/${complaintId}`}>{w('withItsComplaint')}</A>
        {data.complaint.sentAt === null && w('notSent')}
        {data.complaint.sentAt !== null && data.looks.length === 0 && w('noLooks')}
      </p>
      <ul>
        {data.looks.map(({ attachmentId, person, lookedAt }) => (
          <li key={`${attachmentId} ${lookedAt} ${person}`}>
            {w('tookIt', { at: formatMoment(lookedAt, locale), person })}
          </li>
        ))}
      </ul>
    </>
  )
}
