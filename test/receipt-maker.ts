import { randomBytes } from 'node:crypto'
import { utf8 } from '../evidence/bytes.ts'
import { checkpointText } from '../evidence/checkpoint.ts'
import { sha256, sm3 } from '../evidence/digest.ts'
import { manifestOf, paddingCount, paddingOpening, saltOf } from '../evidence/manifest.ts'
import { auditPath, leafHash, treeRoot } from '../evidence/merkle.ts'
import { encodeNote, encodeVerifierKey, type SignerKey, signLine, verifierOf } from '../evidence/note.ts'
import {
  encodedEntryOf,
  encodeOpeningFile,
  type OpeningFile,
  readOpeningFile,
  type SealRecord,
} from '../evidence/opening-file.ts'
import { policyDigest, type Receipt } from '../evidence/receipt.ts'
import { encodeTlogProof } from '../evidence/tlog-proof.ts'
import type { Trust } from '../evidence/trust.ts'
import { hashFunctions } from '../evidence/x509.ts'
import { aCertificate, aKey, aRevocationList, aToken, timeStamping } from './timestamp-maker.ts'

/** A small log of our own with everything a receipt can carry: three signatures, a witness, two timestamps of different algorithms. */
export type MadeReceipt = {
  readonly receipt: Receipt
  readonly trust: Trust
  readonly opening: OpeningFile
  readonly openingBytes: Uint8Array
  readonly now: number
}

const seed = () => new Uint8Array(randomBytes(32))
const nonce = () => new Uint8Array(randomBytes(32))

export const contents: Readonly<Record<string, string>> = {
  '配方/甲.txt': '甲 12%',
  '配方/乙.txt': '乙 88%',
  '说明.md': '示例',
}

/** The private side, the plain way. */
export function anOpening(files: Readonly<Record<string, string>> = contents): {
  opening: OpeningFile
  bytes: Uint8Array
} {
  const secrets = { withSm3: true, seed: seed(), blind: seed(), requestId: seed().slice(0, 16) }
  const records = Object.entries(files).map(
    ([path, text]): SealRecord => ({
      kind: 'file',
      flags: 0,
      sizeBytes: utf8(text).length,
      mtimeNs: 0n,
      ctimeNs: 0n,
      inode: 0n,
      mode: 0,
      sha256: sha256(utf8(text)),
      sm3: sm3(utf8(text)),
      path: utf8(path),
    }),
  )
  const openings = records.map((record, ordinal) => ({
    salt: saltOf(secrets.seed, ordinal),
    kind: 'file' as const,
    withSm3: true,
    sizeBytes: record.sizeBytes,
    sha256: record.sha256,
    sm3: record.sm3,
    path: record.path,
  }))
  const padding = Array.from({ length: paddingCount(openings.length) }, (_, extra) =>
    paddingOpening(secrets.seed, records.length + extra, true),
  )
  const bytes = encodeOpeningFile(secrets, records, manifestOf([...openings, ...padding]))
  return { opening: readOpeningFile(bytes), bytes }
}

export function aReceipt(): MadeReceipt {
  const origin = 'log.example/2026'
  const { opening, bytes } = anOpening()
  const entry = encodedEntryOf(opening)
  const others = Array.from({ length: 10 }, (_, at) => utf8(`entry ${at}`))
  const entries = [...others.slice(0, 6), entry, ...others.slice(6)]
  const leaves = Buffer.concat(entries.map((one) => leafHash('sha256', one)))
  const keys = (['ed25519', 'sm2', 'ml-dsa-44'] as const).map(
    (type): SignerKey => ({ name: origin, type, seed: type === 'sm2' ? seed().fill(1, 0, 1) : seed() }),
  )
  const witness: SignerKey = { name: 'witness.example/w1', type: 'ed25519-cosignature', seed: seed() }
  const text = checkpointText({ origin, size: entries.length, root: treeRoot('sha256', leaves) })
  const moment = Math.floor(Date.parse('2026-11-24T02:00:00Z') / 1000)
  const lines = [...keys.map((key) => signLine(key, text, { nonce })), signLine(witness, text, { nonce, moment })]
  const policy = `log ${encodeVerifierKey(verifierOf(keys[0] as SignerKey))}\nwitness w1 ${encodeVerifierKey(verifierOf(witness))}\nquorum w1\n`
  const authorities = (['ec', 'sm2'] as const).map((kind) => {
    const root = aCertificate({ name: `测试根 ${kind}（虚构）`, authority: true, key: aKey(kind) })
    const middle = aCertificate({ name: `测试中级 ${kind}（虚构）`, authority: true, issuer: root })
    const signer = aCertificate({ name: `测试时间戳 ${kind}（虚构）`, issuer: middle, purposes: [timeStamping] })
    return { kind, root, middle, signer }
  })
  const timestamps = authorities.map(({ kind, root, middle, signer }) => {
    const algorithm = kind === 'ec' ? ('sha256' as const) : ('sm3' as const)
    return {
      over: 'note-text' as const,
      algorithm,
      token: aToken({ signer, issuer: middle, imprint: { algorithm, digest: hashFunctions[algorithm](utf8(text)) } }),
      chain: [middle.certificate],
      revocation: [aRevocationList(middle, '2026-11-25T00:00:00Z'), aRevocationList(root, '2026-11-25T00:00:00Z')],
    }
  })
  return {
    opening,
    openingBytes: bytes,
    now: Date.parse('2026-11-26T00:00:00Z'),
    trust: {
      policy,
      logKeys: keys.map(verifierOf),
      timestampRoots: authorities.map(({ kind, root }) => ({
        name: kind,
        certificate: root.certificate,
        licensed: false,
      })),
    },
    receipt: {
      entry,
      tlogProof: encodeTlogProof({
        index: 6,
        path: auditPath('sha256', leaves, 6),
        checkpoint: encodeNote({ text, signatures: lines }),
      }),
      timestamps,
      policy: policyDigest(policy),
      logKeys: keys.map(verifierOf),
    },
  }
}
