import type { FastifyReply, FastifyRequest } from 'fastify'
import { createElement, type ReactNode } from 'react'
import type { z } from 'zod'
import { kernelRefusals, Refusal } from '../../core/refusal.ts'
import { type Locale, type Pair, say, type Words } from '../../core/words.ts'
import type { Ctx } from '../../platform/context.ts'
import { sendDownload } from '../../platform/http/download.ts'
import type { House } from '../../platform/http/mount.ts'
import { type FormFile, readMultipart } from '../../platform/http/multipart-form.ts'
import { asVisitor, readFields, sendPage } from '../../platform/http/public-page.ts'
import { asRefusal } from '../../platform/http/reply.ts'
import { presentProgramme } from '../programme/programme-version.service.ts'
import * as pages from './tip.public.tsx'
import { daysToSend, TipBody, TipIdentity, tipLimits } from './tip.schema.ts'
import {
  beginTip,
  openChannel,
  type ReporterView,
  reporterView,
  rewriteTip,
  sendMoreFiles,
  sendTip,
  writeToOffice,
} from './tip.service.ts'
import { statusWords, tipRefusals, tipWords } from './tip.words.ts'
import { endsWith, readCode } from './tip-code.rules.ts'
import { digestOfCode, offerCode, reofferCode, wasOffered } from './tip-code.service.ts'
import { addFiles, removeFile } from './tip-file.service.ts'
import type { Carried } from './tip-form.public.tsx'
import { openTipGate, type TipGate } from './tip-gate.ts'
import { makeReceipt, receiptFile } from './tip-receipt.service.ts'
import * as statusPages from './tip-status.public.tsx'
import { expectation, inquiryDays } from './tip-wait.service.ts'

/** What a step answers: a page, or a file to keep. */
type Answer =
  | { readonly title: Pair; readonly body: ReactNode; readonly status?: number }
  | { readonly file: { readonly name: string; readonly bytes: Buffer } }
type Sent = { readonly fields: Readonly<Record<string, string>>; readonly files: readonly FormFile[] }
type Visit = {
  readonly house: House
  readonly gate: TipGate
  readonly request: FastifyRequest
  readonly locale: Locale
}

/**
 * The pages of a reporter. They are not like other pages:
 *
 * - no cookie is read for who somebody is, and none is set;
 * - the code comes in the body of a request, never in an address;
 * - no limit by address: `tip-gate.ts` slows down by what is tried, not by who tries;
 * - no check of the origin: there is no session that a foreign page could abuse, and a browser that is told not to say where
 *   it comes from (`no-referrer`) sends `Origin: null`, which would shut out old phones.
 */
export function tipPages(house: House) {
  const gate = openTipGate()
  const route = (method: 'GET' | 'POST', path: `/${string}`, answer: (visit: Visit) => Promise<Answer>) => {
    for (const [prefix, locale] of [
      ['', 'zh-CN'],
      ['/en', 'en'],
    ] as const)
      house.server.route({
        method,
        url: prefix + path,
        config: { rateLimit: false },
        handler: async (request, reply) => {
          const visit = { house, gate, request, locale }
          return send(visit, reply, await answer(visit).catch((error: unknown) => failed(visit, error)), method)
        },
      })
  }
  route('GET', '/tip', (visit) => inVisit(visit, startPage))
  route('GET', '/tip/return', async () => ({ title: tipWords.returnTitle, body: createElement(statusPages.TipReturn) }))
  route('POST', '/tip', (visit) => withSent(visit, firstSteps))
  route('POST', '/tip/return', (visit) => withSent(visit, laterSteps))
}

const inVisit = <T>({ house, request, locale }: Visit, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  asVisitor(house, request, locale, work)

async function send(visit: Visit, reply: FastifyReply, answer: Answer, method: 'GET' | 'POST') {
  const { house, request, locale } = visit
  reply.header('referrer-policy', 'no-referrer')
  if ('file' in answer)
    return sendDownload(request, reply, {
      name: answer.file.name,
      mediaType: 'application/json',
      content: { bytes: new Uint8Array(answer.file.bytes) },
    })
  const district = await inVisit(visit, async (ctx) => (await presentProgramme(ctx)).instrument.district)
  return sendPage(house, request, reply, locale, {
    title: say(answer.title, locale),
    ...(answer.status && { status: answer.status }),
    unlisted: method === 'POST',
    confidential: true,
    discreet: method === 'POST' || request.routeOptions.url?.endsWith('/return') === true,
    district,
    body: answer.body,
  })
}

/**
 * Every refusal becomes a page in words; which of a code's faults it is, is not said.
 * @param carried - what the reporter came with, so that one click leads back
 */
function failed({ locale }: Visit, thrown: unknown, carried: Carried | null = null): Answer {
  const error = asRefusal(thrown)
  if (!(error instanceof Refusal)) throw error
  if (error.code === 'wrong-code')
    return { title: tipWords.wrongCode, status: 400, body: createElement(statusPages.WrongCode) }
  const words: Words = { ...kernelRefusals, ...tipRefusals }
  const text = say(words[error.code] ?? kernelRefusals.defect, locale, error.detail)
  return {
    title: tipWords.failedTitle,
    status: statusOf[error.code] ?? 409,
    body: createElement(statusPages.TipFailed, { text, carried }),
  }
}

const statusOf: Readonly<Record<string, number>> = { busy: 503, 'too-large': 413, 'invalid-input': 400 }

/** Files are held in memory while they are handled, so only so many senders of files at a time are listened to. */
async function withSent(visit: Visit, work: (visit: Visit, sent: Sent) => Promise<Answer>): Promise<Answer> {
  const { request, gate } = visit
  if (request.headers['content-type']?.startsWith('multipart/'))
    return gate.upload(async () => work(visit, await readMultipart(request, tipLimits)))
  return work(visit, { fields: await readFields(request, tipLimits.textBytes), files: [] })
}

async function startPage(ctx: Ctx): Promise<Answer> {
  return { title: tipWords.title, body: createElement(pages.TipStart, await inquiryDays(ctx)) }
}

/** Before anything is kept: the code is given out, shown to be written down, and the report is written. */
async function firstSteps(visit: Visit, { fields }: Sent): Promise<Answer> {
  const kind = fields.kind === 'named' ? 'named' : 'anonymous'
  const { instanceKey } = visit.house.world
  if (fields.step === 'code')
    return {
      title: tipWords.codeTitle,
      body: createElement(pages.TipCode, { kind, carried: offerCode(instanceKey), mismatch: false }),
    }
  const offered = { code: fields.code ?? '', ticket: fields.ticket ?? '' }
  if (!wasOffered(instanceKey, offered)) throw new Refusal('wrong-code')
  if (fields.step === 'save') return saveStep(visit, kind, offered, fields)
  if (!endsWith(offered.code, fields.last ?? ''))
    return {
      title: tipWords.codeTitle,
      status: 400,
      body: createElement(pages.TipCode, { kind, carried: offered, mismatch: true }),
    }
  return writePage(kind, offered, {}, {})
}

const writePage = (kind: 'anonymous' | 'named', carried: Carried, typed: pages.Typed, errors: pages.Typed): Answer => ({
  title: kind === 'named' ? tipWords.writeTitleNamed : tipWords.writeTitleAnonymous,
  ...(Object.keys(errors).length > 0 && { status: 400 }),
  body: createElement(pages.TipWrite, { kind, carried, typed, errors }),
})

async function saveStep(
  visit: Visit,
  kind: 'anonymous' | 'named',
  carried: Required<Carried>,
  fields: Sent['fields'],
): Promise<Answer> {
  const body = TipBody.safeParse(withPlainLines(fields))
  const identity = kind === 'named' ? TipIdentity.safeParse(fields) : null
  const mistakes = { ...mistakesIn(body, visit.locale), ...(identity && mistakesIn(identity, visit.locale)) }
  if (!body.success || identity?.success === false) return writePage(kind, carried, fields, mistakes)
  const written = { body: body.data, identity: identity?.data ?? null }
  await visit.gate.begin()
  const digest = await digestOf(visit, carried.code)
  return inVisit(visit, async (ctx) => {
    const known = await openChannel(ctx, digest)
    if (known) await rewriteTip(ctx, known, written)
    const id = known ?? (await beginTip(ctx, digest, written))
    return reviewPage(await reporterView(ctx, id), carried)
  })
}

const digestOf = ({ gate, house }: Visit, code: string) => gate.hash(() => digestOfCode(house.world.instanceKey, code))

/** A browser sends lines with two signs at their end. */
const withPlainLines = (fields: Sent['fields']) =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]))

function mistakesIn(parsed: z.ZodSafeParseResult<unknown>, locale: Locale): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const issue of parsed.error?.issues ?? []) {
    const [zh, en] = issue.message.split(' | ')
    const name = String(issue.path[0])
    mistakes[name] ??=
      issue.code === 'too_big'
        ? say(tipWords.tooLong, locale, { most: issue.maximum })
        : say([zh ?? '', en ?? zh ?? ''], locale)
  }
  return mistakes
}

/** Once there is something behind the code: look at it, change it, send it, talk about it. */
async function laterSteps(visit: Visit, sent: Sent): Promise<Answer> {
  const { fields, files } = sent
  const code = readCode(fields.code ?? '')
  // What can be no code is tried like any other, so that it takes as long and tells as little.
  const tried = code ?? (fields.code ?? '').slice(0, 100)
  const enter = async () => {
    const digest = await digestOf(visit, tried)
    return inVisit(visit, async (ctx) => {
      const id = await openChannel(ctx, digest)
      return id === null ? null : step(visit, ctx, id, tried, sent)
    })
  }
  try {
    const answer = await visit.gate.check(tried, enter, { holding: files.length > 0 })
    if (answer === null) throw new Refusal('wrong-code')
    return answer
  } catch (error) {
    return failed(visit, error, { code: tried })
  }
}

async function step(visit: Visit, ctx: Ctx, id: string, code: string, { fields, files }: Sent): Promise<Answer> {
  const here = (done: Pair | null = null) => whereItStands(ctx, id, { code }, done)
  const agreed = Object.keys(fields).flatMap((name) => (name.startsWith('agree-') ? [name.slice(6)] : []))
  if (fields.remove) {
    await removeFile(ctx, fields.remove)
    return here()
  }
  switch (fields.step) {
    case 'edit': {
      const { named, sentAt, body, identity } = await reporterView(ctx, id)
      if (sentAt !== null) throw new Refusal('already-sent')
      return writePage(named ? 'named' : 'anonymous', offered(visit, code), { ...body, ...identity }, {})
    }
    case 'files':
      visit.gate.takeRoom(files.reduce((sum, { bytes }) => sum + bytes.length, 0))
      await addFiles(ctx, id, files)
      return here()
    case 'send': {
      await sendTip(ctx, id, { agreed, wantsReceipt: fields.receipt === 'yes' })
      const { days } = await inquiryDays(ctx)
      return { title: tipWords.sentTitle, body: createElement(statusPages.TipSent, { carried: { code }, days }) }
    }
    case 'send-files':
      await sendMoreFiles(ctx, id, agreed)
      return here(tipWords.filesSent)
    case 'message':
      await writeToOffice(ctx, id, (fields.message ?? '').replaceAll('\r\n', '\n'))
      return here(tipWords.messageSent)
    case 'make-receipt':
      await makeReceipt(ctx, id)
      return here(tipWords.receiptMade)
    case 'receipt':
      return { file: await receiptFile(ctx, id) }
    default:
      return here()
  }
}

/** The code was given out here once: whoever came back with it may save under it again. */
const offered = ({ house }: Visit, code: string) => reofferCode(house.world.instanceKey, code)

async function whereItStands(ctx: Ctx, id: string, carried: Carried, done: Pair | null): Promise<Answer> {
  const view = await reporterView(ctx, id)
  return view.sentAt === null ? reviewPage(view, carried) : statusPage(ctx, view, view.sentAt, carried, done)
}

const reviewPage = ({ body, identity, files }: ReporterView, carried: Carried): Answer => ({
  title: tipWords.reviewTitle,
  body: createElement(pages.TipReview, { carried, written: { ...body, ...identity }, files, days: daysToSend }),
})

async function statusPage(
  ctx: Ctx,
  view: ReporterView,
  sentAt: string,
  carried: Carried,
  done: Pair | null,
): Promise<Answer> {
  const { body, identity, files, messages, receipt, toldState } = view
  const state = toldState !== null && toldState in statusWords ? (toldState as keyof typeof statusWords) : 'sent'
  return {
    title: tipWords.statusTitle,
    body: createElement(statusPages.TipStatus, {
      carried,
      state,
      expectation: await expectation(ctx, view),
      sentAt,
      written: { ...body, ...identity },
      files,
      messages,
      receipt,
      done: done && say(done, ctx.locale),
    }),
  }
}
