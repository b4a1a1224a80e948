/**
 * One store of the browser's own database, which only this origin's scripts reach. Null where a browser has none to give, as in some
 * private windows.
 */
export async function openDeviceStore(name: string, store: string): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    return await answerOf(request)
  } catch {
    return null
  }
}

export const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser’s database did not answer'))
  })
