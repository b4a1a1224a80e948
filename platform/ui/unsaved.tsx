import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Button } from './controls.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './feedback.tsx'
import { useWords } from './locale.tsx'
import { unsavedWords } from './unsaved.words.ts'

/** Places that hold something which is kept nowhere else yet. */
const places = new Set<symbol>()
export const isAnythingUnsaved = (): boolean => places.size > 0

/** So long a link waits for what is being saved before it asks. */
const patience = { times: 30, everyMs: 100 } as const

/**
 * Asks before the page is left, by a link or by closing the window, as long as something on it is not saved.
 *
 * @param onItsWay - it is being saved by itself: a link waits for that first
 */
export function LeaveGuard({ unsaved, onItsWay = false }: { unsaved: boolean; onItsWay?: boolean }) {
  const now = useRef({ unsaved, onItsWay })
  useEffect(() => {
    now.current = { unsaved, onItsWay }
  }, [unsaved, onItsWay])
  useEffect(() => {
    if (!unsaved) return
    const place = Symbol()
    places.add(place)
    return () => {
      places.delete(place)
    }
  }, [unsaved])
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false
      for (let left = patience.times; left > 0 && now.current.unsaved && now.current.onItsWay; left--) {
        if (!navigator.onLine) break
        await new Promise((resolve) => setTimeout(resolve, patience.everyMs))
      }
      return now.current.unsaved
    },
    enableBeforeUnload: () => now.current.unsaved,
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
