import { spawnSync } from 'node:child_process'
import { randomBytes, webcrypto } from 'node:crypto'
import { fromBER } from 'asn1js'
import * as pkijs from 'pkijs'
import { sm2 } from 'sm-crypto-v2'
import { toHex, utf8 } from '../../evidence/bytes.ts'
import { openKernels } from '../../evidence/kernels.ts'
import { signSm2, sm2PublicKey, verifySm2 } from '../../evidence/signature.ts'
import { verifyTimestamp } from '../../evidence/timestamp.ts'
import { hashFunctions } from '../../evidence/x509.ts'
import { aCertificate, aKey, aToken, emailProtection, type Key, timeStamping } from '../timestamp-maker.ts'
import { isInstalled } from './commands.ts'
import { compared, megabytesPerSecond, perSecond, type Row } from './evidence-row.ts'
import { type Best, byTurns, perPiece, type Side } from './turns.ts'

type Options = { readonly rounds: number; readonly seconds: number }

/** What a verifier spends its time with, on one core. */
export async function verifyRows({ quick }: { quick: boolean }): Promise<Row[]> {
  const options = quick ? { rounds: 3, seconds: 0.3 } : { rounds: 5, seconds: 1 }
  return [
    await sm3Row(options),
    await timestampRow('ec', 'ECDSA P-256', options),
    await timestampRow('rsa', 'RSA 2048', options),
    await forgedRow(),
    ...(await sm2Rows(options)),
  ]
}

const laneBytes = 256 * 1024
const speed = ['speed', '-seconds', '1', '-bytes', `${4 * laneBytes}`, '-evp', 'sm3']

async function sm3Row({ rounds, seconds }: Options): Promise<Row> {
  const kernels = openKernels(1 + (4 * laneBytes) / 65_536)
  const at = (lane: number) => 65_536 + lane * laneBytes
  const ours: Side = () =>
    perPiece(seconds, () => {
      kernels.sm3Lanes(0, at(0), at(1), at(2), at(3), laneBytes / 64)
      return 4 * laneBytes
    })
  const words = { name: 'SM3, four messages, one core', wanted: '≥ 1.8×', figure: megabytesPerSecond }
  if (!isInstalled('openssl')) {
    const best = await byTurns({ ours }, { rounds })
    return compared({ ...words, anchor: 'openssl: not installed' }, null, best.ours)
  }
  const openssl: Side = async () => {
    const { stdout, stderr } = spawnSync('openssl', speed, { encoding: 'utf8' })
    const thousands = /^sm3\s+([\d.]+)k/im.exec(stdout)?.[1]
    if (!thousands) throw new Error(`openssl ${speed.join(' ')} said: ${stderr}`)
    return 1 / (Number(thousands) * 1000)
  }
  const best = await byTurns({ openssl, ours }, { rounds })
  return compared({ ...words, anchor: `openssl ${speed.join(' ')}` }, best.openssl, best.ours)
}

const content = utf8('log.example/2026\n7\nAAAA\n')
const imprint = { algorithm: 'sha256', digest: hashFunctions.sha256(content) } as const
const genTime = '2026-11-24T02:00:01Z'
const plainBuffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer

function authority(kind: Key['kind']) {
  const root = aCertificate({ name: '测试根（虚构）', authority: true, key: aKey(kind) })
  return {
    root,
    signer: aCertificate({ name: '测试时间戳机构（虚构）', issuer: root, purposes: [timeStamping] }),
  }
}

const isOurs = (token: Uint8Array, root: Uint8Array): boolean =>
  verifyTimestamp({ token, imprint, trustedRoots: [root], now: Date.parse(genTime) + 1000 }).level === 'chain-trusted'

/** All that PKI.js offers: token read, imprint, signature, and the chain up to the root at the time of the token. */
async function isTheirs(token: Uint8Array, root: Uint8Array): Promise<boolean> {
  const { result } = fromBER(plainBuffer(token))
  const info = new pkijs.ContentInfo({ schema: result })
  const signed = new pkijs.SignedData({ schema: info.content })
  try {
    const { signatureVerified, signerCertificateVerified } = await signed.verify({
      ...{ signer: 0, extendedMode: true, checkChain: true, checkDate: new Date(genTime) },
      data: plainBuffer(content),
      trustedCerts: [pkijs.Certificate.fromBER(plainBuffer(root))],
    })
    return signatureVerified === true && signerCertificateVerified === true
  } catch {
    return false
  }
}

async function timestampRow(kind: 'ec' | 'rsa', keys: string, { rounds, seconds }: Options): Promise<Row> {
  pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as Crypto }))
  const { root, signer } = authority(kind)
  const token = aToken({ signer, issuer: root, imprint, nonce: null })
  const must = (holds: boolean) => {
    if (!holds) throw new Error('a right token was refused')
    return 1
  }
  const best = await byTurns(
    {
      pkijs: () => perPiece(seconds, async () => must(await isTheirs(token, root.certificate))),
      ours: () => perPiece(seconds, () => must(isOurs(token, root.certificate))),
    },
    { rounds },
  )
  const words = { name: `timestamp verified, ${keys}`, anchor: 'pkijs', wanted: '≥ 3×', figure: perSecond }
  return compared(words, best.pkijs, best.ours)
}

/** Tokens that OpenSSL refuses too: signed by what is no time-stamping certificate, or naming none. */
async function forgedRow(): Promise<Row> {
  const { root, signer } = authority('ec')
  const leaf = (purposes: readonly string[], more = {}) =>
    aCertificate({ name: '测试其他证书（虚构）', issuer: root, purposes, ...more })
  const forge = (more: object) => aToken({ signer, issuer: root, imprint, nonce: null, at: genTime, ...more })
  const forged = [
    forge({ signer: leaf([emailProtection]) }),
    forge({ signer: leaf([]) }),
    forge({ signer: leaf([timeStamping, emailProtection]) }),
    forge({ signer: leaf([timeStamping], { purposesCritical: false }) }),
    forge({ without: 'signing-certificate' }),
    forge({ names: leaf([timeStamping]) }),
    forge({ without: 'attributes' }),
    forge({ imprint: { algorithm: 'sha256', digest: new Uint8Array(32) } }),
    forge({ digestOf: utf8('other') }),
    forge({ signer: leaf([timeStamping], { to: '2025-01-01T00:00:00Z' }) }),
  ]
  let [theirs, ours] = [0, 0]
  for (const token of forged) {
    if (await isTheirs(token, root.certificate)) theirs++
    if (isOurs(token, root.certificate)) ours++
  }
  const accepted = (count: number) => `${count} of ${forged.length} accepted`
  return {
    name: 'forged timestamps',
    ...{ anchor: 'pkijs', anchorFigure: accepted(theirs), ours: accepted(ours), wanted: '0 accepted' },
    foreignPercent: null,
  }
}

async function sm2Rows({ rounds, seconds }: Options): Promise<Row[]> {
  const secret = new Uint8Array(randomBytes(32))
  secret[0] = 1
  const publicKey = sm2PublicKey(secret)
  const message = utf8('log.example/2026\n12345678\nq1W0x0V5n0Q4qv2iZk5mQ0a8mQ2ZkqC5v9q0m3v8m1A=\n')
  const signature = signSm2(secret, message, () => new Uint8Array(randomBytes(32)))
  const hex = { key: toHex(publicKey), signature: toHex(signature) }
  // One key again and again, as with the key of a log. Ours keeps what it computed of a key by itself; theirs when told to.
  const precomputed = sm2.precomputePublicKey(hex.key)
  const theirs = (key: typeof precomputed | string) => () => {
    if (!sm2.doVerifySignature(message, hex.signature, key, { hash: true })) throw new Error('refused')
    return 1
  }
  const best = await byTurns(
    {
      theirs: () => perPiece(seconds, theirs(hex.key)),
      precomputed: () => perPiece(seconds, theirs(precomputed)),
      ours: () =>
        perPiece(seconds, () => {
          if (!verifySm2(publicKey, message, signature)) throw new Error('refused')
          return 1
        }),
    },
    { rounds },
  )
  const row = (anchor: string, wanted: string | null, side: Best) =>
    compared({ name: 'SM2 verified, one key', anchor, wanted, figure: perSecond }, side, best.ours)
  return [row('sm-crypto-v2', '≥ 5×', best.theirs), row('sm-crypto-v2, precomputePublicKey', null, best.precomputed)]
}
