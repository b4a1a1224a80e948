import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex, utf8 } from '../evidence/bytes.ts'
import { checkpointText } from '../evidence/checkpoint.ts'
import { sha256, sm3 } from '../evidence/digest.ts'
import { auditPath, leafHash, treeRoot } from '../evidence/merkle.ts'
import { encodeNote, type SignerKey, signLine, verifierOf } from '../evidence/note.ts'
import { policyDigest, type Receipt } from '../evidence/receipt.ts'
import { encodeTlogProof } from '../evidence/tlog-proof.ts'
import type { Trust } from '../evidence/trust.ts'
import type { PacketManifest } from '../features/criminal-referral/packet/packet.schema.ts'
import { archiveMoment, type ByteSource } from '../features/criminal-referral/packet/packet-archive.ts'
import { archiveNames, manifestBytes } from '../features/criminal-referral/packet/packet-manifest.ts'
import { packetEntry, packetProof } from '../features/criminal-referral/packet/packet-seal.ts'
import { writePacket } from '../features/criminal-referral/packet/packet-writer.ts'
import { openReferralSigner } from '../features/criminal-referral/packet/referral-key.ts'

/** A packet of fictitious material with a small log of its own, made by the same functions as a real one. */
export type MadePacket = {
  readonly zip: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly manifest: PacketManifest
  readonly trust: Trust
}

const random = (length: number) => new Uint8Array(randomBytes(length))
const described = (name: string, bytes: Uint8Array) => ({
  name,
  sizeBytes: bytes.length,
  sha256: toHex(sha256(bytes)),
  sm3: toHex(sm3(bytes)),
})

export async function aPacket({ pages }: { pages?: Readonly<Record<string, string>> } = {}): Promise<MadePacket> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-packet-'))
  const signer = openReferralSigner(folder, 'office.example')
  const items = { 'items/1-01-移送书（示例）.txt': '示例移送书', 'items/5-01-示例.bin': toHex(random(3000)) }
  const files = new Map(
    Object.entries({ 'index.html': '<!doctype html><title>示例</title>', ...pages, ...items }).map(
      ([name, text]) => [name, utf8(text)] as const,
    ),
  )
  const shown = [...files].filter(([name]) => !name.startsWith('items/'))
  const manifest: PacketManifest = {
    packetId: '01999999-0000-7000-8000-000000000001',
    referralId: '01999999-0000-7000-8000-000000000002',
    number: '示例移送〔2026〕1号',
    part: 'referral',
    caseName: '虚构公司涉嫌侵犯商业秘密案',
    sender: '虚构区市场监督管理局',
    receiver: '虚构市公安局虚构区分局',
    frozenAt: '2026-11-24T02:00:00Z',
    crimes: ['219'],
    items: Object.entries(items).map(([name, text]) => ({
      ...described(name, utf8(text)),
      material: name.startsWith('items/1') ? 1 : 5,
      title: '示例材料',
      provenance: '示例：办案人员制作',
      reason: '示例：依法应附',
      shownAs: 'plain',
    })),
    withheld: [],
    pages: shown.map(([name, bytes]) => described(name, bytes)),
    keys: signer.keys,
  }
  const bytes = manifestBytes(manifest)
  const secrets = { salt: random(32), blind: random(32), requestId: random(16) }
  const { receipt, trust } = aLogWith(packetEntry(bytes, secrets))
  const proof = packetProof(bytes, secrets, receipt)
  files.set('manifest.json', bytes)
  files.set('manifest.tsproof', proof)
  files.set('manifest.sig', utf8(signer.sign(manifest.packetId, bytes, proof)))
  const path = join(folder, 'packet.zip')
  await writePacket(
    path,
    archiveNames(manifest).map((name) => ({ name, content: files.get(name) ?? new Uint8Array() })),
    archiveMoment(Date.parse(manifest.frozenAt)),
  )
  return { zip: new Uint8Array(await readFile(path)), files, manifest, trust }
}

function aLogWith(entry: Uint8Array): { receipt: Receipt; trust: Trust } {
  const origin = 'office.example/log/2026'
  const entries = [utf8('one'), utf8('two'), entry, utf8('three')]
  const leaves = entries.map((one) => leafHash('sha256', one))
  const packed = Uint8Array.from(leaves.flatMap((leaf) => [...leaf]))
  const text = checkpointText({ origin, size: entries.length, root: treeRoot('sha256', packed) })
  const signers = (['ed25519', 'sm2'] as const).map((type): SignerKey => ({ name: origin, type, seed: random(32) }))
  const checkpoint = encodeNote({
    text,
    signatures: signers.map((one) => signLine(one, text, { nonce: () => random(32) })),
  })
  const policy = 'quorum none\n'
  const logKeys = signers.map(verifierOf)
  return {
    trust: { policy, logKeys, timestampRoots: [] },
    receipt: {
      entry,
      tlogProof: encodeTlogProof({ index: 2, path: auditPath('sha256', packed, 2), checkpoint }),
      timestamps: [],
      policy: policyDigest(policy),
      logKeys,
    },
  }
}

export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: async (from, length) => bytes.slice(from, from + length),
})
