import pg from 'pg'
import { toHex } from '../../evidence/bytes.ts'
import { treeRoot } from '../../evidence/merkle.ts'
import type { TileData } from './log-tree.ts'

/**
 * All SQL of the log, on connections of its own whose eyes are the system's: entries of many requests are kept in one
 * transaction, which no single request could hold.
 */
export type LogStore = ReturnType<typeof logStore>

export type LogHead = {
  readonly origin: string
  readonly state: 'open' | 'frozen'
  readonly size: number
  readonly root: Uint8Array
  readonly verifierKeys: readonly string[]
}
export type Place = { readonly origin: string; readonly index: number; readonly data: Uint8Array }
export type PublishedCheckpoint = { readonly origin: string; readonly size: number; readonly note: string }
/** `fresh`: an authority may be at it right now. */
export type CheckpointFound = PublishedCheckpoint & { readonly stamped: boolean; readonly fresh: boolean }
export type StoredTimestamp = {
  readonly authority: string
  readonly algorithm: 'sha256' | 'sm3'
  readonly token: Uint8Array
  readonly certificates: readonly Uint8Array[]
  readonly revocation: readonly Uint8Array[]
  readonly generatedAt: string
}
export type WaitingFact = {
  readonly journalId: number
  readonly requestId: Uint8Array
  readonly blind: Uint8Array
  readonly digest: Uint8Array
  /** From before there was a log; its digest cannot be computed again. */
  readonly predates: boolean
  readonly fact: Record<string, unknown>
}

/** Somebody else wrote meanwhile, or the log is frozen. */
export class LostRace extends Error {
  override name = 'LostRace'
}
/** At least one of the entries has a request id that is already in the log. */
export class RepeatedRequest extends Error {
  override name = 'RepeatedRequest'
}

const bytes = (value: Buffer) => new Uint8Array(value)
/** PostgreSQL's text form of a `bytea[]`; the driver's own is several times slower. */
const byteaArray = (items: readonly Uint8Array[]) =>
  `{${items.map((item) => `"\\\\x${Buffer.from(item.buffer, item.byteOffset, item.byteLength).toString('hex')}"`).join(',')}}`

/**
 * One statement, so one transaction and one round trip: nothing of it is kept unless the head was where we thought. The
 * entries and the tiles come as one run of bytes each with their lengths, which the driver sends as they are.
 */
const commitStatement = `
  with head as (
    update log set size = $3, root = $4 where origin = $1 and size = $2 and state = 'open' returning origin
  ), entries as (
    insert into log_entry (origin, index, data)
    select head.origin, $2::bigint + place - 1, substring($5::bytea from start for length)
    from head, unnest($6::int[], $7::int[]) with ordinality as u(start, length, place)
    returning 1
  ), tiles as (
    insert into log_tile (origin, level, index, data)
    select head.origin, u.level, u.index, substring($8::bytea from start for length)
    from head, unnest($9::int[], $10::int[], $11::int[], $12::bigint[]) as u(start, length, level, index)
    on conflict (origin, level, index) do update set data = excluded.data returning 1
  )
  select (select count(*) from entries)::int as entries, (select count(*) from tiles)::int as tiles`

/** Where each piece starts, from one, and how long it is. */
function runOf(pieces: readonly Uint8Array[]): { bytes: Buffer; starts: number[]; lengths: number[] } {
  const lengths = pieces.map(({ length }) => length)
  let next = 1
  const starts = lengths.map((length) => {
    next += length
    return next - length
  })
  return { bytes: Buffer.concat(pieces), starts, lengths }
}

const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text: string) => new Date(text).toISOString())

/** @param url - of the app role; row security binds it here too */
export function logStore(url: string, options: { connections?: number } = {}) {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 3,
    application_name: 'shoumi-log',
    types,
    onConnect: async (client) => {
      await client.query("select set_config('shoumi.scope', 'system', false)")
    },
  })
  pool.on('error', () => undefined)

  return {
    close: () => pool.end(),

    async head(): Promise<LogHead | null> {
      const { rows } = await pool.query("select * from log where state = 'open'")
      return rows[0] ? headOf(rows[0]) : null
    },

    async heads(): Promise<LogHead[]> {
      const { rows } = await pool.query('select * from log order by opened_at')
      return rows.map(headOf)
    },

    /** An empty log takes the keys of who opens it: nothing was signed with others. */
    async open(origin: string, verifierKeys: readonly string[]): Promise<void> {
      await pool.query(
        `insert into log (origin, root, verifier_keys) values ($1, $2, $3)
         on conflict (origin) do update set verifier_keys = excluded.verifier_keys where log.size = 0`,
        [origin, Buffer.from(treeRoot('sha256', new Uint8Array())), verifierKeys],
      )
    },

    /** @param size - closed only if it has so many entries; @returns whether it was closed */
    async freeze(origin: string, because: string, size: number | null = null): Promise<boolean> {
      const { rowCount } = await pool.query(
        `update log set state = 'frozen', frozen_at = now(), frozen_because = $2
         where origin = $1 and state = 'open' and size = coalesce($3, size)`,
        [origin, because, size],
      )
      return rowCount === 1
    },

    /** @throws LostRace or RepeatedRequest, leaving everything as it was */
    async commit(
      origin: string,
      from: number,
      entries: readonly Uint8Array[],
      tiles: readonly TileData[],
      root: Uint8Array,
    ): Promise<void> {
      const given = runOf(entries)
      const changed = runOf(tiles.map(({ data }) => data))
      const result = await pool
        .query<{ entries: number; tiles: number }>({
          name: 'log-commit',
          text: commitStatement,
          values: [
            origin,
            from,
            from + entries.length,
            Buffer.from(root),
            given.bytes,
            given.starts,
            given.lengths,
            changed.bytes,
            changed.starts,
            changed.lengths,
            tiles.map(({ level }) => level),
            tiles.map(({ index }) => index),
          ],
        })
        .catch((error: unknown) => {
          if (error instanceof pg.DatabaseError && error.code === '23505') throw new RepeatedRequest()
          throw error
        })
      if (result.rows[0]?.entries !== entries.length) throw new LostRace()
    },

    async places(requestIds: readonly Uint8Array[]): Promise<Map<string, Place>> {
      const { rows } = await pool.query(
        'select origin, index, data, request_id from log_entry where request_id = any($1::bytea[])',
        [byteaArray(requestIds)],
      )
      return new Map(
        rows.map((row) => [toHex(row.request_id), { origin: row.origin, index: row.index, data: bytes(row.data) }]),
      )
    },

    async tile(origin: string, level: number, index: number): Promise<Uint8Array | null> {
      const { rows } = await pool.query('select data from log_tile where origin = $1 and level = $2 and index = $3', [
        origin,
        level,
        index,
      ])
      return rows[0] ? bytes(rows[0].data) : null
    },

    async entries(origin: string, from: number, to: number): Promise<Uint8Array[]> {
      const { rows } = await pool.query(
        'select data from log_entry where origin = $1 and index >= $2 and index < $3 order by index',
        [origin, from, to],
      )
      return rows.map(({ data }) => bytes(data))
    },

    async lastCheckpoint(origin: string): Promise<PublishedCheckpoint | null> {
      const { rows } = await pool.query(
        'select origin, size, note from log_checkpoint where origin = $1 order by size desc limit 1',
        [origin],
      )
      return rows[0] ?? null
    },

    /**
     * Some of those that hold the entry, oldest first: the first ones, the first and the last that have a timestamp, and the
     * newest of all.
     */
    async checkpointsWith(origin: string, index: number): Promise<CheckpointFound[]> {
      const { rows } = await pool.query(
        `select c.origin, c.size, c.note, c.published_at > now() - interval '10 seconds' as fresh,
           exists (select 1 from log_timestamp t where t.origin = c.origin and t.size = c.size) as stamped
         from log_checkpoint c where c.origin = $1 and c.size in (
           (select size from log_checkpoint where origin = $1 and size > $2 order by size limit 30)
           union select min(size) from log_timestamp where origin = $1 and size > $2
           union select max(size) from log_timestamp where origin = $1 and size > $2
           union select max(size) from log_checkpoint where origin = $1 and size > $2)
         order by c.size`,
        [origin, index],
      )
      return rows
    },

    /** A note of the same tree head with more signatures is never replaced by one with fewer. */
    async saveCheckpoint({ origin, size, note }: PublishedCheckpoint): Promise<void> {
      await pool.query(
        `insert into log_checkpoint as kept (origin, size, note) values ($1, $2, $3)
         on conflict (origin, size) do update set note = excluded.note where length(excluded.note) > length(kept.note)`,
        [origin, size, note],
      )
    },

    async timestamps(origin: string, size: number): Promise<StoredTimestamp[]> {
      const { rows } = await pool.query(
        'select * from log_timestamp where origin = $1 and size = $2 order by generated_at',
        [origin, size],
      )
      return rows.map(timestampOf)
    },

    async saveTimestamp(origin: string, size: number, stamp: StoredTimestamp): Promise<void> {
      await pool.query(
        `insert into log_timestamp (origin, size, authority, algorithm, token, certificates, revocation, generated_at)
         values ($1, $2, $3, $4, $5, $6::bytea[], $7::bytea[], $8) on conflict do nothing`,
        [
          origin,
          size,
          stamp.authority,
          stamp.algorithm,
          Buffer.from(stamp.token),
          byteaArray(stamp.certificates),
          byteaArray(stamp.revocation),
          stamp.generatedAt,
        ],
      )
    },

    /** Only beside tokens that have none yet and are older than the lists. */
    async addRevocation(authority: string, lists: readonly Uint8Array[], madeBefore: string): Promise<void> {
      await pool.query(
        "update log_timestamp set revocation = $2::bytea[] where authority = $1 and revocation = '{}' and generated_at < $3",
        [authority, byteaArray(lists), madeBefore],
      )
    },

    /** Every timestamp with the note it is over, in the order of the logs and their growth. */
    async allTimestamps(): Promise<{ note: string; timestamp: StoredTimestamp }[]> {
      const { rows } = await pool.query(
        `select c.note, t.* from log_timestamp t join log_checkpoint c using (origin, size)
         order by t.origin, t.size, t.generated_at, t.authority`,
      )
      return rows.map((row) => ({ note: row.note, timestamp: timestampOf(row) }))
    },

    /** Published and not stamped yet, newest first: an older one gains nothing once a newer one is stamped. */
    async unstamped(origin: string, limit: number): Promise<PublishedCheckpoint[]> {
      const { rows } = await pool.query(
        `select c.origin, c.size, c.note from log_checkpoint c
         where c.origin = $1 and c.size > coalesce((select max(size) from log_timestamp where origin = $1), -1)
         order by c.size desc limit $2`,
        [origin, limit],
      )
      return rows
    },

    /** Acts that are not in the log yet, with the facts as they stand in the record. */
    async waitingFacts(limit: number): Promise<WaitingFact[]> {
      const { rows } = await pool.query(
        `select s.journal_id, s.request_id, s.blind, s.predates, j.digest, j.request_id as act_request, j.person_id, j.organisation_id,
                j.act, j.subject, j.detail, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
         from journal_seal s join journal j on j.id = s.journal_id where s.index is null order by s.journal_id limit $1`,
        [limit],
      )
      return rows.map((row) => ({
        journalId: row.journal_id,
        requestId: bytes(row.request_id),
        blind: bytes(row.blind),
        digest: bytes(row.digest),
        predates: row.predates,
        fact: {
          at: row.at,
          requestId: row.act_request,
          personId: row.person_id,
          organisationId: row.organisation_id,
          act: row.act,
          subject: row.subject,
          detail: row.detail,
        },
      }))
    },

    async placeFacts(origin: string, placed: readonly { journalId: number; index: number }[]): Promise<void> {
      await pool.query(
        `update journal_seal s set origin = $1, index = u.index
         from unnest($2::bigint[], $3::bigint[]) as u(journal_id, index) where s.journal_id = u.journal_id`,
        [origin, placed.map(({ journalId }) => journalId), placed.map(({ index }) => index)],
      )
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a row of the table above, in the shape the migration gives it.
const headOf = (row: any): LogHead => ({
  origin: row.origin,
  state: row.state,
  size: row.size,
  root: bytes(row.root),
  verifierKeys: row.verifier_keys,
})

// biome-ignore lint/suspicious/noExplicitAny: a row of the table above, in the shape the migration gives it.
const timestampOf = (row: any): StoredTimestamp => ({
  authority: row.authority,
  algorithm: row.algorithm,
  token: bytes(row.token),
  certificates: row.certificates.map(bytes),
  revocation: row.revocation.map(bytes),
  generatedAt: row.generated_at,
})
