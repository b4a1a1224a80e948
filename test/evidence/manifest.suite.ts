import { compareBytes, concat, toHex, u32, u64, utf8 } from '../../evidence/bytes.ts'
import { hmacSha256, sha256, sm3 } from '../../evidence/digest.ts'
import { decodeEntry, type Entry, encodeEntry } from '../../evidence/entry.ts'
import {
  commitmentOf,
  decodeOpening,
  encodeOpening,
  manifestOf,
  type Opening,
  openDisclosure,
  orderOf,
  paddingCount,
  saltOf,
} from '../../evidence/manifest.ts'
import {
  discloseFile,
  encodedEntryOf,
  encodeOpeningFile,
  readOpeningFile,
  rebuild,
  type SealRecord,
  shownPath,
} from '../../evidence/opening-file.ts'
import { holds, numbers, proves, refuses, same } from './suite.ts'

const random = numbers(29)
const anOpening = (more: Partial<Opening> = {}): Opening => ({
  salt: random.bytes(32),
  kind: 'file',
  withSm3: true,
  sizeBytes: 12,
  sha256: random.bytes(32),
  sm3: random.bytes(32),
  path: utf8('配方/a.txt'),
  ...more,
})
const aRecord = (path: string, content: string, more: Partial<SealRecord> = {}): SealRecord => ({
  kind: 'file',
  flags: 0,
  sizeBytes: utf8(content).length,
  mtimeNs: 1n,
  ctimeNs: 2n,
  inode: 3n,
  mode: 0o644,
  sha256: sha256(utf8(content)),
  sm3: sm3(utf8(content)),
  path: utf8(path),
  ...more,
})
const secrets = { withSm3: true, seed: random.bytes(32), blind: random.bytes(32), requestId: random.bytes(16) }

/** A seal made the plain way. */
function aSeal(records: readonly SealRecord[], more = secrets) {
  const openings = records.flatMap((record, ordinal): Opening[] =>
    record.kind === 'special' || record.kind === 'unreadable'
      ? []
      : [{ ...record, kind: record.kind, salt: saltOf(more.seed, ordinal), withSm3: more.withSm3 }],
  )
  const zero = new Uint8Array(32)
  const padding = Array.from(
    { length: paddingCount(openings.length) },
    (_, extra): Opening => ({
      salt: saltOf(more.seed, records.length + extra),
      kind: 'padding',
      withSm3: more.withSm3,
      sizeBytes: 0,
      sha256: zero,
      sm3: zero,
      path: new Uint8Array(),
    }),
  )
  const manifest = manifestOf([...openings, ...padding])
  return { manifest, file: encodeOpeningFile(more, records, manifest) }
}
const three = [aRecord('a.txt', 'alpha'), aRecord('b/c.txt', 'beta'), aRecord('d', '', { kind: 'special' })]

proves('an opening stands at the offsets that the format gives', () => {
  const opening = anOpening()
  const bytes = encodeOpening(opening)
  same(bytes.slice(0, 8), concat(utf8('TSLEAF'), new Uint8Array([0, 1])))
  same(bytes.slice(8, 40), opening.salt)
  same([bytes[40], bytes[41]], [0, 3])
  same(bytes.slice(42, 50), u64(12))
  same(bytes.slice(50, 82), opening.sha256)
  same(bytes.slice(82, 114), opening.sm3)
  same(bytes.slice(114, 118), u32(opening.path.length))
  same(bytes.slice(118), opening.path)
  same(encodeOpening(decodeOpening(bytes)), bytes)
})

proves('no bytes are read as two openings: every other spelling is refused', () => {
  const bytes = encodeOpening(anOpening())
  refuses('opening-malformed', () => decodeOpening(bytes.slice(0, -1)))
  refuses('opening-malformed', () => decodeOpening(concat(bytes, new Uint8Array(1))))
  for (const [at, value] of [
    [0, 0x58],
    [7, 2],
    [40, 9],
    [41, 0],
    [41, 2],
  ] as const) {
    const bent = bytes.slice()
    bent[at] = value
    refuses('opening-malformed', () => decodeOpening(bent))
  }
  refuses('opening-malformed', () => encodeOpening(anOpening({ withSm3: false })))
  refuses('opening-malformed', () => encodeOpening(anOpening({ sizeBytes: 2 ** 60 })))
})

proves('a path that could climb out, or that says nothing, is refused', () => {
  for (const path of ['', '/a', 'a/', 'a//b', '.', '..', 'a/../b', './a', 'a\0b', '../x'])
    refuses('path-not-allowed', () => encodeOpening(anOpening({ path: utf8(path) })))
  for (const path of ['...', '..a', 'a..', '-rf', 'a\nb', '.hidden/x', ' ', '\u202e'])
    holds(encodeOpening(anOpening({ path: utf8(path) })).length > 118, path)
})

proves('a salt follows from the seed and the ordinal, and from nothing else', () => {
  const seed = random.bytes(32)
  same(saltOf(seed, 5), hmacSha256(seed, concat(utf8('TSSALT'), new Uint8Array([0, 1]), u64(5))))
  holds(toHex(saltOf(seed, 5)) !== toHex(saltOf(seed, 6)), 'by ordinal')
})

proves('leaves are put in the order of their hashes, also where the first bytes are equal', () => {
  const leaves = Array.from({ length: 500 }, (_, at) => {
    const leaf = random.bytes(32)
    if (at % 3 === 0) leaf.fill(7, 0, 6)
    if (at % 100 < 3) leaf.fill(9)
    return leaf
  })
  const order = [...orderOf(concat(...leaves))]
  const naive = leaves.map((_, at) => at).sort((a, b) => compareBytes(leaves[a] as Uint8Array, leaves[b] as Uint8Array))
  same(order, naive)
})

proves('a commitment is over both roots, the count and the blind, in both digests', () => {
  const roots = { leafCount: 3, rootSha256: random.bytes(32), rootSm3: random.bytes(32), blind: random.bytes(32) }
  const preimage = concat(utf8('TSROOT'), new Uint8Array([0, 1]), roots.blind, u64(3), roots.rootSha256, roots.rootSm3)
  same(commitmentOf(roots), { sha256: sha256(preimage), sm3: sm3(preimage) })
})

proves('an opening file is read back as it was written, and its roots follow from it', () => {
  const { file, manifest } = aSeal(three)
  const read = readOpeningFile(file)
  same([...read.records()], three)
  same(read.leafCount, 2)
  same(rebuild(read).manifest.rootSm3, manifest.rootSm3)
})

proves('a single bit changed anywhere in an opening file is noticed', () => {
  const { file } = aSeal(three)
  for (let at = 0; at < file.length; at++) {
    const bent = file.slice()
    bent[at] = (bent[at] as number) ^ (1 << (at % 8))
    let noticed = false
    try {
      rebuild(readOpeningFile(bent))
    } catch {
      noticed = true
    }
    holds(noticed, `byte ${at}`)
  }
  refuses('opening-file-malformed', () => readOpeningFile(file.slice(0, -5)))
  refuses('opening-file-malformed', () => readOpeningFile(new Uint8Array(300)))
})

proves('a path that stands twice is refused', () => {
  const { file } = aSeal([aRecord('a', 'x'), aRecord('a', 'y')])
  refuses('opening-file-malformed', () => rebuild(readOpeningFile(file)))
})

proves('one file can be shown, and leads to the commitment that was entered', () => {
  const { file } = aSeal(three)
  const read = readOpeningFile(file)
  const { opening, commitment } = openDisclosure(discloseFile(read, utf8('b/c.txt')))
  same(shownPath(opening.path), 'b/c.txt')
  same(opening.sha256, sha256(utf8('beta')))
  same(commitment, decodeEntry(encodedEntryOf(read)).commitment)
  refuses('digest-mismatch', () => discloseFile(read, utf8('d')))
})

proves('who knows the content of a sibling cannot find it in a disclosure', () => {
  const { file } = aSeal([aRecord('price.txt', '42'), aRecord('shown.txt', 'shown')])
  const disclosure = discloseFile(readOpeningFile(file), utf8('shown.txt'))
  const seen = toHex(concat(disclosure.opening, disclosure.blind, ...disclosure.pathSha256, ...disclosure.pathSm3))
  for (let guess = 0; guess < 100; guess++) {
    const content = utf8(String(guess))
    for (const digest of [sha256(content), sm3(content), sha256(new Uint8Array([0]), content)])
      holds(!seen.includes(toHex(digest)), 'no digest of a guessable content is in it')
    // Nor does the hash of an opening without the salt lead there.
    const guessed = anOpening({
      salt: new Uint8Array(32),
      sha256: sha256(content),
      sm3: sm3(content),
      sizeBytes: content.length,
    })
    holds(
      !seen.includes(toHex(sha256(new Uint8Array([0]), encodeOpening({ ...guessed, path: utf8('price.txt') })))),
      'salted',
    )
  }
})

proves('two seals of the same files have no thirty-two bytes in common', () => {
  const other = { withSm3: true, seed: random.bytes(32), blind: random.bytes(32), requestId: random.bytes(16) }
  const [first, second] = [aSeal(three).manifest, aSeal(three, other).manifest]
  const pieces = (bytes: Uint8Array) =>
    new Set(Array.from({ length: bytes.length / 32 }, (_, at) => toHex(bytes.slice(at * 32, at * 32 + 32))))
  const shared = [...pieces(concat(first.leavesSha256, first.leavesSm3, first.rootSha256))].filter((piece) =>
    pieces(concat(second.leavesSha256, second.leavesSm3, second.rootSha256)).has(piece),
  )
  same(shared, [])
})

const anEntry = (more: Partial<Entry> = {}): Entry => ({
  type: 'manifest',
  withSm3: true,
  commitment: { sha256: random.bytes(32), sm3: random.bytes(32) },
  requestId: random.bytes(16),
  signatures: [],
  ...more,
})

proves('an entry is at most 229 bytes, names nobody, and has one spelling', () => {
  const plain = encodeEntry(anEntry())
  same(plain.length, 91)
  const line = (algorithm: 'ed25519' | 'sm2') => ({ algorithm, keyId: random.bytes(4), signature: random.bytes(64) })
  const signed = encodeEntry(anEntry({ signatures: [line('ed25519'), line('sm2')] }))
  same(signed.length, 229)
  same(encodeEntry(decodeEntry(signed)), signed)
  refuses('entry-malformed', () => decodeEntry(concat(plain, new Uint8Array(1))))
  refuses('entry-malformed', () => decodeEntry(signed.slice(0, -1)))
  for (const [at, value] of [
    [0, 1],
    [7, 2],
    [8, 0],
    [8, 7],
    [9, 2],
    [90, 3],
  ] as const) {
    const bent = plain.slice()
    bent[at] = value
    refuses('entry-malformed', () => decodeEntry(bent))
  }
})
