import { useState } from 'react'
import { Button } from '../../platform/ui/controls.tsx'
import { formatDay } from '../../platform/ui/format.ts'
import { Badge, Panel } from '../../platform/ui/layout.tsx'
import { useLocale, useWords } from '../../platform/ui/locale.tsx'
import { todayHere } from '../../platform/ui/moment.ts'
import { RowsEditor } from '../../platform/ui/rows-editor.tsx'
import type { Sent } from '../vault/answers.client.ts'
import type { Entry } from '../vault/records.client.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { useCourses } from './people.client.ts'
import type { ClearedPerson, Training } from './workforce.schema.ts'
import { trainingWords } from './workforce.words.ts'

/** What a person learned, passed or not, until when it holds; and what they were asked to learn. */
export function TrainingPanel({
  entry,
  sent,
  onChange,
}: {
  entry: Entry<ClearedPerson>
  sent: readonly Sent[]
  onChange: (training: readonly Training[]) => void
}) {
  const w = useWords(trainingWords)
  const locale = useLocale()
  const content = useCourses()
  const [assigning, setAssigning] = useState(false)
  const waiting = sent.filter(
    ({ handout, answeredAt }) => handout?.course && handout.about.clearedId === entry.id && answeredAt === null,
  )
  return (
    <Panel title={w('title')} id="training">
      <RowsEditor<Training>
        title={w('title')}
        rows={entry.value.training}
        fields={[
          { key: 'course', label: w('course'), kind: 'line', required: true },
          { key: 'on', label: w('on'), kind: 'day', required: true },
          { key: 'passed', label: w('passed'), kind: 'check' },
          { key: 'until', label: w('validUntil'), kind: 'day' },
        ]}
        fresh={() => ({
          ...{ id: crypto.randomUUID(), course: '', on: todayHere(), passed: true, until: null, result: null },
        })}
        onChange={onChange}
        empty={w('empty')}
        locked={({ result }) => result !== null}
        extra={({ result, passed }) =>
          result && <Badge tone={passed ? 'good' : 'bad'}>{w('score', { score: result.score })}</Badge>
        }
      />
      {waiting.length > 0 && (
        <ul className="lines">
          {waiting.map(({ id, handout, dueOn }) => (
            <li key={id}>
              <Badge tone={dueOn !== null && dueOn < todayHere() ? 'bad' : 'warn'}>{w('waiting')}</Badge>{' '}
              {dueOn ? w('waitingLine', { title: handout?.title ?? '', on: formatDay(dueOn, locale) }) : handout?.title}
            </li>
          ))}
        </ul>
      )}
      {content && <p className="hint apart">{w('marking', { score: content.exam.paperBlueprint.passScore })}</p>}
      <Button onPress={() => setAssigning(true)}>{w('assign')}</Button>
      {assigning && <AssignDialog people={[entry]} onClose={() => setAssigning(false)} />}
    </Panel>
  )
}
