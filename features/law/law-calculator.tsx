import { useState } from 'react'
import type { WorkCalendar } from '../../core/calendar.ts'
import type { Law } from '../../core/law.ts'
import { extensionStage } from '../../core/period.ts'
import { lengthText } from '../../core/period-explain.ts'
import { answerPeriod, type PeriodQuestion, questionRefusals } from '../../core/period-question.ts'
import { approverWords, type PeriodRule, pauseKindWords } from '../../core/period-rule.ts'
import { Refusal } from '../../core/refusal.ts'
import type { Words } from '../../core/words.ts'
import { Button, CheckField, DayField, SelectField, TextField } from '../../platform/ui/controls.tsx'
import { Notice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { LawAnswer } from './law-answer.tsx'
import { lawPageWords } from './law-page.words.ts'

type PauseTyped = { readonly kind: string; readonly from: string; readonly to: string; readonly documentNo: string }
type ExtensionTyped = { readonly on: boolean; readonly length: string; readonly approvedOn: string }
type Typed = {
  readonly from: string
  readonly time: string
  readonly extensions: readonly ExtensionTyped[]
  readonly pauses: readonly PauseTyped[]
}

/** More extensions than this are a matter for the record of a case. */
const mostExtensions = 3

/** Counts while one types, in the browser, with the very code that counts on the server. */
export function LawCalculator({ rule, law, calendar }: { rule: PeriodRule; law: Law; calendar: WorkCalendar }) {
  const w = useWords(lawPageWords)
  const [typed, setTyped] = useState<Typed>({ from: '', time: '', extensions: [], pauses: [] })
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  return (
    <>
      <div className="field-row">
        <DayField
          label={w(rule.direction === 'backward' ? 'anchor' : 'from')}
          value={typed.from}
          onChange={(from) => set({ from })}
          required
        />
        {rule.unit === 'H' && (
          <TextField
            label={w('time')}
            hint={w('timeHint')}
            value={typed.time}
            onChange={(time) => set({ time })}
            required
          />
        )}
      </div>
      <ExtensionFields rule={rule} extensions={typed.extensions} onChange={(extensions) => set({ extensions })} />
      {rule.pauses.length > 0 && (
        <PauseFields rule={rule} pauses={typed.pauses} onChange={(pauses) => set({ pauses })} />
      )}
      <Outcome rule={rule} law={law} calendar={calendar} typed={typed} />
    </>
  )
}

function ExtensionFields({
  rule,
  extensions,
  onChange,
}: {
  rule: PeriodRule
  extensions: readonly ExtensionTyped[]
  onChange: (extensions: ExtensionTyped[]) => void
}) {
  const w = useWords(lawPageWords)
  const say = useSay()
  const granted = extensions.filter(({ on }) => on).length
  const shown = Array.from({ length: Math.min(granted + 1, mostExtensions) }, (_, index) => index)
  const change = (index: number, values: Partial<ExtensionTyped>) => {
    const old = extensions[index] ?? { on: false, length: '', approvedOn: '' }
    onChange([
      ...extensions.slice(0, index),
      { ...old, ...values },
      ...(values.on === false ? [] : extensions.slice(index + 1)),
    ])
  }
  return shown.map((index) => {
    const stage = extensionStage(rule, index)
    if (!stage) return null
    const one = extensions[index] ?? { on: false, length: '', approvedOn: '' }
    const number = index + 1
    return (
      <div key={number} className="field">
        <CheckField
          label={w('extended', {
            number,
            length: stage.length === null ? w('anyLength') : say(lengthText(stage.length, stage.unit)),
            by: say(approverWords[stage.approvedBy]),
          })}
          value={one.on}
          onChange={(on) => change(index, { on })}
        />
        {one.on && (
          <div className="field-row">
            <TextField
              label={w('extendedLength', { number })}
              inputMode="numeric"
              maxLength={4}
              value={one.length}
              onChange={(length) => change(index, { length })}
              required={stage.length === null}
            />
            <DayField
              label={w('approvedOn')}
              hint={w('approvedOnHint')}
              value={one.approvedOn}
              onChange={(approvedOn) => change(index, { approvedOn })}
            />
          </div>
        )}
      </div>
    )
  })
}

function PauseFields({
  rule,
  pauses,
  onChange,
}: {
  rule: PeriodRule
  pauses: readonly PauseTyped[]
  onChange: (pauses: PauseTyped[]) => void
}) {
  const w = useWords(lawPageWords)
  const say = useSay()
  const change = (index: number, values: Partial<PauseTyped>) =>
    onChange(pauses.map((one, at) => (at === index ? { ...one, ...values } : one)))
  return (
    <>
      {pauses.map((pause, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place
        <fieldset key={index} className="field">
          <legend>{`${w('pauses')} ${index + 1}`}</legend>
          <div className="field-row">
            <SelectField
              label={w('pauseKind')}
              value={pause.kind}
              onChange={(kind) => change(index, { kind })}
              options={rule.pauses.map((kind) => ({ id: kind, text: say(pauseKindWords[kind]) }))}
              required
            />
            <DayField label={w('pauseFrom')} value={pause.from} onChange={(from) => change(index, { from })} required />
            <DayField
              label={w('pauseTo')}
              hint={w('pauseToHint')}
              value={pause.to}
              onChange={(to) => change(index, { to })}
            />
            <TextField
              label={w('documentNo')}
              hint={w('documentNoHint')}
              value={pause.documentNo}
              onChange={(documentNo) => change(index, { documentNo })}
            />
          </div>
          <Button onPress={() => onChange(pauses.filter((_, at) => at !== index))}>{w('removePause')}</Button>
        </fieldset>
      ))}
      <p>
        <Button
          onPress={() => onChange([...pauses, { kind: rule.pauses[0] ?? '', from: '', to: '', documentNo: '' }])}
          isDisabled={pauses.length >= 5}
        >
          {w('addPause')}
        </Button>
      </p>
    </>
  )
}

function questionOf({ from, time, extensions, pauses }: Typed, rule: PeriodRule): PeriodQuestion {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    from: rule.unit === 'H' && time.trim() !== '' ? `${from.trim()}T${time.trim()}` : from.trim(),
    extensions: extensions
      .filter(({ on }) => on)
      .map(({ length, approvedOn }) => ({
        length: /^[1-9]\d*$/.test(length.trim()) ? Number(length) : null,
        approvedOn: orNull(approvedOn),
      })),
    pauses: pauses
      .filter((pause) => pause.from.trim() !== '')
      .map((pause) => ({
        kind: orNull(pause.kind),
        from: pause.from.trim(),
        to: orNull(pause.to),
        documentNo: orNull(pause.documentNo),
      })),
  }
}

/** Nothing is said before there is a day to count from. */
function Outcome({ rule, law, calendar, typed }: { rule: PeriodRule; law: Law; calendar: WorkCalendar; typed: Typed }) {
  const say = useSay()
  if (typed.from.trim().length < 10) return null
  try {
    const answer = answerPeriod(rule, questionOf(typed, rule), calendar, law.counting)
    return <LawAnswer answer={answer} law={law.data} />
  } catch (error) {
    const words: Words = questionRefusals
    const pair = error instanceof Refusal ? words[error.code] : undefined
    if (!(error instanceof Refusal) || !pair) throw error
    return <Notice kind="warn">{say(pair, error.detail)}</Notice>
  }
}
