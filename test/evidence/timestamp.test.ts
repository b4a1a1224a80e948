import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { concat, toHex, utf8 } from '../../evidence/bytes.ts'
import { writeDer } from '../../evidence/der.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { signSm2, sm2FromDer, sm2PublicKey, verifySm2 } from '../../evidence/signature.ts'
import {
  buildTimestampRequest,
  parseTimestampReply,
  type TimestampInput,
  type TimestampReport,
  verifyTimestamp,
} from '../../evidence/timestamp.ts'
import { hashFunctions, parseCertificate } from '../../evidence/x509.ts'
import {
  aCertificate,
  aKey,
  aReply,
  aRevocationList,
  aToken,
  emailProtection,
  type Key,
  type Made,
  pemOf,
  type TokenWish,
  timeStamping,
} from '../timestamp-maker.ts'

const content = utf8('log.example/2026\n7\nAAAA\n')
const now = Date.parse('2026-11-24T03:00:00Z')
const imprint = { algorithm: 'sha256', digest: hashFunctions.sha256(content) } as const
const nonce = new Uint8Array(randomBytes(8))

const root = aCertificate({ name: '测试根（虚构）', authority: true, key: aKey('ec') })
const middle = aCertificate({ name: '测试中级（虚构）', authority: true, pathLength: 0, issuer: root })
const signer = aCertificate({ name: '测试时间戳机构（虚构）', issuer: root, purposes: [timeStamping] })

const make = (more: Partial<TokenWish> = {}) => aToken({ signer, issuer: root, imprint, nonce, ...more })
const verify = (token: Uint8Array, more: Partial<TimestampInput> = {}): TimestampReport =>
  verifyTimestamp({ token, imprint, nonce, trustedRoots: [root.certificate], now, ...more })
const of = (report: TimestampReport, id: string) => report.checks.find((check) => check.id === id)

describe('a timestamp token', () => {
  it('holds, lists twelve checks, and says when, by whom and how exactly', () => {
    const report = verify(make())
    expect(report.checks).toHaveLength(12)
    expect(report).toMatchObject({
      level: 'chain-trusted',
      genTimeMs: Date.parse('2026-11-24T02:00:01Z'),
      accuracyMs: 1000,
      policy: '1.2.3.4.1',
      signer: '测试时间戳机构（虚构）',
    })
    expect(of(report, 'revocation')).toMatchObject({ outcome: 'unknown', reason: 'revocation-not-known' })
  })

  for (const kind of ['rsa', 'sm2'] as const)
    it(`holds when it is signed with ${kind}, over SHA-256 and over SM3`, () => {
      const other = aCertificate({ name: `测试根 ${kind}（虚构）`, authority: true, key: aKey(kind) })
      const stamper = aCertificate({ name: `测试 ${kind}（虚构）`, issuer: other, purposes: [timeStamping] })
      for (const algorithm of ['sha256', 'sm3'] as const) {
        const own = { algorithm, digest: hashFunctions[algorithm](content) }
        const token = aToken({ signer: stamper, issuer: other, imprint: own, nonce })
        expect(verify(token, { imprint: own, trustedRoots: [other.certificate] }).level).toBe('chain-trusted')
      }
    })

  it('signed with plain ECDSA on the SM2 curve is refused', () => {
    const key = aKey('sm2') as Key & { kind: 'sm2' }
    const other = aCertificate({ name: '测试根 SM2（虚构）', authority: true, key })
    const stamper = aCertificate({ name: '测试 SM2（虚构）', issuer: other, key, purposes: [timeStamping] })
    // What the platform makes of `sign` with a fresh SM2 key: ECDSA with SM3.
    const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' })
    const info = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }))
    const ecdsaStamper = aCertificate({
      name: '测试 ECDSA（虚构）',
      issuer: other,
      key: { kind: 'sm2', secret: key.secret, info },
      purposes: [timeStamping],
    })
    const token = aToken({
      signer: ecdsaStamper,
      issuer: other,
      imprint,
      nonce,
      signature: (attributes) => new Uint8Array(sign('sm3', attributes, pair.privateKey)),
    })
    const report = verify(token, { trustedRoots: [other.certificate] })
    expect(of(report, 'signature')).toMatchObject({ outcome: 'failed', reason: 'signature-wrong' })
    expect(
      verify(aToken({ signer: stamper, issuer: other, imprint, nonce }), { trustedRoots: [other.certificate] }).level,
    ).toBe('chain-trusted')
  })

  const leaf = (purposes: readonly string[], more = {}): Made =>
    aCertificate({ name: '测试其他证书（虚构）', issuer: root, purposes, ...more })
  const expired = leaf([timeStamping], { from: '2020-01-01T00:00:00Z', to: '2025-01-01T00:00:00Z' })
  const impostor = aCertificate({ name: '测试冒名者（虚构）', key: aKey('ec'), purposes: [timeStamping] })
  const cases: readonly (readonly [string, string, string, Uint8Array, Partial<TimestampInput>?])[] = [
    ['of other content', 'content', 'not-a-timestamp', make({ contentType: '1.2.840.113549.1.7.1' })],
    ['with two signers', 'content', 'not-one-signer', make({ twice: true })],
    [
      'over another digest',
      'imprint',
      'imprint-differs',
      make({ imprint: { algorithm: 'sha256', digest: new Uint8Array(32) } }),
    ],
    [
      'over another algorithm',
      'imprint',
      'imprint-algorithm',
      make({ imprint: { algorithm: 'sm3', digest: hashFunctions.sm3(content) } }),
    ],
    ['answering another request', 'nonce', 'nonce-differs', make({ nonce: new Uint8Array([1, 2, 3]) })],
    ['answering no request', 'nonce', 'nonce-differs', make({ nonce: null })],
    ['under another policy', 'policy', 'policy-differs', make(), { policies: ['1.2.3.4.2'] }],
    ['without signed attributes', 'signature', 'attributes-missing', make({ without: 'attributes' })],
    ['with attributes out of order', 'signature', 'attributes-wrong', make({ attributesUnordered: true })],
    ['whose content was exchanged', 'signature', 'digest-differs', make({ digestOf: utf8('other') })],
    [
      'with another key’s signature',
      'signature',
      'signature-wrong',
      make({ signature: () => writeDer(0x30, writeDer(2, new Uint8Array([1])), writeDer(2, new Uint8Array([1]))) }),
    ],
    ['without its certificate', 'signature', 'signer-not-enclosed', make({ without: 'certificates' })],
    ['that names no certificate', 'signer-named', 'signer-not-named', make({ without: 'signing-certificate' })],
    ['that names another certificate', 'signer-named', 'signer-other', make({ names: expired })],
    [
      'by an e-mail certificate of the same authority',
      'signer-purpose',
      'purpose-other',
      make({ signer: leaf([emailProtection]) }),
    ],
    [
      'by a certificate for time stamps and mail',
      'signer-purpose',
      'purpose-other',
      make({ signer: leaf([timeStamping, emailProtection]) }),
    ],
    ['by a certificate without a purpose', 'signer-purpose', 'purpose-missing', make({ signer: leaf([]) })],
    [
      'by a certificate whose purpose is not critical',
      'signer-purpose',
      'purpose-not-critical',
      make({ signer: leaf([timeStamping], { purposesCritical: false }) }),
    ],
    ['made after its certificate had expired', 'chain', 'expired-then', make({ signer: expired })],
    [
      'under an issuer that is no authority',
      'chain',
      'not-an-authority',
      aToken({
        imprint,
        nonce,
        issuer: signer,
        enclosed: [signer],
        signer: aCertificate({ name: '测试下级（虚构）', issuer: signer, purposes: [timeStamping] }),
      }),
    ],
    [
      'with an unknown critical extension',
      'chain',
      'critical-extension',
      make({ signer: leaf([timeStamping], { unknownCritical: true }) }),
    ],
    ['of the future', 'time', 'after-now', make({ at: '2026-11-24T04:00:00Z' })],
    ['older than what it stamps', 'time', 'before-known', make(), { notBeforeMs: now }],
    ['with bytes after its end', 'encoding', 'not-der', concat(make(), new Uint8Array(1))],
    [
      'of indefinite length',
      'encoding',
      'not-der',
      concat(new Uint8Array([0x30, 0x80]), make().subarray(4), new Uint8Array(2)),
    ],
  ]
  for (const [title, id, reason, token, more] of cases)
    it(`${title} is refused, by the check that is for it`, () => {
      const report = verify(token, more)
      expect(of(report, id)).toMatchObject({ outcome: 'failed', reason })
      expect(report.level).toBe('invalid')
    })

  it('by somebody unknown is valid in itself and trusted by nobody', () => {
    const token = aToken({ signer: impostor, issuer: impostor, imprint, nonce })
    const report = verify(token)
    expect(report.level).toBe('valid')
    expect(of(report, 'chain')).toMatchObject({ outcome: 'unknown', reason: 'root-not-known' })
  })

  it('reaches the root over an authority between, which may be enclosed or kept beside, and not over one too many', () => {
    const below = aCertificate({ name: '测试下级机构（虚构）', issuer: middle, purposes: [timeStamping] })
    const token = aToken({ signer: below, issuer: middle, imprint, nonce })
    expect(verify(token).level).toBe('valid')
    expect(verify(token, { intermediates: [middle.certificate] }).level).toBe('chain-trusted')
    expect(verify(aToken({ signer: below, issuer: middle, imprint, nonce, enclosed: [middle] })).level).toBe(
      'chain-trusted',
    )
    const deeper = aCertificate({ name: '测试第三级（虚构）', authority: true, issuer: middle })
    const far = aCertificate({ name: '测试第四级（虚构）', issuer: deeper, purposes: [timeStamping] })
    const report = verify(aToken({ signer: far, issuer: deeper, imprint, nonce, enclosed: [deeper, middle] }))
    expect(of(report, 'chain')).toMatchObject({ outcome: 'failed', reason: 'not-an-authority' })
  })

  it('says what is known of revocation, and believes only what was made later and signed by the issuer', () => {
    const later = '2026-11-24T05:00:00Z'
    const level = (...revocation: Uint8Array[]) => verify(make(), { revocation }).level
    expect(level(aRevocationList(root, later))).toBe('long-term')
    expect(level(aRevocationList(root, '2026-11-23T00:00:00Z'))).toBe('chain-trusted')
    expect(level(aRevocationList(middle, later))).toBe('chain-trusted')
    expect(level(utf8('nonsense'))).toBe('chain-trusted')
    const revoked = (at: string, reason?: number) =>
      level(aRevocationList(root, later, [{ certificate: signer, at, ...(reason === undefined ? {} : { reason }) }]))
    const [before, afterwards] = ['2026-11-24T01:00:00Z', '2026-11-24T04:00:00Z']
    expect(revoked(before, 4)).toBe('invalid')
    // RFC 3161 §4: superseded, or at the end of its work, what was signed before stands; a stolen key, or no reason: nothing does.
    for (const reason of [0, 3, 4, 5]) expect(revoked(afterwards, reason), `${reason}`).toBe('long-term')
    for (const reason of [1, 2, 9, 10, undefined]) expect(revoked(afterwards, reason), `${reason}`).toBe('invalid')
    const below = aCertificate({ name: '测试下级机构二（虚构）', issuer: middle, purposes: [timeStamping] })
    const token = aToken({ signer: below, issuer: middle, imprint, nonce, enclosed: [middle] })
    expect(verify(token, { revocation: [aRevocationList(middle, later)] }).level).toBe('revocation-known')
  })

  it('changed by any one bit is never believed for the same moment', () => {
    const token = make()
    const whole = verify(token)
    const believed: number[] = []
    for (let at = 0; at < token.length; at++) {
      const bent = token.slice()
      bent[at] = (bent[at] as number) ^ (1 << (at % 8))
      const report = verify(bent)
      if (report.level === whole.level && report.genTimeMs === whole.genTimeMs) believed.push(at)
    }
    // What is outside every signature: the version numbers, the digest algorithms announced before the content, and the
    // absent parameter beside an algorithm. None of it says anything.
    for (const at of believed) {
      const from = toHex(token.slice(Math.max(0, at - 14), at + 14))
      expect(from).toMatch(/020103|020101|0500|6086480165030402|2a8648ce3d04/)
    }
    expect(believed.length).toBeLessThan(40)
  })
})

describe('a request', () => {
  it('is refused as malformed when it is no reply, and a refusal of the authority is told', () => {
    expect(() => parseTimestampReply(utf8('<html>'))).toThrow(EvidenceError)
    const refused = writeDer(0x30, writeDer(0x30, writeDer(2, new Uint8Array([2]))))
    expect(parseTimestampReply(refused)).toEqual({ granted: false, status: 2 })
    expect(parseTimestampReply(aReply(make()))).toMatchObject({ granted: true })
  })
})

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' })
describe.skipIf(openssl.status !== 0)('beside OpenSSL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-openssl-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(folder, name), bytes)

  it('its authority answers our request, and both of us accept its token', () => {
    run(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '3650',
      '-subj',
      '/CN=test root (fictitious)',
    )
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'tsa.key',
      '-out',
      'tsa.csr',
      '-subj',
      '/CN=test authority (fictitious)',
    )
    put('ext.cnf', 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n')
    run(
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '3650',
      '-extfile',
      'ext.cnf',
      '-out',
      'tsa.pem',
    )
    put('serial', '01\n')
    put(
      'o.cnf',
      `[tsa]\ndefault_tsa=t\n[t]\nserial=${folder}/serial\nsigner_cert=${folder}/tsa.pem\ncerts=${folder}/ca.pem\nsigner_key=${folder}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256,sm3\naccuracy=secs:1\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
    )
    put('data', content)
    for (const algorithm of ['sha256', 'sm3'] as const) {
      const own = { algorithm, digest: hashFunctions[algorithm](content) }
      put('q.tsq', buildTimestampRequest({ ...own, nonce }))
      run('ts', '-reply', '-config', 'o.cnf', '-queryfile', 'q.tsq', '-out', 'r.tsr')
      run('ts', '-verify', '-queryfile', 'q.tsq', '-in', 'r.tsr', '-CAfile', 'ca.pem')
      const reply = parseTimestampReply(new Uint8Array(readFileSync(join(folder, 'r.tsr'))))
      if (!reply.granted) throw new Error('not granted')
      const ca = new Uint8Array(
        Buffer.from(readFileSync(join(folder, 'ca.pem'), 'utf8').replaceAll(/-----[^-]+-----|\s/g, ''), 'base64'),
      )
      const report = verifyTimestamp({ token: reply.token, imprint: own, nonce, trustedRoots: [ca], now: Date.now() })
      expect(report.level).toBe('chain-trusted')
      expect(parseCertificate(ca).raw.length).toBe(ca.length)
    }
  })

  it('accepts our tokens, and refuses the two forgeries that we refuse', () => {
    put('root.pem', pemOf(root.certificate))
    put('data', content)
    const judge = (token: Uint8Array) => {
      put('t.der', token)
      return spawnSync(
        'openssl',
        ['ts', '-verify', '-data', 'data', '-in', 't.der', '-token_in', '-CAfile', 'root.pem'],
        { cwd: folder },
      ).status
    }
    expect(judge(make())).toBe(0)
    expect(judge(make({ without: 'signing-certificate' }))).not.toBe(0)
    expect(
      judge(make({ signer: aCertificate({ name: '测试邮件（虚构）', issuer: root, purposes: [emailProtection] }) })),
    ).not.toBe(0)
  })

  it('verifies our SM2 signatures and makes ones that we verify, under the usual identifier', () => {
    const message = utf8('一段文字')
    put('m', message)
    run('ecparam', '-name', 'SM2', '-genkey', '-noout', '-out', 'sm2.key')
    run('pkey', '-in', 'sm2.key', '-pubout', '-out', 'sm2.pub')
    const text = run('pkey', '-in', 'sm2.key', '-text', '-noout').toString()
    const hex = (name: string) =>
      (new RegExp(`${name}:\\s*((?:[0-9a-f]{2}[:\\s]*)+)`).exec(text)?.[1] ?? '').replaceAll(/[:\s]/g, '')
    const secret = new Uint8Array(Buffer.from(hex('priv').padStart(64, '0').slice(-64), 'hex'))
    const id = 'distid:1234567812345678'
    run('pkeyutl', '-sign', '-rawin', '-digest', 'sm3', '-inkey', 'sm2.key', '-in', 'm', '-out', 's', '-pkeyopt', id)
    expect(verifySm2(sm2PublicKey(secret), message, sm2FromDer(new Uint8Array(readFileSync(join(folder, 's')))))).toBe(
      true,
    )
    const ours = signSm2(secret, message, () => new Uint8Array(randomBytes(32)))
    const number = (bytes: Uint8Array) => {
      const from = bytes.findIndex((byte) => byte !== 0)
      const trimmed = bytes.subarray(from)
      return writeDer(2, (trimmed[0] ?? 0) >= 0x80 ? concat(new Uint8Array([0]), trimmed) : trimmed)
    }
    put('s2', writeDer(0x30, number(ours.subarray(0, 32)), number(ours.subarray(32))))
    const judged = run(
      'pkeyutl',
      '-verify',
      '-rawin',
      '-digest',
      'sm3',
      '-pubin',
      '-inkey',
      'sm2.pub',
      '-in',
      'm',
      '-sigfile',
      's2',
      '-pkeyopt',
      id,
    )
    expect(judged.toString()).toContain('Success')
  })
})
