import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { formatMoment } from '../../platform/ui/format.ts'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { useDoor } from '../../platform/ui/query.ts'
import { type RowField, RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { Entry } from '../vault/records.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { levelName } from './classification.rules.ts'
import { elementsOf } from './elements.rules.ts'
import { Handling } from './grade.part.tsx'
import { kindAdvice } from './measure-advice.rules.ts'
import { useClassification, useRegister } from './register.client.ts'
import { SecretAbout } from './secret-about.tsx'
import { SecretDeposits } from './secret-deposits.tsx'
import { Knowers } from './secret-knowers.tsx'
import { Measures } from './secret-measures.tsx'
import { Points } from './secret-points.tsx'
import { Rechecks } from './secret-recheck.tsx'
import { type Carrier, carrierKinds, type Disclosed, statuses, type TradeSecret } from './trade-secret.schema.ts'
import { newSecretWords, oneSecretWords } from './trade-secret.words.ts'

export default function SecretPage() {
  return (
    <SealedRoom header={<Header />}>
      <Opened />
    </SealedRoom>
  )
}

function Header() {
  const w = useWords(newSecretWords)
  return <PageHeader back={{ to: '/secrets', text: w('back') }} title={w('what')} />
}

function Opened() {
  const w = useWords(oneSecretWords)
  const news = useWords(newSecretWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const register = useRegister()
  if (register.error) return <ErrorNotice error={register.error} onRetry={() => register.refetch()} />
  if (!register.isOpen) return <Loading />
  const entry = register.entries.get(id)
  if (!entry)
    return (
      <>
        <PageHeader back={{ to: '/secrets', text: news('back') }} title={news('title')} />
        <Notice kind="warn">{w('missing')}</Notice>
      </>
    )
  return <One key={entry.id} entry={entry} register={register} />
}

export type SaveSecret = (change: Partial<TradeSecret>) => void

function One({ entry, register }: { entry: Entry<TradeSecret>; register: ReturnType<typeof useRegister> }) {
  const w = useWords(oneSecretWords)
  const news = useWords(newSecretWords)
  const say = useSay()
  const classification = useClassification()
  const { value } = entry
  const save: SaveSecret = (change) =>
    register.save.mutate([{ id: entry.id, revision: entry.revision, value: { ...value, ...change } }])
  const usualCarriers = classification ? kindAdvice(classification, value).carriers : []
  return (
    <>
      <PageHeader
        back={{ to: '/secrets', text: news('back') }}
        title={value.name}
        lead={
          <>
            {value.number} {classification && <Badge tone="info">{say(levelName(classification, value.level))}</Badge>}{' '}
            <Badge>{say(statuses[value.status])}</Badge>
          </>
        }
      />
      <div className="in-sight">
        <ErrorNotice error={register.save.error} />
        {register.save.isSuccess && <Saved key={register.save.submittedAt} />}
      </div>
      <Elements secret={value} />
      <Points secret={value} save={save} />
      <Knowers entry={entry} save={save} />
      <Panel title={w('carriers')} id="carriers">
        {usualCarriers.length > 0 && (
          <p className="hint">{w('usualCarriers', { what: usualCarriers.map((pair) => say(pair)).join('；') })}</p>
        )}
        <RowsEditor<Carrier>
          title={w('carriers')}
          rows={value.carriers}
          fields={useCarrierFields()}
          fresh={() => ({
            ...{ id: crypto.randomUUID(), kind: 'file' as const, what: '', where: '', keeper: '', marked: false },
          })}
          onChange={(carriers) => save({ carriers: [...carriers] })}
          empty={w('carriersEmpty')}
        />
        <p>
          <A to="/carriers">{w('allCarriers')}</A>
        </p>
      </Panel>
      <Measures secret={value} save={save} classification={classification} />
      <SecretDeposits secret={value} save={save} />
      <Rechecks secret={value} save={save} />
      <Panel title={w('disclosures')} id="disclosures">
        <RowsEditor<Disclosed & { id: string }>
          title={w('disclosures')}
          rows={value.disclosures.map((one, at) => ({ ...one, id: String(at) }))}
          fields={useDisclosureFields()}
          fresh={() => ({
            ...{ id: 'new', to: '', on: todayHere(), what: value.name, under: '', returnBy: null, returnedOn: null },
          })}
          onChange={(rows) => save({ disclosures: rows.map(({ id: _, ...one }) => one) })}
          empty={w('disclosuresEmpty')}
        />
      </Panel>
      <SecretAbout secret={value} save={save} classification={classification} />
      {classification && (
        <Panel title={w('handling')}>
          <Handling classification={classification} level={value.level} />
        </Panel>
      )}
      <Revisions id={entry.id} />
    </>
  )
}

const shownMs = 5000
/** For a moment, wherever on the page somebody is. */
function Saved() {
  const w = useWords(oneSecretWords)
  const [isShown, setShown] = useState(true)
  useEffect(() => {
    const end = setTimeout(() => setShown(false), shownMs)
    return () => clearTimeout(end)
  }, [])
  return isShown && <Notice kind="good">{w('saved')}</Notice>
}

/** What the law asks, and what the entry shows. */
function Elements({ secret }: { secret: TradeSecret }) {
  const w = useWords(oneSecretWords)
  const say = useSay()
  return (
    <Panel title={w('elements')} id="elements">
      <ul className="lines">
        {elementsOf(secret, todayHere()).map(({ id, words, source, missing }) => (
          <li key={id}>
            <strong>{say(words)}</strong> <span className="source">{source}</span>{' '}
            {missing.length === 0 ? <Badge tone="good">{w('nothingMissing')}</Badge> : null}
            {missing.map(({ field, words: lacks }) => (
              <p key={say(lacks)}>
                <a href={`#${field}`}>{say(lacks)}</a>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <p className="hint">{w('elementsNote')}</p>
    </Panel>
  )
}

function Revisions({ id }: { id: string }) {
  const w = useWords(oneSecretWords)
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const { data } = useDoor(sealedContract.revisions, { collection: 'trade-secret', id }, { enabled: open })
  return (
    <Panel title={w('history')}>
      {!open && <Button onPress={() => setOpen(true)}>{w('history')}</Button>}
      <ol className="timeline">
        {data?.revisions.toReversed().map(({ revision, madeBy, madeAt }) => (
          <li key={revision}>{w('revision', { n: revision, by: madeBy, at: formatMoment(madeAt, locale) })}</li>
        ))}
      </ol>
    </Panel>
  )
}

const optionsOf = (words: Readonly<Record<string, readonly [string, string]>>, say: ReturnType<typeof useSay>) =>
  Object.entries(words).map(([id, pair]) => ({ id, text: say(pair) }))

function useCarrierFields(): RowField<Carrier>[] {
  const w = useWords(oneSecretWords)
  const news = useWords(newSecretWords)
  const say = useSay()
  return [
    { key: 'what', label: w('what'), kind: 'line', required: true },
    { key: 'kind', label: news('carrierKind'), kind: 'choice', required: true, options: optionsOf(carrierKinds, say) },
    { key: 'where', label: w('where'), kind: 'line', required: true },
    { key: 'keeper', label: w('keeper'), kind: 'line' },
    { key: 'marked', label: w('marked'), kind: 'check' },
  ]
}

function useDisclosureFields(): RowField<Disclosed & { id: string }>[] {
  const w = useWords(oneSecretWords)
  return [
    { key: 'to', label: w('to'), kind: 'line', required: true },
    { key: 'on', label: w('on'), kind: 'day', required: true },
    { key: 'what', label: w('what'), kind: 'line', required: true },
    { key: 'under', label: w('under'), kind: 'line' },
    { key: 'returnBy', label: w('returnBy'), kind: 'day' },
    { key: 'returnedOn', label: w('returnedOn'), kind: 'day' },
  ]
}
