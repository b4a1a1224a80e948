import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, TextField } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { BesidePaper, Paper } from '../document/document-paper.part.tsx'
import { Approvals, ApproveDialog } from './paper-approval.part.tsx'
import { PaperClauses } from './paper-clauses.part.tsx'
import { PaperFields } from './paper-fields.part.tsx'
import { Handing } from './paper-hand.part.tsx'
import { PaperGaps, PaperLimits } from './paper-limits.part.tsx'
import { SavePaper } from './paper-save.part.tsx'
import { isComplete, neededFields, nextVersion, standingPaper } from './template.rules.ts'
import type { FirmPaper, Template, Templates } from './template.schema.ts'
import { paperWords } from './template.words.ts'
import { isByHand } from './template-field.rules.ts'
import type { usePapers } from './use-papers.ts'
import './template.css'

/** One paper at work: the form, and beside it the paper as it will be printed. */
export function PaperDesk({
  id,
  seen,
  first,
  content,
  template,
  save,
  onFirstSaved,
}: {
  id: string
  /** The revision that was opened; 0 when it was never kept. */
  seen: number
  first: FirmPaper
  content: Templates
  template: Template
  save: ReturnType<typeof usePapers>['save']
  onFirstSaved?: () => void
}) {
  const w = useWords(paperWords)
  const [paper, setPaper] = useState(first)
  const [kept, setKept] = useState({ revision: seen, value: seen === 0 ? null : first })
  const change = (part: Partial<FirmPaper>) => setPaper((now) => ({ ...now, ...part }))
  /** An act changes what is on the page only once it is kept. */
  const keep = (next: FirmPaper) =>
    save.mutate([{ id, revision: kept.revision, value: next }], {
      onSuccess: () => {
        setKept({ revision: kept.revision + 1, value: next })
        if (next !== paper) setPaper(next)
        onFirstSaved?.()
      },
    })
  const [approving, setApproving] = useState(false)
  const laidOut = standingPaper(template, paper)
  const isDraft = paper.state === 'draft'
  const isKept = kept.value === paper
  return (
    <>
      <ErrorNotice error={save.error} />
      {isKept && save.isSuccess && <Notice kind="good">{w('saved')}</Notice>}
      {isDraft && !isKept && kept.value !== null && <Notice>{w('unsaved')}</Notice>}
      {isDraft && <PaperGaps content={content} template={template} paper={paper} />}
      <div className="actions">
        {isDraft ? (
          <>
            <Button
              kind="primary"
              isDisabled={isKept || save.isPending || paper.title.trim() === ''}
              onPress={() => keep(paper)}
            >
              {w('save')}
            </Button>
            <Button isDisabled={!isKept || !isComplete(template, paper)} onPress={() => setApproving(true)}>
              {w('approve')}
            </Button>
          </>
        ) : (
          <Button isDisabled={save.isPending} onPress={() => keep(nextVersion(paper))}>
            {w('newVersion')}
          </Button>
        )}
      </div>
      <SavePaper template={template} paper={paper} />
      <div className="beside paper-desk">
        <div>
          {isDraft && <Form content={content} template={template} paper={paper} onChange={change} />}
          <Handing id={id} paper={paper} onHanded={(handed) => keep({ ...paper, handed })} />
          <Approvals paper={paper} />
        </div>
        <BesidePaper title={w('preview')}>
          <Paper paper={laidOut} label={w('preview')} />
        </BesidePaper>
      </div>
      {approving && (
        <ApproveDialog
          template={template}
          paper={paper}
          onClose={() => setApproving(false)}
          onApprove={(approved) => {
            setApproving(false)
            keep(approved)
          }}
        />
      )}
    </>
  )
}

function Form({
  content,
  template,
  paper,
  onChange,
}: {
  content: Templates
  template: Template
  paper: FirmPaper
  onChange: (change: Partial<FirmPaper>) => void
}) {
  const w = useWords(paperWords)
  const say = useSay()
  const byHand = neededFields(template, paper).filter(isByHand)
  return (
    <>
      <Panel title={w('answers')}>
        <TextField
          label={w('paperTitle')}
          value={paper.title}
          onChange={(title) => onChange({ title })}
          required
          maxLength={150}
        />
        <PaperFields
          fields={fieldsToAsk(template, paper)}
          answers={paper.answers}
          onChange={(answers) => onChange({ answers })}
        />
        {byHand.length > 0 && (
          <p className="hint">
            {w('byHand', {
              names: byHand
                .map(({ label }) =>
                  say(pairOf(label))
                    .replace(/[（(].*$/u, '')
                    .trim(),
                )
                .join('、'),
            })}
          </p>
        )}
      </Panel>
      <PaperClauses content={content} template={template} paper={paper} onChange={onChange} />
      <PaperLimits content={content} template={template} />
    </>
  )
}

/** The form keeps the order of the file, and asks besides for what might bring an optional clause in; never for what is written by hand. */
function fieldsToAsk(template: Template, paper: FirmPaper) {
  const needed = neededFields(template, paper)
  return template.fields.filter((field) => !isByHand(field) && (needed.includes(field) || !field.required))
}
