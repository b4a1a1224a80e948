import { useNavigate } from '@tanstack/react-router'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { CheckField, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, ErrorNotice, Loading, useFieldError } from '../../platform/ui/feedback.tsx'
import { PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { AttachmentField, type ChosenAttachment } from '../attachment/attachment.part.tsx'
import { outcomeContract } from './programme.contract.ts'
import { outcomeKindWords } from './programme-kind.words.ts'
import { type OutcomeText, outcomeKinds } from './programme-outcome.schema.ts'
import { programmePageWords } from './programme-page.words.ts'
import { useItemOptions, useProgramme } from './programme-parts.tsx'

type Form = {
  itemId: string
  taskId: string
  targetId: string
  kind: OutcomeText['kind']
  title: string
  description: string
  happenedOn: string
  replicable: boolean
  reason: string
  attachments: ChosenAttachment[]
}

/** Records a new outcome, or corrects one: `?revise=` names it. */
export default function OutcomeForm() {
  const query = new URLSearchParams(location.search)
  const id = query.get('revise')
  const before = useDoor(outcomeContract.read, { id: id ?? '' }, { enabled: id !== null })
  if (id === null)
    return (
      <OutcomeFields
        key="new"
        id={null}
        base={0}
        initial={blank(query.get('itemId') ?? '', query.get('taskId') ?? '')}
      />
    )
  if (before.error) return <ErrorNotice error={before.error} />
  if (!before.data) return <Loading />
  const { outcome, attachments } = before.data
  const initial = {
    ...outcome,
    taskId: outcome.taskId ?? '',
    targetId: outcome.targetId ?? '',
    reason: '',
    attachments,
  }
  return <OutcomeFields key={id} id={id} base={outcome.revision} initial={initial} />
}

const blank = (itemId: string, taskId: string): Form => ({
  itemId,
  taskId,
  targetId: '',
  kind: 'record',
  title: '',
  description: '',
  happenedOn: '',
  replicable: false,
  reason: '',
  attachments: [],
})

function OutcomeFields({ id, base, initial }: { id: string | null; base: number; initial: Form }) {
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const navigate = useNavigate()
  const programme = useProgramme()
  const items = useItemOptions()
  const draft = useDraft<Form>(id ? `outcome.${id}` : 'outcome.new', initial)
  const onDone = ({ id: done }: { id: string }) => {
    draft.clear()
    navigate({ to: `/outcomes/${done}` })
  }
  const record = useAct(outcomeContract.record, { onDone })
  const revise = useAct(outcomeContract.revise, { onDone })
  const error = record.error ?? revise.error
  const wrong = useFieldError(error)
  const { itemId, taskId, targetId, kind, title, description, happenedOn, replicable, reason, attachments } =
    draft.value
  const text = {
    itemId,
    taskId: taskId || null,
    targetId: targetId || null,
    kind,
    title,
    description,
    happenedOn,
    replicable,
    attachmentIds: attachments.map((one) => one.id),
  }
  return (
    <>
      <PageHeader
        back={{ to: '/outcomes', text: w('outcomes') }}
        title={id ? w('revise') : w('record')}
        lead={w('noOutcomesText')}
      />
      <Panel>
        <ActForm
          act={{ error, isPending: record.isPending || revise.isPending }}
          onSubmit={() => (id ? revise.mutate({ id, base, reason, ...text }) : record.mutate(text))}
          submit={id ? w('revise') : w('record')}
        >
          <DraftBar draft={draft} />
          <TextField
            label={w('title')}
            value={title}
            onChange={(value) => draft.set({ title: value })}
            required
            error={wrong('title')}
          />
          <SelectField
            label={w('item')}
            required
            value={itemId}
            onChange={(value) => draft.set({ itemId: value })}
            options={items}
            error={wrong('itemId')}
          />
          <SelectField
            label={w('kind')}
            required
            value={kind}
            onChange={(value) => draft.set({ kind: outcomeKinds.find((one) => one === value) ?? 'record' })}
            options={outcomeKinds.map((one) => ({ id: one, text: say(outcomeKindWords[one]) }))}
          />
          <DayField
            label={w('happenedOn')}
            value={happenedOn}
            onChange={(value) => draft.set({ happenedOn: value })}
            required
            error={wrong('happenedOn')}
          />
          <SelectField
            label={w('countsFor')}
            value={targetId}
            onChange={(value) => draft.set({ targetId: value })}
            options={[
              { id: '', text: w('none') },
              ...(programme.data?.targets ?? []).map((target) => ({
                id: target.id,
                text: `${target.id} ${target.title}`,
              })),
            ]}
          />
          <CheckField
            label={w('replicable')}
            value={replicable}
            onChange={(value) => draft.set({ replicable: value })}
          />
          <TextArea
            label={w('description')}
            value={description}
            onChange={(value) => draft.set({ description: value })}
            rows={6}
            error={wrong('description')}
          />
          <AttachmentField chosen={attachments} onChange={(value) => draft.set({ attachments: value })} />
          {id && (
            <TextArea
              label={common('reason')}
              value={reason}
              onChange={(value) => draft.set({ reason: value })}
              required
              rows={2}
              error={wrong('reason')}
            />
          )}
        </ActForm>
      </Panel>
    </>
  )
}
