import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { concat, toBase64, toHex, utf8 } from '../../../evidence/bytes.ts'
import { checkpointText } from '../../../evidence/checkpoint.ts'
import { sha256, sm3 } from '../../../evidence/digest.ts'
import { encodeEntry } from '../../../evidence/entry.ts'
import { auditPath, leafHash, treeRoot } from '../../../evidence/merkle.ts'
import { encodeNote, keyId, type SignerKey, signLine, verifierOf } from '../../../evidence/note.ts'
import { encodeOpeningFile } from '../../../evidence/opening-file.ts'
import { encodeReceipt, type ReceiptTimestamp } from '../../../evidence/receipt.ts'
import { encodeTlogProof } from '../../../evidence/tlog-proof.ts'
import { pdfText } from '../../../test/pdf-text.ts'
import { certificateInputs, checkedLines, renderCertificate } from './deposit-certificate.ts'
import { type CertificateContent, type CertificateTimestamp, noLaterThan } from './deposit-certificate-content.ts'
import { standardToolsRecipe } from './deposit-certificate-recipe.ts'

const folder = mkdtempSync(join(tmpdir(), 'shoumi-certificate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (text: string) => Temporal.Instant.from(text)
const origin = 'shoumi.example.cn/log/2026'
const seeded = (text: string) => sha256(utf8(text))
const logSigners: SignerKey[] = (['sm2', 'ed25519', 'ml-dsa-44'] as const).map((type) => ({
  name: origin,
  type,
  seed: seeded(`secret of the log, ${type}`),
}))

/** An entry in a tree of `size`, with its signed checkpoint. */
function aPlace({ index = 41, size = 128 } = {}) {
  const commitment = { sha256: seeded('C'), sm3: sm3(utf8('C')) }
  const requestId = seeded('request').slice(0, 16)
  const entry = encodeEntry({ type: 'manifest', withSm3: true, commitment, requestId, signatures: [] })
  const leaves = concat(
    ...Array.from({ length: size }, (_, place) =>
      leafHash('sha256', place === index ? entry : utf8(`other entry ${place}`)),
    ),
  )
  const root = treeRoot('sha256', leaves)
  const text = checkpointText({ origin, size, root })
  const signatures = logSigners.map((signer) => signLine(signer, text, { nonce: () => seeded('nonce') }))
  const checkpoint = encodeNote({ text, signatures })
  const path = auditPath('sha256', leaves, index)
  return { index, size, commitment, requestId, entry, root, text, checkpoint, path }
}
type Place = ReturnType<typeof aPlace>

const stamp: CertificateTimestamp = {
  authority: '示例时间戳服务中心（虚构）',
  licensed: true,
  at: at('2026-11-24T07:12:03.25Z'),
  accuracySeconds: 1,
  policy: '1.2.156.112549.1.1',
  serial: '0a1b2c3d4e5f6071',
  algorithm: 'sha256',
  level: 'revocation-known',
  hasChain: false,
}

function aCertificate(over: Partial<CertificateContent> = {}, place: Place = aPlace()): CertificateContent {
  const { index, size, root, checkpoint, commitment, requestId } = place
  return {
    language: 'zh',
    demo: false,
    number: 'SM-2026-000041',
    status: { kind: 'final' },
    issuer: '示例市商业秘密保护平台（虚构）',
    issuedAt: at('2026-11-24T08:00:00Z'),
    depositor: { name: '示例精密制造有限公司（虚构）', creditCode: '91500105MA00000001' },
    label: '高温合金热处理工艺参数 2026 版',
    fileCount: null,
    commitment,
    withSm3: true,
    requestId,
    log: { origin, index, size, root, checkpoint, keys: logSigners.map(verifierOf) },
    timestamps: [stamp],
    witnesses: [{ name: 'witness.notary.example', at: at('2026-11-24T07:12:01Z'), independent: true }],
    verificationAddress: `https://shoumi.example.cn/verify/${toHex(requestId)}`,
    ...over,
  }
}

/** Pages with their spaces taken out, since where a line ends is layout. */
const pagesOf = async (over: Partial<CertificateContent> = {}) =>
  pdfText(await renderCertificate(aCertificate(over))).map((page) => page.replaceAll(/[\s\u00a0]/g, ''))
const tight = (text: string) => text.replaceAll(/\s/g, '')

describe('the certificate', () => {
  it('prints every field, what a person needs on the first page and the record on the second', async () => {
    const content = aCertificate({ fileCount: 128 })
    const [first = '', second = '', ...rest] = await pagesOf({ fileCount: 128 })
    expect(rest).toEqual([])
    // Digits of a commitment are followed by their check digits at the end of each line.
    for (const text of [
      '存证证书',
      content.number,
      '已入日志',
      content.depositor.name,
      '91500105MA00000001',
      content.label,
      '128 个',
      '2026年11月24日 15:12:05（北京时间）',
      toHex(content.requestId),
      toHex(content.commitment.sha256),
      toHex(content.commitment.sm3),
      `${origin}第 41 号`,
      content.verificationAddress,
      content.issuer,
      '2026年11月24日 16:00:00（北京时间）出具',
    ])
      expect(
        text.length === 64
          ? first.includes(text.slice(0, 32)) && first.includes(text.slice(32))
          : first.includes(tight(text)),
        text,
      ).toBe(true)
    for (const text of [
      origin,
      '第 41 号 / 128 个条目',
      toBase64(content.log.root),
      toHex(content.log.root).slice(0, 32),
      content.log.checkpoint.split('\n')[2] ?? '',
      ...content.log.keys.flatMap((key) => [toHex(keyId(key)), toHex(sha256(key.publicKey))]),
      'Ed25519',
      'SM2',
      'ML-DSA-44',
      stamp.authority,
      '2026-11-24 07:12:03.25Z',
      '误差 ±1 秒',
      stamp.policy,
      stamp.serial,
      '吊销状态已知',
      '有资质',
      'witness.notary.example',
      '2026-11-24 07:12:01Z',
      '默克尔树',
    ])
      expect(second, text).toContain(tight(text))
  })

  it('says what it proves and what it does not, that originals and opening must be kept, and three ways to verify', async () => {
    const [first = '', second = ''] = await pagesOf()
    for (const text of [
      '本证书证明什么',
      '不晚于2026年11月24日 15:12:05（北京时间）已经存在',
      '该条目由上列存证人的账号提交',
      '本证书不证明什么',
      '谁是作者',
      '不为公众所知悉',
      '内容真实',
      '法院、仲裁机构或者行政机关必须采信',
      '请保管好原件与 .tsopening 文件',
      '缺少其中任何一样，就什么也证明不了',
      '不要重新保存',
    ])
      expect(first).toContain(tight(text))
    for (const text of [
      '离线网页',
      'npx shoumi verify R.tsreceipt.json PATH',
      'sha256sum',
      'openssl ts -verify -digest',
      'openssl pkeyutl -verify -rawin',
    ])
      expect(second).toContain(tight(text))
  })

  it('prints each line of the recipe word for word', async () => {
    const [, second = ''] = await pagesOf()
    for (const line of standardToolsRecipe(aCertificate()).flatMap(({ lines }) => lines))
      expect(second).toContain(tight(line))
  })

  it('says plainly that there is no outside witness and that the time is of a local authority', async () => {
    const local = { ...stamp, licensed: false, authority: '本地测试时间戳机构' }
    const own = { name: 'witness.shoumi.example', at: at('2026-11-24T07:12:01Z'), independent: false }
    const [weak = ''] = await pagesOf({ timestamps: [local], witnesses: [own] })
    expect(weak).toContain('本日志暂无独立见证')
    expect(weak).toContain('时间由本地测试时间戳机构给出，无对外证明力')
    const [none = ''] = await pagesOf({ timestamps: [], witnesses: [] })
    expect(none).toContain('本日志暂无独立见证')
    expect(none).toContain('尚无有资质机构的时间戳')
    expect(none).toContain('尚无时间证明')
    const [strong = ''] = await pagesOf()
    expect(strong).not.toContain('无对外证明力')
    expect(strong).not.toContain('暂无独立见证')
  })

  it('shows that a deposit is only promised, was withdrawn or is superseded by another', async () => {
    const [promised = ''] = await pagesOf({ status: { kind: 'promise' }, timestamps: [], witnesses: [] })
    expect(promised).toContain('最终凭证尚未签发')
    expect(promised).not.toContain('凭证载有它在')
    const [withdrawn = ''] = await pagesOf({
      status: { kind: 'revoked', at: at('2026-12-01T00:00:00Z'), because: '遗漏了附件' },
    })
    expect(withdrawn).toContain(tight('已于2026年12月1日 08:00:00（北京时间）声明撤回'))
    expect(withdrawn).toContain('遗漏了附件')
    const [superseded = ''] = await pagesOf({ status: { kind: 'superseded', by: 'SM-2026-000099' } })
    expect(superseded).toContain('由SM-2026-000099取代')
  })

  it('carries a watermark on each page when its content is fictitious, and none otherwise', async () => {
    const plain = { issuer: '甲', depositor: { name: '乙', creditCode: null }, timestamps: [] }
    const [first, second] = await pagesOf({ ...plain, demo: true })
    expect(first).toContain('示例：内容为虚构，不具任何效力')
    expect(second).toContain('示例')
    expect((await pagesOf(plain)).join('')).not.toContain('示例')
  })

  it('says the same in English', async () => {
    const [first = '', second = ''] = await pagesOf({ language: 'en', timestamps: [], witnesses: [] })
    for (const text of [
      'Certificate of Deposit',
      'What it does not prove',
      'has no independent witness yet',
      'Keep at least two copies',
    ])
      expect(first).toContain(tight(text))
    expect(second).toContain(tight('How a third party verifies without this platform'))
  })
})

describe('texts that others wrote', () => {
  const rare = '㐂喆䶮㛃𬱖'

  it('keep rare characters of names, and show the code point of one that no font has, with a note', async () => {
    const [first = ''] = await pagesOf({ depositor: { name: `${rare}\u{2a6d6}公司`, creditCode: null } })
    expect(first).toContain(`${rare}U+2A6D6公司`)
    expect(first).toContain('以统一码（Unicode）码位代替')
    expect((await pagesOf())[0]).not.toContain('码位')
  })

  it('are printed as they are when they look like code, and their invisible controls are made visible', async () => {
    const [first = ''] = await pagesOf({ label: '#read("/etc/passwd")]\\[*a*$x$\u202efdp.exe\u2066🔒\u0000' })
    expect(first).toContain('#read("/etc/passwd")]\\[*a*$x$U+202Efdp.exeU+2066U+1F512U+0000')
  })

  it('stay on two pages, however long', async () => {
    const pages = await pagesOf({
      demo: true,
      depositor: { name: `示例（${'很长的'.repeat(30)}）股份有限公司`, creditCode: null },
      label: `热处理工艺${rare}\u{2a6d6}`.repeat(20).slice(0, 200),
      status: { kind: 'revoked', at: at('2026-12-01T00:00:00Z'), because: '封存时遗漏了附件，已重新封存。'.repeat(6) },
      timestamps: Array.from({ length: 5 }, () => ({
        ...stamp,
        licensed: false,
        serial: '0a'.repeat(20),
        hasChain: true,
      })),
      witnesses: Array.from({ length: 12 }, (_, n) => ({
        name: `witness-${n}.a-rather-long-name.notary.example.cn`,
        at: at('2026-11-24T07:12:02Z'),
        independent: false,
      })),
    })
    expect(pages).toHaveLength(2)
    expect(pages[1]).toContain('witness-11.')
    expect(pages[1]).toContain('另有2项，载于凭证')
    expect(await pagesOf({ label: 'x'.repeat(200) })).toHaveLength(2)
  })
})

describe('the file', () => {
  it('claims PDF/A-2a, is tagged, embeds its fonts and takes its date from the content', async () => {
    const pdf = Buffer.from(await renderCertificate(aCertificate())).toString('latin1')
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>')
    expect(pdf).toContain('<xmp:CreateDate>2026-11-24T08:00:00Z</xmp:CreateDate>')
    expect(pdf).toMatch(/\/MarkInfo <<\s*\/Marked true/)
    const names = [...pdf.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+(NotoSerifSC|DejaVuSansMono)/)
    const described = pdf.match(/\/Type \/FontDescriptor/g)?.length
    expect(pdf.match(/\/FontFile[23]? \d+ 0 R/g)).toHaveLength(described ?? -1)
  })

  it('passes the compiler’s checks of PDF/UA-1 as well', async () => {
    const pdf = await renderCertificate(aCertificate({ demo: true }), { standard: 'ua-1' })
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  it('is the same bytes for the same content', async () => {
    const once = await renderCertificate(aCertificate())
    await renderCertificate(aCertificate({ label: '别的' }))
    expect(Buffer.from(await renderCertificate(aCertificate()))).toEqual(Buffer.from(once))
  })
})

describe('the moment that it states', () => {
  const witness = { name: 'w', at: at('2026-11-24T07:12:01Z'), independent: true }
  it('is of a licensed authority before a witness, and of a witness before a local authority', () => {
    const local = { ...stamp, licensed: false }
    const basis = (over: Partial<CertificateContent>) => noLaterThan(aCertificate(over))?.basis
    expect(basis({ timestamps: [local, stamp], witnesses: [witness] })).toBe('licensed')
    expect(basis({ timestamps: [{ ...stamp, level: 'valid' }], witnesses: [witness] })).toBe('witness')
    expect(basis({ timestamps: [local], witnesses: [{ ...witness, independent: false }] })).toBe('local')
    expect(basis({ timestamps: [], witnesses: [] })).toBeUndefined()
  })

  it('counts the accuracy of the authority against the depositor', () => {
    expect(noLaterThan(aCertificate())?.at.toString()).toBe('2026-11-24T07:12:04.25Z')
  })
})

describe('check digits of a line', () => {
  it('change with any one digit and with any two neighbours swapped', () => {
    const hex = '6b23c0d5f35d1b11f9b683f0b0a61735'
    const checkOf = (text: string) => checkedLines(Buffer.from(text, 'hex'))[0]?.check
    expect(checkOf(hex)).toBe(String(BigInt(`0x${hex}`) % 97n).padStart(2, '0'))
    for (let place = 0; place < 32; place++) {
      for (const digit of '0123456789abcdef')
        if (digit !== hex[place])
          expect(checkOf(hex.slice(0, place) + digit + hex.slice(place + 1))).not.toBe(checkOf(hex))
      const [a = '', b = ''] = hex.slice(place, place + 2)
      if (b && a !== b) expect(checkOf(hex.slice(0, place) + b + a + hex.slice(place + 2))).not.toBe(checkOf(hex))
    }
  })
})

describe('the QR code', () => {
  it('carries the address of the public page and is refused one with anything secret in it', () => {
    const id = toHex(aPlace().requestId)
    const inputs = (verificationAddress: string) => certificateInputs(aCertificate({ verificationAddress }), () => true)
    expect(inputs(`https://shoumi.example.cn/verify?id=${id}`).verification.qr).toContain('<svg')
    for (const address of [
      `https://shoumi.example.cn/verify/${id}#seed=abc`,
      `https://user:secret@shoumi.example.cn/verify/${id}`,
      'https://shoumi.example.cn/verify/0',
      `javascript:alert("${id}")`,
    ])
      expect(() => inputs(address)).toThrow(RangeError)
  })
})

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? ''
const run = (command: string, args: string[], cwd: string) => execFileSync(command, args, { cwd, stdio: 'pipe' })

describe.skipIf(!openssl.startsWith('OpenSSL 3'))('the recipe with standard tools, run by sh and OpenSSL', () => {
  let authority: ReturnType<typeof localAuthority>
  beforeAll(() => {
    authority = localAuthority()
  })

  it('holds for an honest receipt, with tokens over SHA-256 and over SM3, with and without certificates beside them', () => {
    for (const algorithm of ['sha256', 'sm3'] as const)
      for (const hasChain of [true, false]) {
        const place = aPlace()
        const timestamp = authority.stamp(place.text, algorithm, hasChain)
        const { status, stdout, stderr } = follow(place, [timestamp])
        expect([algorithm, hasChain, status, stderr.replace('Using configuration from', '')]).toMatchObject([
          algorithm,
          hasChain,
          0,
          expect.any(String),
        ])
        expect(tight(stdout)).toContain(
          toHex(place.commitment.sha256) + toHex(place.commitment.sm3) + toHex(place.requestId),
        )
        expect(stdout.split('\n')[0]).toBe('1')
        expect(stdout).toContain(place.text)
        expect(stdout).toContain('Signature Verified Successfully')
        expect(stdout).toContain('Verification: OK')
        expect(stdout.split(`${toBase64(place.root)}\n`).length).toBe(4)
      }
  })

  it('reaches the root from every place of trees of every shape', () => {
    for (const size of [1, 2, 3, 5, 7, 8])
      for (let index = 0; index < size; index++) {
        const place = aPlace({ index, size })
        const { status, stdout } = follow(place, [])
        expect([size, index, status, stdout.endsWith(`${toBase64(place.root)}\n`.repeat(2))]).toEqual([
          size,
          index,
          0,
          true,
        ])
      }
  })

  it('fails when the original, the checkpoint, the entry or the token was changed', () => {
    const place = aPlace()
    expect(follow(place, [], 'another original\n')).toMatchObject({ status: 1, stdout: '0\n' })
    const timestamp = authority.stamp(place.text, 'sha256', false)
    const otherText = checkpointText({ origin, size: 128, root: seeded('another root') })
    const forged = { ...place, checkpoint: place.checkpoint.replace(place.text, otherText) }
    expect(follow(forged, [timestamp]).status).not.toBe(0)
    const other = authority.stamp(otherText, 'sha256', false)
    expect(follow(place, [other]).status).not.toBe(0)
    const entry = place.entry.slice()
    entry[10] = (entry[10] ?? 0) ^ 1
    const ends = follow({ ...place, entry }, [])
      .stdout.trimEnd()
      .split('\n')
      .slice(-2)
    expect(ends[0]).not.toBe(ends[1])
  })

  /** Saves the receipt and runs the lines of the certificate made for it, as they are printed. */
  function follow(place: Place, timestamps: readonly ReceiptTimestamp[], original = sealed) {
    const here = mkdtempSync(join(folder, 'recipe-'))
    const receipt = {
      entry: place.entry,
      tlogProof: encodeTlogProof({ index: place.index, path: place.path, checkpoint: place.checkpoint }),
      timestamps,
      policy: toHex(seeded('policy')),
      logKeys: logSigners.map(verifierOf),
    }
    writeFileSync(join(here, 'R.tsreceipt.json'), encodeReceipt(receipt))
    writeFileSync(join(here, 'PATH'), original)
    writeFileSync(join(here, 'R.tsopening'), anOpening(sealed))
    writeFileSync(join(here, 'tsa-root.pem'), authority.rootPem)
    const content = aCertificate(
      {
        timestamps: timestamps.map(({ algorithm, chain }) => ({
          ...stamp,
          algorithm,
          at: Temporal.Now.instant(),
          hasChain: chain.length > 0,
        })),
      },
      place,
    )
    const lines = standardToolsRecipe(content).flatMap((step) => step.lines)
    return spawnSync('sh', ['-eu', '-c', lines.join('\n')], { cwd: here, encoding: 'utf8' })
  }
})

const sealed = 'the original\n'

/** An opening with one file; its roots are of no account to the recipe. */
function anOpening(content: string): Uint8Array {
  const nothing = new Uint8Array(32)
  const record = {
    kind: 'file',
    flags: 0,
    sizeBytes: content.length,
    mtimeNs: 0n,
    ctimeNs: 0n,
    inode: 0n,
    mode: 0,
    sha256: sha256(utf8(content)),
    sm3: nothing,
    path: utf8('PATH'),
  } as const
  const secrets = { withSm3: false, seed: seeded('seed'), blind: seeded('blind'), requestId: seeded('id').slice(0, 16) }
  return encodeOpeningFile(secrets, [record], { leafCount: 1, rootSha256: nothing, rootSm3: nothing })
}

/** Root, intermediate and timestamp certificate made by openssl for this run. */
function localAuthority() {
  const here = join(folder, 'authority')
  mkdirSync(here)
  const key = (name: string) =>
    run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`], here)
  writeFileSync(
    join(here, 'o.cnf'),
    `[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
[leaf]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[tsa]
default_tsa=tsa1
[tsa1]
serial=./serial
signer_cert=./tsa.pem
signer_key=./tsa.key
signer_digest=sha256
digests=sha256,sm3
default_policy=1.2.3.4.1
accuracy=secs:1
ess_cert_id_alg=sha256
`,
  )
  writeFileSync(join(here, 'serial'), '01\n')
  const issue = (name: string, issuer: string, extensions: string) => {
    key(name)
    run('openssl', ['req', '-new', '-key', `${name}.key`, '-subj', `/CN=Test ${name}`, '-out', `${name}.csr`], here)
    const signed =
      issuer === name
        ? ['-signkey', `${name}.key`]
        : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
    run(
      'openssl',
      [
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-days',
        '30',
        '-extfile',
        'o.cnf',
        '-extensions',
        extensions,
        ...signed,
        '-out',
        `${name}.pem`,
      ],
      here,
    )
  }
  issue('root', 'root', 'ca')
  issue('intermediate', 'root', 'ca')
  const der = (name: string) => new Uint8Array(run('openssl', ['x509', '-in', name, '-outform', 'DER'], here))
  return {
    rootPem: readFileSync(join(here, 'root.pem')),
    stamp(text: string, algorithm: 'sha256' | 'sm3', hasChain: boolean): ReceiptTimestamp {
      issue('tsa', hasChain ? 'intermediate' : 'root', 'leaf')
      writeFileSync(join(here, 'data'), text)
      run('openssl', ['ts', '-query', '-data', 'data', `-${algorithm}`, '-cert', '-out', 'q.tsq'], here)
      run('openssl', ['ts', '-reply', '-config', 'o.cnf', '-queryfile', 'q.tsq', '-token_out', '-out', 'token'], here)
      return {
        over: 'note-text',
        algorithm,
        token: new Uint8Array(readFileSync(join(here, 'token'))),
        chain: hasChain ? [der('intermediate.pem')] : [],
        revocation: [],
      }
    },
  }
}
