import { randomInt } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { generateSecret, generateURI, verify } from 'otplib'
import { z } from 'zod'
import { done, type Service } from '../../core/contract.ts'
import { Refusal } from '../../core/refusal.ts'
import { actingPerson, type Ctx } from '../../platform/context.ts'
import { openWith, sealWith } from '../../platform/identity/instance-key.ts'
import { digestOf, issueSecret, redeemSecret } from '../../platform/identity/one-time-secret.ts'
import type { accountContract } from './account.contract.ts'
import * as store from './account.store.ts'

type CredentialDoors =
  | 'passkeyChallenge'
  | 'beginPasskey'
  | 'addPasskey'
  | 'removePasskey'
  | 'beginTotp'
  | 'confirmTotp'
  | 'removeTotp'
const challengeMinutes = 10

export const credentialService: Pick<Service<typeof accountContract, Ctx>, CredentialDoors> = {
  async passkeyChallenge(ctx) {
    const options = await generateAuthenticationOptions({ rpID: relyingParty(ctx).id, userVerification: 'required' })
    await issueSecret(ctx, { purpose: 'passkey-sign-in', minutes: challengeMinutes, secret: options.challenge })
    return { options: { ...options } }
  },

  async beginPasskey(ctx) {
    const { id, name, email } = ctx.actor.person!
    const options = await generateRegistrationOptions({
      rpName: '守密 Shoumi',
      rpID: relyingParty(ctx).id,
      userID: Buffer.from(id),
      userName: email,
      userDisplayName: name,
      attestationType: 'none',
      excludeCredentials: (await store.passkeysOf(ctx, id)).map((passkey) => ({ id: passkey.id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    await issueSecret(ctx, {
      purpose: 'passkey-add',
      personId: id,
      minutes: challengeMinutes,
      secret: options.challenge,
    })
    return { options: { ...options } }
  },

  async addPasskey(ctx, { name, answer }) {
    const personId = actingPerson(ctx)
    const { id: rpID, origin } = relyingParty(ctx)
    const challenge = challengeIn(answer)
    const issued = await redeemSecret(ctx, 'passkey-add', challenge)
    if (issued.personId !== personId) throw new Refusal('link-invalid')
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      // The library parses and checks it; nothing of it is used before.
      response: Registration.parse(answer),
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(refusePasskey)
    if (!verified || !registrationInfo) throw new Refusal('passkey-refused')
    const { id, publicKey, counter, transports } = registrationInfo.credential
    await store.addPasskey(ctx, {
      id,
      personId,
      publicKey: Buffer.from(publicKey),
      counter,
      transports: transports ?? [],
      name,
    })
    return done
  },

  async removePasskey(ctx, { id }) {
    const personId = actingPerson(ctx)
    const others = (await store.passkeysOf(ctx, personId)).filter((passkey) => passkey.id !== id)
    if (others.length === 0 && (await store.passwordHash(ctx, personId)) === null) throw new Refusal('last-way-in')
    await store.removePasskey(ctx, id)
    return done
  },

  async beginTotp(ctx) {
    const { id, email } = ctx.actor.person!
    if ((await store.totpOf(ctx, id))?.confirmedAt) throw new Refusal('totp-active')
    const secret = generateSecret()
    await store.saveTotp(ctx, id, sealWith(ctx.world.instanceKey, secret, `totp:${id}`))
    return { secret, uri: generateURI({ issuer: 'Shoumi', label: email, secret }) }
  },

  async confirmTotp(ctx, { code }) {
    const personId = actingPerson(ctx)
    const totp = await store.totpOf(ctx, personId)
    if (totp?.confirmedAt) throw new Refusal('totp-active')
    if (!totp || !(await acceptCode(ctx, personId, totp, code, ctx.now.toString()))) throw new Refusal('code-wrong')
    const recoveryCodes = Array.from({ length: 10 }, recoveryCode)
    await store.saveRecoveryCodes(
      ctx,
      personId,
      recoveryCodes.map((one) => digestOf(plain(one))),
    )
    return { recoveryCodes }
  },

  async removeTotp(ctx, { code }) {
    const personId = actingPerson(ctx)
    if (!(await checkSecondFactor(ctx, personId, code))) throw new Refusal('code-wrong')
    await store.dropTotp(ctx, personId)
    return done
  },
}

/**
 * @returns whose passkey it is
 * @throws Refusal `passkey-refused` also when the counter went back, which a copied key does
 */
export async function signInWithPasskey(ctx: Ctx, answer: Record<string, unknown>): Promise<string> {
  const challenge = challengeIn(answer)
  await redeemSecret(ctx, 'passkey-sign-in', challenge)
  const response = Authentication.parse(answer)
  const passkey = await store.findPasskey(ctx, response.id)
  if (!passkey) throw new Refusal('passkey-refused')
  const { id: rpID, origin } = relyingParty(ctx)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch(refusePasskey)
  if (!verified) throw new Refusal('passkey-refused')
  await store.usedPasskey(ctx, passkey.id, authenticationInfo.newCounter)
  return passkey.personId
}

/** A one-time code that was not used before, or a recovery code, which is spent by it. */
export async function checkSecondFactor(ctx: Ctx, personId: string, code: string): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return store.spendRecoveryCode(ctx, personId, digestOf(plain(code)))
  const totp = await store.totpOf(ctx, personId)
  return totp !== undefined && totp.confirmedAt !== null && acceptCode(ctx, personId, totp, code)
}

async function acceptCode(
  ctx: Ctx,
  personId: string,
  totp: { sealedSecret: Buffer; lastStep: number },
  code: string,
  confirmedAt?: string,
): Promise<boolean> {
  const result = await verify({
    secret: openWith(ctx.world.instanceKey, totp.sealedSecret, `totp:${personId}`),
    token: code,
    epoch: Math.floor(ctx.now.epochMilliseconds / 1000),
    epochTolerance: 30,
    ...(totp.lastStep > 0 && { afterTimeStep: totp.lastStep }),
  })
  if (!result.valid || !('timeStep' in result)) return false
  await store.usedTotp(ctx, personId, { lastStep: result.timeStep, ...(confirmedAt && { confirmedAt }) })
  return true
}

function relyingParty(ctx: Ctx) {
  const { origin, hostname } = new URL(ctx.world.settings.publicUrl)
  return { id: hostname, origin }
}

/** What the library reads further: that the fields it will decode are texts. */
const Registration = z.custom<RegistrationResponseJSON>((value) => Envelope.safeParse(value).success)
const Authentication = z.custom<AuthenticationResponseJSON>((value) => Envelope.safeParse(value).success)
const Envelope = z.object({
  id: z.string().max(1024),
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
})

function challengeIn(answer: Record<string, unknown>): string {
  const parsed = z.object({ response: z.object({ clientDataJSON: z.base64url() }) }).safeParse(answer)
  if (!parsed.success) throw new Refusal('passkey-refused')
  try {
    return z
      .object({ challenge: z.string().max(200) })
      .parse(JSON.parse(Buffer.from(parsed.data.response.clientDataJSON, 'base64url').toString())).challenge
  } catch {
    throw new Refusal('passkey-refused')
  }
}

const refusePasskey = (): never => {
  throw new Refusal('passkey-refused')
}

const signs = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const recoveryCode = () =>
  Array.from({ length: 10 }, (_, index) => (index === 5 ? '-' : '') + signs[randomInt(signs.length)]).join('')
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')
