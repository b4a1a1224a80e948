import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Loading, Notice } from '../../platform/ui/feedback.tsx'
import { PageHeader } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { useRegister } from '../trade-secret/register.client.ts'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import { type Entry, useRecords } from '../vault/records.client.ts'
import { SealedRoom } from '../vault/sealed-room.part.tsx'
import type { OwnFile } from './make-pack.client.ts'
import { noMatter } from './meter.rules.ts'
import { ComparisonPanel } from './pack-comparison.tsx'
import { PackFiles } from './pack-files.tsx'
import { Access, Facts, LossPanel, OtherParts } from './pack-matter.tsx'
import { PackMeter } from './pack-meter.tsx'
import { PackSeal } from './pack-seal.tsx'
import { PackRecord } from './proof-pack.schema.ts'
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
  const [draft] = useState(() => packs.list.find(({ value }) => value.secretId === secret.id && value.made === null))
  const [record, setRecord] = useState<PackRecord>(
    draft?.value ?? {
      ...{ v: 1, secretId: secret.id, accused: '', signs: '', proceedings: '', confidentiality: '', made: null },
      ...noMatter,
    },
  )
  const [files, setFiles] = useState<OwnFile[]>([])
  const [draftId] = useState(draft?.id ?? crypto.randomUUID())
  const kept = packs.entries.get(draftId)
  const revision = kept?.revision ?? 0
  const isMade = (kept?.value.made ?? null) !== null
  const set = (change: Partial<PackRecord>) => setRecord({ ...record, ...change })
  const setting = { record, set }
  return (
    <>
      <PageHeader
        back={{ to: '/packs', text: w('back') }}
        title={`${secret.value.number} ${secret.value.name}`}
        lead={w('meterNote')}
      />
      <PackMeter secretId={secret.id} secret={secret.value} matter={record} />
      <Facts {...setting} />
      <Access {...setting} secret={secret.value} />
      <ComparisonPanel
        points={secret.value.points}
        comparison={record.comparison}
        onChange={(comparison) => set({ comparison })}
      />
      <LossPanel {...setting} />
      <OtherParts {...setting} />
      <ErrorNotice error={packs.save.error} />
      <div className="actions">
        <Button
          isDisabled={packs.save.isPending || isMade}
          onPress={() => packs.save.mutate([{ id: draftId, revision, value: record }])}
        >
          {w('save')}
        </Button>
        {packs.save.isSuccess && !isMade && <span role="status">{w('saved')}</span>}
      </div>
      <PackFiles files={files} onChange={setFiles} />
      <PackSeal
        {...{ secret, record, files }}
        onMade={(made) => packs.save.mutateAsync([{ id: draftId, revision, value: { ...record, made } }])}
      />
    </>
  )
}
