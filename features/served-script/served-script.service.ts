import { Refusal } from '../../core/refusal.ts'
import { fromHex } from '../../evidence/bytes.ts'
import type { Ctx } from '../../platform/context.ts'
import { LogHalted } from '../../platform/log/log.ts'
import { digestOfList, entryOfList, proofOfList } from './served-script.rules.ts'
import { findList, keepList, listLists, type ServedList } from './served-script.store.ts'

/**
 * Puts the list of what this process serves into the public log, unless it is there.
 *
 * @returns false while the log takes no entries; the next start tries again
 */
export async function enterServedList(ctx: Ctx, list: string): Promise<boolean> {
  const digest = digestOfList(list)
  if (await findList(ctx, digest)) return true
  const { entry, requestId } = entryOfList(list)
  try {
    // The log first: the same list has the same entry, so one whose row was lost gets the same place again.
    await ctx.world.log.append(entry)
  } catch (error) {
    if (error instanceof LogHalted) return false
    throw error
  }
  await keepList(ctx, { digest, requestId, list, firstServedAt: ctx.now.toString() })
  return true
}

const shownLists = 100

/** The present list, if it is in the log, and the earlier ones. */
export async function servedLists(ctx: Ctx): Promise<{ present: string | null; lists: readonly ServedList[] }> {
  const { web } = ctx.world
  return { present: web && digestOfList(web.served), lists: await listLists(ctx, shownLists) }
}

/** @throws Refusal `not-found` */
export async function readList(ctx: Ctx, digest: string): Promise<ServedList> {
  const found = await findList(ctx, digest)
  if (!found) throw new Refusal('not-found')
  return found
}

/** @returns null while the receipt is being made. @throws Refusal `not-found` */
export async function proofOf(ctx: Ctx, digest: string): Promise<string | null> {
  const { list, requestId } = await readList(ctx, digest)
  const found = await ctx.world.log.receipt(fromHex(requestId))
  return found && found !== 'pending' ? proofOfList(list, found.receipt) : null
}
