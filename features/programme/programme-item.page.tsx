import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { Button, DayField, SelectField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, EmptyState, ErrorNotice, Loading, useFieldError } from '../../platform/ui/feedback.tsx'
import { A, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { organisationContract } from '../organisation/organisation.contract.ts'
import { outcomeContract, taskContract, versionContract } from './programme.contract.ts'
import { type Item, itemsOf, type Mark, marks, type Programme } from './programme.schema.ts'
import { markWords } from './programme-kind.words.ts'
import { OutcomeList } from './programme-outcome-list.tsx'
import { programmePageWords } from './programme-page.words.ts'
import { Changes, KnownMark, TaskList, useProgramme } from './programme-parts.tsx'
import { changesBetween } from './programme-version.rules.ts'

export default function ItemScreen() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(programmePageWords)
  const may = useMay()
  const programme = useProgramme()
  const tasks = useDoor(taskContract.list, { itemId: id, limit: 100 })
  const outcomes = useDoor(outcomeContract.list, { itemId: id, limit: 100 })
  const [open, setOpen] = useState<'assign' | 'edit' | null>(null)
  if (programme.error) return <ErrorNotice error={programme.error} onRetry={() => programme.refetch()} />
  if (!programme.data) return <Loading />
  const { document, version } = programme.data
  const found = itemsOf(document).find(({ item }) => item.id === id)
  if (!found) return <EmptyState title={id} text={w('noTasks')} />
  const { item, measure } = found
  return (
    <>
      <PageHeader
        back={{ to: '/programme', text: w('measures') }}
        title={
          <>
            {item.id} {item.title}
            <KnownMark status={item.status} source={item.source} programme={document} />
          </>
        }
        lead={item.gloss}
      >
        {may('programme.assign-task') && (
          <Button kind="primary" onPress={() => setOpen('assign')}>
            {w('assign')}
          </Button>
        )}
        {may('programme.record-outcome') && (
          <A to={`/outcomes/new?itemId=${item.id}`} className="button">
            {w('record')}
          </A>
        )}
        {may('programme.edit') && <Button onPress={() => setOpen('edit')}>{w('editItem')}</Button>}
      </PageHeader>
      <Panel>
        <KeyValues
          pairs={[
            [w('measure'), `${measure.ordinal}${measure.title}`],
            [w('nationalTask'), measure.nationalTask.text],
            [
              w('responsible'),
              <>
                {item.responsibleUnits.units.length > 0 ? (
                  item.responsibleUnits.units.join('、')
                ) : (
                  <span className="soft">{w('unobtained')}</span>
                )}
                <KnownMark
                  status={item.responsibleUnits.status}
                  source={item.responsibleUnits.source}
                  programme={document}
                />
              </>,
            ],
          ]}
        />
      </Panel>
      <Panel title={w('tasks')}>
        <ErrorNotice error={tasks.error} />
        {tasks.data?.tasks.length === 0 ? (
          <EmptyState title={w('noTasks')} text={w('noTasksText')} />
        ) : (
          <TaskList tasks={tasks.data?.tasks ?? []} />
        )}
      </Panel>
      <Panel title={w('outcomes')}>
        <ErrorNotice error={outcomes.error} />
        {outcomes.data?.outcomes.length === 0 ? (
          <EmptyState title={w('noOutcomes')} text={w('noOutcomesText')} />
        ) : (
          <OutcomeList outcomes={outcomes.data?.outcomes ?? []} />
        )}
      </Panel>
      {open === 'assign' && <Assign itemId={item.id} onClose={() => setOpen(null)} />}
      {open === 'edit' && <EditItem item={item} document={document} base={version} onClose={() => setOpen(null)} />}
    </>
  )
}

const blankTask = { organisationId: '', title: '', description: '', startsOn: '', dueOn: '' }

function Assign({ itemId, onClose }: { itemId: string; onClose: () => void }) {
  const w = useWords(programmePageWords)
  const organisations = useDoor(organisationContract.list, { state: 'admitted', limit: 500 })
  const draft = useDraft(`task.${itemId}`, blankTask)
  const assign = useAct(taskContract.assign, {
    onDone: () => {
      draft.clear()
      onClose()
    },
  })
  const wrong = useFieldError(assign.error)
  const { organisationId, title, description, startsOn, dueOn } = draft.value
  return (
    <Dialog title={w('assign')} open onClose={onClose}>
      <ActForm
        act={assign}
        onSubmit={() =>
          assign.mutate({ itemId, organisationId, title, description, startsOn: startsOn || null, dueOn })
        }
        submit={w('assign')}
        onCancel={onClose}
      >
        <DraftBar draft={draft} />
        <TextField
          label={w('taskTitle')}
          value={title}
          onChange={(value) => draft.set({ title: value })}
          required
          error={wrong('title')}
        />
        <SelectField
          label={w('organisation')}
          required
          value={organisationId}
          onChange={(value) => draft.set({ organisationId: value })}
          options={(organisations.data?.organisations ?? []).map((one) => ({ id: one.id, text: one.name }))}
          error={wrong('organisationId')}
        />
        <DayField
          label={w('startsOn')}
          value={startsOn}
          onChange={(value) => draft.set({ startsOn: value })}
          error={wrong('startsOn')}
        />
        <DayField
          label={w('dueOn')}
          value={dueOn}
          onChange={(value) => draft.set({ dueOn: value })}
          required
          error={wrong('dueOn')}
        />
        <TextArea
          label={w('description')}
          value={description}
          onChange={(value) => draft.set({ description: value })}
          error={wrong('description')}
        />
      </ActForm>
    </Dialog>
  )
}

/** Puts the changed item into a copy of the whole programme: what is saved is always a whole version. */
function withItem(document: Programme, changed: Item): Programme {
  const measures = document.measures.measures.map((measure) => ({
    ...measure,
    items: measure.items.map((item) => (item.id === changed.id ? changed : item)),
  }))
  return { ...document, measures: { ...document.measures, measures } }
}

function EditItem({
  item,
  document,
  base,
  onClose,
}: {
  item: Item
  document: Programme
  base: number
  onClose: () => void
}) {
  const w = useWords(programmePageWords)
  const say = useSay()
  const [form, setForm] = useState({
    title: item.title,
    status: item.status,
    note: item.note ?? '',
    units: item.responsibleUnits.units.join('\n'),
    unitsStatus: item.responsibleUnits.status,
    unitsNote: item.responsibleUnits.note ?? '',
    reason: '',
  })
  const save = useAct(versionContract.edit, { onDone: onClose })
  const units = form.units
    .split('\n')
    .map((unit) => unit.trim())
    .filter(Boolean)
  const { note: _, ...plain } = item
  const { note: __, ...plainUnits } = item.responsibleUnits
  const next = withItem(document, {
    ...plain,
    title: form.title,
    status: form.status,
    ...(form.note && { note: form.note }),
    responsibleUnits: {
      ...plainUnits,
      units,
      status: form.unitsStatus,
      ...(form.unitsNote && { note: form.unitsNote }),
    },
  })
  const changes = changesBetween(document, next)
  const markOptions = marks.map((sign) => ({ id: sign, text: `【${sign}】${say(markWords[sign])}` }))
  const asMark = (value: string): Mark => marks.find((mark) => mark === value) ?? '未得'
  return (
    <Dialog title={`${w('editItem')} ${item.id}`} open onClose={onClose} wide>
      <TextField label={w('title')} value={form.title} onChange={(title) => setForm({ ...form, title })} required />
      <SelectField
        label={w('statusField')}
        required
        value={form.status}
        onChange={(value) => setForm({ ...form, status: asMark(value) })}
        options={markOptions}
      />
      <TextField label={w('editorialNote')} value={form.note} onChange={(note) => setForm({ ...form, note })} />
      <TextArea
        label={w('unitsField')}
        value={form.units}
        onChange={(value) => setForm({ ...form, units: value })}
        rows={3}
      />
      <SelectField
        label={`${w('responsible')} · ${w('statusField')}`}
        required
        value={form.unitsStatus}
        onChange={(value) => setForm({ ...form, unitsStatus: asMark(value) })}
        options={markOptions}
      />
      <TextField
        label={`${w('responsible')} · ${w('sourceField')}`}
        value={form.unitsNote}
        onChange={(unitsNote) => setForm({ ...form, unitsNote })}
      />
      <TextArea
        label={w('editReason')}
        value={form.reason}
        onChange={(reason) => setForm({ ...form, reason })}
        required
        rows={2}
      />
      <h3>{w('preview')}</h3>
      {changes.length === 0 ? <p className="soft">{w('noChange')}</p> : <Changes changes={changes} />}
      <ErrorNotice error={save.error} />
      <Button
        kind="primary"
        isDisabled={changes.length === 0 || form.reason.trim().length < 2 || save.isPending}
        onPress={() => save.mutate({ base, reason: form.reason, document: next })}
      >
        {w('saveVersion')}
      </Button>
    </Dialog>
  )
}
