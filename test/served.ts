import { afterAll } from 'vitest'
import { jobs } from '../app/worker.ts'
import { sessionCookie } from '../platform/http/mount.ts'
import { startWorker } from '../platform/jobs.ts'
import { buildWeb } from '../platform/ui/build-web.ts'
import { closeBrowser, openPage, type Seen } from './browser.ts'
import { aHouse, type TestHouse } from './harness.ts'

export type ServedHouse = TestHouse & {
  address: string
  visit(options?: { width?: number; locale?: string; script?: boolean; session?: string }): Promise<Seen>
}

/** The whole thing as people meet it: built web, real port, worker running, a real browser. */
export async function aServedHouse(options: { demo?: boolean } = {}): Promise<ServedHouse> {
  const house = await aHouse({ ...options, web: await buildWeb() })
  const address = await house.house.server.listen({ port: 0, host: '127.0.0.1' })
  const worker = await startWorker({
    ownerUrl: house.ownerUrl,
    database: house.house.database,
    world: house.house.world,
    jobs,
    pollMs: 100,
  })
  afterAll(async () => {
    await closeBrowser()
    await worker.stop().catch(() => undefined)
  })
  return {
    ...house,
    address,
    async visit({ session, ...how } = {}) {
      const seen = await openPage({ ...how, address })
      if (session) await seen.context.addCookies([{ name: sessionCookie, value: session, url: address }])
      return seen
    },
  }
}
