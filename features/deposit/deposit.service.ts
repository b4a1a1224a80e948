import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { fromHex, toHex } from '../../evidence/bytes.ts'
import { decodeEntry } from '../../evidence/entry.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { readPolicy } from '../../evidence/policy.ts'
import { encodeReceipt } from '../../evidence/receipt.ts'
import { readTlogProof } from '../../evidence/tlog-proof.ts'
import type { Ctx } from '../../platform/context.ts'
import { safeEntryName, writeArchive } from '../../platform/documents/archive.ts'
import { depositKeyPrefix, digestToken } from '../../platform/http/mount.ts'
import { type FinalReceipt, LogHalted } from '../../platform/log/log.ts'
import { cosignersOf } from '../../platform/log/log-receipt.ts'
import { type Promised, RequestIdTaken } from '../../platform/log/sequencer.ts'
import type { depositContract } from './deposit.contract.ts'
import { nextRecheck, requireCurrent, requireSuccessor } from './deposit.rules.ts'
import type { Deposit } from './deposit.schema.ts'
import {
  allDeposits,
  changeDeposit,
  findDeposit,
  insertDeposits,
  insertKey,
  laterDeposits,
  listDeposits,
  listKeys,
  revokeKey,
  standingOf,
} from './deposit.store.ts'
import { certificateOf } from './deposit-certificate.service.ts'

export const depositService: Service<typeof depositContract, Ctx> = {
  async make(ctx, { entries, source, label, fileCount, totalBytes }) {
    const given = entries.map((text, at) => readEntry(text, at + 1))
    // The log first: it is idempotent by request, so a deposit whose row is lost is made again with the same place.
    const promised = await Promise.all(given.map(({ entry }) => ctx.world.log.append(entry))).catch(refuseAppend)
    const places = given.map(({ requestId }, at) => ({ ...(promised[at] as Promised), requestId }))
    const ids = await insertDeposits(ctx, { source, label, fileCount, totalBytes }, places)
    const newest = await ctx.world.log.promise()
    return {
      promise: newest,
      deposits: places.map(({ requestId, index, origin }) => {
        const request = toHex(requestId)
        const id = ids.get(request)
        // The entry is there, but as somebody else's deposit.
        if (!id) throw new Refusal('request-id-taken')
        return { id, requestId: request, origin, index }
      }),
    }
  },

  async list(ctx, filter) {
    const deposits = await listDeposits(ctx, filter)
    return { deposits, next: deposits.length === filter.limit ? (deposits.at(-1)?.id ?? null) : null }
  },

  async read(ctx, { id }) {
    const deposit = await findDeposit(ctx, id)
    const found = await ctx.world.log.receipt(fromHex(deposit.requestId))
    const state = await ctx.world.log.state()
    return {
      deposit,
      receipt: found && found !== 'pending' ? await summaryOf(ctx, found) : null,
      successors: deposit.state === 'current' ? await laterDeposits(ctx, deposit) : [],
      logState: state.state,
    }
  },

  async edit(ctx, { id, label, remark, showDepositor, recheckMonths }) {
    const { recheckedOn, madeAt } = await findDeposit(ctx, id)
    const from = recheckedOn
      ? Temporal.PlainDate.from(recheckedOn)
      : Temporal.Instant.from(madeAt).toZonedDateTimeISO('Asia/Shanghai').toPlainDate()
    const due = nextRecheck(from, recheckMonths)
    const recheckOn = due && Temporal.PlainDate.compare(due, ctx.today) < 0 ? ctx.today : due
    await changeDeposit(ctx, id, {
      label,
      remark,
      showDepositor,
      recheckMonths,
      recheckOn: recheckOn?.toString() ?? null,
    })
    return done
  },

  async withdraw(ctx, { id, reason }) {
    requireCurrent(await findDeposit(ctx, id))
    await changeDeposit(ctx, id, { withdrawnAt: ctx.now.toString(), withdrawnBecause: reason, recheckOn: null })
    return done
  },

  async supersede(ctx, { id, laterId }) {
    requireSuccessor(await findDeposit(ctx, id), await findDeposit(ctx, laterId))
    await changeDeposit(ctx, id, { supersededBy: laterId, recheckOn: null })
    return done
  },

  async recheck(ctx, { id, result }) {
    const deposit = await findDeposit(ctx, id)
    requireCurrent(deposit)
    await changeDeposit(ctx, id, {
      recheckedOn: ctx.today.toString(),
      recheckResult: result,
      recheckOn: nextRecheck(ctx.today, deposit.recheckMonths)?.toString() ?? null,
    })
    return done
  },

  async receiptFile(ctx, { id }) {
    const deposit = await findDeposit(ctx, id)
    return receiptFileOf(await finalReceipt(ctx, deposit.requestId), fileNameOf(deposit))
  },

  async certificate(ctx, { id, language }) {
    const deposit = await findDeposit(ctx, id)
    const found = await finalReceipt(ctx, deposit.requestId)
    return {
      name: `${fileNameOf(deposit)}.pdf`,
      mediaType: 'application/pdf',
      content: { bytes: Buffer.from(await certificateOf(ctx, deposit, found, language)) },
    }
  },

  async exportAll(ctx) {
    const deposits = await allDeposits(ctx)
    const folder = await mkdtemp(join(tmpdir(), 'shoumi-export-'))
    const file = join(folder, 'deposits.zip')
    const { log } = ctx.world
    const policy = await log.policy()
    await writeArchive(
      file,
      (async function* () {
        for (const deposit of deposits) {
          const found = await log.receipt(fromHex(deposit.requestId))
          if (found && found !== 'pending')
            yield {
              name: `receipts/${fileNameOf(deposit)}.tsreceipt.json`,
              content: Buffer.from(encodeReceipt(found.receipt)),
            }
        }
        yield { name: 'deposits.json', content: Buffer.from(`${JSON.stringify(deposits, null, 2)}\n`) }
        yield { name: 'log.policy', content: Buffer.from(policy) }
      })(),
      { at: ctx.now },
    )
    return { name: `deposits-${ctx.today}.zip`, mediaType: 'application/zip', content: { file } }
  },

  keys: async (ctx) => ({ keys: await listKeys(ctx) }),

  async makeKey(ctx, { name, months }) {
    const key = depositKeyPrefix + randomBytes(24).toString('base64url')
    const expiresAt = ctx.now.toZonedDateTimeISO('Asia/Shanghai').add({ months }).toInstant().toString()
    const { id } = await insertKey(ctx, { name, tokenDigest: digestToken(key), expiresAt })
    return { id, key }
  },

  async revokeKey(ctx, { id }) {
    await revokeKey(ctx, id)
    return done
  },

  async receipt(ctx, { requestId }) {
    return receiptFileOf(await finalReceipt(ctx, requestId), requestId)
  },

  async standing(ctx, { requestId }) {
    const standing = await standingOf(ctx, requestId)
    if (!standing) throw new Refusal('not-found')
    return standing
  },

  async logState({ world: { log } }) {
    const found = await log.state()
    return found.state === 'open'
      ? { ...found, reason: null, witnesses: log.witnesses() }
      : { ...found, size: 0, publishedSize: 0, witnesses: log.witnesses() }
  },
}

function readEntry(text: string, place: number): { entry: Uint8Array; requestId: Uint8Array } {
  try {
    const entry = new Uint8Array(Buffer.from(text, 'base64'))
    const { type, requestId } = decodeEntry(entry)
    // The other types are acts of the platform and of the log itself.
    if (type !== 'manifest' && type !== 'single-file') throw new Refusal('entry-malformed', { place })
    return { entry, requestId }
  } catch (error) {
    if (error instanceof EvidenceError) throw new Refusal('entry-malformed', { place })
    throw error
  }
}

function refuseAppend(error: unknown): never {
  if (error instanceof RequestIdTaken) throw new Refusal('request-id-taken')
  if (error instanceof LogHalted) throw new Refusal('log-halted', { reason: error.reason })
  throw error
}

/** Byte for byte the same by every way: the steps for standard tools read it line by line. */
const receiptFileOf = ({ receipt }: FinalReceipt, name: string) => ({
  name: `${name}.tsreceipt.json`,
  mediaType: 'application/json',
  content: { bytes: Buffer.from(encodeReceipt(receipt)) },
})

async function finalReceipt({ world }: Ctx, requestId: string): Promise<FinalReceipt> {
  const found = await world.log.receipt(fromHex(requestId))
  if (!found) throw new Refusal('not-found')
  if (found === 'pending') throw new Refusal('receipt-pending')
  return found
}

async function summaryOf({ world }: Ctx, { receipt, origin, size }: FinalReceipt) {
  const note = readTlogProof(receipt.tlogProof).checkpoint
  const stamped = await world.log.stampedAt(origin, size)
  return { size, witnesses: cosignersOf(note, readPolicy(await world.log.policy())), stampedAt: stamped }
}

/** Told apart by the request id when two deposits have the same label. */
const fileNameOf = ({ label, requestId }: Deposit) => safeEntryName(`${label || 'deposit'}-${requestId.slice(0, 8)}`)
