import { createHash, createHmac } from 'node:crypto'

/**
 * The private side of a seal, read and computed again without any code of the library: by offsets and by the
 * definitions alone. Leaves in the order of their SHA-256 hashes, padded to a power of two; RFC 6962 trees of both
 * hashes; a blinded commitment.
 */
export type NaiveRecord = {
  readonly kind: number
  readonly flags: number
  readonly size: number
  readonly mtimeNs: bigint
  readonly sha256: Buffer
  readonly sm3: Buffer
  /** Raw bytes. */
  readonly path: Buffer
}

type Algorithm = 'sha256' | 'sm3'
const digest = (algorithm: Algorithm, ...parts: readonly Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest()
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const u64 = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
const magic = (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0, 1])])

const fileKind = 0
const symlinkKind = 1
const emptyFolderKind = 2
const paddingKind = 3
const withLeaf = [fileKind, symlinkKind, emptyFolderKind]

export function readNaively(file: Buffer) {
  if (!file.subarray(0, 8).equals(magic('TSOPEN'))) throw new Error('no opening file')
  const footer = file.length - 116
  if (!digest('sha256', file.subarray(0, -32)).equals(file.subarray(-32))) throw new Error('wrong digest at the end')
  const records: NaiveRecord[] = []
  for (let at = 89; at < footer; ) {
    const length = file.readUInt32BE(at)
    records.push({
      kind: file[at + 4] as number,
      flags: file[at + 5] as number,
      size: Number(file.readBigUInt64BE(at + 6)),
      mtimeNs: file.readBigUInt64BE(at + 14),
      sha256: file.subarray(at + 42, at + 74),
      sm3: file.subarray(at + 74, at + 106),
      path: file.subarray(at + 106, at + 4 + length),
    })
    at += 4 + length
  }
  if (file.readUInt32BE(footer) !== 0xffffffff || Number(file.readBigUInt64BE(footer + 4)) !== records.length)
    throw new Error('wrong footer')
  return {
    algorithms: file[8] as number,
    seed: file.subarray(9, 41),
    blind: file.subarray(41, 73),
    requestId: file.subarray(73, 89),
    records,
    leafCount: Number(file.readBigUInt64BE(footer + 12)),
    rootSha256: file.subarray(footer + 20, footer + 52),
    rootSm3: file.subarray(footer + 52, footer + 84),
  }
}

export type NaiveOpening = ReturnType<typeof readNaively>

/** Everything that follows from the records and the secrets. */
export function computeNaively({ algorithms, seed, blind, requestId, records }: NaiveOpening) {
  const saltOf = (ordinal: number) => createHmac('sha256', seed).update(magic('TSSALT')).update(u64(ordinal)).digest()
  const preimage = (salt: Buffer, kind: number, size: number, sha256: Buffer, sm3: Buffer, path: Buffer) =>
    Buffer.concat([
      magic('TSLEAF'),
      salt,
      Buffer.from([kind, algorithms]),
      u64(size),
      sha256,
      sm3,
      u32(path.length),
      path,
    ])
  const salts: Buffer[] = []
  const openings: Buffer[] = []
  records.forEach(({ kind, size, sha256, sm3, path }, ordinal) => {
    if (!withLeaf.includes(kind)) return
    salts.push(saltOf(ordinal))
    openings.push(preimage(saltOf(ordinal), kind, size, sha256, sm3, path))
  })
  const nothing = Buffer.alloc(32)
  const target = openings.length < 2 ? openings.length : 2 ** Math.ceil(Math.log2(openings.length))
  for (let ordinal = records.length; openings.length < target; ordinal++) {
    salts.push(saltOf(ordinal))
    openings.push(preimage(saltOf(ordinal), paddingKind, 0, nothing, nothing, Buffer.alloc(0)))
  }
  const leaves = openings
    .map((opening) => ({
      sha256: digest('sha256', Buffer.from([0]), opening),
      sm3: digest('sm3', Buffer.from([0]), opening),
    }))
    .sort((a, b) => Buffer.compare(a.sha256, b.sha256))
  const nodes: Buffer[] = []
  const root = (algorithm: Algorithm, from: number, to: number): Buffer => {
    if (to - from === 1) return leaves[from]?.[algorithm] ?? nothing
    const half = 2 ** (Math.ceil(Math.log2(to - from)) - 1)
    const node = digest(
      algorithm,
      Buffer.from([1]),
      root(algorithm, from, from + half),
      root(algorithm, from + half, to),
    )
    nodes.push(node)
    return node
  }
  const rootSha256 = root('sha256', 0, leaves.length)
  const rootSm3 = root('sm3', 0, leaves.length)
  const commitment = Buffer.concat([magic('TSROOT'), blind, u64(leaves.length), rootSha256, rootSm3])
  const entry = Buffer.concat([
    Buffer.from('TSENTRY\x01'),
    Buffer.from([leaves.length === 1 ? 2 : 1, algorithms]),
    digest('sha256', commitment),
    digest('sm3', commitment),
    requestId,
    Buffer.from([0]),
  ])
  return { salts, openings, leaves, nodes, leafCount: leaves.length, rootSha256, rootSm3, entry }
}
