import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { fromBase64, toBase64 } from '../../evidence/bytes.ts'
import { type ApiError, callDoor } from '../../platform/ui/client.ts'
import { openedKey, room, useOpenedCache, useRoomState } from './room.client.ts'
import { roomError } from './room-error.ts'
import { sealedContract } from './sealed.contract.ts'
import type { Collection, RecordOut } from './vault.schema.ts'

/** One opened record of a collection. */
export type Entry<T> = { id: string; revision: number; value: T; madeBy: string; madeAt: string }
type Opened<T> = {
  upTo: number
  entries: ReadonlyMap<string, Entry<T>>
  /** Ids of records that could not be opened or do not have the shape of the collection. */
  unreadable: readonly string[]
}
const nothing = <T>(): Opened<T> => ({ upTo: 0, entries: new Map(), unreadable: [] })
const batch = 500

/**
 * A collection of the vault, opened: everything is fetched once, and from then on only what changed.
 *
 * @param schema - what a record of this collection is; one that is not is counted as unreadable, never shown half
 */
export function useRecords<T>(collection: Collection, schema: z.ZodType<T>) {
  const queries = useOpenedCache()
  const { organisation } = useRoomState()
  const key = [openedKey, 'records', organisation, collection]
  const query = useQuery<Opened<T>, ApiError>({
    queryKey: key,
    enabled: organisation !== null,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      readOn(organisation ?? '', collection, schema, queries.getQueryData<Opened<T>>(key) ?? nothing()).catch(
        (thrown: unknown) => {
          throw roomError(thrown)
        },
      ),
  })
  const save = useMutation<void, ApiError, readonly { id: string; revision: number; value: T }[]>({
    mutationKey: [openedKey],
    gcTime: 0,
    mutationFn: (changed) =>
      saveRecords(organisation ?? '', collection, schema, changed).catch((thrown: unknown) => {
        throw roomError(thrown)
      }),
    onSettled: () => queries.invalidateQueries(),
  })
  const entries = query.data?.entries ?? new Map<string, Entry<T>>()
  return {
    isOpen: query.data !== undefined,
    error: query.error,
    refetch: query.refetch,
    entries,
    list: [...entries.values()],
    unreadable: query.data?.unreadable ?? [],
    /** Keeps these, all or none of each five hundred. `revision` is the one that was seen, 0 for a new record. */
    save,
  }
}

/** Seals and keeps these, all or none of each five hundred. */
export async function saveRecords<T>(
  organisation: string,
  collection: Collection,
  schema: z.ZodType<T>,
  changed: readonly { id: string; revision: number; value: T }[],
): Promise<void> {
  for (let from = 0; from < changed.length; from += batch) {
    const sealed = await room().sealRecords(
      changed.slice(from, from + batch).map(({ id, revision, value }) => ({
        organisation,
        collection,
        id,
        revision: revision + 1,
        value: schema.parse(value),
      })),
    )
    await callDoor(sealedContract.save, {
      collection,
      records: sealed.map((one) => ({
        id: one.id,
        revision: one.revision,
        // As it was sealed: the key may have been changed since the page heard of it, and then the server refuses.
        generation: one.generation,
        sealed: toBase64(one.sealed),
      })),
    })
  }
}

/** All that is in a collection now, for acts that need it whatever a page has read. */
export const readWhole = <T>(organisation: string, collection: Collection, schema: z.ZodType<T>): Promise<Opened<T>> =>
  readOn(organisation, collection, schema, nothing<T>())
export const readRecords = async <T>(
  organisation: string,
  collection: Collection,
  schema: z.ZodType<T>,
): Promise<ReadonlyMap<string, Entry<T>>> => (await readWhole(organisation, collection, schema)).entries

async function readOn<T>(
  organisation: string,
  collection: Collection,
  schema: z.ZodType<T>,
  before: Opened<T>,
): Promise<Opened<T>> {
  const entries = new Map(before.entries)
  const unreadable = new Set(before.unreadable)
  let upTo = before.upTo
  for (let more = true; more; ) {
    const page = await callDoor(sealedContract.list, { collection, since: upTo })
    for (const { entry, id, record } of await openAll(organisation, collection, schema, page.records)) {
      const isOlder = record.revision < (entries.get(id)?.revision ?? 0)
      entries.delete(id)
      unreadable.delete(id)
      // What was seen before is not taken back: an older one in its place is shown as what it is, no entry to rely on.
      if (isOlder || entry === 'unreadable') unreadable.add(id)
      else if (entry) entries.set(id, entry)
    }
    upTo = page.upTo
    more = page.more
  }
  return { upTo, entries, unreadable: [...unreadable] }
}

/** Opens records as doors give them; a removed one has no entry. */
async function openAll<T>(
  organisation: string,
  collection: Collection,
  schema: z.ZodType<T>,
  records: readonly RecordOut[],
): Promise<readonly { id: string; entry: Entry<T> | 'unreadable' | null; record: RecordOut }[]> {
  const present = records.filter((record) => record.sealed !== null)
  const opened = await room().openRecords(
    present.map(({ id, revision, generation, sealed }) => ({
      ...{ organisation, collection, id, revision, generation },
      sealed: fromBase64(sealed ?? ''),
    })),
  )
  const values = new Map(present.map((record, at) => [record, opened[at]?.value] as const))
  return records.map((record) => {
    const { id, revision, madeBy, madeAt } = record
    if (record.sealed === null) return { id, entry: null, record }
    const parsed = schema.safeParse(values.get(record))
    return { id, entry: parsed.success ? { id, revision, value: parsed.data, madeBy, madeAt } : 'unreadable', record }
  })
}
