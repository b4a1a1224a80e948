import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { compareBytes, concat, utf8 } from '../evidence/bytes.ts'
import { childrenOf, context, membersOf, readDer, tags, writeDer, writeInteger, writeOid } from '../evidence/der.ts'
import { defaultSm2Id, signSm2, sm2PublicKey } from '../evidence/signature.ts'
import { type HashName, hashFunctions, hashOids } from '../evidence/x509.ts'

/**
 * A timestamp authority of our own, for tests: it makes certificates and tokens of every kind, right ones and each wrong one
 * that a verifier must notice. All of it is fictitious and says so in its names.
 */
export type Key =
  | { readonly kind: 'ec' | 'rsa'; readonly secret: KeyObject; readonly info: Uint8Array }
  | { readonly kind: 'sm2'; readonly secret: Uint8Array; readonly info: Uint8Array }

export function aKey(kind: Key['kind']): Key {
  if (kind === 'sm2') {
    const secret = new Uint8Array(randomBytes(32))
    secret[0] = 1
    const algorithm = writeDer(tags.sequence, writeOid('1.2.840.10045.2.1'), writeOid('1.2.156.10197.1.301'))
    return { kind, secret, info: writeDer(tags.sequence, algorithm, bits(sm2PublicKey(secret))) }
  }
  const pair =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kind, secret: pair.privateKey, info: new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })) }
}

const bits = (bytes: Uint8Array) => writeDer(tags.bitString, new Uint8Array([0]), bytes)
const nothing = writeDer(tags.null)
const algorithms = {
  ec: writeDer(tags.sequence, writeOid('1.2.840.10045.4.3.2')),
  rsa: writeDer(tags.sequence, writeOid('1.2.840.113549.1.1.11'), nothing),
  sm2: writeDer(tags.sequence, writeOid('1.2.156.10197.1.501')),
}

function derOfSm2(signature: Uint8Array): Uint8Array {
  return writeDer(tags.sequence, writeInteger(signature.subarray(0, 32)), writeInteger(signature.subarray(32)))
}

export const signWith = (key: Key, message: Uint8Array): Uint8Array =>
  key.kind === 'sm2'
    ? derOfSm2(signSm2(key.secret, message, () => new Uint8Array(randomBytes(32)), defaultSm2Id))
    : new Uint8Array(sign('sha256', message, key.secret))

const nameOf = (text: string) =>
  writeDer(tags.sequence, writeDer(tags.set, writeDer(tags.sequence, writeOid('2.5.4.3'), writeDer(0x0c, utf8(text)))))
const stamp = (at: Temporal.Instant) => at.toString({ smallestUnit: 'second' }).replaceAll(/[-:T]/g, '')
const generalized = (at: Temporal.Instant) => writeDer(tags.generalizedTime, utf8(stamp(at)))
const yes = writeDer(tags.boolean, new Uint8Array([0xff]))
const extension = (oid: string, critical: boolean, value: Uint8Array) =>
  writeDer(tags.sequence, writeOid(oid), ...(critical ? [yes] : []), writeDer(tags.octetString, value))

export type Made = {
  readonly certificate: Uint8Array
  readonly key: Key
  readonly name: string
  readonly serial: Uint8Array
}

export type CertificateWish = {
  readonly name: string
  readonly key?: Key
  readonly issuer?: Made
  readonly authority?: boolean
  readonly pathLength?: number
  /** Purposes; none at all when empty. */
  readonly purposes?: readonly string[]
  readonly purposesCritical?: boolean
  readonly unknownCritical?: boolean
  readonly from?: string
  readonly to?: string
}
export const timeStamping = '1.3.6.1.5.5.7.3.8'
export const emailProtection = '1.3.6.1.5.5.7.3.4'

export function aCertificate(wish: CertificateWish): Made {
  const key = wish.key ?? aKey(wish.issuer?.key.kind ?? 'ec')
  const signer = wish.issuer?.key ?? key
  const serial = new Uint8Array(randomBytes(8)).map((byte, at) => (at === 0 ? (byte & 0x3f) | 0x40 : byte))
  const extensions = [
    ...(wish.authority
      ? [
          extension(
            '2.5.29.19',
            true,
            writeDer(
              tags.sequence,
              yes,
              ...(wish.pathLength === undefined ? [] : [writeInteger(new Uint8Array([wish.pathLength]))]),
            ),
          ),
          extension('2.5.29.15', true, writeDer(tags.bitString, new Uint8Array([1, 0x06]))),
        ]
      : [extension('2.5.29.15', true, writeDer(tags.bitString, new Uint8Array([7, 0x80])))]),
    ...((wish.purposes ?? []).length > 0
      ? [
          extension(
            '2.5.29.37',
            wish.purposesCritical ?? true,
            writeDer(tags.sequence, ...(wish.purposes ?? []).map(writeOid)),
          ),
        ]
      : []),
    ...(wish.unknownCritical ? [extension('1.2.3.4.5', true, nothing)] : []),
  ]
  const signed = writeDer(
    tags.sequence,
    writeDer(context(0), writeInteger(new Uint8Array([2]))),
    writeInteger(serial),
    algorithms[signer.kind],
    nameOf(wish.issuer?.name ?? wish.name),
    writeDer(
      tags.sequence,
      generalized(Temporal.Instant.from(wish.from ?? '2020-01-01T00:00:00Z')),
      generalized(Temporal.Instant.from(wish.to ?? '2049-01-01T00:00:00Z')),
    ),
    nameOf(wish.name),
    key.info,
    writeDer(context(3), writeDer(tags.sequence, ...extensions)),
  )
  return {
    certificate: writeDer(tags.sequence, signed, algorithms[signer.kind], bits(signWith(signer, signed))),
    key,
    name: wish.name,
    serial,
  }
}

export type TokenWish = {
  readonly signer: Made
  readonly issuer: Made
  readonly imprint: { readonly algorithm: HashName; readonly digest: Uint8Array }
  readonly at?: string
  readonly nonce?: Uint8Array | null
  readonly policy?: string
  readonly enclosed?: readonly Made[]
  /** What a forger leaves out or changes. */
  readonly without?: 'signing-certificate' | 'attributes' | 'certificates'
  readonly contentType?: string
  readonly names?: Made
  readonly twice?: boolean
  readonly attributesUnordered?: boolean
  readonly digestOf?: Uint8Array
  /** Replaces the signature over the attributes. */
  readonly signature?: (attributes: Uint8Array) => Uint8Array
}

const oidOfHash = (name: HashName) => Object.entries(hashOids).find(([, one]) => one === name)?.[0] ?? ''
const digestAlgorithm = (name: HashName) => writeDer(tags.sequence, writeOid(oidOfHash(name)), nothing)

export function aToken(wish: TokenWish): Uint8Array {
  const { signer, imprint } = wish
  const tst = '1.2.840.113549.1.9.16.1.4'
  const hash: HashName = signer.key.kind === 'sm2' ? 'sm3' : 'sha256'
  const info = writeDer(
    tags.sequence,
    writeInteger(new Uint8Array([1])),
    writeOid(wish.policy ?? '1.2.3.4.1'),
    writeDer(tags.sequence, digestAlgorithm(imprint.algorithm), writeDer(tags.octetString, imprint.digest)),
    writeInteger(new Uint8Array(randomBytes(6)).map((byte) => byte | 1)),
    generalized(Temporal.Instant.from(wish.at ?? '2026-11-24T02:00:01Z')),
    writeDer(tags.sequence, writeInteger(new Uint8Array([1]))),
    ...(wish.nonce ? [writeInteger(wish.nonce)] : []),
  )
  const attribute = (oid: string, value: Uint8Array) =>
    writeDer(tags.sequence, writeOid(oid), writeDer(tags.set, value))
  const named = (wish.names ?? signer).certificate
  const essId = writeDer(
    tags.sequence,
    ...(hash === 'sm3' ? [digestAlgorithm('sm3')] : []),
    writeDer(tags.octetString, hashFunctions[hash](named)),
  )
  const attributes = [
    attribute('1.2.840.113549.1.9.3', writeOid(tst)),
    attribute('1.2.840.113549.1.9.4', writeDer(tags.octetString, hashFunctions[hash](wish.digestOf ?? info))),
    ...(wish.without === 'signing-certificate'
      ? []
      : [attribute('1.2.840.113549.1.9.16.2.47', writeDer(tags.sequence, writeDer(tags.sequence, essId)))]),
  ].sort(compareBytes)
  if (wish.attributesUnordered) attributes.reverse()
  const set = writeDer(tags.set, ...attributes)
  const signature = wish.signature?.(set) ?? signWith(signer.key, set)
  const implicit = concat(new Uint8Array([context(0)]), set.subarray(1))
  const signerInfo = writeDer(
    tags.sequence,
    writeInteger(new Uint8Array([1])),
    writeDer(tags.sequence, nameOf(wish.issuer.name), writeInteger(signer.serial)),
    digestAlgorithm(hash),
    ...(wish.without === 'attributes' ? [] : [implicit]),
    algorithms[signer.key.kind],
    writeDer(tags.octetString, wish.without === 'attributes' ? signWith(signer.key, info) : signature),
  )
  const enclosed = wish.without === 'certificates' ? [] : [signer, ...(wish.enclosed ?? [])]
  const data = writeDer(
    tags.sequence,
    writeInteger(new Uint8Array([3])),
    writeDer(tags.set, digestAlgorithm(hash)),
    writeDer(tags.sequence, writeOid(wish.contentType ?? tst), writeDer(context(0), writeDer(tags.octetString, info))),
    ...(enclosed.length > 0 ? [writeDer(context(0), ...enclosed.map(({ certificate }) => certificate))] : []),
    writeDer(tags.set, signerInfo, ...(wish.twice ? [signerInfo] : [])),
  )
  return writeDer(tags.sequence, writeOid('1.2.840.113549.1.7.2'), writeDer(context(0), data))
}

export const aReply = (token: Uint8Array): Uint8Array =>
  writeDer(tags.sequence, writeDer(tags.sequence, writeInteger(new Uint8Array([0]))), token)

/** @param revoked - of certificates, when, and whether the key was compromised */
export function aRevocationList(
  issuer: Made,
  at: string,
  revoked: readonly { certificate: Made; at: string; reason?: number }[] = [],
): Uint8Array {
  const entries = revoked.map((one) =>
    writeDer(
      tags.sequence,
      writeInteger(one.certificate.serial),
      generalized(Temporal.Instant.from(one.at)),
      ...(one.reason === undefined
        ? []
        : [
            writeDer(
              tags.sequence,
              extension('2.5.29.21', false, writeDer(tags.enumerated, new Uint8Array([one.reason]))),
            ),
          ]),
    ),
  )
  const list = writeDer(
    tags.sequence,
    writeInteger(new Uint8Array([1])),
    algorithms[issuer.key.kind],
    nameOf(issuer.name),
    generalized(Temporal.Instant.from(at)),
    ...(entries.length > 0 ? [writeDer(tags.sequence, ...entries)] : []),
  )
  return writeDer(tags.sequence, list, algorithms[issuer.key.kind], bits(signWith(issuer.key, list)))
}

export type LocalAuthority = {
  readonly root: Made
  readonly signer: Made
  readonly url: string
  readonly server: Server
  asked: number
}

/** Answers queries over HTTP as RFC 3161 §3.4 has it, with the time it is told. */
export async function aLocalAuthority(
  clock: () => Temporal.Instant,
  kind: Key['kind'] = 'ec',
  behave: (query: Uint8Array) => Uint8Array | null = () => null,
): Promise<LocalAuthority> {
  const root = aCertificate({ name: '测试时间戳根（虚构）', authority: true, key: aKey(kind) })
  const signer = aCertificate({ name: '测试时间戳机构（虚构）', issuer: root, purposes: [timeStamping] })
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    authority.asked++
    const query = new Uint8Array(Buffer.concat(parts))
    const other = behave(query)
    const reply = other ?? answer(query)
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply)
  })
  const answer = (query: Uint8Array) => {
    const members = membersOf(readDer(query))
    members.take(tags.integer)
    const imprint = membersOf(members.take(tags.sequence))
    const algorithm = hashOids[oidText(imprint.take(tags.sequence))] ?? 'sha256'
    const digest = imprint.take(tags.octetString).content
    const nonce = members.maybe(tags.integer)?.content ?? null
    return aReply(
      aToken({
        signer,
        issuer: root,
        imprint: { algorithm, digest },
        nonce,
        at: clock().toString({ smallestUnit: 'second' }),
      }),
    )
  }
  const authority: LocalAuthority = { root, signer, url: '', server, asked: 0 }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return Object.assign(authority, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
}

const oidText = (sequence: { content: Uint8Array; tag: number; raw: Uint8Array }) => {
  const [oid] = childrenOf(sequence)
  return oid ? (Object.keys(hashOids).find((one) => compareBytes(writeOid(one), oid.raw) === 0) ?? '') : ''
}

export const pemOf = (der: Uint8Array, kind = 'CERTIFICATE'): string =>
  `-----BEGIN ${kind}-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')}\n-----END ${kind}-----\n`
