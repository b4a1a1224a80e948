import { Radio, RadioGroup } from 'react-aria-components'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { Badge } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { type RowField, RowsEditor } from '../../platform/ui/rows-editor.tsx'
import { type Answer, type Evidence, evidenceLimits } from './assessment.schema.ts'
import { Sources, useSaid } from './diagnostic.part.tsx'
import { everyIndustry, type Item, type SelfAssessment, scores } from './diagnostic.schema.ts'
import { roundWords } from './diagnostic-page.words.ts'
import './diagnostic.css'

/** What is being answered, before it is kept; `undefined` as long as no level was chosen. */
export type Draft = { readonly score: Answer['score'] | undefined } & Pick<Answer, 'note' | 'evidence'>
export const emptyDraft: Draft = { score: undefined, note: '', evidence: [] }
export const draftOf = (answer: Answer | undefined): Draft =>
  answer ? { score: answer.score, note: answer.note, evidence: answer.evidence } : emptyDraft

export const lacksReason = ({ score, note }: Draft): boolean => score === null && note.trim() === ''
export const isAnswered = (draft: Draft): draft is Draft & Pick<Answer, 'score'> =>
  draft.score !== undefined && !lacksReason(draft)

const none = 'none'

/** One question with its levels, and the evidence beside it: what there is, where it lies, who keeps it. */
export function QuestionForm({
  content,
  item,
  draft,
  onChange,
  locked = false,
}: {
  content: SelfAssessment
  item: Item
  draft: Draft
  onChange: (draft: Draft) => void
  locked?: boolean
}) {
  const w = useWords(roundWords)
  const said = useSaid()
  const nameOf = (score: number) => {
    const level = content.levelNames.find((one) => one.score === score)
    return level ? said(level) : ''
  }
  const industries = content.industries.filter(({ id }) => id !== everyIndustry && item.industries.includes(id))
  return (
    <>
      <p className="question" id={`q-${item.id}`}>
        {said(item.question)}
      </p>
      <p>
        <code>{item.id}</code> {item.mandatory && <Badge tone="warn">{w('mandatory')}</Badge>}{' '}
        {item.quickCheck && <Badge tone="info">{w('quick')}</Badge>}
      </p>
      {industries.length > 0 && (
        <p className="hint">{w('onlyIndustries', { names: industries.map(({ name }) => said(name)).join('、') })}</p>
      )}
      <p className="hint">{w('choose')}</p>
      <RadioGroup
        className="choices"
        aria-labelledby={`q-${item.id}`}
        isReadOnly={locked}
        value={draft.score === undefined ? '' : draft.score === null ? none : String(draft.score)}
        onChange={(chosen) =>
          onChange({ ...draft, score: chosen === none ? null : (scores.find((one) => String(one) === chosen) ?? null) })
        }
      >
        {item.levels.map((level) => (
          <Choice key={level.score} value={String(level.score)} name={`${level.score} ${nameOf(level.score)}`}>
            {said(level)}
          </Choice>
        ))}
        {item.naAllowed && (
          <Choice value={none} name={w('notApplicable')}>
            {w('notApplicableText')}
          </Choice>
        )}
      </RadioGroup>
      <EvidenceField item={item} draft={draft} onChange={onChange} locked={locked} />
      {!locked && (draft.score ?? 0) >= content.scoring.evidenceRequiredFrom && draft.evidence.length === 0 && (
        <p className="hint">{w('noEvidence', { n: content.scoring.evidenceRequiredFrom - 1 })}</p>
      )}
      <TextArea
        label={w(draft.score === null ? 'naReason' : 'note')}
        value={draft.note}
        onChange={(note) => onChange({ ...draft, note })}
        maxLength={evidenceLimits.note}
        rows={2}
        required={draft.score === null}
        isDisabled={locked}
        error={lacksReason(draft) ? w('naReasonMissing') : undefined}
      />
      <details>
        <summary>{w('why')}</summary>
        <p>{said(item.why)}</p>
        <Sources content={content} refs={item.sources} />
      </details>
    </>
  )
}

const Choice = ({ value, name, children }: { value: string; name: string; children: string }) => (
  <Radio value={value} className="choice">
    <span className="dot" aria-hidden="true" />
    <span>
      <strong>{name}</strong>　{children}
    </span>
  </Radio>
)

type EvidenceRow = Evidence & { id: string }

function EvidenceField({
  item,
  draft,
  onChange,
  locked,
}: {
  item: Item
  draft: Draft
  onChange: (draft: Draft) => void
  locked: boolean
}) {
  const w = useWords(roundWords)
  const said = useSaid()
  const { evidence } = draft
  const { pieces } = evidenceLimits
  const put = (rows: readonly Evidence[]) => onChange({ ...draft, evidence: rows.slice(0, pieces).map(cut) })
  const fields: RowField<EvidenceRow>[] = [
    { key: 'what', label: w('what'), kind: 'line', required: true, hint: w('evidenceHint') },
    { key: 'where', label: w('where'), kind: 'line' },
    { key: 'keeper', label: w('keeper'), kind: 'line' },
  ]
  const usual = item.evidence
    .map((one) => said(one).slice(0, evidenceLimits.what))
    .filter((text) => !evidence.some(({ what }) => what === text))
  if (locked)
    return (
      <ul className="evidence">
        {evidence.map(({ what, where, keeper }) => (
          <li key={what + where}>{[what, where, keeper].filter((text) => text !== '').join('，')}</li>
        ))}
      </ul>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this needs
    <div role="group" aria-labelledby={`e-${item.id}`} className="evidence">
      <h3 id={`e-${item.id}`}>{w('evidence')}</h3>
      {evidence.length < pieces && usual.length > 0 && (
        <>
          <p className="hint">{w('evidenceUsual')}</p>
          <p className="actions">
            {usual.map((what) => (
              <Button key={what} onPress={() => put([...evidence, { what, where: '', keeper: '' }])}>
                + {what}
              </Button>
            ))}
          </p>
        </>
      )}
      <RowsEditor<EvidenceRow>
        title={w('evidence')}
        rows={evidence.map((one, at) => ({ ...one, id: String(at) }))}
        fields={fields}
        fresh={() => ({ id: 'new', what: '', where: '', keeper: '' })}
        onChange={(rows) => put(rows.map(({ id: _, ...one }) => one))}
        empty={w('evidenceEmpty')}
      />
      {evidence.length >= pieces && <p className="hint">{w('evidenceFull', { n: pieces })}</p>}
    </div>
  )
}

/** What is typed beyond the limit is cut where it can be seen at once. */
const cut = ({ what, where, keeper }: Evidence): Evidence => ({
  what: what.trim().slice(0, evidenceLimits.what),
  where: where.trim().slice(0, evidenceLimits.where),
  keeper: keeper.trim().slice(0, evidenceLimits.keeper),
})
