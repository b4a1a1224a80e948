import { utf8 } from '../evidence/bytes.ts'
import { oneFileEntry, oneFileProof } from '../evidence/one-file.ts'
import {
  type PackIndex,
  type PieceGiven,
  packArchive,
  packIndexBytes,
  packIndexFile,
  packIndexName,
  packIndexOf,
  packProofName,
} from '../evidence/pack.ts'
import { encodeReceipt, type Receipt } from '../evidence/receipt.ts'
import type { Trust } from '../evidence/trust.ts'
import { openSmallLog, some } from './small-log.ts'

export type MadePack = {
  readonly zip: Uint8Array
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly index: PackIndex
  readonly trust: Trust
}

/** A pack of fictitious pieces, one of them a receipt, with a log of its own. */
export function aPack({ withProof = true } = {}): MadePack {
  const secrets = () => ({ salt: some(32), blind: some(32), requestId: some(16) })
  const log = openSmallLog()
  const enter = (entry: Uint8Array) => log.add(entry)[0] as Receipt
  const original = { name: '配方（虚构）.txt', content: utf8('虚构') }
  const receipt = encodeReceipt(enter(oneFileEntry('single-file', original, secrets())))
  const given: PieceGiven[] = [
    { part: 0, name: '00-说明.txt', title: '说明', bytes: utf8('虚构说明') },
    { part: 2, name: '02-秘密点/秘密点说明.txt', title: '秘密点说明', bytes: utf8('虚构秘密点') },
    { part: 5, name: '05-保密措施/存证.tsreceipt.json', title: '存证凭证', bytes: utf8(receipt) },
    { part: 8, name: '08-损失/初算.txt', title: '损失初算', bytes: utf8('虚构损失') },
  ]
  const about = { madeAt: '2026-11-24T02:00:00Z', organisation: '虚构材料公司', subject: 'S-001 虚构配方' }
  const index = packIndexOf(given, about)
  const bytes = packIndexBytes(index)
  const own = secrets()
  const file = packIndexFile(bytes)
  const proof = withProof ? utf8(oneFileProof(file, own, enter(oneFileEntry('single-file', file, own)))) : null
  return {
    zip: packArchive(bytes, proof, given),
    files: new Map([
      [packIndexName, bytes],
      ...(proof ? [[packProofName, proof] as const] : []),
      ...given.map(({ name, bytes }) => [name, bytes] as const),
    ]),
    ...{ index, trust: log.trust },
  }
}
