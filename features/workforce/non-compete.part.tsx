import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { dayOf } from '../template/template-field.rules.ts'
import { objectionsTo } from './workforce.rules.ts'
import { type NonCompete, standings } from './workforce.schema.ts'
import { nonCompeteWords } from './workforce.words.ts'

const fresh: NonCompete = {
  ...{ standing: 'bound', months: 12, scope: '', region: '', averageWageFen: null, monthlyFen: null },
  ...{ penaltyFen: null, startsOn: null, paidUntil: null },
}
const moneyKeys = ['averageWageFen', 'monthlyFen', 'penaltyFen'] as const
const dayKeys = ['startsOn', 'paidUntil'] as const
type Typed = Readonly<Record<(typeof moneyKeys)[number] | (typeof dayKeys)[number] | 'months', string>>

const yuanOf = (fen: number | null) => (fen === null ? '' : String(fen / 100))
const isMoney = (text: string) => text.trim() === '' || /^\d{1,10}(\.\d{1,2})?$/.test(text.trim())
const fenOf = (yuan: string) => (yuan.trim() === '' || !isMoney(yuan) ? null : Math.round(Number(yuan) * 100))
const isDay = (text: string) => text.trim() === '' || dayOf(text.trim()) !== null
const isMonths = (text: string) => /^\d{1,3}$/.test(text.trim()) && Number(text) <= 120

const typedOf = (terms: NonCompete): Typed => ({
  months: String(terms.months),
  ...{ averageWageFen: yuanOf(terms.averageWageFen), monthlyFen: yuanOf(terms.monthlyFen) },
  ...{ penaltyFen: yuanOf(terms.penaltyFen), startsOn: terms.startsOn ?? '', paidUntil: terms.paidUntil ?? '' },
})
/** What was typed, as terms; what cannot be read yet counts as not given. */
const termsOf = (value: NonCompete, typed: Typed): NonCompete => ({
  ...value,
  months: isMonths(typed.months) ? Number(typed.months) : value.months,
  ...{ averageWageFen: fenOf(typed.averageWageFen), monthlyFen: fenOf(typed.monthlyFen) },
  penaltyFen: fenOf(typed.penaltyFen),
  startsOn: isDay(typed.startsOn) ? typed.startsOn.trim() || null : null,
  paidUntil: isDay(typed.paidUntil) ? typed.paidUntil.trim() || null : null,
})

/** A non-compete beside the limits of the law, and of guidance where it is only that. */
export function NonCompetePanel({
  terms,
  onChange,
}: {
  terms: NonCompete | null
  onChange: (terms: NonCompete | null) => void
}) {
  const w = useWords(nonCompeteWords)
  const [open, setOpen] = useState(terms !== null)
  if (!open)
    return (
      <Panel title={w('title')} id="non-compete">
        <p>{w('none')}</p>
        <Button onPress={() => setOpen(true)}>{w('agree')}</Button>
      </Panel>
    )
  return (
    <Panel title={w('title')} id="non-compete">
      <Terms
        first={terms ?? fresh}
        onSave={onChange}
        onDrop={() => {
          setOpen(false)
          if (terms) onChange(null)
        }}
      />
    </Panel>
  )
}

function Terms({
  first,
  onSave,
  onDrop,
}: {
  first: NonCompete
  onSave: (terms: NonCompete) => void
  onDrop: () => void
}) {
  const w = useWords(nonCompeteWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [value, setValue] = useState(first)
  const [typed, setTyped] = useState(() => typedOf(first))
  const set = (change: Partial<NonCompete>) => setValue((now) => ({ ...now, ...change }))
  const type = (key: keyof Typed) => (text: string) => setTyped((now) => ({ ...now, [key]: text }))
  const written = termsOf(value, typed)
  const fits =
    isMonths(typed.months) && moneyKeys.every((key) => isMoney(typed[key])) && dayKeys.every((key) => isDay(typed[key]))
  const money = (key: (typeof moneyKeys)[number], label: string) => (
    <TextField
      label={label}
      inputMode="numeric"
      value={typed[key]}
      onChange={type(key)}
      error={isMoney(typed[key]) ? undefined : w('notMoney')}
    />
  )
  const day = (key: (typeof dayKeys)[number], label: string) => (
    <DayField
      label={label}
      value={typed[key]}
      onChange={type(key)}
      error={isDay(typed[key]) ? undefined : w('notDay')}
    />
  )
  const objections = objectionsTo(written, Temporal.PlainDate.from(todayHere()))
  return (
    <>
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
          value={typed.months}
          onChange={type('months')}
          required
          error={isMonths(typed.months) ? undefined : w('notMonths')}
        />
        <TextField label={w('scope')} value={value.scope} onChange={(scope) => set({ scope })} maxLength={500} />
        <TextField label={w('region')} value={value.region} onChange={(region) => set({ region })} maxLength={200} />
        {money('averageWageFen', w('wage'))}
        {money('monthlyFen', w('monthly'))}
        {money('penaltyFen', w('penalty'))}
        {day('startsOn', w('startsOn'))}
        {day('paidUntil', w('paidUntil'))}
      </div>
      {objections.length === 0 ? (
        <p>{w('noObjection')}</p>
      ) : (
        <ul className="lines">
          {objections.map(({ code, words, source, isLaw }) => (
            <li key={code}>
              <Badge tone={isLaw ? 'bad' : 'warn'}>{w(isLaw ? 'law' : 'guidance')}</Badge> {say(words)}{' '}
              <span className="source">{say(source)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button kind="primary" isDisabled={!fits} onPress={() => onSave(written)}>
          {common('save')}
        </Button>
        <Button kind="quiet" onPress={onDrop}>
          {w('drop')}
        </Button>
      </div>
    </>
  )
}
