import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActForm } from '../../platform/ui/act-form.tsx'
import { commonWords } from '../../platform/ui/common.words.ts'
import { Button, DayField, TextArea, TextField } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useDraft } from '../../platform/ui/draft.ts'
import { DraftBar, ErrorNotice, Loading, useFieldError } from '../../platform/ui/feedback.tsx'
import { GoalBar } from '../../platform/ui/figures.tsx'
import { formatDay, formatMoment } from '../../platform/ui/format.ts'
import { A, KeyValues, PageHeader, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useSay, useWords } from '../../platform/ui/locale.tsx'
import { useAct, useDoor } from '../../platform/ui/query.ts'
import { useMay } from '../../platform/ui/session.tsx'
import { taskContract } from './programme.contract.ts'
import { taskActWords } from './programme-kind.words.ts'
import { programmePageWords } from './programme-page.words.ts'
import { TaskState } from './programme-parts.tsx'
import type { Task, TaskAct } from './programme-task.schema.ts'

export default function TaskScreen() {
  const { id = '' } = useParams({ strict: false })
  const w = useWords(programmePageWords)
  const common = useWords(commonWords)
  const say = useSay()
  const locale = useLocale()
  const may = useMay()
  const { data, error, refetch } = useDoor(taskContract.read, { id })
  const [act, setAct] = useState<TaskAct | null>(null)
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />
  if (!data) return <Loading />
  const { task, reports, openActs } = data
  return (
    <>
      <PageHeader back={{ to: '/tasks', text: w('tasks') }} title={task.title} lead={task.description}>
        {openActs.map((one) => (
          <Button
            key={one}
            kind={one === 'report' ? 'primary' : one === 'drop' ? 'danger' : 'plain'}
            onPress={() => setAct(one)}
          >
            {say(taskActWords[one])}
          </Button>
        ))}
        {may('programme.record-outcome') && (
          <A to={`/outcomes/new?itemId=${task.itemId}&taskId=${task.id}`} className="button">
            {w('record')}
          </A>
        )}
      </PageHeader>
      <Panel>
        <KeyValues
          pairs={[
            [w('state'), <TaskState key="state" task={task} />],
            [
              w('item'),
              <A key="item" to={`/programme/${task.itemId}`}>
                {task.itemId}
              </A>,
            ],
            [w('organisation'), task.organisation],
            [w('person'), task.person ?? w('nobody')],
            [w('startsOn'), task.startsOn ? formatDay(task.startsOn, locale) : '—'],
            [w('dueOn'), formatDay(task.dueOn, locale)],
            [
              w('progress'),
              <span key="progress">
                {task.progress}%<GoalBar value={task.progress} goal={100} label={`${task.progress}%`} />
              </span>,
            ],
          ]}
        />
      </Panel>
      <Panel title={common('history')}>
        <ul className="list">
          {reports.map((report) => (
            <li key={report.id}>
              <strong>{say(taskActWords[report.act as keyof typeof taskActWords] ?? [report.act, report.act])}</strong>{' '}
              · {report.progress}%{report.note && <p>{report.note}</p>}
              <span className="small soft">
                {w('reportedBy', { by: report.by ?? '—', at: formatMoment(report.reportedAt, locale) })}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      {act && <ActDialog task={task} act={act} onClose={() => setAct(null)} />}
    </>
  )
}

function ActDialog({ task, act, onClose }: { task: Task; act: TaskAct; onClose: () => void }) {
  const w = useWords(programmePageWords)
  const say = useSay()
  const draft = useDraft(`task-act.${task.id}.${act}`, { progress: String(task.progress), note: '', dueOn: task.dueOn })
  const perform = useAct(taskContract.act, {
    onDone: () => {
      draft.clear()
      onClose()
    },
  })
  const wrong = useFieldError(perform.error)
  const { progress, note, dueOn } = draft.value
  return (
    <Dialog title={say(taskActWords[act])} open onClose={onClose}>
      <ActForm
        act={perform}
        onSubmit={() =>
          perform.mutate({
            id: task.id,
            act,
            note,
            progress: act === 'report' ? Number(progress) : null,
            ...(act === 'reassign' && { dueOn }),
          })
        }
        submit={say(taskActWords[act])}
        kind={act === 'drop' ? 'danger' : 'primary'}
        onCancel={onClose}
      >
        <DraftBar draft={draft} />
        {act === 'report' && (
          <TextField
            label={`${w('progress')} (0–99)`}
            value={progress}
            onChange={(value) => draft.set({ progress: value })}
            required
            inputMode="numeric"
            error={wrong('progress')}
          />
        )}
        {act === 'reassign' && (
          <DayField
            label={w('newDue')}
            value={dueOn}
            onChange={(value) => draft.set({ dueOn: value })}
            required
            error={wrong('dueOn')}
          />
        )}
        <TextArea
          label={w('note')}
          value={note}
          onChange={(value) => draft.set({ note: value })}
          required={act === 'drop' || act === 'reopen'}
          error={wrong('note')}
        />
      </ActForm>
    </Dialog>
  )
}
