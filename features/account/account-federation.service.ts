import { z } from 'zod'
import type { Ctx } from '../../platform/context.ts'
import { openSession } from './account.service.ts'
import * as store from './account.store.ts'

const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
})

/**
 * Signs in whoever the identity provider vouches for, if that person has an account here: by the link made before, or by an
 * address the provider has verified. It never makes an account: who may act for an organisation is decided here.
 *
 * @returns false when nobody here is that person
 */
export async function finishFederation(ctx: Ctx, answer: unknown): Promise<boolean> {
  const { iss: issuer, sub: subject, email, email_verified: verified } = Claims.parse(answer)
  const linked = await store.federated(ctx, issuer, subject)
  if (linked) {
    await openSession(ctx, { personId: linked.personId, method: 'oidc' })
    return true
  }
  const person = email && verified ? await store.personByEmail(ctx, email) : undefined
  if (person?.state !== 'active') return false
  await store.linkFederated(ctx, { issuer, subject, personId: person.id })
  await openSession(ctx, { personId: person.id, method: 'oidc' })
  return true
}
