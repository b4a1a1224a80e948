import { useState } from 'react'
import { Button, TextArea } from '../../platform/ui/controls.tsx'
import { Dialog } from '../../platform/ui/dialog.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import type { Handout, HandoutAnswer } from '../vault/handout.schema.ts'
import { toDoWords } from './workforce.words.ts'

/** What the person says; the day is added where it is sealed. */
export type Said = Omit<HandoutAnswer, 'v' | 'at'>
/** What every form of an answer is given. */
export type FormProps = { opened: Handout; pending: boolean; onSay: (said: Said) => void }

/** An objection is asked for in a place of its own, so that nobody objects by a slip, or acknowledges instead. */
export function ObjectButton({ pending, onSay }: Pick<FormProps, 'pending' | 'onSay'>) {
  const w = useWords(toDoWords)
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  return (
    <>
      <Button isDisabled={pending} onPress={() => setOpen(true)}>
        {w('object')}
      </Button>
      <Dialog title={w('objectTitle')} open={open} onClose={() => setOpen(false)}>
        <p>{w('objectText')}</p>
        <TextArea label={w('objectWords')} value={note} onChange={setNote} rows={4} maxLength={2000} required />
        <div className="actions">
          <Button
            kind="primary"
            isDisabled={pending || note.trim().length < 2}
            onPress={() => {
              setOpen(false)
              onSay({ said: 'objected', note: note.trim() })
            }}
          >
            {w('objectSend')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
