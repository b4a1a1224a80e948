import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { House } from './mount.ts'

/** What operators watch: alive, ready, measured. None of it names a person. */
export function watchRoutes(house: House) {
  const { server, database } = house
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answered = new Histogram({
    name: 'shoumi_http_request_seconds',
    help: 'time to answer, by door',
    labelNames: ['method', 'door', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'shoumi_jobs_waiting',
    help: 'jobs and mails not yet done',
    registers: [registry],
    async collect() {
      const { rows } = await sql<{ waiting: number }>`select shoumi.jobs_waiting() as waiting`.execute(database)
      this.set(rows[0]?.waiting ?? 0)
    },
  })
  server.addHook('onResponse', async (request, reply) => {
    const door = request.routeOptions.url ?? 'none'
    answered.observe({ method: request.method, door, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  server.get('/healthz', { config: { rateLimit: false } }, async () => ({ status: 'ok' }))
  server.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(database)
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'database-unreachable' })
    }
  })
  server.get('/metrics', { config: { rateLimit: false } }, async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  )
}
