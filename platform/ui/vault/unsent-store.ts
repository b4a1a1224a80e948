import { answerOf, openDeviceStore } from './device-database.ts'

/** Something that was not sent, sealed to the key of whoever wrote it. All else here says where it belongs, and nothing of what is in it. */
export type SealedUnsent = {
  readonly id: string
  /** The recipient it is sealed to. */
  readonly owner: string
  /** The screen it was written on, and which of its forms. */
  readonly path: string
  readonly form: string
  readonly at: string
  readonly sealed: Uint8Array
}
export type UnsentStore = {
  put(one: SealedUnsent): Promise<void>
  remove(id: string): Promise<void>
  /** In the order in which they were written. */
  all(): Promise<readonly SealedUnsent[]>
}

const store = 'sealed'
/** What was sealed to a key that nobody uses here any more is not kept for ever. */
const mostDays = 90

/** Kept on this device, or in this tab's memory where the browser keeps nothing. */
export function unsentStore(): UnsentStore {
  const memory = new Map<string, SealedUnsent>()
  const database = openDeviceStore('shoumi-unsent', store)
  const inStore = async (mode: IDBTransactionMode) => (await database)?.transaction(store, mode).objectStore(store)
  return {
    async put(one) {
      try {
        const kept = await inStore('readwrite')
        if (kept) await answerOf(kept.put(one, one.id))
        else memory.set(one.id, one)
      } catch {
        // The device is full.
        memory.set(one.id, one)
      }
    },
    async remove(id) {
      memory.delete(id)
      const kept = await inStore('readwrite')
      if (kept) await answerOf(kept.delete(id))
    },
    async all() {
      const kept = await inStore('readonly')
      const found: unknown[] = kept ? await answerOf(kept.getAll()) : []
      return [...found.filter(isUnsent), ...memory.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
    },
  }
}

export const isTooOld = ({ at }: SealedUnsent, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), now.subtract({ hours: 24 * mostDays })) < 0

const isUnsent = (value: unknown): value is SealedUnsent =>
  typeof value === 'object' &&
  value !== null &&
  ['id', 'owner', 'path', 'form', 'at'].every((key) => typeof Reflect.get(value, key) === 'string') &&
  'sealed' in value &&
  value.sealed instanceof Uint8Array
