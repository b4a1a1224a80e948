import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { crc32 as nodeCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import {
  archiveMoment,
  bytesSource,
  crc32,
  directoryOf,
  isPlainName,
  localHeader,
  readArchive,
} from '../../../evidence/archive.ts'
import { looseFiles, openArchive } from '../../../evidence/given-files.ts'
import { aPacket, type MadePacket } from '../../../test/packet-maker.ts'
import { archiveNames, decodeManifest, encodeManifest, manifestName } from './packet-manifest.ts'
import { type PacketVerification, verifyPacket } from './packet-verify.ts'
import { writePacket } from './packet-writer.ts'

const made = await aPacket()
const nobody = { policy: 'quorum none\n', logKeys: [], timestampRoots: [] }
const now = Date.parse('2026-11-25T00:00:00Z')

const verifyZip = async (zip: Uint8Array, trust = made.trust): Promise<PacketVerification> =>
  verifyPacket({ ...(await openArchive(bytesSource(zip))), trust, now })
const verifyLoose = (files: Iterable<readonly [string, Uint8Array]>): Promise<PacketVerification> =>
  verifyPacket({
    ...looseFiles(
      [...files].map(([name, bytes]) => ({ name, content: bytesSource(bytes) })),
      manifestName,
    ),
    trust: made.trust,
    now,
  })
const failing = ({ checks }: PacketVerification) =>
  checks.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable').map(({ id }) => id)

test('a packet as it was made is proven, and so are its files once unpacked, with or without their folders', async () => {
  const whole = await verifyZip(made.zip)
  expect(whole).toMatchObject({ verdict: 'proven' })
  expect(whole.checks.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'passed'))
  expect(whole.receipt?.subject?.type).toBe('event')
  expect((await verifyLoose(made.files)).verdict).toBe('proven')
  const unpacked = [...made.files].map(([name, bytes]) => [`下载/移送包/${name}`, bytes] as const)
  expect((await verifyLoose(unpacked)).verdict).toBe('proven')
  const one = [...made.files].map(([name, bytes]) => [name.slice(name.lastIndexOf('/') + 1), bytes] as const)
  expect((await verifyLoose(one)).verdict).toBe('proven')
})

test('without the key of the log everything fits together and nothing is proven', async () => {
  const unknown = await verifyZip(made.zip, nobody)
  expect(unknown.verdict).toBe('not-proven')
  expect(unknown.checks.find(({ id }) => id === 'receipt')).toMatchObject({
    outcome: 'unknown',
    reason: 'log-key-unknown',
  })
  expect(failing(unknown)).toEqual(['receipt'])
})

describe('one byte changed', () => {
  test.each([...made.files.keys()])('in %s is found in the archive and in the loose file', async (name) => {
    const bytes = made.files.get(name) as Uint8Array
    for (const at of new Set([0, 1, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2), bytes.length - 1])) {
      const changed = bytes.slice()
      changed[at] = (changed[at] as number) ^ 1
      const loose = await verifyLoose(new Map([...made.files, [name, changed]]))
      expect({ name, at, verdict: loose.verdict }).toEqual({ name, at, verdict: 'not-proven' })
      const start = made.zip.findIndex((_, from) => bytes.every((byte, more) => made.zip[from + more] === byte))
      const zip = made.zip.slice()
      zip[start + at] = (zip[start + at] as number) ^ 1
      expect(failing(await verifyZip(zip)).length).toBeGreaterThan(0)
    }
  })

  test('anywhere in the archive is found', async () => {
    // Every byte of the structure, and of the contents a sample: 120 places of each.
    await fc.assert(
      fc.asyncProperty(fc.nat(made.zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const zip = made.zip.slice()
        zip[at] = (zip[at] as number) ^ mask
        expect((await verifyZip(zip)).verdict).toBe('not-proven')
      }),
      { numRuns: 120 },
    )
    const structure = directoryPlaces(made)
    for (const at of structure) {
      const zip = made.zip.slice()
      zip[at] = (zip[at] as number) ^ 0x10
      expect({ at, verdict: (await verifyZip(zip)).verdict }).toEqual({ at, verdict: 'not-proven' })
    }
  })

  test('appended, cut off or put in is found', async () => {
    for (const zip of [
      new Uint8Array([...made.zip, 0]),
      made.zip.slice(0, -1),
      new Uint8Array([0, ...made.zip]),
      new Uint8Array(),
    ])
      expect((await verifyZip(zip)).verdict).toBe('not-proven')
  })
})

/** The bytes of the first header and a sample of those after the last content. */
function directoryPlaces({ zip }: MadePacket): number[] {
  const start = new DataView(zip.buffer).getUint32(zip.length - 6, true)
  const after = Array.from({ length: zip.length - start }, (_, at) => start + at)
  return [...Array.from({ length: 30 }, (_, at) => at), ...after.filter((at) => at % 5 === 0 || at > zip.length - 22)]
}

test('a missing and an additional file are named', async () => {
  const missing = new Map(made.files)
  const [item] = [...missing.keys()].filter((name) => name.startsWith('items/'))
  missing.delete(item as string)
  expect((await verifyLoose(missing)).files).toContainEqual({ name: item, state: 'missing' })
  const added = await verifyLoose([...made.files, ['items/塞进来的.pdf', new Uint8Array([1])]])
  expect(added.verdict).toBe('not-proven')
  expect(added.files).toContainEqual({ name: 'items/塞进来的.pdf', state: 'added' })
})

test('parts of two packets, each in order by itself, do not make one', async () => {
  const other = await aPacket()
  for (const name of ['manifest.sig', 'manifest.tsproof', 'manifest.json']) {
    const mixed = new Map([...made.files, [name, other.files.get(name) as Uint8Array]])
    expect((await verifyLoose(mixed)).verdict).toBe('not-proven')
  }
  // Repacked under another log: the receipt is in order for that log, which nobody here believes.
  expect((await verifyZip(other.zip)).checks.find(({ id }) => id === 'receipt')?.outcome).toBe('failed')
})

test('the same entries give the same bytes, and other programs open them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shoumi-packet-test-'))
  const entries = [...made.files].map(([name, content]) => ({ name, content }))
  const moment = archiveMoment(Date.parse('2026-11-24T02:00:00Z'))
  await writePacket(join(folder, 'a.zip'), entries, moment)
  await writePacket(join(folder, 'b.zip'), entries, moment)
  expect(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip')))).toBe(true)
  // A program that knows nothing of this spelling.
  const zip = await yauzl.fromBufferPromise(Buffer.from(made.zip), { lazyEntries: true })
  const read = new Map<string, Uint8Array>()
  for await (const entry of zip.eachEntry())
    read.set(entry.fileName, new Uint8Array(await buffer(await zip.openReadStreamPromise(entry))))
  expect([...read.keys()]).toEqual(archiveNames(made.manifest))
  for (const [name, bytes] of read) expect(bytes).toEqual(made.files.get(name))
})

test('the checksum is that of zlib, also piece by piece', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (first, second) => {
      expect(crc32(second, crc32(first))).toBe(nodeCrc32(Buffer.concat([first, second])))
    }),
  )
})

test.each(['../etc/passwd', '/etc/passwd', 'a/../b', 'a//b', 'C:\\a', 'a\u202egnp.exe', 'items/', 'a.', 'CON?', ''])(
  'the name %j is not one that a packet may have',
  (name) => expect(isPlainName(name)).toBe(false),
)

test('an archive with an unsafe name or two names that differ in capitals only is refused', async () => {
  const archive = (names: readonly string[]) => {
    const entries = names.map((name) => ({ name, sizeBytes: 0, crc32: 0 }))
    return bytesSource(Buffer.concat([...entries.map((one) => localHeader(one, 0)), directoryOf(entries, 0)]))
  }
  expect((await readArchive(archive(['a.txt', 'b.txt']))).entries).toHaveLength(2)
  await expect(readArchive(archive(['../a.txt']))).rejects.toThrow('archive-malformed')
  await expect(readArchive(archive(['a.txt', 'A.txt']))).rejects.toThrow('archive-malformed')
})

test('a manifest is read in its own spelling only', () => {
  const source = encodeManifest(made.manifest)
  expect(encodeManifest(decodeManifest(source))).toBe(source)
  for (const hostile of [
    source.replace('"v": 1', '"v": 2'),
    source.replace('"part": "referral"', '"part": "referral", "more": 1'),
    source.replace('"name": "items/', '"name": "../'),
    source.replace(/"sizeBytes": \d+/, '"sizeBytes": -1'),
    source.trimEnd(),
    '{}',
    '[]',
    'null',
    'x',
  ])
    expect(() => decodeManifest(hostile)).toThrow('manifest-malformed')
})
