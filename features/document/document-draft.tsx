import { useState } from 'react'
import { Button, CheckField } from '../../platform/ui/controls.tsx'
import { ReasonDialog } from '../../platform/ui/dialog.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { useCloseWarning } from '../../platform/ui/unsaved.tsx'
import { documentContract } from './document.contract.ts'
import type { DocumentView, FactValue, FactValues, FieldSpec } from './document.schema.ts'
import { compose } from './document-compose.rules.ts'
import { DocumentField } from './document-field.tsx'
import { missingOf } from './document-fill.rules.ts'
import { documentWords } from './document-page.words.ts'
import { BesidePaper, Paper } from './document-paper.part.tsx'

/** A draft: what the record filled in, what is still missing, how it will look, and the way to issue it. */
export function DocumentDraft({ view }: { view: DocumentView }) {
  const { document, template, filled, given } = view
  const w = useWords(documentWords)
  const say = useSay()
  const may = useMay()
  const [changed, setChanged] = useState<FactValues>(view.changed)
  const [confidential, setConfidential] = useState(document.confidential)
  const [base, setBase] = useState(document.revision)
  const [kept, setKept] = useState(JSON.stringify([view.changed, document.confidential]))
  const [asking, setAsking] = useState<'issue' | 'discard' | null>(null)
  const edit = useAct(documentContract.edit, { onDone: ({ revision }) => setBase(revision) })
  const issue = useAct(documentContract.issue, { onDone: () => setAsking(null) })
  const discard = useAct(documentContract.void, { onDone: () => setAsking(null) })
  const state = JSON.stringify([changed, confidential])
  const unsaved = state !== kept
  // Nothing of it is kept on this device: it may be the secret.
  useCloseWarning(unsaved)
  const values = { ...given, ...filled, ...changed }
  const save = async (refill: boolean) => {
    const saved = await edit.mutateAsync({ id: document.id, base, changed, confidential, refill })
    setKept(state)
    return saved.revision
  }
  const blanks = missingOf(template, values).suggested.map(({ label }) => say(label))
  const issuable = template.issuedBy === 'handler' || may('case.approve')
  return (
    <div className="beside">
      <div>
        <Missing template={template} values={values} />
        <ErrorNotice error={edit.error} />
        {edit.data && edit.variables?.refill && !unsaved && <Notice kind="good">{w('refilled')}</Notice>}
        <DraftFields
          fields={template.fields}
          filled={filled}
          changed={changed}
          onChange={(key, value) => setChanged((before) => without(before, key, value))}
        />
        {may('document.draft') && (
          <Panel>
            <CheckField label={w('confidential')} value={confidential} onChange={setConfidential} />
            {unsaved && <p className="soft">{w('unsaved')}</p>}
            <div className="actions">
              <Button onPress={() => save(false).catch(() => undefined)} isDisabled={edit.isPending || !unsaved}>
                {w('save')}
              </Button>
              <Button onPress={() => save(true).catch(() => undefined)} isDisabled={edit.isPending}>
                {w('refill')}
              </Button>
              {may('document.issue') && issuable && (
                <Button kind="primary" onPress={() => setAsking('issue')} isDisabled={edit.isPending}>
                  {w('issue')}
                </Button>
              )}
              <Button kind="danger" onPress={() => setAsking('discard')}>
                {w('discard')}
              </Button>
            </div>
            {!issuable && <p className="soft">{w('issueByHead')}</p>}
          </Panel>
        )}
      </div>
      <BesidePaper title={w('preview')}>
        <h2>{w('preview')}</h2>
        <Paper paper={compose(template, values, { missing: 'named', confidential })} label={w('preview')} />
      </BesidePaper>
      <ReasonDialog
        title={w('issue')}
        text={[w('issueText'), blanks.length > 0 && w('issueBlanks', { names: blanks.join('、') })]
          .filter(Boolean)
          .join(' ')}
        open={asking === 'issue'}
        onClose={() => setAsking(null)}
        needsReason={false}
        confirm={w('issue')}
        error={issue.error}
        pending={issue.isPending}
        onConfirm={async () => {
          const revision = unsaved ? await save(false).catch(() => null) : base
          if (revision === null) setAsking(null)
          else issue.mutate({ id: document.id, base: revision })
        }}
      />
      <ReasonDialog
        title={w('discard')}
        text={document.title}
        open={asking === 'discard'}
        onClose={() => setAsking(null)}
        danger
        confirm={w('discard')}
        error={discard.error}
        pending={discard.isPending}
        onConfirm={(reason) => discard.mutate({ id: document.id, reason })}
      />
    </div>
  )
}

const without = (before: FactValues, key: string, value: FactValue | undefined): FactValues => {
  const { [key]: _, ...rest } = before
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** What the law demands and is not there, each with its article; then what is only suggested. */
function Missing({ template, values }: { template: DocumentView['template']; values: FactValues }) {
  const w = useWords(documentWords)
  const say = useSay()
  const { statutory, suggested } = missingOf(template, values)
  return (
    <Notice kind={statutory.length > 0 ? 'warn' : 'good'}>
      {statutory.length === 0 ? (
        <p>{w('missingNone')}</p>
      ) : (
        <>
          <p>{w('missingStatutory', { count: statutory.length })}</p>
          <ul>
            {statutory.map(({ key, label, statutory: article }) => (
              <li key={key}>
                {say(label)} <span className="source">{article}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {suggested.length > 0 && (
        <p className="small">
          {w('missingSuggested', {
            count: suggested.length,
            names: suggested.map(({ label }) => say(label)).join('、'),
          })}
        </p>
      )}
    </Notice>
  )
}

function DraftFields({
  fields,
  filled,
  changed,
  onChange,
}: {
  fields: readonly FieldSpec[]
  filled: FactValues
  changed: FactValues
  onChange: (key: string, value: FactValue | undefined) => void
}) {
  const w = useWords(documentWords)
  const say = useSay()
  const places = fields.filter(({ kind }) => kind === 'place')
  const groups = [
    ['statutory', fields.filter(({ kind, statutory }) => kind !== 'place' && statutory !== null)],
    ['suggested', fields.filter(({ kind, statutory }) => kind !== 'place' && statutory === null)],
  ] as const
  return groups.map(([name, group]) =>
    group.length === 0 && (name === 'suggested' || places.length === 0) ? null : (
      <Panel key={name} title={w(name)}>
        {name === 'suggested' && <p className="small soft">{w('suggestedLead')}</p>}
        {group.map((field) => (
          <DocumentField
            key={field.key}
            field={field}
            filled={filled[field.key]}
            changed={changed[field.key]}
            onChange={(value) => onChange(field.key, value)}
          />
        ))}
        {name === 'statutory' && places.length > 0 && (
          <p className="small soft">{w('onPaper', { names: places.map(({ label }) => say(label)).join('、') })}</p>
        )}
      </Panel>
    ),
  )
}
