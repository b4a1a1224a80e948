import type { ReactNode } from 'react'
import { TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { type RowField, RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { materialWords } from './referral-packet.rules.ts'
import type { PacketDraft } from './referral-packet.schema.ts'
import { packetWords } from './referral-page.words.ts'
import type { PacketDraftState } from './use-packet-draft.ts'

type Props = { draft: PacketDraftState }
type Material = keyof typeof materialWords

function MaterialPanel({ number, children }: { number: Material; children: ReactNode }) {
  const say = useSay()
  return (
    <Panel title={`${number}. ${say(materialWords[number])}`} id={`material-${number}`}>
      {children}
    </Panel>
  )
}

/** The five kinds, each with what it must say. @source 《行政执法机关移送涉嫌犯罪案件的规定》第六条; domain law.md §5.3 */
export function Materials({ draft }: Props) {
  return (
    <>
      <Letter draft={draft} />
      <Report draft={draft} />
      <Objects draft={draft} />
      <Appraisals draft={draft} />
      <Other draft={draft} />
    </>
  )
}

export function Supplement({ draft }: Props) {
  const w = useWords(packetWords)
  return (
    <Panel id="note">
      <TextArea label={w('note')} value={draft.value.note} onChange={(note) => draft.set({ note })} required />
    </Panel>
  )
}

function Letter({ draft }: Props) {
  const w = useWords(packetWords)
  return (
    <MaterialPanel number={1}>
      <TextField
        label={w('receiver')}
        value={draft.value.receiver}
        onChange={(receiver) => draft.set({ receiver })}
        required
        maxLength={300}
      />
      <p className="hint">{w('letterHint')}</p>
    </MaterialPanel>
  )
}

function Report({ draft }: Props) {
  const w = useWords(packetWords)
  const { report } = draft.value
  return (
    <MaterialPanel number={2}>
      {(['source', 'course', 'facts', 'amounts', 'measures'] as const).map((key) => (
        <TextArea
          key={key}
          label={w(key)}
          value={report[key]}
          onChange={(text) => draft.set({ report: { ...report, [key]: text } })}
          required
        />
      ))}
      <p className="hint">{w('evidenceList')}</p>
    </MaterialPanel>
  )
}

/** The kit’s lists want rows that keep their identity while they are edited; in the packet their order is enough. */
const withIds = <R extends object>(rows: readonly R[]) => rows.map((row, at) => ({ ...row, id: String(at) }))
const withoutIds = <R extends { id: string }>(rows: readonly R[]): Omit<R, 'id'>[] =>
  rows.map(({ id: _, ...row }) => row)

const emptyObject = { name: '', spec: '', quantity: '', place: '', sealNo: '', photo: '' }

function Objects({ draft }: Props) {
  const w = useWords(packetWords)
  const { objects } = draft.value
  const fields: RowField<PacketDraft['objects']['rows'][number]>[] = [
    { key: 'name', label: w('name'), kind: 'line', required: true },
    { key: 'spec', label: w('spec'), kind: 'line', required: true },
    { key: 'quantity', label: w('quantity'), kind: 'line', required: true },
    { key: 'place', label: w('place'), kind: 'line', required: true },
    { key: 'sealNo', label: w('sealNo'), kind: 'line', required: true, hint: w('orNone') },
    { key: 'photo', label: w('photo'), kind: 'line', required: true, hint: w('orNone') },
  ]
  return (
    <MaterialPanel number={3}>
      <RowsEditor
        title={w('objects')}
        rows={withIds(objects.rows)}
        fields={fields}
        fresh={() => ({ ...emptyObject, id: crypto.randomUUID() })}
        onChange={(rows) => draft.set({ objects: { ...objects, rows: withoutIds(rows) } })}
        empty={w('noObjects')}
      />
      {objects.rows.length === 0 && (
        <TextArea
          label={w('whyNoObjects')}
          value={objects.noneBecause}
          onChange={(noneBecause) => draft.set({ objects: { ...objects, noneBecause } })}
          rows={2}
        />
      )}
    </MaterialPanel>
  )
}

type AppraisalEntry = { [K in keyof PacketDraft['appraisals']['rows'][number]]: string | null }
const emptyAppraisal: AppraisalEntry = { body: '', qualification: '', matter: '', conclusion: '', from: '', to: '' }

function Appraisals({ draft }: Props) {
  const w = useWords(packetWords)
  const { appraisals } = draft.value
  const fields: RowField<AppraisalEntry>[] = [
    { key: 'body', label: w('body'), kind: 'line', required: true },
    { key: 'qualification', label: w('qualification'), kind: 'line', required: true },
    { key: 'matter', label: w('matter'), kind: 'text', required: true, formOnly: true },
    { key: 'conclusion', label: w('conclusion'), kind: 'text', required: true },
    { key: 'from', label: w('from'), kind: 'day', required: true },
    { key: 'to', label: w('to'), kind: 'day', required: true },
  ]
  const rowOf = ({ body, qualification, matter, conclusion, from, to }: AppraisalEntry) => ({
    ...{ body: body ?? '', qualification: qualification ?? '', matter: matter ?? '', conclusion: conclusion ?? '' },
    ...{ from: from ?? '', to: to ?? '' },
  })
  return (
    <MaterialPanel number={4}>
      <RowsEditor
        title={w('appraisals')}
        rows={withIds<AppraisalEntry>(appraisals.rows)}
        fields={fields}
        fresh={() => ({ ...emptyAppraisal, id: crypto.randomUUID() })}
        onChange={(rows) => draft.set({ appraisals: { ...appraisals, rows: rows.map(rowOf) } })}
        empty={w('noAppraisals')}
      />
      {appraisals.rows.length === 0 && (
        <TextArea
          label={w('whyNoAppraisals')}
          value={appraisals.noneBecause}
          onChange={(noneBecause) => draft.set({ appraisals: { ...appraisals, noneBecause } })}
          rows={2}
        />
      )}
    </MaterialPanel>
  )
}

const emptyMedium = { name: '', algorithm: 'SHA-256', digest: '' }

function Other({ draft }: Props) {
  const w = useWords(packetWords)
  const { other } = draft.value
  const fields: RowField<PacketDraft['other']['media'][number]>[] = [
    { key: 'name', label: w('name'), kind: 'line', required: true },
    { key: 'algorithm', label: w('algorithm'), kind: 'line', required: true },
    { key: 'digest', label: w('digest'), kind: 'line', required: true },
  ]
  return (
    <MaterialPanel number={5}>
      {(['statement', 'estimate'] as const).map((key) => (
        <TextArea
          key={key}
          label={w(key)}
          value={other[key]}
          onChange={(text) => draft.set({ other: { ...other, [key]: text } })}
          required
        />
      ))}
      <h3>{w('media')}</h3>
      <RowsEditor
        title={w('media')}
        rows={withIds(other.media)}
        fields={fields}
        fresh={() => ({ ...emptyMedium, id: crypto.randomUUID() })}
        onChange={(media) => draft.set({ other: { ...other, media: withoutIds(media) } })}
        empty={w('noMedia')}
      />
    </MaterialPanel>
  )
}
