import { concat, fromHex, toBase64, toHex, utf8 } from '../../evidence/bytes.ts'
import { checkpointText, readCheckpointText, verifyCheckpoint } from '../../evidence/checkpoint.ts'
import { sha256 } from '../../evidence/digest.ts'
import { auditPath, leafHash, treeRoot, verifyInclusion } from '../../evidence/merkle.ts'
import {
  decodeVerifierKey,
  encodeNote,
  encodeVerifierKey,
  keyId,
  readNote,
  type SignerKey,
  signingsOf,
  signLine,
  verifierOf,
} from '../../evidence/note.ts'
import { quorumMet, readPolicy } from '../../evidence/policy.ts'
import { defaultSm2Id, signSm2, sm2FromDer, sm2PublicKey, verifyEd25519, verifySm2 } from '../../evidence/signature.ts'
import {
  decodeBundle,
  encodeBundle,
  entriesPath,
  readTilePath,
  tilePath,
  tilesOf,
  treeOver,
} from '../../evidence/tile.ts'
import { encodeTlogProof, readTlogProof } from '../../evidence/tlog-proof.ts'
import ed25519Vectors from '../../evidence/vectors/ed25519/ed25519vectors.json' with { type: 'json' }
import { holds, numbers, proves, refuses, same } from './suite.ts'

const random = numbers(31)
const nonce = () => random.bytes(32)
const signer = (name: string, type: SignerKey['type']): SignerKey => ({ name, type, seed: random.bytes(32) })
const origin = 'log.example/2026'

proves('Ed25519 is judged as the CCTV vectors describe: no small-order key, no odd encoding, no cofactor', () => {
  const forbidden = ['low_order_A', 'non_canonical_A', 'non_canonical_R', 'low_order_residue']
  let accepted = 0
  for (const { number, key, sig, msg, flags } of ed25519Vectors) {
    const expected = !(flags ?? []).some((flag) => forbidden.includes(flag))
    same(verifyEd25519(fromHex(key), utf8(msg), fromHex(sig)), expected, `vector ${number}`)
    if (expected) accepted++
  }
  holds(ed25519Vectors.length === 914 && accepted === 86, 'the vectors are there')
})

proves('Ed25519 verifies the signature of RFC 8032, test 2, and not with s + L', () => {
  const key = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
  const r = '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da'
  const s = '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'
  holds(verifyEd25519(key, fromHex('72'), fromHex(r + s)), 'as published')
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const little = BigInt(`0x${toHex(fromHex(s).reverse())}`) + order
  const again = toHex(fromHex(little.toString(16).padStart(64, '0')).reverse())
  holds(!verifyEd25519(key, fromHex('72'), fromHex(r + again)), 'the same number spelt larger')
})

const annexKey = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')
const annexNonce = fromHex('59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21')
const annexSignature =
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'

proves('SM2 reproduces the signature of GB/T 32918.5-2017, annex A', () => {
  const message = utf8('message digest')
  same(toHex(signSm2(annexKey, message, () => annexNonce)), annexSignature)
  holds(verifySm2(sm2PublicKey(annexKey), message, fromHex(annexSignature)), 'and verifies it')
})

proves('SM2 holds for this message, this identifier and this key only', () => {
  const key = sm2PublicKey(annexKey)
  const message = utf8('message digest')
  const signature = fromHex(annexSignature)
  holds(!verifySm2(key, utf8('message digesT'), signature), 'another message')
  holds(!verifySm2(key, message, signature, utf8('')), 'an empty identifier')
  holds(!verifySm2(sm2PublicKey(random.bytes(32)), message, signature), 'another key')
  for (let at = 0; at < 64; at++) {
    const bent = signature.slice()
    bent[at] = (bent[at] as number) ^ 1
    holds(!verifySm2(key, message, bent), `byte ${at}`)
  }
  holds(!verifySm2(key, message, new Uint8Array(64)), 'zero')
  same(defaultSm2Id, utf8('1234567812345678'))
})

proves('DER of an SM2 signature has one spelling', () => {
  const der = (...numbers: string[]) => {
    const parts = concat(...numbers.map((hex) => concat(new Uint8Array([2, hex.length / 2]), fromHex(hex))))
    return concat(new Uint8Array([0x30, parts.length]), parts)
  }
  const r = `00${annexSignature.slice(0, 64)}`
  const s = `00${annexSignature.slice(64)}`
  same(toHex(sm2FromDer(der(r, s))), annexSignature)
  same(toHex(sm2FromDer(der('01', '7f'))), `${'00'.repeat(31)}01${'00'.repeat(31)}7f`)
  for (const wrong of [
    der(`00${r}`, s),
    der(r.slice(2), s),
    der(r),
    der(r, s, '01'),
    concat(der(r, s), new Uint8Array(1)),
    der('', s),
    der('0001', s),
  ])
    refuses('signature-malformed', () => sm2FromDer(wrong))
})

proves('a verifier key has the spelling that the specification gives, with an id that follows from it', () => {
  for (const type of ['ed25519', 'ed25519-cosignature', 'ml-dsa-44', 'sm2'] as const) {
    const key = verifierOf(signer('witness.example/w1', type))
    same(decodeVerifierKey(encodeVerifierKey(key)), key)
  }
  const key = verifierOf(signer(origin, 'ed25519'))
  same(keyId(key), sha256(utf8(origin), new Uint8Array([0x0a, 1]), key.publicKey).slice(0, 4))
  const text = encodeVerifierKey(key)
  refuses('key-malformed', () => decodeVerifierKey(text.replace(/\+[0-9a-f]{8}\+/, '+00000000+')))
  refuses('key-malformed', () => decodeVerifierKey(text.slice(0, -4)))
  refuses('key-malformed', () => decodeVerifierKey('a b+00000000+AAAA'))
})

proves('the example of signed-note is read as it stands', () => {
  const note = readNote(
    'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n',
  )
  same(note.text, 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n')
  same(note.signatures[0]?.name, 'quasimodo.example/salvatore')
  same(note.signatures[0]?.id, fromHex('367ba04b'))
})

const keys = (['ed25519', 'sm2', 'ml-dsa-44'] as const).map((type) => signer(origin, type))
const witness = signer('witness.example/w1', 'ed25519-cosignature')
const text = checkpointText({ origin, size: 20852163, root: sha256(utf8('root')) })
const lines = [
  ...keys.map((key) => signLine(key, text, { nonce })),
  signLine(witness, text, { nonce, moment: 1679315147 }),
]
const note = encodeNote({ text, signatures: lines })

proves('a checkpoint carries every kind of signature, and each is found', () => {
  const { signings, size } = verifyCheckpoint(note, keys.map(verifierOf), [verifierOf(witness)])
  same(size, 20852163)
  same(
    signings.map(({ key, timeSeconds }) => [key.type, timeSeconds]),
    [
      ['ed25519', null],
      ['sm2', null],
      ['ml-dsa-44', null],
      ['ed25519-cosignature', 1679315147],
    ],
  )
})

proves('unknown lines are read over, a known line that does not hold condemns the note', () => {
  const [first] = keys.map(verifierOf)
  holds(verifyCheckpoint(note, [first as ReturnType<typeof verifierOf>]).signings.length === 1, 'others are read over')
  const bent = lines.map((line, at) => (at === 1 ? { ...line, signature: new Uint8Array(64).fill(1) } : line))
  refuses('signature-invalid', () => verifyCheckpoint(encodeNote({ text, signatures: bent }), keys.map(verifierOf)))
  refuses('note-unsigned', () => verifyCheckpoint(note, [verifierOf(signer(origin, 'ed25519'))]))
  refuses('checkpoint-origin', () => verifyCheckpoint(note, [verifierOf(signer('other.example', 'ed25519'))]))
  const stolen = { ...(lines[0] as (typeof lines)[0]), signature: (lines[3] as (typeof lines)[0]).signature }
  refuses('signature-invalid', () => signingsOf({ text, signatures: [stolen] }, keys.map(verifierOf)))
})

proves('a note or checkpoint that is not in form is refused', () => {
  for (const wrong of [
    '',
    'text\n',
    'text\n\n',
    'text\n\n- a AAAA\n',
    'text\n\n— a AAAA',
    'a\tb\n\n— a AAAAAAAA\n',
    'text\n\n— a+b AAAAAAAA\n',
    'text\n\n— a AAAAAAA\n',
  ])
    refuses('note-malformed', () => readNote(wrong))
  const root = toBase64(new Uint8Array(32))
  same(readCheckpointText(`o\n0\n${root}\n`).size, 0)
  same(readCheckpointText(`o\n7\n${root}\nmore\n`).size, 7)
  for (const wrong of [
    `o\n07\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n1\nAAAA\n`,
    `\n1\n${root}\n`,
    `o\n1\n${root}`,
    `o\n1e3\n${root}\n`,
    `o\n1\n${root}\n\nx\n`,
  ])
    refuses('checkpoint-malformed', () => readCheckpointText(wrong))
  refuses('too-large', () => readNote(`${'x'.repeat(2_000_000)}\n\n— a AAAAAAAA\n`))
})

proves('tile addresses are those of the specification, and have one spelling', () => {
  same(tilePath({ level: 0, index: 1234067, width: 256 }), 'tile/0/x001/x234/067')
  same(tilePath({ level: 2, index: 5, width: 17 }), 'tile/2/005.p/17')
  same(entriesPath(1000, 256), 'tile/entries/x001/000')
  for (const path of ['tile/0/x001/x234/067', 'tile/entries/000.p/1', 'tile/63/000'])
    holds(readTilePath(path) !== null, path)
  for (const path of [
    'tile/0/1',
    'tile/0/x000/001',
    'tile/00/001',
    'tile/0/001.p/256',
    'tile/0/001.p/0',
    'tile/0/001.p/01',
    'tile/64/000',
    '../x',
    'tile/0/001/',
    'tile/entries/x001',
  ])
    same(readTilePath(path), null, path)
  same(tilesOf(70_000).length, 274 + 2 + 1)
})

proves('proofs read from tiles are those of the whole tree', async () => {
  const count = 70_000
  const leaves = concat(...Array.from({ length: count }, (_, at) => leafHash('sha256', utf8(String(at)))))
  const levels = [leaves]
  for (let level = 0; (levels[level] as Uint8Array).length >= 8192; level++) {
    const below = levels[level] as Uint8Array
    const above = Array.from({ length: Math.floor(below.length / 8192) }, (_, at) =>
      treeRoot('sha256', below.subarray(at * 8192, (at + 1) * 8192)),
    )
    levels.push(concat(...above))
  }
  const tree = treeOver(
    ({ level, index }) => (levels[level] as Uint8Array).slice(index * 8192, (index + 1) * 8192),
    count,
  )
  const root = treeRoot('sha256', leaves)
  same(await tree.root(), root)
  for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
    const path = await tree.inclusionPath(index)
    same(path, auditPath('sha256', leaves, index))
    verifyInclusion('sha256', { index, size: count, leaf: await tree.leaf(index), path }, root)
  }
})

proves('entries come back from a bundle, and a damaged bundle is refused', () => {
  const entries = Array.from({ length: 200 }, () => random.bytes(91 + random.below(138)))
  same(decodeBundle(encodeBundle(entries)), entries)
  refuses('tile-malformed', () => decodeBundle(encodeBundle(entries).slice(0, -1)))
  refuses('tile-malformed', () => decodeBundle(new Uint8Array()))
})

proves('a proof of the log is written and read as the specification has it', () => {
  const proof = { index: 73894, path: [random.bytes(32), random.bytes(32)], checkpoint: note }
  const written = encodeTlogProof(proof)
  holds(written.startsWith('c2sp.org/tlog-proof@v1\nindex 73894\n'), 'its first lines')
  same(readTlogProof(written), proof)
  same(readTlogProof(written.replace('\nindex', '\nextra AAAA\nindex')), proof)
  for (const wrong of [
    written.replace('@v1', '@v2'),
    written.replace('index 73894', 'index 073894'),
    written.replace('index', 'Index'),
    written.slice(0, 40),
  ])
    refuses('tlog-proof-malformed', () => readTlogProof(wrong))
})

proves('a policy counts witnesses as its groups say', () => {
  const witnesses = ['x1', 'x2', 'x3', 'y1', 'y2'].map((name) => signer(`${name}.example`, 'ed25519-cosignature'))
  const [x1, x2, x3, y1, y2] = witnesses.map((one) => encodeVerifierKey(verifierOf(one)))
  const source = `# a comment\nlog ${encodeVerifierKey(verifierOf(keys[0] as SignerKey))} https://log.example/\n
witness X1 ${x1}\nwitness X2 ${x2} https://x2.example/\nwitness X3 ${x3}\ngroup X 2 X1 X2 X3
\twitness Y1 ${y1}\nwitness Y2 ${y2}\ngroup Y any Y1 Y2\ngroup both all X Y\nquorum both\n`
  const policy = readPolicy(source)
  const by = (...names: string[]) =>
    quorumMet(
      policy,
      policy.witnesses.filter(({ name }) => names.includes(name)).map(({ key }) => key),
    )
  holds(by('X1', 'X3', 'Y2'), 'two of X and one of Y')
  holds(!by('X1', 'Y1', 'Y2'), 'one of X')
  holds(!by('X1', 'X2', 'X3'), 'none of Y')
  holds(quorumMet(readPolicy('quorum none\n'), []), 'none wanted')
  for (const wrong of [
    'quorum missing\n',
    '',
    'quorum none\nquorum none\n',
    `witness A ${x1}\ngroup G 2 A\nquorum G\n`,
    `witness A ${x1}\nwitness B ${x1}\nquorum A\n`,
    `witness none ${x1}\nquorum none\n`,
    'group G any A\nquorum G\n',
    'quorums none\n',
  ])
    refuses('policy-malformed', () => readPolicy(wrong))
})
