import { CheckField, CheckGroup, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { type ComplaintBody, measures, signs, signWords } from './complaint.schema.ts'
import { useLawEntries, wordsOf } from './complaint-law.ts'
import { complaintPageWords } from './complaint-page.words.ts'
import type { ComplaintDraft } from './use-complaint-draft.ts'

type Props = { readonly draft: ComplaintDraft }
type TextKey = { [K in keyof ComplaintBody]: ComplaintBody[K] extends string ? K : never }[keyof ComplaintBody]

/** A text of the complaint under its own word. */
function useText({ body, change }: ComplaintDraft) {
  const w = useWords(complaintPageWords)
  return (key: TextKey, hint?: 'accessHint' | 'infringementHint' | 'measuresHint' | 'otherHint') => ({
    label: w(key),
    value: body[key],
    onChange: (value: string) => change({ [key]: value }),
    ...(hint && { hint: w(hint) }),
  })
}

const line = { maxLength: 300 } as const
const text = { maxLength: 10_000 } as const

export function HolderFields({ draft }: Props) {
  const w = useWords(complaintPageWords)
  const of = useText(draft)
  return (
    <>
      <TextField {...of('rightHolder')} {...line} />
      <SelectField
        label={w('standing')}
        value={draft.body.standing ?? ''}
        onChange={(standing) => draft.change({ standing: standing === '' ? null : (standing as 'owner') })}
        options={(['owner', 'licensee', 'agent'] as const).map((id) => ({ id, text: w(id) }))}
      />
      <TextArea {...of('ownership')} {...text} />
    </>
  )
}

export function SecrecyFields({ draft }: Props) {
  const w = useWords(complaintPageWords)
  const of = useText(draft)
  const known = useLawEntries()('publicly-known')
  return (
    <>
      <details>
        <summary>{w('publiclyKnown')}</summary>
        <ul>
          {known.map(({ code, text: words, source }) => (
            <li key={code}>
              {words} <span className="source">{source}</span>
            </li>
          ))}
        </ul>
      </details>
      <TextArea {...of('secrecy')} {...text} />
    </>
  )
}

export function ValueFields({ draft }: Props) {
  const of = useText(draft)
  return <TextArea {...of('value')} {...text} />
}

export function MeasureFields({ draft }: Props) {
  const w = useWords(complaintPageWords)
  const of = useText(draft)
  const entries = useLawEntries()('measure')
  return (
    <>
      <CheckGroup
        label={w('measures')}
        options={measures.map((id) => ({ id, text: wordsOf(entries, id) }))}
        value={draft.body.measures}
        onChange={(chosen) => draft.change({ measures: chosen })}
      />
      <TextArea {...of('measuresText', 'measuresHint')} {...text} />
    </>
  )
}

export function AccusedFields({ draft }: Props) {
  const of = useText(draft)
  return (
    <>
      <TextField {...of('accused')} {...line} required />
      <TextArea {...of('accusedMore')} {...text} rows={2} />
      <TextArea {...of('access', 'accessHint')} {...text} />
    </>
  )
}

export function InfringementFields({ draft }: Props) {
  const w = useWords(complaintPageWords)
  const say = useSay()
  const of = useText(draft)
  return (
    <>
      <CheckGroup
        label={w('signs')}
        options={signs.map((id) => ({ id, text: say(signWords[id]) }))}
        value={draft.body.signs}
        onChange={(chosen) => draft.change({ signs: chosen })}
      />
      <p className="small soft">{w('signsHint')}</p>
      <TextArea {...of('infringement', 'infringementHint')} {...text} required rows={6} />
      <div className="field-row">
        <TextField {...of('when')} {...line} />
        <TextField {...of('where')} {...line} />
      </div>
    </>
  )
}

export function LossFields({ draft }: Props) {
  const of = useText(draft)
  return <TextArea {...of('loss')} {...text} />
}

export function OtherFields({ draft }: Props) {
  const of = useText(draft)
  return <TextArea {...of('otherProceedings', 'otherHint')} {...text} />
}

export function ConfidentialityFields({ draft }: Props) {
  const of = useText(draft)
  return <TextArea {...of('confidentiality')} {...text} />
}

export function TruthFields({ draft }: Props) {
  const w = useWords(complaintPageWords)
  return (
    <CheckField label={w('truthful')} value={draft.body.truthful} onChange={(truthful) => draft.change({ truthful })} />
  )
}
