import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Button } from './controls.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './feedback.tsx'
import { useWords } from './locale.tsx'
import { unsavedWords } from './unsaved.words.ts'

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
  const w = useWords(unsavedWords)
  return (
    <Dialog title={w('title')} open={status === 'blocked'} onClose={() => reset?.()}>
      <p>{w('text')}</p>
      <div className="actions">
        <Button kind="primary" onPress={() => reset?.()}>
          {w('stay')}
        </Button>
        <Button kind="danger" onPress={() => proceed?.()}>
          {w('leave')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The browser asks before the window is closed over something that would be lost with it. */
export function useCloseWarning(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [wanted])
}

const watch = (tell: () => void) => {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}
export const useOnline = (): boolean => useSyncExternalStore(watch, () => navigator.onLine)

/** What is saved while there is no network waits for it; whoever writes is told so. */
export function OfflineNotice() {
  const w = useWords(unsavedWords)
  return useOnline() ? null : <Notice kind="bad">{w('offline')}</Notice>
}
