import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { archiveMoment } from '../evidence/archive.ts'
import { toHex, utf8 } from '../evidence/bytes.ts'
import { sha256, sm3 } from '../evidence/digest.ts'
import type { Receipt } from '../evidence/receipt.ts'
import type { Trust } from '../evidence/trust.ts'
import type { PacketManifest } from '../features/criminal-referral/packet/packet.schema.ts'
import { archiveNames, manifestBytes } from '../features/criminal-referral/packet/packet-manifest.ts'
import { packetEntry, packetProof } from '../features/criminal-referral/packet/packet-seal.ts'
import { writePacket } from '../features/criminal-referral/packet/packet-writer.ts'
import { openReferralSigner } from '../features/criminal-referral/packet/referral-key.ts'
import { aSmallLog, some } from './small-log.ts'

/** A packet of fictitious material with a small log of its own, made by the same functions as a real one. */
export type MadePacket = {
  readonly zip: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly manifest: PacketManifest
  readonly trust: Trust
}

const described = (name: string, bytes: Uint8Array) => ({
  name,
  sizeBytes: bytes.length,
  sha256: toHex(sha256(bytes)),
  sm3: toHex(sm3(bytes)),
})

export async function aPacket({ pages }: { pages?: Readonly<Record<string, string>> } = {}): Promise<MadePacket> {
  const folder = await mkdtemp(join(tmpdir(), 'shoumi-packet-'))
  const signer = openReferralSigner(folder, 'office.example')
  const items = { 'items/1-01-移送书（示例）.txt': '示例移送书', 'items/5-01-示例.bin': toHex(some(3000)) }
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
  const secrets = { salt: some(32), blind: some(32), requestId: some(16) }
  const log = aSmallLog(
    [utf8('one'), utf8('two'), packetEntry(bytes, secrets), utf8('three')],
    'office.example/log/2026',
  )
  const proof = packetProof(bytes, secrets, log.receipts[2] as Receipt)
  files.set('manifest.json', bytes)
  files.set('manifest.tsproof', proof)
  files.set('manifest.sig', utf8(signer.sign(manifest.packetId, bytes, proof)))
  const path = join(folder, 'packet.zip')
  await writePacket(
    path,
    archiveNames(manifest).map((name) => ({ name, content: files.get(name) ?? new Uint8Array() })),
    archiveMoment(Date.parse(manifest.frozenAt)),
  )
  return { zip: new Uint8Array(await readFile(path)), files, manifest, trust: log.trust }
}
