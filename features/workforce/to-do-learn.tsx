import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { pairOf } from '../../core/content.ts'
import { Button, CheckField } from '../../platform/ui/controls.tsx'
import { Loading, Notice } from '../../platform/ui/feedback.tsx'
import { useSay, useWords } from '../../platform/ui/locale.tsx'
import type { Handout } from '../vault/handout.schema.ts'
import type { Question } from './course.schema.ts'
import { useCourses } from './people.client.ts'
import { type FormProps, ObjectButton } from './to-do-object.tsx'
import { toDoWords } from './workforce.words.ts'

/** The questions of a course, in the language of the screen; handed in once, when all are answered. */
export function LearnForm({ course, pending, onSay }: FormProps & { course: NonNullable<Handout['course']> }) {
  const w = useWords(toDoWords)
  const content = useCourses()
  const [choices, setChoices] = useState<Readonly<Record<string, string[]>>>({})
  if (!content) return <Loading />
  const questions = course.questions.flatMap((id) => content.exam.questions.find((one) => one.id === id) ?? [])
  const left = questions.filter(({ id }) => (choices[id] ?? []).length === 0).length
  return (
    <>
      <h3>{w('questions', { n: questions.length })}</h3>
      <p className="hint">{w('questionsHint', { score: content.exam.paperBlueprint.passScore })}</p>
      {questions.length < course.questions.length && <Notice kind="warn">{w('unmarked')}</Notice>}
      <ol className="questions">
        {questions.map((question) => (
          <li key={question.id}>
            <Asked
              question={question}
              chosen={choices[question.id] ?? []}
              onChange={(keys) => setChoices((now) => ({ ...now, [question.id]: keys }))}
            />
          </li>
        ))}
      </ol>
      {left > 0 && <p role="status">{w('left', { n: left })}</p>}
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={pending || left > 0}
          onPress={() => onSay({ said: 'done', note: '', choices: { ...choices } })}
        >
          {w('submit')}
        </Button>
        <ObjectButton pending={pending} onSay={onSay} />
      </div>
    </>
  )
}

function Asked({
  question: { id, type, stem, options },
  chosen,
  onChange,
}: {
  question: Question
  chosen: readonly string[]
  onChange: (keys: string[]) => void
}) {
  const w = useWords(toDoWords)
  const say = useSay()
  // The file asks for shuffled options; true and false stay where everybody looks for them.
  const [shown] = useState(() => (type === 'trueFalse' ? options : shuffled(options)))
  return (
    <>
      <p id={`q-${id}`} className="stem">
        {say(pairOf(stem))} <span className="small soft">{w(type)}</span>
      </p>
      {type === 'multiple' ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this needs
        <div role="group" aria-labelledby={`q-${id}`}>
          {shown.map((option) => (
            <CheckField
              key={option.key}
              label={say(pairOf(option))}
              value={chosen.includes(option.key)}
              onChange={(on) => onChange(on ? [...chosen, option.key] : chosen.filter((key) => key !== option.key))}
            />
          ))}
        </div>
      ) : (
        <RadioGroup aria-labelledby={`q-${id}`} value={chosen[0] ?? ''} onChange={(key) => onChange([key])}>
          {shown.map((option) => (
            <Radio key={option.key} value={option.key} className="check one-of">
              <span className="check-box" aria-hidden="true" />
              {say(pairOf(option))}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </>
  )
}

/** In an order of chance, anew each time it is opened. */
function shuffled<T>(all: readonly T[]): readonly T[] {
  const places = crypto.getRandomValues(new Uint32Array(all.length))
  return all
    .map((one, at) => ({ one, place: places[at] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}
