import { hmac } from '@noble/hashes/hmac.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { concat, fromBase64, fromHex, toHex, utf8 } from '../../evidence/bytes.ts'
import { createHasher, createSha256, createSm3, hmacSha256, sha256, sm3 } from '../../evidence/digest.ts'
import { initialState, lanesOneByOne, openKernels } from '../../evidence/kernels.ts'
import {
  auditPath,
  consistencyPath,
  leafHash,
  nodeHash,
  rootFromPath,
  splitOf,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../evidence/merkle.ts'
import inclusionVectors from '../../evidence/vectors/merkle/inclusion.json' with { type: 'json' }
import { holds, numbers, proves, refuses, same } from './suite.ts'

proves('SHA-256 gives the digests of FIPS 180-4', () => {
  same(toHex(sha256()), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  same(toHex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  const million = utf8('a'.repeat(1_000_000))
  same(toHex(sha256(million)), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
})

proves('SM3 gives the digests of GB/T 32905-2016, annex A', () => {
  same(toHex(sm3(utf8('abc'))), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  same(toHex(sm3(utf8('abcd'.repeat(16)))), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

proves('a stream gives the digest of the whole, however it is cut', () => {
  const random = numbers(7)
  const message = random.bytes(200_000)
  for (const [create, whole] of [[createSha256, sha256] as const, [createSm3, sm3] as const])
    for (let tries = 0; tries < 6; tries++) {
      const hash = create()
      for (let from = 0; from < message.length; ) {
        const step = 1 + random.below(tries < 3 ? 200 : 90_000)
        hash.update(message.subarray(from, from + step))
        from += step
      }
      same(hash.digest(), whole(message))
    }
})

proves('SHA-256 agrees with another implementation at every length around the block', () => {
  const random = numbers(11)
  for (let length = 0; length < 300; length++) {
    const message = random.bytes(length)
    same(sha256(message), nobleSha256(message), `length ${length}`)
  }
})

proves('HMAC-SHA-256 agrees with RFC 4231 and with another implementation', () => {
  same(
    toHex(hmacSha256(new Uint8Array(20).fill(0x0b), utf8('Hi There'))),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  const random = numbers(3)
  for (const length of [0, 1, 63, 64, 65, 131]) {
    const key = random.bytes(length)
    same(hmacSha256(key, utf8('x'), utf8('y')), hmac(nobleSha256, key, utf8('xy')))
  }
})

proves('four lanes give what one gives, with SIMD and without', () => {
  const simd = openKernels(2)
  const plain = lanesOneByOne(simd)
  const random = numbers(5)
  const bytes = new Uint8Array(simd.memory.buffer)
  const words = new Uint32Array(simd.memory.buffer)
  for (const kernels of [simd, plain])
    for (const algorithm of ['sha256', 'sm3'] as const)
      for (const blocks of [1, 2, 5]) {
        // Message and padding by hand, so that the kernel alone is looked at.
        const messages = [0, 1, 2, 3].map(() => random.bytes(blocks * 64 - 9 - random.below(20)))
        messages.forEach((message, lane) => {
          const at = 4096 + lane * 1024
          bytes.fill(0, at, at + blocks * 64)
          bytes.set(message, at)
          bytes[at + message.length] = 0x80
          new DataView(bytes.buffer).setUint32(at + blocks * 64 - 4, message.length * 8)
        })
        kernels[`${algorithm}Digests`](1024, 4096, 5120, 6144, 7168, blocks)
        const expected = messages.map((message) => createHasher(algorithm).update(message).digest())
        same(bytes.slice(1024, 1024 + 128), concat(...expected), `${algorithm}, ${blocks} blocks`)
        for (let word = 0; word < 8; word++)
          for (let lane = 0; lane < 4; lane++)
            words[512 / 4 + word * 4 + lane] = initialState[algorithm][word] as number
        kernels[`${algorithm}Lanes`](512, 4096, 5120, 6144, 7168, blocks)
        const first = [0, 1, 2, 3, 4, 5, 6, 7].map((word) =>
          (words[512 / 4 + word * 4] as number).toString(16).padStart(8, '0'),
        )
        same(first.join(''), toHex(expected[0] as Uint8Array))
      }
})

/** RFC 6962 §2.1 word for word, with nothing of ours but the digest. */
function naiveRoot(hash: (...parts: Uint8Array[]) => Uint8Array, entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return hash()
  if (entries.length === 1) return hash(new Uint8Array([0]), entries[0] as Uint8Array)
  let split = 1
  while (split * 2 < entries.length) split *= 2
  return hash(new Uint8Array([1]), naiveRoot(hash, entries.slice(0, split)), naiveRoot(hash, entries.slice(split)))
}

proves('a tree has the root that RFC 6962 defines, for every size up to 130 and both digests', () => {
  const random = numbers(13)
  for (let count = 0; count <= 130; count++) {
    const entries = Array.from({ length: count }, () => random.bytes(random.below(40)))
    for (const [algorithm, hash] of [['sha256', sha256] as const, ['sm3', sm3] as const]) {
      const leaves = concat(...entries.map((entry) => leafHash(algorithm, entry)))
      same(treeRoot(algorithm, leaves), naiveRoot(hash, entries), `${count} leaves`)
    }
  }
})

proves('RFC 6962 examples: the trees of the first eight test leaves', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const hashes = concat(...leaves.map((leaf) => leafHash('sha256', fromHex(leaf))))
  same(toHex(treeRoot('sha256', hashes)), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  same(
    toHex(treeRoot('sha256', hashes.subarray(0, 32))),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
})

proves('every leaf has a proof, and every older tree a consistency proof', () => {
  const random = numbers(17)
  for (const count of [1, 2, 3, 7, 8, 33, 64, 100]) {
    const leaves = random.bytes(count * 32)
    const root = treeRoot('sha256', leaves)
    for (let index = 0; index < count; index++)
      verifyInclusion(
        'sha256',
        {
          index,
          size: count,
          leaf: leaves.slice(index * 32, index * 32 + 32),
          path: auditPath('sha256', leaves, index),
        },
        root,
      )
    for (let older = 1; older <= count; older++)
      verifyConsistency('sha256', {
        older: { size: older, root: treeRoot('sha256', leaves.subarray(0, older * 32)) },
        newer: { size: count, root },
        path: consistencyPath('sha256', leaves, older),
      })
  }
})

proves('published inclusion proofs are judged as published, the hostile ones included', () => {
  const decode = (text: string | null) => (text ? fromBase64(text) : new Uint8Array())
  let wrong = 0
  for (const vector of inclusionVectors) {
    let accepted = true
    try {
      const claim = {
        index: vector.leafIdx,
        size: vector.treeSize,
        leaf: decode(vector.leafHash),
        path: (vector.proof ?? []).map(decode),
      }
      verifyInclusion('sha256', claim, decode(vector.root))
    } catch {
      accepted = false
    }
    holds(accepted !== vector.wantErr, vector.file)
    if (!accepted) wrong++
  }
  holds(inclusionVectors.length === 98 && wrong > 60, 'the vectors are there')
})

proves('a proof has one spelling: longer, shorter or bent ones are refused', () => {
  const random = numbers(19)
  const leaves = random.bytes(11 * 32)
  const leaf = leaves.slice(5 * 32, 6 * 32)
  const path = auditPath('sha256', leaves, 5)
  const claim = { index: 5, size: 11, leaf, path }
  refuses('proof-malformed', () => rootFromPath('sha256', { ...claim, path: [...path, random.bytes(32)] }))
  refuses('proof-malformed', () => rootFromPath('sha256', { ...claim, path: path.slice(1) }))
  refuses('proof-malformed', () => rootFromPath('sha256', { ...claim, path: [random.bytes(31), ...path.slice(1)] }))
  refuses('proof-malformed', () => rootFromPath('sha256', { ...claim, index: 11 }))
  refuses('proof-malformed', () => rootFromPath('sha256', { ...claim, size: 2 ** 60 }))
  refuses('root-mismatch', () => verifyInclusion('sha256', { ...claim, index: 4 }, treeRoot('sha256', leaves)))
})

proves('a node cannot pass for a leaf, and doubling the last leaf changes the root', () => {
  const random = numbers(23)
  const [a, b, c] = [random.bytes(32), random.bytes(32), random.bytes(32)]
  const root = treeRoot('sha256', concat(a, b))
  same(root, nodeHash('sha256', a, b))
  holds(toHex(leafHash('sha256', concat(a, b))) !== toHex(root), 'leaf and node have different prefixes')
  holds(toHex(treeRoot('sha256', concat(a, b, c))) !== toHex(treeRoot('sha256', concat(a, b, c, c))), 'no doubling')
  same(splitOf(2), 1)
  same(splitOf(5), 4)
  same(splitOf(8), 4)
})
