import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { callDoor, uploadTo } from '../../platform/ui/client.ts'
import { Button, CheckField, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { A, Badge, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import { complaintContract } from '../clue/complaint.contract.ts'
import { timelineOf } from '../emergency/incident.rules.ts'
import { Incident } from '../emergency/incident.schema.ts'
import { todayHere, useRegister } from '../trade-secret/register.client.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { room, useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import { ClearedPerson } from '../workforce/workforce.schema.ts'
import { piecesOf } from './assemble.rules.ts'
import { meterOf } from './meter.rules.ts'
import { packFile } from './pack-file.client.ts'
import { type AccusedInfo, outcomeWords, PackRecord } from './proof-pack.schema.ts'
import { packWords } from './proof-pack.words.ts'

export default function MakePackPage() {
  return (
    <SealedRoom header={<Header />}>
      <Opened />
    </SealedRoom>
  )
}

function Header() {
  const w = useWords(packWords)
  return <PageHeader back={{ to: '/packs', text: w('back') }} title={w('seal')} />
}

function Opened() {
  const w = useWords(packWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const register = useRegister()
  const packs = useRecords('proof-pack', PackRecord)
  const error = register.error ?? packs.error
  if (error) return <ErrorNotice error={error} onRetry={() => register.refetch()} />
  if (!register.isOpen || !packs.isOpen) return <Loading />
  const secret = register.entries.get(id)
  if (!secret)
    return (
      <>
        <Header />
        <Notice kind="warn">{w('missing')}</Notice>
      </>
    )
  return <Make key={id} secret={secret} packs={packs} />
}

type Packs = ReturnType<typeof useRecords<PackRecord>>

/** Continues the pack that was begun for this secret, or begins one; what was sealed stays as it was. */
function Make({ secret, packs }: { secret: Entry<TradeSecret>; packs: Packs }) {
  const w = useWords(packWords)
  const say = useSay()
  const [draft] = useState(() => packs.list.find(({ value }) => value.secretId === secret.id && value.made === null))
  const [record, setRecord] = useState<PackRecord>(
    draft?.value ?? {
      ...{ v: 1, secretId: secret.id, actedOn: null, accused: '', signs: '', lossBasis: '', made: null },
      comparison: { accused: [], cells: [] },
    },
  )
  const [draftId] = useState(draft?.id ?? crypto.randomUUID())
  const kept = packs.entries.get(draftId)
  const revision = kept?.revision ?? 0
  const isMade = (kept?.value.made ?? null) !== null
  const set = (change: Partial<PackRecord>) => setRecord({ ...record, ...change })
  const { accused, cells } = record.comparison
  return (
    <>
      <PageHeader
        back={{ to: '/packs', text: w('back') }}
        title={`${secret.value.number} ${secret.value.name}`}
        lead={w('meterNote')}
      />
      <Panel title={w('meter')} id="meter">
        <ul className="lines">
          {meterOf(secret.value, record.comparison, record.actedOn).map(({ id, words, source, lacks }) => (
            <li key={id}>
              <strong>{say(words)}</strong> <span className="source">{source}</span>{' '}
              {lacks.length === 0 && <Badge tone="good">{w('complete')}</Badge>}
              {lacks.map(({ words: lack, where }) => (
                <p key={say(lack)}>
                  {say(lack)} ·{' '}
                  {where === 'register' ? <A to={`/secrets/${secret.id}`}>{w('inRegister')}</A> : w('inPack')}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={w('facts')} id="facts">
        <TextField
          label={w('accused')}
          value={record.accused}
          onChange={(text) => set({ accused: text })}
          maxLength={200}
        />
        <DayField
          label={w('actedOn')}
          value={record.actedOn ?? ''}
          onChange={(day) => set({ actedOn: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null })}
        />
        <TextArea
          label={w('signs')}
          value={record.signs}
          onChange={(signs) => set({ signs })}
          rows={3}
          maxLength={5000}
        />
        <TextArea
          label={w('lossBasis')}
          value={record.lossBasis}
          onChange={(lossBasis) => set({ lossBasis })}
          rows={3}
          maxLength={5000}
        />
      </Panel>
      <Panel title={w('comparison')} id="comparison">
        <RowsEditor<AccusedInfo>
          title={w('info')}
          rows={accused}
          fields={[
            { key: 'title', label: w('info'), kind: 'line', required: true },
            { key: 'foundOn', label: w('foundOn'), kind: 'day', required: true },
            { key: 'source', label: w('source'), kind: 'text' },
          ]}
          fresh={() => ({ id: crypto.randomUUID(), title: '', foundOn: todayHere(), source: '' })}
          onChange={(rows) => set({ comparison: { accused: [...rows], cells } })}
          empty={w('accusedEmpty')}
        />
        {accused.length > 0 && secret.value.points.length > 0 && (
          <RowsEditor<(typeof cells)[number] & { id: string }>
            title={w('cells')}
            rows={cells.map((cell) => ({ ...cell, id: `${cell.pointId} ${cell.accusedId}` }))}
            fields={[
              {
                ...{ key: 'pointId', label: w('point'), kind: 'choice', required: true },
                options: secret.value.points.map(({ id, title }) => ({ id, text: title })),
              },
              {
                ...{ key: 'accusedId', label: w('info'), kind: 'choice', required: true },
                options: accused.map(({ id, title }) => ({ id, text: title })),
              },
              {
                ...{ key: 'outcome', label: w('outcome'), kind: 'choice', required: true },
                options: Object.entries(outcomeWords).map(([id, pair]) => ({ id, text: say(pair) })),
              },
              { key: 'reason', label: w('reason'), kind: 'text', required: true },
              { key: 'evidence', label: w('evidence'), kind: 'line', formOnly: true },
              { key: 'opinion', label: w('opinion'), kind: 'line', formOnly: true },
            ]}
            fresh={() => ({
              ...{ id: 'new', pointId: secret.value.points[0]?.id ?? '', accusedId: accused[0]?.id ?? '' },
              ...{ outcome: 'same' as const, reason: '', evidence: '', opinion: '' },
            })}
            onChange={(rows) => set({ comparison: { accused, cells: rows.map(({ id: _, ...cell }) => cell) } })}
            empty={w('cellsEmpty')}
          />
        )}
      </Panel>
      <ErrorNotice error={packs.save.error} />
      <div className="actions">
        <Button
          isDisabled={packs.save.isPending || isMade}
          onPress={() => packs.save.mutate([{ id: draftId, revision, value: record }])}
        >
          {w('save')}
        </Button>
        {packs.save.isSuccess && <span role="status">{w('saved')}</span>}
      </div>
      <Seal secret={secret} record={record} draftId={draftId} revision={revision} packs={packs} />
    </>
  )
}

function Seal({
  secret,
  record,
  draftId,
  revision,
  packs,
}: {
  secret: Entry<TradeSecret>
  record: PackRecord
  draftId: string
  revision: number
  packs: Packs
}) {
  const w = useWords(packWords)
  const here = useVaultRoom()
  const { data } = useDoor(sealedContract.receivers, {})
  const people = useRecords('person', ClearedPerson)
  const incidents = useRecords('incident', Incident)
  const lists = useChecklists()
  // What is not opened yet would be left out in silence.
  const ready = people.isOpen && incidents.isOpen && lists !== undefined && here.data !== undefined
  const [receiverId, setReceiverId] = useState('')
  const [complain, setComplain] = useState(false)
  const seal = useKeyWork(async () => {
    const vaultRecipient = here.data?.generations[0]?.recipient
    if (!vaultRecipient) throw new Error('vault-closed')
    const receiver = data?.receivers.find(({ personId }) => personId === receiverId) ?? null
    const timeline = incidents.list
      .filter(({ value }) => value.secretIds.includes(secret.id))
      .flatMap(({ value }) => {
        const list = lists?.checklists.find(({ id }) => id === value.run.checklistId)
        return list ? timelineOf(value, planOf(list, value.run, Temporal.Now.instant())) : []
      })
    const pieces = piecesOf({
      organisation: here.data?.organisation.name ?? '',
      secret: secret.value,
      record,
      people: people.list.map(({ value }) => value),
      timeline,
    })
    const { zip, index, indexBytes } = packFile(pieces, todayHere())
    const sealed = await room().sealTo([vaultRecipient, ...(receiver ? [receiver.recipient] : [])], zip)
    const blob = new Blob([new Uint8Array(sealed)], { type: 'application/octet-stream' })
    const name = `举证包-${secret.value.number}-${todayHere()}.zip.age`
    const complaintId = complain ? await beginComplaint(new File([blob], name)) : null
    const made = {
      ...{ on: todayHere(), indexSha256: await hex(indexBytes), fileSha256: await hex(sealed) },
      ...{ pieces: index.pieces.length, receiver: receiver?.name ?? null, complaintId },
    }
    await packs.save.mutateAsync([{ id: draftId, revision, value: { ...record, made } }])
    saveBlob(blob, name)
    return made
  })
  return (
    <Panel title={w('seal')} id="seal">
      <p>{w('sealText')}</p>
      <SelectField
        label={w('receiver')}
        value={receiverId}
        onChange={setReceiverId}
        filter
        options={[
          { id: '', text: w('ownFile') },
          ...(data?.receivers ?? []).map(({ personId, name }) => ({ id: personId, text: name })),
        ]}
      />
      <CheckField label={w('withComplaint')} value={complain} onChange={setComplain} />
      {complain && receiverId === '' && <p className="hint">{w('receiverFirst')}</p>}
      <ErrorNotice error={people.error ?? incidents.error ?? seal.error} />
      <Button
        kind="primary"
        isDisabled={!ready || seal.isPending || seal.isSuccess || (complain && receiverId === '')}
        onPress={() => seal.mutate(undefined)}
      >
        {w('sealNow')}
      </Button>
      {seal.data && (
        <Notice kind="good">
          <p>{w('done', { pieces: seal.data.pieces })}</p>
          <p>
            {w('digest')} <code className="break">{seal.data.fileSha256}</code>
          </p>
          {seal.data.complaintId && <A to={`/complaints/${seal.data.complaintId}`}>{w('toComplaint')}</A>}
        </Notice>
      )}
    </Panel>
  )
}

/** A draft of a complaint with the sealed pack in its second part; the firm fills in the rest and sends it. */
async function beginComplaint(file: File): Promise<string> {
  const { id } = await callDoor(complaintContract.begin, {})
  const attachment = await uploadTo(
    attachmentContract.upload,
    { name: file.name, mediaType: 'application/octet-stream' },
    file,
    () => undefined,
  )
  const { revision, body } = await callDoor(complaintContract.read, { id })
  await callDoor(complaintContract.save, { id, revision, body, attachments: [{ part: 2, id: attachment.id }] })
  return id
}

const hex = async (bytes: Uint8Array): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
