import { useState } from 'react'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, useFieldError } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import type { AgencyParticulars, NumberSeries } from './document.schema.ts'
import { numberContract } from './document-number.contract.ts'
import { numberOf, patternMistake } from './document-number.rules.ts'
import { numberWords } from './document-number-page.words.ts'

const Reason = ({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (text: string) => void
  error: string | undefined
}) => {
  const w = useWords(numberWords)
  const common = useWords(commonWords)
  return (
    <TextArea
      label={common('reason')}
      hint={w('reasonHint')}
      value={value}
      onChange={onChange}
      rows={2}
      maxLength={500}
      required
      error={error}
    />
  )
}

/** Kind and pattern of a series, with what the next number would be and why it could not be used. */
export function ChangeSeries({
  one,
  series,
  agency,
  onClose,
}: {
  one: NumberSeries
  series: readonly NumberSeries[]
  agency: string
  onClose: () => void
}) {
  const w = useWords(numberWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [kind, setKind] = useState(one.kind)
  const [pattern, setPattern] = useState(one.pattern)
  const [reason, setReason] = useState('')
  const change = useAct(numberContract.change, { onDone: onClose })
  const wrong = useFieldError(change.error)
  const mistake = patternMistake({ key: one.key, kind, pattern }, series)
  const year = Temporal.Now.plainDateISO('Asia/Shanghai').year
  return (
    <Dialog title={w('changeTitle', { name: say(one.label) })} open onClose={onClose}>
      <TextField label={w('kind')} value={kind} onChange={setKind} maxLength={20} required error={wrong('kind')} />
      <TextField
        label={w('pattern')}
        hint={w('patternHint')}
        value={pattern}
        onChange={setPattern}
        maxLength={100}
        required
        error={wrong('pattern') ?? (mistake ? say(mistake) : undefined)}
      />
      {!mistake && (
        <p aria-live="polite">
          {w('example')}：<strong>{numberOf({ kind, pattern }, { agency, year, n: one.next })}</strong>
        </p>
      )}
      <Reason value={reason} onChange={setReason} error={wrong('reason')} />
      <ErrorNotice error={change.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={mistake !== null || change.isPending}
          onPress={() => change.mutate({ key: one.key, kind, pattern, reason })}
        >
          {common('save')}
        </Button>
      </div>
    </Dialog>
  )
}

export function SkipNumbers({ one, onClose }: { one: NumberSeries; onClose: () => void }) {
  const w = useWords(numberWords)
  const common = useWords(commonWords)
  const say = useSay()
  const [next, setNext] = useState('')
  const [reason, setReason] = useState('')
  const skip = useAct(numberContract.skip, { onDone: onClose })
  const wrong = useFieldError(skip.error)
  return (
    <Dialog title={w('skipTitle', { name: say(one.label) })} open onClose={onClose}>
      <p className="soft">{w('skipText')}</p>
      <TextField
        label={w('next')}
        value={next}
        onChange={setNext}
        inputMode="numeric"
        maxLength={6}
        required
        error={wrong('next')}
      />
      <Reason value={reason} onChange={setReason} error={wrong('reason')} />
      <ErrorNotice error={skip.error} />
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={skip.isPending}
          onPress={() => skip.mutate({ key: one.key, next: Number(next), reason })}
        >
          {common('save')}
        </Button>
      </div>
    </Dialog>
  )
}

const keys = ['shortName', 'reviewBody', 'court', 'address', 'contactName', 'contactPhone'] as const
const required: readonly (typeof keys)[number][] = ['shortName', 'reviewBody', 'court']

export function DescribeAgency({ particulars, onClose }: { particulars: AgencyParticulars; onClose: () => void }) {
  const w = useWords(numberWords)
  const common = useWords(commonWords)
  const { shortName, reviewBody, court, address, contactName, contactPhone } = particulars
  const [value, setValue] = useState<AgencyParticulars>({
    ...{ shortName, reviewBody, court, address, contactName, contactPhone },
  })
  const [reason, setReason] = useState('')
  const describe = useAct(numberContract.describe, { onDone: onClose })
  const wrong = useFieldError(describe.error)
  return (
    <Dialog title={w('edit')} open onClose={onClose}>
      {keys.map((key) => (
        <TextField
          key={key}
          label={w(key)}
          {...(key === 'shortName' && { hint: w('shortNameHint') })}
          value={value[key]}
          onChange={(text) => setValue((before) => ({ ...before, [key]: text }))}
          required={required.includes(key)}
          maxLength={200}
          error={wrong(key)}
        />
      ))}
      <Reason value={reason} onChange={setReason} error={wrong('reason')} />
      <ErrorNotice error={describe.error} />
      <div className="actions">
        <Button kind="primary" isDisabled={describe.isPending} onPress={() => describe.mutate({ ...value, reason })}>
          {common('save')}
        </Button>
      </div>
    </Dialog>
  )
}
