import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '../../core/refusal.ts'
import { fromBase64, toBase64, utf8 } from '../../evidence/bytes.ts'
import { sha256, sm3 } from '../../evidence/digest.ts'
import { encodeEntry } from '../../evidence/entry.ts'
import { commitmentOf, decodeOpening, discloseOf, encodeOpening, manifestOf } from '../../evidence/manifest.ts'
import { encodeProofPackage } from '../../evidence/proof-package.ts'
import type { Ctx } from '../../platform/context.ts'
import { LogHalted } from '../../platform/log/log.ts'
import { SealedReceipt } from './tip.schema.ts'
import * as store from './tip.store.ts'
import { receiptNumberFrom } from './tip-code.rules.ts'
import { openJson, openText, placeOf, sealJson } from './tip-seal.service.ts'

/** What the statement would be called as a file. */
const statementName = 'tip-receipt.txt'

/**
 * Puts into the public log that something was reported here at this moment. What goes there is a blinded commitment; the
 * statement that opens it holds a number, the moment, and a salted digest of what was reported. It names nobody and says
 * nothing of the matter.
 *
 * @throws Refusal `receipt-exists`, `log-halted`
 */
export async function makeReceipt(ctx: Ctx, channelId: string): Promise<string> {
  const { sealedBody, sealedReceipt } = await store.findTip(ctx, channelId)
  if (sealedReceipt !== null) throw new Refusal('receipt-exists')
  const salt = randomBytes(32)
  const number = receiptNumberFrom(randomBytes(5))
  const reportedAt = ctx.now.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString()
  const body = openText(ctx, sealedBody, placeOf.body(channelId))
  const digest = createHash('sha256').update(salt).update(body).digest('hex')
  const statement = [
    'shoumi tip receipt 1',
    `office: ${new URL(ctx.world.settings.publicUrl).host}`,
    `number: ${number}`,
    `recorded at: ${reportedAt}`,
    `digest: ${digest}`,
    '',
  ].join('\n')
  const [requestId, blind] = [new Uint8Array(randomBytes(16)), new Uint8Array(randomBytes(32))]
  const opening = openingOf(statement)
  const commitment = commitmentOf({ ...manifestOf([opening]), blind })
  await ctx.world.log
    .append(encodeEntry({ type: 'single-file', withSm3: true, commitment, requestId, signatures: [] }))
    .catch((error: unknown) => {
      throw error instanceof LogHalted ? new Refusal('log-halted') : error
    })
  const kept: SealedReceipt = {
    number,
    reportedAt,
    statement,
    salt: salt.toString('base64'),
    requestId: toBase64(requestId),
    blind: toBase64(blind),
    opening: toBase64(encodeOpening(opening)),
  }
  await store.saveTip(ctx, channelId, { sealedReceipt: sealJson(ctx, kept, placeOf.receipt(channelId)) })
  return number
}

const openingOf = (statement: string) => {
  const content = utf8(statement)
  return {
    salt: new Uint8Array(randomBytes(32)),
    kind: 'file' as const,
    withSm3: true,
    sizeBytes: content.length,
    sha256: sha256(content),
    sm3: sm3(content),
    path: utf8(statementName),
  }
}

export async function receiptNumber(ctx: Ctx, channelId: string): Promise<string | null> {
  const { sealedReceipt } = await store.findTip(ctx, channelId)
  return sealedReceipt && openJson(ctx, SealedReceipt, sealedReceipt, placeOf.receipt(channelId)).number
}

/**
 * The receipt as one file. `statement`, saved as text, is what `proof` shows: the verifying page and the command line take
 * both.
 *
 * @throws Refusal `no-receipt`, `receipt-pending` until the log has published it, which takes seconds
 */
export async function receiptFile(ctx: Ctx, channelId: string): Promise<{ name: string; bytes: Buffer }> {
  const { sealedReceipt } = await store.findTip(ctx, channelId)
  if (sealedReceipt === null) throw new Refusal('no-receipt')
  const kept = openJson(ctx, SealedReceipt, sealedReceipt, placeOf.receipt(channelId))
  const found = await ctx.world.log.receipt(fromBase64(kept.requestId))
  if (!found || found === 'pending') throw new Refusal('receipt-pending')
  const opening = fromBase64(kept.opening)
  const proof = encodeProofPackage({
    ...discloseOf(manifestOf([decodeOpening(opening)]), { opening, place: 0, blind: fromBase64(kept.blind) }),
    receipt: found.receipt,
  })
  const file = {
    format: 'shoumi-tip-receipt',
    v: 1,
    number: kept.number,
    recordedAt: kept.reportedAt,
    statementName,
    statement: kept.statement,
    proof: JSON.parse(proof),
  }
  return { name: `receipt-${kept.number}.json`, bytes: Buffer.from(`${JSON.stringify(file, null, 2)}\n`) }
}
