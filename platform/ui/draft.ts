import { useCallback, useEffect, useState } from 'react'

export type Draft<T> = {
  value: T
  set: (change: Partial<T>) => void
  /** Something unsent was found from before. */
  restored: boolean
  /** Forget it: it was sent, or is not wanted. */
  clear: () => void
}

/**
 * What a person is filling in, kept on this device until it is sent: a reload or a closed window loses nothing.
 * @param key - names the form and what it is about; never used for secrets
 */
export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const place = `shoumi.draft.${key}`
  const [state, setState] = useState(() => {
    const kept = readKept<T>(place)
    return { value: kept ? { ...initial, ...kept } : initial, restored: kept !== null, touched: kept !== null }
  })
  useEffect(() => {
    if (state.touched) localStorage.setItem(place, JSON.stringify(state.value))
  }, [place, state])
  const set = useCallback(
    (change: Partial<T>) => setState((before) => ({ ...before, value: { ...before.value, ...change }, touched: true })),
    [],
  )
  const clear = useCallback(() => {
    localStorage.removeItem(place)
    setState({ value: initial, restored: false, touched: false })
  }, [place, initial])
  return { value: state.value, set, restored: state.restored, clear }
}

/** Puts values into a form that is not open; whoever opens it finds them there. */
export function keepForLater(key: string, values: object): void {
  const place = `shoumi.draft.${key}`
  localStorage.setItem(place, JSON.stringify({ ...readKept(place), ...values }))
}

function readKept<T>(place: string): Partial<T> | null {
  try {
    const text = localStorage.getItem(place)
    return text === null ? null : (JSON.parse(text) as Partial<T>)
  } catch {
    return null
  }
}
