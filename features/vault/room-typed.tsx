import { Button } from '../../platform/ui/controls.tsx'
import { ErrorNotice, Notice } from '../../platform/ui/feedback.tsx'
import { KeyValues } from '../../platform/ui/layout.tsx'
import { useWords } from '../../platform/ui/locale.tsx'
import { dropTyped, openTyped, useHasTyped } from './leaving.client.ts'
import { useKeyWork } from './room.client.ts'
import { roomWords } from './room.words.ts'

/** What was typed and not sent when the room locked, to be copied to where it belongs. */
export function TypedBefore() {
  const w = useWords(roomWords)
  const has = useHasTyped()
  const open = useKeyWork(openTyped)
  if (!has) return null
  return (
    <Notice kind="warn">
      <p>
        <strong>{w('typedTitle')}</strong>
      </p>
      <p>{w('typedText')}</p>
      {open.data && <KeyValues pairs={open.data.map(({ label, text }) => [label, text])} />}
      <ErrorNotice error={open.error} />
      <div className="actions">
        {!open.data && <Button onPress={() => open.mutate(undefined)}>{w('typedOpen')}</Button>}
        <Button kind="quiet" onPress={dropTyped}>
          {w('typedDrop')}
        </Button>
      </div>
    </Notice>
  )
}
