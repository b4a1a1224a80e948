import { Logger, run } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import type { World } from './context.ts'
import { asSystem, type Database, type Tx } from './database/database.ts'

/** What a job may touch: a transaction with the system's eyes, and the world. A throw rolls back, and the job is tried again later. */
export type JobCtx = {
  readonly db: Tx
  readonly world: World
  readonly now: Temporal.Instant
  readonly database: Database
}

export type Job<P extends z.ZodType = z.ZodType> = {
  readonly name: string
  readonly payload: P
  run(ctx: JobCtx, payload: z.output<P>): Promise<void>
}
export const defineJob = <P extends z.ZodType>(job: Job<P>): Job<P> => job

/** A job that is due by the clock. `at` is a crontab line in the worker's time, UTC. */
export type Recurring = { readonly job: string; readonly at: string }

/**
 * Queues a job inside the act's own transaction: it runs if, and only if, the act is kept.
 * @param more.key - a job with the same key that has not started is replaced
 */
export async function enqueue(
  db: Tx,
  task: string,
  payload: unknown,
  more: { key?: string; runAt?: Temporal.Instant } = {},
) {
  await sql`select shoumi.enqueue(${task}, ${JSON.stringify(payload)}::json, ${more.key ?? null}, ${more.runAt?.toString() ?? null}::timestamptz)`.execute(
    db,
  )
}

export type WorkerOptions = {
  /** The queue's own tables are closed to the app role. */
  readonly ownerUrl: string
  readonly database: Database
  readonly world: World
  readonly jobs: readonly Job[]
  readonly recurring?: readonly Recurring[]
  readonly pollMs?: number
}

export type Worker = { stop(): Promise<void> }

/** Works off the queue until stopped; running jobs are finished first, and every connection is closed. */
export async function startWorker({
  ownerUrl,
  database,
  world,
  jobs,
  recurring = [],
  pollMs = 1000,
}: WorkerOptions): Promise<Worker> {
  const pool = new pg.Pool({ connectionString: ownerUrl })
  // The queue listens for lost connections only while it runs, and does not wait until its own are closed.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runner = await run({
    pgPool: pool,
    concurrency: 4,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: quiet,
    crontab: recurring.map(({ job, at }) => `${at} ${job} ?fill=1d`).join('\n'),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          const known = job.payload.parse(isCron(payload) ? {} : payload)
          await asSystem(database, (db) => job.run({ db, world, now: world.clock(), database }, known))
        },
      ]),
    ),
  }).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  return {
    async stop() {
      await runner.stop()
      await pool.end()
    },
  }
}

/** The queue's own words carry payloads, which may name people; only what went wrong is passed on, without them. */
const quiet = new Logger(() => (level, _message, meta) => {
  if (level !== 'error') return
  const { error, failure } = meta
  const cause = error ?? failure
  process.stderr.write(
    `${JSON.stringify({ level: 'error', msg: 'job failed', cause: cause instanceof Error ? cause.message : undefined })}\n`,
  )
})

const isCron = (payload: unknown) => typeof payload === 'object' && payload !== null && '_cron' in payload
