import { type Ctx, todayAt } from './context.ts'
import { asSystem } from './database/database.ts'
import type { JobCtx } from './jobs.ts'

/** The system itself as the one who acts, for services that a job calls. It has no person, no organisation and no session. */
export const systemCtx = ({ db, world, now }: Omit<JobCtx, 'database'>): Ctx => ({
  db,
  world,
  now,
  actor: { person: null, organisation: null, roles: [], permissions: new Set(), sessionId: null },
  today: todayAt(now),
  locale: 'zh-CN',
  requestId: crypto.randomUUID(),
  call: { address: '', device: '', upload: null, setSession: () => undefined, keepIfRefused: () => undefined },
})

/** One transaction of the system's own beside the job's: what fails in it undoes nothing else. */
export const inOwnTransaction = <T>({ database, world, now }: JobCtx, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  asSystem(database, (db) => work(systemCtx({ db, world, now })))
