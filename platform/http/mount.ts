import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Contract, Download, type Endpoint, isSecret, type Service } from '../../core/contract.ts'
import { type OrganisationKind, permissionsOf, type Role } from '../../core/permission.ts'
import { kernelRefusals, Refusal, type RefusalWords } from '../../core/refusal.ts'
import { isLocale, type Locale, preferredLocale } from '../../core/words.ts'
import { type Actor, type Call, type Ctx, todayAt, type World } from '../context.ts'
import type { Database, Tx } from '../database/database.ts'
import { journal } from '../journal.ts'
import { sendDownload } from './download.ts'
import { asRefusal, invalidReply, refusalReply } from './reply.ts'

/** What the doors of one process share. `doors` collects what was mounted, for the OpenAPI document and the contract test. */
export type House = {
  readonly server: FastifyInstance
  readonly database: Database
  readonly world: World
  readonly doors: Door[]
}
export type Door = { readonly name: string; readonly endpoint: Endpoint; readonly words: RefusalWords }

export const sessionCookie = 'shoumi_session'
export const localeCookie = 'shoumi_locale'

/** A service threw a code its contract does not declare. */
export class UndeclaredRefusal extends Error {
  override name = 'UndeclaredRefusal'
}

/**
 * Opens the doors of one feature. For each call, in this order: the limit, the origin, the session and
 * with it the eyes of the row policies, the permission, the input, the act, the reply, the journal.
 *
 * Everything from the session on happens in one transaction; a throw anywhere rolls all of it back.
 *
 * @param feature - the folder's name; acts are journalled as `feature.door`
 * @param words - the words of every refusal the contract declares
 */
export function mount<C extends Contract>(
  house: House,
  feature: string,
  contract: C,
  service: Service<C, Ctx>,
  words: RefusalWords,
) {
  for (const door of Object.keys(contract) as (keyof C & string)[]) {
    const endpoint: Endpoint = contract[door]!
    const act: Act = { name: `${feature}.${door}`, endpoint, words, serve: service[door] as Act['serve'] }
    house.doors.push({ name: act.name, endpoint, words })
    house.server.route({
      method: endpoint.method,
      url: endpoint.path,
      config: endpoint.perMinute ? { rateLimit: { max: endpoint.perMinute, timeWindow: '1 minute' } } : {},
      ...(endpoint.upload && { bodyLimit: endpoint.upload.maxBytes }),
      handler: (request, reply) => answer(house, act, request, reply),
    })
  }
}

type Act = {
  readonly name: string
  readonly endpoint: Endpoint
  readonly words: RefusalWords
  readonly serve: (ctx: Ctx, input: unknown) => Promise<unknown>
}

async function answer(house: House, act: Act, request: FastifyRequest, reply: FastifyReply) {
  const cookie: SessionCookie = {}
  const kept: KeptWork[] = []
  const open = (db: Tx) =>
    openContext(house, db, request, {
      identity: act.endpoint.identity === true,
      upload: act.endpoint.upload !== undefined,
      cookie,
      kept,
    })
  try {
    if (act.endpoint.method !== 'GET') refuseForeignOrigin(request)
    const output = await house.database.transaction().execute(async (db) => {
      const ctx = await open(db)
      requirePermission(act.endpoint, ctx.actor)
      const input = readInput(act.endpoint, request)
      const result = act.endpoint.output.parse(await serve(act, ctx, input))
      if (act.endpoint.method !== 'GET' || act.endpoint.journalled)
        await journal(ctx, {
          act: act.name,
          subject: subjectOf(input, result),
          detail: redact(act.endpoint.input, input),
        })
      return result
    })
    if (cookie.token !== undefined) writeSessionCookie(house, reply, cookie.token)
    if (act.endpoint.download) return await sendDownload(request, reply, Download.parse(output))
    return reply.header('cache-control', 'no-store').send(output)
  } catch (thrown) {
    const error = asRefusal(thrown)
    if (error instanceof InvalidInput) return reply.code(400).send(invalidReply(error.cause, request.id))
    if (!(error instanceof Refusal)) throw error
    if (kept.length > 0)
      await house.database.transaction().execute(async (db) => {
        const ctx = await open(db)
        for (const work of kept.splice(0)) await work(ctx)
      })
    const { status, body } = refusalReply(error, act.words, request.id)
    return reply.code(status).header('cache-control', 'no-store').send(body)
  }
}

type SessionCookie = { token?: string | null }
type KeptWork = (ctx: Ctx) => Promise<void>

class InvalidInput extends Error {
  override readonly cause: z.ZodError
  constructor(cause: z.ZodError) {
    super('invalid input')
    this.cause = cause
  }
}

async function serve(act: Act, ctx: Ctx, input: unknown): Promise<unknown> {
  try {
    return await act.serve(ctx, input)
  } catch (thrown) {
    const error = asRefusal(thrown)
    const declared =
      error instanceof Refusal && (error.code in kernelRefusals || act.endpoint.refusals.includes(error.code))
    if (error instanceof Refusal && !declared)
      throw new UndeclaredRefusal(`${act.name} refused with ${error.code}, which its contract does not declare`)
    throw error
  }
}

type Opening = { identity: boolean; upload: boolean; cookie: SessionCookie; kept: KeptWork[] }

async function openContext(
  house: House,
  db: Tx,
  request: FastifyRequest,
  { identity, upload, cookie, kept }: Opening,
): Promise<Ctx> {
  const key = depositKeyOf(request)
  const actor = key ? await enterWithKey(db, key) : await enter(db, sessionDigest(request), identity)
  const now = house.world.clock()
  const call: Call = {
    address: request.ip,
    device: (request.headers['user-agent'] ?? '').slice(0, 300),
    upload: upload ? request.raw : null,
    setSession: (token) => {
      cookie.token = token
    },
    keepIfRefused: (work) => {
      kept.push(work)
    },
  }
  return {
    db,
    actor,
    world: house.world,
    now,
    today: todayAt(now),
    locale: localeOf(request),
    requestId: request.id,
    call,
  }
}

/**
 * For the few routes that are not doors of a contract because a browser is redirected through them: one transaction
 * with the eyes of the sign-in doors. It may sign somebody in.
 */
export async function actInTransaction<T>(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const cookie: SessionCookie = {}
  const result = await house.database
    .transaction()
    .execute(async (db) =>
      work(await openContext(house, db, request, { identity: true, upload: false, cookie, kept: [] })),
    )
  if (cookie.token !== undefined) writeSessionCookie(house, reply, cookie.token)
  return result
}

/** Finds the session and fixes the row policies' eyes for this transaction, in one round trip. */
export async function enter(db: Tx, digest: Buffer | null, identity = false): Promise<Actor> {
  const { rows } = await sql<EnteredRow>`select * from shoumi.enter(${digest}, ${identity})`.execute(db)
  return actorOf(rows[0])
}

/**
 * A deposit key opens the doors of depositing and no other, whatever its holder may do otherwise. A key that is unknown,
 * revoked or out of date makes its caller a stranger.
 */
async function enterWithKey(db: Tx, digest: Buffer): Promise<Actor> {
  const { rows } = await sql<EnteredRow>`select * from shoumi.enter_key(${digest})`.execute(db)
  const actor = actorOf(rows[0])
  return { ...actor, permissions: new Set([...actor.permissions].filter((one) => one === 'deposit.make')) }
}

export const depositKeyPrefix = 'shoumi_deposit_'

function depositKeyOf(request: FastifyRequest): Buffer | null {
  const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
  return token?.startsWith(depositKeyPrefix) ? digestToken(token) : null
}

function actorOf(row: EnteredRow | undefined): Actor {
  if (!row) return { person: null, organisation: null, roles: [], permissions: new Set(), sessionId: null }
  const organisation =
    row.organisationId && row.organisationKind && row.organisationName
      ? { id: row.organisationId, kind: row.organisationKind, name: row.organisationName }
      : null
  return {
    person: { id: row.personId, name: row.personName, email: row.personEmail },
    organisation,
    roles: row.roles,
    permissions: permissionsOf(row.roles),
    sessionId: row.sessionId,
  }
}

type EnteredRow = {
  sessionId: string | null
  personId: string
  personName: string
  personEmail: string
  organisationId: string | null
  organisationKind: OrganisationKind | null
  organisationName: string | null
  roles: Role[]
}

function requirePermission({ permission }: Endpoint, actor: Actor) {
  if (permission === 'public') return
  if (!actor.person) throw new Refusal('sign-in-required')
  // Who comes with a key has no session, and is not signed in.
  const open = permission === 'signed-in' ? actor.sessionId !== null : actor.permissions.has(permission)
  if (!open) throw new Refusal('forbidden')
}

function readInput(endpoint: Endpoint, request: FastifyRequest): unknown {
  const body = endpoint.method === 'GET' || endpoint.upload ? {} : (request.body ?? {})
  const parsed = endpoint.input.safeParse({
    ...asObject(request.query),
    ...asObject(body),
    ...asObject(request.params),
  })
  if (!parsed.success) throw new InvalidInput(parsed.error)
  return parsed.data
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

/**
 * A form on somebody else's page must not act with this person's session.
 * Browsers send Sec-Fetch-Site; those too old for it send Origin; command lines send neither and carry no cookie by accident.
 */
export function refuseForeignOrigin(request: FastifyRequest) {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new Refusal('foreign-origin')
    return
  }
  const origin = request.headers.origin
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.headers.host))
    throw new Refusal('foreign-origin')
}

export const digestToken = (token: string): Buffer => createHash('sha256').update(token).digest()

function sessionDigest(request: FastifyRequest): Buffer | null {
  const token = request.cookies[sessionCookie]
  return token ? digestToken(token) : null
}

function writeSessionCookie(house: House, reply: FastifyReply, token: string | null) {
  const base = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: house.world.settings.publicUrl.startsWith('https:'),
  } as const
  if (token === null) reply.clearCookie(sessionCookie, base)
  else reply.setCookie(sessionCookie, token, { ...base, maxAge: 30 * 24 * 3600 })
}

export function localeOf(request: FastifyRequest): Locale {
  const chosen = request.cookies[localeCookie]
  return isLocale(chosen) ? chosen : preferredLocale(request.headers['accept-language'])
}

/** The thing an act was done to: what the caller named, or what the act made. */
function subjectOf(...values: unknown[]): string | undefined {
  for (const value of values) {
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
    if (typeof id === 'string') return id
  }
  return undefined
}

/** What the journal may remember of an input: no secrets, and long text only by its length. */
function redact(schema: z.ZodType, input: unknown): Record<string, unknown> {
  const shape: Readonly<Record<string, unknown>> = schema instanceof z.ZodObject ? schema.shape : {}
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(asObject(input))) {
    const field = shape[name]
    if (field instanceof z.ZodType && isSecret(field)) continue
    if (typeof value === 'string' && value.length > 500) kept[name] = { characters: value.length }
    else if (typeof value === 'object' && value !== null && JSON.stringify(value).length > 2000)
      kept[name] = { omitted: true }
    else kept[name] = value
  }
  return kept
}
