import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../../platform/context.ts'
import { enqueue } from '../../platform/jobs.ts'
import { journal } from '../../platform/journal.ts'
import { sayToOffice } from './clue-channel.service.ts'
import { daysToSend, TipBody, TipIdentity } from './tip.schema.ts'
import * as store from './tip.store.ts'
import { filesForReporter, type ReporterFile, sendFiles } from './tip-file.service.ts'
import { makeReceipt, receiptNumber } from './tip-receipt.service.ts'
import { openJson, openText, placeOf, sealJson } from './tip-seal.service.ts'

/** Opens the channel of a code for the rest of the transaction. @returns null for a code that is not right or not good any more */
export const openChannel = (ctx: Ctx, digest: Buffer): Promise<string | null> =>
  store.enterTip(ctx, digest, ctx.now.toString())

export type ReporterView = {
  readonly id: string
  readonly named: boolean
  readonly sentAt: string | null
  readonly body: TipBody
  readonly identity: TipIdentity | null
  readonly toldState: string | null
  readonly toldDueOn: string | null
  readonly toldPaused: boolean
  readonly files: readonly ReporterFile[]
  readonly messages: readonly {
    readonly id: string
    readonly mine: boolean
    readonly body: string
    readonly at: string
  }[]
  readonly receipt: string | null
}

/** Everything the reporter may see of their own report, in the transaction that their code has opened. */
export async function reporterView(ctx: Ctx, id: string): Promise<ReporterView> {
  const channel = await store.findChannel(ctx, id)
  const { sealedBody } = await store.findTip(ctx, id)
  const identity = await store.findIdentity(ctx, id)
  return {
    id,
    named: channel.named,
    sentAt: channel.sentAt,
    body: openJson(ctx, TipBody, sealedBody, placeOf.body(id)),
    identity: identity ? openJson(ctx, TipIdentity, identity.sealedIdentity, placeOf.identity(id)) : null,
    toldState: channel.toldState,
    toldDueOn: channel.toldDueOn,
    toldPaused: channel.toldPaused,
    files: await filesForReporter(ctx, id),
    messages: (await store.messagesOf(ctx, id)).map((row) => ({
      id: row.id,
      mine: row.sender === 'reporter',
      body: openText(ctx, row.sealedBody, placeOf.message(row.id)),
      at: row.sentAt,
    })),
    receipt: await receiptNumber(ctx, id),
  }
}

export type WrittenTip = {
  readonly body: TipBody
  /** Null for somebody who stays anonymous. */
  readonly identity: TipIdentity | null
}

/**
 * Keeps what was written, unsent, under a code; from then on the code opens it.
 *
 * @param digest - of a code that was given out here
 * @throws Refusal `wrong-code` when it was used before
 */
export async function beginTip(ctx: Ctx, digest: Buffer, { body, identity }: WrittenTip): Promise<string> {
  const id = await store.newId(ctx)
  await store.beginTip(ctx, id)
  const isNew = await store.insertTip(ctx, {
    id,
    digest,
    named: identity !== null,
    sealedBody: sealJson(ctx, body, placeOf.body(id)),
    at: ctx.now.toString(),
    until: ctx.now.add({ hours: 24 * daysToSend }).toString(),
  })
  if (!isNew) throw new Refusal('wrong-code')
  if (identity) await store.saveIdentity(ctx, id, sealJson(ctx, identity, placeOf.identity(id)))
  return id
}

/** @throws Refusal `already-sent` */
export async function rewriteTip(ctx: Ctx, id: string, { body, identity }: WrittenTip): Promise<void> {
  await requireUnsent(ctx, id)
  await store.saveTip(ctx, id, { sealedBody: sealJson(ctx, body, placeOf.body(id)) })
  if (identity) await store.saveIdentity(ctx, id, sealJson(ctx, identity, placeOf.identity(id)))
}

/**
 * Sends it. The day on which it is sent is the day it was received: the clock of the inquiry runs from it, whenever the
 * worker comes to open the clue.
 *
 * @throws Refusal `already-sent`, `log-halted` when a receipt is wanted
 */
export async function sendTip(
  ctx: Ctx,
  id: string,
  { agreed, wantsReceipt }: { agreed: readonly string[]; wantsReceipt: boolean },
): Promise<void> {
  await requireUnsent(ctx, id)
  await sendFiles(ctx, id, agreed)
  if (wantsReceipt) await makeReceipt(ctx, id)
  await store.saveChannel(ctx, id, { sentAt: ctx.now.toString(), receivedOn: ctx.today.toString() })
  await store.keepTipUntil(ctx, id, null)
  await enqueue(ctx.db, 'clue:open', { channelId: id })
  await journal(ctx, { act: 'tip.sent', subject: id })
}

async function requireUnsent(ctx: Ctx, id: string): Promise<void> {
  const channel = await store.lockChannel(ctx, id)
  if (!channel || channel.sentAt !== null) throw new Refusal('already-sent')
}

/** @throws Refusal `not-sent-yet`, `message-empty`, `message-too-long` */
export async function writeToOffice(ctx: Ctx, id: string, text: string): Promise<void> {
  const body = text.trim()
  if (body === '') throw new Refusal('message-empty')
  if (body.length > longestMessage) throw new Refusal('message-too-long', { most: longestMessage })
  if ((await store.findChannel(ctx, id)).sentAt === null) throw new Refusal('not-sent-yet')
  await sayToOffice(ctx, id, body)
  await journal(ctx, { act: 'tip.wrote', subject: id })
}
export const longestMessage = 5000

/** Files that were added after the report was sent. @throws Refusal `not-sent-yet` */
export async function sendMoreFiles(ctx: Ctx, id: string, agreed: readonly string[]): Promise<void> {
  if ((await store.findChannel(ctx, id)).sentAt === null) throw new Refusal('not-sent-yet')
  if ((await sendFiles(ctx, id, agreed)) === 0) return
  await enqueue(ctx.db, 'clue:reporter-wrote', { channelId: id })
  await journal(ctx, { act: 'tip.added-files', subject: id })
}
