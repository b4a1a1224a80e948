import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import { afterAll, expect, test } from 'vitest'
import { aMember } from '../../test/builders.ts'
import { aHouse, type TestHouse } from '../../test/harness.ts'
import { accountContract } from './account.contract.ts'

// A real identity provider on loopback: discovery, code, PKCE, nonce and signatures are its own.
const people: Record<string, { email: string; email_verified: boolean }> = {}
const issuer = await listening(0)
const address = `http://localhost:${port(issuer)}`
const here: TestHouse = await aHouse({
  env: {
    PUBLIC_URL: 'http://localhost:8499',
    OIDC_ISSUER: address,
    OIDC_CLIENT_ID: 'shoumi',
    OIDC_CLIENT_SECRET: 'a-secret-of-this-test',
    OIDC_LABEL: '虚构统一认证',
  },
})
const provider = new Provider(address, {
  clients: [
    {
      client_id: 'shoumi',
      client_secret: 'a-secret-of-this-test',
      redirect_uris: ['http://localhost:8499/auth/oidc/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: [] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['only for this test'] },
})
issuer.on('request', provider.callback())
afterAll(() => new Promise((done) => issuer.close(done)))

function listening(onPort: number): Promise<Server> {
  return new Promise((done) => {
    const server = createServer()
    server.listen(onPort, '127.0.0.1', () => done(server))
  })
}
function port(server: Server): number {
  const at = server.address()
  return typeof at === 'object' && at ? at.port : 0
}

/** A browser as small as this needs: follows redirects within the provider, keeps its cookies, signs in and consents. */
async function throughProvider(start: string, login: string): Promise<string> {
  const jar = new Map<string, string>()
  let [url, form]: [string, URLSearchParams | null] = [start, null]
  for (let hops = 0; hops < 12; hops++) {
    if (!url.startsWith(address)) return url
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: form }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      jar.set(name, value)
    }
    const next = answer.headers.get('location')
    form = null
    if (next) url = new URL(next, url).href
    else {
      const html = await answer.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? ''
      const action = /action="([^"]+)"/.exec(html)?.[1]
      url = new URL(action ?? url, url).href
      form = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt })
    }
  }
  throw new Error('the provider sent us in circles')
}

async function come(login: string, tamper: (url: URL) => void = () => undefined) {
  const start = await here.anyone.fetch('GET', '/auth/oidc')
  expect(start.status).toBe(302)
  const cookie = String(start.headers['set-cookie']).split(';')[0] ?? ''
  const back = new URL(await throughProvider(String(start.headers.location), login))
  tamper(back)
  return { back, cookie, answer: await here.anyone.fetch('GET', back.pathname + back.search, { headers: { cookie } }) }
}

test('somebody the provider vouches for by a verified address is signed in, and known again by the provider’s own name for them', async () => {
  const { person } = await aMember(here, 'procuratorate')
  people.zhang = { email: person.email, email_verified: true }
  for (const round of [1, 2]) {
    const { answer } = await come('zhang')
    expect({ round, to: answer.headers.location }).toEqual({ round, to: '/app/' })
    const session = await here.as(answer.cookie ?? '').call(accountContract.session, {})
    expect(session.body.person.id).toBe(person.id)
    await here.owner
      .updateTable('person')
      .set({ email: `changed-${round}@example.test` })
      .where('id', '=', person.id)
      .execute()
  }
  expect(await here.owner.selectFrom('federatedIdentity').selectAll().execute()).toMatchObject([
    { issuer: address, subject: 'zhang', personId: person.id },
  ])
})

test('nobody gets an account or rights by the provider’s word alone', async () => {
  const { person } = await aMember(here, 'court')
  people.li = { email: person.email, email_verified: false }
  people.wang = { email: 'nobody-here@example.test', email_verified: true }
  const before = (await here.owner.selectFrom('person').select('id').execute()).length
  for (const login of ['li', 'wang']) {
    const { answer } = await come(login)
    expect(answer.headers.location).toBe('/app/sign-in?problem=oidc-unknown')
    expect(answer.cookie).toBeUndefined()
  }
  expect((await here.owner.selectFrom('person').select('id').execute()).length).toBe(before)
})

test('an answer begun in another browser, with another state, or used twice is refused', async () => {
  const { person } = await aMember(here, 'justice')
  people.zhao = { email: person.email, email_verified: true }
  const { back, cookie, answer } = await come('zhao')
  expect(answer.headers.location).toBe('/app/')
  const elsewhere = await here.anyone.fetch('GET', back.pathname + back.search)
  expect(elsewhere.headers.location).toBe('/app/sign-in?problem=oidc-expired')
  const again = await here.anyone.fetch('GET', back.pathname + back.search, { headers: { cookie } })
  expect(again.headers.location).toBe('/app/sign-in?problem=oidc-refused')
  const tampered = await come('zhao', (url) => url.searchParams.set('state', 'another'))
  expect(tampered.answer.headers.location).toBe('/app/sign-in?problem=oidc-refused')
  for (const one of [elsewhere, again, tampered.answer]) expect(one.cookie).toBeUndefined()
})

test('without a provider in the settings the way is not there', async () => {
  const plain = await aHouseWithout()
  expect((await plain.anyone.fetch('GET', '/auth/oidc')).status).toBe(404)
  expect((await plain.anyone.call(accountContract.waysIn, {})).body.oidc).toBeNull()
  expect((await here.anyone.call(accountContract.waysIn, {})).body.oidc).toBe('虚构统一认证')
})
const aHouseWithout = () => aHouse()
