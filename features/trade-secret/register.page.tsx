import { useMemo, useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { roomWords } from '../vault/room.words.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { kindName, levelName } from './classification.rules.ts'
import { GivenCounts } from './counts.part.tsx'
import { elementsOf } from './elements.rules.ts'
import { Proposals } from './proposals.part.tsx'
import { useClassification, useRegister } from './register.client.ts'
import { countsOf, indexOf, search } from './register.rules.ts'
import { NewSecret } from './secret-new.part.tsx'
import { statuses, type TradeSecret } from './trade-secret.schema.ts'
import { registerWords } from './trade-secret.words.ts'

const shownAtOnce = 100

export default function RegisterPage() {
  const w = useWords(registerWords)
  return (
    <>
      <PageHeader title={w('title')} lead={w('lead')}>
        <A to="/secrets/new" className="button primary">
          {w('add')}
        </A>
        <A to="/carriers" className="button plain">
          {w('carriers')}
        </A>
        <A to="/secrets/import" className="button plain">
          {w('import')}
        </A>
      </PageHeader>
      <SealedRoom>
        <Register />
      </SealedRoom>
    </>
  )
}

function Register() {
  const w = useWords(registerWords)
  const rooms = useWords(roomWords)
  const common = useWords(commonWords)
  const say = useSay()
  const register = useRegister()
  const classification = useClassification()
  const [typed, setTyped] = useState('')
  const [level, setLevel] = useState('')
  const [status, setStatus] = useState('')
  const [limit, setLimit] = useState(shownAtOnce)
  const { entries, list } = register
  const index = useMemo(() => indexOf([...entries.values()]), [entries])
  if (register.error) return <ErrorNotice error={register.error} onRetry={() => register.refetch()} />
  if (!register.isOpen || !classification) return <Loading />
  const found = search(index, typed)
    .flatMap((id) => entries.get(id) ?? [])
    .filter(({ value }) => (level === '' || value.level === level) && (status === '' || value.status === status))
    .sort((a, b) => (a.value.number < b.value.number ? 1 : -1))
  const levels = classification.levels.filter(({ rank }) => rank > 0)
  return (
    <>
      {register.unreadable.length > 0 && (
        <Notice kind="bad">{rooms('unreadable', { n: register.unreadable.length })}</Notice>
      )}
      <Proposals />
      {list.length === 0 ? (
        <>
          <Panel title={w('emptyTitle')}>
            <p>{w('emptyText')}</p>
          </Panel>
          <NewSecret classification={classification} register={register} />
        </>
      ) : (
        <Panel>
          <div className="filters">
            <TextField label={w('search')} type="search" value={typed} onChange={setTyped} filter />
            <SelectField
              label={w('level')}
              value={level}
              onChange={setLevel}
              filter
              options={[
                { id: '', text: common('all') },
                ...levels.map(({ id, name }) => ({ id, text: say(pairOf(name)) })),
              ]}
            />
            <SelectField
              label={w('status')}
              value={status}
              onChange={setStatus}
              filter
              options={[
                { id: '', text: common('all') },
                ...Object.entries(statuses).map(([id, pair]) => ({ id, text: say(pair) })),
              ]}
            />
          </div>
          <p className="hint" role="status">
            {w('found', { n: found.length })}
          </p>
          {found.length === 0 ? <p>{w('nothingFound')}</p> : <Entries found={found.slice(0, limit)} />}
          {found.length > limit && <Button onPress={() => setLimit(limit + shownAtOnce)}>{common('more')}</Button>}
        </Panel>
      )}
      {list.length > 0 && <GivenCounts counts={countsOf(list)} />}
    </>
  )
}

function Entries({ found }: { found: readonly { id: string; value: TradeSecret }[] }) {
  const w = useWords(registerWords)
  const say = useSay()
  const locale = useLocale()
  const classification = useClassification()
  const today = todayHere()
  return (
    <DataTable
      caption={w('title')}
      rows={found}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: w('name'),
          kind: 'main',
          cell: ({ id, value }) => <A to={`/secrets/${id}`}>{value.name}</A>,
        },
        { key: 'number', title: w('number'), cell: ({ value }) => value.number },
        {
          key: 'level',
          title: w('level'),
          cell: ({ value }) => (
            <Badge tone={value.level === 'core' ? 'bad' : value.level === 'important' ? 'warn' : 'plain'}>
              {say(levelName(classification, value.level))}
            </Badge>
          ),
        },
        { key: 'kind', title: w('kind'), cell: ({ value }) => say(kindName(classification, value.infoKind)) },
        { key: 'owner', title: w('owner'), cell: ({ value }) => value.owner.name },
        {
          key: 'gaps',
          title: w('gaps'),
          cell: ({ value }) => {
            const missing = elementsOf(value, today).reduce((sum, one) => sum + one.missing.length, 0)
            return missing === 0 ? '—' : <Badge tone="warn">{missing}</Badge>
          },
        },
        {
          key: 'review',
          title: w('reviewOn'),
          cell: ({ value }) => (
            <>
              {formatDay(value.reviewOn, locale)}
              {value.reviewOn <= today && <Badge tone="bad">{w('overdue')}</Badge>}
            </>
          ),
        },
        { key: 'status', title: w('status'), cell: ({ value }) => say(statuses[value.status]) },
      ]}
    />
  )
}
