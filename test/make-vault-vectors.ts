import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex, toBase64, toHex, utf8 } from '../evidence/bytes.ts'
import { sealFile } from '../vault/age-file.ts'
import { identityOf, makeIdentity, recipientBytes } from '../vault/identity.ts'
import { keyOfSecret, lockUnderPassphrase, lockUnderSecret } from '../vault/member-lock.ts'
import { printKey } from '../vault/printed-key.ts'
import { encodePlace, paddedLength, recordKey, sealRecord } from '../vault/record.ts'
import { giveShare, splitRecovery } from '../vault/shares.ts'
import { linkNewest, wrapNewest } from '../vault/vault-key.ts'

// Run once for each version of the formats, and never again for it: `node test/make-vault-vectors.ts v1`.
const [, , version = ''] = process.argv
const folder = join(import.meta.dirname, '../vault/vectors', version)
mkdirSync(folder)
const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), `${JSON.stringify(content, null, 2)}\n`)

/** Keys that anybody may know: one byte, thirty-two times. */
const known = (byte: number) => identityOf(new Uint8Array(32).fill(byte))
const organisation = '虚构企业'
const member = await known(0x11)
const first = await known(0x21)
const second = await known(0x22)

const places = [
  { collection: 'trade-secret', id: '01a21546-0000-7000-8000-00000000000a', revision: 1, generation: 1 },
  { collection: 'person', id: '乙', revision: 4_294_967_297, generation: 2 },
]
const values = [null, { 名称: '虚构配方', points: ['甲三成', '乙七成'], b: 1e21, a: -0.5 }, '字'.repeat(400)]
const records = await Promise.all(
  places.flatMap((place, at) =>
    values.map(async (value, which) => {
      const nonce = new Uint8Array(12).fill(0x30 + at * 8 + which)
      const identity = place.generation === 1 ? first : second
      const { generation, ...rest } = place
      const where = { organisation, ...rest }
      const key = await recordKey(identity, where, generation)
      return {
        secret: toHex(identity.secret),
        ...where,
        generation,
        value,
        nonce: toHex(nonce),
        place: toHex(encodePlace(where, generation)),
        sealed: toHex(await sealRecord(key, where, generation, value, nonce)),
      }
    }),
  ),
)
write('records.json', {
  records,
  padding: [0, 1, 256, 257, 4096, 4097, 5000, 65_535, 65_536, 70_000, 1_000_000].map((length) => [
    length,
    paddedLength(length),
  ]),
})

const passphrase = '虚构 口令 一二三四五六'
const lock = fromHex('42'.repeat(32))
write('locks.json', {
  member: { secret: toHex(member.secret), recipient: member.recipient },
  passphrase: { passphrase, sealed: toBase64(await lockUnderPassphrase(member, passphrase)) },
  secret: {
    secret: toHex(lock),
    recipient: (await keyOfSecret(lock)).recipient,
    sealed: toBase64(await lockUnderSecret(member, lock)),
  },
})

const firstKeys = { organisation, newest: 1, byNumber: new Map([[1, first]]) }
const bothKeys = {
  organisation,
  newest: 2,
  byNumber: new Map([
    [1, first],
    [2, second],
  ]),
}
const [wrapOfFirst] = await wrapNewest(firstKeys, [member.recipient])
const [wrapOfSecond] = await wrapNewest(bothKeys, [member.recipient])
write('vault-keys.json', {
  organisation,
  member: toHex(member.secret),
  wrapOfFirst: toBase64(wrapOfFirst?.sealed ?? new Uint8Array()),
  wrapOfSecond: toBase64(wrapOfSecond?.sealed ?? new Uint8Array()),
  generations: [
    { number: 1, secret: toHex(first.secret), recipient: first.recipient, link: null },
    {
      number: 2,
      secret: toHex(second.secret),
      recipient: second.recipient,
      link: toBase64(await linkNewest(firstKeys, second)),
    },
  ],
})

write('printed-keys.json', {
  read: [0x00, 0xff, 0x5a].map((byte) => {
    const secret = new Uint8Array(32).fill(byte)
    return { secret: toHex(secret), printed: printKey(secret) }
  }),
})

const people = await Promise.all([0x51, 0x52, 0x53].map(known))
const split = await splitRecovery(
  organisation,
  2,
  people.map(({ recipient }) => recipient),
)
const other = await splitRecovery(organisation, 2, [people[0]?.recipient ?? '', (await makeIdentity()).recipient])
const asker = await known(0x54)
const givenBy = (at: number, shares: typeof split.shares) =>
  giveShare(people[at] ?? member, shares[at]?.sealed ?? new Uint8Array(), asker.recipient)
write('shares.json', {
  organisation,
  threshold: 2,
  recovery: { recipient: split.recipient, publicKey: toHex(recipientBytes(split.recipient)) },
  people: people.map(({ secret }, at) => ({
    secret: toHex(secret),
    share: toBase64(split.shares[at]?.sealed ?? new Uint8Array()),
  })),
  asker: toHex(asker.secret),
  given: await Promise.all(people.map(async (_, at) => toBase64(await givenBy(at, split.shares)))),
  ofAnotherSet: toBase64(await givenBy(0, other.shares)),
})

write('files.json', {
  secret: toHex(member.secret),
  files: await Promise.all(
    ['', '虚构内容'].map(async (text) => ({ text, sealed: toBase64(await sealFile([member.recipient], utf8(text))) })),
  ),
})
