import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { sql } from 'kysely'
import { generate } from 'otplib'
import { beforeAll, describe, expect, test } from 'vitest'
import { setUpLink } from '../../app/set-up-link.ts'
import { asSystem } from '../../platform/database/database.ts'
import { digestOf } from '../../platform/identity/one-time-secret.ts'
import { hashPassword } from '../../platform/identity/password.ts'
import { aMember, anOrganisation, aPerson } from '../../test/builders.ts'
import { aHouse, signIn } from '../../test/harness.ts'
import { accountContract as doors } from './account.contract.ts'

const here = await aHouse()
const good = '江水向东流不回头2026'
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

async function somebody(password = good) {
  const member = await aMember(here, 'court', 'coordinator')
  await here.owner
    .insertInto('credentialPassword')
    .values({ personId: member.person.id, hash: await hashPassword(password) })
    .execute()
  return member
}
const entries = (act: string, subject?: string) =>
  here.owner
    .selectFrom('journal')
    .selectAll()
    .where('act', '=', act)
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .execute()
const mailTo = async (email: string) => {
  const mails = await here.owner
    .selectFrom('outgoingMail')
    .selectAll()
    .where('recipient', '=', email)
    .orderBy('createdAt', 'desc')
    .execute()
  return /token=([\w-]+)/.exec(mails[0]?.body ?? '')?.[1] ?? ''
}

describe('first run', () => {
  const form = { officeName: '虚构区市场监督管理局', name: '虚构管理员', email: 'first@example.test', password: good }

  test('the link makes the first administrator once; of two at the same time one wins; then it is closed for ever', async () => {
    const link = await asLink()
    expect((await here.anyone.call(doors.setUp, { token: 'guessed', ...form })).refusal.code).toBe('link-invalid')
    expect((await here.anyone.call(doors.setUp, { token: link, ...form, password: '1234567890' })).refusal.code).toBe(
      'weak-password',
    )
    const both = await Promise.all(
      [1, 2].map((n) => here.anyone.call(doors.setUp, { token: link, ...form, email: `first${n}@example.test` })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await here.anyone.call(doors.waysIn, {})).body.setUpOpen).toBe(false)
    expect(await setUpLink(here.owner, 'http://localhost')).toBeNull()
    const offices = await here.owner.selectFrom('organisation').selectAll().where('kind', '=', 'office').execute()
    expect(offices).toHaveLength(1)
    const winner = both.find(({ status }) => status === 200)
    const session = await here.as(winner?.cookie ?? '').call(doors.session, {})
    expect(session.body).toMatchObject({
      organisation: { name: form.officeName },
      permissions: expect.arrayContaining(['organisation.admit', 'programme.edit']),
    })
  })

  const asLink = async () =>
    new URL((await setUpLink(here.owner, 'http://localhost')) ?? '').searchParams.get('token') ?? ''
})

describe('password', () => {
  test('the right one opens a session that acts for the person’s organisation', async () => {
    const { person, organisation } = await somebody()
    const answer = await here.anyone.call(doors.signIn, { email: person.email.toUpperCase(), password: good })
    expect(answer).toMatchObject({ status: 200, body: { step: 'done' } })
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
    const session = await here.as(answer.cookie ?? '').call(doors.session, {})
    expect(session.body).toMatchObject({ person: { id: person.id }, organisation: { id: organisation.id } })
    expect(await entries('account.signed-in', person.id)).toHaveLength(1)
  })

  test('a wrong one, an unknown address and an account without password are refused in the same words', async () => {
    const { person } = await somebody()
    const bare = await aPerson(here)
    const answers = await Promise.all(
      [person.email, bare.email, 'nobody@example.test'].map((email) =>
        here.anyone.call(doors.signIn, { email, password: 'wrong wrong wrong' }),
      ),
    )
    expect(answers.map(({ status, refusal }) => [status, refusal.code, refusal.message['zh-CN']])).toEqual(
      Array(3).fill([409, 'sign-in-wrong', '邮箱或密码不正确。']),
    )
    expect(await entries('account.sign-in-failed', person.id)).toHaveLength(1)
    const all = JSON.stringify(await entries('account.sign-in-failed'))
    expect(all).not.toContain('nobody@example.test')
    expect(all).not.toContain('wrong wrong')
  })

  test('a guesser is slowed down from his network, and the owner elsewhere is not', async () => {
    const test = await aHouse({ env: { TRUST_PROXY: 'true' } })
    const { person } = await aMember(test, 'court')
    await test.owner
      .insertInto('credentialPassword')
      .values({ personId: person.id, hash: await hashPassword(good) })
      .execute()
    const guess = () =>
      test.anyone.call(doors.signIn, { email: person.email, password: 'no no no no no' }, from('203.0.113.7'))
    for (let tries = 0; tries < 5; tries++) expect((await guess()).refusal.code).toBe('sign-in-wrong')
    expect((await guess()).refusal).toMatchObject({ code: 'sign-in-wait', detail: { seconds: 5 } })
    expect(
      (await test.anyone.call(doors.signIn, { email: person.email, password: good }, from('203.0.113.99'))).refusal
        .code,
    ).toBe('sign-in-wait')
    expect(
      (await test.anyone.call(doors.signIn, { email: person.email, password: good }, from('198.51.100.1'))).status,
    ).toBe(200)
    test.clock.now = test.clock.now.add({ seconds: 6 })
    expect(
      (await test.anyone.call(doors.signIn, { email: person.email, password: good }, from('203.0.113.7'))).status,
    ).toBe(200)
  })

  test.each([
    ['short', '海阔天空'],
    ['a year behind a common word', 'Password2026!'],
    ['a keyboard row', 'qwertyuiop123'],
    ['one sign', 'aaaaaaaaaaaa'],
    ['pinyin everybody uses', 'woaini520520'],
  ])('a new one that is %s is refused', async (_what, password) => {
    const { caller } = await somebody()
    expect((await caller.call(doors.changePassword, { present: good, password })).refusal.code).toBe('weak-password')
  })

  test('changing it needs the present one, ends the other sessions and is told to the person', async () => {
    const { person, organisation, caller } = await somebody()
    const other = here.as(await signIn(here, person.id, organisation.id))
    expect((await caller.call(doors.changePassword, { present: 'not it', password: `${good}a` })).refusal.code).toBe(
      'password-wrong',
    )
    expect((await caller.call(doors.changePassword, { present: good, password: `${good}a` })).status).toBe(200)
    expect((await other.call(doors.session, {})).status).toBe(401)
    expect((await caller.call(doors.session, {})).status).toBe(200)
    const notices = await here.owner.selectFrom('notice').selectAll().where('personId', '=', person.id).execute()
    expect(notices.map(({ kind }) => kind)).toContain('account.credential-changed')
    expect(
      JSON.stringify(await here.owner.selectFrom('journal').selectAll().where('personId', '=', person.id).execute()),
    ).not.toContain(good)
  })

  test('forgetting it answers the same for everybody, and the link works once within half an hour', async () => {
    const { person } = await somebody()
    for (const email of [person.email, 'nobody@example.test'])
      expect(await here.anyone.call(doors.forgot, { email })).toMatchObject({ status: 200, body: { done: true } })
    expect(
      await here.owner.selectFrom('outgoingMail').selectAll().where('recipient', '=', 'nobody@example.test').execute(),
    ).toEqual([])
    const token = await mailTo(person.email)
    expect((await here.anyone.call(doors.reset, { token, password: '1234567890' })).refusal.code).toBe('weak-password')
    expect((await here.anyone.call(doors.reset, { token, password: `${good}b` })).status).toBe(200)
    expect((await here.anyone.call(doors.reset, { token, password: `${good}c` })).refusal.code).toBe('link-invalid')
    expect((await here.anyone.call(doors.signIn, { email: person.email, password: `${good}b` })).status).toBe(200)
    await here.anyone.call(doors.forgot, { email: person.email })
    const late = await mailTo(person.email)
    here.clock.now = here.clock.now.add({ minutes: 31 })
    expect((await here.anyone.call(doors.reset, { token: late, password: `${good}d` })).refusal.code).toBe(
      'link-invalid',
    )
    here.clock.set('2026-11-24T02:00:00Z')
  })
})

describe('one-time codes', () => {
  const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(here.clock.now.epochMilliseconds / 1000) })

  test('once in use, the password alone does not open a session; a code works once; a recovery code works once', async () => {
    const { person, caller } = await somebody()
    const { secret } = (await caller.call(doors.beginTotp, {})).body
    expect((await caller.call(doors.confirmTotp, { code: '000000' })).refusal.code).toBe('code-wrong')
    const { recoveryCodes } = (await caller.call(doors.confirmTotp, { code: await codeOf(secret) })).body
    expect(recoveryCodes).toHaveLength(10)
    expect((await caller.call(doors.beginTotp, {})).refusal.code).toBe('totp-active')
    const sealed = await here.owner
      .selectFrom('credentialTotp')
      .selectAll()
      .where('personId', '=', person.id)
      .executeTakeFirstOrThrow()
    expect(sealed.sealedSecret.toString('latin1')).not.toContain(secret)

    const step = async () => {
      const answer = await here.anyone.call(doors.signIn, { email: person.email, password: good })
      expect(answer.cookie).toBeUndefined()
      expect(answer.body.step).toBe('second-factor')
      return answer.body.step === 'second-factor' ? answer.body.token : ''
    }
    const used = await codeOf(secret)
    expect((await here.anyone.call(doors.secondFactor, { token: await step(), code: used })).refusal.code).toBe(
      'code-wrong',
    )
    here.clock.now = here.clock.now.add({ seconds: 60 })
    const fresh = await codeOf(secret)
    expect((await here.anyone.call(doors.secondFactor, { token: await step(), code: fresh })).status).toBe(200)
    expect((await here.anyone.call(doors.secondFactor, { token: await step(), code: fresh })).refusal.code).toBe(
      'code-wrong',
    )
    const spare = recoveryCodes[0] ?? ''
    expect(
      (await here.anyone.call(doors.secondFactor, { token: await step(), code: spare.toLowerCase() })).status,
    ).toBe(200)
    expect((await here.anyone.call(doors.secondFactor, { token: await step(), code: spare })).refusal.code).toBe(
      'code-wrong',
    )
    expect((await here.anyone.call(doors.secondFactor, { token: 'made-up-token', code: spare })).refusal.code).toBe(
      'link-invalid',
    )
    expect((await caller.call(doors.security, {})).body).toMatchObject({ totp: true, recoveryCodesLeft: 9 })
    expect((await caller.call(doors.removeTotp, { code: '111111' })).refusal.code).toBe('code-wrong')
    expect((await caller.call(doors.removeTotp, { code: recoveryCodes[1] ?? '' })).status).toBe(200)
    expect((await here.anyone.call(doors.signIn, { email: person.email, password: good })).body.step).toBe('done')
  })
})

describe('passkeys', () => {
  test('one is added, signs its owner in, and is refused with a wrong signature, a copied counter or a spent challenge', async () => {
    const { person, caller } = await somebody()
    const key = new SoftKey('http://localhost:8400')
    const { options } = (await caller.call(doors.beginPasskey, {})).body
    const answer = key.register(String(options.challenge))
    expect((await caller.call(doors.addPasskey, { name: '办公电脑', answer })).status).toBe(200)
    expect((await caller.call(doors.addPasskey, { name: '再来一次', answer })).refusal.code).toBe('link-invalid')
    const challenge = async () => String((await here.anyone.call(doors.passkeyChallenge, {})).body.options.challenge)

    const first = key.assert(await challenge())
    const signedIn = await here.anyone.call(doors.passkeySignIn, { answer: first })
    expect(signedIn.status).toBe(200)
    expect((await here.as(signedIn.cookie ?? '').call(doors.session, {})).body.person.id).toBe(person.id)
    expect((await here.anyone.call(doors.passkeySignIn, { answer: first })).refusal.code).toBe('link-invalid')

    const stranger = new SoftKey('http://localhost:8400', key.id)
    expect(
      (await here.anyone.call(doors.passkeySignIn, { answer: stranger.assert(await challenge()) })).refusal.code,
    ).toBe('passkey-refused')
    key.counter = 0
    expect((await here.anyone.call(doors.passkeySignIn, { answer: key.assert(await challenge()) })).refusal.code).toBe(
      'passkey-refused',
    )
    key.counter = 10
    key.origin = 'http://elsewhere.example'
    expect((await here.anyone.call(doors.passkeySignIn, { answer: key.assert(await challenge()) })).refusal.code).toBe(
      'passkey-refused',
    )
    expect((await here.anyone.call(doors.passkeySignIn, { answer: { nonsense: true } })).refusal.code).toBe(
      'passkey-refused',
    )

    const other = await somebody()
    expect((await other.caller.call(doors.removePasskey, { id: key.id })).status).toBe(404)
    await here.owner.deleteFrom('credentialPassword').where('personId', '=', person.id).execute()
    expect((await caller.call(doors.removePasskey, { id: key.id })).refusal.code).toBe('last-way-in')
  })
})

describe('sessions', () => {
  test('are listed, ended one by one or all at once, and only by their owner', async () => {
    const { person, organisation, caller } = await somebody()
    const second = await signIn(here, person.id, organisation.id)
    const { sessions } = (await caller.call(doors.security, {})).body
    expect(sessions).toHaveLength(2)
    const stranger = await somebody()
    const other = sessions.find(({ present }) => !present)
    expect((await stranger.caller.call(doors.revokeSession, { id: other?.id ?? '' })).status).toBe(404)
    expect((await caller.call(doors.revokeOthers, {})).body.ended).toBe(1)
    expect((await here.as(second).call(doors.session, {})).status).toBe(401)
    await caller.call(doors.signOut, {})
    expect((await caller.call(doors.session, {})).status).toBe(401)
  })

  test('a new device is told to the person; one seen before is not', async () => {
    const { person } = await somebody()
    const come = (device: string) =>
      here.anyone.call(doors.signIn, { email: person.email, password: good }, { headers: { 'user-agent': device } })
    for (const device of ['甲', '乙', '乙']) await come(device)
    const notices = await here.owner
      .selectFrom('notice')
      .selectAll()
      .where('personId', '=', person.id)
      .where('kind', '=', 'account.new-device')
      .execute()
    expect(notices.map(({ params }) => params.device)).toEqual(['甲', '乙'])
  })

  test('a person acts for another organisation only when a member of it', async () => {
    const { person, caller } = await somebody()
    const [mine, foreign] = [await anOrganisation(here), await anOrganisation(here)]
    await here.owner
      .insertInto('membership')
      .values({ organisationId: mine.id, personId: person.id, roles: ['employee'] })
      .execute()
    expect((await caller.call(doors.actFor, { id: foreign.id })).status).toBe(404)
    expect((await caller.call(doors.actFor, { id: mine.id })).status).toBe(200)
    expect((await caller.call(doors.session, {})).body).toMatchObject({
      organisation: { id: mine.id },
      roles: ['employee'],
    })
  })

  test('whoever is not yet admitted holds no role', async () => {
    const waiting = await anOrganisation(here, { state: 'awaiting-admission' })
    const { caller } = await aMember(here, 'enterprise', 'representative', waiting)
    expect((await caller.call(doors.session, {})).body).toMatchObject({ organisation: null, permissions: [] })
  })

  test('name, language and mail are one’s own to change', async () => {
    const { caller } = await somebody()
    expect((await caller.call(doors.profile, { name: '虚构王五', locale: 'en', mailMode: 'each' })).status).toBe(200)
    expect((await caller.call(doors.session, {})).body.person).toMatchObject({
      name: '虚构王五',
      locale: 'en',
      mailMode: 'each',
    })
  })
})

describe('demonstration', () => {
  test('one click signs in as a fictitious person there, and nowhere else', async () => {
    const demo = await aHouse({ demo: true })
    const [fictitious, real] = [await aMember(demo), await aMember(demo)]
    await demo.owner.updateTable('person').set({ fictitious: false }).where('id', '=', real.person.id).execute()
    expect((await demo.anyone.call(doors.waysIn, {})).body.demoAccounts.map(({ id }) => id)).toEqual([
      fictitious.person.id,
    ])
    expect((await demo.anyone.call(doors.demoSignIn, { id: fictitious.person.id })).status).toBe(200)
    expect((await demo.anyone.call(doors.demoSignIn, { id: real.person.id })).refusal.code).toBe('demo-only')
    const ordinary = await somebody()
    expect((await here.anyone.call(doors.demoSignIn, { id: ordinary.person.id })).refusal.code).toBe('demo-only')
    expect((await here.anyone.call(doors.waysIn, {})).body.demoAccounts).toEqual([])
  })
})

describe('what the row policies keep apart, with SQL on the role that serves requests', () => {
  let victim: Awaited<ReturnType<typeof somebody>>
  beforeAll(async () => {
    victim = await somebody()
  })
  test.each(['office', 'member', 'person', 'public'])(
    'nobody in scope %s reads another person’s credentials or sessions',
    async (scope) => {
      const other = await somebody()
      await here.house.database.transaction().execute(async (tx) => {
        await sql`select set_config('shoumi.scope', ${scope}, true), set_config('shoumi.person', ${other.person.id}, true), set_config('shoumi.organisation', ${other.organisation.id}, true)`.execute(
          tx,
        )
        expect(
          await tx.selectFrom('credentialPassword').selectAll().where('personId', '=', victim.person.id).execute(),
        ).toEqual([])
        expect(await tx.selectFrom('session').selectAll().where('personId', '=', victim.person.id).execute()).toEqual(
          [],
        )
        const changed = await tx
          .updateTable('credentialPassword')
          .set({ hash: 'x' })
          .where('personId', '=', victim.person.id)
          .executeTakeFirst()
        expect(Number(changed.numUpdatedRows)).toBe(0)
      })
    },
  )

  test('one-time secrets are known only by digest', async () => {
    await here.anyone.call(doors.forgot, { email: victim.person.email })
    const token = await mailTo(victim.person.email)
    const rows = await asSystem(here.owner, (tx) =>
      tx.selectFrom('oneTimeSecret').selectAll().where('digest', '=', digestOf(token)).execute(),
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

/** An authenticator in software: one ES256 key, answers as a browser gives them. @source W3C WebAuthn Level 3 §6 */
class SoftKey {
  readonly id: string
  counter = 0
  origin: string
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  constructor(origin: string, id = createHash('sha256').update(String(Math.random())).digest('base64url')) {
    this.origin = origin
    this.id = id
  }

  register(challenge: string) {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' })
    const credential = Buffer.from(this.id, 'base64url')
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x ?? '', 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y ?? '', 'base64url'),
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(credential.length)
    const data = Buffer.concat([this.#data(0x45), Buffer.alloc(16), length, credential, cose])
    const size = Buffer.alloc(2)
    size.writeUInt16BE(data.length)
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      size,
      data,
    ])
    return this.#answer(challenge, 'webauthn.create', { attestationObject: attestation.toString('base64url') })
  }

  assert(challenge: string) {
    this.counter++
    const data = this.#data(0x05)
    const client = this.#client(challenge, 'webauthn.get')
    const signature = sign(
      'sha256',
      Buffer.concat([data, createHash('sha256').update(client).digest()]),
      this.#keys.privateKey,
    )
    return this.#answer(challenge, 'webauthn.get', {
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  #data(flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([createHash('sha256').update('localhost').digest(), Buffer.from([flags]), counter])
  }
  #client = (challenge: string, type: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  #answer = (challenge: string, type: string, response: Record<string, string>) => ({
    id: this.id,
    rawId: this.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: this.#client(challenge, type).toString('base64url'), ...response },
  })
}
