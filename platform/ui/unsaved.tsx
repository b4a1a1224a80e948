import { useBlocker } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { Button } from './controls.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './feedback.tsx'
import { useWords } from './locale.tsx'
import { unsavedWords } from './unsaved.words.ts'

/** Places that hold something which is kept nowhere else yet. */
const places = new Set<symbol>()
export const isAnythingUnsaved = (): boolean => places.size > 0

/** Asks before the page is left, by a link or by closing the window, as long as something on it is not saved. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  useEffect(() => {
    if (!unsaved) return
    const place = Symbol()
    places.add(place)
    return () => {
      places.delete(place)
    }
  }, [unsaved])
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  })
  return <AskToLeave open={status === 'blocked'} onStay={() => reset?.()} onLeave={() => proceed?.()} />
}

export function AskToLeave({ open, onStay, onLeave }: { open: boolean; onStay: () => void; onLeave: () => void }) {
  const w = useWords(unsavedWords)
  return (
    <Dialog title={w('title')} open={open} onClose={onStay}>
      <p>{w('text')}</p>
      <div className="actions">
        <Button kind="primary" onPress={onStay}>
          {w('stay')}
        </Button>
        <Button kind="danger" onPress={onLeave}>
          {w('leave')}
        </Button>
      </div>
    </Dialog>
  )
}

const watch = (tell: () => void) => {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}
/** What is saved while there is no network waits for it; whoever writes is told so. */
export function OfflineNotice() {
  const w = useWords(unsavedWords)
  const online = useSyncExternalStore(watch, () => navigator.onLine)
  return online ? null : <Notice kind="bad">{w('offline')}</Notice>
}
