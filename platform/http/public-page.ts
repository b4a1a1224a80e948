import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactNode } from 'react'
import { type GrantedPermission, permissionsOf } from '../../core/permission.ts'
import { kernelRefusals, Refusal } from '../../core/refusal.ts'
import { type Locale, type Pair, say, type Words } from '../../core/words.ts'
import { type Call, type Ctx, todayAt } from '../context.ts'
import type { Tx } from '../database/database.ts'
import type { PublicFrame } from '../ui/public-layout.tsx'
import { renderPublic } from '../ui/render-public.tsx'
import { digestToken, enter, type House, refuseForeignOrigin, sessionCookie } from './mount.ts'
import { asRefusal } from './reply.ts'

/** What a page has to say; the frame around it, its language and its headers are not its concern. */
export type PageContent = {
  readonly title: string
  readonly description?: string
  readonly unlisted?: boolean
  readonly status?: number
  /** For one reader only: never kept by a cache. */
  readonly confidential?: boolean
  /** See `PublicFrame.discreet`. */
  readonly discreet?: boolean
  readonly district: PublicFrame['district']
  readonly body: ReactNode
}
export type PageRequest = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Path without the language prefix and without the query. */
  readonly path: string
}
type Redirect = { readonly redirect: string }
type PageHandler = (ctx: Ctx, request: PageRequest) => Promise<PageContent | Redirect>
type FormHandler = (
  ctx: Ctx,
  request: PageRequest & { readonly fields: Readonly<Record<string, string>> },
) => Promise<PageContent | Redirect>

/** The languages of the site and where each begins. */
const prefixes: readonly (readonly [string, Locale])[] = [
  ['', 'zh-CN'],
  ['/en', 'en'],
]

/**
 * One page for everybody, in Chinese at its path and with English chrome below `/en`. It is rendered in one transaction
 * with the eyes of the public, whoever is signed in; what the handler refuses becomes a page in words.
 *
 * @param options.permission - instead with the eyes of whoever is signed in, who needs this permission (a preview)
 */
export function publicPage(
  house: House,
  path: `/${string}`,
  handler: PageHandler,
  options: { permission?: GrantedPermission } = {},
) {
  for (const [prefix, locale] of prefixes)
    house.server.get(joined(prefix, path), (request, reply) =>
      answer(house, request, reply, locale, async (db) => {
        const ctx = await openPage(house, db, request, locale, options.permission)
        const page = await handler(ctx, pageRequest(request, prefix))
        return options.permission && 'body' in page ? { ...page, confidential: true } : page
      }),
    )
}

/**
 * The answer to a plain form on a public page. It must come from a page of ours (`mount`'s rule), at most `perMinute` times
 * from one address. What it does to the record the handler journals itself.
 */
export function publicForm(
  house: House,
  path: `/${string}`,
  options: { perMinute: number; words: Words },
  handler: FormHandler,
) {
  for (const [prefix, locale] of prefixes)
    house.server.route({
      method: 'POST',
      url: joined(prefix, path),
      config: { rateLimit: { max: options.perMinute, timeWindow: '1 minute' } },
      errorHandler: (error, request, reply) =>
        error instanceof Refusal ? sendRefusal(request, reply, locale, error, options.words) : Promise.reject(error),
      handler: async (request, reply) => {
        refuseForeignOrigin(request)
        const fields = await readFields(request)
        return answer(
          house,
          request,
          reply,
          locale,
          async (db) => {
            const ctx = await openPage(house, db, request, locale)
            return handler(ctx, { ...pageRequest(request, prefix), fields })
          },
          options.words,
        )
      },
    })
}

const joined = (prefix: string, path: string) => (path === '/' && prefix !== '' ? prefix : prefix + path)

async function answer(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  locale: Locale,
  work: (db: Tx) => Promise<PageContent | Redirect>,
  words: Words = {},
) {
  try {
    const page = await house.database.transaction().execute(work)
    if ('redirect' in page) return reply.redirect(page.redirect, 303)
    return sendPage(house, request, reply, locale, page)
  } catch (thrown) {
    const error = asRefusal(thrown)
    if (!(error instanceof Refusal)) throw error
    return sendRefusal(request, reply, locale, error, words)
  }
}

/** Something that is not there is told by the site's own page; any other refusal in its words, without a frame to mislead. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, locale: Locale, error: Refusal, words: Words) {
  if (error.code === 'not-found' || error.code === 'forbidden' || error.code === 'sign-in-required') {
    reply.callNotFound()
    return reply
  }
  const pair: Pair =
    words[error.code] ?? kernelRefusals[error.code as keyof typeof kernelRefusals] ?? kernelRefusals.defect
  return reply
    .code(error.code === 'too-many-requests' ? 429 : error.code === 'foreign-origin' ? 403 : 409)
    .type('text/plain; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`${say(pair, locale, error.detail)}\n${request.id}\n`)
}

/** Sends a page with its fingerprint, so that a reader who has it already is answered with nothing. */
export function sendPage(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  locale: Locale,
  page: PageContent,
) {
  const { settings, demo, web } = house.world
  const { pathname } = new URL(request.url, settings.publicUrl)
  const html = renderPublic({
    ...page,
    locale,
    path: withoutPrefix(pathname),
    address: settings.publicUrl + request.url,
    publicUrl: settings.publicUrl,
    demo,
    assets: web ?? { stylesheet: '/platform/ui/public.css', script: '/platform/ui/public-enhance.ts' },
    size: oneOf(request.cookies.shoumi_size, ['normal', 'large', 'largest']),
    contrast: oneOf(request.cookies.shoumi_contrast, ['normal', 'high']),
  })
  const tag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`
  reply
    .type('text/html; charset=utf-8')
    .header('vary', 'cookie')
    .header('content-language', locale)
    .code(page.status ?? 200)
  if (request.method !== 'GET' || page.confidential || (page.status ?? 200) !== 200)
    return reply.header('cache-control', 'no-store').send(html)
  reply.header('cache-control', 'public, max-age=0, must-revalidate').header('etag', tag)
  return matches(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(html)
}

/** @source RFC 9110 §13.1.2: weak comparison, because a proxy may have compressed the page */
const matches = (header: string | undefined, tag: string) =>
  header?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false

const withoutPrefix = (pathname: string) => (/^\/en(\/|$)/.test(pathname) ? pathname.slice(3) || '/' : pathname)

function oneOf<const T extends string>(value: string | undefined, allowed: readonly [T, ...T[]]): T {
  return allowed.find((one) => one === value) ?? allowed[0]
}

/** Reads with the eyes of the public, for what is not a page: feeds, site maps, the page for what is not there. */
export const asVisitor = <T>(
  house: House,
  request: FastifyRequest,
  locale: Locale,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> => house.database.transaction().execute(async (db) => work(await openPage(house, db, request, locale)))

async function openPage(
  house: House,
  db: Tx,
  request: FastifyRequest,
  locale: Locale,
  permission?: GrantedPermission,
): Promise<Ctx> {
  const token = permission ? request.cookies[sessionCookie] : undefined
  const actor = await enter(db, token ? digestToken(token) : null)
  if (permission && !permissionsOf(actor.roles).has(permission)) throw new Refusal('forbidden')
  const now = house.world.clock()
  return {
    db,
    actor,
    world: house.world,
    now,
    today: todayAt(now),
    locale,
    requestId: request.id,
    call: callOf(request),
  }
}

/** A page neither signs anybody in nor takes an upload, and what it refuses leaves nothing behind. */
const callOf = (request: FastifyRequest): Call => ({
  address: request.ip,
  device: '',
  upload: null,
  setSession: () => {
    throw new TypeError('a page signs nobody in')
  },
  keepIfRefused: () => undefined,
})

function pageRequest(request: FastifyRequest, prefix: string): PageRequest {
  const { pathname } = new URL(request.url, 'http://localhost')
  return {
    params: texts(request.params),
    query: texts(request.query),
    path: pathname.slice(prefix.length) || '/',
  }
}

/** Of a repeated name the first value counts. */
function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {})
  return Object.fromEntries(
    entries.flatMap(([name, one]: [string, unknown]) => {
      const first: unknown = Array.isArray(one) ? one[0] : one
      return typeof first === 'string' ? [[name, first]] : []
    }),
  )
}

const longestForm = 64 * 1024

/**
 * @param longestBytes - a Chinese sign takes nine of them
 * @throws Refusal `too-large`, `invalid-input` for anything but a plain form
 */
export async function readFields(request: FastifyRequest, longestBytes = longestForm): Promise<Record<string, string>> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    throw new Refusal('invalid-input')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.raw) {
    size += chunk.length
    if (size > longestBytes) throw new Refusal('too-large')
    chunks.push(chunk)
  }
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
}
