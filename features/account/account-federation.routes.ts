import type { FastifyReply, FastifyRequest } from 'fastify'
import * as oidc from 'openid-client'
import { Refusal } from '../../core/refusal.ts'
import type { House } from '../../platform/http/mount.ts'
import { actInTransaction } from '../../platform/http/mount.ts'
import { newSecret } from '../../platform/identity/one-time-secret.ts'
import { finishFederation } from './account-federation.service.ts'

const cookie = 'shoumi_oidc'
const callbackPath = '/auth/oidc/callback'

/**
 * Sign-in at a government identity provider. These two are redirects of a browser, not doors of the contract:
 * `/auth/oidc` leaves for the provider, `/auth/oidc/callback` comes back.
 *
 * State, nonce and verifier stay in the browser that left, in a cookie of its own, so that nobody can finish a
 * sign-in that another browser began.
 */
export function federationRoutes({ server, database, world }: House) {
  const { settings } = world
  let discovered: Promise<oidc.Configuration> | undefined
  const provider = () => {
    if (!settings.oidc) throw new Refusal('not-found')
    const { issuer, clientId, clientSecret } = settings.oidc
    const options = issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {}
    discovered ??= oidc
      .discovery(new URL(issuer), clientId, clientSecret, undefined, options)
      .catch((error: unknown) => {
        discovered = undefined
        throw error
      })
    return discovered
  }
  const cookieOptions = {
    path: '/auth/oidc',
    httpOnly: true,
    sameSite: 'lax',
    secure: settings.publicUrl.startsWith('https:'),
    maxAge: 600,
  } as const

  server.get('/auth/oidc', async (_request, reply) => {
    const config = await provider()
    const [state, nonce, verifier] = [newSecret(), newSecret(), oidc.randomPKCECodeVerifier()]
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: settings.publicUrl + callbackPath,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return reply.setCookie(cookie, [state, nonce, verifier].join('.'), cookieOptions).redirect(address.href)
  })

  server.get(callbackPath, async (request: FastifyRequest, reply: FastifyReply) => {
    const [expectedState, expectedNonce, pkceCodeVerifier] = (request.cookies[cookie] ?? '').split('.')
    reply.clearCookie(cookie, cookieOptions)
    if (!expectedState || !expectedNonce || !pkceCodeVerifier)
      return reply.redirect('/app/sign-in?problem=oidc-expired')
    try {
      const answer = await oidc.authorizationCodeGrant(await provider(), new URL(request.url, settings.publicUrl), {
        expectedState,
        expectedNonce,
        pkceCodeVerifier,
      })
      const claims = answer.claims()
      if (!claims) return reply.redirect('/app/sign-in?problem=oidc-refused')
      const signedIn = await actInTransaction({ server, database, world, doors: [] }, request, reply, (ctx) =>
        finishFederation(ctx, claims),
      )
      return reply.redirect(signedIn ? '/app/' : '/app/sign-in?problem=oidc-unknown')
    } catch (error) {
      request.log.warn(
        { requestId: request.id, reason: error instanceof Error ? error.name : 'unknown' },
        'identity provider refused',
      )
      return reply.redirect('/app/sign-in?problem=oidc-refused')
    }
  })
}
