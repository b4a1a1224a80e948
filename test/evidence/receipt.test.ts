import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../evidence/bytes.ts'
import { EvidenceError, evidenceWords } from '../../evidence/evidence-error.ts'
import { discloseFile, readOpeningFile } from '../../evidence/opening-file.ts'
import { decodeProofPackage, encodeProofPackage } from '../../evidence/proof-package.ts'
import { decodeReceipt, encodeReceipt, type Receipt } from '../../evidence/receipt.ts'
import { decodeTrust, encodeTrust, trustOfPolicy } from '../../evidence/trust.ts'
import { checkIds, reasons, type Verification, verifyReceipt } from '../../evidence/verify.ts'
import { checkWords, reasonWords } from '../../evidence/verify-words.ts'
import { anOpening, aReceipt } from '../receipt-maker.ts'

const made = aReceipt()
const { receipt, trust, opening, now } = made
const verify = (one: Receipt, more = {}) => verifyReceipt({ receipt: one, trust, now, ...more })
const whole = verify(receipt, { opening })

/** Everything that a reader is told to be in order. */
const told = ({ verdict, checks }: Verification) =>
  `${verdict} ${checks.map(({ id, outcome, timestamp }) => `${id}:${outcome}:${timestamp?.level ?? ''}`).join(' ')}`

/** Null when it cannot even be read. */
function judged(change: () => Receipt): string | null {
  try {
    return told(verify(change(), { opening }))
  } catch (error) {
    if (error instanceof EvidenceError) return null
    throw error
  }
}

describe('a receipt', () => {
  it('is proven with every check passed, and says since when by an outside party', () => {
    expect(whole.verdict).toBe('proven')
    expect(whole.checks.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable')).toEqual([])
    expect(whole).toMatchObject({ saidBy: 'witness', notLaterThanMs: Date.parse('2026-11-24T02:00:00Z') })
    expect(whole.checks.flatMap(({ timestamp }) => timestamp?.level ?? [])).toEqual(['long-term', 'long-term'])
  })

  it('is read back as it was written, and nothing that is not one is taken for one', () => {
    expect(decodeReceipt(encodeReceipt(receipt))).toEqual(receipt)
    const text = encodeReceipt(receipt)
    for (const [wrong, code] of [
      ['', 'not-json'],
      ['[]', 'kind-unknown'],
      ['{}', 'kind-unknown'],
      [text.replace('"v": 1', '"v": 2'), 'version-unknown'],
      [text.replace('"v": 1', '"v": 2, "more": 1'), 'version-unknown'],
      [text.replace('"policy"', '"Policy"'), 'receipt-malformed'],
      [text.replace('"shoumi-receipt"', '"else"'), 'kind-unknown'],
      [text.replace('{', '{"more": 1,'), 'receipt-malformed'],
      [text.slice(0, -20), 'not-json'],
    ] as const)
      expect(() => decodeReceipt(wrong)).toThrow(new EvidenceError(code).message.split(':')[0] ?? code)
  })

  it('with one bit changed in any field is noticed', () => {
    const flip = (bytes: Uint8Array, at: number) =>
      bytes.map((byte, index) => (index === at ? byte ^ (1 << (at % 8)) : byte))
    const flipText = (text: string, at: number) => {
      const bytes = flip(utf8(text), at)
      return new TextDecoder().decode(bytes)
    }
    const unnoticed: string[] = []
    const look = (field: string, length: number, change: (at: number) => Receipt, step = 1) => {
      for (let at = 0; at < length; at += step)
        if (judged(() => change(at)) === told(whole)) unnoticed.push(`${field} ${at}`)
    }
    look('entry', receipt.entry.length, (at) => ({ ...receipt, entry: flip(receipt.entry, at) }))
    look(
      'tlogProof',
      utf8(receipt.tlogProof).length,
      (at) => ({ ...receipt, tlogProof: flipText(receipt.tlogProof, at) }),
      7,
    )
    look('policy', receipt.policy.length, (at) => ({ ...receipt, policy: flipText(receipt.policy, at) }))
    receipt.logKeys.forEach((key, index) => {
      const change = (at: number) => ({
        ...receipt,
        logKeys: receipt.logKeys.map((one, own) =>
          own === index ? { ...key, publicKey: flip(key.publicKey, at) } : one,
        ),
      })
      look(`logKeys[${index}]`, key.publicKey.length, change, 11)
    })
    receipt.timestamps.forEach((stamp, index) => {
      const replace = (more: Partial<typeof stamp>) => ({
        ...receipt,
        timestamps: receipt.timestamps.map((one, own) => (own === index ? { ...stamp, ...more } : one)),
      })
      const [chain, first] = [stamp.chain[0] as Uint8Array, stamp.revocation[0] as Uint8Array]
      look(`chain of ${index}`, chain.length, (at) => replace({ chain: [flip(chain, at)] }), 5)
      look(
        `revocation of ${index}`,
        first.length,
        (at) => replace({ revocation: [flip(first, at), ...stamp.revocation.slice(1)] }),
        5,
      )
      look(`token ${index}`, stamp.token.length, (at) => replace({ token: flip(stamp.token, at) }), 3)
    })
    // Only what no signature covers and nobody reads: the parts of a token and of a certificate that announce algorithms.
    expect(unnoticed.filter((one) => !/^(token|chain of|revocation of)/.test(one))).toEqual([])
    expect(unnoticed.length).toBeLessThan(25)
  }, 120_000)

  it('under keys that nobody confirmed is not proven, whatever it says about itself', () => {
    const { verdict, checks } = verifyReceipt({
      receipt,
      trust: { policy: 'quorum none\n', logKeys: [], timestampRoots: [] },
      now,
    })
    expect(verdict).toBe('not-proven')
    expect(checks.find(({ id }) => id === 'log-ed25519')).toMatchObject({ outcome: 'unknown', reason: 'key-not-known' })
    expect(verifyReceipt({ receipt, trust: trustOfPolicy(trust.policy), now }).verdict).toBe('proven')
  })

  it('is not proven when the policy asks for a witness that did not sign', () => {
    const other = aReceipt().trust
    const demanding = {
      ...trust,
      policy: trust.policy.replace(/witness .*/, /witness .*/.exec(other.policy)?.[0] ?? ''),
    }
    const { verdict, checks } = verifyReceipt({ receipt, trust: demanding, now })
    expect(verdict).toBe('not-proven')
    expect(checks.find(({ id }) => id === 'witnesses')).toMatchObject({ outcome: 'failed', reason: 'quorum-not-met' })
  })

  it('of another seal is told apart from this one by both digests', () => {
    const { verdict, checks } = verify(receipt, { opening: anOpening().opening })
    expect(verdict).toBe('not-proven')
    for (const id of ['commitment-sha256', 'commitment-sm3'])
      expect(checks.find((check) => check.id === id)).toMatchObject({
        outcome: 'failed',
        reason: 'commitment-mismatch',
      })
  })

  it('goes with a package that shows one file', () => {
    const disclosure = discloseFile(opening, utf8('配方/乙.txt'))
    const text = encodeProofPackage({ ...disclosure, receipt })
    const read = decodeProofPackage(text)
    expect(verify(read.receipt as Receipt, { disclosure: read }).verdict).toBe('proven')
    expect(text).not.toContain('甲')
    for (const [from, to] of [
      ['"index": ', '"index": 1'],
      ['"blind": "', '"blind": "AAAA'],
      ['"pathSm3": [', '"pathSm3": ["AA==",'],
    ] as const)
      expect(judged(() => decodeProofPackage(text.replace(from, to)).receipt as Receipt)).not.toBe('')
    expect(() => decodeProofPackage(text.replace('"v": 1,\n  "receipt"', '"v": 3,\n  "receipt"'))).toThrow(
      EvidenceError,
    )
  })

  it('is trusted under a file that says what to believe, which has one form', () => {
    const text = JSON.stringify(encodeTrust(trust))
    expect(decodeTrust(text)).toEqual(trust)
    expect(() => decodeTrust(text.replace('"v":1', '"v":9'))).toThrow(EvidenceError)
    expect(() => decodeTrust('{}')).toThrow(EvidenceError)
  })
})

describe('receipts of every released version', () => {
  const folder = join(import.meta.dirname, '../../evidence/vectors/receipts')
  const versions = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.txt')) : []
  it('are kept', () => expect(versions).toContain('v0.1'))
  for (const version of versions)
    it(`${version} still verify, with their openings and packages`, () => {
      const read = (name: string) => readFileSync(join(folder, version, name))
      const kept = decodeTrust(read('trust.json').toString('utf8'))
      const old = decodeReceipt(read('a.tsreceipt.json').toString('utf8'))
      const result = verifyReceipt({
        receipt: old,
        trust: kept,
        now: Date.parse('2046-01-01T00:00:00Z'),
        opening: readOpeningFile(new Uint8Array(read('a.tsopening'))),
      })
      expect(result.verdict).toBe('proven')
      expect(result.checks.flatMap(({ timestamp }) => timestamp?.level ?? [])).toEqual(['long-term', 'long-term'])
      const proof = decodeProofPackage(read('a.tsproof').toString('utf8'))
      expect(verifyReceipt({ receipt: proof.receipt as Receipt, trust: kept, now, disclosure: proof }).verdict).toBe(
        'proven',
      )
    })
})

describe('words', () => {
  it('are there in both languages for every code, check and reason', () => {
    for (const [zh, en] of [
      ...Object.values(evidenceWords),
      ...checkIds.map((id) => checkWords[id]),
      ...reasons.map((reason) => reasonWords[reason]),
    ]) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/^[\x20-\x7e“”’–—…]+$/)
    }
  })
})
