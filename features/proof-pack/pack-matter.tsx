import { useState } from 'react'
import { DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { TradeSecret } from '../trade-secret/trade-secret.schema.ts'
import {
  type AccessPath,
  accessFactors,
  type Loss,
  type LossBasis,
  lossBases,
  type PackRecord,
} from './proof-pack.schema.ts'
import { packWords } from './proof-pack.words.ts'

type Setting = { record: PackRecord; set: (change: Partial<PackRecord>) => void }
const day = /^\d{4}-\d{2}-\d{2}$/

/** Who is accused, of what, and how it shows. */
export function Facts({ record, set }: Setting) {
  const w = useWords(packWords)
  return (
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
        onChange={(text) => set({ actedOn: day.test(text) ? text : null })}
      />
      <TextArea
        label={w('signs')}
        value={record.signs}
        onChange={(signs) => set({ signs })}
        rows={3}
        maxLength={5000}
      />
    </Panel>
  )
}

/** Through whom the accused could get at it: of those who know it, and of those to whom it was given. */
export function Access({ record, set, secret }: Setting & { secret: TradeSecret }) {
  const w = useWords(packWords)
  const say = useSay()
  const names = [...new Set([...secret.knowers.map(({ name }) => name), ...secret.disclosures.map(({ to }) => to)])]
  const known = [...new Set([...names, ...record.access.map(({ who }) => who)])].filter((name) => name !== '')
  if (known.length === 0)
    return (
      <Panel title={w('access')} id="access">
        <p>{w('accessNobody')}</p>
      </Panel>
    )
  return (
    <Panel title={w('access')} id="access">
      <RowsEditor<AccessPath>
        title={w('accessPath')}
        rows={record.access}
        fields={[
          {
            ...{ key: 'who', label: w('who'), kind: 'choice', required: true },
            options: known.map((name) => ({ id: name, text: name })),
          },
          {
            ...{ key: 'factor', label: w('factor'), kind: 'choice', required: true },
            options: Object.entries(accessFactors).map(([id, pair]) => ({ id, text: say(pair) })),
          },
          { key: 'tie', label: w('tie'), kind: 'text', required: true, hint: w('tieHint') },
          { key: 'evidence', label: w('evidence'), kind: 'text', formOnly: true },
        ]}
        fresh={() => ({ id: crypto.randomUUID(), who: known[0] ?? '', factor: 'duties', tie: '', evidence: '' })}
        onChange={(rows) => set({ access: [...rows] })}
        empty={w('accessEmpty')}
      />
    </Panel>
  )
}

const fenOf = (yuan: string): number | null =>
  /^\d{1,12}(\.\d{1,2})?$/.test(yuan.trim()) ? Math.round(Number(yuan) * 100) : null

/** On what loss or gain rests, and how it was reckoned. */
export function LossPanel({ record, set }: Setting) {
  const w = useWords(packWords)
  const say = useSay()
  const { loss } = record
  const [yuan, setYuan] = useState(loss.amountFen === null ? '' : String(loss.amountFen / 100))
  const setLoss = (change: Partial<Loss>) => set({ loss: { ...loss, ...change } })
  const isWrong = yuan.trim() !== '' && fenOf(yuan) === null
  return (
    <Panel title={w('loss')} id="loss">
      <div className="field-row">
        <SelectField
          label={w('lossOn')}
          value={loss.basis ?? ''}
          onChange={(basis) => setLoss({ basis: (basis || null) as LossBasis | null })}
          options={[
            { id: '', text: w('notChosen') },
            ...Object.entries(lossBases).map(([id, pair]) => ({ id, text: say(pair) })),
          ]}
        />
        <TextField
          label={w('amount')}
          value={yuan}
          onChange={(text) => {
            setYuan(text)
            setLoss({ amountFen: fenOf(text) })
          }}
          {...(isWrong && { error: w('amountWrong') })}
        />
      </div>
      <TextArea
        label={w('lossBasis')}
        hint={w('lossHint')}
        value={record.lossBasis}
        onChange={(lossBasis) => set({ lossBasis })}
        rows={3}
        maxLength={5000}
      />
    </Panel>
  )
}

/** Parts 9 and 10 of the complaint. */
export function OtherParts({ record, set }: Setting) {
  const w = useWords(packWords)
  return (
    <Panel title={w('others')} id="others">
      <TextArea
        label={w('proceedings')}
        value={record.proceedings}
        onChange={(proceedings) => set({ proceedings })}
        rows={2}
        maxLength={5000}
      />
      <TextArea
        label={w('confidentiality')}
        value={record.confidentiality}
        onChange={(confidentiality) => set({ confidentiality })}
        rows={2}
        maxLength={5000}
      />
    </Panel>
  )
}
