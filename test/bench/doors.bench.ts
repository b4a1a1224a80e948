import { fork } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { sql } from 'kysely'
import { openDatabase } from '../../platform/database/database.ts'
import { sessionCookie } from '../../platform/http/mount.ts'
import { somebody, withHouse } from './house.ts'

const rounds = 3
const seconds = 5
const connections = 8

/**
 * One reading and one writing door beside a bare Fastify + pg handler that runs the same query on the same database: what our
 * session, permission, row policies, journal and checked reply cost. Anchor and candidate alternate, after a warm-up.
 */
export const run = () =>
  withHouse(async ({ address: ours, ownerUrl }) => {
    const { organisationId, token } = await somebody(ownerUrl, 'office', 'programme-lead')
    const taskId = await tasksOf(ownerUrl, organisationId)
    const bare = await startBare(ownerUrl)
    try {
      await measure(ours, bare.address, taskId, token)
    } finally {
      bare.stop()
    }
  })

async function measure(ours: string, bare: string, taskId: string, token: string) {
  const headers = { cookie: `${sessionCookie}=${token}`, 'content-type': 'application/json' }
  const report = JSON.stringify({ act: 'report', progress: 40, note: '按计划推进' })
  const cases = [
    {
      name: 'read: list of tasks',
      bare: { url: `${bare}/tasks` },
      ours: { url: `${ours}/api/tasks?limit=50`, headers },
    },
    {
      name: 'write: report progress',
      bare: {
        url: `${bare}/tasks/${taskId}/acts`,
        method: 'POST' as const,
        body: report,
        headers: { 'content-type': 'application/json' },
      },
      ours: { url: `${ours}/api/tasks/${taskId}/acts`, method: 'POST' as const, body: report, headers },
    },
  ]
  console.log(
    `doors: ${connections} connections, ${seconds} s a round, best of ${rounds}, anchor and candidate alternating; load before: ${loadavg()[0]?.toFixed(2)}`,
  )
  for (const { name, ...pair } of cases) {
    const best = { bare: { rate: 0, p99: 0 }, ours: { rate: 0, p99: 0 } }
    for (let round = 0; round <= rounds; round++)
      for (const side of ['bare', 'ours'] as const) {
        const result = await autocannon({ ...pair[side], connections, duration: round === 0 ? 2 : seconds })
        if (result.non2xx > 0 || result.errors > 0)
          throw new Error(`${name}, ${side}: ${result.non2xx} replies were not 2xx`)
        if (round > 0 && result.requests.average > best[side].rate)
          best[side] = { rate: result.requests.average, p99: result.latency.p99 }
      }
    const ratio = best.ours.rate / best.bare.rate
    console.log(
      `  ${name}: ours ${best.ours.rate.toFixed(0)}/s p99 ${best.ours.p99} ms · bare ${best.bare.rate.toFixed(0)}/s p99 ${best.bare.p99} ms · ratio ${ratio.toFixed(2)}`,
    )
  }
}

/** @returns the id of the first of two hundred */
async function tasksOf(ownerUrl: string, organisationId: string): Promise<string> {
  const owner = openDatabase(ownerUrl)
  const tasks = await owner
    .insertInto('task')
    .values(
      Array.from({ length: 200 }, (_, index) => ({
        organisationId,
        itemId: '1.1',
        title: `虚构任务 ${index}`,
        dueOn: '2026-12-31',
        state: 'under-way' as const,
      })),
    )
    .returning('id')
    .execute()
  await sql`analyze`.execute(owner)
  await owner.destroy()
  return tasks[0]?.id ?? ''
}

/** In a process of its own, as ours is measured from outside too. */
function startBare(url: string): Promise<{ address: string; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), [url])
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('message', (address) => resolve({ address: String(address), stop: () => child.kill() }))
  })
}
