import { memoryPins, type Pin, type Pins } from '../../../vault/open-room.ts'

const name = 'shoumi-vault'
const store = 'pins'

/**
 * Kept in the browser's own database, which only this origin's scripts reach: numbers and public keys, no secrets. Where a browser has
 * none to give, as in some private windows, they are remembered as long as the tab is open.
 */
export function devicePins(): Pins {
  const memory = memoryPins()
  const database = openDatabase()
  return {
    async find(organisation) {
      const kept = await database
      if (!kept) return memory.find(organisation)
      const found: unknown = await answerOf(kept.transaction(store).objectStore(store).get(organisation))
      return isPin(found) ? found : null
    },
    async keep(organisation, pin) {
      const kept = await database
      if (!kept) return memory.keep(organisation, pin)
      await answerOf(kept.transaction(store, 'readwrite').objectStore(store).put(pin, organisation))
    },
  }
}

async function openDatabase(): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    return await answerOf(request)
  } catch {
    return null
  }
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser’s database did not answer'))
  })

const isPin = (value: unknown): value is Pin =>
  typeof value === 'object' &&
  value !== null &&
  'generation' in value &&
  typeof value.generation === 'number' &&
  'recipient' in value &&
  typeof value.recipient === 'string'
