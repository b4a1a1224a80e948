import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '../../core/refusal.ts'
import type { Ctx } from '../context.ts'

declare module '../database/tables.ts' {
  interface Tables {
    oneTimeSecret: {
      digest: Buffer
      purpose: string
      personId: string | null
      data: Json<Record<string, unknown>>
      expiresAt: InstantText
      usedAt: InstantText | null
    }
  }
}

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
export const newSecret = (): string => randomBytes(32).toString('base64url')

/**
 * Something only its receiver knows, that works once and for a short time: a link in a mail, a challenge, a second step.
 * @returns the secret; only its digest is kept
 */
export async function issueSecret(
  ctx: Ctx,
  values: { purpose: string; personId?: string; data?: Record<string, unknown>; minutes: number; secret?: string },
): Promise<string> {
  const secret = values.secret ?? newSecret()
  await ctx.db
    .insertInto('oneTimeSecret')
    .values({
      digest: digestOf(secret),
      purpose: values.purpose,
      personId: values.personId ?? null,
      data: JSON.stringify(values.data ?? {}),
      expiresAt: ctx.now.add({ minutes: values.minutes }).toString(),
    })
    .execute()
  return secret
}

/**
 * Spends it. Two redeeming at once: exactly one succeeds.
 * @throws Refusal `link-invalid` when it is unknown, spent, out of date or for another purpose
 */
export async function redeemSecret(ctx: Ctx, purpose: string, secret: string) {
  const row = await ctx.db
    .updateTable('oneTimeSecret')
    .set({ usedAt: ctx.now.toString() })
    .where('digest', '=', digestOf(secret))
    .where('purpose', '=', purpose)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', ctx.now.toString())
    .returning(['personId', 'data'])
    .executeTakeFirst()
  if (!row) throw new Refusal('link-invalid')
  return row
}
