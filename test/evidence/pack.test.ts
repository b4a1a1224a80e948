import { describe, expect, test } from 'vitest'
import { bytesSource } from '../../evidence/archive.ts'
import { utf8 } from '../../evidence/bytes.ts'
import { EvidenceError } from '../../evidence/evidence-error.ts'
import { looseFiles, openArchive } from '../../evidence/given-files.ts'
import { decodePackIndex, packIndexBytes, packIndexName, packIndexOf, verifyPack } from '../../evidence/pack.ts'
import { trustInNobody } from '../../evidence/trust.ts'
import { aPack } from '../pack-maker.ts'

const made = aPack()
const now = Date.parse('2026-11-26T00:00:00Z')
const zip = async (bytes: Uint8Array, trust = made.trust) =>
  verifyPack({ ...(await openArchive(bytesSource(bytes))), trustOf: () => trust, now })
const loose = (files: Iterable<readonly [string, Uint8Array]>, trust = made.trust) =>
  verifyPack({
    ...looseFiles(
      [...files].map(([name, bytes]) => ({ name, content: bytesSource(bytes) })),
      packIndexName,
    ),
    ...{ trustOf: () => trust, now },
  })

describe('a pack as it was made', () => {
  test('is proven, as an archive and unpacked, inside a folder or with its folders lost', async () => {
    const report = await zip(made.zip)
    expect([report.verdict, report.archive, report.receipts.length]).toEqual(['proven', 'whole', 1])
    expect(report.files.every(({ state }) => state === 'matches')).toBe(true)
    expect(report.proof).toMatchObject({ verdict: 'proven', saidBy: 'witness' })
    expect((await loose([...made.files].map(([name, bytes]) => [`下载/包/${name}`, bytes]))).verdict).toBe('proven')
    const bare = [...made.files].map(([name, bytes]) => [name.split('/').at(-1) ?? '', bytes] as const)
    expect((await loose(bare)).verdict).toBe('proven')
  })

  test('agrees, and is not proven, to whoever knows no log', async () => {
    expect((await zip(made.zip, trustInNobody)).verdict).toBe('agrees')
  })

  test('agrees, and is not proven, without the receipt of its index', async () => {
    const without = aPack({ withProof: false })
    const { verdict, proof } = await zip(without.zip, without.trust)
    expect([verdict, proof]).toEqual(['agrees', 'missing'])
  })
})

describe('one byte changed', () => {
  test.each([...made.files.keys()])('in %s is found in the archive and in the loose file', async (name) => {
    const at = Math.floor((made.files.get(name)?.length ?? 0) / 2)
    const flip = (bytes: Uint8Array) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
    const files = [...made.files].map(([one, bytes]) => [one, one === name ? flip(bytes) : bytes] as const)
    expect((await loose(files)).verdict).toBe('differs')
  })

  test('anywhere in the archive is found', async () => {
    for (let at = 0; at < made.zip.length; at += 97) {
      const changed = made.zip.map((byte, index) => (index === at ? byte ^ 1 : byte))
      expect((await zip(changed)).verdict, `byte ${at}`).toBe('differs')
    }
  })
})

test('what was taken out or put in is named', async () => {
  const [, , first] = [...made.files.keys()]
  const without = [...made.files].filter(([name]) => name !== first)
  expect((await loose([...without, ['多.txt', utf8('多')]])).files.filter(({ state }) => state !== 'matches')).toEqual([
    { name: first, state: 'missing' },
    { name: '多.txt', state: 'added' },
  ])
})

test('the receipt of another index is not taken for this one', async () => {
  const other = aPack()
  const files = new Map(made.files).set('index.tsproof', other.files.get('index.tsproof') ?? new Uint8Array())
  expect(await loose(files)).toMatchObject({ verdict: 'differs', proof: 'other' })
})

test('an index is read in one spelling only', () => {
  const bytes = packIndexBytes(made.index)
  expect(decodePackIndex(new TextDecoder().decode(bytes))).toEqual(made.index)
  const spoilt = (change: (index: Record<string, unknown>) => void) => {
    const copy = JSON.parse(new TextDecoder().decode(bytes))
    change(copy)
    return () => decodePackIndex(JSON.stringify(copy))
  }
  const piece = (change: object) => spoilt(({ pieces }) => Object.assign((pieces as object[])[1] as object, change))
  for (const wrong of [
    spoilt((index) => Object.assign(index, { madeAt: 'yesterday' })),
    spoilt((index) => Object.assign(index, { pieces: [] })),
    spoilt((index) => Object.assign(index, { more: 1 })),
    ...[{ number: 7 }, { part: 12 }, { part: 9 }, { name: '../a' }, { name: 'INDEX.json' }, { sizeBytes: -1 }].map(
      piece,
    ),
    ...[{ sha256: 'a' }, { sm3: 'A'.repeat(64) }, { title: 3 }].map(piece),
  ])
    expect(wrong).toThrow(EvidenceError)
})

test('pieces of one name are refused when the pack is made', () => {
  const piece = { part: 2, name: 'a.txt', title: '甲', bytes: utf8('a') }
  expect(() => packIndexOf([piece, { ...piece, name: 'A.txt' }], made.index)).toThrow('pack-malformed')
  expect(() => packIndexOf([], made.index)).toThrow('pack-malformed')
})
