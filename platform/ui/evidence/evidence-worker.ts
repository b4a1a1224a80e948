import { bytesSource } from '../../../evidence/archive.ts'
import { toHex, utf8 } from '../../../evidence/bytes.ts'
import { createSha256, createSm3, sha256 } from '../../../evidence/digest.ts'
import { readOrNull } from '../../../evidence/evidence-error.ts'
import { openArchive } from '../../../evidence/given-files.ts'
import { type OneFileSecrets, oneFileEntry, oneFileProof } from '../../../evidence/one-file.ts'
import {
  type PieceGiven,
  packArchive,
  packIndexBytes,
  packIndexFile,
  packIndexOf,
  verifyPack,
} from '../../../evidence/pack.ts'
import { decodeReceipt } from '../../../evidence/receipt.ts'
import { decodeTrust, trustInNobody } from '../../../evidence/trust.ts'
import { verifyReceipt } from '../../../evidence/verify.ts'
import type { Answer, Asked, FromEvidenceWorker, Task, ToEvidenceWorker } from './evidence-messages.ts'

/* Digests files, verifies receipts and packs and makes packs for pages, under a content policy of its own (see `evidence-policy.ts`): it can reach nothing. */

type Works = { readonly [T in Task]: (asked: Asked<T>) => Answer<T> | Promise<Answer<T>> }
let begun: { index: Uint8Array; pieces: readonly PieceGiven[]; secrets: OneFileSecrets } | null = null

const works: Works = {
  async 'digest-file'({ file }) {
    const hashers = [createSha256(), createSm3()] as const
    for await (const part of file.stream()) for (const hasher of hashers) hasher.update(part)
    const [first, second] = hashers.map((hasher) => toHex(hasher.digest())) as [string, string]
    return { sha256: first, sm3: second }
  },

  'verify-receipt'({ receipt, trust, requestId }) {
    const report = readOrNull(() =>
      verifyReceipt({ receipt: decodeReceipt(receipt), trust: decodeTrust(trust), now: Date.now() }),
    )
    if (report?.verdict !== 'proven' || report.subject?.requestId !== requestId) return { state: 'not-proven' }
    const { notLaterThanMs: ms } = report
    return { state: 'proven', notLaterThan: ms === null ? null : new Date(ms).toISOString() }
  },

  async 'verify-pack'({ zip, trust: text }) {
    const trust = (text === null ? null : readOrNull(() => decodeTrust(text))) ?? trustInNobody
    return verifyPack({ ...(await openArchive(bytesSource(zip))), trustOf: () => trust, now: Date.now() })
  },

  'begin-pack'({ pieces, about, secrets }) {
    const index = packIndexBytes(packIndexOf(pieces, about))
    begun = { index, pieces, secrets }
    const entry = oneFileEntry('single-file', packIndexFile(index), secrets)
    return { indexSha256: toHex(sha256(index)), entry, count: pieces.length }
  },

  'finish-pack'({ receipt }) {
    if (!begun) throw new RangeError('no pack was begun')
    const { index, pieces, secrets } = begun
    begun = null
    const proof = receipt === null ? null : utf8(oneFileProof(packIndexFile(index), secrets, decodeReceipt(receipt)))
    return { zip: packArchive(index, proof, pieces) }
  },
}

const done = async (message: ToEvidenceWorker): Promise<Answer<Task>> => {
  switch (message.task) {
    case 'digest-file':
      return works['digest-file'](message.asked)
    case 'verify-receipt':
      return works['verify-receipt'](message.asked)
    case 'verify-pack':
      return works['verify-pack'](message.asked)
    case 'begin-pack':
      return works['begin-pack'](message.asked)
    case 'finish-pack':
      return works['finish-pack'](message.asked)
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<ToEvidenceWorker>) => {
  const { id } = data
  const reply: FromEvidenceWorker = await done(data).then(
    (answer) => ({ id, answer }),
    (error: unknown) => ({ id, failed: error instanceof Error ? error.message : 'failed' }),
  )
  const large = 'answer' in reply && 'zip' in reply.answer ? [reply.answer.zip.buffer] : []
  self.postMessage(reply, { transfer: large })
})
