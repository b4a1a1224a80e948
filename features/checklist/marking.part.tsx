import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { pairOf } from '../../core/content.ts'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useSession } from '../../platform/ui/session.tsx'
import { useKeptForm } from '../vault/unsent.client.ts'
import { KeepsItself, UnsentForms } from '../vault/unsent.part.tsx'
import { lacksReason, type PlannedStep } from './checklist.rules.ts'
import { type ChecklistRun, StepDone } from './checklist.schema.ts'
import { checklistWords, outcomes } from './checklist.words.ts'

const form = 'step'
/** A step that somebody was recording, and of which run. */
const MarkDraft = StepDone.pick({ outcome: true, record: true, note: true }).extend({
  startedAt: z.string(),
  step: z.string(),
})
type MarkDraft = z.infer<typeof MarkDraft>
type Open = { readonly id: string; readonly planned: PlannedStep; readonly draft: MarkDraft }

/** The way to record steps of a run: its children say which; what was being recorded when the room locked is offered again. */
export function Marking({
  run: { startedAt },
  plan,
  onDone,
  children,
}: {
  run: ChecklistRun
  plan: readonly PlannedStep[]
  onDone: (id: string, done: StepDone) => void
  children: (onMark: (planned: PlannedStep) => void) => ReactNode
}) {
  const say = useSay()
  const [open, setOpen] = useState<Open | null>(null)
  const plannedOf = (id: string) => plan.find(({ step }) => step.id === id)
  return (
    <>
      <UnsentForms
        form={form}
        schema={MarkDraft}
        belongs={(draft) => draft.startedAt === startedAt}
        tell={({ step, record, note }) =>
          [`${step} ${say(pairOf(plannedOf(step)?.step.action ?? { zh: '', en: '' }))}`, record, note]
            .filter((text) => text !== '')
            .join(' · ')
        }
        onTake={(id, draft) => {
          const planned = plannedOf(draft.step)
          if (planned) setOpen({ id, planned, draft })
        }}
      />
      {children((planned) =>
        setOpen({
          id: crypto.randomUUID(),
          planned,
          draft: {
            ...{ startedAt, step: planned.step.id, outcome: planned.done?.outcome ?? 'done' },
            ...{ record: planned.done?.record ?? '', note: planned.done?.note ?? '' },
          },
        }),
      )}
      {open && (
        <MarkDialog
          key={open.id}
          open={open}
          onClose={() => setOpen(null)}
          onDone={(done) => {
            onDone(open.planned.step.id, done)
            setOpen(null)
          }}
        />
      )}
    </>
  )
}

/** Records one step: how it ended, where its record is, and why where it was left out. */
function MarkDialog({
  open: {
    id,
    planned: { step, done },
    draft,
  },
  onClose,
  onDone,
}: {
  open: Open
  onClose: () => void
  onDone: (done: StepDone) => void
}) {
  const w = useWords(checklistWords)
  const common = useWords(commonWords)
  const say = useSay()
  const { person } = useSession()
  const [outcome, setOutcome] = useState(draft.outcome)
  const [record, setRecord] = useState(draft.record)
  const [note, setNote] = useState(draft.note)
  const changed = record !== (done?.record ?? '') || note !== (done?.note ?? '')
  const forget = useKeptForm(form, id, { ...draft, outcome, record, note } satisfies MarkDraft, changed)
  const lacking = lacksReason(step, { outcome, note, record })
  const close = () => {
    forget()
    onClose()
  }
  return (
    <Dialog title={step.id} open onClose={close}>
      <KeepsItself>
        <p>{say(pairOf(step.action))}</p>
        <SelectField
          label={w('outcome')}
          value={outcome}
          onChange={(chosen) => setOutcome(chosen as StepDone['outcome'])}
          required
          options={Object.entries(outcomes).map(([one, pair]) => ({ id: one, text: say(pair) }))}
        />
        <TextField label={w('record')} value={record} onChange={setRecord} maxLength={500} />
        <TextArea label={w('note')} value={note} onChange={setNote} rows={3} maxLength={2000} />
        {lacking && <p className="hint">{w('reasonNeeded')}</p>}
        <div className="actions">
          <Button
            kind="primary"
            isDisabled={lacking}
            onPress={() => {
              onDone({ at: new Date().toISOString(), by: person.name, outcome, record, note })
              forget()
            }}
          >
            {common('confirm')}
          </Button>
          <Button onPress={close}>{common('cancel')}</Button>
        </div>
      </KeepsItself>
    </Dialog>
  )
}
