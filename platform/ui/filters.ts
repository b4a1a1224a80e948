import { useCallback, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** The filters of a list live in its address: it can be linked, printed, gone back to. */
export function useFilters<K extends string>(
  names: readonly K[],
): [Partial<Record<K, string>>, (change: Partial<Record<K, string>>) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search)
  const query = new URLSearchParams(search)
  const filters = Object.fromEntries(
    names.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])),
  ) as Partial<Record<K, string>>
  const change = useCallback((values: Partial<Record<K, string>>) => {
    const next = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries<string | undefined>(values)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    const text = next.toString()
    history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''))
    for (const listener of listeners) listener()
  }, [])
  return [filters, change]
}
