import { useState } from 'react'
import { Button, CheckField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { formatBytes } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { materialWords } from './referral-packet.rules.ts'
import type { Candidate, DraftItem } from './referral-packet.schema.ts'
import { packetWords } from './referral-page.words.ts'
import type { PacketDraftState } from './use-packet-draft.ts'

const keyOf = ({ attachmentId, documentId }: Pick<DraftItem, 'attachmentId' | 'documentId'>) =>
  attachmentId ?? documentId ?? ''

const freshItem = (given: Partial<DraftItem>): DraftItem => ({
  ...{ attachmentId: null, documentId: null, material: 5, title: '', provenance: '', reason: '' },
  ...{ confidential: false, original: false, maskedId: null },
  ...given,
})

/** Which files go, each with where it comes from and why; what is confidential stays unless somebody says otherwise. */
export function PacketItems({ draft, candidates }: { draft: PacketDraftState; candidates: readonly Candidate[] }) {
  const w = useWords(packetWords)
  const { items } = draft.value
  const chosen = new Set(items.map(keyOf))
  const left = candidates.filter((one) => !chosen.has(keyOf(one)))
  const add = (...more: DraftItem[]) => draft.set((before) => ({ items: [...before.items, ...more] }))
  return (
    <Panel title={w('items')} id="items">
      <p className="small soft">{w('itemsLead')}</p>
      {items.length === 0 && <p className="hint">{w('noItems')}</p>}
      {items.map((item, at) => (
        <OneItem
          key={keyOf(item)}
          number={at + 1}
          item={item}
          onChange={(change) => draft.set({ items: items.map((one) => (one === item ? { ...one, ...change } : one)) })}
          onRemove={() => draft.set({ items: items.filter((one) => one !== item) })}
        />
      ))}
      <h3>{w('candidates')}</h3>
      <Candidates candidates={left} onChoose={({ name: _, sizeBytes: __, ...given }) => add(freshItem(given))} />
      <h3>{w('upload')}</h3>
      <AttachmentField
        chosen={[]}
        onChange={(sent) => {
          const last = sent.at(-1)
          if (last) add(freshItem({ attachmentId: last.id, title: last.name }))
        }}
      />
    </Panel>
  )
}

function Candidates({
  candidates,
  onChoose,
}: {
  candidates: readonly Candidate[]
  onChoose: (one: Candidate) => void
}) {
  const w = useWords(packetWords)
  const locale = useLocale()
  if (candidates.length === 0) return <p className="hint">{w('noCandidates')}</p>
  return (
    <ul className="list">
      {candidates.map((one) => (
        <li key={keyOf(one)}>
          <div className="row">
            <span>
              {one.title} {one.confidential && <Badge tone="warn">{w('confidential')}</Badge>}{' '}
              {one.sizeBytes !== null && <span className="small soft">{formatBytes(one.sizeBytes, locale)}</span>}
            </span>
            <Button onPress={() => onChoose(one)} aria-label={`${w('choose')} ${one.title}`}>
              {w('choose')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}

type ItemProps = { item: DraftItem; onChange: (change: Partial<DraftItem>) => void }

function OneItem({ number, item, onChange, onRemove }: ItemProps & { number: number; onRemove: () => void }) {
  const w = useWords(packetWords)
  const say = useSay()
  return (
    <fieldset className="card">
      <legend>
        {w('item', { n: number })} {item.confidential && <Badge tone="warn">{w('confidential')}</Badge>}
      </legend>
      <TextField label={w('itemTitle')} value={item.title} onChange={(title) => onChange({ title })} required />
      <div className="field-row">
        <SelectField
          label={w('material')}
          value={String(item.material)}
          onChange={(material) => onChange({ material: Number(material) })}
          options={Object.entries(materialWords).map(([id, words]) => ({ id, text: `${id}. ${say(words)}` }))}
        />
        <TextField
          label={w('provenance')}
          value={item.provenance}
          onChange={(provenance) => onChange({ provenance })}
          required
        />
      </div>
      <TextArea label={w('reason')} value={item.reason} onChange={(reason) => onChange({ reason })} required rows={2} />
      {item.confidential && <Confidential item={item} onChange={onChange} />}
      <Button kind="quiet" onPress={onRemove} aria-label={`${w('takeOut')} ${item.title}`}>
        {w('takeOut')}
      </Button>
    </fieldset>
  )
}

function Confidential({ item, onChange }: ItemProps) {
  const w = useWords(packetWords)
  const [masked, setMasked] = useState<readonly ChosenAttachment[]>(
    item.maskedId === null ? [] : [{ id: item.maskedId, name: w('masked'), sizeBytes: 0 }],
  )
  return (
    <>
      <p className="hint">{w('confidentialLead')}</p>
      <CheckField label={w('original')} value={item.original} onChange={(original) => onChange({ original })} />
      {!item.original && (
        <>
          <p className="label">{w('masked')}</p>
          <AttachmentField
            chosen={masked}
            onChange={(sent) => {
              const last = sent.slice(-1)
              setMasked(last)
              onChange({ maskedId: last[0]?.id ?? null })
            }}
          />
        </>
      )}
    </>
  )
}
