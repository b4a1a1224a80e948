import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { jobs } from '../app/worker.ts'
import { digestOfCode } from '../features/clue/tip-code.service.ts'
import { asSystem } from '../platform/database/database.ts'
import { aMember } from './builders.ts'
import type { TestHouse } from './harness.ts'
import { Reporter } from './reporter.ts'

/** An office that gets reports, with its registrar and its head, and what a test needs to look behind a code. */
export async function aTipOffice(here: TestHouse) {
  const { owner, clock } = here
  const registrar = await aMember(here, 'office', 'registrar')
  const head = await aMember(here, 'office', 'head', registrar.organisation)

  const runJob = (name: string, payload: object) =>
    asSystem(here.house.database, (db) =>
      jobs
        .find((job) => job.name === name)!
        .run({ db, world: here.house.world, now: clock.now, database: here.house.database }, payload),
    )
  return {
    registrar,
    head,
    runJob,
    /** Does what waits for the worker, in its order. */
    async work(names: readonly string[] = ['clue:open', 'clue:reporter-wrote']) {
      const { rows } = await sql<{ id: string; task: string; payload: object }>`
        select job.id, job.task_identifier as task, own.payload
        from graphile_worker.jobs job join graphile_worker._private_jobs own using (id)
        where job.task_identifier = any(${sql.val([...names])}::text[]) order by job.id`.execute(owner)
      for (const { id, task, payload } of rows) {
        await runJob(task, payload)
        await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(owner)
      }
    },
    /** Somebody who comes with this code. */
    back: async (code: string) => (await new Reporter(here).open('/tip/return')).send('open', { code }),
    async channelOf(code: string) {
      const digest = await digestOfCode(here.house.world.instanceKey, code)
      return owner
        .selectFrom('clueChannel')
        .innerJoin('tipCode', 'tipCode.channelId', 'clueChannel.id')
        .selectAll('clueChannel')
        .where('digest', '=', digest)
        .executeTakeFirstOrThrow()
    },
    /** The names of what lies in the object store. */
    sealedBytes: async () =>
      (await readdir(join(here.dataDir, 'objects'), { recursive: true, withFileTypes: true }).catch(() => []))
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
  }
}
