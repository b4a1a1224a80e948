import { createHash } from 'node:crypto'
import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { say } from '../../core/words.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { digestOf, issueSecret, newSecret, redeemSecret } from '../../platform/identity/one-time-secret.ts'
import { hashPassword, passwordWeakness, verifyPassword } from '../../platform/identity/password.ts'
import { memoryHours, networkOf, waitSeconds } from '../../platform/identity/throttle.ts'
import { journal } from '../../platform/journal.ts'
import { postMail } from '../../platform/mail.ts'
import { tell } from '../../platform/notices.ts'
import { unreadNotices } from '../notice/notice.service.ts'
import type { accountContract } from './account.contract.ts'
import * as store from './account.store.ts'
import { checkSecondFactor, credentialService, signInWithPasskey } from './account-credential.service.ts'

const sessionDays = 30
const resetMinutes = 30
const secondStepMinutes = 10

export const accountService: Service<typeof accountContract, Ctx> = {
  ...credentialService,

  async session(ctx) {
    const { id, name, email, locale, mailMode } = await store.findPerson(ctx, actingPerson(ctx))
    return {
      person: { id, name, email, locale, mailMode },
      organisation: ctx.actor.organisation,
      organisations: await store.organisationsOf(ctx, id),
      roles: [...ctx.actor.roles],
      permissions: [...ctx.actor.permissions],
      unreadNotices: await unreadNotices(ctx),
      demo: ctx.world.demo,
    }
  },

  async waysIn(ctx) {
    return {
      oidc: ctx.world.settings.oidc?.label ?? null,
      setUpOpen: (await store.fact(ctx, 'set-up-completed')) === undefined,
      demoAccounts: ctx.world.demo ? await store.fictitiousPeople(ctx) : [],
    }
  },

  async setUp(ctx, { token, officeName, name, email, password }) {
    await redeemSecret(ctx, 'set-up', token)
    if (!(await store.stateFact(ctx, 'set-up-completed', { at: ctx.now.toString() })))
      throw new Refusal('set-up-closed')
    const { id: personId } = await store.addPerson(ctx, { name, email, state: 'active' })
    await setPassword(ctx, personId, password, [name, email, officeName])
    const { id: organisationId } = await store.addOffice(ctx, officeName)
    await store.addMember(ctx, organisationId, personId, ['office-administrator', 'head', 'programme-lead', 'editor'])
    await openSession(ctx, { personId, organisationId, method: 'password' })
    return done
  },

  async signIn(ctx, { email, password }) {
    const person = await store.personByEmail(ctx, email)
    await refuseWhileWaiting(ctx, email)
    const right = await verifyPassword(password, person ? await store.passwordHash(ctx, person.id) : null)
    if (!person || !right) return refuseAndCount(ctx, email, person?.id, new Refusal('sign-in-wrong'))
    await store.forgetFailures(ctx, throttleKey(ctx, email))
    const totp = await store.totpOf(ctx, person.id)
    if (totp?.confirmedAt) {
      const token = await issueSecret(ctx, {
        purpose: 'second-factor',
        personId: person.id,
        minutes: secondStepMinutes,
      })
      return { step: 'second-factor', token }
    }
    await openSession(ctx, { personId: person.id, method: 'password' })
    return { step: 'done' }
  },

  async secondFactor(ctx, { token, code }) {
    const { personId } = await redeemSecret(ctx, 'second-factor', token)
    if (!personId) throw new TypeError('a second step belongs to a person')
    await refuseWhileWaiting(ctx, personId)
    if (!(await checkSecondFactor(ctx, personId, code)))
      return refuseAndCount(ctx, personId, personId, new Refusal('code-wrong'))
    await store.forgetFailures(ctx, throttleKey(ctx, personId))
    await openSession(ctx, { personId, method: 'password+code' })
    return done
  },

  async passkeySignIn(ctx, { answer }) {
    const personId = await signInWithPasskey(ctx, answer)
    await openSession(ctx, { personId, method: 'passkey' })
    return done
  },

  async demoSignIn(ctx, { id }) {
    const person = await store.findPerson(ctx, id)
    if (!ctx.world.demo || !person.fictitious) throw new Refusal('demo-only')
    await openSession(ctx, { personId: id, method: 'demo' })
    return done
  },

  async signOut(ctx) {
    if (ctx.actor.sessionId) await store.endSession(ctx, ctx.actor.sessionId)
    ctx.call.setSession(null)
    return done
  },

  async actFor(ctx, { id }) {
    const mine = await store.organisationsOf(ctx, actingPerson(ctx))
    if (mine.every((organisation) => organisation.id !== id)) throw new Refusal('not-found')
    await store.setActing(ctx, id)
    return done
  },

  async forgot(ctx, { email }) {
    const person = await store.personByEmail(ctx, email)
    if (!person) return done
    const token = await issueSecret(ctx, { purpose: 'reset-password', personId: person.id, minutes: resetMinutes })
    await postMail(ctx, {
      to: person.email,
      subject: ['重设密码', 'Set a new password'],
      lines: [
        [
          '请在 {minutes} 分钟内打开以下链接重设密码。如非本人申请，不必理会。',
          'Open this link within {minutes} minutes to set a new password. If you did not ask for it, ignore this.',
        ],
        ['{link}', '{link}'],
      ],
      params: { minutes: resetMinutes, link: `${ctx.world.settings.publicUrl}/app/reset?token=${token}` },
    })
    return done
  },

  async reset(ctx, { token, password }) {
    const { personId } = await redeemSecret(ctx, 'reset-password', token)
    if (!personId) throw new TypeError('a reset belongs to a person')
    const person = await store.findPerson(ctx, personId)
    await setPassword(ctx, personId, password, [person.name, person.email])
    await store.endSessionsOf(ctx, personId, null)
    await tellOfChange(ctx, personId, '密码 / password')
    return done
  },

  async profile(ctx, values) {
    await store.savePerson(ctx, actingPerson(ctx), values)
    return done
  },

  async changePassword(ctx, { present, password }) {
    const { id: personId, name, email } = ctx.actor.person!
    const hash = await store.passwordHash(ctx, personId)
    if (hash !== null && !(await verifyPassword(present ?? '', hash))) throw new Refusal('password-wrong')
    await setPassword(ctx, personId, password, [name, email, ctx.actor.organisation?.name ?? ''])
    await store.endSessionsOf(ctx, personId, ctx.actor.sessionId)
    await tellOfChange(ctx, personId, '密码 / password')
    return done
  },

  async security(ctx) {
    const personId = actingPerson(ctx)
    return {
      password: (await store.passwordHash(ctx, personId)) !== null,
      totp: Boolean((await store.totpOf(ctx, personId))?.confirmedAt),
      recoveryCodesLeft: await store.recoveryCodesLeft(ctx, personId),
      passkeys: await store.passkeysOf(ctx, personId),
      sessions: (await store.sessionsOf(ctx, personId)).map((session) => ({
        ...session,
        present: session.id === ctx.actor.sessionId,
      })),
    }
  },

  async revokeSession(ctx, { id }) {
    await store.endSession(ctx, id)
    return done
  },

  async revokeOthers(ctx) {
    return { ended: await store.endSessionsOf(ctx, actingPerson(ctx), ctx.actor.sessionId) }
  },
}

/** Signs this browser in. The token goes into the cookie; the table keeps its digest. A device not seen before is told to the person. */
export async function openSession(
  ctx: Ctx,
  { personId, organisationId, method }: { personId: string; organisationId?: string; method: string },
) {
  const token = newSecret()
  const known = await store.knowsDevice(ctx, personId, ctx.call.device)
  const acting = organisationId ?? (await store.organisationsOf(ctx, personId))[0]?.id ?? null
  await store.addSession(ctx, {
    tokenDigest: digestOf(token),
    personId,
    organisationId: acting,
    method,
    device: ctx.call.device,
    expiresAt: ctx.now.add({ hours: sessionDays * 24 }).toString(),
  })
  await journal(ctx, { act: 'account.signed-in', personId, subject: personId, detail: { method } })
  if (!known)
    await tell(ctx, {
      personId,
      kind: 'account.new-device',
      params: { device: ctx.call.device },
      link: '/app/account',
      urgent: true,
    })
  ctx.call.setSession(token)
}

/**
 * The first password of somebody who came by a link; an account that has one keeps it.
 * @throws Refusal `weak-password`
 */
export async function setFirstPassword(ctx: Ctx, personId: string, password: string | undefined) {
  if ((await store.passwordHash(ctx, personId)) !== null) return
  const person = await store.findPerson(ctx, personId)
  await setPassword(ctx, personId, password ?? '', [person.name, person.email])
  await store.savePerson(ctx, personId, { state: 'active' })
}

async function setPassword(ctx: Ctx, personId: string, password: string, about: readonly string[]) {
  const weakness = passwordWeakness(password, about)
  if (weakness) throw new Refusal('weak-password', { reason: say(weakness, 'zh-CN'), reasonEn: say(weakness, 'en') })
  await store.savePassword(ctx, personId, await hashPassword(password))
}

const tellOfChange = (ctx: Ctx, personId: string, what: string) =>
  tell(ctx, { personId, kind: 'account.credential-changed', params: { what }, link: '/app/account', urgent: true })

const throttleKey = (ctx: Ctx, account: string) =>
  createHash('sha256')
    .update(`${account.toLowerCase()}\n${networkOf(ctx.call.address)}`)
    .digest()

async function refuseWhileWaiting(ctx: Ctx, account: string) {
  const row = await store.failuresOf(ctx, throttleKey(ctx, account))
  if (!row) return
  const until = Temporal.Instant.from(row.lastAt).add({ seconds: waitSeconds(row.failures) })
  const seconds = Math.ceil(until.since(ctx.now).total('seconds'))
  if (seconds > 0) throw new Refusal('sign-in-wait', { seconds })
}

/** A failed try is counted and journalled although the act is refused. An address that is nobody's is not written down. */
async function refuseAndCount(
  ctx: Ctx,
  account: string,
  personId: string | undefined,
  refusal: Refusal,
): Promise<never> {
  ctx.call.keepIfRefused(async (later) => {
    await store.countFailure(later, throttleKey(later, account), later.now.subtract({ hours: memoryHours }).toString())
    await journal(later, { act: 'account.sign-in-failed', ...(personId && { subject: personId }) })
  })
  throw refusal
}
