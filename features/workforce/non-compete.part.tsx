import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../trade-secret/register.client.ts'
import { objectionsTo } from './workforce.rules.ts'
import { type NonCompete, standings } from './workforce.schema.ts'
import { peopleWords } from './workforce.words.ts'

const fresh: NonCompete = {
  ...{ standing: 'bound', months: 12, scope: '', region: '', averageWageFen: null, monthlyFen: null },
  ...{ penaltyFen: null, startsOn: null, paidUntil: null },
}
const yuanOf = (fen: number | null) => (fen === null ? '' : String(fen / 100))
const fenOf = (yuan: string) => (/^\d+(\.\d{1,2})?$/.test(yuan.trim()) ? Math.round(Number(yuan) * 100) : null)
const dayOrNull = (text: string) => (text.trim() === '' ? null : text)

/** A non-compete beside the limits of the law, and of guidance where it is only that. */
export function NonCompetePanel({
  terms,
  onChange,
}: {
  terms: NonCompete | null
  onChange: (terms: NonCompete | null) => void
}) {
  const w = useWords(peopleWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [value, setValue] = useState<NonCompete | null>(terms)
  const set = (change: Partial<NonCompete>) => setValue((before) => before && { ...before, ...change })
  if (!value)
    return (
      <Panel title={w('nonCompete')} id="non-compete">
        <p>{w('nonCompeteNone')}</p>
        <Button onPress={() => setValue(fresh)}>{w('agree')}</Button>
      </Panel>
    )
  const objections = objectionsTo(value, Temporal.PlainDate.from(todayHere()))
  return (
    <Panel title={w('nonCompete')} id="non-compete">
      <div className="field-row">
        <SelectField
          label={w('standing')}
          value={value.standing}
          onChange={(id) => set({ standing: id as NonCompete['standing'] })}
          required
          options={Object.entries(standings).map(([id, pair]) => ({ id, text: say(pair) }))}
        />
        <TextField
          label={w('months')}
          inputMode="numeric"
          value={String(value.months)}
          onChange={(text) => set({ months: Math.min(120, Number.parseInt(text, 10) || 0) })}
          required
        />
        <TextField label={w('scope')} value={value.scope} onChange={(scope) => set({ scope })} maxLength={500} />
        <TextField label={w('region')} value={value.region} onChange={(region) => set({ region })} maxLength={200} />
        <TextField
          label={w('wage')}
          inputMode="numeric"
          value={yuanOf(value.averageWageFen)}
          onChange={(text) => set({ averageWageFen: fenOf(text) })}
        />
        <TextField
          label={w('monthly')}
          inputMode="numeric"
          value={yuanOf(value.monthlyFen)}
          onChange={(text) => set({ monthlyFen: fenOf(text) })}
        />
        <TextField
          label={w('penalty')}
          inputMode="numeric"
          value={yuanOf(value.penaltyFen)}
          onChange={(text) => set({ penaltyFen: fenOf(text) })}
        />
        <DayField
          label={w('startsOn')}
          value={value.startsOn ?? ''}
          onChange={(text) => set({ startsOn: dayOrNull(text) })}
        />
        <DayField
          label={w('paidUntil')}
          value={value.paidUntil ?? ''}
          onChange={(text) => set({ paidUntil: dayOrNull(text) })}
        />
      </div>
      {objections.length === 0 ? (
        <p>{w('noObjection')}</p>
      ) : (
        <ul className="lines">
          {objections.map(({ code, words, source, isLaw }) => (
            <li key={code}>
              <Badge tone={isLaw ? 'bad' : 'warn'}>{w(isLaw ? 'law' : 'guidance')}</Badge> {say(words)}{' '}
              <span className="source">{source}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button kind="primary" onPress={() => onChange(value)}>
          {common('save')}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            setValue(null)
            onChange(null)
          }}
        >
          {w('drop')}
        </Button>
      </div>
    </Panel>
  )
}
