import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import type { z } from 'zod'
import { openHouse } from '../app/house.ts'
import type { Endpoint } from '../core/contract.ts'
import { fillPath, queryOf } from '../core/paths.ts'
import { type Database, openDatabase } from '../platform/database/database.ts'
import { digestToken, type House, sessionCookie } from '../platform/http/mount.ts'
import type { ErrorReply } from '../platform/http/reply.ts'
import { readSettings } from '../platform/settings.ts'
import type { Web } from '../platform/ui/build-web.ts'
import { asApp, onCluster, withDatabase } from './cluster.ts'

/** A database of this test file's own, copied from the migrated template, and the whole server on it. */
export type TestHouse = {
  house: House
  /** Sees everything: row security does not bind it. For arranging and for looking at what is left. */
  owner: Database
  /** The role that serves requests. */
  appUrl: string
  ownerUrl: string
  dataDir: string
  clock: TestClock
  /** What was thrown and was not a refusal, newest last. `SHOW_DEFECTS=1` prints them. */
  defects: Error[]
  /** Somebody without an account. */
  anyone: Caller
  as(session: string): Caller
}

/** Ten in the morning in Jiangbei on a working day; a test moves it by hand. */
export class TestClock {
  now = Temporal.Instant.from('2026-11-24T02:00:00Z')
  set(text: string) {
    this.now = Temporal.Instant.from(text)
  }
}

/** `body` is the reply as the contract types it; on a refusal read `refusal`. */
export type Answer<O> = {
  status: number
  body: O
  refusal: ErrorReply
  headers: Record<string, unknown>
  cookie: string | undefined
  raw: Buffer
}

export class Caller {
  readonly #house: House
  readonly #session: string | undefined
  constructor(house: House, session?: string) {
    this.#house = house
    this.#session = session
  }

  /** Through the front door: parsed, permitted, in a transaction, exactly as over the network. */
  async call<I extends z.ZodType, O extends z.ZodType>(
    endpoint: Endpoint<I, O>,
    input: z.input<I>,
    more: { headers?: Record<string, string>; payload?: Buffer } = {},
  ): Promise<Answer<z.output<O>>> {
    const { path, rest } = fillPath(endpoint.path, input as Record<string, unknown>)
    const inQuery = endpoint.method === 'GET' || endpoint.upload !== undefined
    const payload = more.payload ?? (inQuery ? undefined : Buffer.from(JSON.stringify(rest)))
    return this.fetch(endpoint.method, inQuery ? path + queryOf(rest) : path, {
      headers: {
        ...(payload && { 'content-type': endpoint.upload ? 'application/octet-stream' : 'application/json' }),
        ...more.headers,
      },
      ...(payload && { payload }),
    })
  }

  async fetch<O = unknown>(
    method: Endpoint['method'],
    url: string,
    more: { headers?: Record<string, string>; payload?: Buffer } = {},
  ): Promise<Answer<O>> {
    const reply = await this.#house.server.inject({
      method,
      url,
      headers: { ...(this.#session && { cookie: `${sessionCookie}=${this.#session}` }), ...more.headers },
      ...(more.payload && { payload: more.payload }),
    })
    const json = String(reply.headers['content-type'] ?? '').includes('json') ? reply.json() : undefined
    return {
      status: reply.statusCode,
      body: json,
      refusal: json,
      headers: reply.headers,
      cookie: reply.cookies.find((one) => one.name === sessionCookie)?.value,
      raw: reply.rawPayload,
    }
  }
}

/** Once per test file, at its top: `const test = await aHouse()`. Cleans up after the file. */
export async function aHouse(
  options: { env?: Record<string, string>; demo?: boolean; web?: Web; before?: (house: House) => void } = {},
): Promise<TestHouse> {
  const cluster = inject('ownerUrl')
  const name = `t_${randomBytes(8).toString('hex')}`
  await onCluster(cluster, `create database ${name} template shoumi_template`)
  const ownerUrl = withDatabase(cluster, name)
  const appUrl = asApp(ownerUrl, inject('appPassword'))
  const dataDir = await mkdtemp(join(tmpdir(), 'shoumi-test-'))
  const clock = new TestClock()
  const house = await openHouse({
    settings: readSettings({ DATA_DIR: dataDir, ...options.env }),
    databaseUrl: appUrl,
    clock: () => clock.now,
    perMinute: 100_000,
    demo: options.demo ?? false,
    ...(options.web && { web: options.web }),
  })
  options.before?.(house)
  const defects: Error[] = []
  house.server.addHook('onError', async (_request, _reply, error) => {
    defects.push(error)
    if (process.env.SHOW_DEFECTS) console.error(error)
  })
  await house.server.ready()
  const owner = openDatabase(ownerUrl, { connections: 4 })
  afterAll(async () => {
    await house.server.close()
    await owner.destroy()
    await onCluster(cluster, `drop database ${name} with (force)`)
    await rm(dataDir, { recursive: true, force: true })
  })
  return {
    house,
    owner,
    appUrl,
    ownerUrl,
    dataDir,
    clock,
    defects,
    anyone: new Caller(house),
    as: (session) => new Caller(house, session),
  }
}

/** A signed-in session for this person, acting for this organisation. @returns the cookie's value */
export async function signIn(test: TestHouse, personId: string, organisationId: string | null): Promise<string> {
  const token = randomUUID()
  await test.owner
    .insertInto('session')
    .values({
      tokenDigest: digestToken(token),
      personId,
      organisationId,
      method: 'test',
      expiresAt: '2099-01-01T00:00:00Z',
    })
    .execute()
  return token
}
