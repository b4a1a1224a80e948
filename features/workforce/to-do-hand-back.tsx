import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { Item } from './hand-back.rules.ts'
import { type FormProps, ObjectButton } from './to-do-object.tsx'
import { toDoWords } from './workforce.words.ts'

type Became = 'returned' | 'not-held'

/** What is to be handed back, one by one: handed back, or not held; where it is then is said in the note. */
export function HandBackForm({ items, pending, onSay }: FormProps & { items: readonly Item[] }) {
  const w = useWords(toDoWords)
  const [became, setBecame] = useState<Readonly<Record<string, Became>>>({})
  const [note, setNote] = useState('')
  const left = items.filter(({ id }) => became[id] === undefined).length
  const needsNote = Object.values(became).includes('not-held') && note.trim().length < 2
  return (
    <>
      <h3>{w('items')}</h3>
      <ol className="questions">
        {items.map(({ id, what }) => (
          <li key={id}>
            <p id={`i-${id}`} className="stem">
              {what}
            </p>
            <RadioGroup
              aria-labelledby={`i-${id}`}
              className="side-by-side"
              value={became[id] ?? ''}
              onChange={(value) =>
                setBecame((now) => ({ ...now, [id]: value === 'returned' ? 'returned' : 'not-held' }))
              }
            >
              <Choice value="returned">{w('returned')}</Choice>
              <Choice value="not-held">{w('notHeld')}</Choice>
            </RadioGroup>
          </li>
        ))}
      </ol>
      <TextArea label={w('note')} value={note} onChange={setNote} rows={2} maxLength={2000} />
      {left > 0 && <p role="status">{w('itemsLeft', { n: left })}</p>}
      {left === 0 && needsNote && <p role="status">{w('notHeldWhy')}</p>}
      <div className="actions">
        <Button
          kind="primary"
          isDisabled={pending || left > 0 || needsNote}
          onPress={() => onSay({ said: 'done', note: note.trim(), items: { ...became } })}
        >
          {w('sendItems')}
        </Button>
        <ObjectButton pending={pending} onSay={onSay} />
      </div>
    </>
  )
}

const Choice = ({ value, children }: { value: Became; children: string }) => (
  <Radio value={value} className="check one-of">
    <span className="check-box" aria-hidden="true" />
    {children}
  </Radio>
)
