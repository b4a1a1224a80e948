import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { pairOf } from '../../core/content.ts'
import { Button, DayField } from '../../platform/ui/controls.tsx'
import { A, Panel } from '../../platform/ui/layout.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import { saveBlob, saveDocx } from '../../platform/ui/save-file.ts'
import { useSession } from '../../platform/ui/session.tsx'
import { ChecklistPanel, useChecklists } from '../checklist/checklist.part.tsx'
import { planOf } from '../checklist/checklist.rules.ts'
import type { ChecklistRun } from '../checklist/checklist.schema.ts'
import { sha256Of, todayHere, useRegister } from '../trade-secret/register.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { closeOutOf, knownUntil } from './workforce.rules.ts'
import type { ClearedPerson } from './workforce.schema.ts'
import { peopleWords } from './workforce.words.ts'

/** The lists of joining, changing and leaving for one person. */
export function Runs({
  entry,
  onChange,
}: {
  entry: Entry<ClearedPerson>
  onChange: (runs: readonly ChecklistRun[]) => void
}) {
  const w = useWords(peopleWords)
  const say = useSay()
  const lists = useChecklists()
  const [anchor, setAnchor] = useState(todayHere())
  const { runs } = entry.value
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(anchor)
  const start = (checklistId: string) =>
    onChange([
      ...runs,
      {
        ...{ checklistId, anchorAt: `${anchor}T00:00:00+08:00`, startedAt: new Date().toISOString() },
        ...{ steps: {}, closedAt: null },
      },
    ])
  return (
    <Panel title={w('checklists')} id="checklists">
      {runs.map((run, at) => {
        const list = lists?.checklists.find(({ id }) => id === run.checklistId)
        return (
          <details key={run.startedAt} open={run.closedAt === null}>
            <summary>{list ? say(pairOf(list.title)) : run.checklistId}</summary>
            <ChecklistPanel
              run={run}
              onChange={(changed) => onChange(runs.map((one, index) => (index === at ? changed : one)))}
            />
            {run.checklistId === 'CL-EX' && run.closedAt && <CloseOut entry={entry} run={run} />}
          </details>
        )
      })}
      <DayField label={w('anchor')} value={anchor} onChange={setAnchor} filter />
      <div className="actions">
        <Button isDisabled={!isDay} onPress={() => start('CL-ON')}>
          {w('startOn')}
        </Button>
        <Button isDisabled={!isDay} onPress={() => start('CL-CH')}>
          {w('startChange')}
        </Button>
        <Button isDisabled={!isDay} onPress={() => start('CL-EX')}>
          {w('startExit')}
        </Button>
      </div>
    </Panel>
  )
}

/** The dated record of a close-out: its text with its digest, to be deposited, printed and signed. */
function CloseOut({ entry, run }: { entry: Entry<ClearedPerson>; run: ChecklistRun }) {
  const w = useWords(peopleWords)
  const { organisation } = useSession()
  const register = useRegister()
  const list = useChecklists()?.checklists.find(({ id }) => id === run.checklistId)
  const closedAt = run.closedAt ?? ''
  const record =
    list &&
    closeOutOf(
      entry.value,
      planOf(list, run, Temporal.Now.instant()),
      knownUntil(entry.value, register.list, run.anchorAt.slice(0, 10)),
      closedAt,
    )
  const digest = useQuery({
    queryKey: ['room', 'close-out', entry.id, entry.revision, record?.text],
    queryFn: () => sha256Of(record?.text ?? ''),
    enabled: record !== undefined,
  })
  if (!record) return null
  const name = `离职交接记录-${entry.value.name}-${closedAt.slice(0, 10)}`
  const [title = '', ...lines] = record.lines
  return (
    <section className="card">
      <h3>{w('record')}</h3>
      <p className="hint">{w('recordText')}</p>
      <div className="paper text">{record.text}</div>
      <p>
        {w('digest')} <code className="break">{digest.data ?? '…'}</code>
      </p>
      <div className="actions">
        <Button
          kind="primary"
          onPress={() => saveBlob(new Blob([record.text], { type: 'text/plain;charset=utf-8' }), `${name}.txt`)}
        >
          {w('saveText')}
        </Button>
        <Button
          onPress={() =>
            saveDocx(
              {
                title: '离职交接记录',
                agency: organisation?.name ?? '',
                blocks: [
                  { kind: 'paragraph', text: title },
                  ...lines.map((text) => ({ kind: 'paragraph' as const, text })),
                  { kind: 'paragraph', text: `本记录文本的 SHA-256：${digest.data ?? ''}` },
                ],
                signature: { name: organisation?.name ?? '', day: closedAt.slice(0, 10) },
              },
              `${name}.docx`,
            )
          }
        >
          {w('saveDocx')}
        </Button>
        <Button onPress={() => window.print()}>{w('print')}</Button>
        <A to="/deposits/new" className="button plain">
          {w('deposit')}
        </A>
      </div>
    </section>
  )
}
