import { useState } from 'react'
import { toHex } from '../../evidence/bytes.ts'
import { callDoor, uploadTo } from '../../platform/ui/client.ts'
import { Button, CheckField, SelectField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { PdfStatus, usePdfLabel } from '../../platform/ui/pdf/pdf-status.tsx'
import { useDoor } from '../../platform/ui/query.ts'
import { saveBlob } from '../../platform/ui/save-file.ts'
import { codeOf } from '../../platform/ui/vault/comparison.ts'
import { attachmentContract } from '../attachment/attachment.contract.ts'
import { useChecklists } from '../checklist/checklist.part.tsx'
import { complaintContract } from '../clue/complaint.contract.ts'
import { timelineForPack } from '../emergency/incident.rules.ts'
import { useIncidents } from '../emergency/incidents.client.ts'
import { kindName } from '../trade-secret/classification.rules.ts'
import { useClassification } from '../trade-secret/register.client.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import type { Entry } from '../vault/records.client.ts'
import { room, useKeyWork, useVaultRoom } from '../vault/room.client.ts'
import { sealedContract } from '../vault/sealed.contract.ts'
import { usePeople } from '../workforce/people.client.ts'
import { type Told, toldOf } from './complaint-draft.rules.ts'
import { makePack, mostPackBytes, type OwnFile, type PackStep, type PaperFormat } from './make-pack.client.ts'
import { sizeOf } from './pack-files.tsx'
import type { PackRecord } from './proof-pack.schema.ts'
import { packWords } from './proof-pack.words.ts'

/** Everything that goes into a pack beside the entry and the record; null until all of it is opened, since the rest would be left out in silence. */
function usePackSources(secretId: string, infoKind: string) {
  const here = useVaultRoom()
  const classification = useClassification()
  const people = usePeople()
  const { records, incidents } = useIncidents()
  const lists = useChecklists()
  const vaultRecipient = here.data?.generations[0]?.recipient
  const isReady =
    people.isOpen && records.isOpen && lists && classification !== undefined && vaultRecipient !== undefined
  return {
    error: people.error ?? records.error,
    sources: isReady
      ? {
          vaultRecipient,
          organisation: here.data?.organisation.name ?? '',
          kindName: kindName(classification, infoKind)[0],
          people: people.list.map(({ value }) => value),
          sent: people.sent,
          timeline: timelineForPack(
            incidents.map(({ value }) => value),
            secretId,
            lists.checklists,
            Temporal.Now.instant(),
          ),
        }
      : null,
  }
}

/** Makes the pack, seals it to the vault and to whom it is for, and begins a complaint with it where that is wanted. */
export function PackSeal({
  secret,
  record,
  files,
  onMade,
}: {
  secret: Entry<TradeSecret>
  record: PackRecord
  files: readonly OwnFile[]
  onMade: (made: NonNullable<PackRecord['made']>) => Promise<unknown>
}) {
  const w = useWords(packWords)
  const { sources, error } = usePackSources(secret.id, secret.value.infoKind)
  const { data } = useDoor(sealedContract.receivers, {})
  const [receiverId, setReceiverId] = useState('')
  /** The public key that was compared: of one that the server gives later for the same person nothing is known. */
  const [compared, setCompared] = useState<string | null>(null)
  const [complain, setComplain] = useState(false)
  const [format, setFormat] = useState<PaperFormat>('pdf')
  const [deposit, setDeposit] = useState(true)
  const [step, setStep] = useState<PackStep | null>(null)
  const pdfLabel = usePdfLabel(w('formatPdf'))
  const receiver = data?.receivers.find(({ personId }) => personId === receiverId) ?? null
  const isCompared = receiver !== null && compared === receiver.recipient
  const seal = useKeyWork(async () => {
    if (!sources) throw new Error('vault-closed')
    const { vaultRecipient, sent, ...rest } = sources
    try {
      const pack = await makePack(
        { sources: { ...rest, madeOn: todayHere(), secret: secret.value, record }, sent, files, format, deposit },
        setStep,
      )
      setStep({ at: 'sealing' })
      const sealed = await room().sealTo([vaultRecipient, ...(receiver ? [receiver.recipient] : [])], pack.zip)
      const blob = new Blob([new Uint8Array(sealed)], { type: 'application/octet-stream' })
      const name = `举证包-${secret.value.number}-${todayHere()}.zip.age`
      // Whatever fails from here on, the firm has its pack.
      saveBlob(blob, name)
      const told = toldOf(rest.organisation, secret.value, record)
      const complaintId = complain ? await beginComplaint(new File([blob], name), told) : null
      const made = {
        ...{ on: todayHere(), indexSha256: pack.indexSha256, fileSha256: await hex(new Uint8Array(sealed)) },
        ...{ pieces: pack.pieces, depositId: pack.depositId, receiver: receiver?.name ?? null, complaintId },
      }
      await onMade(made)
      return { ...made, proven: pack.proven }
    } finally {
      setStep(null)
    }
  })
  const tooLarge = sizeOf(files) > mostPackBytes
  return (
    <Panel title={w('seal')} id="seal">
      <p>{w('sealText')}</p>
      <SelectField
        label={w('receiver')}
        value={receiverId}
        onChange={(id) => {
          setReceiverId(id)
          setCompared(null)
        }}
        filter
        options={[
          { id: '', text: w('ownFile') },
          ...(data?.receivers ?? []).map(({ personId, name }) => ({ id: personId, text: name })),
        ]}
      />
      {receiver && (
        <>
          <p>
            {w('receiverCode', { name: receiver.name })}{' '}
            <code className="break">{codeOf('member', receiver.recipient) ?? '—'}</code>
          </p>
          <CheckField
            label={w('receiverCompared')}
            value={isCompared}
            onChange={(on) => setCompared(on ? receiver.recipient : null)}
          />
          {!isCompared && <p className="hint">{w('receiverUncompared')}</p>}
        </>
      )}
      <SelectField
        label={w('format')}
        value={format}
        onChange={(value) => setFormat(value === 'docx' ? 'docx' : 'pdf')}
        options={[
          { id: 'pdf', text: pdfLabel },
          { id: 'docx', text: w('formatDocx') },
        ]}
      />
      <CheckField label={w('deposit')} value={deposit} onChange={setDeposit} />
      <p className="hint">{w('depositHint')}</p>
      <CheckField label={w('withComplaint')} value={complain} onChange={setComplain} />
      {complain && <ToldPreview told={toldOf(sources?.organisation ?? '', secret.value, record)} />}
      {complain && receiverId === '' && <p className="hint">{w('receiverFirst')}</p>}
      <ErrorNotice error={error ?? seal.error} />
      {step && <Progress step={step} />}
      <Button
        kind="primary"
        isDisabled={!sources || seal.isPending || seal.isSuccess || tooLarge || (complain && receiverId === '')}
        onPress={() => seal.mutate(undefined)}
      >
        {w('sealNow')}
      </Button>
      {seal.data && (
        <Notice kind="good">
          <p>{w('done', { pieces: seal.data.pieces })}</p>
          {deposit && <p>{w(seal.data.proven ? 'depositIn' : 'depositLater')}</p>}
          <p>
            {w('digest')} <code className="break">{seal.data.fileSha256}</code>
          </p>
          {seal.data.complaintId && <A to={`/complaints/${seal.data.complaintId}`}>{w('toComplaint')}</A>}
        </Notice>
      )}
    </Panel>
  )
}

function Progress({ step }: { step: PackStep }) {
  const w = useWords(packWords)
  if (step.at === 'papers' && step.pdf?.at === 'loading') return <PdfStatus progress={step.pdf} />
  return (
    <p className="hint" role="status">
      {step.at === 'papers' ? w('stepPapers', { done: step.done, total: step.total }) : w(`step-${step.at}`)}
    </p>
  )
}

/** What the office reads without any key: shown before it is sent anywhere. */
function ToldPreview({ told }: { told: Told }) {
  const w = useWords(packWords)
  const say = useSay()
  const rows: (readonly [string, string])[] = [
    [w('toldHolder'), told.rightHolder],
    [w('accused'), told.accused || say(['（未填写）', '(not given)'])],
    [w('access'), told.access],
    [w('actedOn'), told.when || say(['（不详）', '(not known)'])],
    [
      w('toldPoints'),
      told.secretPoints.map(({ number, kind, version }) => `${number} ${kind ?? ''} ${version}`).join('；'),
    ],
    [w('toldMeasures'), told.measures.join('、')],
  ]
  return (
    <Notice kind="info">
      <p>{w('toldText')}</p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '—'}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  )
}

/** A draft of a complaint with the sealed pack in its second part and what may be read without it; the firm goes on from there. */
async function beginComplaint(file: File, told: Told): Promise<string> {
  const { id } = await callDoor(complaintContract.begin, {})
  const attachment = await uploadTo(
    attachmentContract.upload,
    { name: file.name, mediaType: 'application/octet-stream' },
    file,
    () => undefined,
  )
  const { revision, body } = await callDoor(complaintContract.read, { id })
  await callDoor(complaintContract.save, {
    ...{ id, revision, body: { ...body, ...told } },
    attachments: [{ part: 2, id: attachment.id }],
  })
  return id
}

const hex = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))))
