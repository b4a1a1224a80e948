import { memoryPins, type Pin, type Pins } from '../../../vault/open-room.ts'
import { answerOf, openDeviceStore } from './device-database.ts'

const name = 'shoumi-vault'
const store = 'pins'

/**
 * Kept in the browser's own database, which only this origin's scripts reach: numbers and public keys, no secrets. Where a browser has
 * none to give, as in some private windows, they are remembered as long as the tab is open.
 */
export function devicePins(): Pins {
  const memory = memoryPins()
  const database = openDeviceStore(name, store)
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

const isPin = (value: unknown): value is Pin =>
  typeof value === 'object' &&
  value !== null &&
  'generation' in value &&
  typeof value.generation === 'number' &&
  'recipient' in value &&
  typeof value.recipient === 'string'
