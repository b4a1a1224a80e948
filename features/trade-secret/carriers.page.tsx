import { useDeferredValue, useMemo, useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, CheckField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { EmptyState, ErrorNotice, Loading } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import {
  affectedBy,
  type CarrierGroup,
  type CarrierView,
  carrierViews,
  groupCarriers,
  isKept,
  narrowGroups,
} from './carriers.rules.ts'
import { carriersWords } from './carriers.words.ts'
import { levelName } from './classification.rules.ts'
import { secretLevels } from './classification.schema.ts'
import { useClassification, useRegister } from './register.client.ts'
import { carrierKinds, type TradeSecret } from './trade-secret.schema.ts'

const shownAtOnce = 50

export default function CarriersPage() {
  const w = useWords(carriersWords)
  return (
    <>
      <PageHeader back={{ to: '/secrets', text: w('back') }} title={w('title')} lead={w('lead')} />
      <SealedRoom>
        <Carriers />
      </SealedRoom>
    </>
  )
}

/** What is looked for stays in the page, never in its address: the name of a place may tell where a secret is. */
function Carriers() {
  const w = useWords(carriersWords)
  const common = useWords(commonWords)
  const register = useRegister()
  const levelName = useLevelName()
  const [view, setView] = useState<CarrierView>('place')
  const [typed, setTyped] = useState('')
  const [level, setLevel] = useState('')
  const [onlyUnmarked, setOnlyUnmarked] = useState(false)
  const [limit, setLimit] = useState(shownAtOnce)
  const wanted = useDeferredValue(typed)
  const { entries } = register
  // A lost laptop may be registered as a thing, as a place or in the path of a file: a search looks at every carrier.
  const seen = wanted.trim() === '' ? view : 'carrier'
  const groups = useMemo(() => groupCarriers([...entries.values()], seen), [entries, seen])
  const found = useMemo(
    () => narrowGroups(groups, { typed: wanted, level, onlyUnmarked }),
    [groups, wanted, level, onlyUnmarked],
  )
  if (register.error) return <ErrorNotice error={register.error} onRetry={() => register.refetch()} />
  if (!register.isOpen) return <Loading />
  const kept = register.list.filter(({ value }) => isKept(value))
  if (kept.every(({ value }) => value.carriers.length === 0))
    return (
      <EmptyState title={w('emptyTitle')} text={w('emptyText')}>
        <A to="/secrets" className="button">
          {w('back')}
        </A>
      </EmptyState>
    )
  const affected = affectedBy(found)
  return (
    <>
      <Panel>
        <div className="filters">
          <TextField label={w('search')} type="search" value={typed} onChange={setTyped} filter />
          <SelectField
            label={w('view')}
            value={view}
            onChange={(id) => setView(id as CarrierView)}
            filter
            options={carrierViews.map((id) => ({ id, text: w(id) }))}
          />
          <SelectField
            label={w('level')}
            value={level}
            onChange={setLevel}
            filter
            options={[{ id: '', text: common('all') }, ...secretLevels.map((id) => ({ id, text: levelName(id) }))]}
          />
          <CheckField label={w('onlyUnmarked')} value={onlyUnmarked} onChange={setOnlyUnmarked} />
        </div>
        <p role="status">
          {affected.highest
            ? w('summary', { groups: found.length, n: affected.count, level: levelName(affected.highest) })
            : w('none')}
        </p>
        {seen !== view && <p className="hint">{w('searching')}</p>}
        {found.length > 0 && <Groups groups={found.slice(0, limit)} view={seen} />}
        {found.length > limit && <Button onPress={() => setLimit(limit + shownAtOnce)}>{common('more')}</Button>}
        <p className="hint">{w('kept')}</p>
      </Panel>
      <Without secrets={kept.filter(({ value }) => value.carriers.length === 0)} />
    </>
  )
}

function useLevelName(): (id: TradeSecret['level']) => string {
  const say = useSay()
  const classification = useClassification()
  return (id) => say(levelName(classification, id))
}

function Groups({ groups, view }: { groups: readonly CarrierGroup[]; view: CarrierView }) {
  const w = useWords(carriersWords)
  const say = useSay()
  const levelName = useLevelName()
  return (
    <DataTable
      caption={w('title')}
      rows={groups}
      keyOf={({ key }) => key}
      columns={[
        {
          key: 'name',
          title: w('name'),
          kind: 'main',
          cell: ({ name, lying: [first] }) => (
            <>
              {name || w('unnamed')}
              {view === 'carrier' && first && (
                <p className="hint">
                  {say(carrierKinds[first.carrier.kind])}
                  {first.carrier.where && ` · ${first.carrier.where}`}
                </p>
              )}
            </>
          ),
        },
        { key: 'highest', title: w('highest'), cell: ({ highest }) => <LevelBadge level={highest} name={levelName} /> },
        { key: 'keeper', title: w('keeper'), cell: ({ keepers }) => <Keepers keepers={keepers} /> },
        {
          key: 'marked',
          title: w('marked'),
          cell: ({ marked }) => (
            <Badge tone={marked === 'all' ? 'good' : 'warn'}>{w(marked === 'none' ? 'noneMarked' : marked)}</Badge>
          ),
        },
        { key: 'affected', title: w('affected'), cell: (group) => <Affected group={group} levelName={levelName} /> },
      ]}
    />
  )
}

function LevelBadge({ level, name }: { level: TradeSecret['level']; name: (level: TradeSecret['level']) => string }) {
  return <Badge tone={level === 'core' ? 'bad' : level === 'important' ? 'warn' : 'plain'}>{name(level)}</Badge>
}

const keepersShown = 3
function Keepers({ keepers }: { keepers: readonly string[] }) {
  const w = useWords(carriersWords)
  if (keepers.length === 0) return <Badge tone="warn">{w('noKeeper')}</Badge>
  const more = keepers.length - keepersShown
  return `${keepers.slice(0, keepersShown).join('、')}${more > 0 ? ` … +${more}` : ''}`
}

/** The secrets of a group, each once; thousands are not put on the page before somebody asks. */
function Affected({ group, levelName }: { group: CarrierGroup; levelName: (level: TradeSecret['level']) => string }) {
  const w = useWords(carriersWords)
  const common = useWords(commonWords)
  const [limit, setLimit] = useState(0)
  const secrets = [...new Map(group.lying.map((one) => [one.secretId, one.secret]))]
  if (limit === 0 && secrets.length > oneByOne)
    return (
      <Button kind="quiet" onPress={() => setLimit(shownAtOnce)} aria-label={w('show', { name: group.name })}>
        {w('count', { n: secrets.length })}
      </Button>
    )
  return (
    <>
      {secrets.slice(0, Math.max(limit, oneByOne)).map(([id, { name, level }]) => (
        <div key={id}>
          <A to={`/secrets/${id}`}>{name}</A> <LevelBadge level={level} name={levelName} />
        </div>
      ))}
      {limit > 0 && secrets.length > limit && (
        <Button onPress={() => setLimit(limit + shownAtOnce)}>{common('more')}</Button>
      )}
    </>
  )
}
const oneByOne = 3

function Without({ secrets }: { secrets: readonly { id: string; value: TradeSecret }[] }) {
  const w = useWords(carriersWords)
  const common = useWords(commonWords)
  const [limit, setLimit] = useState(10)
  if (secrets.length === 0) return null
  return (
    <Panel>
      <p>{w('without', { n: secrets.length })}</p>
      <ul>
        {secrets.slice(0, limit).map(({ id, value }) => (
          <li key={id}>
            <A to={`/secrets/${id}`}>{value.name}</A>
          </li>
        ))}
      </ul>
      {secrets.length > limit && <Button onPress={() => setLimit(limit + shownAtOnce)}>{common('more')}</Button>}
    </Panel>
  )
}
