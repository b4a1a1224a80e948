import { fromBase64, fromHex, utf8 } from '../../evidence/bytes.ts'
import { openFile, sealFile } from '../../vault/age-file.ts'
import { carriesKey, decodeVaultSecret, encodeVaultSecret } from '../../vault/envelope.ts'
import { identityOf, recipientBytes, recipientOf } from '../../vault/identity.ts'
import {
  keyOfSecret,
  lockUnderPassphrase,
  lockUnderSecret,
  unlockWithPassphrase,
  unlockWithSecret,
} from '../../vault/member-lock.ts'
import type { Generation } from '../../vault/room.ts'
import { linkNewest, openKeys, wrapKey } from '../../vault/vault-key.ts'
import lockVectors from '../../vault/vectors/v1/locks.json' with { type: 'json' }
import keyVectors from '../../vault/vectors/v1/vault-keys.json' with { type: 'json' }
import { holds, proves, same } from '../evidence/suite.ts'
import { firm, flip, keyOf, otherFirm, outcome, refusesWith } from './keys.ts'

proves('a member key under lock opens as the vectors of version 1 say', async () => {
  const { member, passphrase, secret } = lockVectors
  same((await identityOf(fromHex(member.secret))).recipient, member.recipient)
  same((await keyOfSecret(fromHex(secret.secret))).recipient, secret.recipient)
  const opened = await Promise.all([
    unlockWithPassphrase(fromBase64(passphrase.sealed), passphrase.passphrase),
    unlockWithSecret(fromBase64(secret.sealed), fromHex(secret.secret)),
  ])
  for (const { recipient } of opened) same(recipient, member.recipient)
  same(recipientOf(recipientBytes(member.recipient)), member.recipient)
})

proves('a passphrase opens its lock however its letters are composed, and no other opens it', async () => {
  const member = await keyOf(3)
  const sealed = await lockUnderPassphrase(member, 'Café 虚构 口令 长')
  same((await unlockWithPassphrase(sealed, 'Cafe\u0301 虚构 口令 长')).recipient, member.recipient)
  await refusesWith('wrong-passphrase', unlockWithPassphrase(sealed, 'Cafe 虚构 口令 长'))
  await refusesWith('damaged', unlockWithPassphrase(flip(sealed, sealed.length - 1), 'Café 虚构 口令 长'))
})

proves('a passphrase has twelve letters at least, counted as a person counts', async () => {
  const member = await keyOf(3)
  for (const short of ['', 'elevenlette', '𠮷'.repeat(11)])
    await refusesWith('passphrase-short', lockUnderPassphrase(member, short), short)
})

proves('a lock that would exhaust the device, or is none, is refused unopened', async () => {
  const lock = (work: string) =>
    utf8(`age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} ${work}\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`)
  for (const work of ['19', '20', '22', '64', '017', '', '1e2'])
    await refusesWith('damaged', unlockWithPassphrase(lock(work), 'a passphrase long enough'), work)
  const toSomebody = await sealFile([(await keyOf(4)).recipient], utf8('x'))
  await refusesWith('damaged', unlockWithPassphrase(toSomebody, 'a passphrase long enough'))
  await refusesWith('damaged', unlockWithPassphrase(new Uint8Array(), 'a passphrase long enough'))
})

proves('a secret of a passkey opens its lock, no other does, and no changed bit goes unnoticed', async () => {
  const member = await keyOf(3)
  const secret = new Uint8Array(32).fill(9)
  const sealed = await lockUnderSecret(member, secret)
  same((await unlockWithSecret(sealed, secret)).recipient, member.recipient)
  await refusesWith('wrong-secret', unlockWithSecret(sealed, flip(secret, 31)))
  for (let at = 0; at < sealed.length; at++) {
    const found = await outcome(unlockWithSecret(flip(sealed, at), secret))
    holds(found === 'damaged' || (found === 'wrong-secret' && at < 130), `byte ${at}: ${found}`)
  }
  // What is derived for the lock serves for nothing else: the secret itself, taken as a key, opens nothing.
  await refusesWith('not-for-this-key', openFile([await identityOf(secret)], sealed))
})

proves('a lock in which something else than a member key lies is damaged', async () => {
  const secret = new Uint8Array(32).fill(9)
  const { recipient } = await keyOfSecret(secret)
  for (const plain of [
    utf8('x'),
    encodeVaultSecret('wrap', { organisation: firm, generation: 1, secret }),
    new Uint8Array(40),
  ])
    await refusesWith('damaged', unlockWithSecret(await sealFile([recipient], plain), secret))
})

const generationsOfVectors = (): Generation[] =>
  keyVectors.generations.map(({ number, recipient, link }) => ({
    number,
    recipient,
    link: link === null ? null : fromBase64(link),
  }))

proves('a vault opens along its links as the vectors of version 1 say, in whatever order they come', async () => {
  const { organisation, generations } = keyVectors
  const member = await identityOf(fromHex(keyVectors.member))
  const listed = generationsOfVectors()
  for (const order of [listed, [...listed].reverse()]) {
    const keys = await openKeys(member, organisation, fromBase64(keyVectors.wrapOfSecond), order)
    same(keys.newest, 2)
    for (const { number, secret } of generations) same(keys.byNumber.get(number)?.secret, fromHex(secret))
  }
  const one = await openKeys(member, organisation, fromBase64(keyVectors.wrapOfFirst), listed.slice(0, 1))
  same(one.newest, 1)
})

proves('a wrap opens for its holder, its organisation and its generation only', async () => {
  const { organisation } = keyVectors
  const member = await identityOf(fromHex(keyVectors.member))
  const listed = generationsOfVectors()
  const [first] = listed
  if (!first) throw new RangeError('no vectors')
  const ofFirst = fromBase64(keyVectors.wrapOfFirst)
  const ofSecond = fromBase64(keyVectors.wrapOfSecond)
  const fourth = await keyOf(4)
  const cases = {
    'another holder': () => openKeys(fourth, organisation, ofSecond, listed),
    'another organisation': () => openKeys(member, otherFirm, ofSecond, listed),
    'an older generation': () => openKeys(member, organisation, ofFirst, listed),
    'a newer generation': () => openKeys(member, organisation, ofSecond, [first]),
    'another key than is listed': () =>
      openKeys(member, organisation, ofFirst, [{ ...first, recipient: fourth.recipient }]),
  }
  for (const [about, work] of Object.entries(cases)) await refusesWith('not-for-this-key', work(), about)
  for (let at = 0; at < ofSecond.length; at++) {
    const found = await outcome(openKeys(member, organisation, flip(ofSecond, at), listed))
    holds(found === 'damaged' || (found === 'not-for-this-key' && at < 130), `byte ${at}: ${found}`)
  }
})

proves('a list of generations with a hole, a wrong link or none opens nothing', async () => {
  const { organisation } = keyVectors
  const member = await identityOf(fromHex(keyVectors.member))
  const [first, second] = generationsOfVectors()
  if (!first || !second?.link) throw new RangeError('no vectors')
  const secondKey = await identityOf(fromHex(keyVectors.generations[1]?.secret ?? ''))
  const firstKey = await identityOf(fromHex(keyVectors.generations[0]?.secret ?? ''))
  const linkOf = (of: string, number: number) =>
    linkNewest({ organisation: of, newest: number, byNumber: new Map([[number, firstKey]]) }, secondKey)
  const lists: Record<string, readonly Generation[]> = {
    empty: [],
    'without the first': [second],
    'with one twice': [second, second],
    'without a link': [first, { ...second, link: null }],
    'with a link at the first': [{ ...first, link: second.link }, second],
    'with another first key': [{ ...first, recipient: (await keyOf(4)).recipient }, second],
    'with a link of another organisation': [first, { ...second, link: await linkOf(otherFirm, 1) }],
    'with a link of another generation': [first, { ...second, link: await linkOf(organisation, 3) }],
    'with a wrap for a link': [
      first,
      {
        ...second,
        link: (await wrapKey({ organisation, generation: 1, secret: firstKey.secret }, second.recipient)).sealed,
      },
    ],
    'with a link to somebody else': [
      first,
      {
        ...second,
        link: await linkNewest({ organisation, newest: 1, byNumber: new Map([[1, firstKey]]) }, await keyOf(4)),
      },
    ],
  }
  const wrap = fromBase64(keyVectors.wrapOfSecond)
  for (const [about, list] of Object.entries(lists))
    await refusesWith('damaged', openKeys(member, organisation, wrap, list), about)
  for (let at = 0; at < second.link.length; at += 5)
    await refusesWith(
      'damaged',
      openKeys(member, organisation, wrap, [first, { ...second, link: flip(second.link, at) }]),
    )
})

proves('what carries a key is known by its first bytes, in later versions too', () => {
  const secret = new Uint8Array(32)
  const wrap = encodeVaultSecret('wrap', { organisation: firm, generation: 1, secret })
  same(decodeVaultSecret('wrap', wrap).organisation, firm)
  holds(carriesKey(wrap), 'a wrap')
  holds(carriesKey(wrap.map((byte, at) => (at === 7 ? 2 : byte))), 'of a later version')
  for (const harmless of [utf8(''), utf8('SRWRA'), utf8('虚构内容'), flip(wrap, 2)])
    holds(!carriesKey(harmless), 'a text')
})
